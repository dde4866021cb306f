//! The task that predicts the waits of one branch and publishes them. It runs beside the branch's own task.
//!
//! It predicts while somebody looks at a screen that shows waits, or has a ticket and is away: when something has changed or ten seconds have passed, at
//! most once a second. The simulation runs on one of a few threads of its own, so no command waits for it.

mod advising;
mod bookings;
mod foretold;
mod learning;
mod told;
mod writer;

pub use learning::{LearnedFrom, learn};

use crate::feeds::Screen;
use crate::live::{FORECAST_HOLDS_MS, Live};
use crate::observed::Observed;
use crate::observers::Observers;
use advising::Adviser;
use bookings::BookedToday;
use forecast::{Conformal, Forecast, Learned, predict};
use learning::Learning;
use machine::clock;
use queue::{Branch, Day, Timestamp};
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;
use store::{BranchId, Store};
use tokio::sync::{Semaphore, watch};
use told::Ledger;
use view::Foresight;
use writer::Writer;

/// The shortest time between two predictions of a branch.
const PACE: Duration = Duration::from_secs(1);
/// The seed of every prediction of a day. It stays the same, so that a figure changes with the branch and not by chance.
const SEED: u64 = 1;

/// What the predicting tasks of a server share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Forecasting {
    store: Store,
    /// Places for predictions: half the processors, so that the other half serves requests.
    places: Arc<Semaphore>,
    /// The place for learning: one branch learns at a time, so that the first requests of a morning start no flood.
    learning: Arc<Semaphore>,
    told: Writer,
    observers: Observers,
}

impl Forecasting {
    /// Starts the task that keeps what tickets are told; it ends with the last clone.
    pub fn start(store: Store, observers: Observers) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let told = Writer::start(store.clone());
        let places = Arc::new(Semaphore::new((processors / 2).max(1)));
        Self { store, places, learning: Arc::new(Semaphore::new(1)), told, observers }
    }

    /// Runs a long computation on a thread of its own, once there is a place. Returns `None` where it panicked.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let place = self.places.clone().acquire_owned().await.ok()?;
        let done = machine::beside(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.inspect_err(|error| tracing::error!(%error, "a prediction failed")).ok()
    }
}

/// The state of a branch at one moment, for a prediction.
#[derive(Debug, Clone)]
struct Moment {
    branch: Branch,
    observed: Observed,
    now: Timestamp,
}

/// The task of one branch.
pub struct Foreseer {
    shared: Forecasting,
    setup: Arc<setup::Branch>,
    id: BranchId,
    live: Arc<Live>,
    /// The business day that the following fields belong to.
    day: Option<Day>,
    learning: Learning,
    learned: Arc<Learned>,
    booked: BookedToday,
    conformal: Arc<Conformal>,
    ledger: Ledger,
    adviser: Adviser,
    last: Arc<Forecast>,
    /// What is foreseen of the day was kept.
    foretold: bool,
}

impl Foreseer {
    pub fn new(shared: Forecasting, live: Arc<Live>) -> Self {
        let setup = live.setup();
        let id = BranchId::new(&setup.id);
        Self {
            learning: Learning::none(),
            ledger: Ledger::new(id.clone()),
            shared,
            setup,
            id,
            live,
            day: None,
            learned: Arc::default(),
            booked: BookedToday::default(),
            conformal: Arc::default(),
            adviser: Adviser::default(),
            last: Arc::default(),
            foretold: false,
        }
    }

