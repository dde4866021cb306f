//! The visitors who are neither waiting nor at a desk: put aside, and not come.

use crate::ui::{AbsentDetail, ParkedDetail, TicketNumber};
use leptos::prelude::*;
use wire::{AbsentTicket, ParkedTicket, Time};
use words::{Locale, t};

/// Those who were put aside, and when they are expected back.
#[component]
pub fn PutAside(locale: Locale, tickets: Vec<ParkedTicket>, now: Time, utc_offset_minutes: i32) -> impl IntoView {
    let count = tickets.len();
    let lines = tickets
        .into_iter()
        .map(|ticket| {
            let ParkedTicket { number, service, reason, desk, until, .. } = ticket;
            view! {
                <li>
                    <TicketNumber number />
                    <ParkedDetail locale service reason desk until now utc_offset_minutes />
                </li>
            }
        })
        .collect_view();
    let empty = (count == 0).then(|| view! { <p>{t!(locale, manager.nobody_parked)}</p> });
    view! {
        <section class="aside" aria-labelledby="parked">
            <h2 id="parked">{t!(locale, manager.parked)} <span class="count">{count}</span></h2>
            {empty}
            <ul>{lines}</ul>
        </section>
    }
}

/// Those who did not come, the latest first.
#[component]
pub fn DidNotCome(locale: Locale, tickets: Vec<AbsentTicket>, utc_offset_minutes: i32) -> impl IntoView {
    let empty = tickets.is_empty().then(|| view! { <p>{t!(locale, manager.nobody_absent)}</p> });
    let lines = tickets
        .into_iter()
        .map(|ticket| {
            let AbsentTicket { number, service, since, .. } = ticket;
            view! {
                <li>
                    <TicketNumber number />
                    <AbsentDetail locale service since utc_offset_minutes />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="aside" aria-labelledby="absent">
            <h2 id="absent">{t!(locale, manager.absent)}</h2>
            {empty}
            <ul>{lines}</ul>
        </section>
    }
}
