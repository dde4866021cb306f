//! What the pages of records share: a record's facts, the fields of its steps, the consent that a client reads, and the way back.

use crate::address;
use crate::ui::FormKey;
use leptos::prelude::*;
use wire::{FilledForm, Language};
use words::{Locale, t};

/// The facts of a record that are known, in the list in which it stands.
#[component]
pub fn Facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    facts
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{words}</dd>
            }
        })
        .collect_view()
}

/// What the form of a step sends beside what is typed: its own key, the version that was seen, and the step.
#[component]
pub fn StepFields(key: String, version: u32, to: &'static str) -> impl IntoView {
    view! {
        <FormKey form=FilledForm { key, ..FilledForm::default() } />
        <input type="hidden" name="version" value=version.to_string() />
        <input type="hidden" name="to" value=to />
    }
}

/// The languages in which a client can read a consent. `here` is the page's address up to the language.
#[component]
pub fn ConsentLanguages(here: String, languages: Vec<Language>, chosen: Language) -> impl IntoView {
    let languages = words::among(&languages)
        .into_iter()
        .map(|other| {
            let current = (other.code() == chosen.as_str()).then_some("true");
            view! {
                <a class="button" lang=other.code() aria-current=current href=[&here, other.code()].concat()>
                    {other.own_name()}
                </a>
            }
        })
        .collect_view();
    view! { <div class="office-actions">{languages}</div> }
}

/// The way back to what is to be done.
#[component]
pub fn ToList(locale: Locale, branch: String) -> impl IntoView {
    view! {
        <div class="office-actions">
            <a class="button" href=address::office(&branch, "to-do", locale)>
                {t!(locale, to_do.title)}
            </a>
        </div>
    }
}
