//! The forecast against what came: visits that were foreseen of a day before it began, and waits that tickets were told, beside those
//! that were. Like is compared with like: only quarter hours of days that were foreseen, and only tickets that were told a wait.

use crate::quarter::Facts;
use crate::report::Placed;
use queue::{Day, ServiceId};
use records::kpi::{Figure, share};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The visits that are foreseen of a day: in hundredths, by service and minute of the day at which the quarter hour begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ForeseenVisits(pub BTreeMap<ServiceId, BTreeMap<u16, u32>>);

/// The waits that the tickets of a day were told, by service and minute of the day at which the quarter hour begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ToldWaits(pub BTreeMap<ServiceId, BTreeMap<u16, ToldTally>>);

/// Tickets that were told a wait and were called: sums, which are divided last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldTally {
    #[serde(rename = "n")]
    pub called: u32,
    /// Those who were called within the range that they were told.
    #[serde(rename = "in")]
    pub within: u32,
    /// The middles of what was told, and the waits that were, in milliseconds.
    #[serde(rename = "t")]
    pub told: i64,
    #[serde(rename = "w")]
    pub waited: i64,
}

macro_rules! as_json {
    ($($facts:ident)*) => {
        $(impl $facts {
            /// Reads what was kept; `None` where it cannot be read.
            pub fn read(text: &str) -> Option<Self> {
                serde_json::from_str(text).ok()
            }

            /// As it is kept.
            pub fn written(&self) -> String {
                serde_json::to_string(self).unwrap_or_default()
            }
        })*
    };
}

as_json! { ForeseenVisits ToldWaits }

impl ToldTally {
    fn add(&mut self, more: &Self) {
        self.called += more.called;
        self.within += more.within;
        self.told += more.told;
        self.waited += more.waited;
    }

    /// The share of those who were called within what they were told.
    pub fn right(&self) -> Figure {
        share(self.within, self.called)
    }
}

impl ToldWaits {
    /// Adds a ticket that was called after all.
    pub fn add(&mut self, service: &ServiceId, minute: u16, ticket: &ToldTally) {
        self.0.entry(service.clone()).or_default().entry(minute).or_default().add(ticket);
    }
}

/// What was foreseen, and what came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Against {
    /// In hundredths.
    pub foreseen: u64,
    pub came: u32,
}

/// The forecast of a period against what came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hindsight {
    service: Option<ServiceId>,
    pub by_day: BTreeMap<Day, Against>,
    /// By the minute of the day at which the quarter hour begins.
    pub by_quarter: BTreeMap<u16, Against>,
    pub waits: BTreeMap<u16, ToldTally>,
}

impl Hindsight {
    /// Of one service, or of all.
    pub fn new(service: Option<ServiceId>) -> Self {
        Self { service, ..Self::default() }
    }

    fn takes(&self, service: &ServiceId) -> bool {
        self.service.as_ref().is_none_or(|only| only == service)
    }

    /// Adds what was foreseen of a day, as far as the day has come: up to the quarter hours that begin before `until`.
    pub fn foresee(&mut self, day: &Day, visits: &ForeseenVisits, until: u16) {
        let of_day = self.by_day.entry(day.clone()).or_default();
        let wanted = visits.0.iter().filter(|(service, _)| self.service.as_ref().is_none_or(|only| only == *service));
        for (minute, hundredths) in wanted.flat_map(|(_, quarters)| quarters).filter(|(minute, _)| **minute < until) {
            of_day.foreseen += u64::from(*hundredths);
            self.by_quarter.entry(*minute).or_default().foreseen += u64::from(*hundredths);
        }
    }

    /// Adds what came in a quarter hour, where its day was foreseen.
    pub fn came(&mut self, at: &Placed, facts: &Facts) {
        let wanted = facts.visits.iter().filter(|group| self.takes(&group.service));
        let came = wanted.map(|group| u32::try_from(group.times.len()).unwrap_or(u32::MAX)).sum::<u32>();
        let Some(of_day) = self.by_day.get_mut(&at.day).filter(|_| came > 0) else { return };
        of_day.came += came;
        self.by_quarter.entry(at.minute).or_default().came += came;
    }

