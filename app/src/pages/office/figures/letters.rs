//! The reports that are sent by themselves: what became of each, and the way to send one again that was given up.

use crate::ui::{Table, day_words};
use leptos::prelude::*;
use wire::{LetterRow, NewsState};
use words::{Locale, t};

/// The latest reports; nothing where none is sent.
#[component]
pub fn Letters(locale: Locale, action: String, letters: Vec<LetterRow>) -> impl IntoView {
    let some = !letters.is_empty();
    let rows =
        letters.into_iter().map(|letter| view! { <Letter locale action=action.clone() letter /> }).collect_view();
    let columns = vec![
        t!(locale, report_letter.recipient),
        t!(locale, report_letter.period),
        t!(locale, troubles.state),
        t!(locale, troubles.at),
        t!(locale, troubles.tries),
    ];
    some.then(|| {
        view! {
            <h2>{t!(locale, report_letter.sent_title)}</h2>
            <p class="hint">{t!(locale, report_letter.how)}</p>
            <Table label=t!(locale, report_letter.sent_title) columns>
                {rows}
            </Table>
        }
    })
}

#[component]
fn Letter(locale: Locale, action: String, letter: LetterRow) -> impl IntoView {
    let LetterRow { recipient, period, state, tries, at, fault } = letter;
    let said = match state {
        NewsState::Waiting => t!(locale, troubles.waiting),
        NewsState::Sent => t!(locale, troubles.sent),
        NewsState::Dead => t!(locale, troubles.dead),
        NewsState::CalledOff => t!(locale, troubles.called_off),
    };
    let fault = Some(fault).filter(|fault| !fault.is_empty());
    let said = [Some(said.to_owned()), fault].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let days = day_words(locale, &period);
    let again = (state == NewsState::Dead).then(|| {
        let label = t!(locale, report_letter.again_label, recipient = recipient, period = days);
        view! {
            <form method="post" action=action>
                <input type="hidden" name="recipient" value=recipient.clone() />
                <input type="hidden" name="period" value=period />
                <button type="submit" class="button" aria-label=label>
                    {t!(locale, report_letter.again)}
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{recipient}</th>
            <td>{days}</td>
            <td>{said} {again}</td>
            <td>{at}</td>
            <td>{tries}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_was_given_up_says_why_and_can_be_sent_again() {
        let letter = |state, fault: &str| LetterRow {
            recipient: "management".to_owned(),
            period: "2026-11-23".to_owned(),
            state,
            tries: 7,
            at: "2026-11-24 07:00:20".to_owned(),
            fault: fault.to_owned(),
        };
        let letters = vec![letter(NewsState::Dead, "no such mailbox"), letter(NewsState::Sent, "")];
        let action = "/b/centro/office/reports?lang=en".to_owned();
        let html = Owner::new().with(|| view! { <Letters locale=Locale::en action letters /> }.to_html());
        for part in ["no such mailbox", "value=\"2026-11-23\"", t!(Locale::en, report_letter.sent_title)] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("<form").count(), 1, "what was sent is not sent again");
        let none = || view! { <Letters locale=Locale::en action=String::new() letters=vec![] /> }.to_html();
        assert!(!Owner::new().with(none).contains("<h2"));
    }
}
