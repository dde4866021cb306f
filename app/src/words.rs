//! The product's own words, and what is built from them.
//!
//! They are data: a file for each language in `app/locales/`. `it.json` says which keys there are; from it the keys are
//! made when the crate is built (`build.rs`), so that a misspelt one does not compile. The server has all files; a page
//! carries the words that its screen uses in its own language, and the browser fetches those of another when it is chosen.

mod dictionary;
#[cfg(not(target_arch = "wasm32"))]
mod files;
mod key;
mod load;
mod locale;
mod plural;
mod staff;
#[cfg(not(target_arch = "wasm32"))]
mod title;

/// The keys by their paths.
#[allow(non_upper_case_globals, dead_code)]
pub mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub use dictionary::{filled, plain};
#[cfg(not(target_arch = "wasm32"))]
pub use files::{VERSION, address, at, of_page, offline};
pub use key::Key;
#[cfg(not(target_arch = "wasm32"))]
pub use load::ELEMENT;
pub use load::once_at_hand;
#[cfg(target_arch = "wasm32")]
pub use load::take_up;
#[cfg(not(target_arch = "wasm32"))]
pub use locale::among;
pub use locale::{Locale, of_branch, of_staff};
pub use staff::{ahead_of_them, desk_state, minutes, park_reason, paused};
#[cfg(not(target_arch = "wasm32"))]
pub use title::title;

use wire::{Head, Time, WaitRange};

/// The words of a key in a locale: `td_string!(locale, kiosk.welcome)` is a `&'static str`, and
/// `td_string!(locale, wait.range, low = 5, high = 10)` a `String`. A plural takes its number as `count`.
macro_rules! td_string {
    ($locale:expr, $($part:ident).+ $(,)?) => {
        $crate::words::plain($locale, const { $crate::words::keys::$($part)::+.plain() })
    };
    ($locale:expr, $($part:ident).+, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled(
            $locale,
            const { $crate::words::keys::$($part)::+.filled(&[$(stringify!($name)),+]) },
            const { $crate::words::keys::$($part)::+.is_plural() },
            &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+],
        )
    };
}
pub(crate) use td_string;

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

/// The title of a visitor's page, in a language by its code.
#[cfg(not(target_arch = "wasm32"))]
pub fn ticket_title(code: &str) -> String {
    title(Locale::of(code), crate::address::Screen::Ticket)
}

/// What a called visitor's phone is told, in a language by its code: title and body.
#[cfg(not(target_arch = "wasm32"))]
pub fn call(code: &str, number: &str, desk: &str) -> (String, String) {
    let locale = Locale::of(code);
    (td_string!(locale, push.title, number = number), td_string!(locale, push.body, desk = desk))
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

#[cfg(test)]
mod tests;
