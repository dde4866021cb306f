//! The end of a visit at this desk where more is to be said than that all went well.

use super::order::Order;
use crate::ui::{OneOf, Sheet, SheetButtons, Tick};
use leptos::prelude::*;
use wire::{FinishRequest, NamedService, OpenTicket, Outcome};
use words::{Locale, t};

/// In the order of the choices.
const OUTCOMES: [Outcome; 3] = [Outcome::Resolved, Outcome::Partly, Outcome::Unresolved];

/// An outcome as it is chosen and told.
pub fn outcome(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => t!(locale, desk.outcome_resolved),
        Outcome::Partly => t!(locale, desk.outcome_partly),
        Outcome::Unresolved => t!(locale, desk.outcome_unresolved),
    }
}

/// Outcome, what is left to do, and which of the visit's services were delivered, where there are several.
#[component]
pub fn FinishWith(locale: Locale, ticket: OpenTicket, press: Callback<Order>, close: Callback<()>) -> impl IntoView {
    let OpenTicket { number, service, service_id, then, .. } = ticket;
    let chosen = RwSignal::new(0);
    let follow_up = RwSignal::new(false);
    let several = !then.is_empty();
    let services: Vec<(NamedService, RwSignal<bool>)> = [NamedService { id: service_id, name: service }]
        .into_iter()
        .chain(then)
        .enumerate()
        .map(|(place, service)| (service, RwSignal::new(place == 0)))
        .collect();
    let ticks = StoredValue::new(services.iter().map(|(service, ticked)| (service.id.clone(), *ticked)).collect());
    let delivered = move || -> Vec<String> {
        if OUTCOMES[chosen.get()] == Outcome::Unresolved {
            return Vec::new();
        }
        ticks.with_value(|ticks: &Vec<(String, RwSignal<bool>)>| {
            ticks.iter().filter(|(_, ticked)| ticked.get()).map(|(id, _)| id.clone()).collect()
        })
    };
    // Nothing ticked would stand for the service that the ticket was called for.
    let enabled = Signal::derive(move || OUTCOMES[chosen.get()] == Outcome::Unresolved || !delivered().is_empty());
    let confirm = Callback::new(move |()| {
        press.run(Order::Finish(FinishRequest {
            outcome: OUTCOMES[chosen.get_untracked()],
            delivered: untrack(delivered),
            follow_up: follow_up.get_untracked(),
        }));
    });
    let boxes = several.then(|| view! { <Delivered locale services chosen /> });
    view! {
        <Sheet title=t!(locale, desk.finish_title, number = number) close>
            <OneOf
                legend=t!(locale, desk.outcome)
                name="outcome"
                options=OUTCOMES.map(|each| outcome(locale, each).to_owned()).to_vec()
                chosen
            />
            {boxes}
            <Tick words=t!(locale, desk.follow_up) ticked=follow_up />
            <SheetButtons locale close words=t!(locale, desk.finish) confirm enabled />
        </Sheet>
    }
}

/// What was delivered here; with what was not, the visit goes on elsewhere.
#[component]
fn Delivered(
    locale: Locale,
    services: Vec<(NamedService, RwSignal<bool>)>,
    /// The place of the outcome.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let ticks = services
        .into_iter()
        .map(|(service, ticked)| view! { <Tick words=service.name.get(locale.code()).to_owned() ticked /> })
        .collect_view();
    let hidden = move || OUTCOMES[chosen.get()] == Outcome::Unresolved;
    view! {
        <fieldset class="options" hidden=hidden>
            <legend>{t!(locale, desk.delivered)}</legend>
            <div>{ticks}</div>
            <p class="options-note">{t!(locale, desk.delivered_detail)}</p>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    #[test]
    fn what_was_delivered_is_asked_only_where_a_visit_has_several_services() {
        let shown = |then: Vec<NamedService>| {
            Owner::new().with(|| {
                let ticket = OpenTicket { then, ..sample::desk(DeskState::Serving).ticket.expect("a ticket") };
                let (press, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
                view! { <FinishWith locale=Locale::en ticket press close /> }.to_html()
            })
        };
        assert!(!shown(Vec::new()).contains("Delivered here"));
        let loan = NamedService { id: "loan".to_owned(), name: sample::text("Prestito", "Loan") };
        let html = shown(vec![loan]);
        assert!(html.contains("Delivered here") && html.contains("Loan"), "{html}");
        assert_eq!(html.matches("type=\"checkbox\"").count(), 3, "both services and the follow-up");
    }
}
