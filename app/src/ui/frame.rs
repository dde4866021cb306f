//! The bars at the top of a page: which branch, which language, who is signed in.

use crate::address;
use crate::ui::Icon;
use crate::words::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;

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
        <nav class="languages" aria-label=td_string!(locale, language.label)>
            <ul>{links}</ul>
        </nav>
    }
}

/// The top of every page of the staff: product, branch, language, the name of who is signed in, sign out.
#[component]
pub fn StaffBar(locale: Locale, locales: Vec<Locale>, branch: String, staff: String) -> impl IntoView {
    view! {
        <header class="staff-bar">
            <a class="brand" rel="external" href=address::front_door(locale) title=td_string!(locale, staff.home)>
                <Icon name="brand" />
                <span>{td_string!(locale, product)}</span>
            </a>
            <p class="staff-branch">{branch}</p>
            <LanguageLinks locale locales />
            <p class="staff-name">
                <Icon name="user" />
                <span>{td_string!(locale, staff.signed_in_as, name = staff)}</span>
            </p>
            <form method="post" action="/sign-out">
                <button type="submit" class="button button-quiet">
                    <Icon name="sign-out" />
                    <span>{td_string!(locale, staff.sign_out)}</span>
                </button>
            </form>
        </header>
    }
}
