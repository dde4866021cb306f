//! Interest in products: the choice of a product, its consent for the client to read and tick, and the way of an interest.

use super::record::{ConsentLanguages, Facts, StepFields, ToList};
use crate::address;
use crate::ui::{ConsentTick, Faults, FormKey, Notice, TextField, day_words};
use leptos::prelude::*;
use wire::{Consent, FilledForm, Interest as Kept, InterestOffice, NewInterestOffice, OfficeHead};
use words::{Locale, t};

fn state_words(locale: Locale, state: &str) -> &'static str {
    match state {
        "given" => t!(locale, interest.given),
        "passed" => t!(locale, interest.passed),
        "done" => t!(locale, interest.done),
        "withdrawn" => t!(locale, interest.withdrawn),
        _ => t!(locale, interest.gone),
    }
}

#[component]
pub fn NewInterest(locale: Locale, head: OfficeHead, page: NewInterestOffice) -> impl IntoView {
    let NewInterestOffice { form, label, products, consent } = page;
    let ticket = form.value("ticket").to_owned();
    let about = (!label.is_empty()).then(|| view! { <p>{t!(locale, follow_up.about, number = label)}</p> });
    let here = [&address::office(&head.branch, "interests/new", locale), "&ticket=", &ticket].concat();
    if let Some(consent) = consent {
        return view! {
            {about}
            <ConsentForm locale here form consent />
        }
        .into_any();
    }
    let none = products.is_empty().then(|| view! { <p>{t!(locale, interest.no_products)}</p> });
    let products = products
        .into_iter()
        .map(|(id, name)| {
            view! {
                <li>
                    <a href=[&here, "&product=", &id].concat()>{name.get(locale.code()).to_owned()}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, interest.lead)}</p>
        {about}
        {none}
        <ul class="link-list">{products}</ul>
    }
    .into_any()
}

/// The consent in the client's language, which the client reads from the screen, and how the client is reached.
#[component]
fn ConsentForm(locale: Locale, here: String, form: FilledForm, consent: Consent) -> impl IntoView {
    let Consent { product, language, words, languages, missing } = consent;
    let here = [&here, "&product=", form.value("product"), "&language="].concat();
    let hidden = ["ticket", "product", "language", "wording"]
        .into_iter()
        .map(|name| view! { <input type="hidden" name=name value=form.value(name).to_owned() /> })
        .collect_view();
    let labels = vec![
        ("name", t!(locale, interest.name).to_owned()),
        ("phone", t!(locale, interest.phone).to_owned()),
        ("email", t!(locale, interest.email).to_owned()),
    ];
    view! {
        <p class="lead">{product.get(locale.code()).to_owned()}</p>
        <p>{t!(locale, interest.read)}</p>
        <ConsentLanguages here languages chosen=language.clone() />
        {missing.then(|| view! { <Notice words=t!(locale, interest.no_consent) /> })}
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            {hidden}
            <ConsentTick language words />
            <TextField locale form=form.clone() name="name" label=t!(locale, interest.name) optional=true />
            <TextField
                locale
                form=form.clone()
                name="phone"
                label=t!(locale, interest.phone)
                hint=t!(locale, interest.either)
                kind="tel"
                optional=true
            />
            <TextField locale form name="email" label=t!(locale, interest.email) kind="email" optional=true />
            <button type="submit" class="button button-primary">
                {t!(locale, interest.keep)}
            </button>
        </form>
    }
}

#[component]
pub fn Interest(locale: Locale, head: OfficeHead, page: InterestOffice) -> impl IntoView {
    let InterestOffice { interest, product, owner, link, form, refused } = page;
    let Kept { label, state, name, email, phone, erased_on, version, .. } = interest;
    let stands = matches!(state.as_str(), "given" | "passed" | "done");
    let button = |to: &'static str, class: &'static str, words: &'static str| {
        let key = format!("{}.{to}", form.key);
        view! {
            <form method="post">
                <StepFields key version to />
                <button type="submit" class=class>
                    {words}
                </button>
            </form>
        }
    };
    let pass = (state == "given").then(|| button("passed", "button button-primary", t!(locale, interest.pass)));
    let done =
        matches!(state.as_str(), "given" | "passed").then(|| button("done", "button", t!(locale, interest.set_done)));
    let withdraw = stands.then(|| button("withdrawn", "button", t!(locale, interest.withdraw)));
    let reached =
        [(t!(locale, interest.name), name), (t!(locale, interest.phone), phone), (t!(locale, interest.email), email)];
    let link = stands.then(|| {
        view! {
            <p class="hint">{t!(locale, interest.link)} " " <strong translate="no">{link}</strong></p>
            <p class="hint">{t!(locale, interest.erased_on, day = day_words(locale, &erased_on))}</p>
        }
    });
    view! {
        {refused.then(|| view! { <Notice words=t!(locale, follow_up.refused) /> })}
        <dl class="receipt">
            <dt>{t!(locale, interest.product)}</dt>
            <dd>{product.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, follow_up.visit)}</dt>
            <dd>{label}</dd>
            <Facts facts=reached.into() />
            <dt>{t!(locale, interest.taken_by)}</dt>
            <dd>{owner.unwrap_or_else(|| t!(locale, interest.by_client).to_owned())}</dd>
            <dt>{t!(locale, follow_up.state)}</dt>
            <dd>{state_words(locale, &state)}</dd>
        </dl>
        <div class="office-actions">{pass} {done} {withdraw}</div>
        {link}
        <ToList locale branch=head.branch />
    }
}
