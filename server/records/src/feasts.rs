//! Italian business days: Monday to Friday less the national feasts. The feast of a town's patron counts as a business
//! day.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// A national feast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feast {
    NewYear,
    Epiphany,
    EasterMonday,
    Liberation,
    Labour,
    Republic,
    Assumption,
    /// Saint Francis, since 2026 (law 151 of 2025).
    SaintFrancis,
    AllSaints,
    ImmaculateConception,
    Christmas,
    SaintStephen,
    /// A feast that a law added after this program was made.
    Added,
}

/// The feasts of each year, by the date on which they fall.
const FIXED: [(i8, i8, Feast, i16); 11] = [
    (1, 1, Feast::NewYear, i16::MIN),
    (1, 6, Feast::Epiphany, i16::MIN),
    (4, 25, Feast::Liberation, i16::MIN),
    (5, 1, Feast::Labour, i16::MIN),
    (6, 2, Feast::Republic, i16::MIN),
    (8, 15, Feast::Assumption, i16::MIN),
    (10, 4, Feast::SaintFrancis, 2026),
    (11, 1, Feast::AllSaints, i16::MIN),
    (12, 8, Feast::ImmaculateConception, i16::MIN),
    (12, 25, Feast::Christmas, i16::MIN),
    (12, 26, Feast::SaintStephen, i16::MIN),
];

/// The national feasts, with those that were added by a law since.
#[derive(Debug, Clone, Default)]
pub struct Feasts {
    added: Vec<Date>,
}

impl Feasts {
    /// Returns the national feasts and `added` ones.
    pub fn with(added: Vec<Date>) -> Self {
        Self { added }
    }

    /// Returns the feast on this date.
    pub fn on(&self, day: Date) -> Option<Feast> {
        let fixed = FIXED
            .iter()
            .find(|(month, date, _, since)| (*month, *date) == (day.month(), day.day()) && day.year() >= *since);
        if let Some((_, _, feast, _)) = fixed {
            return Some(*feast);
        }
        if day.weekday() == Weekday::Monday && easter(day.year()).saturating_add(1.day()) == day {
            return Some(Feast::EasterMonday);
        }
        self.added.contains(&day).then_some(Feast::Added)
    }

    /// Whether banks work on this date by law's count.
    pub fn is_business_day(&self, day: Date) -> bool {
        !is_weekend(day) && self.on(day).is_none()
    }
}

/// Whether the date is a Saturday or a Sunday.
pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Returns the date of Easter Sunday in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let (century, in_century) = (i32::from(year) / 100, i32::from(year) % 100);
    let golden = i32::from(year) % 19;
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let moved = 7 * ((golden + 11 * moon + 22 * weekday) / 451);
    let days_after_first_of_march = moon + weekday - moved + 114 - 3 * 31;
    let first = date(year, 3, 1);
    first.checked_add(Span::new().days(days_after_first_of_march)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_almanacs_say() {
        let known =
            [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)];
        for (year, month, day) in known {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn easter_monday_is_a_feast_and_saint_francis_is_one_since_2026() {
        let feasts = Feasts::default();
        assert_eq!(feasts.on(date(2027, 3, 29)), Some(Feast::EasterMonday));
        assert!(feasts.is_business_day(date(2027, 3, 30)));
        assert_eq!(feasts.on(date(2025, 10, 4)), None);
        assert_eq!(feasts.on(date(2027, 10, 4)), Some(Feast::SaintFrancis));
        assert!(!feasts.is_business_day(date(2027, 10, 4)), "a Monday in 2027");
    }

    #[test]
    fn a_patron_s_day_is_a_business_day_and_an_added_feast_is_none() {
        assert!(Feasts::default().is_business_day(date(2026, 12, 7)), "Saint Ambrose in Milan");
        let feasts = Feasts::with(vec![date(2026, 12, 7)]);
        assert_eq!(feasts.on(date(2026, 12, 7)), Some(Feast::Added));
    }
}
