//! What every page says of complaints: their kinds, where the client may turn, and the receipt.

use super::day::day_words;
use super::form::{RadioField, SelectField, TextField};
use leptos::prelude::*;
use wire::{ComplaintReceipt, FilledForm, Text};
use words::{Locale, t};

/// The kinds of complaints, with their words.
pub fn complaint_kinds(locale: Locale) -> Vec<(String, String)> {
    ["banking", "payments", "investment", "insurance"]
        .into_iter()
        .map(|kind| (kind.to_owned(), complaint_kind(locale, kind).to_owned()))
        .collect()
}

/// The name of a kind.
pub fn complaint_kind(locale: Locale, kind: &str) -> &'static str {
    match kind {
        "payments" => t!(locale, complain.payments),
        "investment" => t!(locale, complain.investment),
        "insurance" => t!(locale, complain.insurance),
        _ => t!(locale, complain.banking),
    }
}

/// Where the client may turn after the answer to a complaint of this kind.
pub fn remedy(locale: Locale, kind: &str) -> &'static str {
    match kind {
        "investment" => t!(locale, complain.acf),
        "insurance" => t!(locale, complain.aas),
        _ => t!(locale, complain.abf),
    }
}

/// The labels of the fields of a complaint, for the list of what is wrong with it.
pub fn complaint_labels(locale: Locale) -> Vec<(&'static str, String)> {
    [
        ("kind", t!(locale, complain.kind)),
        ("name", t!(locale, complain.name)),
        ("contact", t!(locale, complain.contact)),
        ("words", t!(locale, complain.words)),
        ("wish", t!(locale, complain.wish)),
    ]
    .map(|(field, label)| (field, label.to_owned()))
    .to_vec()
}

/// The fields that say what is complained of.
#[component]
pub fn ComplaintSubject(locale: Locale, form: FilledForm, services: Vec<(String, Text)>) -> impl IntoView {
    let services = services.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned())).collect::<Vec<_>>();
    view! {
        <RadioField locale form=form.clone() name="kind" legend=t!(locale, complain.kind) choices=complaint_kinds(locale) />
        <SelectField
            locale
            form
            name="service"
            label=t!(locale, complain.service)
            choices=services
            none=t!(locale, complain.service_none)
            optional=true
        />
    }
}

/// The fields that say who complains. A client's own browser may fill them in; a CSR's would fill in the CSR.
#[component]
pub fn ComplaintClient(locale: Locale, form: FilledForm, by_client: bool) -> impl IntoView {
    let autocomplete = |filled: &'static str| if by_client { filled } else { "off" };
    view! {
        <TextField locale form=form.clone() name="name" label=t!(locale, complain.name) autocomplete=autocomplete("name") />
        <TextField
            locale
            form
            name="contact"
            label=t!(locale, complain.contact)
            hint=t!(locale, complain.contact_hint)
            autocomplete=autocomplete("email")
        />
    }
}

/// What the client keeps: number, due date, where to turn.
#[component]
pub fn ComplaintPaper(locale: Locale, receipt: ComplaintReceipt) -> impl IntoView {
    let remedy = remedy(locale, &receipt.kind);
    view! {
        <dl class="receipt">
            <dt>{t!(locale, complain.number)}</dt>
            <dd class="receipt-number">{receipt.number}</dd>
            <dt>{t!(locale, complain.kind)}</dt>
            <dd>{complaint_kind(locale, &receipt.kind)}</dd>
            <dt>{t!(locale, complain.received_on)}</dt>
            <dd>{day_words(locale, &receipt.received)}</dd>
            <dt>{t!(locale, complain.due)}</dt>
            <dd>{day_words(locale, &receipt.due)}</dd>
        </dl>
        <p>{t!(locale, complain.due_detail)}</p>
        <p>{remedy}</p>
        <p class="hint">{t!(locale, complain.keep)}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_names_number_due_date_and_arbiter() {
        let receipt = ComplaintReceipt {
            number: "2026-0007".to_owned(),
            kind: "insurance".to_owned(),
            received: "2026-12-01".to_owned(),
            due: "2027-01-15".to_owned(),
        };
        let html = Owner::new().with(|| view! { <ComplaintPaper locale=Locale::en receipt /> }.to_html());
        for words in ["2026-0007", "15 January 2027", "Arbitro Assicurativo"] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}
