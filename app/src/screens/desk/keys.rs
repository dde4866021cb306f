//! The keys of a desk: one for each step, by the letter that the language gives it, and the list of them on "?".

use super::order::Order;
use super::question::Question;
use crate::ui::{Sheet, SheetButtons, Tick};
use leptos::prelude::*;
use wire::{DeskSnapshot, DeskState};
use words::case::upper;
use words::{Locale, t};

/// The key that shows the list.
pub const LIST: &str = "?";
/// The key of danger, which has no sign on the screen.
pub const DANGER: &str = "!";
/// The key that calls.
pub const CALL: &str = " ";

/// What a key does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Press(Order),
    Ask(Question),
}

/// Each key with what it is for, in the order of a visit.
fn keys(locale: Locale) -> [(&'static str, &'static str); 16] {
    [
        (t!(locale, desk.space), t!(locale, desk.call_next)),
        (t!(locale, desk_keys.start), t!(locale, desk.start)),
        (t!(locale, desk_keys.recall), t!(locale, desk.recall)),
        (t!(locale, desk_keys.no_show), t!(locale, desk.no_show)),
        (t!(locale, desk_keys.finish), t!(locale, desk.finish)),
        (t!(locale, desk_keys.finish_with), t!(locale, desk.finish_with)),
        (t!(locale, desk_keys.park), t!(locale, desk.park)),
        (t!(locale, desk_keys.transfer), t!(locale, desk.transfer)),
        (t!(locale, desk_keys.service), t!(locale, desk.change_service)),
        (t!(locale, desk_keys.pause), t!(locale, desk.pause)),
        (t!(locale, desk_keys.help), t!(locale, desk.call_colleague)),
        (t!(locale, desk_keys.look_up), t!(locale, desk.look_up)),
        (t!(locale, desk_keys.issue), t!(locale, desk.issue)),
        (t!(locale, desk_keys.guide), t!(locale, desk.guide)),
        (DANGER, t!(locale, desk_keys.danger)),
        (LIST, t!(locale, desk_keys.list)),
    ]
}

/// What a key does at this desk now; nothing where it has no use. `may_be_absent`: the visitor who was called may be taken
/// for absent.
pub fn act(locale: Locale, key: &str, desk: &DeskSnapshot, may_be_absent: bool) -> Option<Act> {
    if key == CALL {
        return (desk.state == DeskState::Free && desk.next.is_some()).then_some(Act::Press(Order::Next));
    }
    if key == LIST {
        return Some(Act::Ask(Question::Keys));
    }
    let key = upper(key);
    let ticket = desk.ticket.as_ref().map(|ticket| ticket.id);
    let press = |order: Order| order.is_legal(desk.state).then_some(Act::Press(order));
    let ask = |question: Question| question.holds(desk).then_some(Act::Ask(question));
    match key.as_str() {
        key if key == t!(locale, desk_keys.start) => press(Order::Start),
        key if key == t!(locale, desk_keys.recall) => press(Order::Recall),
        key if key == t!(locale, desk_keys.no_show) => press(Order::NoShow).filter(|_| may_be_absent),
        key if key == t!(locale, desk_keys.finish) => press(Order::finish()),
        key if key == t!(locale, desk_keys.finish_with) => ask(Question::Finish(ticket?)),
        key if key == t!(locale, desk_keys.park) => ask(Question::Park(ticket?)),
        key if key == t!(locale, desk_keys.transfer) => ask(Question::Transfer(ticket?)),
        key if key == t!(locale, desk_keys.service) => ask(Question::Service(ticket?)),
        key if key == t!(locale, desk_keys.pause) => ask(Question::Pause),
        key if key == t!(locale, desk_keys.help) => press(Order::Help),
        key if key == t!(locale, desk_keys.look_up) => ask(Question::LookUp),
        key if key == t!(locale, desk_keys.issue) => ask(Question::Issue),
        key if key == t!(locale, desk_keys.guide) => ask(Question::Guide),
        _ => None,
    }
}

/// The list of the keys, and the switch for those of one letter (WCAG 2.1.4): speech input and heavy hands press them unmeant.
#[component]
pub fn Keys(
    locale: Locale,
    /// Single letters have an effect on this tablet.
    letters: RwSignal<bool>,
    close: Callback<()>,
) -> impl IntoView {
    let lines = keys(locale)
        .into_iter()
        .map(|(key, use_of_it)| {
            view! {
                <div>
                    <dt>
                        <kbd>{key}</kbd>
                    </dt>
                    <dd>{use_of_it}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <Sheet title=t!(locale, desk_keys.title) close>
            <dl class="key-list">{lines}</dl>
            <Tick words=t!(locale, desk_keys.letters) ticked=letters />
            <SheetButtons locale close tells=true />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use std::collections::BTreeSet;

    #[test]
    fn each_key_of_a_language_has_one_use() {
        for locale in Locale::complete() {
            let keys = keys(locale);
            let distinct: BTreeSet<&str> = keys.iter().map(|(key, _)| *key).collect();
            assert_eq!(distinct.len(), keys.len(), "{}", locale.code());
        }
    }

    #[test]
    fn a_key_does_what_its_button_would_and_nothing_in_another_moment() {
        let at = |key, state| act(Locale::en, key, &sample::desk(state), true);
        assert_eq!(at(" ", DeskState::Free), Some(Act::Press(Order::Next)));
        assert_eq!(at(" ", DeskState::Serving), None);
        assert_eq!(at("s", DeskState::Calling), Some(Act::Press(Order::Start)));
        assert_eq!(at("s", DeskState::Serving), None);
        assert_eq!(at("f", DeskState::Serving), Some(Act::Press(Order::finish())));
        assert_eq!(at("f", DeskState::Calling), None);
        assert_eq!(at("a", DeskState::Serving), Some(Act::Ask(Question::Park(7))));
        assert_eq!(at("a", DeskState::Free), None);
        assert_eq!(at("g", DeskState::Serving), Some(Act::Ask(Question::Guide)));
        assert_eq!(at("?", DeskState::Closed), Some(Act::Ask(Question::Keys)));
    }

    #[test]
    fn the_key_of_a_no_show_waits_as_its_button_does() {
        let calling = sample::desk(DeskState::Calling);
        assert_eq!(act(Locale::en, "n", &calling, false), None);
        assert_eq!(act(Locale::en, "n", &calling, true), Some(Act::Press(Order::NoShow)));
    }
}
