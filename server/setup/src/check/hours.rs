//! The hours of a branch: openings of the week, days on which it is closed, days with hours of their own.

use super::Checker;
use crate::calendar::{Calendar, Dates, Hours, SpecialHours};
use crate::file;
use jiff::civil::{Time, Weekday};
use toml::Spanned;

impl<'a> Checker<'a, '_> {
    pub(super) fn calendar(&mut self, branch: &'a file::Branch) -> Calendar {
        let name = branch.time_zone.get_ref();
        let time_zone = jiff::tz::TimeZone::get(name).unwrap_or_else(|_| {
            let what = format!("there is no time zone \"{name}\"; write one of the IANA database, as \"Europe/Rome\"");
            self.add(&branch.time_zone, "branch.time_zone", what);
            jiff::tz::TimeZone::UTC
        });
        if branch.hours.is_empty() && branch.special_hours.is_empty() {
            let field = format!("branch \"{}\", hours", branch.id.get_ref());
            self.add(&branch.id, &field, "the branch never opens; add [[branch.hours]]");
        }
        let closed_on: Vec<Dates> =
            branch.closed_on.iter().filter_map(|dates| self.dates(dates, "branch.closed_on")).collect();
        let hours: Vec<Hours> = branch.hours.iter().filter_map(|hours| self.hours(hours)).collect();
        self.overlaps(branch, &hours);
        let special: Vec<SpecialHours> =
            branch.special_hours.iter().filter_map(|hours| self.special_hours(hours, &closed_on)).collect();
        self.special_overlaps(branch, &special);
        Calendar::new(time_zone, hours, special, closed_on)
    }

    fn dates(&mut self, dates: &Spanned<String>, field: &str) -> Option<Dates> {
        let parsed = dates.get_ref().parse().ok();
        if parsed.is_none() {
            let what = format!(
                "\"{}\" is no date; write it as \"2026-12-24\", as \"12-24\" for every year, or as \"good-friday\" or \"easter-monday\"",
                dates.get_ref()
            );
            self.add(dates, field, what);
        }
        parsed
    }

    fn special_hours(&mut self, hours: &'a file::SpecialHours, closed_on: &[Dates]) -> Option<SpecialHours> {
        let field = "branch.special_hours.dates";
        let mut dates = Vec::new();
        for date in &hours.dates {
            let Some(parsed) = self.dates(date, field) else { continue };
            if closed_on.contains(&parsed) {
                let what =
                    format!("the branch is closed on \"{}\"; take it out here or out of closed_on", date.get_ref());
                self.add(date, field, what);
            }
            dates.push(parsed);
        }
        if hours.dates.is_empty() {
            self.add(&hours.open, field, "name at least one date, as in [\"2026-12-24\"]");
        }
        let (open, close) = self.opening(&hours.open, &hours.close, "branch.special_hours")?;
        Some(SpecialHours { dates, open, close })
    }

    fn hours(&mut self, hours: &'a file::Hours) -> Option<Hours> {
        if hours.days.is_empty() {
            self.add(&hours.open, "branch.hours.days", "name at least one day, as in [\"mon\", \"tue\"]");
        }
        let days: Vec<Weekday> = hours.days.iter().filter_map(|day| self.weekday(day)).collect();
        let (open, close) = self.opening(&hours.open, &hours.close, "branch.hours")?;
        Some(Hours { days, open, close })
    }

    /// From when to when; a closing time of `None` is midnight at the day's end.
    fn opening(
        &mut self,
        open_at: &Spanned<String>,
        close_at: &Spanned<String>,
        field: &str,
    ) -> Option<(Time, Option<Time>)> {
        let open = self.time(open_at, &format!("{field}.open"))?;
        let close = match close_at.get_ref().as_str() {
            "24:00" => None,
            _ => Some(self.time(close_at, &format!("{field}.close"))?),
        };
        if close.is_some_and(|close| close <= open) {
            let what = format!(
                "the branch would close before it opens; write a time after {}, at most \"24:00\"",
                open_at.get_ref()
            );
            self.add(close_at, &format!("{field}.close"), what);
        }
        Some((open, close))
    }

    fn weekday(&mut self, day: &Spanned<String>) -> Option<Weekday> {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let found = names.iter().zip(Weekday::Monday.cycle_forward()).find(|(name, _)| *name == day.get_ref());
        if found.is_none() {
            self.add(
                day,
                "branch.hours.days",
                format!("\"{}\" is no day; write one of {}", day.get_ref(), names.join(", ")),
            );
        }
        found.map(|(_, weekday)| weekday)
    }

    pub(super) fn time(&mut self, time: &Spanned<String>, field: &str) -> Option<Time> {
        let parsed = Time::strptime("%H:%M", time.get_ref()).ok();
        if parsed.is_none() {
            self.add(time, field, format!("\"{}\" is no time of day; write it as \"08:30\"", time.get_ref()));
        }
        parsed
    }

    fn overlaps(&mut self, branch: &file::Branch, hours: &[Hours]) {
        for (index, (one, source)) in hours.iter().zip(&branch.hours).enumerate() {
            let clash = hours[..index].iter().any(|other| {
                let same_day = one.days.iter().any(|day| other.days.contains(day));
                same_day && overlap((one.open, one.close), (other.open, other.close))
            });
            if clash {
                self.overlapping(&source.open, "branch.hours");
            }
        }
    }

    fn special_overlaps(&mut self, branch: &file::Branch, special: &[SpecialHours]) {
        for (index, (one, source)) in special.iter().zip(&branch.special_hours).enumerate() {
            let clash = special[..index].iter().any(|other| {
                let same_day = one.dates.iter().any(|date| other.dates.contains(date));
                same_day && overlap((one.open, one.close), (other.open, other.close))
            });
            if clash {
                self.overlapping(&source.open, "branch.special_hours");
            }
        }
    }

    fn overlapping(&mut self, open: &Spanned<String>, field: &str) {
        self.add(open, field, "these hours overlap with earlier ones of the same day; join them into one");
    }
}

fn overlap(one: (Time, Option<Time>), other: (Time, Option<Time>)) -> bool {
    let before = |end: Option<Time>, start: Time| end.is_some_and(|end| end <= start);
    !before(one.1, other.0) && !before(other.1, one.0)
}
