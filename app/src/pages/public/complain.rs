//! The page on which a visitor complains, and the receipt.

use crate::ui::{AreaField, ComplaintClient, ComplaintPaper, ComplaintSubject, Faults, FormKey, complaint_labels};
use leptos::prelude::*;
use wire::ComplainPage;
use words::{Locale, t};

/// The form, or the receipt of what was entered.
#[component]
pub fn Complain(locale: Locale, page: ComplainPage) -> impl IntoView {
    match page.receipt {
        Some(receipt) => view! { <ComplaintPaper locale receipt /> }.into_any(),
        None => view! { <Form locale page /> }.into_any(),
    }
}

#[component]
fn Form(locale: Locale, page: ComplainPage) -> impl IntoView {
    let ComplainPage { form, services, .. } = page;
    view! {
        <p class="lead">{t!(locale, complain.lead)}</p>
        <Faults locale form=form.clone() labels=complaint_labels(locale) />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            <input type="hidden" name="lang" value=locale.code() />
            <ComplaintSubject locale form=form.clone() services />
            <ComplaintClient locale form=form.clone() by_client=true />
            <AreaField locale form=form.clone() name="words" label=t!(locale, complain.words) rows=8 most=8000 />
            <AreaField
                locale
                form=form
                name="wish"
                label=t!(locale, complain.wish)
                rows=3
                most=2000
                optional=true
            />
            <p class="hint">{t!(locale, complain.privacy)}</p>
            <button type="submit" class="button button-primary">
                {t!(locale, complain.send)}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{FieldFault, FilledForm};

    #[test]
    fn what_was_typed_stays_and_what_is_wrong_is_said_beside_it() {
        let mut form = FilledForm::new("k1234567").with("words", "La carta <b>non</b> va.");
        form.fault("name", FieldFault::Missing);
        let page = ComplainPage { form, services: Vec::new(), receipt: None };
        let html = Owner::new().with(|| view! { <Complain locale=Locale::en page /> }.to_html());
        assert!(html.contains("La carta &lt;b>non") && html.contains("href=\"#name\""), "{html}");
    }
}
