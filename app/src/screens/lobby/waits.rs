//! What the next visitor with each letter can expect, as figures that are read from 5 m.

use super::wall::Everywhere;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{LetterWait, WaitRange};
use words::{Locale, t};

/// More minutes than these are told by their lower end alone, so that the figures keep their size.
const MOST: u32 = 99;

/// A wait in figures: "5–10", "10", "100+"; a line where no desk is open for it.
fn figures(wait: Option<WaitRange>) -> String {
    match wait {
        None => "—".to_owned(),
        Some(WaitRange { low_minutes, high_minutes }) if high_minutes > MOST => format!("{low_minutes}+"),
        Some(WaitRange { low_minutes, high_minutes }) if low_minutes >= high_minutes => high_minutes.to_string(),
        Some(WaitRange { low_minutes, high_minutes }) => format!("{low_minutes}–{high_minutes}"),
    }
}

/// A line for each letter: how long, and how many people.
#[component]
pub fn Waits(locales: Vec<Locale>, waits: Vec<LetterWait>) -> impl IntoView {
    let locale = locales.first().copied().unwrap_or(Locale::it);
    let lines = waits
        .into_iter()
        .map(|LetterWait { letter, waiting, wait }| {
            let words =
                t!(locale, lobby.wait_of, letter = letter.clone(), wait = words::wait(locale, wait), people = waiting);
            let unit = wait.map(|_| t!(locale, lobby.minutes));
            view! {
                <li class="wall-wait">
                    <span class="unseen">{words}</span>
                    <span class="wall-wait-line" aria-hidden="true">
                        <strong class="wall-letter">{letter}</strong>
                        <span class="wall-minutes">{figures(wait)}</span>
                        <span class="wall-wait-aside">
                            <span>{unit}</span>
                            <span class="wall-people">
                                <Icon name="people" />
                                <span>{waiting}</span>
                            </span>
                        </span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="wall-waits">
            <h2 class="wall-label">
                <Everywhere locales words=|locale| t!(locale, wait.label) />
            </h2>
            <ul>{lines}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low_minutes: u32, high_minutes: u32) -> WaitRange {
        WaitRange { low_minutes, high_minutes }
    }

    #[test]
    fn a_wait_is_a_range_in_five_figures_at_most() {
        for (wait, told) in [
            (Some(range(5, 10)), "5–10"),
            (Some(range(0, 1)), "0–1"),
            (Some(range(10, 10)), "10"),
            (Some(range(85, 99)), "85–99"),
            (Some(range(90, 110)), "90+"),
            (Some(range(240, 300)), "240+"),
            (None, "—"),
        ] {
            assert_eq!(figures(wait), told);
            assert!(figures(wait).chars().count() <= 5);
        }
    }

    #[test]
    fn each_letter_has_its_line_in_figures_and_in_words() {
        let waits = vec![
            LetterWait { letter: "A".to_owned(), waiting: 3, wait: Some(range(5, 10)) },
            LetterWait { letter: "B".to_owned(), waiting: 0, wait: None },
        ];
        let html = Owner::new().with(|| view! { <Waits locales=vec![Locale::it, Locale::en] waits /> }.to_html());
        assert_eq!(html.matches("wall-wait-line").count(), 2);
        assert!(html.contains("A: 5–10 minuti, persone in attesa: 3"), "{html}");
        assert!(html.contains("B: attesa"), "what no desk serves is said in words: {html}");
    }
}
