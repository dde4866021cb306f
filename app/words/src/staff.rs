//! Sentences of the staff's screens. No page for visitors carries them.

use crate::Locale;
use wire::{DeskState, ParkReason, PauseReason, SignInRefusal};

/// A stretch of time in a table: "12 min", "1 h 5 min".
pub fn minutes(locale: Locale, minutes: u32) -> String {
    if minutes < 60 {
        t!(locale, wait.short, minutes = minutes)
    } else {
        t!(locale, wait.hours, hours = minutes / 60, minutes = minutes % 60)
    }
}

/// The number of people who come before a visitor, as the staff say it: "3 people ahead".
pub fn ahead_of_them(locale: Locale, ahead: u32) -> String {
    t!(locale, story.ahead, count = ahead)
}

/// The class of the mark for a desk's state, and the word for it.
pub fn desk_state(locale: Locale, state: DeskState) -> (&'static str, &'static str) {
    match state {
        DeskState::Closed => ("state state-closed", t!(locale, state.closed)),
        DeskState::Paused => ("state state-paused", t!(locale, state.paused)),
        DeskState::Free => ("state state-free", t!(locale, state.free)),
        DeskState::Calling => ("state state-calling", t!(locale, state.calling)),
        DeskState::Serving => ("state state-serving", t!(locale, state.serving)),
    }
}

/// Why a sign-in was not taken, and what to do.
pub fn sign_in_refusal(locale: Locale, refusal: SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Wrong => t!(locale, sign_in.refused).to_owned(),
        SignInRefusal::Later(seconds) => t!(locale, sign_in.later, seconds = seconds),
        SignInRefusal::Locked => t!(locale, sign_in.locked).to_owned(),
        SignInRefusal::WrongCode => t!(locale, sign_in.wrong_code).to_owned(),
        SignInRefusal::WrongPasskey => t!(locale, sign_in.wrong_passkey).to_owned(),
        SignInRefusal::NoRole => t!(locale, sign_in.no_role).to_owned(),
        SignInRefusal::ProviderAway => t!(locale, sign_in.provider_away).to_owned(),
        SignInRefusal::ProviderRefused => t!(locale, sign_in.provider_refused).to_owned(),
        SignInRefusal::TooLate => t!(locale, sign_in.too_late).to_owned(),
    }
}

/// A pause with its reason: "On a break since 10:30".
pub fn paused(locale: Locale, reason: PauseReason, since: String) -> String {
    match reason {
        PauseReason::Break => t!(locale, pause.rest_since, time = since),
        PauseReason::BackOffice => t!(locale, pause.back_office_since, time = since),
        PauseReason::Other => t!(locale, pause.other_since, time = since),
    }
}

/// The reason for which a visitor was put aside.
pub fn park_reason(locale: Locale, reason: ParkReason) -> &'static str {
    match reason {
        ParkReason::FetchDocument => t!(locale, park.fetch_document),
        ParkReason::WaitForBank => t!(locale, park.wait_for_bank),
        ParkReason::NoAnswer => t!(locale, park.no_answer),
        ParkReason::Other => t!(locale, park.other),
    }
}
