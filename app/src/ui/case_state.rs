//! How a request is doing, as its visitor reads it and as a CSR reads it out.

use super::day::day_words;
use leptos::prelude::*;
use wire::CaseStatus;
use words::{Locale, t};

/// Step, since when, who must act, what is missing, how long it takes as a rule.
#[component]
pub fn CaseState(locale: Locale, found: CaseStatus, ready: Option<String>) -> impl IntoView {
    let at = usize::try_from(found.step).unwrap_or_default();
    let steps = found
        .steps
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let here = (place + 1 == at).then_some("step");
            let class = if place + 1 < at { "step-done" } else { "" };
            view! {
                <li class=class aria-current=here>
                    {name.get(locale.code()).to_owned()}
                </li>
            }
        })
        .collect_view();
    let count = found.steps.len();
    let state = match (found.state.as_str(), found.who.as_str()) {
        ("ready", _) => t!(locale, status.ready),
        ("closed", _) => t!(locale, status.closed),
        ("waiting_for_client", _) | (_, "client") => t!(locale, status.client),
        (_, "third") => t!(locale, status.third),
        _ => t!(locale, status.bank),
    };
    let missing = (!found.missing.is_empty()).then(|| {
        let missing = found.missing.iter().map(|name| name.get(locale.code()).to_owned());
        let missing = missing.map(|name| view! { <li>{name}</li> }).collect_view();
        view! {
            <h2>{t!(locale, status.missing)}</h2>
            <ul>{missing}</ul>
            {ready
                .map(|href| {
                    view! {
                        <p>
                            <a class="button" href=href>
                                {t!(locale, status.bring)}
                            </a>
                        </p>
                    }
                })}
        }
    });
    let usual = t!(locale, status.usual, low = found.from_days, high = found.to_days);
    view! {
        <p class="lead">{found.kind.get(locale.code()).to_owned()}</p>
        <p class="status-step">
            <strong>{t!(locale, status.step, step = found.step, steps = count)}</strong>
        </p>
        <p>{state}</p>
        <ol class="status-steps">{steps}</ol>
        {missing}
        <dl class="receipt">
            <dt>{t!(locale, status.since)}</dt>
            <dd>{day_words(locale, &found.since)}</dd>
            <dt>{t!(locale, status.takes)}</dt>
            <dd>{usual}</dd>
            <dt>{t!(locale, status.checked)}</dt>
            <dd>{day_words(locale, &found.checked_on)}</dd>
        </dl>
    }
}
