//! A snapshot that is kept up to date: the server's event stream as one signal, with the time since which it is silent.
//!
//! Frames are whole snapshots, so a lost one needs no repair. A stream that broke, or that has said nothing for
//! longer than heartbeats allow, is opened again, for as long as the page lives. While a stream is silent, and on a page that
//! has none, the snapshot is asked for every few seconds (`course`).

mod connection;
mod course;
mod seats;

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::clock::{Clock, running_millis};
use crate::browser::json;
use crate::browser::local::Local;
use crate::browser::page;
use connection::Connection;
use course::{Course, Look, STALE_AFTER};
use leptos::prelude::*;
use leptos::task::spawn_local;
use seats::Seats;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wire::{EVENT_HEARTBEAT, EVENT_VIEW, Head, Time};

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
    held_back: RwSignal<bool>,
    seats: Seats,
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
            held_back: RwSignal::new(false),
            seats: Seats::new(),
            stream: Local::new(|| Stream::to(address)),
        };
        Effect::new(move || live.start(at));
        let evacuating = Memo::new(move |_| {
            live.snapshot.with(|snapshot| snapshot.head().is_some_and(|head| head.evacuating.is_some()))
        });
        Effect::watch(move || evacuating.get(), |shown, _, _| page::show_evacuation(*shown), false);
        live
    }

    /// The time since which the server has been silent, once that is long enough to tell people.
    pub fn stale_since(self) -> Option<Time> {
        self.stale_since.get()
    }

    /// Whether something between server and browser holds the stream back, so that the page fetches snapshots instead.
    pub fn is_held_back(self) -> bool {
        self.held_back.get()
    }

    /// How many times the server has come back. It may be another release since.
    pub fn reopened(self) -> u32 {
        self.reopened.get()
    }

    /// Takes a newer snapshot that did not come by the stream.
    pub fn set(self, snapshot: T) {
        if let Some(head) = snapshot.head() {
            self.clock.correct(head.at);
        }
        self.snapshot.try_set(snapshot);
    }

    /// Stops following, for a page on which nothing will change any more.
    pub fn close(self) {
        self.stream.update(|stream| {
            stream.closed = true;
            stream.connection = None;
        });
        self.seats.leave();
        self.stale_since.try_set(None);
    }

    fn start(self, at: Time) {
        if at.millis() > 0 {
            self.clock.correct(at);
        }
        self.stream.update(|stream| stream.course = Course::starting_at(running_millis()));
        self.seats.listen(move || self.look());
        self.look();
        if let Ok(interval) = set_interval_with_handle(move || self.tick(), Duration::from_secs(1)) {
            on_cleanup(move || interval.clear());
        }
        let shown = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                self.stream.update(|stream| stream.course.seen_again());
            }
            self.look();
        });
        on_cleanup(move || shown.remove());
    }

    fn tick(self) {
        self.clock.tick();
        self.look();
        let Some(Some(heard_at)) = self.stream.with(|stream| (!stream.closed).then(|| stream.course.heard_at())) else {
            return;
        };
        if running_millis() - heard_at > STALE_AFTER && self.stale_since.try_get_untracked() == Some(None) {
            self.stale_since.try_set(self.clock.at(heard_at));
        }
    }

    /// Carries out what the course decides.
    fn look(self) {
        if self.stream.with(|stream| stream.closed) != Some(false) {
            return;
        }
        let (now, hidden) = (running_millis(), document().hidden());
        // A page that nobody sees takes no seat; it keeps its own for a moment.
        let open = self.stream.with(|stream| stream.connection.is_some()) == Some(true);
        let seated = (open || !hidden) && self.seats.is_seated(now);
        let looked = self.stream.update(|stream| {
            let broken = stream.connection.as_ref().is_none_or(Connection::is_closed);
            let random = js_sys::Math::random();
            let steps = stream.course.look(Look { now, broken, seated, hidden, random });
            // Dropped outside: closing it may tell this page of other things.
            (steps, steps.close.then(|| stream.connection.take()), stream.course.is_held_back())
        });
        let Some((steps, closed, held_back)) = looked else { return };
        drop(closed);
        if steps.close && hidden {
            self.seats.leave();
        }
        if self.held_back.try_get_untracked() != Some(held_back) {
            self.held_back.try_set(held_back);
        }
        if steps.open {
            self.open();
        }
        if steps.ask {
            self.ask();
        }
    }

    fn open(self) {
        let connection = |address: &str| {
            Connection::open(address, move |event, data| match event {
                EVENT_VIEW => self.heard_view(&data),
                _ => self.heard_heartbeat(&data),
            })
        };
        self.stream.update(|stream| stream.connection = connection(&stream.address));
    }

    /// Fetches the snapshot once.
    fn ask(self) {
        let Some(address) = self.stream.with(|stream| address::snapshot_of(&stream.address)) else { return };
        spawn_local(async move {
            let answer = api::get::<T>(&address).await;
            let now = running_millis();
            match answer {
                Reply::Done(snapshot) => {
                    if !self.is_older(&snapshot) {
                        self.set(snapshot);
                    }
                    let back = self.stream.update(|stream| stream.course.answered(now));
                    self.heard(back == Some(true));
                }
                // What the page shows is not its own to see any more: the server says what is.
                Reply::Refused(problem) if matches!(problem.status, 401 | 403 | 404) => {
                    let _ = window().location().reload();
                }
                Reply::Refused(_) | Reply::Unanswered => {
                    self.stream.update(|stream| stream.course.unanswered(now, js_sys::Math::random()));
                }
            }
        });
    }

    /// Whether the page shows a newer snapshot than this one, because the stream was faster than the answer.
    fn is_older(self, snapshot: &T) -> bool {
        let shown = self.snapshot.try_with_untracked(|shown| shown.head().map(|head| (head.day.clone(), head.seq)));
        let Some((Some((day, seq)), head)) = shown.zip(snapshot.head()) else { return false };
        head.day == day && head.seq < seq
    }

    fn heard_view(self, data: &str) {
        if let Some(snapshot) = json::read(data) {
            self.set(snapshot);
            self.spoke(EVENT_VIEW);
        } else if running_millis() > RELOAD_AFTER {
            let _ = window().location().reload();
        }
    }

    fn heard_heartbeat(self, data: &str) {
        if let Some(at) = json::read(data) {
            self.clock.correct(at);
        }
        self.spoke(EVENT_HEARTBEAT);
    }

    fn spoke(self, event: &str) {
        let now = running_millis();
        let back = self.stream.update(|stream| stream.course.spoke(now, event == EVENT_HEARTBEAT));
        self.heard(back == Some(true));
    }

    /// Notes that the server was heard; `back` means that it had been lost.
    fn heard(self, back: bool) {
        if back {
            self.reopened.try_update(|times| *times += 1);
        }
        if self.stale_since.try_get_untracked().flatten().is_some() {
            self.stale_since.try_set(None);
        }
    }
}

/// The stream of a page, and the course that it takes.
struct Stream {
    address: String,
    connection: Option<Connection>,
    course: Course,
    closed: bool,
}

impl Stream {
    fn to(address: String) -> Self {
        Self { address, connection: None, course: Course::default(), closed: false }
    }
}
