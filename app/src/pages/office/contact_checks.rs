//! Contact data at the desk: that they are right, by one touch; or a new address, with its code and the way to the bank's register.

use super::record::{ConsentLanguages, Facts, StepFields, ToList};
use crate::address;
use crate::ui::{ConsentTick, Faults, FormKey, Notice, TextField, TickField, day_words};
use leptos::prelude::*;
use wire::{ContactCheck, ContactOffice, FilledForm, NewContactOffice, OfficeHead};
use words::{Locale, t};

fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "checked" => t!(locale, contact_check.checked),
        "changed" => t!(locale, contact_check.changed),
        "confirmed" => t!(locale, contact_check.confirmed),
        "delivered" => t!(locale, contact_check.delivered),
        _ => t!(locale, contact_check.gone),
    }
}

#[component]
pub fn NewContact(locale: Locale, head: OfficeHead, page: NewContactOffice) -> impl IntoView {
    let about =
        (!page.label.is_empty()).then(|| view! { <p>{t!(locale, follow_up.about, number = page.label.clone())}</p> });
    let ticket = page.form.value("ticket").to_owned();
    let key = FilledForm { key: format!("{}.checked", page.form.key), ..FilledForm::default() };
    let change = if page.mail {
        view! { <NewAddress locale branch=head.branch page /> }.into_any()
    } else {
        view! { <Notice words=t!(locale, contact_check.no_mail) /> }.into_any()
    };
    view! {
        <p class="lead">{t!(locale, contact_check.lead)}</p>
        {about}
        <form method="post" class="office-actions">
            <FormKey form=key />
            <input type="hidden" name="ticket" value=ticket />
            <input type="hidden" name="do" value="checked" />
            <button type="submit" class="button button-primary">
                {t!(locale, contact_check.right)}
            </button>
        </form>
        <h2>{t!(locale, contact_check.new_address)}</h2>
        {change}
    }
}

/// The new address, with the consent in the client's language, which the client reads from the screen.
#[component]
fn NewAddress(locale: Locale, branch: String, page: NewContactOffice) -> impl IntoView {
    let NewContactOffice { form, language, words, languages, missing, .. } = page;
    let here = address::office(&branch, "contact-checks/new", locale);
    let here = [&here, "&ticket=", form.value("ticket"), "&language="].concat();
    let hidden = ["ticket", "language", "wording"]
        .into_iter()
        .map(|name| view! { <input type="hidden" name=name value=form.value(name).to_owned() /> })
        .collect_view();
    let labels = vec![
        ("client", t!(locale, contact_check.client).to_owned()),
        ("before", t!(locale, contact_check.before).to_owned()),
        ("after", t!(locale, contact_check.after).to_owned()),
    ];
    view! {
        <p>{t!(locale, contact_check.read)}</p>
        <ConsentLanguages here languages chosen=language.clone() />
        {missing.then(|| view! { <Notice words=t!(locale, contact_check.missing) /> })}
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            {hidden}
            <TextField
                locale
                form=form.clone()
                name="client"
                label=t!(locale, contact_check.client)
                hint=t!(locale, contact_check.client_hint)
            />
            <TextField
                locale
                form=form.clone()
                name="before"
                label=t!(locale, contact_check.before)
                hint=t!(locale, contact_check.before_hint)
                kind="email"
                optional=true
            />
            <TextField
                locale
                form=form.clone()
                name="after"
                label=t!(locale, contact_check.after)
                hint=t!(locale, contact_check.after_hint)
                kind="email"
            />
            <TickField locale form name="seen" label=t!(locale, contact_check.seen) />
            <ConsentTick language words />
            <button type="submit" class="button button-primary">
                {t!(locale, contact_check.send)}
            </button>
        </form>
    }
}

#[component]
pub fn Contact(locale: Locale, head: OfficeHead, page: ContactOffice) -> impl IntoView {
    let ContactOffice { check, owner, form, refused } = page;
    let ContactCheck { label, state, on, client, before, after, erased_on, version, .. } = check;
    let hidden = |to: &'static str| view! { <StepFields key=format!("{}.{to}", form.key) version to /> };
    let labels = vec![("code", t!(locale, contact_check.code).to_owned())];
    let code = (state == "changed").then(|| {
        view! {
            <Faults locale form=form.clone() labels />
            <form method="post" class="fields">
                {hidden("confirmed")}
                <TextField
                    locale
                    form=form.clone()
                    name="code"
                    label=t!(locale, contact_check.code)
                    hint=t!(locale, contact_check.code_hint)
                    inputmode="numeric"
                />
                <button type="submit" class="button button-primary">
                    {t!(locale, contact_check.confirm)}
                </button>
            </form>
            <form method="post">
                {hidden("new_code")}
                <button type="submit" class="button">
                    {t!(locale, contact_check.another)}
                </button>
            </form>
        }
    });
    let deliver = (state == "confirmed").then(|| {
        view! {
            <p>{t!(locale, contact_check.deliver_how)}</p>
            <form method="post">
                {hidden("delivered")}
                <button type="submit" class="button button-primary">
                    {t!(locale, contact_check.deliver)}
                </button>
            </form>
        }
    });
    let facts = [
        (t!(locale, contact_check.client), client),
        (t!(locale, contact_check.before), before),
        (t!(locale, contact_check.after), after),
    ];
    let erased = (code.is_some() || deliver.is_some()).then(|| {
        view! { <p class="hint">{t!(locale, contact_check.erased_on, day = day_words(locale, &erased_on))}</p> }
    });
    view! {
        {refused.then(|| view! { <Notice words=t!(locale, follow_up.refused) /> })}
        <dl class="receipt">
            <dt>{t!(locale, follow_up.state)}</dt>
            <dd>{state_words(locale, &state)}</dd>
            <dt>{t!(locale, contact_check.on)}</dt>
            <dd>{day_words(locale, &on)}</dd>
            <dt>{t!(locale, follow_up.visit)}</dt>
            <dd>{label}</dd>
            <dt>{t!(locale, contact_check.by)}</dt>
            <dd>{owner}</dd>
            <Facts facts=facts.into() />
        </dl>
        {code}
        {deliver}
        {erased}
        <ToList locale branch=head.branch />
    }
}
