//! The ticket at the desk: what the visitor came for, and what they have ready.

use super::controls::{Missing, Steps};
use super::dial::Dial;
use super::order::Order;
use super::prepare::Prepare;
use super::question::Question;
use super::reason::why;
use super::story::Fetched;
use crate::ui::{Icon, TicketNumber};
use leptos::prelude::*;
use wire::{Language, OpenTicket, Stage, TicketNotes, Time};
use words::{Locale, t};

/// The ticket, with the steps of its stage.
#[component]
pub fn AtDesk(
    locale: Locale,
    ticket: OpenTicket,
    now: Time,
    utc_offset_minutes: i32,
    /// The desk is the person's own: a colleague's is only looked at.
    here: bool,
    /// No other command is under way.
    free: bool,
    /// What a no-show still lacks, counted down.
    missing: Signal<Option<Missing>>,
    /// The ticket's notes, with the number to dial.
    notes: Signal<Fetched<TicketNotes>>,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let by_telephone = ticket.call_back.is_some();
    let dial = ticket.call_back.clone().filter(|_| here).map(|call_back| {
        view! { <Dial locale number=ticket.number.clone() call_back notes /> }
    });
    let (stage, since) = match ticket.stage {
        Stage::Called => (t!(locale, desk.stage_called), ticket.called_at),
        Stage::Serving => (t!(locale, desk.stage_serving), ticket.started_at.unwrap_or(ticket.called_at)),
    };
    let since = words::minutes(locale, now.minutes_since(since));
    let again = (ticket.calls > 1).then(|| t!(locale, desk.called_times, times = ticket.calls));
    let clock = |time: Time| time.clock(utc_offset_minutes);
    let booked = ticket.appointment.map(|at| {
        view! { <span class="tag tag-accent">{t!(locale, desk.appointment, time = clock(at))}</span> }
    });
    let facts = [
        (t!(locale, desk.service), ticket.service.get(locale.code()).to_owned()),
        (t!(locale, desk.spoken), spoken(&ticket.language)),
        (t!(locale, desk.arrived), clock(ticket.issued_at)),
    ];
    let facts =
        facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    let then: Vec<&str> = ticket.then.iter().map(|service| service.name.get(locale.code())).collect();
    let then = (!then.is_empty()).then(|| {
        view! {
            <p class="at-desk-then">
                <Icon name="people" />
                <span>{t!(locale, desk.then, services = then.join(", "))}</span>
            </p>
        }
    });
    let (id, stage_of_it) = (ticket.id, ticket.stage);
    // Of a visitor who is here already, it matters no more; they show their documents.
    let called = ticket.stage == Stage::Called;
    let called_because = called.then(|| {
        view! {
            <p class="at-desk-why">{t!(locale, desk.called_because)} " " {why(locale, ticket.reason)}</p>
        }
    });
    let shows = here && !called;
    let steps = here.then(|| view! { <Steps locale stage=stage_of_it id by_telephone free missing press ask /> });
    let corrections = here.then(|| {
        view! { <Corrections locale id number=ticket.number.clone() priority=ticket.priority free press ask /> }
    });
    view! {
        <section class="at-desk" aria-labelledby="at-desk">
            <h2 id="at-desk" class="unseen">
                {t!(locale, desk.at_desk)}
            </h2>
            <p class="at-desk-number" aria-live="polite">
                <TicketNumber number=ticket.number.clone() />
                <span class="at-desk-stage">{stage} " · " {since}</span>
                {again.map(|words| view! { <span class="tag">{words}</span> })}
                {ticket.priority.then(|| view! { <span class="tag tag-accent">{t!(locale, desk.priority)}</span> })}
                {ticket.alone.then(|| view! { <span class="tag tag-accent">{t!(locale, desk.alone)}</span> })}
                {booked}
            </p>
            <dl class="facts">{facts}</dl>
            {then}
            {dial}
            {steps}
            <Prepare locale id documents=ticket.documents here=shows free press ask />
            {called_because}
            {corrections}
        </section>
    }
}

/// What can be put right about the ticket, and its story.
#[component]
fn Corrections(
    locale: Locale,
    id: u32,
    number: String,
    priority: bool,
    free: bool,
    press: Callback<Order>,
    ask: Callback<Question>,
) -> impl IntoView {
    let words = if priority { t!(locale, desk.priority_take) } else { t!(locale, desk.priority_give) };
    view! {
        <div class="corrections">
            <button type="button" class="button" disabled=!free on:click=move |_| ask.run(Question::Service(id))>
                {t!(locale, desk.change_service)}
            </button>
            <button
                type="button"
                class="button"
                disabled=!free
                on:click=move |_| press.run(Order::Priority(id, !priority))
            >
                {words}
            </button>
            <button
                type="button"
                class="button button-quiet"
                on:click=move |_| ask.run(Question::Story(id, number.clone()))
            >
                <Icon name="clock" />
                <span>{t!(locale, story.open)}</span>
            </button>
        </div>
    }
}

/// A language by its own name, or by its code where the product does not speak it.
fn spoken(language: &Language) -> String {
    Locale::known(language.as_str()).map_or_else(|| language.to_string(), |locale| locale.own_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    fn shown(ticket: OpenTicket) -> String {
        Owner::new().with(|| {
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            let (now, missing) = (sample::head().at, Signal::stored(None));
            let (here, notes) = (true, Signal::stored(Fetched::UnderWay));
            view! { <AtDesk locale=Locale::en ticket now utc_offset_minutes=60 here free=true missing notes press ask /> }
                .to_html()
        })
    }

    fn ticket() -> OpenTicket {
        sample::desk(DeskState::Calling).ticket.expect("a ticket")
    }

    #[test]
    fn the_desk_sees_what_the_visitor_has_ready() {
        let html = shown(ticket());
        assert!(html.contains("Has it") && html.contains("Not said"));
        assert!(html.contains("Italiano"), "the language by its own name");
        assert!(html.contains("Priority") && html.contains("due first"), "{html}");
    }

    #[test]
    fn the_desk_sees_what_the_visitor_does_not_have() {
        let mut ticket = ticket();
        ticket.documents.iter_mut().for_each(|document| (document.at_hand, document.missing) = (false, true));
        let html = shown(ticket);
        assert!(html.contains("Not with them") && !html.contains("Not said"), "{html}");
    }

    #[test]
    fn a_visit_with_more_to_come_says_what() {
        let loan = wire::NamedService { id: "loan".to_owned(), name: sample::text("Prestito", "Loan") };
        let html = shown(OpenTicket { then: vec![loan], appointment: Some(sample::head().at), ..ticket() });
        assert!(html.contains("After this: Loan") && html.contains("Appointment at 10:30"), "{html}");
    }
}
