//! The desks by state, with who works there and on which ticket.

use crate::ui::TicketNumber;
use leptos::prelude::*;
use wire::{DeskRow, Time};
use words::{Locale, t};

/// One card a desk.
#[component]
pub fn Desks(locale: Locale, desks: Vec<DeskRow>, now: Time, utc_offset_minutes: i32) -> impl IntoView {
    let desks = desks.into_iter().map(|desk| view! { <Desk locale desk now utc_offset_minutes /> }).collect_view();
    view! {
        <section class="desks" aria-labelledby="desks">
            <h2 id="desks">{t!(locale, manager.desks)}</h2>
            <ul>{desks}</ul>
        </section>
    }
}

#[component]
fn Desk(locale: Locale, desk: DeskRow, now: Time, utc_offset_minutes: i32) -> impl IntoView {
    let (class, state) = words::desk_state(locale, desk.state);
    let pause = desk.pause.map(|pause| {
        let words = words::paused(locale, pause.reason, pause.since.clock(utc_offset_minutes));
        view! { <p class="desk-pause">{words}</p> }
    });
    let ticket = desk.ticket.map(|ticket| {
        view! {
            <p class="desk-ticket">
                <TicketNumber number=ticket.number />
                " "
                <span>{t!(locale, manager.since, minutes = now.minutes_since(ticket.since))}</span>
            </p>
        }
    });
    view! {
        <li class="desk-card">
            <h3>{t!(locale, desk.name, label = desk.label)}</h3>
            <p class=class>{state}</p>
            <p class="desk-kind">{desk.name.get(locale.code()).to_owned()}</p>
            <p class="desk-csr">
                {desk.csr.map_or_else(|| t!(locale, desk.free_to_take).to_owned(), |csr| csr.name)}
            </p>
            {ticket}
            {pause}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(locale: Locale, desks: Vec<DeskRow>) -> String {
        let now = sample::head().at;
        Owner::new().with(|| view! { <Desks locale desks now utc_offset_minutes=60 /> }.to_html())
    }

    #[test]
    fn a_desk_shows_its_state_its_csr_and_its_ticket() {
        let html = shown(Locale::it, sample::manager().desks);
        assert!(html.contains("Serve") && html.contains("Bruno Conti") && html.contains("da 4 min"), "{html}");
        assert!(html.contains("Non presidiato"));
    }

    #[test]
    fn a_paused_desk_says_why_and_since_when() {
        let pause = Some(wire::DeskPause { reason: wire::PauseReason::BackOffice, since: sample::head().at });
        let desk = DeskRow { pause, state: wire::DeskState::Paused, ..sample::manager().desks.remove(0) };
        assert!(shown(Locale::en, vec![desk]).contains("In the back office since 10:30"));
    }
}
