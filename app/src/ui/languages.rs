//! The languages of a page.

use leptos::prelude::*;
use words::{Locale, t};

/// The languages of a page as plain links; the present one is marked.
#[component]
pub fn LanguageLinks(
    locale: Locale,
    locales: Vec<Locale>,
    /// What the link keeps of the address beside the language: `&next=...`, or nothing.
    #[prop(optional)]
    query: String,
) -> impl IntoView {
    let links = locales
        .into_iter()
        .map(|other| {
            view! {
                <li>
                    <a
                        rel="external"
                        href=["?lang=", other.code(), &query].concat()
                        lang=other.code()
                        hreflang=other.code()
                        aria-current=(other == locale).then_some("true")
                    >
                        {other.own_name()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="languages" aria-label=t!(locale, language.label)>
            <ul>{links}</ul>
        </nav>
    }
}
