//! Sentences that several screens share: waits, places in the queue, opening times, refusals.

use crate::Locale;
use wire::{Head, Time, WaitRange};

/// The longest wait that is told in minutes: nobody can do anything with a larger figure.
const LONGEST_WAIT_MINUTES: u32 = 240;

/// A wait as people are told it: "5–10 minutes", "up to 5 minutes", "right away", "several hours: ask the staff".
pub fn wait(locale: Locale, range: Option<WaitRange>) -> String {
    let Some(WaitRange { low_minutes: low, high_minutes: high }) = range else {
        return td_string!(locale, wait.unknown).to_owned();
    };
    if high <= 1 {
        td_string!(locale, wait.now).to_owned()
    } else if high > LONGEST_WAIT_MINUTES {
        td_string!(locale, wait.long).to_owned()
    } else if low <= 1 {
        td_string!(locale, wait.up_to, high = high)
    } else if low >= high {
        td_string!(locale, wait.about, minutes = high)
    } else {
        td_string!(locale, wait.range, low = low, high = high)
    }
}

/// How many people come first: "3 people ahead of you", "You are next".
pub fn ahead(locale: Locale, ahead: u32) -> String {
    if ahead == 0 { td_string!(locale, ahead.none).to_owned() } else { td_string!(locale, ahead.count, count = ahead) }
}

/// A day of the week by its place in it, Monday first.
pub fn weekday(locale: Locale, weekday: usize) -> &'static str {
    match weekday {
        0 => td_string!(locale, day.monday),
        1 => td_string!(locale, day.tuesday),
        2 => td_string!(locale, day.wednesday),
        3 => td_string!(locale, day.thursday),
        4 => td_string!(locale, day.friday),
        5 => td_string!(locale, day.saturday),
        _ => td_string!(locale, day.sunday),
    }
}

/// When a closed branch opens: "We open again tomorrow at 08:30."
pub fn opens(locale: Locale, head: &Head, opens_at: Time) -> String {
    let offset = head.utc_offset_minutes;
    let time = opens_at.clock(offset);
    match opens_at.local_day(offset) - head.at.local_day(offset) {
        0 => td_string!(locale, kiosk.opens_today, time = time),
        1 => td_string!(locale, kiosk.opens_tomorrow, time = time),
        _ => td_string!(locale, kiosk.opens, day = weekday(locale, opens_at.weekday(offset)), time = time),
    }
}

/// Why something that anybody may ask for was not possible, by the problem's code; the codes that only the staff
/// meet have their words in `console`, which visitors do not load.
pub fn refusal(locale: Locale, code: &str) -> &'static str {
    match code {
        "closed" => td_string!(locale, problem.closed),
        "service_unknown" => td_string!(locale, problem.service_unknown),
        "branch_unknown" => td_string!(locale, problem.branch_unknown),
        "desk_unknown" => td_string!(locale, problem.desk_unknown),
        "ticket_unknown" => td_string!(locale, problem.ticket_unknown),
        "day" => td_string!(locale, problem.day),
        "day_closed" => td_string!(locale, problem.day_closed),
        "issuing_stopped" => td_string!(locale, problem.issuing_stopped),
        "too_late" => td_string!(locale, problem.too_late),
        "service_twice" => td_string!(locale, problem.service_twice),
        "not_waiting" => td_string!(locale, problem.not_waiting),
        "delay_out_of_range" => td_string!(locale, problem.delay_out_of_range),
        "already_serving" | "not_started" | "ticket_over" => td_string!(locale, problem.wrong_stage),
        "unauthenticated" => td_string!(locale, problem.unauthenticated),
        "forbidden" => td_string!(locale, problem.forbidden),
        "busy" => td_string!(locale, problem.busy),
        "not_found" => td_string!(locale, problem.not_found),
        _ => td_string!(locale, problem.unexpected),
    }
}
