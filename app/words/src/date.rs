//! Dates as people say them. Of the screens in the browser only the kiosk and the manager tell dates.

use crate::{Locale, weekday};
use wire::Time;

/// A date, given as its midnight in UTC: "Thursday 24 December".
pub fn date(locale: Locale, midnight: Time) -> String {
    let (month, day) = midnight.month_and_day(0);
    t!(locale, hours.date, weekday = weekday(locale, midnight.weekday(0)), day = day, month = month_name(locale, month))
}

/// A day, `2026-12-24`: "Thursday 24 December". What is no day stays as it is.
pub fn day(locale: Locale, day: &str) -> String {
    Time::parse(&[day, "T00:00:00Z"].concat()).map_or_else(|| day.to_owned(), |midnight| date(locale, midnight))
}

/// A month by its number in the year.
pub fn month_name(locale: Locale, month: usize) -> &'static str {
    match month {
        1 => t!(locale, month.january),
        2 => t!(locale, month.february),
        3 => t!(locale, month.march),
        4 => t!(locale, month.april),
        5 => t!(locale, month.may),
        6 => t!(locale, month.june),
        7 => t!(locale, month.july),
        8 => t!(locale, month.august),
        9 => t!(locale, month.september),
        10 => t!(locale, month.october),
        11 => t!(locale, month.november),
        _ => t!(locale, month.december),
    }
}
