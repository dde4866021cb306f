//! The forms of a service, for the CSR to show and to print.

use crate::address;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::Form;
use words::{Locale, t};

/// The forms, each to show or to print.
#[component]
pub fn Forms(
    locale: Locale,
    /// The branch's id.
    branch: String,
    forms: Vec<Form>,
) -> impl IntoView {
    let forms = forms
        .into_iter()
        .map(|form| {
            let name = form.name.get(locale.code()).to_owned();
            view! {
                <li class="checked">
                    <Icon name="form" />
                    <span>{name.clone()} " (" {words::filling(locale, &form)} ")"</span>
                    <a
                        class="button button-quiet"
                        rel="external"
                        target="_blank"
                        type="application/pdf"
                        href=address::form(&branch, &form.id, locale)
                    >
                        {t!(locale, desk.form_show)}
                        <span class="unseen">": " {name}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{t!(locale, ready.forms)}</h3>
        <ul class="checked-list">{forms}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::Filled;

    #[test]
    fn a_form_can_be_shown_and_printed() {
        let html = Owner::new().with(|| {
            let forms = vec![Form {
                id: "slip".to_owned(),
                name: sample::text("Distinta", "Slip"),
                filled: Filled::WithAdviser,
            }];
            view! { <Forms locale=Locale::en branch="centro".to_owned() forms /> }.to_html()
        });
        assert!(html.contains("/api/v1/branches/centro/forms/slip.pdf?lang=en"), "{html}");
    }
}
