//! The way of a page onto the visitor's phone: a code where phones reach the server.

use crate::ui::Icon;
use leptos::prelude::*;
use wire::PhoneCode;
use words::{Locale, t};

/// The code with its words. Where phones do not reach the server: other words, and in a demo a link for this machine.
#[component]
pub fn ToPhone(
    locale: Locale,
    phone_code: PhoneCode,
    /// The address of the code's picture.
    code: String,
    /// What the picture is.
    name: &'static str,
    /// The address of the page to which the code leads.
    page: String,
    /// What to do with the code.
    scan: &'static str,
    /// What to do without one.
    without: &'static str,
) -> impl IntoView {
    match phone_code {
        PhoneCode::Shown => view! {
            <img src=code alt=name />
            <p>{scan}</p>
        }
        .into_any(),
        PhoneCode::Link => view! {
            <p>{without}</p>
            // A tab of its own: the kiosk stays where it is.
            <a class="kiosk-way" href=page target="_blank" rel="external noopener">
                <Icon name="phone" />
                <span>{t!(locale, kiosk.open_here)}</span>
            </a>
        }
        .into_any(),
        PhoneCode::LeftOut => view! { <p>{without}</p> }.into_any(),
    }
}
