//! What happened today that the state of the branch no longer tells: how long services took, which desks had their
//! pauses, how many came. It is the fold of the day's events, beside the branch itself.

use crate::learned::{Learned, minutes as minutes_of};
use queue::{Branch, DeskId, Event, ServiceId, Timestamp};
use std::collections::BTreeMap;

/// A service that ended this many minutes ago says half as much of the pace as one that just ended.
const PACE_HALF_LIFE_MINUTES: f64 = 150.0;
/// A single service moves the pace by at most so many deviations.
const MOST_DEVIATIONS: f64 = 2.0;
/// What is expected of a day counts as much as this many visitors.
const EXPECTED_VISITORS_WEIGHT: f64 = 60.0;

/// A booking of today whose visitor has not checked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    pub service: ServiceId,
    pub at: Timestamp,
}

/// A branch's local day so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// The beginning of the local day.
    pub midnight: Timestamp,
    /// 0 is Monday.
    pub weekday: u8,
    /// The bookings of the rest of the day; `None` where they are not known, and appointments come as on other days.
    pub booked: Option<Vec<Booked>>,
    pub(crate) desks: BTreeMap<DeskId, DeskToday>,
    services: Vec<Finished>,
    issued: u32,
}

/// A desk's day so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DeskToday {
    /// How many pauses began.
    pub(crate) pauses: usize,
    /// Since when the desk is closed.
    pub(crate) closed_since: Option<Timestamp>,
    /// Since when the desk is free, after a visitor.
    pub(crate) free_since: Option<Timestamp>,
    /// When the desk last could have gone into a pause, and did not: the last call.
    pub(crate) last_call: Option<Timestamp>,
}

/// A service that ended today.
#[derive(Debug, Clone, PartialEq)]
struct Finished {
    service: ServiceId,
    desk: DeskId,
    minutes: f64,
    at: Timestamp,
}

/// The pace of today, as the logarithm of a factor on service times: what is known of it, and how uncertain it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pace {
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

/// A day without a date, of which nothing is known yet; [`Today::dated`] gives it one.
impl Default for Today {
    fn default() -> Self {
        Self::new(Timestamp(0), 0)
    }
}

impl Today {
    /// A day of which nothing is known yet. `midnight` is its beginning on the branch's wall clock, weekday 0 is Monday.
    pub fn new(midnight: Timestamp, weekday: u8) -> Self {
        Self { midnight, weekday, booked: None, desks: BTreeMap::new(), services: Vec::new(), issued: 0 }
    }

    /// The day of a moment, by the branch's distance from UTC in minutes.
    pub fn at(now: Timestamp, utc_offset_minutes: i64) -> Self {
        const DAY: i64 = 86_400_000;
        let local = now.0.saturating_add(utc_offset_minutes.saturating_mul(60_000));
        // The first of January 1970 was a Thursday.
        let weekday = (local.div_euclid(DAY) + 3).rem_euclid(7);
        Self::new(Timestamp(now.0 - local.rem_euclid(DAY)), u8::try_from(weekday).unwrap_or(0))
    }

    /// What was observed so far, on the day of a moment.
    #[must_use]
    pub fn dated(self, now: Timestamp, utc_offset_minutes: i64) -> Self {
        let Self { midnight, weekday, .. } = Self::at(now, utc_offset_minutes);
        Self { midnight, weekday, ..self }
    }

    /// Takes note of an event. `before` is the branch before the event was applied.
    pub fn observe(&mut self, before: &Branch, event: &Event) {
        match event {
            Event::DayOpened { .. } => *self = Self::new(self.midnight, self.weekday),
            Event::TicketIssued { .. } => self.issued += 1,
            Event::TicketCalled { desk, at, .. } => {
                let desk = self.desk(desk);
                (desk.last_call, desk.free_since) = (Some(*at), None);
            }
            Event::TicketNoShow { desk, at, .. } => self.desk(desk).free_since = Some(*at),
            Event::DeskPaused { desk, .. } => {
                let desk = self.desk(desk);
                (desk.pauses, desk.free_since) = (desk.pauses + 1, None);
            }
            Event::DeskOpened { desk, .. } => {
                // A desk that closes and opens again has been away, as in a pause.
                let desk = self.desk(desk);
                desk.pauses += usize::from(desk.closed_since.take().is_some());
            }
            Event::DeskClosed { desk, at } => self.desk(desk).closed_since = Some(*at),
            Event::ServiceFinished { ticket, desk, at, .. } => {
                self.desk(desk).free_since = Some(*at);
                let Some(ticket) = before.ticket(*ticket) else { return };
                if let queue::TicketState::Serving { since, .. } = ticket.state {
                    let minutes = minutes_of(*at - since);
                    let (service, desk) = (ticket.service.clone(), desk.clone());
                    self.services.push(Finished { service, desk, minutes, at: *at });
                }
            }
            _ => {}
        }
    }

    fn desk(&mut self, id: &DeskId) -> &mut DeskToday {
        self.desks.entry(id.clone()).or_default()
    }

    /// The seconds of the local day that have passed at a moment.
    pub(crate) fn seconds(&self, moment: Timestamp) -> i64 {
        (moment - self.midnight).0 / 1_000
    }

    /// The pace of today: the services that ended, against what was learned of them. Each counts by how little it says of
    /// chance, and the pace of other days stands against all of them.
    pub(crate) fn pace(&self, learned: &Learned, now: Timestamp) -> Pace {
        let prior = 1.0 / learned.pace_spread.max(1e-3).powi(2);
        let (mut weight, mut sum) = (prior, prior * learned.recent_pace);
        for finished in &self.services {
            let Some(time) = learned.services.get(&finished.service) else { continue };
            let expected = time.log_mean + learned.desk_pace.get(&finished.desk).copied().unwrap_or(0.0);
            // A set-up whose times are certain is still no measurement.
            let deviation = time.log_deviation.max(0.2);
            let most = MOST_DEVIATIONS * deviation;
            let off = (finished.minutes.max(1e-3).ln() - expected).clamp(-most, most);
            let age = minutes_of(now - finished.at);
            let says = 0.5_f64.powf(age / PACE_HALF_LIFE_MINUTES) / (deviation * deviation);
            weight += says;
            sum += says * off;
        }
        // Before the first day the set-up's times stand as they are: how much days differ is not known yet.
        let deviation = if learned.days == 0 { 0.0 } else { 1.0 / weight.sqrt() };
        Pace { mean: sum / weight, deviation }
    }

    /// How uncertain [`Self::crowd`] is, as the deviation of a logarithm: as for the mean of a Poisson count.
    pub(crate) fn crowd_spread(&self) -> f64 {
        1.0 / (f64::from(self.issued) + EXPECTED_VISITORS_WEIGHT).sqrt()
    }

    /// By how much more or fewer visitors came today than were expected, as a factor on those who will still come.
    pub(crate) fn crowd(&self, learned: &Learned, now: Timestamp) -> f64 {
        let expected = learned.arrivals.expected_until(self.weekday, minutes_of(now - self.midnight));
        let came = f64::from(self.issued);
        ((came + EXPECTED_VISITORS_WEIGHT) / (expected + EXPECTED_VISITORS_WEIGHT)).clamp(0.25, 3.0)
    }
}
