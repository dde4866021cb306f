//! Learning from the branch's finished days, in the background. Each day is read from the journal and the book of
//! appointments once and added to what was learned before. The same days give the same result on every server.

use super::{Forecasting, bookings};
use crate::journal::Recorded;
use forecast::{Learned, Learner, PastBookings, PastDay, Today};
use machine::clock;
use queue::{Day, Event, Setup};
use std::sync::Arc;
use store::{BranchId, Failure, Store, learned};
use tokio::task::JoinHandle;

/// The most days that are learned from at a time. They are the last ones, since older days count little.
const DAYS: usize = 120;

/// What was learned of a branch, and the days that it was learned from.
#[derive(Debug, Clone)]
pub struct LearnedFrom {
    pub learned: Learned,
    /// The days, in ascending order.
    pub days: Vec<Day>,
}

/// The learning of one branch, which may be under way.
#[derive(Debug)]
pub struct Learning(Option<JoinHandle<Option<Learned>>>);

impl Learning {
    pub fn none() -> Self {
        Self(None)
    }

    /// Begins to learn from the days before `today`, if any of them is new.
    pub fn begin(shared: &Forecasting, setup: Arc<setup::Branch>, today: Day) -> Self {
        let shared = shared.clone();
        Self(Some(tokio::spawn(async move {
            let _place = shared.learning.acquire().await.ok()?;
            match learn(&shared.store, &setup, &today, false).await {
                Ok(learned) => learned.map(|from| from.learned),
                Err(failure) => {
                    tracing::warn!(branch = setup.id, %failure, "the branch's days cannot be learned from");
                    None
                }
            }
        })))
    }

    /// Whether nothing is being learned any more.
    pub fn is_over(&self) -> bool {
        self.0.is_none()
    }

    /// Waits until the learning has ended, and returns what was learned.
    pub async fn finished(&mut self) -> Option<Learned> {
        let finished = self.0.take_if(|learning| learning.is_finished())?;
        finished.await.ok().flatten()
    }
}

/// What was learned of a branch earlier, for today's set-up.
pub async fn known(store: &Store, branch: &BranchId, rules: &Setup) -> Option<Learned> {
    let kept = learned::of_branch(store, branch).await;
    let kept = kept.inspect_err(|failure| tracing::warn!(%branch, %failure, "what was learned cannot be read"));
    Some(learner(&kept.ok().flatten()?)?.learned(rules))
}

/// The stored result of an earlier learning; `None` where it has another format.
fn learner(kept: &store::Learned) -> Option<Learner> {
    serde_json::from_str(&kept.facts).ok()
}

/// Learns from a branch's finished days before `today` that have not been learned from, or from all of them if `anew`, and
/// stores what was learned. Returns `None` where there is no such day. A day that cannot be read is left out.
pub async fn learn(
    store: &Store,
    setup: &setup::Branch,
    today: &Day,
    anew: bool,
) -> Result<Option<LearnedFrom>, Failure> {
    let branch = BranchId::new(&setup.id);
    let kept = if anew { None } else { learned::of_branch(store, &branch).await? };
    let before = kept.and_then(|kept| Some((learner(&kept)?, kept.up_to)));
    let mut days = store.days(&branch).await?;
    days.retain(|day| day < today && before.as_ref().is_none_or(|(_, up_to)| day > up_to));
    let days = days.split_off(days.len().saturating_sub(DAYS));
    let Some(up_to) = days.last().cloned() else { return Ok(None) };
    let mut learner = before.map(|(learner, _)| learner).unwrap_or_default();
    for day in &days {
        match past(store, setup, day).await {
            Ok(past) => learner = with_day(learner, setup, past).await?,
            Err(Failure::Damaged(why)) => tracing::warn!(%branch, %day, %why, "the day is not learned from"),
            Err(failure) => return Err(failure),
        }
    }
    let facts = serde_json::to_string(&learner).map_err(|error| Failure::Other(error.to_string()))?;
    let row = store::Learned { up_to, facts, updated: clock::now() };
    if anew {
        learned::forget(store, &branch).await?;
    }
    learned::put(store, &branch, &row).await?;
    Ok(Some(LearnedFrom { learned: learner.learned(&setup.rules(clock::now())), days }))
}

/// What is read of a day.
struct Past {
    events: Vec<Event>,
    bookings: PastBookings,
}

async fn past(store: &Store, setup: &setup::Branch, day: &Day) -> Result<Past, Failure> {
    let rows = store.read_day(&BranchId::new(&setup.id), day, 0).await?;
    let recorded: Result<Vec<Recorded>, Failure> = rows.iter().map(Recorded::read).collect();
    let events: Vec<Event> = recorded?.iter().flat_map(|one| one.events.iter().cloned()).collect();
    let bookings = bookings::past(store, setup, day, &events).await?;
    Ok(Past { events, bookings })
}

/// Adds a day, on a thread of its own. A day that was never opened teaches nothing.
async fn with_day(mut learner: Learner, setup: &setup::Branch, past: Past) -> Result<Learner, Failure> {
    let Past { events, bookings } = past;
    let opened = events.iter().find_map(|event| match event {
        Event::DayOpened { setup, at, .. } => Some((setup.clone(), *at)),
        _ => None,
    });
    let Some((rules, at)) = opened else { return Ok(learner) };
    let date = Today::at(at, i64::from(setup.calendar.utc_offset_minutes(at)));
    let work = move || {
        let log = visits::of_events(&events);
        let Today { midnight, weekday, .. } = date;
        learner.add(PastDay { log: &log, bookings, setup: &rules, midnight, weekday });
        learner
    };
    machine::beside(work).await.map_err(|error| Failure::Other(error.to_string()))
}
