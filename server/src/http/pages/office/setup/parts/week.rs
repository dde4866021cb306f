//! The hours of a week: as the file has them, as the form has them, and as they were typed.

use super::Typed;
use setup::Opening;

/// The days of the week as the file names them.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Openings of a day that the form has room for.
pub const OPENINGS: usize = 3;

/// When a branch opens and closes on each day of the week.
pub type Week = [Vec<(String, String)>; 7];

/// The openings of the file, by day.
pub fn week(openings: &[Opening]) -> Week {
    let mut week = Week::default();
    for opening in openings {
        for day in DAYS.iter().enumerate().filter(|(_, day)| opening.days.iter().any(|other| other == *day)) {
            week[day.0].push((opening.open.clone(), opening.close.clone()));
        }
    }
    for day in &mut week {
        day.sort();
    }
    week
}

/// The hours that were typed.
pub fn typed_week(typed: &Typed) -> Week {
    let value = |name: String| typed.get(&name).map(|value| value.trim().to_owned()).unwrap_or_default();
    let mut week = Week::default();
    for (day, openings) in DAYS.iter().zip(&mut week) {
        let pairs =
            (0..OPENINGS).map(|at| (value(format!("hours.{day}.{at}.open")), value(format!("hours.{day}.{at}.close"))));
        openings.extend(pairs.filter(|(open, close)| !open.is_empty() || !close.is_empty()));
        openings.sort();
    }
    week
}

/// The openings as the file has them: days with the same one stand together, in the order of their first.
pub fn together(week: &Week) -> Vec<Opening> {
    let mut openings: Vec<Opening> = Vec::new();
    for (day, of_day) in DAYS.iter().zip(week) {
        for (open, close) in of_day {
            match openings.iter_mut().find(|opening| opening.open == *open && opening.close == *close) {
                Some(opening) => opening.days.push((*day).to_owned()),
                None => {
                    openings.push(Opening { days: vec![(*day).to_owned()], open: open.clone(), close: close.clone() });
                }
            }
        }
    }
    openings
}

/// The field in which the `open` or the `close` of an entry of the hours was typed, of the first of its days.
pub fn typed_at(typed: &Typed, opening: &Opening, end: &str) -> Option<String> {
    let field = |day: &str, at: usize, end: &str| format!("hours.{day}.{at}.{end}");
    let is = |name: String, value: &str| typed.get(&name).is_some_and(|typed| typed.trim() == value);
    let days = DAYS.iter().filter(|day| opening.days.iter().any(|other| other == *day));
    let mut places = days.flat_map(|day| (0..OPENINGS).map(move |at| (day, at)));
    let (day, at) = places
        .find(|(day, at)| is(field(day, *at, "open"), &opening.open) && is(field(day, *at, "close"), &opening.close))?;
    Some(field(day, at, end))
}

/// A line of days with hours of their own: `12-24, 12-31 08:30-12:00`.
pub fn special_line(line: &str) -> Opening {
    let (dates, hours) = line.trim().rsplit_once(' ').unwrap_or((line.trim(), ""));
    let (open, close) = hours.split_once('-').unwrap_or((hours, ""));
    let dates = dates.split(',').map(|date| date.trim().to_owned()).filter(|date| !date.is_empty());
    Opening { days: dates.collect(), open: open.trim().to_owned(), close: close.trim().to_owned() }
}
