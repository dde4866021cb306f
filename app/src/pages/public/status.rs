//! How a request is doing: the look-up by code and PIN, and what was found.

use crate::ui::{FormKey, Notice, TextField, day_words};
use leptos::prelude::*;
use wire::{CaseStatus, StatusPage, StatusRefused};
use words::{Locale, t};

#[component]
pub fn Status(locale: Locale, page: StatusPage) -> impl IntoView {
    let StatusPage { form, found, refused, ready } = page;
    let refused = refused.map(|refused| match refused {
        StatusRefused::Wrong => t!(locale, status.wrong),
        StatusRefused::Locked => t!(locale, status.locked),
    });
    match found {
        Some(found) => view! { <Found locale found ready /> }.into_any(),
        None => view! {
            <p class="lead">{t!(locale, status.lead)}</p>
            {refused.map(|words| view! { <Notice words=words /> })}
            <form method="post" class="fields">
                <FormKey form=form.clone() />
                <input type="hidden" name="lang" value=locale.code() />
                <TextField locale form=form.clone() name="code" label=t!(locale, status.code) hint=t!(locale, status.code_hint) />
                <TextField locale form=form name="pin" label=t!(locale, status.pin) kind="password" inputmode="numeric" />
                <button type="submit" class="button button-primary">
                    {t!(locale, status.look)}
                </button>
            </form>
        }
        .into_any(),
    }
}

/// Step, since when, who must act, what is missing, how long it takes as a rule.
#[component]
fn Found(locale: Locale, found: CaseStatus, ready: Option<String>) -> impl IntoView {
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
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{FilledForm, Text, Time};

    #[test]
    fn a_visitor_sees_the_step_who_acts_and_what_is_missing() {
        let text = |words: &str| Text::from_iter([("en".to_owned(), words.to_owned())]);
        let found = CaseStatus {
            kind: text("Mortgage"),
            steps: vec![text("Received"), text("Survey"), text("Signing")],
            step: 2,
            since: "2026-12-01".to_owned(),
            state: "waiting_for_client".to_owned(),
            who: "third".to_owned(),
            missing: vec![text("Payslips")],
            from_days: 30,
            to_days: 60,
            checked: Time::from_millis(0),
        };
        let ready = Some("/b/centro/ready/mortgage".to_owned());
        let page = StatusPage { form: FilledForm::default(), found: Some(found), refused: None, ready };
        let html = Owner::new().with(|| view! { <Status locale=Locale::en page /> }.to_html());
        for words in
            ["Mortgage", "aria-current=\"step\"", "Payslips", "/b/centro/ready/mortgage", t!(Locale::en, status.client)]
        {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn an_unknown_code_and_a_wrong_pin_read_alike() {
        let page =
            StatusPage { form: FilledForm::default(), found: None, refused: Some(StatusRefused::Wrong), ready: None };
        let html = Owner::new().with(|| view! { <Status locale=Locale::en page /> }.to_html());
        assert!(html.contains(t!(Locale::en, status.wrong)), "{html}");
    }
}
