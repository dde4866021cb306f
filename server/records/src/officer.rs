//! Officers: members of staff who can be booked, with the services that they advise on, their week and their absences.

use crate::grid::Quarter;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use queue::{CsrId, Language, ServiceId, Timestamp};

/// Minutes of a day.
pub const DAY_MINUTES: u32 = 24 * 60;

/// A member of staff who can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    pub person: CsrId,
    pub services: Vec<ServiceId>,
    /// The languages that the officer speaks with visitors; empty where nobody has said.
    pub languages: Vec<Language>,
    pub week: Vec<WorkHours>,
    pub absences: Vec<Absence>,
}

/// Hours of one weekday by the branch's clock, in minutes from midnight: from `from` up to, not including, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkHours {
    /// 0 is Monday, 6 is Sunday.
    pub weekday: u32,
    pub from: u32,
    pub to: u32,
}

/// A span in which the officer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absence {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Why hours or an absence cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WorkFault {
    #[error("write each line as a day and its hours: mon 08:30-13:30")]
    Unreadable,
    #[error("hours end after they begin, and at 24:00 at the latest")]
    EndsBeforeItBegins,
    #[error("hours begin and end on the quarter hour")]
    OffTheGrid,
    #[error("two lines of one day overlap")]
    Overlap,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl WorkHours {
    /// Reads a week: a line or a part between commas for each stretch, `mon 08:30-13:30`; `mon-fri 08:30-13:30` for several days.
    pub fn parse_week(text: &str) -> Result<Vec<Self>, WorkFault> {
        let mut week = Vec::new();
        for line in text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty()) {
            let (days, hours) = line.split_once(char::is_whitespace).ok_or(WorkFault::Unreadable)?;
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (first, last) = (weekday(first)?, weekday(last)?);
            let (from, to) = hours.trim().split_once('-').ok_or(WorkFault::Unreadable)?;
            let (from, to) = (minute(from)?, minute(to)?);
            if first > last || from >= to {
                return Err(WorkFault::EndsBeforeItBegins);
            }
            if from % 15 != 0 || to % 15 != 0 {
                return Err(WorkFault::OffTheGrid);
            }
            week.extend((first..=last).map(|weekday| Self { weekday, from, to }));
        }
        week.sort_unstable();
        let overlap = week.windows(2).any(|pair| pair[0].weekday == pair[1].weekday && pair[1].from < pair[0].to);
        if overlap { Err(WorkFault::Overlap) } else { Ok(week) }
    }

    /// The week as [`parse_week`](Self::parse_week) reads it, a line a stretch.
    pub fn write_week(week: &[Self]) -> String {
        let line = |hours: &Self| {
            let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
            let day = DAYS.get(hours.weekday as usize).copied().unwrap_or_default();
            format!("{day} {}-{}", clock(hours.from), clock(hours.to))
        };
        week.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn weekday(text: &str) -> Result<u32, WorkFault> {
    let place = DAYS.iter().position(|day| *day == text.to_ascii_lowercase());
    place.and_then(|place| u32::try_from(place).ok()).ok_or(WorkFault::Unreadable)
}

fn minute(text: &str) -> Result<u32, WorkFault> {
    let (hour, minute) = text.trim().split_once(':').ok_or(WorkFault::Unreadable)?;
    let number = |digits: &str| {
        let only_digits = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        only_digits.then(|| digits.parse::<u32>().ok()).flatten().ok_or(WorkFault::Unreadable)
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let whole = hour * 60 + minute;
    if minute < 60 && whole <= DAY_MINUTES { Ok(whole) } else { Err(WorkFault::Unreadable) }
}

impl Officer {
    pub fn advises_on(&self, service: &ServiceId) -> bool {
        self.services.contains(service)
    }

    /// Whether the officer speaks the language; everybody does of whom nobody has said which ones they speak.
    pub fn speaks(&self, language: &Language) -> bool {
        self.languages.is_empty() || self.languages.contains(language)
    }

    /// The stretches of a date in which the officer works, absences taken out, as quarter hours: from the first up to, not
    /// including, the second.
    pub fn works(&self, zone: &TimeZone, date: Date) -> Vec<(Quarter, Quarter)> {
        let weekday = u32::try_from(date.weekday().since(Weekday::Monday)).unwrap_or_default();
        let hours = self.week.iter().filter(|hours| hours.weekday == weekday);
        let spans = hours.filter_map(|hours| {
            let (from, to) = (at(zone, date, hours.from)?, at(zone, date, hours.to)?);
            let span = (Quarter::from(from), Quarter::containing(to));
            (span.0 < span.1).then_some(span)
        });
        let mut free = joined(spans.collect());
        for absence in &self.absences {
            let (from, to) = (Quarter::containing(absence.from), Quarter::from(absence.to));
            free = free.into_iter().flat_map(|span| without(span, (from, to))).collect();
        }
        free.sort_unstable();
        free
    }
}

/// The spans in order, those that meet as one: hours that are apart on the wall can meet where the clock skips what lies between.
fn joined(mut spans: Vec<(Quarter, Quarter)>) -> Vec<(Quarter, Quarter)> {
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| {
        let meet = later.0 <= earlier.1;
        if meet {
            earlier.1 = earlier.1.max(later.1);
        }
        meet
    });
    spans
}

/// What is left of a span when another is taken out.
fn without(span: (Quarter, Quarter), taken: (Quarter, Quarter)) -> impl Iterator<Item = (Quarter, Quarter)> {
    let before = (span.0, span.1.min(taken.0));
    let after = (span.0.max(taken.1), span.1);
    [before, after].into_iter().filter(|(from, to)| from < to)
}

/// The moment of a minute of a date. A time that the clock skips counts as much later as it skips.
fn at(zone: &TimeZone, date: Date, minute: u32) -> Option<Timestamp> {
    let (date, minute) = if minute >= DAY_MINUTES { (date.tomorrow().ok()?, 0) } else { (date, minute) };
    let time = Time::new(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0).ok()?;
    let moment = zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().ok()?;
    Some(Timestamp(moment.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_it_is_written() {
        let week = WorkHours::parse_week("mon-fri 08:30-13:30, thu 14:45-16:15").unwrap();
        assert_eq!(week.len(), 6);
        assert_eq!(WorkHours::parse_week(&WorkHours::write_week(&week)), Ok(week));
        assert_eq!(WorkHours::parse_week(""), Ok(Vec::new()));
        assert!(WorkHours::parse_week("sun 00:00-24:00").is_ok());
    }

    #[test]
    fn hours_that_make_no_sense_are_refused_each_for_its_reason() {
        let refused = |text| WorkHours::parse_week(text).unwrap_err();
        assert_eq!(refused("monday 08:30-13:30"), WorkFault::Unreadable);
        assert_eq!(refused("mon 8:30-13:30"), WorkFault::Unreadable);
        assert_eq!(refused("mon 08:30-25:00"), WorkFault::Unreadable);
        assert_eq!(refused("mon 13:30-08:30"), WorkFault::EndsBeforeItBegins);
        assert_eq!(refused("fri-mon 08:30-13:30"), WorkFault::EndsBeforeItBegins);
        assert_eq!(refused("mon 08:20-13:30"), WorkFault::OffTheGrid);
        assert_eq!(refused("mon 08:30-13:30, mon 13:00-15:00"), WorkFault::Overlap);
    }

    #[test]
    fn an_absence_takes_out_every_quarter_hour_that_it_touches() {
        let zone = TimeZone::get("Europe/Rome").unwrap();
        let at = |text| crate::grid::parse_start(&zone, text).unwrap();
        let officer = Officer {
            person: CsrId(1),
            services: Vec::new(),
            languages: Vec::new(),
            week: WorkHours::parse_week("thu 09:00-12:00").unwrap(),
            absences: vec![Absence { from: at("2026-12-03T10:05"), to: at("2026-12-03T10:35") }],
        };
        let quarter = |text| Quarter::beginning(at(text)).unwrap();
        let free = officer.works(&zone, jiff::civil::date(2026, 12, 3));
        let morning = (quarter("2026-12-03T09:00"), quarter("2026-12-03T10:00"));
        assert_eq!(free, [morning, (quarter("2026-12-03T10:45"), quarter("2026-12-03T12:00"))]);
        assert!(officer.works(&zone, jiff::civil::date(2026, 12, 4)).is_empty());
    }
}
