//! Which times are offered: within the branch's hours and the officer's week, less absences and what is taken, from some hours to
//! some weeks ahead, and never more than a share of an officer's day.

use crate::grid::{QUARTER_MS, Quarter, date, quarters_of, reads_back};
use crate::officer::Officer;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use queue::{CsrId, Duration, Language, Opening, ServiceId, Timestamp};
use std::collections::BTreeSet;

/// The settings of a branch's book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookRules {
    /// The earliest start: so long from now.
    pub notice: Duration,
    /// The latest start: so many days from now.
    pub days_ahead: u32,
    /// The share of an officer's day that may be booked, in percent.
    pub share_percent: u32,
    /// How many bookings to come one contact may have.
    pub open_per_contact: u32,
    /// The time that an officer has to themselves after each appointment.
    pub buffer: Duration,
}

impl Default for BookRules {
    fn default() -> Self {
        Self {
            notice: Duration::minutes(120),
            days_ahead: 60,
            share_percent: 60,
            open_per_contact: 2,
            buffer: Duration::minutes(5),
        }
    }
}

impl BookRules {
    /// How many quarter hours an appointment for a service of that mean time takes, its buffer included.
    pub fn quarters(&self, service_time: Duration) -> u32 {
        quarters_of(Duration(service_time.0.saturating_add(self.buffer.0))).max(1)
    }
}

/// A quarter hour of an officer's that is sold.
pub type Taken = BTreeSet<(CsrId, Quarter)>;

/// The book of a branch: everything that the rules need to know of it.
pub struct Book<'a> {
    pub zone: &'a TimeZone,
    pub rules: BookRules,
    pub officers: &'a [Officer],
    pub taken: &'a Taken,
    /// The openings of a date.
    pub openings: &'a dyn Fn(Date) -> Vec<Opening>,
}

/// What a visitor looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search<'a> {
    pub service: &'a ServiceId,
    pub quarters: u32,
    pub officer: Option<CsrId>,
    pub language: Option<&'a Language>,
}

/// A start that is offered, with the officers who are free then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub start: Quarter,
    pub officers: Vec<CsrId>,
}

/// Why a start cannot be booked, beside that somebody has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartFault {
    #[error("an appointment begins on the quarter hour")]
    OffTheGrid,
    #[error("that time is over")]
    Past,
    #[error("that is too soon")]
    TooSoon,
    #[error("that is too far ahead")]
    TooFar,
    #[error("the branch's clock shows that time twice, and an appointment is at its first showing")]
    Ambiguous,
}

