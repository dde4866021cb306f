//! How a ticket's number is written on every screen.

use leptos::prelude::*;

/// A number with a thin gap between its letter and its digits; read and copied it is one word: `A042`.
#[component]
pub fn TicketNumber(number: String) -> impl IntoView {
    let digits = number.find(|character: char| character.is_ascii_digit()).unwrap_or(number.len());
    let (letter, count) = number.split_at(digits);
    view! {
        <span class="ticket-number" translate="no">
            <span class="ticket-letter">{letter.to_owned()}</span>
            <span class="ticket-count">{count.to_owned()}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_one_word() {
        let html = Owner::new().with(|| view! { <TicketNumber number="A042".to_owned() /> }.to_html());
        let text: String = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        assert_eq!(text, "A042");
    }
}
