//! Hours and dates of the set-up in words.

use words::{Locale, month_name, t, weekday};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours of the days that differ: "Thursday: 08:30–16:15 → 08:30–13:00". Days that follow each other and change alike stand together.
pub fn hours_words(locale: Locale, old: &[String], new: &[String]) -> Vec<String> {
    let (old, new) = (week(old), week(new));
    let said = |hours: &[String]| match hours {
        [] => t!(locale, setup_change.closed).to_owned(),
        hours => hours.join(", "),
    };
    let mut told = Vec::new();
    let mut first = 0;
    while first < DAYS.len() {
        let alike = (first..DAYS.len()).take_while(|at| (&old[*at], &new[*at]) == (&old[first], &new[first])).count();
        let last = first + alike - 1;
        if old[first] != new[first] {
            let (from, to) = (weekday(locale, first), weekday(locale, last));
            let day = if alike == 1 { from.to_owned() } else { t!(locale, setup_change.days, first = from, last = to) };
            told.push(t!(locale, setup_change.hours, day = day, old = said(&old[first]), new = said(&new[first])));
        }
        first = last + 1;
    }
    told
}

/// The openings of each day, of lines as `mon, tue 08:30-13:30`.
fn week(lines: &[String]) -> [Vec<String>; 7] {
    let mut week: [Vec<String>; 7] = Default::default();
    for (days, hours) in lines.iter().filter_map(|line| line.rsplit_once(' ')) {
        for day in days.split(", ").filter_map(|day| DAYS.iter().position(|known| *known == day)) {
            week[day].push(hours.replace('-', "–"));
        }
    }
    for day in &mut week {
        day.sort();
    }
    week
}

/// Dates as people say them: of lines as `12-24`, `2026-12-24`, `good-friday` and `12-24, 12-31 08:30-12:00`.
pub fn dates_words(locale: Locale, lines: &[String]) -> Vec<String> {
    let mut told = Vec::new();
    for line in lines {
        match line.rsplit_once(' ') {
            Some((dates, hours)) => {
                let hours = hours.replace('-', "–");
                told.extend(dates.split(", ").map(|date| [&date_words(locale, date), " ", &hours].concat()));
            }
            None => told.push(date_words(locale, line)),
        }
    }
    told
}

fn date_words(locale: Locale, date: &str) -> String {
    let parts: Vec<Option<usize>> = date.split('-').map(|part| part.parse().ok()).collect();
    match (date, &parts[..]) {
        ("good-friday", _) => t!(locale, setup_change.good_friday).to_owned(),
        ("easter-monday", _) => t!(locale, setup_change.easter_monday).to_owned(),
        (_, [Some(month), Some(day)]) => {
            t!(locale, setup_change.each_year, day = *day, month = month_name(locale, *month))
        }
        (_, [Some(year), Some(month), Some(day)]) => {
            t!(locale, setup_change.on, day = *day, month = month_name(locale, *month), year = year.to_string())
        }
        _ => date.to_owned(),
    }
}
