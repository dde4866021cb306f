//! Figures in words: durations, percentages, times of day, days.

use crate::ui::day_words;
use wire::{FiguresOf, Kpi, KpiUnit, KpiValue, Period, Within};
use words::{Locale, t};

/// What stands where there is no value.
pub const NONE: &str = "\u{2013}";

/// A duration in seconds as `12:05`, or `3:12:05` from an hour on.
pub fn duration(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Durations that so many stay within: `4:10 · 9:30 · 15:00`.
pub fn within(within: Within) -> String {
    if within.n == 0 {
        return NONE.to_owned();
    }
    let parts = [within.p50, within.p80, within.p95];
    parts.map(|part| part.map_or_else(|| NONE.to_owned(), duration)).join(" · ")
}

/// A time of day, from its minutes since midnight.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// A number as the language writes it, with so many places.
pub fn number(locale: Locale, value: f64, places: usize) -> String {
    let written = format!("{value:.places$}");
    if locale == Locale::en { written } else { written.replace('.', ",") }
}

fn in_unit(locale: Locale, unit: KpiUnit, value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a duration is a small number above zero"
    )]
    match unit {
        KpiUnit::Count => number(locale, value, 0),
        KpiUnit::Percent => [&number(locale, value, 1), "\u{a0}%"].concat(),
        KpiUnit::Seconds => duration(value.max(0.0).round() as u32),
    }
}

/// The value of a KPI: `82.4 % (76.1 % to 87.3 %) of 143`.
pub fn kpi_value(locale: Locale, kpi: Kpi, value: KpiValue) -> String {
    let unit = kpi.unit();
    let Some(found) = value.value else { return NONE.to_owned() };
    let mut said = in_unit(locale, unit, found);
    if let (Some(low), Some(high)) = (value.low, value.high) {
        let ends = [low, high].map(|end| in_unit(locale, unit, end));
        let [low, high] = ends;
        said = [said, " (".to_owned(), t!(locale, figures.between, low = low, high = high), ")".to_owned()].concat();
    }
    if unit == KpiUnit::Count {
        return said;
    }
    [said, " ".to_owned(), t!(locale, figures.of_n, count = value.n)].concat()
}

/// How much a KPI is more or less than before, with its sign; a dash where one of both has no value.
pub fn change(locale: Locale, kpi: Kpi, now: KpiValue, before: KpiValue) -> String {
    let Some((now, before)) = now.value.zip(before.value) else { return NONE.to_owned() };
    let difference = now - before;
    let sign = if difference < 0.0 { "\u{2212}" } else { "+" };
    [sign, &in_unit(locale, kpi.unit(), difference.abs())].concat()
}

/// A period in words.
pub fn period(locale: Locale, period: &Period) -> String {
    if period.first == period.last {
        t!(locale, figures.of_day, day = day_words(locale, &period.first))
    } else {
        let (first, last) = (day_words(locale, &period.first), day_words(locale, &period.last));
        t!(locale, figures.of_days, first = first, last = last)
    }
}

/// What a line of a table is of.
pub fn of(locale: Locale, of: &FiguresOf) -> String {
    match of {
        FiguresOf::Service(name) | FiguresOf::Desk(name) => name.get(locale.code()).to_owned(),
        FiguresOf::Letter(letter) => letter.clone(),
        FiguresOf::Channel(channel) => self::channel(locale, channel).to_owned(),
        FiguresOf::Day(day) => day_words(locale, day),
    }
}

/// How a turn was taken.
pub fn channel(locale: Locale, channel: &str) -> &'static str {
    match channel {
        "kiosk" => t!(locale, figures.kiosk),
        "staff" => t!(locale, figures.staff),
        "appointment" => t!(locale, figures.appointment),
        _ => t!(locale, figures.visitor),
    }
}

macro_rules! kpi_words {
    ($locale:expr, $kpi:expr, $group:ident) => {
        match $kpi {
            Kpi::Arrivals => t!($locale, $group.arrivals),
            Kpi::Served => t!($locale, $group.served),
            Kpi::ServiceLevel => t!($locale, $group.service_level),
            Kpi::WaitMean => t!($locale, $group.wait_mean),
            Kpi::WaitMedian => t!($locale, $group.wait_median),
            Kpi::WaitP90 => t!($locale, $group.wait_p90),
            Kpi::Asa => t!($locale, $group.asa),
            Kpi::Abandonment => t!($locale, $group.abandonment),
            Kpi::Cancelled => t!($locale, $group.cancelled),
            Kpi::NoShow => t!($locale, $group.no_show),
            Kpi::DayEnded => t!($locale, $group.day_ended),
            Kpi::ServiceMean => t!($locale, $group.service_mean),
            Kpi::ServiceMedian => t!($locale, $group.service_median),
            Kpi::Occupancy => t!($locale, $group.occupancy),
            Kpi::Utilisation => t!($locale, $group.utilisation),
            Kpi::FirstContact => t!($locale, $group.first_contact),
            Kpi::ResolutionMean => t!($locale, $group.resolution_mean),
            Kpi::ResolutionMedian => t!($locale, $group.resolution_median),
            Kpi::OpenCases => t!($locale, $group.open_cases),
        }
    };
}

/// The name of a KPI.
pub fn kpi_name(locale: Locale, kpi: Kpi) -> &'static str {
    kpi_words!(locale, kpi, kpi)
}

/// How a KPI is computed, and from what.
pub fn kpi_how(locale: Locale, kpi: Kpi) -> &'static str {
    kpi_words!(locale, kpi, kpi_how)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_is_a_dash_and_neither_nothing_nor_all() {
        let none = KpiValue::default();
        assert_eq!(kpi_value(Locale::en, Kpi::Abandonment, none), NONE);
        assert_eq!(change(Locale::en, Kpi::Abandonment, none, KpiValue { value: Some(1.0), ..none }), NONE);
        assert_eq!(within(Within::default()), NONE);
    }

    #[test]
    fn a_kpi_is_said_with_its_interval_and_its_count_in_the_language_s_own_numbers() {
        let value = KpiValue { n: 143, value: Some(82.44), low: Some(76.1), high: Some(87.3) };
        let said = kpi_value(Locale::en, Kpi::ServiceLevel, value);
        assert_eq!(said, "82.4\u{a0}% (76.1\u{a0}% to 87.3\u{a0}%) of 143");
        assert!(kpi_value(Locale::it, Kpi::ServiceLevel, value).starts_with("82,4\u{a0}% (da 76,1"));
        let wait = KpiValue { n: 2, value: Some(605.4), low: None, high: None };
        assert_eq!(kpi_value(Locale::en, Kpi::WaitMedian, wait), "10:05 of 2");
        let before = KpiValue { value: Some(665.4), ..wait };
        assert_eq!(change(Locale::en, Kpi::WaitMedian, wait, before), "\u{2212}1:00");
        assert_eq!((duration(3_725), clock(615)), ("1:02:05".to_owned(), "10:15".to_owned()));
    }
}
