//! What could be done about the waiting, and what it would bring. Where too little is known, that is said.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Advice, Step, Suggestion};
use words::{Locale, t};

/// The suggestions, the best first.
#[component]
pub fn WhatToDo(locale: Locale, advice: Option<Advice>) -> impl IntoView {
    let body = match advice {
        None => view! { <p>{t!(locale, manager.advice_soon)}</p> }.into_any(),
        Some(Advice::Unknown { days, needed }) => {
            view! { <p>{t!(locale, manager.advice_unknown, days = days, needed = needed)}</p> }.into_any()
        }
        Some(Advice::Known { suggestions }) if suggestions.is_empty() => view! {
            <p class="status status-good">
                <Icon name="check" />
                <span>{t!(locale, manager.advice_none)}</span>
            </p>
        }
        .into_any(),
        Some(Advice::Known { suggestions }) => {
            let lines = suggestions.into_iter().map(|suggestion| view! { <Line locale suggestion /> }).collect_view();
            view! { <ul class="suggestions">{lines}</ul> }.into_any()
        }
    };
    view! {
        <section class="advice" aria-labelledby="advice">
            <h2 id="advice">{t!(locale, manager.advice)}</h2>
            {body}
        </section>
    }
}

#[component]
fn Line(locale: Locale, suggestion: Suggestion) -> impl IntoView {
    let icon = match suggestion.step {
        Step::Open { .. } => "door",
        Step::Close { .. } => "minus",
        Step::Move { .. } => "user",
    };
    view! {
        <li>
            <Icon name=icon />
            <span>
                <strong>{step(locale, &suggestion)}</strong>
                " "
                {gain(locale, &suggestion)}
            </span>
        </li>
    }
}

/// What to do: "Open desk 3 for: mortgages."
fn step(locale: Locale, suggestion: &Suggestion) -> String {
    let names: Vec<&str> = suggestion.serves.iter().map(|name| name.get(locale.code())).collect();
    let services = names.join(", ");
    match suggestion.step.clone() {
        Step::Open { desk } => t!(locale, manager.advice_open, desk = desk, services = services),
        Step::Close { desk } => t!(locale, manager.advice_close, desk = desk),
        Step::Move { from, to } => t!(locale, manager.advice_move, from = from, to = to, services = services),
    }
}

/// What it brings: "Within target again in 20 min instead of 55. 9 people gain 12 min."
fn gain(locale: Locale, suggestion: &Suggestion) -> String {
    let Suggestion { step, in_target, in_target_without, people, minutes, .. } = suggestion;
    let closes = matches!(step, Step::Close { .. });
    let target = match (in_target, in_target_without) {
        _ if closes => None,
        (Some(with), Some(without)) if with < without => {
            Some(t!(locale, manager.advice_target, with = *with, without = *without))
        }
        (Some(with), None) => Some(t!(locale, manager.advice_target_at_all, with = *with)),
        _ => None,
    };
    let people = match (closes, *people) {
        (true, 0) => t!(locale, manager.advice_nobody).to_owned(),
        (true, people) => t!(locale, manager.advice_loses, count = people, minutes = *minutes),
        (false, people) => t!(locale, manager.advice_gains, count = people, minutes = *minutes),
    };
    target.into_iter().chain([people]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(advice: Option<Advice>) -> String {
        Owner::new().with(|| view! { <WhatToDo locale=Locale::en advice /> }.to_html())
    }

    fn known(suggestion: Suggestion) -> String {
        shown(Some(Advice::Known { suggestions: vec![suggestion] }))
    }

    #[test]
    fn a_suggestion_says_what_to_do_and_what_it_brings() {
        let html = known(sample::suggestion());
        assert!(html.contains("Open desk 3 for: Mortgage."), "{html}");
        assert!(html.contains("Within target again in 20 min instead of 55. 9 people gain 12 min each."), "{html}");
    }

    #[test]
    fn a_target_that_is_not_met_without_the_step_is_said_to_be_so() {
        let html = known(Suggestion { in_target_without: None, ..sample::suggestion() });
        assert!(html.contains("Within target again in 20 min; otherwise not today."), "{html}");
    }

    #[test]
    fn a_desk_that_can_close_says_whom_it_costs_what() {
        let close = Suggestion { step: Step::Close { desk: "2".to_owned() }, ..sample::suggestion() };
        let nobody = known(Suggestion { people: 0, minutes: 0, ..close.clone() });
        assert!(nobody.contains("Desk 2 can close.") && nobody.contains("Nobody waits longer for it."), "{nobody}");
        assert!(!nobody.contains("instead of"), "{nobody}");
        let one = known(Suggestion { people: 1, minutes: 3, ..close });
        assert!(one.contains("1 person waits 3 min longer."), "{one}");
    }

    #[test]
    fn a_move_names_both_desks() {
        let step = Step::Move { from: "2".to_owned(), to: "5".to_owned() };
        let html = known(Suggestion { step, ..sample::suggestion() });
        assert!(html.contains("Move from desk 2 to desk 5 for: Mortgage."), "{html}");
    }

    #[test]
    fn what_is_not_known_is_said_and_not_guessed() {
        let html = shown(Some(Advice::Unknown { days: 2, needed: 5 }));
        assert!(html.contains("2 days") && html.contains("takes 5") && !html.contains("<li"), "{html}");
        assert!(shown(None).contains("being worked out"));
        assert!(shown(Some(Advice::Known { suggestions: Vec::new() })).contains("Nothing to change"));
    }
}
