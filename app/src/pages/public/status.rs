//! How a request is doing: the look-up by code and PIN, and what was found.

use crate::ui::{CaseState, FormKey, Notice, TextField};
use leptos::prelude::*;
use wire::{StatusPage, StatusRefused};
use words::{Locale, t};

#[component]
pub fn Status(locale: Locale, page: StatusPage) -> impl IntoView {
    let StatusPage { form, found, refused, ready } = page;
    let refused = refused.map(|refused| match refused {
        StatusRefused::Wrong => t!(locale, status.wrong),
        StatusRefused::Locked => t!(locale, status.locked),
        StatusRefused::Stopped => t!(locale, status.stopped),
    });
    match found {
        Some(found) => view! { <CaseState locale found ready /> }.into_any(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{CaseStatus, FilledForm, Text, Time};

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
            checked_on: "2026-12-02".to_owned(),
        };
        let ready = Some("/b/centro/ready/mortgage".to_owned());
        let page = StatusPage { form: FilledForm::default(), found: Some(found), refused: None, ready };
        let html = Owner::new().with(|| view! { <Status locale=Locale::en page /> }.to_html());
        for words in [
            "Mortgage",
            "aria-current=\"step\"",
            "Payslips",
            "2 December",
            "/b/centro/ready/mortgage",
            t!(Locale::en, status.client),
        ] {
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
