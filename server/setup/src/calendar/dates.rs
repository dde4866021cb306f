//! Days of the calendar as people name them: one date, the same date every year, or a feast that moves with Easter.

use jiff::ToSpan;
use jiff::civil::Date;
use std::str::FromStr;

/// One day, or one of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    On(Date),
    EveryYear {
        month: i8,
        day: i8,
    },
    /// So many days after Easter Sunday.
    Easter(i32),
}

impl Dates {
    pub fn contains(self, date: Date) -> bool {
        match self {
            Self::On(day) => day == date,
            Self::EveryYear { month, day } => (date.month(), date.day()) == (month, day),
            Self::Easter(days) => {
                easter(date.year()).and_then(|sunday| sunday.checked_add(days.days()).ok()) == Some(date)
            }
        }
    }

    /// Whether it is a single date, which wins over a date of every year.
    pub fn is_single(self) -> bool {
        matches!(self, Self::On(_))
    }
}

impl FromStr for Dates {
    type Err = ();

    /// `2026-12-24`, `12-24`, `good-friday` or `easter-monday`.
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "good-friday" => return Ok(Self::Easter(-2)),
            "easter-monday" => return Ok(Self::Easter(1)),
            _ => {}
        }
        match text.len() {
            10 => text.parse().map(Self::On).map_err(drop),
            // A leap year, so that the 29th of February is a date.
            5 => format!("2024-{text}")
                .parse()
                .map(|date: Date| Self::EveryYear { month: date.month(), day: date.day() })
                .map_err(drop),
            _ => Err(()),
        }
    }
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm, as in Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_is_where_the_church_has_it() {
        // Years within memory and, in 1818, 2285 and 2038, the earliest and the latest that there can be.
        let sundays = [(1818, 3, 22), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28)];
        for (year, month, day) in sundays.into_iter().chain([(2038, 4, 25), (2285, 3, 22)]) {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn a_day_is_named_by_its_date_or_by_every_year_or_by_easter() {
        let is = |text: &str, date: Date| text.parse::<Dates>().unwrap().contains(date);
        assert!(is("2026-12-24", date(2026, 12, 24)) && !is("2026-12-24", date(2027, 12, 24)));
        assert!(is("12-24", date(2026, 12, 24)) && is("12-24", date(2031, 12, 24)) && !is("12-24", date(2026, 12, 25)));
        assert!(is("02-29", date(2028, 2, 29)) && !is("02-29", date(2027, 3, 1)));
        assert!(is("easter-monday", date(2026, 4, 6)) && is("good-friday", date(2026, 4, 3)));
        assert!(!is("easter-monday", date(2026, 4, 5)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "easter", "2026-13-01", "13-01", "02-30", "2026-02-29", "24/12", "2026-12-24T10:00:00", "è-1-2"]
        {
            assert_eq!(text.parse::<Dates>(), Err(()), "{text}");
        }
    }
}