    /// Predicts until the branch's own task has ended.
    pub async fn run(mut self, mut ended: watch::Receiver<bool>) {
        let live = self.live.clone();
        let mut changes = live.changes();
        loop {
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => return,
                changed = changes.changed() => if changed.is_err() { return },
                () = live.wanted.notified() => {}
                () = tokio::time::sleep(until_next_beat(clock::now())) => {}
            }
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => return,
                () = self.round() => {}
            }
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => return,
                () = tokio::time::sleep(PACE) => {}
            }
        }
    }

    async fn round(&mut self) {
        let now = clock::now();
        self.setup = self.live.setup();
        // Visitors who are away are told when to leave, whether or not somebody looks.
        let away = self.live.read(|branch, _| branch.away().next().is_some());
        if !away && !self.live.looks.any(now) {
            // What was told before is still followed to its end.
            let rows = self.live.read_observed(|branch, _, observed| self.ledger.called(branch, observed));
            self.keep(rows);
            return;
        }
        let mut moment = self.moment(now);
        let Some(day) = moment.branch.day().cloned() else { return };
        if self.day.as_ref() != Some(&day) {
            self.begin(&moment, day.clone()).await;
        }
        self.booked.read(&self.shared.store, &self.setup, &day, now).await;
        moment.observed.today.booked = self.booked.expected(&moment.branch);
        if let Some(learned) = self.learning.finished().await {
            self.learned = Arc::new(learned);
            self.adviser.forget();
        }
        self.foretell().await;
        let called = self.ledger.called(&moment.branch, &moment.observed);
        self.keep(called);
        self.conformal = Arc::new(self.ledger.conformal().clone());
        let moment = Arc::new(moment);
        let Some(forecast) = self.predict(&moment).await else { return };
        let forecast = Arc::new(forecast);
        self.publish(&moment, &forecast);
        let told = self.ledger.tell(&moment.branch, &moment.observed, &self.last, &forecast, now);
        self.keep(told);
        self.send_words(&moment, &forecast);
        self.last = forecast;
        if self.advise(&moment).await {
            self.publish(&moment, &self.last.clone());
        }
    }

    fn moment(&self, now: Timestamp) -> Moment {
        let (branch, mut observed) = self.live.read_observed(|branch, _, observed| (branch.clone(), observed.clone()));
        let offset = self.setup.calendar.utc_offset_minutes(now);
        observed.today = observed.today.dated(now, i64::from(offset));
        Moment { branch, observed, now }
    }

    async fn predict(&self, moment: &Arc<Moment>) -> Option<Forecast> {
        let (moment, learned, conformal) = (moment.clone(), self.learned.clone(), self.conformal.clone());
        let work = move || {
            let Moment { branch, observed, now } = &*moment;
            let started = std::time::Instant::now();
            let forecast = predict(branch, &learned, &conformal, &observed.today, *now, SEED);
            metrics::histogram!("sportello_forecast_duration_seconds").record(started.elapsed());
            forecast
        };
        self.shared.aside(work).await
    }

    fn publish(&self, moment: &Moment, forecast: &Forecast) {
        let Adviser { later, advice, accuracy, plan, .. } = &self.adviser;
        self.live.foresee(Foresight {
            forecast: forecast.clone(),
            at: Some(moment.now),
            later: later.clone(),
            advice: advice.clone(),
            accuracy: accuracy.clone(),
            plan: plan.clone(),
        });
    }

    /// Hands the told waits and the calls of tickets to the writer. Rows that the writer has no room for are lost; the scores
    /// of the forecast then rest on the other rows.
    fn keep(&self, rows: Vec<store::Told>) {
        for row in rows {
            self.shared.told.keep(row);
        }
    }

    fn send_words(&mut self, moment: &Moment, forecast: &Forecast) {
        for moved in self.ledger.moved(&moment.branch, forecast, moment.now) {
            self.shared.observers.tell_moved(&self.setup, &moved);
        }
    }

    /// Starts again for a new business day, or for a branch that has just been started.
    async fn begin(&mut self, moment: &Moment, day: Day) {
        let store = &self.shared.store;
        let rules = moment.branch.setup().cloned().unwrap_or_default();
        let known = learning::known(store, &self.id, &rules).await;
        self.learned = Arc::new(known.unwrap_or_else(|| Learned::from_setup(&rules)));
        self.learning = Learning::begin(&self.shared, self.setup.clone(), day.clone());
        self.ledger = Ledger::of_day(store, &self.id, &day).await;
        self.adviser = Adviser::default();
        self.booked = BookedToday::default();
        self.last = Arc::default();
        self.foretold = false;
        self.add_up_before(&day).await;
        self.day = Some(day);
    }
}

impl Live {
    /// Waits for a fresh prediction before a page is rendered, for a short time: a page without waits is better than no page.
    /// Where no prediction comes, as on a slow disk, only the first pages wait.
    pub async fn foreseen(&self, screen: &Screen) {
        let mut foresights = self.foresights();
        let now = clock::now();
        if self.look(screen, now) {
            let left = PATIENCE.saturating_sub(self.wanted_for(now));
            let _ = tokio::time::timeout(left, foresights.changed()).await;
        }
    }
}

/// The longest wait of a page for a prediction.
const PATIENCE: Duration = Duration::from_millis(700);

/// Waits grow while nothing happens, so they are predicted again as often as screens are drawn.
fn until_next_beat(now: Timestamp) -> Duration {
    let left = FORECAST_HOLDS_MS - now.0.rem_euclid(FORECAST_HOLDS_MS);
    Duration::from_millis(u64::try_from(left).unwrap_or(1))
}
