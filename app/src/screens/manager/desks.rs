//! The desks by state, with who works there and on which ticket.

use crate::ui::TicketNumber;
use leptos::prelude::*;
use wire::{DeskChoices, DeskRow, Time};
use words::{Locale, t};

/// One card a desk.
#[component]
pub fn Desks(
    locale: Locale,
    desks: Vec<DeskRow>,
    /// The desks that are asked to help, or help: by their ids.
    lent: Vec<String>,
    now: Time,
    utc_offset_minutes: i32,
    free: bool,
    /// Asks for what a desk is to help, by its id.
    ask: Callback<String>,
) -> impl IntoView {
    let desks = desks
        .into_iter()
        .map(|desk| {
            let may_help = desk.csr.is_some() && !lent.contains(&desk.id);
            view! { <Desk locale desk may_help now utc_offset_minutes free ask /> }
        })
        .collect_view();
    view! {
        <section class="desks" aria-labelledby="desks">
            <h2 id="desks">{t!(locale, manager.desks)}</h2>
            <ul>{desks}</ul>
        </section>
    }
}

#[component]
fn Desk(
    locale: Locale,
    desk: DeskRow,
    /// Somebody sits there, and is not asked already.
    may_help: bool,
    now: Time,
    utc_offset_minutes: i32,
    free: bool,
    ask: Callback<String>,
) -> impl IntoView {
    let (id, label) = (desk.id.clone(), desk.label.clone());
    let help = may_help.then(|| {
        view! {
            <button
                type="button"
                class="button button-quiet"
                aria-label=t!(locale, lend.title, label = label)
                disabled=!free
                on:click=move |_| ask.run(id.clone())
            >
                {t!(locale, lend.open)}
            </button>
        }
    });
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
    let choices = desk.choices.map(|DeskChoices { calls, chosen }| {
        view! { <p class="desk-chosen">{t!(locale, manager.desk_choices, chosen = chosen, calls = calls)}</p> }
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
            {choices}
            {help}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(locale: Locale, desks: Vec<DeskRow>) -> String {
        let now = sample::head().at;
        Owner::new().with(|| {
            let (lent, ask) = (vec!["2".to_owned()], Callback::new(|_| ()));
            view! { <Desks locale desks lent now utc_offset_minutes=60 free=true ask /> }.to_html()
        })
    }

    #[test]
    fn a_desk_shows_its_state_its_csr_and_its_ticket() {
        let html = shown(Locale::it, sample::manager().desks);
        assert!(html.contains("Serve") && html.contains("Bruno Conti") && html.contains("da 4 min"), "{html}");
        assert!(html.contains("Non presidiato"));
    }

    #[test]
    fn a_desk_with_somebody_at_it_can_be_asked_for_help_once() {
        let manager = sample::manager();
        let desk = |id: &str, csr| DeskRow { id: id.to_owned(), csr, ..manager.desks[0].clone() };
        let somebody = Some(wire::StaffMember { id: 1, name: "Anna".to_owned() });
        let offers = |desk| shown(Locale::en, vec![desk]).contains("Ask for help");
        assert!(offers(desk("1", somebody.clone())));
        assert!(!offers(desk("2", somebody)), "it is asked already");
        assert!(!offers(desk("1", None)));
    }

    #[test]
    fn choices_are_shown_where_the_branch_counts_them() {
        let choices = Some(DeskChoices { calls: 31, chosen: 4 });
        let desk = DeskRow { choices, ..sample::manager().desks.remove(0) };
        assert!(shown(Locale::en, vec![desk]).contains("4 of 31 calls chosen by hand"));
        assert!(!shown(Locale::en, sample::manager().desks).contains("chosen"));
    }

    #[test]
    fn a_paused_desk_says_why_and_since_when() {
        let pause = Some(wire::DeskPause { reason: wire::PauseReason::BackOffice, since: sample::head().at });
        let desk = DeskRow { pause, state: wire::DeskState::Paused, ..sample::manager().desks.remove(0) };
        assert!(shown(Locale::en, vec![desk]).contains("In the back office since 10:30"));
    }
}
