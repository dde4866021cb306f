//! The published state of a branch: committed state that any number of screens read, with a notice of each change.
//! Locks are held while the state is read only, never across an `.await`.

use crate::feeds::{Feeds, Screen};
use crate::looks::Looks;
use crate::minute_code::MinuteKey;
use crate::observed::Observed;
use crate::uses::Uses;
use machine::clock;
use queue::{Branch, Event, Timestamp};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
use store::Names;
use tokio::sync::{Notify, watch};
use view::{Foresight, Posted};

/// How long a forecast is valid while nothing happens. Screens are drawn again as often, so that all show the same figure.
pub const FORECAST_HOLDS_MS: i64 = 10_000;

/// The public page shows a forecast of this age. It is asked for once a minute and not at every look.
const PUBLIC_HOLDS_MS: i64 = 75_000;

/// The reader of the public page for whom a prediction is made waits so long for it at most.
const PUBLIC_WAITS: Duration = Duration::from_millis(400);

/// The published state of one branch.
#[derive(Debug)]
pub struct Live {
    /// The set-up of the branch as it is for its day.
    setup: RwLock<Arc<setup::Branch>>,
    pub names: Names,
    /// From which the codes follow by which visitors show that they are there.
    minute_key: MinuteKey,
    state: RwLock<State>,
    /// Changes with every commit.
    version: watch::Sender<u64>,
    /// The last foresight; receivers are woken by each new one.
    foresight: watch::Sender<Arc<Foresight>>,
    /// The last looks at forecasts, and a notice where the forecast is too old for a look.
    pub(crate) looks: Looks,
    pub(crate) wanted: Notify,
    /// The time since which a prediction is wanted, in milliseconds since 1970; 0 where none is.
    wanted_since: AtomicI64,
    /// The words of announcements that the staff typed, by id. A lock of its own: it is taken inside a look at the state.
    announced: RwLock<HashMap<String, wire::Text>>,
    /// The notices that are not over, as they were last read. A lock of its own, as that of the announcements.
    notices: RwLock<Notices>,
    /// The troubles that are open, as they were last read. A lock of its own, as that of the announcements.
    troubles: RwLock<Vec<wire::OpenTrouble>>,
    /// How many readings of the notices have begun.
    readings: AtomicU64,
    /// The feeds of the branch's screens.
    pub(crate) feeds: Feeds,
    /// The uses of the branch, counted.
    pub(crate) uses: Uses,
}

/// The notices, with the reading that they come from.
#[derive(Debug, Default)]
struct Notices {
    reading: u64,
    posted: Vec<Posted>,
}

#[derive(Debug, Default)]
struct State {
    branch: Branch,
    seq: u64,
    observed: Observed,
}

impl Live {
    pub fn new(setup: Arc<setup::Branch>, names: Names, minute_key: MinuteKey) -> Self {
        let version = watch::Sender::new(0);
        Self {
            setup: RwLock::new(setup),
            names,
            minute_key,
            state: RwLock::default(),
            version,
            foresight: watch::Sender::new(Arc::default()),
            looks: Looks::default(),
            wanted: Notify::new(),
            wanted_since: AtomicI64::new(0),
            announced: RwLock::default(),
            notices: RwLock::default(),
            troubles: RwLock::default(),
            readings: AtomicU64::new(0),
            feeds: Feeds::default(),
            uses: Uses::default(),
        }
    }

