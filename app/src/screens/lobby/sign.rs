//! The display above a desk: the desk's label and the one number that is called or served there.

use super::wall::Everywhere;
use crate::ui::TicketNumber;
use leptos::prelude::*;
use wire::{DeskState, LobbyDesk, LobbySnapshot};
use words::{Locale, t};

/// A desk, its number, and the call that brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub label: String,
    pub state: DeskState,
    pub number: Option<String>,
    /// The seq of the number's latest call: a recall pulses again.
    pub seq: u64,
}

/// What the display above a desk shows; a desk that is not there today is closed.
pub fn shown(snapshot: &LobbySnapshot, desk: &str) -> Shown {
    let known = snapshot.desks.iter().find(|known| known.id == desk).cloned();
    let LobbyDesk { label, state, number, .. } = known.unwrap_or_else(|| LobbyDesk {
        id: desk.to_owned(),
        label: desk.to_owned(),
        state: DeskState::Closed,
        number: None,
    });
    let call = snapshot.calls.iter().find(|call| call.desk == label && Some(&call.number) == number.as_ref());
    Shown { label, state, number, seq: call.map(|call| call.seq).unwrap_or_default() }
}

/// The same in words, for those who hear the page.
pub fn spoken(locales: &[Locale], shown: &Shown) -> String {
    let Some(number) = &shown.number else { return String::new() };
    let words = |locale: &Locale| t!(*locale, lobby.called, number = number.clone(), desk = shown.label.clone());
    locales.iter().map(words).collect::<Vec<_>>().join(". ")
}

#[component]
pub fn Sign(locales: Vec<Locale>, shown: Shown, fresh: bool) -> impl IntoView {
    let Shown { label, state, number, seq } = shown;
    let quiet = match state {
        DeskState::Closed => Some((|locale| t!(locale, lobby.desk_closed)) as fn(Locale) -> &'static str),
        DeskState::Paused => Some((|locale| t!(locale, lobby.desk_paused)) as fn(Locale) -> &'static str),
        DeskState::Free | DeskState::Calling | DeskState::Serving => None,
    };
    let state = quiet.map(|words| {
        let locales = locales.clone();
        view! {
            <p class="sign-state">
                <Everywhere locales words />
            </p>
        }
    });
    let numbers: Vec<(u64, String)> = number.into_iter().map(|number| (seq, number)).collect();
    view! {
        <section class="sign">
            <p class="sign-desk">
                <Everywhere locales words=|locale| t!(locale, lobby.desk) />
                <strong>{label}</strong>
            </p>
            {state}
            <For
                each=move || numbers.clone()
                key=|(seq, number)| (*seq, number.clone())
                children=move |(_, number)| {
                    view! {
                        <p class="sign-number" class:wall-fresh=fresh>
                            <TicketNumber number />
                        </p>
                    }
                }
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn snapshot() -> LobbySnapshot {
        let desk = |id: &str, state, number: Option<&str>| LobbyDesk {
            id: id.to_owned(),
            label: id.to_owned(),
            state,
            number: number.map(str::to_owned),
        };
        let desks = vec![
            desk("1", DeskState::Serving, Some("A001")),
            desk("2", DeskState::Free, None),
            desk("3", DeskState::Paused, None),
        ];
        LobbySnapshot { desks, ..sample::lobby(2) }
    }

    fn html(desk: &str) -> String {
        let locales = vec![Locale::it, Locale::en];
        Owner::new().with(|| view! { <Sign locales shown=shown(&snapshot(), desk) fresh=false /> }.to_html())
    }

    #[test]
    fn a_desk_shows_its_own_number_and_no_other() {
        assert!(html("1").contains("001") && html("1").contains("Sportello"));
        assert!(!html("2").contains("ticket-number") && !html("2").contains("sign-state"));
        assert_eq!(shown(&snapshot(), "1").seq, 1);
    }

    #[test]
    fn a_desk_that_calls_nobody_says_so() {
        assert!(html("3").contains("Torniamo subito") && html("3").contains("Back shortly"));
        assert!(html("9").contains("Chiuso"), "a desk that is not there today");
    }

    #[test]
    fn the_number_is_told_in_every_language() {
        let told = spoken(&[Locale::it, Locale::en], &shown(&snapshot(), "1"));
        assert_eq!(told, "Numero A001, sportello 1. Number A001, desk 1");
        assert_eq!(spoken(&[Locale::it], &shown(&snapshot(), "2")), "");
    }
}
