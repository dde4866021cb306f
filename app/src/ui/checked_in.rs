//! What becomes of a visitor who checks in for an appointment, in a sentence: at the kiosk and on their own phone.

use wire::{CheckInAnswer, Time};
use words::{Locale, t};

/// The sentence; empty where the ticket says everything.
pub fn checked_in(locale: Locale, answer: &CheckInAnswer, utc_offset_minutes: i32) -> String {
    let clock = |time: &Time| time.clock(utc_offset_minutes);
    let day = |time: &Time| {
        // A date is told from its midnight in UTC.
        words::date(locale, Time::from_millis(time.local_day(utc_offset_minutes) * 86_400_000))
    };
    match answer {
        CheckInAnswer::OnTime { .. } => String::new(),
        CheckInAnswer::Late { booked, .. } => t!(locale, check_in.late, booked = clock(booked)),
        CheckInAnswer::Early { from, booked } => {
            t!(locale, check_in.early, from = clock(from), booked = clock(booked))
        }
        CheckInAnswer::WrongDay { booked, over: true } => {
            t!(locale, check_in.gone, date = day(booked), time = clock(booked))
        }
        CheckInAnswer::WrongDay { booked, over: false } => {
            t!(locale, check_in.to_come, date = day(booked), time = clock(booked))
        }
        CheckInAnswer::WrongBranch { branch } => t!(locale, check_in.elsewhere, branch = branch.get(locale.code())),
        CheckInAnswer::AlreadyThere { number } => t!(locale, check_in.there, number = number),
        CheckInAnswer::Cancelled => t!(locale, check_in.cancelled).to_owned(),
    }
}
