//! A screen's frames: each snapshot is made and encoded once, and shared by every screen of its kind. A feed runs as
//! long as somebody listens.
//!
//! Frames are whole snapshots: a screen that missed some is right again with the next one. A frame that would show what
//! the one before it shows is not sent.

use crate::feeds::Screen;
use crate::live::{FORECAST_HOLDS_MS, Live};
use crate::uses::InUse;
use bytes::Bytes;
use machine::clock;
use queue::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use view::{Foresight, Scene};

/// The shortest time between two frames of a feed, so that a burst of commits makes one frame.
const PACE: Duration = Duration::from_millis(10);
/// The shortest time between two drawings where the first showed nothing new. A call right after a ticket does not wait
/// long, and a storm of tickets does not keep a processor busy with frames that are not sent.
const LOOK: Duration = Duration::from_millis(2);

/// A snapshot as JSON; `None` where the branch has no such desk or ticket.
pub fn snapshot(live: &Live, screen: &Screen) -> Option<String> {
    struct Json;
    impl Draw<String> for Json {
        fn draw<S: Snapshot>(snapshot: S) -> Option<String> {
            json(&snapshot)
        }
    }
    draw::<String, Json>(live, screen)
}

/// Makes something from a snapshot of any screen.
trait Draw<T> {
    fn draw<S: Snapshot>(snapshot: S) -> Option<T>;
}

/// A screen's snapshot, which has a head.
trait Snapshot: serde::Serialize {
    fn head(&mut self) -> &mut wire::Head;
}

macro_rules! snapshots {
    ($($snapshot:ident)*) => {
        $(impl Snapshot for wire::$snapshot {
            fn head(&mut self) -> &mut wire::Head {
                &mut self.head
            }
        })*
    };
}

snapshots! { KioskSnapshot LobbySnapshot ManagerSnapshot DeskChoiceSnapshot DeskSnapshot TicketSnapshot }

fn draw<T, D: Draw<T>>(live: &Live, screen: &Screen) -> Option<T> {
    let now = clock::now();
    live.look(screen, now);
    scene(live, now, |scene| match screen {
        Screen::Kiosk => D::draw(view::kiosk(scene)),
        Screen::Lobby => D::draw(view::lobby(scene)),
        Screen::LobbyDetail => D::draw(view::lobby_detail(scene)),
        Screen::Manager => D::draw(view::manager(scene)),
        Screen::DeskChoice => D::draw(view::desk_choice(scene)),
        Screen::Desk(id) => D::draw(view::desk(scene, id)?),
        Screen::Ticket(id) => D::draw(view::ticket(scene, *id)?),
    })
}

/// Calls a view with the published state and all else that it needs.
pub fn scene<T>(live: &Live, now: Timestamp, look: impl FnOnce(&Scene) -> T) -> T {
    let foresight = live.foresight();
    let setup = live.setup();
    let code = setup.asks_for_code().then(|| live.minute_key().shown(&setup.id, now));
    live.read(|branch, seq| {
        let names = live.names.read();
        let announced = live.announced();
        let troubles = live.troubles();
        live.notices(|notices| {
            look(&Scene {
                setup: &setup,
                branch,
                seq,
                foresight: &foresight,
                names: &names,
                announced: &announced,
                notices,
                troubles: &troubles,
                code: code.as_ref(),
                now,
            })
        })
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
    let (changes, foresights) = (live.changes(), live.foresights());
    let first = Frame::now(live, screen)?;
    let mut feeds = live.feeds.open();
    if let Some(frames) = feeds.get(screen) {
        return Some(frames.subscribe());
    }
    let (frames, receiver) = watch::channel(first.event);
    let in_use = live.uses.begin();
    feeds.insert(screen.clone(), frames.clone());
    drop(feeds);
    let wakes = Wakes { changes, foresights: screen.shows_waits().then_some(foresights) };
    tokio::spawn(run(live.clone(), screen.clone(), frames, wakes, (first.day, first.shows), in_use));
    Some(receiver)
}

/// The events for which a feed is drawn again.
struct Wakes {
    changes: watch::Receiver<u64>,
    /// New foresight; `None` for a screen that shows none.
    foresights: Option<watch::Receiver<Arc<Foresight>>>,
}

/// Waits for the next foresight; for ever where the screen shows none.
async fn foreseen(foresights: &mut Option<watch::Receiver<Arc<Foresight>>>) {
    if let Some(foresights) = foresights
        && foresights.changed().await.is_ok()
    {
        return;
    }
    std::future::pending::<()>().await;
}

async fn run(
    live: Arc<Live>,
    screen: Screen,
    frames: watch::Sender<Bytes>,
    mut wakes: Wakes,
    (day, mut shown): (String, String),
    _in_use: InUse,
) {
    loop {
        tokio::select! {
            changed = wakes.changes.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            () = foreseen(&mut wakes.foresights) => {}
            () = tokio::time::sleep(until_next_beat(clock::now())) => {}
        }
        if live.feeds.close_if_unused(&screen, &frames) {
            return;
        }
        let frame = Frame::now(&live, &screen);
        // The next day gives out the same ids again: a ticket's feed ends with its day, lest it shows a stranger's.
        if matches!(screen, Screen::Ticket(_)) && frame.as_ref().is_none_or(|frame| frame.day != day) {
            live.feeds.close(&screen);
            return;
        }
        let Some(Frame { event, shows, .. }) = frame else { continue };
        if shows == shown {
            // A ticket that was given out changes nothing on a lobby's thousand displays. Who comes now begins with it.
            frames.send_if_modified(|kept| {
                *kept = event;
                false
            });
            tokio::time::sleep(LOOK).await;
            continue;
        }
        shown = shows;
        frames.send_replace(event);
        tokio::time::sleep(PACE).await;
    }
}

/// Waits grow while nothing happens, so every feed is drawn again as often as the forecast is made.
fn until_next_beat(now: Timestamp) -> Duration {
    let left = FORECAST_HOLDS_MS - now.0.rem_euclid(FORECAST_HOLDS_MS);
    Duration::from_millis(u64::try_from(left).unwrap_or(1))
}

/// A Server-Sent Event and what it shows.
struct Frame {
    /// The business day that it shows.
    day: String,
    /// Its `id` is the day and the seq.
    event: Bytes,
    /// The snapshot without the two figures that always change: the time, and the count of the branch's commands.
    shows: String,
}

impl Frame {
    fn now(live: &Live, screen: &Screen) -> Option<Self> {
        draw::<Self, Self>(live, screen)
    }
}

impl Draw<Self> for Frame {
    fn draw<S: Snapshot>(mut snapshot: S) -> Option<Self> {
        let data = json(&snapshot)?;
        let head = snapshot.head();
        let id = if head.day.is_empty() { String::new() } else { format!("{}.{}", head.day, head.seq) };
        let day = head.day.clone();
        (head.at, head.seq) = (wire::Time::from_millis(0), 0);
        let event = Bytes::from(format!("event: {}\nid: {id}\ndata: {data}\n\n", wire::EVENT_VIEW));
        Some(Self { day, event, shows: json(&snapshot)? })
    }
}
