//! Putting the visitor aside: why, and when they are expected back.

use super::order::Order;
use crate::ui::{OneOf, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{ParkReason, ParkRequest, Time};
use words::{Locale, t};

/// In the order of the choices.
const REASONS: [ParkReason; 3] = [ParkReason::FetchDocument, ParkReason::WaitForBank, ParkReason::Other];
const MINUTES: [Option<i64>; 4] = [None, Some(10), Some(20), Some(30)];

/// The reason, the time, and off.
#[component]
pub fn Park(
    locale: Locale,
    number: String,
    /// The moment from which the minutes count.
    now: Time,
    press: Callback<Order>,
    close: Callback<()>,
) -> impl IntoView {
    let reason = RwSignal::new(0);
    let minutes = RwSignal::new(0);
    let confirm = Callback::new(move |()| {
        let later = |minutes: i64| Time::from_millis(now.millis() + minutes * 60_000);
        press.run(Order::Park(ParkRequest {
            reason: REASONS[reason.get_untracked()],
            until: MINUTES[minutes.get_untracked()].map(later),
        }));
    });
    let times = MINUTES.map(|minutes| match minutes {
        None => t!(locale, desk.back_unknown).to_owned(),
        Some(minutes) => t!(locale, desk.back_in, minutes = minutes),
    });
    view! {
        <Sheet title=t!(locale, desk.park_title, number = number) close>
            <p>{t!(locale, desk.park_detail)}</p>
            <OneOf
                legend=t!(locale, desk.park_reason)
                name="reason"
                options=REASONS.map(|reason| words::park_reason(locale, reason).to_owned()).to_vec()
                chosen=reason
            />
            <OneOf legend=t!(locale, desk.back) name="back" options=times.to_vec() chosen=minutes />
            <SheetButtons locale close words=t!(locale, desk.park_yes) confirm />
        </Sheet>
    }
}
