//! What the wall of the waiting room shows: number and desk, and nothing else about a visitor.

use super::{Scene, time};
use wire::{LobbyCall, LobbySnapshot};

pub fn lobby(scene: &Scene) -> LobbySnapshot {
    let calls = scene.branch.recent_calls().rev().map(|call| LobbyCall {
        seq: call.seq,
        number: call.number.to_string(),
        desk: scene.desk_label(&call.desk),
        at: time(call.at),
    });
    LobbySnapshot { head: scene.head(), calls: calls.collect() }
}
