//! What every page says of complaints: their kinds, where the client may turn, and the receipt.

use super::day::day_words;
use leptos::prelude::*;
use wire::ComplaintReceipt;
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
