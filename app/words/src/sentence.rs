//! Sentences that several screens share: waits, places in the queue, opening times, refusals.

use crate::Locale;
use wire::{Code, Head, Time, WaitRange};

/// A wait as people are told it: "5–10 minutes", "up to 5 minutes", "right away".
pub fn wait(locale: Locale, range: Option<WaitRange>) -> String {
    let Some(WaitRange { low_minutes: low, high_minutes: high }) = range else {
        return td_string!(locale, wait.unknown).to_owned();
    };
    if high <= 1 {
        td_string!(locale, wait.now).to_owned()
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

/// Why something that anybody may ask for was not possible, by the problem's code.
pub fn refusal(locale: Locale, code: Code) -> &'static str {
    words_of(locale, code).unwrap_or(td_string!(locale, problem.unexpected))
}

/// The words of a code that anybody may meet; the codes that only the staff meet have theirs in the app's `console`, which
/// visitors do not load.
pub fn words_of(locale: Locale, code: Code) -> Option<&'static str> {
    Some(match code {
        Code::Closed => td_string!(locale, problem.closed),
        Code::ServiceUnknown => td_string!(locale, problem.service_unknown),
        Code::BranchUnknown => td_string!(locale, problem.branch_unknown),
        Code::DeskUnknown => td_string!(locale, problem.desk_unknown),
        Code::TicketUnknown => td_string!(locale, problem.ticket_unknown),
        Code::Day => td_string!(locale, problem.day),
        Code::DayClosed => td_string!(locale, problem.day_closed),
        Code::IssuingStopped => td_string!(locale, problem.issuing_stopped),
        Code::TooLate => td_string!(locale, problem.too_late),
        Code::ServiceTwice => td_string!(locale, problem.service_twice),
        Code::NotWaiting => td_string!(locale, problem.not_waiting),
        Code::DelayOutOfRange => td_string!(locale, problem.delay_out_of_range),
        Code::AlreadyServing | Code::NotStarted | Code::TicketOver => td_string!(locale, problem.wrong_stage),
        Code::Unauthenticated => td_string!(locale, problem.unauthenticated),
        Code::Forbidden => td_string!(locale, problem.forbidden),
        Code::Busy => td_string!(locale, problem.busy),
        Code::NotFound | Code::MethodNotAllowed => td_string!(locale, problem.not_found),
        Code::StorageFull
        | Code::StorageLocked
        | Code::StorageReadOnly
        | Code::StorageDamaged
        | Code::StorageFailed
        | Code::Internal => td_string!(locale, problem.unexpected),
        _ => return None,
    })
}
