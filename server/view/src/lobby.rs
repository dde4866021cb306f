//! What the wall of the waiting room shows: number and desk, and nothing else about a visitor. The language is there to
//! be spoken.

use crate::scene::Scene;
use crate::units::time;
use queue::TicketState;
use wire::{Language, LobbyCall, LobbySnapshot};

pub fn lobby(scene: &Scene) -> LobbySnapshot {
    let calls = scene.branch.recent_calls().rev().map(|call| LobbyCall {
        seq: call.seq,
        number: call.number.to_string(),
        desk: scene.desk_label(&call.desk),
        language: scene.branch.ticket(call.ticket).map(|ticket| Language::new(ticket.language.as_str())),
        answered: answered(scene, call),
        at: time(call.at),
    });
    LobbySnapshot { head: scene.head(), calls: calls.collect() }
}

/// Whether nobody waits for the visitor at that desk any more: they are there, or the call is over.
fn answered(scene: &Scene, call: &queue::Call) -> bool {
    let state = scene.branch.ticket(call.ticket).map(|ticket| &ticket.state);
    !matches!(state, Some(TicketState::Called { desk, .. }) if *desk == call.desk)
}
