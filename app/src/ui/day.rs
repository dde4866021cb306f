//! A day as people say it, of one that is written as `2026-12-18`.

use wire::Time;
use words::Locale;

/// "Friday 18 December 2026"; the day as it is written where it is none.
pub fn day_words(locale: Locale, day: &str) -> String {
    match Time::parse(&[day, "T00:00:00Z"].concat()) {
        Some(midnight) => [&words::date(locale, midnight), " ", &day[..4]].concat(),
        None => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_with_its_weekday_and_year() {
        assert_eq!(day_words(Locale::en, "2026-12-18"), "Friday 18 December 2026");
        assert_eq!(day_words(Locale::en, "soon"), "soon");
    }
}
