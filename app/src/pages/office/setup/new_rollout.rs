//! The form that begins a rollout: the change, its name, and which branches have it in which order.

use super::page_of;
use super::wording::Changes;
use crate::ui::{AreaField, Faults, FormKey, Notice, TextField, TickField};
use leptos::prelude::*;
use wire::{OfficeHead, RolloutForm};
use words::{Locale, t};

/// The most characters of a group's list: thousands of ids.
const LIST_MOST: u32 = 200_000;

#[component]
pub fn NewRollout(locale: Locale, head: OfficeHead, page: RolloutForm) -> impl IntoView {
    let RolloutForm { part, seen, typed, changes, branches, form, unknown, twice, faults } = page;
    let typed = typed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=["field.", &name].concat() value=value /> })
        .collect_view();
    let labels = vec![("name", t!(locale, rollout.name).to_owned()), ("first", t!(locale, rollout.first).to_owned())];
    let wrong = [
        (!unknown.is_empty()).then(|| t!(locale, rollout.unknown, ids = unknown.join(", "))),
        (!twice.is_empty()).then(|| t!(locale, rollout.twice, ids = twice.join(", "))),
    ];
    let wrong = wrong.into_iter().flatten().map(|words| view! { <Notice words=words /> }).collect_view();
    let back = page_of(&head.branch, &part, locale);
    let further = [("second", t!(locale, rollout.second)), ("third", t!(locale, rollout.third))]
        .into_iter()
        .map(|(name, label)| view! { <AreaField locale form=form.clone() name label rows=3 most=LIST_MOST optional=true /> })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, rollout.new_lead)}</p>
        <Elsewhere locale faults />
        {wrong}
        <section aria-labelledby="change">
            <h2 id="change">{t!(locale, rollout.change)}</h2>
            <Changes locale changes />
        </section>
        <form method="post" action=page_of(&head.branch, "rollouts", locale) class="fields">
            <Faults locale form=form.clone() labels />
            <FormKey form=form.clone() />
            <input type="hidden" name="seen" value=seen />
            <input type="hidden" name="part" value=part />
            {typed}
            <TextField
                locale
                form=form.clone()
                name="name"
                label=t!(locale, rollout.name)
                hint=t!(locale, rollout.name_hint)
            />
            <h2>{t!(locale, rollout.groups)}</h2>
            <AreaField
                locale
                form=form.clone()
                name="first"
                label=t!(locale, rollout.first)
                hint=t!(locale, rollout.groups_hint)
                most=LIST_MOST
                optional=true
            />
            {further}
            <TickField locale form name="rest" label=t!(locale, rollout.rest, count = branches) />
            <div class="office-actions">
                <button type="submit" class="button button-primary">
                    {t!(locale, rollout.plan)}
                </button>
                <a class="button" href=back>
                    {t!(locale, setup.back)}
                </a>
            </div>
        </form>
    }
}

/// What the check says of the rest of the set-up. Its own words are English.
#[component]
pub fn Elsewhere(locale: Locale, faults: Vec<String>) -> impl IntoView {
    (!faults.is_empty()).then(|| {
        let rows: Vec<_> = faults.into_iter().map(|what| view! { <li lang="en">{what}</li> }).collect();
        view! {
            <div class="faults" role="alert" tabindex="-1" autofocus>
                <h2>{t!(locale, rollout.faulty)}</h2>
                <ul>{rows}</ul>
            </div>
        }
    })
}
