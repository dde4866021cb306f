//! Many displays listen to a few branches; the load measures the time from the press of *Call next* to the frame on each of them.
//! A frame that joins two calls counts for the later call; the earlier one is reported as joined, not as lost.

use crate::arguments::{Drive, ScreenLoad};
use crate::calls;
use crate::connection::{Events, Failed};
use crate::desk::Desk;
use crate::files::check_files;
use crate::measure::Board;
use crate::target::{Branch, Target};
use crate::watch::{RunResult, Watch};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How many connections are made at a time.
const TOGETHER: usize = 64;
/// How long the displays wait for the frames of the last call.
const LAST_FRAMES: Duration = Duration::from_secs(2);

/// When each call of a branch was pressed, by its `seq`.
type Pressed = Arc<Mutex<Vec<Option<Instant>>>>;

pub async fn run(drive: &Drive, arguments: &ScreenLoad) -> RunResult {
    let target = Target::parse(&drive.target)?;
    check_files(arguments.screens)?;
    let branches = target.branches(Some(drive.branches.unwrap_or(1))).await?;
    let board = Board::default();
    let pressed: Vec<Pressed> = branches.iter().map(|_| Pressed::default()).collect();
    let before = Watch::start(drive, &target).resident_kb();
    let (stop, stopped) = watch::channel(false);
    let screens = connect(&target, &branches, arguments.screens).await?;
    let mut listening = JoinSet::new();
    for (at, events) in screens {
        listening.spawn(display(events, pressed[at].clone(), board.clone(), stopped.clone()));
    }
    // The first frame, and a heartbeat, have passed through every connection.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let after = Watch::start(drive, &target).resident_kb();
    // The desks sign in only now, because the memory of a sign-in is not a screen's.
    let desks = calls::open_desks(&target, &branches, 1, &arguments.people, &Board::default()).await?;
    let place = |desk: &Desk| branches.iter().position(|branch| branch.id == desk.branch.id).unwrap_or(0);
    let watch = Watch::start(drive, &target);
    let began = Instant::now();
    let mut calling = JoinSet::new();
    for (desk, service) in desks {
        let pressed = pressed[place(&desk)].clone();
        calling.spawn(call(desk, service, pressed, board.clone(), began + drive.seconds(), arguments.pause()));
    }
    let mut done = Vec::new();
    while let Some(called) = calling.join_next().await {
        done.push(called?);
    }
    let measured = began.elapsed();
    tokio::time::sleep(LAST_FRAMES).await;
    stop.send_replace(true);
    let mut seen = 0;
    while let Some(frames) = listening.join_next().await {
        seen += frames?;
    }
    let made: u64 = done.iter().map(|(_, calls)| calls).sum();
    let screens = arguments.screens as u64;
    let joined = (made * screens / branches.len() as u64).saturating_sub(seen);
    let load = format!("{made} calls to {screens} screens of {} branches, from the press to the frame", branches.len());
    let mut report = watch.report(board, measured, load);
    report.more.push(("frames that joined an earlier call's", number(joined)));
    if let (Some(before), Some(after)) = (before, after) {
        report.more.push(("server memory for each screen, KB", (after - before) / number(screens.max(1))));
    }
    for (desk, _) in done {
        desk.close().await;
    }
    Ok(report)
}

#[expect(clippy::cast_precision_loss, reason = "a count of frames or screens")]
fn number(count: u64) -> f64 {
    count as f64
}

/// Connects all screens, spread over the branches; each comes with the index of its branch.
async fn connect(target: &Target, branches: &[Branch], screens: usize) -> Result<Vec<(usize, Events)>, Failed> {
    let mut connecting = JoinSet::new();
    let mut connected = Vec::with_capacity(screens);
    for screen in 0..screens {
        if connecting.len() >= TOGETHER
            && let Some(one) = connecting.join_next().await
        {
            connected.push(one??);
        }
        let at = screen % branches.len();
        let request = target.get(&format!("{}/stream/lobby", branches[at].base), None)?;
        let target = target.clone();
        connecting.spawn(async move {
            let mut events = target.connect().await?.listen(request).await?;
            events.next().await?;
            Ok::<_, Failed>((at, events))
        });
    }
    while let Some(one) = connecting.join_next().await {
        connected.push(one??);
    }
    Ok(connected)
}

/// Issues and calls one ticket after another; returns the desk and how many calls it made.
async fn call(
    mut desk: Desk,
    service: String,
    pressed: Pressed,
    board: Board,
    until: Instant,
    pause: Duration,
) -> (Desk, u64) {
    let mut calls = 0;
    while Instant::now() < until {
        tokio::time::sleep(pause).await;
        if let Err(why) = desk.issue(&service).await {
            board.error("ticket", why);
            continue;
        }
        let Some(next) = desk.next_call().await else { continue };
        {
            let mut pressed = pressed.lock().unwrap_or_else(PoisonError::into_inner);
            let length = pressed.len().max(next + 1);
            pressed.resize(length, None);
            pressed[next] = Some(Instant::now());
        }
        if desk.timed("next").await.is_some_and(|called| !called["ticket"].is_null()) {
            calls += 1;
            desk.timed("start").await;
            desk.timed("finish").await;
        }
    }
    (desk, calls)
}

/// One display reads its stream until the end and returns how many calls it showed.
async fn display(mut events: Events, pressed: Pressed, board: Board, mut stopped: watch::Receiver<bool>) -> u64 {
    let (mut last, mut shown) = (0, 0);
    loop {
        let event = tokio::select! {
            event = events.next() => event,
            _ = stopped.wait_for(|stopped| *stopped) => return shown,
        };
        let event = match event {
            Ok(event) => event,
            Err(why) => {
                board.error("frame", why);
                return shown;
            }
        };
        let now = Instant::now();
        let Some(seq) = newest_call(event).filter(|seq| *seq > last) else { continue };
        last = seq;
        let began = pressed.lock().unwrap_or_else(PoisonError::into_inner).get(seq).copied().flatten();
        if let Some(began) = began {
            board.record("frame", now.duration_since(began));
            shown += 1;
        }
    }
}

/// Finds the `seq` of the newest call in a frame; a thousand displays would parse a thousand JSON documents for one number.
fn newest_call(frame: &[u8]) -> Option<usize> {
    let name = b"\"calls\":[{\"seq\":";
    let rest = &frame[memchr::memmem::find(frame, name)? + name.len()..];
    std::str::from_utf8(&rest[..memchr::memchr(b',', rest)?]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::newest_call;

    #[test]
    fn the_newest_call_of_a_frame_is_found() {
        assert_eq!(
            newest_call(b"event: view\ndata: {\"calls\":[{\"seq\":41,\"number\":\"A001\"},{\"seq\":40}]}"),
            Some(41)
        );
        assert_eq!(newest_call(b"event: view\ndata: {\"calls\":[]}"), None);
    }
}
