//! The bar at the top of a page of the staff: which branch, which language, who is signed in.

use super::LanguageLinks;
use crate::address;
use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

/// The top of every page of the staff: product, branch, language, the name of who is signed in, sign out.
#[component]
pub fn StaffBar(
    locale: Locale,
    locales: Vec<Locale>,
    branch: String,
    staff: String,
    /// The address of the branch's office, from a page that is not part of it.
    #[prop(optional_no_strip)]
    office: Option<String>,
) -> impl IntoView {
    let office = office.map(|href| {
        view! {
            <a class="button button-quiet staff-office" rel="external" href=href>
                {t!(locale, office.home)}
            </a>
        }
    });
    view! {
        <header class="staff-bar">
            <a class="brand" rel="external" href=address::front_door(locale) title=t!(locale, staff.home)>
                <Icon name="brand" />
                <span>{t!(locale, product)}</span>
            </a>
            <p class="staff-branch">{branch}</p>
            {office}
            <LanguageLinks locale locales />
            <p class="staff-name">
                <Icon name="user" />
                <span>{t!(locale, staff.signed_in_as, name = staff)}</span>
            </p>
            <form method="post" action="/sign-out">
                <button type="submit" class="button button-quiet" name="change" value="1">
                    {t!(locale, staff.change_user)}
                </button>
                <button type="submit" class="button button-quiet">
                    <Icon name="sign-out" />
                    <span>{t!(locale, staff.sign_out)}</span>
                </button>
            </form>
        </header>
    }
}