    /// The set-up of the branch as it is for its day. Another one may be in force a moment later.
    pub fn setup(&self) -> Arc<setup::Branch> {
        self.setup.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows the branch by another set-up from now on.
    pub(crate) fn put_setup(&self, setup: Arc<setup::Branch>) {
        *self.setup.write().unwrap_or_else(PoisonError::into_inner) = setup;
        self.version.send_modify(|version| *version += 1);
    }

    /// Calls `look` with the state and the number of rows that it is folded from. Commits wait meanwhile.
    pub fn read<T>(&self, look: impl FnOnce(&Branch, u64) -> T) -> T {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        look(&state.branch, state.seq)
    }

    /// The words of the announcements that the staff typed.
    pub fn announced(&self) -> RwLockReadGuard<'_, HashMap<String, wire::Text>> {
        self.announced.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the words of an announcement at hand. Those of earlier days go with the branch's task.
    pub fn put_announced(&self, id: &str, words: wire::Text) {
        self.announced.write().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), words);
    }

    /// Calls `look` with the notices that are not over.
    pub fn notices<T>(&self, look: impl FnOnce(&[Posted]) -> T) -> T {
        look(&self.notices.read().unwrap_or_else(PoisonError::into_inner).posted)
    }

    /// Begins a reading of the notices.
    pub(crate) fn begin_reading(&self) -> u64 {
        self.readings.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Whether the notices were ever read.
    pub(crate) fn has_notices(&self) -> bool {
        self.notices.read().unwrap_or_else(PoisonError::into_inner).reading > 0
    }

    /// Publishes the notices that a reading found. One that began before the last one knows no more than that, and is dropped.
    pub(crate) fn put_notices(&self, reading: u64, posted: Vec<Posted>) {
        let mut notices = self.notices.write().unwrap_or_else(PoisonError::into_inner);
        if reading <= notices.reading {
            return;
        }
        let changed = notices.posted != posted;
        *notices = Notices { reading, posted };
        drop(notices);
        if changed {
            self.version.send_modify(|version| *version += 1);
        }
    }

    /// The open troubles that the dashboard shows.
    pub fn troubles(&self) -> RwLockReadGuard<'_, Vec<wire::OpenTrouble>> {
        self.troubles.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes the open troubles.
    pub(crate) fn put_troubles(&self, open: Vec<wire::OpenTrouble>) {
        let mut troubles = self.troubles.write().unwrap_or_else(PoisonError::into_inner);
        if *troubles == open {
            return;
        }
        *troubles = open;
        drop(troubles);
        self.version.send_modify(|version| *version += 1);
    }

    /// From which the codes follow by which visitors show that they are there.
    pub fn minute_key(&self) -> &MinuteKey {
        &self.minute_key
    }

    /// A receiver that is woken by every commit.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Calls `look` with the state and what was observed of the day. Commits wait meanwhile.
    pub fn read_observed<T>(&self, look: impl FnOnce(&Branch, u64, &Observed) -> T) -> T {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        look(&state.branch, state.seq, &state.observed)
    }

    /// The last foresight; empty before the first one.
    pub fn foresight(&self) -> Arc<Foresight> {
        self.foresight.borrow().clone()
    }

    /// Returns a receiver that every new foresight wakes.
    pub fn foresights(&self) -> watch::Receiver<Arc<Foresight>> {
        self.foresight.subscribe()
    }

    /// Publishes a foresight.
    pub(crate) fn foresee(&self, foresight: Foresight) {
        self.wanted_since.store(0, Ordering::Relaxed);
        self.foresight.send_replace(Arc::new(foresight));
    }

    /// Notes that somebody looks at a screen, since predictions are made only then. Returns whether the last foresight is too
    /// old; a new one is then under way.
    pub fn look(&self, screen: &Screen, now: Timestamp) -> bool {
        let shows = self.looks.note(screen, now);
        let age = self.foresight.borrow().at.map(|at| (now - at).0);
        let old = shows && age.is_none_or(|age| !(0..FORECAST_HOLDS_MS).contains(&age));
        if old {
            let _ = self.wanted_since.compare_exchange(0, now.0, Ordering::Relaxed, Ordering::Relaxed);
            self.wanted.notify_one();
        }
        old
    }

    /// Whether the forecast is new enough for the public page.
    fn is_foreseen(&self, now: Timestamp) -> bool {
        self.foresight.borrow().at.is_some_and(|at| (0..PUBLIC_HOLDS_MS).contains(&(now - at).0))
    }

    /// The forecast as the public page shows it: none where it is older than a minute and a quarter. Where it is, and `may`
    /// allows, a prediction is asked for and waited for a moment: once a minute, however many read the page.
    pub async fn foresight_outside(&self, now: Timestamp, may: impl FnOnce() -> bool) -> Option<Arc<Foresight>> {
        if !self.is_foreseen(now) && may() && self.looks.note_outside(now) {
            let mut foresights = self.foresights();
            self.look(&Screen::Kiosk, now);
            let fresh = foresights.wait_for(|foresight| foresight.at.is_some_and(|at| at >= now));
            let _ = tokio::time::timeout(PUBLIC_WAITS, fresh).await;
        }
        self.is_foreseen(clock::now()).then(|| self.foresight())
    }

    /// How long a prediction has been missing since it was wanted.
    pub(crate) fn wanted_for(&self, now: Timestamp) -> Duration {
        let since = self.wanted_since.load(Ordering::Relaxed);
        Duration::from_millis(u64::try_from(now.0 - since).unwrap_or(0))
    }

    /// Publishes what was committed.
    pub fn apply<'a>(&self, events: impl Iterator<Item = &'a Event>, seq: u64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            let State { branch, observed, .. } = &mut *state;
            observed.observe(branch, event);
            branch.apply(event);
        }
        state.seq = seq;
        self.version.send_modify(|version| *version += 1);
    }

    /// Publishes a state that was read from the journal.
    pub fn replace(&self, branch: Branch, seq: u64, observed: Observed) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State { branch, seq, observed };
        self.version.send_modify(|version| *version += 1);
    }
}
