//! The staff's lines about a visitor who is neither waiting nor at a desk: put aside, or not come.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::{ParkReason, Text, Time};
use words::{Locale, t};

/// The reason and the desk at which a ticket was put aside, and the time at which its visitor is expected back, marked
/// when that has passed.
#[component]
pub fn ParkedDetail(
    locale: Locale,
    service: Text,
    reason: ParkReason,
    /// The label of the desk at which it was put aside.
    desk: String,
    until: Option<Time>,
    now: Time,
    utc_offset_minutes: i32,
) -> impl IntoView {
    let detail = [words::park_reason(locale, reason), &t!(locale, desk.name, label = desk)].join(" · ");
    let back = until.map(|until| {
        let words = t!(locale, desk.back_at, time = until.clock(utc_offset_minutes));
        let overdue = until < now;
        view! {
            <span class="aside-back" class:overdue=overdue>
                <Icon name=if overdue { "warning" } else { "clock" } />
                <span>{words}</span>
                {overdue.then(|| view! { <span>" · " {t!(locale, desk.overdue)}</span> })}
            </span>
        }
    });
    view! {
        <span class="aside-what">
            <span>{service.get(locale.code()).to_owned()}</span>
            <span class="aside-detail">{detail}</span>
            {back}
        </span>
    }
}

/// The time since which a visitor has not come.
#[component]
pub fn AbsentDetail(locale: Locale, service: Text, since: Time, utc_offset_minutes: i32) -> impl IntoView {
    view! {
        <span class="aside-what">
            <span>{service.get(locale.code()).to_owned()}</span>
            <span class="aside-detail">
                {t!(locale, desk.absent_since, time = since.clock(utc_offset_minutes))}
            </span>
        </span>
    }
}
