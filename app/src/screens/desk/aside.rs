//! The visitors who are neither waiting nor at a desk: put aside, and not come.

use super::order::Order;
use super::question::Question;
use super::ticket_button::TicketButton;
use crate::ui::{AbsentDetail, ParkedDetail};
use leptos::prelude::*;
use wire::{AbsentTicket, ParkedTicket, Place, Time};
use words::{Locale, t};

/// Those who were put aside, each with the way back.
#[component]
pub fn PutAside(
    locale: Locale,
    tickets: Vec<ParkedTicket>,
    now: Time,
    utc_offset_minutes: i32,
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let count = tickets.len();
    let lines = tickets
        .into_iter()
        .map(|ticket| {
            let ParkedTicket { id, number, service, reason, desk, until, .. } = ticket;
            let resume = t!(locale, desk.resume_ticket, number = number.clone());
            view! {
                <li>
                    <TicketButton locale id number ask />
                    <ParkedDetail locale service reason desk until now utc_offset_minutes />
                    <button
                        type="button"
                        class="button"
                        aria-label=resume
                        disabled=!free
                        on:click=move |_| press.run(Order::Resume(id))
                    >
                        {t!(locale, desk.resume)}
                    </button>
                </li>
            }
        })
        .collect_view();
    (count > 0).then(|| {
        view! {
            <section class="aside" aria-labelledby="parked">
                <h2 id="parked">{t!(locale, desk.parked)} <span class="count">{count}</span></h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

/// Those who did not come, the latest first.
#[component]
pub fn DidNotCome(
    locale: Locale,
    tickets: Vec<AbsentTicket>,
    utc_offset_minutes: i32,
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let some = !tickets.is_empty();
    let lines = tickets
        .into_iter()
        .map(|ticket| {
            let AbsentTicket { id, number, service, since } = ticket;
            let reinstate = t!(locale, desk.reinstate_ticket, number = number.clone());
            view! {
                <li>
                    <TicketButton locale id number ask />
                    <AbsentDetail locale service since utc_offset_minutes />
                    <button
                        type="button"
                        class="button"
                        aria-label=reinstate
                        disabled=!free
                        on:click=move |_| press.run(Order::Reinstate(id, Place::ByDue))
                    >
                        {t!(locale, desk.reinstate)}
                    </button>
                </li>
            }
        })
        .collect_view();
    some.then(|| {
        view! {
            <section class="aside" aria-labelledby="absent">
                <h2 id="absent">{t!(locale, desk.absent)}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn whoever_should_be_back_by_now_is_marked_in_words() {
        let shown = |minutes| {
            Owner::new().with(|| {
                let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
                let now = sample::head().at;
                let tickets = vec![sample::parked(minutes)];
                view! { <PutAside locale=Locale::en tickets now utc_offset_minutes=60 free=true press ask /> }.to_html()
            })
        };
        let waiting = shown(-10);
        assert!(waiting.contains("Expected back at 10:40") && !waiting.contains("overdue"), "{waiting}");
        assert!(shown(5).contains("Overdue"));
    }

    #[test]
    fn a_visitor_who_did_not_come_can_be_taken_back() {
        let html = Owner::new().with(|| {
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            view! { <DidNotCome locale=Locale::it tickets=vec![sample::absent()] utc_offset_minutes=60 free=true press ask /> }
                .to_html()
        });
        assert!(html.contains("Non si sono presentati") && html.contains("Rimetti in coda"), "{html}");
    }
}
