//! Sentences that several screens share: waits, places in the queue, opening times, refusals.

use crate::Locale;
use wire::{Announced, Code, Head, Time, WaitRange};

/// The longest wait that is told in minutes: nobody can do anything with a larger figure.
const LONGEST_WAIT_MINUTES: u32 = 240;

/// A wait as people are told it: "5–10 minutes", "up to 5 minutes", "right away", "several hours: ask the staff".
pub fn wait(locale: Locale, range: Option<WaitRange>) -> String {
    let Some(WaitRange { low_minutes: low, high_minutes: high }) = range else {
        return t!(locale, wait.unknown).to_owned();
    };
    if high <= 1 {
        t!(locale, wait.now).to_owned()
    } else if high > LONGEST_WAIT_MINUTES {
        t!(locale, wait.long).to_owned()
    } else if low <= 1 {
        t!(locale, wait.up_to, high = high)
    } else if low >= high {
        t!(locale, wait.about, minutes = high)
    } else {
        t!(locale, wait.range, low = low, high = high)
    }
}

/// The number of people who come first: "3 people ahead of you", "You are next".
pub fn ahead(locale: Locale, ahead: u32) -> String {
    if ahead == 0 { t!(locale, ahead.none).to_owned() } else { t!(locale, ahead.count, count = ahead) }
}

/// A day of the week by its place in it, Monday first.
pub fn weekday(locale: Locale, weekday: usize) -> &'static str {
    match weekday {
        0 => t!(locale, day.monday),
        1 => t!(locale, day.tuesday),
        2 => t!(locale, day.wednesday),
        3 => t!(locale, day.thursday),
        4 => t!(locale, day.friday),
        5 => t!(locale, day.saturday),
        _ => t!(locale, day.sunday),
    }
}

/// The time at which a closed branch opens: "We open again tomorrow at 08:30."
pub fn opens(locale: Locale, head: &Head, opens_at: Time) -> String {
    let offset = head.utc_offset_minutes;
    let time = opens_at.clock(offset);
    match opens_at.local_day(offset) - head.at.local_day(offset) {
        0 => t!(locale, kiosk.opens_today, time = time),
        1 => t!(locale, kiosk.opens_tomorrow, time = time),
        _ => t!(locale, kiosk.opens, day = weekday(locale, opens_at.weekday(offset)), time = time),
    }
}

/// What the room is told, in a language; of words that were typed, those of the language nearest to it.
pub fn announced(locale: Locale, what: &Announced) -> String {
    match what {
        Announced::DeskCloses { desk, minutes } => {
            t!(locale, lobby.desk_closes, desk = desk.clone(), minutes = *minutes)
        }
        Announced::DeskOpens { desk } => t!(locale, lobby.desk_opens, desk = desk.clone()),
        Announced::BranchCloses { minutes } => t!(locale, lobby.branch_closes, minutes = *minutes),
        Announced::Typed { words } => words.get(locale.code()).to_owned(),
    }
}

/// Why something that anybody may ask for was not possible, by the problem's code.
pub fn refusal(locale: Locale, code: Code) -> &'static str {
    words_of(locale, code).unwrap_or(t!(locale, problem.unexpected))
}

/// The words of a code that anybody may meet; the codes that only the staff meet have theirs in the app's `console`, which
/// visitors do not load.
pub fn words_of(locale: Locale, code: Code) -> Option<&'static str> {
    Some(match code {
        Code::Closed => t!(locale, problem.closed),
        Code::TooManyRequests => t!(locale, problem.too_many_requests),
        Code::ServiceUnknown => t!(locale, problem.service_unknown),
        Code::BranchUnknown => t!(locale, problem.branch_unknown),
        Code::DeskUnknown => t!(locale, problem.desk_unknown),
        Code::TicketUnknown => t!(locale, problem.ticket_unknown),
        Code::Day => t!(locale, problem.day),
        Code::DayClosed => t!(locale, problem.day_closed),
        Code::IssuingStopped => t!(locale, problem.issuing_stopped),
        Code::Evacuating => t!(locale, problem.evacuating),
        Code::TooLate => t!(locale, problem.too_late),
        Code::ServiceTwice => t!(locale, problem.service_twice),
        Code::NotWaiting => t!(locale, problem.not_waiting),
        Code::DelayOutOfRange => t!(locale, problem.delay_out_of_range),
        Code::NoRemote => t!(locale, problem.no_remote),
        Code::RemoteFull => t!(locale, problem.remote_full),
        Code::TravelOutOfRange => t!(locale, problem.travel_out_of_range),
        Code::NoCallBack => t!(locale, problem.no_call_back),
        Code::CallBacksFull => t!(locale, problem.call_backs_full),
        Code::ArrivalCodeWrong => t!(locale, problem.arrival_code_wrong),
        Code::ArrivalCodeLocked => t!(locale, problem.arrival_code_locked),
        Code::NotRemote => t!(locale, problem.not_remote),
        Code::AlreadyServing | Code::NotStarted | Code::TicketOver => t!(locale, problem.wrong_stage),
        Code::Unauthenticated => t!(locale, problem.unauthenticated),
        Code::Forbidden => t!(locale, problem.forbidden),
        Code::Busy => t!(locale, problem.busy),
        Code::NotFound | Code::MethodNotAllowed => t!(locale, problem.not_found),
        Code::StorageFull
        | Code::StorageLocked
        | Code::StorageReadOnly
        | Code::StorageDamaged
        | Code::StorageGone
        | Code::StorageFailed
        | Code::Internal => t!(locale, problem.unexpected),
        _ => return None,
    })
}
