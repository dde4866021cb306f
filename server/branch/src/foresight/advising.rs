//! The slow parts of the foresight: better times to come, advice to the manager, the scores of the forecast, the plan of
//! the next day. Each is made only while somebody looks at a screen that shows it, and less often than the waits.

use super::{Foreseer, Moment, SEED};
use forecast::{Conformal, Estimate, Later, Wait, outlook};
use queue::{Duration, ServiceId, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Told, told};
use view::{Case, Quiet, Telling, accuracy, advice, better_time, plan};
use wire::{Accuracy, Advice, BetterTime, Plan};

/// How long a result is valid.
const HOLDS: Duration = Duration::minutes(5);
/// The scores are computed from this many of the last calls.
const CALLS_COUNTED: u32 = 10_000;
/// Better times are searched in these steps, beginning half an hour from now: nobody goes home for less.
const STEP: Duration = Duration::minutes(15);
const FIRST_STEP: usize = 2;

/// The latest result of each kind, with the time at which it was made.
#[derive(Debug, Default)]
pub struct Adviser {
    pub later: BTreeMap<ServiceId, BetterTime>,
    pub advice: Option<Advice>,
    pub accuracy: Option<Accuracy>,
    pub plan: Option<Plan>,
    quiet: Quiet,
    looked_later: Option<Timestamp>,
    advised: Option<Timestamp>,
    /// The desks that were open when the advice was given. Advice that has been followed is out of date.
    open_desks: u64,
}

impl Adviser {
    /// Drops every result, since what was learned has changed.
    pub fn forget(&mut self) {
        (self.looked_later, self.advised, self.plan) = (None, None, None);
    }
}

/// Whether a result that was made at a moment is out of date.
fn is_over(made: Option<Timestamp>, now: Timestamp) -> bool {
    made.is_none_or(|made| !(0..HOLDS.0).contains(&(now - made).0))
}

impl Foreseer {
    /// Makes the results that are due for the screens that somebody looks at. Returns whether there were any.
    pub(super) async fn advise(&mut self, moment: &Arc<Moment>) -> bool {
        let now = moment.now;
        let later = self.live.looks.kiosk(now) && is_over(self.adviser.looked_later, now);
        if later {
            self.look_later(moment).await;
        }
        let open = open_desks(moment);
        let manager = self.live.looks.manager(now);
        let advice = manager && (is_over(self.adviser.advised, now) || self.adviser.open_desks != open);
        if advice {
            self.adviser.open_desks = open;
            self.adviser.advised = Some(now);
            self.what_to_do(moment).await;
        }
        // The first call is shown at once: from then on there is something to be seen.
        let first = manager && self.adviser.accuracy.is_none() && self.ledger.has_calls();
        if advice || first {
            self.what_was_said().await;
        }
        let planned = manager && self.adviser.plan.is_none();
        if planned {
            let (setup, learned) = (self.setup.clone(), self.learned.clone());
            self.adviser.plan = self.shared.aside(move || plan(&setup, &learned, now)).await;
        }
        later || advice || first || planned
    }

    async fn look_later(&mut self, moment: &Arc<Moment>) {
        let (moment, learned, conformal) = (moment.clone(), self.learned.clone(), self.conformal.clone());
        let (now, last) = (moment.now, self.last.clone());
        let work = move || {
            let Moment { branch, observed, now } = &*moment;
            let later = outlook(&[], branch, &learned, &observed.today, (*now, STEP), SEED);
            let best = later.into_iter().filter_map(|(service, waits)| {
                let waits: Vec<_> =
                    waits.iter().skip(FIRST_STEP).map(|later| (later.at, estimate(later, &conformal))).collect();
                Some((service.clone(), better_time(last.of_next(&service)?, &waits)?))
            });
            best.collect()
        };
        if let Some(later) = self.shared.aside(work).await {
            self.adviser.later = later;
            self.adviser.looked_later = Some(now);
        }
    }

    async fn what_to_do(&mut self, moment: &Arc<Moment>) {
        let (moment, learned, conformal) = (moment.clone(), self.learned.clone(), self.conformal.clone());
        let (setup, mut quiet) = (self.setup.clone(), self.adviser.quiet.clone());
        let work = move || {
            let Moment { branch, observed, now } = &*moment;
            let case = Case {
                setup: &setup,
                branch,
                learned: &learned,
                conformal: &conformal,
                today: &observed.today,
                now: *now,
                seed: SEED,
            };
            let advice = advice(&case, &mut quiet);
            (advice, quiet)
        };
        if let Some((advice, quiet)) = self.shared.aside(work).await {
            self.adviser.advice = Some(advice);
            self.adviser.quiet = quiet;
        }
    }

    async fn what_was_said(&mut self) {
        match told::last_called(&self.shared.store, &self.id, CALLS_COUNTED).await {
            Ok(calls) => {
                let setup = self.setup.clone();
                let tellings: Vec<Telling> = calls.into_iter().filter_map(telling).collect();
                self.adviser.accuracy = self.shared.aside(move || accuracy(&setup, &tellings)).await.flatten();
            }
            Err(failure) => tracing::warn!(branch = self.setup.id, %failure, "what was told cannot be read"),
        }
    }
}

fn telling(told: Told) -> Option<Telling> {
    let Told { day, service, at, low_minutes, high_minutes, median, called, .. } = told;
    Some(Telling { day, service, at, low_minutes, high_minutes, median, called: called? })
}

/// The wait that a visitor who comes later would be told.
fn estimate(later: &Later, conformal: &Conformal) -> Option<Estimate> {
    let simulated = later.wait?;
    let (low, high) = conformal.range(simulated);
    Some(Wait { simulated, low, high, not_today: 0.0 }.estimate())
}

/// A number that changes with the desks that call.
fn open_desks(moment: &Moment) -> u64 {
    let works = |(place, (_, desk)): (u32, (_, &queue::Desk))| {
        let works = desk.csr().is_some() && desk.pause().is_none();
        u64::from(works) << (place % 64)
    };
    (0..).zip(moment.branch.desks()).map(works).fold(0, |all, one| all ^ one)
}
