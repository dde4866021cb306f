//! Who is absent when called, and who leaves before.

use super::PastDay;
use crate::learned::{LEAVING_EDGES, Learned, Leaving, NoShows, minutes};
use serde::{Deserialize, Serialize};
use visits::{Outcome, Visit};

/// The edges, in minutes of waiting, between the groups of called visitors.
const EDGES: [f64; 9] = [2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0];
/// Before any were counted: of so many visitors who waited so many minutes, this share is absent.
const PRIOR: (f64, f64, f64) = (30.0, 15.0, 0.03);
/// Before any were counted, so many minutes of waiting in which nobody left.
const PRIOR_MINUTES: f64 = 60.0;
/// No more than this share leaves in a minute.
const MOST_LEAVE: f64 = 1.0;
/// A wait that is longer, in minutes, is none.
const LONGEST_MINUTES: f64 = 600.0;

/// Visitors of one group of waits, weighted by age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Group {
    called: f64,
    absent: f64,
    minutes: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    groups: [Group; EDGES.len() + 1],
    waited: [f64; LEAVING_EDGES.len() + 1],
    left: [f64; LEAVING_EDGES.len() + 1],
}

impl Waiting {
    pub(crate) fn add(&mut self, day: &PastDay) {
        for visit in &day.log.visits {
            if let Some(called) = visit.called {
                self.add_call(minutes(called - visit.issued), visit);
            }
            let left = visit.called.is_none() && visit.outcome == Outcome::Cancelled;
            if let Some(end) = visit.called.or(visit.finished) {
                self.add_wait(minutes(end - visit.issued), left);
            }
        }
    }

    fn add_call(&mut self, waited: f64, visit: &Visit) {
        if !(0.0..=LONGEST_MINUTES).contains(&waited) {
            return;
        }
        let group = &mut self.groups[EDGES.iter().filter(|edge| waited > **edge).count()];
        group.called += 1.0;
        group.minutes += waited;
        group.absent += f64::from(u8::from(visit.outcome == Outcome::NoShow));
    }

    fn add_wait(&mut self, waited: f64, left: bool) {
        if !(0.0..=LONGEST_MINUTES).contains(&waited) {
            return;
        }
        let mut from = 0.0;
        for (span, minutes) in self.waited.iter_mut().enumerate() {
            let end = LEAVING_EDGES.get(span).copied().unwrap_or(f64::INFINITY);
            *minutes += (waited.min(end) - from).max(0.0);
            if left && from <= waited && waited < end {
                self.left[span] += 1.0;
            }
            from = end;
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        for group in &mut self.groups {
            let Group { called, absent, minutes } = group;
            for sum in [called, absent, minutes] {
                *sum *= keep;
            }
        }
        self.waited.iter_mut().chain(&mut self.left).for_each(|sum| *sum *= keep);
    }

    pub(crate) fn teach(&self, learned: &mut Learned) {
        let mut leaving = Leaving::default();
        for ((rate, waited), left) in leaving.per_minute.iter_mut().zip(self.waited).zip(self.left) {
            *rate = (left / (waited + PRIOR_MINUTES)).clamp(0.0, MOST_LEAVE);
        }
        (learned.leaving, learned.no_shows) = (leaving, self.no_shows());
    }

    /// The most probable scale and shape, found on a grid: a search that cannot fail.
    fn no_shows(&self) -> NoShows {
        let absent: f64 = self.groups.iter().map(|group| group.absent).sum();
        if absent <= 0.0 {
            return NoShows::default();
        }
        let scale = |step: u8| 5.0 * 1.12_f64.powi(i32::from(step));
        let shape = |step: u8| 0.3 + 0.1 * f64::from(step);
        let grid =
            (0..70).flat_map(|a| (0..25).map(move |b| NoShows { scale_minutes: Some(scale(a)), shape: shape(b) }));
        let best = grid.max_by(|one, other| self.likelihood(one).total_cmp(&self.likelihood(other)));
        best.unwrap_or_default()
    }

    fn likelihood(&self, no_shows: &NoShows) -> f64 {
        let term = |called: f64, absent: f64, wait: f64| {
            let p = no_shows.probability(wait).clamp(1e-9, 1.0 - 1e-9);
            absent * p.ln() + (called - absent) * (1.0 - p).ln()
        };
        let groups = self.groups.iter().filter(|group| group.called > 0.0);
        let data: f64 = groups.map(|group| term(group.called, group.absent, group.minutes / group.called)).sum();
        data + term(PRIOR.0, PRIOR.0 * PRIOR.2, PRIOR.1)
    }
}
