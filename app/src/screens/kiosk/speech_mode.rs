//! The button that has the kiosk speak.

use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

/// On or off; told to those who hear it as such.
#[component]
pub fn SpeechButton(locale: Locale, on: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="kiosk-aid kiosk-speech"
            aria-label=t!(locale, speech.label)
            aria-pressed=move || on.get().to_string()
            aria-keyshortcuts="S"
            on:click=move |_| on.update(|on| *on = !*on)
        >
            <Icon name="sound" />
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_says_whether_the_kiosk_speaks() {
        let html =
            |on| Owner::new().with(|| view! { <SpeechButton locale=Locale::it on=RwSignal::new(on) /> }.to_html());
        assert!(html(true).contains("aria-pressed=\"true\"") && html(true).contains("Voce"));
        assert!(html(false).contains("aria-pressed=\"false\""));
    }
}
