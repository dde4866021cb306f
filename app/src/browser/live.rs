//! A snapshot that stays true: the server's event stream as one signal, and since when it has been silent.
//!
//! Frames are whole snapshots, so a lost one needs no repair. A stream that broke, or that has said nothing for
//! longer than heartbeats allow, is opened again, for as long as the page lives.

use crate::browser::clock::{Clock, running_millis};
use crate::browser::json;
use crate::browser::local::Local;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};
use wire::{EVENT_HEARTBEAT, EVENT_VIEW, Head, Time};

/// Silence after which a screen says that it is not updating; heartbeats come every 5 s.
const STALE_AFTER: f64 = 10_000.0;
/// Silence after which the stream is given up and opened again.
const REOPEN_AFTER: f64 = 12_000.0;
/// A page that cannot read what the server sends is of another release: it is loaded again, no oftener than this.
const RELOAD_AFTER: f64 = 30_000.0;

/// A snapshot that a stream carries.
pub trait Snapshot: Clone + DeserializeOwned + Send + Sync + 'static {
    /// The top of the snapshot, where there is one yet.
    fn head(&self) -> Option<&Head>;
}

impl<T: Snapshot> Snapshot for Option<T> {
    fn head(&self) -> Option<&Head> {
        self.as_ref().and_then(Snapshot::head)
    }
}

macro_rules! snapshots {
    ($($name:ident),*) => {
        $(impl Snapshot for wire::$name {
            fn head(&self) -> Option<&Head> {
                Some(&self.head)
            }
        })*
    };
}
snapshots!(KioskSnapshot, LobbySnapshot, DeskChoiceSnapshot, DeskSnapshot, ManagerSnapshot, TicketSnapshot);

/// A snapshot that the server keeps up to date.
pub struct Live<T: 'static> {
    /// The latest snapshot.
    pub snapshot: RwSignal<T>,
    /// The server's time.
    pub clock: Clock,
    stale_since: RwSignal<Option<Time>>,
    reopened: RwSignal<u32>,
    stream: Local<Stream>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: Snapshot> Live<T> {
    /// Starts from `initial` and follows the stream at `address`, in the browser.
    pub fn follow(address: String, initial: T) -> Self {
        let at = initial.head().map_or(Time::from_millis(0), |head| head.at);
        let live = Self {
            snapshot: RwSignal::new(initial),
            clock: Clock::starting_at(at),
            stale_since: RwSignal::new(None),
            reopened: RwSignal::new(0),
            stream: Local::new(|| Stream::to(address)),
        };
        Effect::new(move || live.start(at));
        live
    }

    /// Since when nothing has been heard, once that is long enough to say so.
    pub fn stale_since(self) -> Option<Time> {
        self.stale_since.get()
    }

    /// The count of times that the stream has come back; the server may be of another release since.
    pub fn reopened(self) -> u32 {
        self.reopened.get()
    }

    /// A newer snapshot that came another way.
    pub fn set(self, snapshot: T) {
        if let Some(head) = snapshot.head() {
            self.clock.correct(head.at);
        }
        self.snapshot.try_set(snapshot);
    }

    /// Follows no more: nothing will change, and silence is no news.
    pub fn close(self) {
        self.stream.update(|stream| {
            stream.closed = true;
            stream.connection = None;
        });
        self.stale_since.try_set(None);
    }

    fn start(self, at: Time) {
        if at.millis() > 0 {
            self.clock.correct(at);
        }
        self.stream.update(|stream| stream.heard_at = running_millis());
        self.open();
        if let Ok(interval) = set_interval_with_handle(move || self.tick(), Duration::from_secs(1)) {
            on_cleanup(move || interval.clear());
        }
    }

    fn open(self) {
        let connection = |address: &str| {
            Connection::open(address, move |event, data| match event {
                EVENT_VIEW => self.heard_view(&data),
                _ => self.heard_heartbeat(&data),
            })
        };
        self.stream.update(|stream| {
            stream.opened_at = running_millis();
            stream.reopen_at = None;
            stream.connection = connection(&stream.address);
        });
    }

    fn heard_view(self, data: &str) {
        if let Some(snapshot) = json::read(data) {
            self.set(snapshot);
            self.heard();
        } else if running_millis() > RELOAD_AFTER {
            let _ = window().location().reload();
        }
    }

    fn heard_heartbeat(self, data: &str) {
        if let Some(at) = json::read(data) {
            self.clock.correct(at);
        }
        self.heard();
    }

    fn heard(self) {
        let failures = self.stream.update(|stream| {
            stream.heard_at = running_millis();
            std::mem::take(&mut stream.failures)
        });
        if failures.is_some_and(|failures| failures > 0) {
            self.reopened.try_update(|times| *times += 1);
        }
        if self.stale_since.try_get_untracked().flatten().is_some() {
            self.stale_since.try_set(None);
        }
    }

    fn tick(self) {
        self.clock.tick();
        let now = running_millis();
        let Some(Some((heard_at, reopen))) =
            self.stream.update(|stream| (!stream.closed).then(|| (stream.heard_at, stream.give_up(now))))
        else {
            return;
        };
        if now - heard_at > STALE_AFTER && self.stale_since.try_get_untracked() == Some(None) {
            self.stale_since.try_set(self.clock.at(heard_at));
        }
        if reopen {
            self.open();
        }
    }
}

/// The state of one stream, by the page's running time in milliseconds.
struct Stream {
    address: String,
    connection: Option<Connection>,
    heard_at: f64,
    opened_at: f64,
    reopen_at: Option<f64>,
    failures: u32,
    closed: bool,
}

impl Stream {
    fn to(address: String) -> Self {
        Self { address, connection: None, heard_at: 0.0, opened_at: 0.0, reopen_at: None, failures: 0, closed: false }
    }

    /// Closes a stream that is broken or silent; true when it is time to open it again.
    fn give_up(&mut self, now: f64) -> bool {
        if let Some(at) = self.reopen_at {
            return now >= at;
        }
        let broken = self.connection.as_ref().is_none_or(Connection::is_closed);
        let silent = now - self.heard_at.max(self.opened_at) > REOPEN_AFTER;
        if broken || silent {
            self.connection = None;
            self.failures += 1;
            // Screens must not all come back in the same second; a page left open for hours need not hurry.
            let pause = if self.failures > 60 { 30_000.0 } else { 1_000.0 + 4_000.0 * js_sys::Math::random() };
            self.reopen_at = Some(now + pause);
        }
        false
    }
}

/// An open event source with its listener; dropping it closes it.
struct Connection {
    source: EventSource,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Connection {
    fn open(address: &str, heard: impl Fn(&str, String) + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            heard(&event.type_(), event.data().as_string().unwrap_or_default());
        });
        for event in [EVENT_VIEW, EVENT_HEARTBEAT] {
            source.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).ok()?;
        }
        Some(Self { source, _listener: listener })
    }

    fn is_closed(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.close();
    }
}
