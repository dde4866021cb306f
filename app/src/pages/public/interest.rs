//! The client's own page of an interest in a product: one touch withdraws it.

use crate::ui::{FormKey, day_words};
use leptos::prelude::*;
use wire::InterestPage;
use words::{Locale, t};

#[component]
pub fn Interest(locale: Locale, page: InterestPage) -> impl IntoView {
    let InterestPage { product, stands, erased_on, form } = page;
    let product = product.get(locale.code()).to_owned();
    if !stands {
        return view! { <p class="lead">{t!(locale, consent.withdrawn, product = product)}</p> }.into_any();
    }
    view! {
        <p class="lead">{t!(locale, consent.stands, product = product)}</p>
        <p>{t!(locale, consent.erased_on, day = day_words(locale, &erased_on))}</p>
        <form method="post" class="fields">
            <FormKey form />
            <button type="submit" class="button button-primary">
                {t!(locale, consent.withdraw)}
            </button>
        </form>
    }
    .into_any()
}
