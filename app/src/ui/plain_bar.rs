//! The bar at the top of a page for everybody: whose page it is, and its languages.

use super::{Icon, LanguageLinks};
use leptos::prelude::*;
use words::Locale;

/// The name of the product or of the branch, and the languages.
#[component]
pub fn PlainBar(
    locale: Locale,
    locales: Vec<Locale>,
    #[prop(into)] name: String,
    /// What a language's link keeps of the address beside the language.
    #[prop(optional)]
    query: String,
) -> impl IntoView {
    view! {
        <header class="plain-bar">
            <p class="brand">
                <Icon name="brand" />
                <span>{name}</span>
            </p>
            <LanguageLinks locale locales query />
        </header>
    }
}