    /// Adds the waits that were told on a day.
    pub fn told(&mut self, waits: &ToldWaits) {
        for (_, quarters) in
            waits.0.iter().filter(|(service, _)| self.service.as_ref().is_none_or(|only| only == *service))
        {
            for (minute, tally) in quarters {
                self.waits.entry(*minute).or_default().add(tally);
            }
        }
    }

    /// All quarter hours together.
    pub fn visits(&self) -> Against {
        self.by_day.values().fold(Against::default(), |all, one| Against {
            foreseen: all.foreseen + one.foreseen,
            came: all.came + one.came,
        })
    }

    /// All who were told a wait.
    pub fn all_told(&self) -> ToldTally {
        let mut all = ToldTally::default();
        self.waits.values().for_each(|one| all.add(one));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quarter::Group;
    use crate::visit::{Channel, End};

    fn day() -> Day {
        Day::from_written("2026-11-23")
    }

    fn foreseen() -> ForeseenVisits {
        let quarters = |hundredths| BTreeMap::from([(540, hundredths), (555, hundredths)]);
        ForeseenVisits(BTreeMap::from([
            (ServiceId::new("cash"), quarters(250)),
            (ServiceId::new("cards"), quarters(50)),
        ]))
    }

    fn facts(service: &str, visits: usize) -> Facts {
        let group = Group {
            service: ServiceId::new(service),
            letter: None,
            channel: Channel::Kiosk,
            desk: None,
            end: End::Served,
            first: true,
            times: vec![(Some(0), 1); visits],
        };
        Facts { visits: vec![group], desks: vec![] }
    }

    fn placed(day: &str, minute: u16) -> Placed {
        Placed { day: Day::from_written(day), weekday: 0, minute }
    }

    #[test]
    fn only_days_that_were_foreseen_are_compared_and_only_as_far_as_they_have_come() {
        let mut all = Hindsight::new(None);
        all.foresee(&day(), &foreseen(), 555);
        all.came(&placed("2026-11-23", 540), &facts("cash", 4));
        all.came(&placed("2026-11-24", 540), &facts("cash", 9));
        assert_eq!(all.visits(), Against { foreseen: 300, came: 4 });
        assert_eq!(all.by_quarter, BTreeMap::from([(540, Against { foreseen: 300, came: 4 })]));
        let mut cards = Hindsight::new(Some(ServiceId::new("cards")));
        cards.foresee(&day(), &foreseen(), 1_440);
        cards.came(&placed("2026-11-23", 540), &facts("cash", 4));
        assert_eq!(cards.visits(), Against { foreseen: 100, came: 0 });
    }

    #[test]
    fn waits_that_were_told_are_counted_before_they_are_divided() {
        let mut waits = ToldWaits::default();
        let ticket = |within, told, waited| ToldTally { called: 1, within, told, waited };
        waits.add(&ServiceId::new("cash"), 540, &ticket(1, 300_000, 360_000));
        waits.add(&ServiceId::new("cash"), 540, &ticket(0, 300_000, 900_000));
        waits.add(&ServiceId::new("cards"), 555, &ticket(1, 60_000, 60_000));
        let kept = ToldWaits::read(&waits.written()).unwrap();
        assert_eq!(kept, waits);
        let mut all = Hindsight::new(None);
        all.told(&kept);
        assert_eq!(all.all_told(), ToldTally { called: 3, within: 2, told: 660_000, waited: 1_320_000 });
        assert_eq!((all.all_told().right().n, all.waits[&540].within), (3, 1));
        let none = Hindsight::new(None).all_told().right();
        assert_eq!(none.value, None, "of nobody there is no share");
    }
}
