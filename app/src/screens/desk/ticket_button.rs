//! A ticket's number in a list: pressed, it tells the ticket's story.

use super::question::Question;
use crate::ui::TicketNumber;
use leptos::prelude::*;
use words::{Locale, t};

/// The number, to press.
#[component]
pub fn TicketButton(locale: Locale, id: u32, number: String, ask: Callback<Question>) -> impl IntoView {
    let asked = number.clone();
    view! {
        <button
            type="button"
            class="ticket-button"
            title=t!(locale, story.open)
            on:click=move |_| ask.run(Question::Story(id, asked.clone()))
        >
            <TicketNumber number />
            <span class="unseen">": " {t!(locale, story.open)}</span>
        </button>
    }
}
