//! A branch as it is published: committed state that any number of screens read, and a sign when it changes.
//! Locks are held for a look only, never across an `.await`.

use crate::feeds::Feeds;
use crate::uses::Uses;
use forecast::{Conformal, Forecast, Learned, Today};
use queue::{Branch, Event, Timestamp};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::Names;
use tokio::sync::watch;

/// How long a forecast holds while nothing happens. Screens are redrawn on the same beat, so that all of them show
/// the same figure.
pub const FORECAST_HOLDS_MS: i64 = 10_000;

/// The published state of one branch.
#[derive(Debug)]
pub struct Live {
    pub setup: Arc<setup::Branch>,
    pub names: Names,
    state: RwLock<State>,
    /// What forecasts need to know of the day beside its state.
    today: Mutex<Today>,
    /// Changes with every commit.
    version: watch::Sender<u64>,
    forecast: Mutex<Option<(ForecastKey, Arc<Forecast>)>>,
    /// The feeds of the branch's screens.
    pub(crate) feeds: Feeds,
    /// Who has to do with the branch.
    pub(crate) uses: Uses,
}

#[derive(Debug, Default)]
struct State {
    branch: Branch,
    seq: u64,
}

/// One seed for all forecasts, so that they change with the state of the branch and not by chance.
const FORECAST_SEED: u64 = 11;

/// What a forecast was made from: commit and beat.
type ForecastKey = (u64, i64);

impl Live {
    pub fn new(setup: Arc<setup::Branch>, names: Names) -> Self {
        let version = watch::Sender::new(0);
        Self {
            setup,
            names,
            state: RwLock::default(),
            today: Mutex::default(),
            version,
            forecast: Mutex::default(),
            feeds: Feeds::default(),
            uses: Uses::default(),
        }
    }

    /// A look at the state, and at how many rows it is the fold of. Keep it short: commits wait meanwhile.
    pub fn read<T>(&self, look: impl FnOnce(&Branch, u64) -> T) -> T {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        look(&state.branch, state.seq)
    }

    /// A receiver that is woken by every commit.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// What people will wait, from the state as it is; made once for all who ask between two commits and two beats.
    pub fn forecast(&self, branch: &Branch, now: Timestamp) -> Arc<Forecast> {
        let key = (*self.version.borrow(), now.0.div_euclid(FORECAST_HOLDS_MS));
        let mut kept = self.forecast.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((made_from, forecast)) if *made_from == key => forecast.clone(),
            _ => {
                let forecast = Arc::new(self.predict(branch, now));
                *kept = Some((key, forecast.clone()));
                forecast
            }
        }
    }

    fn predict(&self, branch: &Branch, now: Timestamp) -> Forecast {
        let learned = branch.setup().map(Learned::from_setup).unwrap_or_default();
        let offset = i64::from(self.setup.calendar.utc_offset_minutes(now));
        let today = self.today.lock().unwrap_or_else(PoisonError::into_inner).clone().dated(now, offset);
        forecast::predict(branch, &learned, &Conformal::default(), &today, now, FORECAST_SEED)
    }

    /// Publishes what was committed.
    pub fn apply<'a>(&self, events: impl Iterator<Item = &'a Event>, seq: u64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            today.observe(&state.branch, event);
            state.branch.apply(event);
        }
        state.seq = seq;
        self.version.send_modify(|version| *version += 1);
    }

    /// Publishes a state that was read from the journal.
    pub fn replace(&self, branch: Branch, today: Today, seq: u64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State { branch, seq };
        *self.today.lock().unwrap_or_else(PoisonError::into_inner) = today;
        self.version.send_modify(|version| *version += 1);
    }
}
