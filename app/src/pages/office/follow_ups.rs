//! Follow-ups: beginning one from the ticket at the desk, and one with what may be done with it.

use super::record::{StepFields, ToList};
use crate::ui::{AreaField, Faults, FormKey, Notice, TextField, day_words};
use leptos::prelude::*;
use wire::{FollowUp as Kept, FollowUpOffice, NewFollowUpOffice, OfficeHead};
use words::{Locale, t};

fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "open" => t!(locale, follow_up.open),
        "done" => t!(locale, follow_up.done),
        _ => t!(locale, follow_up.gone),
    }
}

#[component]
pub fn NewFollowUp(locale: Locale, page: NewFollowUpOffice) -> impl IntoView {
    let NewFollowUpOffice { form, label } = page;
    let labels = vec![("due", t!(locale, follow_up.due).to_owned()), ("note", t!(locale, follow_up.note).to_owned())];
    let ticket = form.value("ticket").to_owned();
    let about = (!label.is_empty()).then(|| view! { <p>{t!(locale, follow_up.about, number = label)}</p> });
    view! {
        <p class="lead">{t!(locale, follow_up.lead)}</p>
        {about}
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            <input type="hidden" name="ticket" value=ticket />
            <TextField locale form=form.clone() name="due" label=t!(locale, follow_up.due) kind="date" />
            <AreaField
                locale
                form
                name="note"
                label=t!(locale, follow_up.note)
                hint=t!(locale, follow_up.note_hint)
                rows=4
                most=500
            />
            <button type="submit" class="button button-primary">
                {t!(locale, follow_up.keep)}
            </button>
        </form>
    }
}

#[component]
pub fn FollowUp(locale: Locale, head: OfficeHead, page: FollowUpOffice) -> impl IntoView {
    let FollowUpOffice { follow_up, service, owner, form, refused } = page;
    let Kept { label, due, state, note, erased_on, version, .. } = follow_up;
    let open = state == "open";
    let service = service.get(locale.code()).to_owned();
    let service = (!service.is_empty()).then(|| {
        view! {
            <dt>{t!(locale, follow_up.service)}</dt>
            <dd>{service}</dd>
        }
    });
    let note = if note.is_empty() { t!(locale, follow_up.erased).to_owned() } else { note };
    let change = open.then(|| {
        let key = |to: &str| format!("{}.{to}", form.key);
        let (done, moved) = (key("done"), key("moved"));
        let labels = vec![("due", t!(locale, follow_up.due).to_owned())];
        view! {
            <Faults locale form=form.clone() labels />
            <form method="post" class="office-actions">
                <StepFields key=done version to="done" />
                <button type="submit" class="button button-primary">
                    {t!(locale, follow_up.set_done)}
                </button>
            </form>
            <h2>{t!(locale, follow_up.another_day)}</h2>
            <form method="post" class="fields">
                <StepFields key=moved version to="moved" />
                <TextField locale form name="due" label=t!(locale, follow_up.due) kind="date" />
                <button type="submit" class="button">
                    {t!(locale, follow_up.move_it)}
                </button>
            </form>
        }
    });
    view! {
        {refused.then(|| view! { <Notice words=t!(locale, follow_up.refused) /> })}
        <dl class="receipt">
            <dt>{t!(locale, follow_up.note)}</dt>
            <dd dir="auto">{note}</dd>
            <dt>{t!(locale, follow_up.due)}</dt>
            <dd>{day_words(locale, &due)}</dd>
            <dt>{t!(locale, follow_up.visit)}</dt>
            <dd>{label}</dd>
            {service}
            <dt>{t!(locale, follow_up.owner)}</dt>
            <dd>{owner}</dd>
            <dt>{t!(locale, follow_up.state)}</dt>
            <dd>{state_words(locale, &state)}</dd>
        </dl>
        <p class="hint">{t!(locale, follow_up.erased_on, day = day_words(locale, &erased_on))}</p>
        {change}
        <ToList locale branch=head.branch />
    }
}
