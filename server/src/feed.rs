//! A screen's frames: each snapshot is made and encoded once, and shared by every screen of its kind. A feed runs as
//! long as somebody listens.
//!
//! Frames are whole snapshots: a screen that missed some is right again with the next one.

use crate::branch::{FORECAST_HOLDS_MS, Live};
use crate::clock;
use crate::view::{self, Scene};
use axum::body::Bytes;
use queue::{DeskId, TicketId, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Two frames of a feed are at least this far apart, so that a burst of commits is one frame.
const PACE: Duration = Duration::from_millis(10);

/// Which snapshot of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Screen {
    Kiosk,
    Lobby,
    Manager,
    DeskChoice,
    Desk(DeskId),
    Ticket(TicketId),
}

/// The feeds of one branch that somebody listens to.
#[derive(Debug, Default)]
pub struct Feeds(Mutex<HashMap<Screen, watch::Sender<Bytes>>>);

/// A snapshot as JSON; `None` where the branch has no such desk or ticket.
pub fn snapshot(live: &Live, screen: &Screen) -> Option<String> {
    scene(live, clock::now(), |scene| match screen {
        Screen::Kiosk => json(&view::kiosk(scene)),
        Screen::Lobby => json(&view::lobby(scene)),
        Screen::Manager => json(&view::manager(scene)),
        Screen::DeskChoice => json(&view::desk_choice(scene)),
        Screen::Desk(id) => json(&view::desk(scene, id)?),
        Screen::Ticket(id) => json(&view::ticket(scene, *id)?),
    })
}

/// A look at the published state, with all that a view needs.
pub fn scene<T>(live: &Live, now: Timestamp, look: impl FnOnce(&Scene) -> T) -> T {
    live.read(|branch, seq| {
        let forecast = live.forecast(branch, now);
        let names = live.names.read().unwrap_or_else(PoisonError::into_inner);
        look(&Scene { setup: &live.setup, branch, seq, forecast: &forecast, names: &names, now })
    })
}

fn json<T: serde::Serialize>(snapshot: &T) -> Option<String> {
    serde_json::to_string(snapshot).inspect_err(|error| tracing::error!(%error, "a snapshot is not JSON")).ok()
}

/// The frames of a screen, beginning with the present one; `None` where the branch has no such desk or ticket.
pub fn subscribe(live: &Arc<Live>, screen: &Screen) -> Option<watch::Receiver<Bytes>> {
    if let Some(frames) = live.feeds.open().get(screen) {
        return Some(frames.subscribe());
    }
    // From before the first frame, so that no commit falls between the two.
    let changes = live.changes();
    let first = frame(live, screen)?;
    let mut feeds = live.feeds.open();
    if let Some(frames) = feeds.get(screen) {
        return Some(frames.subscribe());
    }
    let (frames, receiver) = watch::channel(first);
    feeds.insert(screen.clone(), frames.clone());
    drop(feeds);
    tokio::spawn(run(live.clone(), screen.clone(), frames, changes));
    Some(receiver)
}

async fn run(live: Arc<Live>, screen: Screen, frames: watch::Sender<Bytes>, mut changes: watch::Receiver<u64>) {
    loop {
        tokio::select! {
            changed = changes.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            () = tokio::time::sleep(until_next_beat(clock::now())) => {}
        }
        if live.feeds.close_if_unused(&screen, &frames) {
            return;
        }
        if let Some(frame) = frame(&live, &screen) {
            frames.send_replace(frame);
        }
        tokio::time::sleep(PACE).await;
    }
}

/// Waits grow while nothing happens: every feed redraws on the beat on which the forecast is made anew.
fn until_next_beat(now: Timestamp) -> Duration {
    let left = FORECAST_HOLDS_MS - now.0.rem_euclid(FORECAST_HOLDS_MS);
    Duration::from_millis(u64::try_from(left).unwrap_or(1))
}

/// One Server-Sent Event: `id` is the day and the seq.
fn frame(live: &Live, screen: &Screen) -> Option<Bytes> {
    let id = live.read(|branch, seq| branch.day().map(|day| format!("{day}.{seq}"))).unwrap_or_default();
    let data = snapshot(live, screen)?;
    Some(Bytes::from(format!("event: {}\nid: {id}\ndata: {data}\n\n", wire::EVENT_VIEW)))
}

impl Feeds {
    fn open(&self) -> MutexGuard<'_, HashMap<Screen, watch::Sender<Bytes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Under the lock, so that nobody subscribes to a feed that is about to end.
    fn close_if_unused(&self, screen: &Screen, frames: &watch::Sender<Bytes>) -> bool {
        let mut feeds = self.open();
        let unused = frames.receiver_count() == 0;
        if unused {
            feeds.remove(screen);
        }
        unused
    }
}
