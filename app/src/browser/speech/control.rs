//! The words for a control: its name, its state and its kind.

use words::{Locale, t};

/// The kind of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Link,
    Button,
    Box,
    Option,
    Field,
    List,
    /// A part of the screen that can be moved through: all that it holds is said.
    Section,
}

/// A state of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Chosen(bool),
    On(bool),
    Open(bool),
    Current,
    Disabled,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The question that it answers, where it is one of several answers.
    pub question: String,
    pub name: String,
    pub role: Role,
    pub states: Vec<State>,
}

impl Control {
    /// Returns the words for the control: "I have it, not chosen, box".
    pub fn words(&self, locale: Locale) -> String {
        let question = self.question.trim();
        let states = self.states.iter().map(|state| state_word(locale, *state));
        let parts: Vec<&str> = std::iter::once(self.name.trim_end_matches('.').trim())
            .chain(states)
            .chain(std::iter::once(role_word(locale, self.role)))
            .filter(|part| !part.is_empty())
            .collect();
        let said = parts.join(", ");
        if question.is_empty() { said } else { [question, " ", &said].concat() }
    }
}

fn role_word(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Link => t!(locale, speech.link),
        Role::Button => t!(locale, speech.button),
        Role::Box => t!(locale, speech.tick_box),
        Role::Option => t!(locale, speech.option),
        Role::Field => t!(locale, speech.field),
        Role::List => t!(locale, speech.list),
        Role::Section => "",
    }
}

fn state_word(locale: Locale, state: State) -> &'static str {
    match state {
        State::Chosen(true) => t!(locale, speech.chosen),
        State::Chosen(false) => t!(locale, speech.not_chosen),
        State::On(true) => t!(locale, speech.is_on),
        State::On(false) => t!(locale, speech.is_off),
        State::Open(true) => t!(locale, speech.open),
        State::Open(false) => t!(locale, speech.closed),
        State::Current => t!(locale, speech.current),
        State::Disabled => t!(locale, speech.disabled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(role: Role, states: &[State]) -> Control {
        Control { question: String::new(), name: "I have it.".to_owned(), role, states: states.to_vec() }
    }

    #[test]
    fn a_control_is_told_by_name_state_and_what_it_is() {
        assert_eq!(control(Role::Box, &[State::Chosen(false)]).words(Locale::en), "I have it, not chosen, box");
        assert_eq!(control(Role::Box, &[State::Chosen(true)]).words(Locale::it), "I have it, selezionata, casella");
        assert_eq!(control(Role::Button, &[State::Disabled]).words(Locale::en), "I have it, not available, button");
        assert_eq!(control(Role::Section, &[]).words(Locale::en), "I have it");
    }

    #[test]
    fn an_answer_is_told_after_its_question() {
        let question = "Do you need priority?".to_owned();
        let answer = Control { question, name: "No".to_owned(), ..control(Role::Option, &[State::Chosen(true)]) };
        assert_eq!(answer.words(Locale::en), "Do you need priority? No, chosen, option");
    }
}
