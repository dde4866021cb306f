//! The form on which a visitor asks to be told more of a product: what it is, the consent to tick, and how to be reached.

use crate::ui::{ConsentTick, Faults, FormKey, Notice, TextField};
use leptos::prelude::*;
use wire::{Consent, NewInterestPage};
use words::{Locale, t};

#[component]
pub fn NewInterest(locale: Locale, page: NewInterestPage) -> impl IntoView {
    let NewInterestPage { form, what, consent } = page;
    let Consent { product, language, words, missing, .. } = consent;
    let labels = vec![
        ("name", t!(locale, book.name).to_owned()),
        ("phone", t!(locale, book.phone).to_owned()),
        ("email", t!(locale, book.email).to_owned()),
    ];
    let hidden = ["product", "wording"]
        .into_iter()
        .map(|name| view! { <input type="hidden" name=name value=form.value(name).to_owned() /> })
        .collect_view();
    view! {
        <p class="lead">{product.get(locale.code()).to_owned()}</p>
        <p>{what.get(locale.code()).to_owned()}</p>
        {missing.then(|| view! { <Notice words=t!(locale, consent.not_ticked) /> })}
        <Faults locale form=form.clone() labels />
        <form method="post" class="fields">
            <FormKey form=form.clone() />
            <input type="hidden" name="lang" value=locale.code() />
            {hidden}
            <TextField locale form=form.clone() name="name" label=t!(locale, book.name) autocomplete="name" optional=true />
            <TextField
                locale
                form=form.clone()
                name="phone"
                label=t!(locale, book.phone)
                hint=t!(locale, consent.either)
                kind="tel"
                autocomplete="tel"
                optional=true
            />
            <TextField
                locale
                form
                name="email"
                label=t!(locale, book.email)
                kind="email"
                autocomplete="email"
                optional=true
            />
            <ConsentTick language words />
            <button type="submit" class="button button-primary">
                {t!(locale, consent.send)}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{FieldFault, FilledForm, Language};

    #[test]
    fn the_consent_is_to_be_ticked_and_what_was_typed_stays() {
        let mut form = FilledForm::new("k1234567").with("email", "rosa@").with("product", "account");
        form.fault("email", FieldFault::Malformed);
        let consent = Consent {
            product: sample::text("Conto", "Account"),
            language: Language::new("it"),
            words: "Accetto.".to_owned(),
            languages: Vec::new(),
            missing: true,
        };
        let page = NewInterestPage { form, what: sample::text("Per pagare.", "To pay."), consent };
        let html = Owner::new().with(|| view! { <NewInterest locale=Locale::it page /> }.to_html());
        for part in ["Accetto.", "value=\"rosa@\"", "href=\"#email\"", "value=\"account\"", "Per pagare.", "required"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("checked"), "{html}");
        assert!(html.contains(t!(Locale::it, consent.not_ticked)), "{html}");
    }
}
