//! Server-Sent Events: a feed's frames, and a heartbeat every 5 seconds, by which a screen knows that it hears.

use super::AppState;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use branch::{Live, Screen, feed};
use futures::stream;
use machine::clock;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, Interval, interval_at};

const HEARTBEAT: Duration = Duration::from_secs(5);
/// What the browser waits before it connects again, in milliseconds.
const RECONNECT: &str = "retry: 1000\n\n";

/// What resolves once the right to a stream has ended.
pub type Ended = Pin<Box<dyn Future<Output = ()> + Send>>;
/// A stream that is open, for the figures.
struct Open(metrics::Gauge);

impl Open {
    fn of(screen: &Screen) -> Self {
        let screen = match screen {
            Screen::Kiosk => "kiosk",
            Screen::Lobby | Screen::LobbyDetail => "lobby",
            Screen::Manager => "manager",
            Screen::DeskChoice | Screen::Desk(_) => "desk",
            Screen::Ticket(_) => "ticket",
        };
        let open = metrics::gauge!("sportello_streams_open", "screen" => screen);
        open.increment(1);
        Self(open)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

struct Listener {
    _open: Open,
    frames: watch::Receiver<Bytes>,
    heartbeat: Interval,
    stopping: watch::Receiver<bool>,
    /// Resolves when the right ends in which the stream was opened; never where anybody may listen.
    ended: Option<oneshot::Receiver<()>>,
}

/// The stream of a screen, as long as the `right` to it lasts; `None` where the branch has no such desk or ticket.
pub fn response(state: &AppState, live: &Arc<Live>, screen: &Screen, right: Option<Ended>) -> Option<Response> {
    let mut frames = feed::subscribe(live, screen)?;
    frames.mark_changed();
    let heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    let open = Open::of(screen);
    let listener =
        Listener { _open: open, frames, heartbeat, stopping: state.stopping.clone(), ended: right.map(ended) };
    let opening = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(RECONNECT.as_bytes())) });
    let events =
        stream::unfold(listener, |mut listener| async move { Some((Ok(next(&mut listener).await?), listener)) });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store, no-transform"),
        // A proxy that collects before it forwards would break the heartbeat.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let body = Body::from_stream(futures::StreamExt::chain(opening, events));
    Some((headers, body).into_response())
}

/// Watches a right beside its stream, lest a frame interrupts the look at the session.
fn ended(right: Ended) -> oneshot::Receiver<()> {
    let (mut listening, ended) = oneshot::channel();
    tokio::spawn(async move {
        tokio::select! {
            () = right => {}
            () = listening.closed() => {}
        }
    });
    ended
}

/// The next event; `None` when the server stops, or the right or the screen has ended.
async fn next(listener: &mut Listener) -> Option<Bytes> {
    tokio::select! {
        biased;
        () = over(&mut listener.ended) => None,
        changed = listener.frames.changed() => {
            changed.ok()?;
            Some(listener.frames.borrow_and_update().clone())
        }
        _ = listener.heartbeat.tick() => {
            let now = wire::Time::from_millis(clock::now().0);
            let data = serde_json::to_string(&now).unwrap_or_default();
            Some(Bytes::from(format!("event: {}\ndata: {data}\n\n", wire::EVENT_HEARTBEAT)))
        }
        _ = listener.stopping.wait_for(|stopping| *stopping) => None,
    }
}

async fn over(ended: &mut Option<oneshot::Receiver<()>>) {
    match ended {
        Some(ended) => {
            // The watch says nothing; it goes away.
            let _ = ended.await;
        }
        None => std::future::pending().await,
    }
}
