//! In which order visitors are called, and what a call takes.

use super::PastDay;
use super::mean::Mean;
use crate::learned::{CallHabits, Learned, PICKED_PLACES, minutes};
use queue::{Appointment, AppointmentId, DeskId, Duration, Setup, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use visits::{Outcome, Visit};

/// Before any call was counted, so many followed the call order.
const CALL_ORDER_WEIGHT: f64 = 20.0;
/// The walk to the desk and the time of a no-show in minutes before any was measured, and how many observations that counts
/// for.
const WALK: (f64, f64) = (0.0, 3.0);
const NO_SHOW: (f64, f64) = (0.75, 10.0);
/// Before any pick was counted, each place was picked as often as it would be by chance, so many times.
const PLACE_WEIGHT: f64 = 0.5;

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
    /// Of those calls, by the place of the visitor in the call order after the first: how many there were, and how many
    /// there would be if all places were picked equally often.
    picked: [f64; PICKED_PLACES],
    picked_by_chance: [f64; PICKED_PLACES],
    walk: Mean,
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
        let habits = self.habits();
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
                self.count(day.setup, (desk, profile), call, &waiting, &habits);
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
        habits: &CallHabits,
    ) {
        let preference = setup.preferences.get(desk).map_or(&[][..], Vec::as_slice);
        let delay = |visit: &Visit| {
            let rank = preference.iter().position(|service| *service == visit.service).unwrap_or(preference.len());
            Duration(setup.policy.preference_step.0.saturating_mul(i64::try_from(rank).unwrap_or(0)))
        };
        let mut here: Vec<&Candidate> = waiting.iter().filter(|other| profile.contains(&other.visit.service)).collect();
        here.sort_by_key(|other| other.due + delay(other.visit));
        let place = |visit: &Visit| here.iter().position(|other| std::ptr::eq(other.visit, visit));
        let oldest = here.iter().min_by_key(|other| other.visit.issued).and_then(|oldest| place(oldest.visit));
        let (Some(called), Some(oldest), others @ 1..) = (place(call), oldest, here.len().saturating_sub(1)) else {
            return;
        };
        // Somebody who picks never picks the first. The oldest may be called for being the oldest.
        let oldest = oldest.checked_sub(1);
        let by_chance = oldest.map_or(0.0, |oldest| habits.chance(oldest, others));
        self.odd_at_most += 1.0 - by_chance;
        match called.checked_sub(1) {
            None => self.by_due += f64::from(u8::from(oldest.is_some())),
            Some(place) if oldest == Some(place) => self.by_arrival += 1.0,
            Some(place) => {
                self.odd += 1.0;
                self.picked[place.min(PICKED_PLACES - 1)] += 1.0;
                let among = others - usize::from(oldest.is_some());
                for other in (0..others).filter(|other| oldest != Some(*other)) {
                    self.picked_by_chance[other.min(PICKED_PLACES - 1)] += 1.0 / as_float(among);
                }
            }
        }
        self.by_chance += by_chance;
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        let Self { by_due, by_arrival, by_chance, odd, odd_at_most, picked, picked_by_chance, walk, no_show } = self;
        for sum in [by_due, by_arrival, by_chance, odd, odd_at_most] {
            *sum *= keep;
        }
        picked.iter_mut().chain(picked_by_chance).for_each(|sum| *sum *= keep);
        for mean in [walk, no_show] {
            mean.forget(keep);
        }
    }

    fn habits(&self) -> CallHabits {
        let at_random = (self.odd / (self.odd_at_most + CALL_ORDER_WEIGHT)).clamp(0.0, 1.0);
        let arrival = (self.by_arrival - at_random * self.by_chance).max(0.0);
        let by_arrival = (1.0 - at_random) * arrival / (self.by_due + arrival + CALL_ORDER_WEIGHT);
        let mut habits = CallHabits { by_arrival, at_random, ..CallHabits::default() };
        let counts = self.picked.iter().zip(self.picked_by_chance);
        for (place, (picked, by_chance)) in habits.picked.iter_mut().zip(counts) {
            *place = (picked + PLACE_WEIGHT) / (by_chance + PLACE_WEIGHT);
        }
        habits
    }

    pub(crate) fn teach(&self, learned: &mut Learned) {
        learned.call_habits = self.habits();
        learned.walk = self.walk.time(WALK);
        learned.no_show = self.no_show.time(NO_SHOW);
    }
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX))
}

/// When a visit was due, by the rules of the queue.
fn due(setup: &Setup, visit: &Visit) -> Timestamp {
    let appointment = visit.booked.map(|booked| Appointment { id: AppointmentId::new(""), booked, officer: None });
    let booked = appointment.and_then(|appointment| setup.policy.due_by_appointment(&appointment, visit.issued));
    let service = setup.services.get(&visit.service);
    let walk_in = || service.map(|service| setup.policy.due(service, visit.priority, visit.issued));
    booked.or_else(walk_in).unwrap_or(visit.issued)
}
