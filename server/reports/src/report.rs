//! Quarter hours added up, by what a manager asks for.

use crate::quarter::{Facts, Group};
use crate::tally::Tally;
use crate::visit::Channel;
use queue::{Day, DeskId, Letter, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// Which visits are counted; what is not named is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub service: Option<ServiceId>,
    pub letter: Option<Letter>,
    pub desk: Option<DeskId>,
    pub channel: Option<Channel>,
}

/// Where a quarter hour stands in the branch's own calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub day: Day,
    /// 0 is Monday.
    pub weekday: u8,
    /// Minutes since midnight by the clock on the wall.
    pub minute: u16,
}

/// The figures of a period.
#[derive(Debug, Clone, Default)]
pub struct Report {
    filter: Filter,
    pub total: Tally,
    pub by_service: BTreeMap<ServiceId, Tally>,
    pub by_letter: BTreeMap<Letter, Tally>,
    pub by_desk: BTreeMap<DeskId, Tally>,
    pub by_channel: BTreeMap<Channel, Tally>,
    pub by_day: BTreeMap<Day, Tally>,
    /// By the minute of the day at which the quarter hour begins; an hour that the clock repeats is added to itself.
    pub by_quarter: BTreeMap<u16, Tally>,
    /// Visitors who came, by weekday and hour.
    pub heat: [[u32; 24]; 7],
    days: [BTreeSet<Day>; 7],
}

impl Report {
    pub fn new(filter: Filter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// On how many days of a weekday (0 is Monday) there were visits or open desks.
    pub fn days_of(&self, weekday: usize) -> u32 {
        self.days.get(weekday).map_or(0, |days| u32::try_from(days.len()).unwrap_or(u32::MAX))
    }

    /// Adds a quarter hour.
    pub fn add(&mut self, at: &Placed, facts: &Facts) {
        if let Some(days) = self.days.get_mut(usize::from(at.weekday))
            && !days.contains(&at.day)
        {
            days.insert(at.day.clone());
        }
        for group in &facts.visits {
            if self.filter.takes(group) {
                self.group(at, group);
            }
        }
        // The time of a desk belongs to no service, no letter and no channel.
        if self.filter.service.is_none() && self.filter.letter.is_none() && self.filter.channel.is_none() {
            let wanted = |desk: &DeskId| self.filter.desk.as_ref().is_none_or(|only| only == desk);
            let desks: Vec<_> = facts.desks.iter().filter(|time| wanted(&time.desk)).collect();
            for time in desks {
                let of_desk = self.by_desk.entry(time.desk.clone()).or_default();
                let of_day = self.by_day.entry(at.day.clone()).or_default();
                let of_quarter = self.by_quarter.entry(at.minute).or_default();
                for tally in [&mut self.total, of_desk, of_day, of_quarter] {
                    tally.open += time.open;
                    tally.paused += time.pause;
                    tally.serving += time.serving;
                }
            }
        }
    }

    fn group(&mut self, at: &Placed, group: &Group) {
        let of_service = self.by_service.entry(group.service.clone()).or_default();
        let of_channel = self.by_channel.entry(group.channel).or_default();
        let of_day = self.by_day.entry(at.day.clone()).or_default();
        let of_quarter = self.by_quarter.entry(at.minute).or_default();
        let mut tallies = vec![&mut self.total, of_service, of_channel, of_day, of_quarter];
        if let Some(letter) = group.letter {
            tallies.push(self.by_letter.entry(letter).or_default());
        }
        if let Some(desk) = &group.desk {
            tallies.push(self.by_desk.entry(desk.clone()).or_default());
        }
        for tally in tallies {
            for (wait, span) in &group.times {
                tally.visit(group.end, group.first, *wait, *span);
            }
        }
        let hour = self.heat.get_mut(usize::from(at.weekday)).and_then(|day| day.get_mut(usize::from(at.minute / 60)));
        if let (Some(hour), true) = (hour, group.first) {
            *hour += u32::try_from(group.times.len()).unwrap_or(u32::MAX);
        }
    }
}

impl Filter {
    /// Visits of a desk, a letter or a channel are asked for, of which there is no forecast and no target.
    pub fn is_finer_than_services(&self) -> bool {
        self.letter.is_some() || self.desk.is_some() || self.channel.is_some()
    }

    fn takes(&self, group: &Group) -> bool {
        self.service.as_ref().is_none_or(|only| *only == group.service)
            && self.letter.is_none_or(|only| group.letter == Some(only))
            && self.desk.as_ref().is_none_or(|only| group.desk.as_ref() == Some(only))
            && self.channel.is_none_or(|only| only == group.channel)
    }
}
