//! The desks by state, with who works there and on which ticket.

use crate::ui::TicketNumber;
use crate::words::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;
use wire::{DeskRow, DeskState, Time};

/// One card a desk.
#[component]
pub fn Desks(locale: Locale, desks: Vec<DeskRow>, now: Time) -> impl IntoView {
    let desks = desks.into_iter().map(|desk| view! { <Desk locale desk now /> }).collect_view();
    view! {
        <section class="desks" aria-labelledby="desks">
            <h2 id="desks">{td_string!(locale, manager.desks)}</h2>
            <ul>{desks}</ul>
        </section>
    }
}

#[component]
fn Desk(locale: Locale, desk: DeskRow, now: Time) -> impl IntoView {
    let (class, state) = match desk.state {
        DeskState::Closed => ("state state-closed", td_string!(locale, state.closed)),
        DeskState::Paused => ("state state-paused", td_string!(locale, state.paused)),
        DeskState::Free => ("state state-free", td_string!(locale, state.free)),
        DeskState::Calling => ("state state-calling", td_string!(locale, state.calling)),
        DeskState::Serving => ("state state-serving", td_string!(locale, state.serving)),
    };
    let ticket = desk.ticket.map(|ticket| {
        view! {
            <p class="desk-ticket">
                <TicketNumber number=ticket.number />
                " "
                <span>{td_string!(locale, manager.since, minutes = now.minutes_since(ticket.since))}</span>
            </p>
        }
    });
    view! {
        <li class="desk-card">
            <h3>{td_string!(locale, desk.name, label = desk.label)}</h3>
            <p class=class>{state}</p>
            <p class="desk-kind">{desk.name.get(locale.code()).to_owned()}</p>
            <p class="desk-csr">
                {desk.csr.map_or_else(|| td_string!(locale, desk.free_to_take).to_owned(), |csr| csr.name)}
            </p>
            {ticket}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_desk_shows_its_state_its_csr_and_its_ticket() {
        let snapshot = sample::manager();
        let html = Owner::new()
            .with(|| view! { <Desks locale=Locale::it desks=snapshot.desks now=snapshot.head.at /> }.to_html());
        assert!(html.contains("Serve") && html.contains("Bruno Conti") && html.contains("da 4 min"), "{html}");
        assert!(html.contains("Non presidiato"));
    }
}
