//! In which order visitors are called, and what a desk needs between two of them.

use super::PastDay;
use super::mean::Mean;
use crate::learned::{CallHabits, Learned, minutes};
use queue::{Appointment, AppointmentId, DeskId, Duration, Setup, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use visits::{Outcome, SpanKind, Visit};

/// Before any call was counted, so many followed the call order.
const CALL_ORDER_WEIGHT: f64 = 20.0;
/// The walk to the desk, the gap after a service and the time of a no-show in minutes before any was measured, and how
/// many observations that counts for.
const WALK: (f64, f64) = (0.0, 3.0);
const GAP: (f64, f64) = (0.0, 3.0);
const NO_SHOW: (f64, f64) = (0.75, 10.0);
/// A longer gap is a pause.
const LONGEST_GAP_MINUTES: f64 = 4.0;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Calls {
    /// Calls that only the call order explains, and those that only the order of arrival explains.
    by_due: f64,
    by_arrival: f64,
    /// By how many of both a pick at random would have looked like them, if all calls were such.
    by_chance: f64,
    /// Calls that neither explains, and how many there would be if all calls were picked at random.
    odd: f64,
    odd_at_most: f64,
    walk: Mean,
    gap: Mean,
    no_show: Mean,
}

/// A visit that waits, with its place in both orders.
struct Candidate<'a> {
    visit: &'a Visit,
    due: Timestamp,
    until: Timestamp,
}

impl Calls {
    pub(crate) fn add(&mut self, day: &PastDay) {
        for visit in &day.log.visits {
            self.add_times(visit);
        }
        let known = |visit: &&Visit| day.setup.services.contains_key(&visit.service);
        let visits = || day.log.visits.iter().filter(known);
        let mut calls: Vec<&Visit> = visits().filter(|visit| visit.called.is_some()).collect();
        calls.sort_by_key(|visit| visit.called);
        let mut arrivals = visits().peekable();
        let mut waiting: Vec<Candidate> = Vec::new();
        let mut finished: BTreeMap<&DeskId, Timestamp> = BTreeMap::new();
        for call in calls {
            let (Some(at), Some(desk)) = (call.called, &call.desk) else { continue };
            while let Some(visit) = arrivals.next_if(|visit| visit.issued <= at) {
                let until = visit.called.or(visit.finished).unwrap_or(Timestamp(i64::MAX));
                waiting.push(Candidate { visit, due: due(day.setup, visit), until });
            }
            // Who is called elsewhere at this very moment is no candidate any more.
            waiting.retain(|other| other.until > at || std::ptr::eq(other.visit, call));
            if let Some(profile) = day.setup.desks.get(desk)
                && profile.contains(&call.service)
            {
                self.count(day.setup, (desk, profile), call, &waiting);
            }
            if let Some(ended) = finished.get(desk).filter(|ended| call.issued <= **ended)
                && !paused(day, desk, *ended, at)
            {
                let gap = minutes(at - *ended);
                if (0.0..LONGEST_GAP_MINUTES).contains(&gap) {
                    self.gap.add(gap, GAP, 1.0);
                }
            }
            if let Some(ended) = call.finished {
                finished.insert(desk, ended);
            }
        }
    }

    fn add_times(&mut self, visit: &Visit) {
        if let (Some(called), Some(started)) = (visit.called, visit.started) {
            self.walk.add(minutes(started - called), WALK, 1.0);
        }
        if let (Some(called), Some(finished), Outcome::NoShow) = (visit.called, visit.finished, visit.outcome) {
            self.no_show.add(minutes(finished - called), NO_SHOW, 1.0);
        }
    }

    fn count(
        &mut self,
        setup: &Setup,
        (desk, profile): (&DeskId, &BTreeSet<queue::ServiceId>),
        call: &Visit,
        waiting: &[Candidate],
    ) {
        let preference = setup.preferences.get(desk).map_or(&[][..], Vec::as_slice);
        let delay = |visit: &Visit| {
            let rank = preference.iter().position(|service| *service == visit.service).unwrap_or(preference.len());
            Duration(setup.policy.preference_step.0.saturating_mul(i64::try_from(rank).unwrap_or(0)))
        };
        let here = || waiting.iter().filter(|other| profile.contains(&other.visit.service));
        let count = here().count();
        if count < 2 {
            return;
        }
        let first = here().min_by_key(|other| other.due + delay(other.visit)).map(|other| other.visit);
        let oldest = here().min_by_key(|other| other.visit.issued).map(|other| other.visit);
        let (Some(first), Some(oldest)) = (first, oldest) else { return };
        let chance = 1.0 / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let [is_first, is_oldest] = [first, oldest].map(|other| std::ptr::eq(other, call));
        let same = std::ptr::eq(first, oldest);
        self.odd_at_most += 1.0 - chance * if same { 1.0 } else { 2.0 };
        if !is_first && !is_oldest {
            self.odd += 1.0;
        } else if !same {
            self.by_chance += chance;
            *(if is_first { &mut self.by_due } else { &mut self.by_arrival }) += 1.0;
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        let Self { by_due, by_arrival, by_chance, odd, odd_at_most, walk, gap, no_show } = self;
        for sum in [by_due, by_arrival, by_chance, odd, odd_at_most] {
            *sum *= keep;
        }
        for mean in [walk, gap, no_show] {
            mean.forget(keep);
        }
    }

    pub(crate) fn teach(&self, learned: &mut Learned) {
        let at_random = (self.odd / (self.odd_at_most + CALL_ORDER_WEIGHT)).clamp(0.0, 1.0);
        let chance = at_random * self.by_chance;
        let [due, arrival] = [self.by_due, self.by_arrival].map(|calls| (calls - chance).max(0.0));
        let by_arrival = (1.0 - at_random) * arrival / (due + arrival + CALL_ORDER_WEIGHT);
        learned.call_habits = CallHabits { by_arrival, at_random };
        learned.walk_minutes = self.walk.value(WALK);
        learned.gap_minutes = self.gap.value(GAP);
        learned.no_show_minutes = self.no_show.value(NO_SHOW);
    }
}

/// When a visit was due, by the rules of the queue.
fn due(setup: &Setup, visit: &Visit) -> Timestamp {
    let appointment = visit.booked.map(|booked| Appointment { id: AppointmentId::new(""), booked });
    let booked = appointment.and_then(|appointment| setup.policy.due_by_appointment(&appointment, visit.issued));
    let service = setup.services.get(&visit.service);
    let walk_in = || service.map(|service| setup.policy.due(service, visit.priority, visit.issued));
    booked.or_else(walk_in).unwrap_or(visit.issued)
}

/// Whether a desk had a pause between two moments.
fn paused(day: &PastDay, desk: &DeskId, from: Timestamp, to: Timestamp) -> bool {
    let breaks = day.log.desks.iter().filter(|span| span.desk == *desk && span.kind == SpanKind::Break);
    breaks.into_iter().any(|span| span.from < to && span.to > from)
}
