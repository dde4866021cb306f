//! The plain forms behind the phone's buttons: what a touch does before the page runs, or where no script ever does.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use words::Locale;

/// Shows the same page with a question open, or with none.
#[component]
pub fn Ask(
    locale: Locale,
    /// The path of the ticket's page.
    page: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="plain-form" method="get" action=page>
            <input type="hidden" name="lang" value=locale.code() />
            {children()}
        </form>
    }
}

/// Does something, once however often it is sent.
#[component]
pub fn Post(locale: Locale, action: String, key: String, children: Children) -> impl IntoView {
    view! {
        <form class="plain-form" method="post" action=action>
            <input type="hidden" name="lang" value=locale.code() />
            <input type="hidden" name="key" value=key />
            {children()}
        </form>
    }
}

/// What a button does where the page runs, in place of sending its form.
pub fn plainly(act: impl Fn() + 'static) -> impl Fn(MouseEvent) + 'static {
    move |event| {
        event.prevent_default();
        act();
    }
}