impl Book<'_> {
    /// Whether a start is one that can be asked for at all.
    pub fn start(&self, at: Timestamp, now: Timestamp) -> Result<Quarter, StartFault> {
        let start = Quarter::beginning(at).ok_or(StartFault::OffTheGrid)?;
        if at <= now {
            return Err(StartFault::Past);
        }
        if at < now + self.rules.notice {
            return Err(StartFault::TooSoon);
        }
        if at > self.last(now) {
            return Err(StartFault::TooFar);
        }
        if reads_back(self.zone, at) { Ok(start) } else { Err(StartFault::Ambiguous) }
    }

    /// The last moment at which an appointment may begin.
    pub fn last(&self, now: Timestamp) -> Timestamp {
        now + Duration(i64::from(self.rules.days_ahead) * 24 * 60 * 60_000)
    }

    /// The starts that are offered on the days from `first` on, so many, in order.
    pub fn offers(&self, search: &Search<'_>, first: Date, days: u32, now: Timestamp) -> Vec<Offer> {
        let (earliest, last) = (now + self.rules.notice, self.last(now));
        let (from, to) = (date(self.zone, earliest).max(first), date(self.zone, last));
        let days = i32::try_from(days.min(self.rules.days_ahead + 1)).unwrap_or(i32::MAX);
        let dates = (0..days).filter_map(|later| first.checked_add(later.days()).ok());
        dates.filter(|day| (from..=to).contains(day)).flat_map(|day| self.of_day(search, day, earliest, last)).collect()
    }

    /// The next starts from a moment on, at most so many.
    pub fn next(&self, search: &Search<'_>, from: Timestamp, most: usize, now: Timestamp) -> Vec<Offer> {
        let (earliest, last) = (from.max(now + self.rules.notice), self.last(now));
        let first = date(self.zone, earliest);
        let days = i32::try_from(self.rules.days_ahead).unwrap_or(i32::MAX);
        let dates = (0..=days).filter_map(|later| first.checked_add(later.days()).ok());
        dates.flat_map(|day| self.of_day(search, day, earliest, last)).take(most).collect()
    }

    /// The officers who are free at a start, whoever has the emptier day first.
    pub fn free_at(&self, search: &Search<'_>, start: Quarter, now: Timestamp) -> Vec<CsrId> {
        let at = start.start();
        let offers = self.of_day(search, date(self.zone, at), at, self.last(now));
        let offer = offers.into_iter().find(|offer| offer.start == start);
        let mut officers = offer.map(|offer| offer.officers).unwrap_or_default();
        let day = date(self.zone, at);
        officers.sort_by_key(|officer| {
            let busy = self.taken_on(*officer, day);
            (busy, *officer)
        });
        officers
    }

    fn of_day(&self, search: &Search<'_>, day: Date, earliest: Timestamp, last: Timestamp) -> Vec<Offer> {
        let openings = (self.openings)(day);
        let mut offers: std::collections::BTreeMap<Quarter, Vec<CsrId>> = std::collections::BTreeMap::new();
        let wanted = self.officers.iter().filter(|officer| {
            officer.advises_on(search.service)
                && search.officer.is_none_or(|wanted| wanted == officer.person)
                && search.language.is_none_or(|language| officer.speaks(language))
        });
        for officer in wanted {
            let stretches = self.bookable(officer, &openings, day);
            if !self.has_room(officer.person, &stretches, search.quarters, day) {
                continue;
            }
            for (from, to) in stretches {
                let mut start = from;
                while start.plus(search.quarters) <= to {
                    let at = start.start();
                    let clash =
                        start.run(search.quarters).filter(|quarter| self.taken.contains(&(officer.person, *quarter)));
                    if let Some(clash) = clash.last() {
                        start = clash.plus(1);
                        continue;
                    }
                    if (earliest..=last).contains(&at) && reads_back(self.zone, at) {
                        offers.entry(start).or_default().push(officer.person);
                    }
                    start = start.plus(1);
                }
            }
        }
        offers.into_iter().map(|(start, officers)| Offer { start, officers }).collect()
    }

    /// The stretches of a day in which the branch is open and the officer works.
    pub fn bookable(&self, officer: &Officer, openings: &[Opening], day: Date) -> Vec<(Quarter, Quarter)> {
        let works = officer.works(self.zone, day);
        let open = openings.iter().map(|opening| (Quarter::from(opening.from), Quarter::containing(opening.to)));
        let both = open.flat_map(|open| works.iter().map(move |works| (works.0.max(open.0), works.1.min(open.1))));
        both.filter(|(from, to)| from < to).collect()
    }

    /// Whether one more appointment keeps the officer's booked time within its share of the day.
    fn has_room(&self, officer: CsrId, stretches: &[(Quarter, Quarter)], quarters: u32, day: Date) -> bool {
        let whole: i64 = stretches.iter().map(|(from, to)| to.0 - from.0).sum();
        let booked = i64::from(self.taken_on(officer, day)) + i64::from(quarters);
        booked * 100 <= whole * i64::from(self.rules.share_percent)
    }

    /// How many quarter hours of a day are taken of an officer.
    fn taken_on(&self, officer: CsrId, day: Date) -> u32 {
        let start = |day: Date| crate::grid::Quarter::containing(midnight(self.zone, day));
        let next = day.tomorrow().unwrap_or(day);
        let taken = self.taken.range((officer, start(day))..(officer, start(next)));
        u32::try_from(taken.count()).unwrap_or(u32::MAX)
    }
}

/// The moment at which a day begins on the branch's wall.
pub fn midnight(zone: &TimeZone, day: Date) -> Timestamp {
    let moment = zone.to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight())).compatible();
    Timestamp(moment.map_or(i64::MIN / QUARTER_MS, jiff::Timestamp::as_millisecond))
}
