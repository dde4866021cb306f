//! The icons of `public/icons.svg` (Lucide, ISC licence). Always beside words, so hidden from screen readers.

use leptos::prelude::*;

/// An icon by its name in the sprite.
#[component]
pub fn Icon(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=["/icons.svg#", &name].concat()></use>
        </svg>
    }
}
