//! Plays a demo's day: visitors take tickets at the kiosk, and CSRs work at some of the desks. The players are clients of
//! the running server, by HTTP, as kiosks and desks are; they know nothing that those do not.
//!
//! A player leaves its desk for good as soon as somebody else is there.
#![forbid(unsafe_code)]

mod desk;
mod show;
mod visitors;

pub use show::{Player, Show, choose_desks};

use load::Target;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Plays on the server at an address such as `127.0.0.1:3000`, until `stopping` becomes true.
pub async fn play(address: &str, show: Show, mut stopping: watch::Receiver<bool>) {
    let target = match Target::parse(&format!("http://{address}")) {
        Ok(target) => target,
        Err(why) => return tracing::warn!(why = why.0, "the demo plays nothing"),
    };
    let show = Arc::new(show);
    let mut players = JoinSet::new();
    players.spawn(visitors::come(target.clone(), show.clone()));
    for (number, desk) in (1..).zip(show.players.keys()) {
        players.spawn(desk::work(target.clone(), show.clone(), desk.clone(), number));
    }
    tokio::select! {
        () = async { while players.join_next().await.is_some() {} } => {}
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
}
