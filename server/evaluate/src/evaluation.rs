//! Day by day: predict each visitor's wait by what is known, compare it with what happened, then learn the day.

use crate::day::Day;
use crate::replay::{Sight, replay};
use crate::report::Report;
use crate::scores::Told;
use crate::simple::{LastWaits, finds_a_free_desk, tell};
use forecast::{Conformal, Learned, Learner, PastBookings, PastDay};
use queue::{Duration, TicketId};
use std::collections::BTreeMap;

/// Before the first day that is measured, so many tickets are predicted too, so that the ranges have learned.
const WARM_UP_DAYS: usize = 5;

#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The last day that is learned only, `2026-04-30`; the days after it are measured, and learned once they are over.
    pub train_until: String,
    /// Of so many tickets, one is predicted: a log of a million visits is measured by a part of them. 1 for all.
    pub one_of: u32,
    /// Whether the log says who queued, as that of a call centre does: then those are measured, although a desk seemed free.
    /// Otherwise whoever found a desk free is not measured.
    pub queues_are_known: bool,
    /// Whether each prediction is kept, for a comparison of two runs.
    pub keep: bool,
}

/// An evaluation while the days of a log are handed to it, in their order.
#[derive(Debug, Default)]
pub struct Evaluation {
    options: Options,
    learner: Learner,
    conformal: Conformal,
    report: Report,
    kept: Vec<Told>,
    seen: u32,
}

impl Evaluation {
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Predicts and measures a day, and then learns it. `warm_up` says that the day is one of the last before the first
    /// that is measured.
    pub fn add(&mut self, day: &Day, warm_up: bool) {
        let measured = day.date > self.options.train_until;
        if measured || warm_up {
            self.predict(day, measured);
        }
        if measured {
            self.report.days += 1;
        } else {
            self.report.days_learned += 1;
        }
        let Day { log, setup, midnight, weekday, .. } = day;
        // A log of visits has those who came; of the others it knows nothing.
        let bookings = PastBookings::default();
        self.learner.add(PastDay { log, bookings, setup, midnight: *midnight, weekday: *weekday });
    }

    fn predict(&mut self, day: &Day, measured: bool) {
        let learned = self.learner.learned(&day.setup);
        let mut told: BTreeMap<TicketId, Told> = BTreeMap::new();
        let mut last = LastWaits::default();
        let Self { options, conformal, report, kept, seen, .. } = self;
        replay(day, |branch, today, now, sight| match sight {
            Sight::Issued { visit, ticket } => {
                *seen = seen.wrapping_add(1);
                if *seen % options.one_of.max(1) != 0 {
                    return;
                }
                let free = if options.queues_are_known {
                    visit.called == Some(visit.issued)
                } else {
                    finds_a_free_desk(branch, ticket, now)
                };
                let simple = if free { None } else { tell(branch, &learned, &last, ticket) };
                let Some(simple) = simple else {
                    report.found_a_free_desk += u32::from(measured);
                    return;
                };
                // Who queues is told their wait a moment later: nobody has taken them, so a desk that seems free is not ready.
                let now = if options.queues_are_known { now + Duration(1) } else { now };
                // The seed is the moment, which knows nothing of the future.
                let seed = u64::from_ne_bytes(now.0.to_ne_bytes());
                let forecast = forecast::predict(branch, &learned, conformal, today, now, seed);
                if let Some(wait) = forecast.ticket(ticket).copied() {
                    let (date, ticket_name) = (day.date.clone(), visit.ticket.clone());
                    let this = Told { date, ticket: ticket_name, issued: visit.issued, wait, simple };
                    if options.keep && measured {
                        kept.push(this.clone());
                    }
                    told.insert(ticket, this);
                } else if measured && visit.called.is_some() {
                    report.nothing_told += 1;
                }
            }
            Sight::Called { visit, ticket } => {
                let waited = minutes(now - visit.issued);
                last.add(&visit.service, waited);
                let Some(told) = told.remove(&ticket) else { return };
                if measured {
                    report.all.add(&told, waited);
                    report.services.entry(visit.service.clone()).or_default().add(&told, waited);
                }
                conformal.learn(told.wait.simulated, waited);
            }
        });
    }

    /// What was measured so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What each visitor was told, where that is kept.
    pub fn told(&self) -> &[Told] {
        &self.kept
    }

    /// What was learned so far, for the set-up of a day.
    pub fn learned(&self, day: &Day) -> Learned {
        self.learner.learned(&day.setup)
    }

    /// Of the days of a log, by date: whether a day is one of the last before the first that is measured.
    pub fn warm_up(dates: &[String], train_until: &str, date: &str) -> bool {
        let learned: Vec<&String> = dates.iter().filter(|date| date.as_str() <= train_until).collect();
        learned.iter().rev().take(WARM_UP_DAYS).any(|other| *other == date)
    }
}

fn minutes(span: queue::Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap_or(i32::MAX)) / 60_000.0
}
