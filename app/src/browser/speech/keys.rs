//! What the keys of a keyboard mean, and of an audio keypad that sends such keys.

/// The action of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Next,
    Previous,
    /// Chooses what is focused, where the browser does not do it by itself.
    Choose,
    Back,
    Repeat,
    Louder,
    Quieter,
    /// Turns speech on or off.
    Speech,
}

/// Whether a key can mean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Nowhere on this screen.
    Nowhere,
    /// Elsewhere on the screen, and what is typed goes to a field.
    Led,
    /// Where the focus is.
    Here,
}

/// Returns the action of a key by its name in the browser. In a field most keys belong to the text; where typing goes to a
/// field, letters do.
pub fn action(key: &str, writing: Writing) -> Option<Action> {
    match key {
        "ArrowDown" => Some(Action::Next),
        "ArrowUp" => Some(Action::Previous),
        "Escape" => Some(Action::Back),
        _ if writing == Writing::Here => None,
        "ArrowRight" => Some(Action::Next),
        "ArrowLeft" => Some(Action::Previous),
        "Enter" => Some(Action::Choose),
        "Backspace" | "BrowserBack" | "GoBack" => Some(Action::Back),
        "*" => Some(Action::Repeat),
        "+" | "=" => Some(Action::Louder),
        "-" => Some(Action::Quieter),
        _ if writing == Writing::Led => None,
        "r" | "R" => Some(Action::Repeat),
        "s" | "S" => Some(Action::Speech),
        _ => None,
    }
}

/// Where the focus is among the targets, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    On(usize),
    /// On something else, such as a heading, before the target of this index; the count of them at the end.
    Before(usize),
}

/// Returns the index of the next target, round at both ends; `None` where there are no targets.
pub fn moved(count: usize, from: Place, forwards: bool) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let next = match (from, forwards) {
        (Place::On(place), true) => place + 1,
        (Place::Before(place), true) => place,
        (Place::On(place) | Place::Before(place), false) => place + count - 1,
    };
    Some(next % count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_are_walked_in_reading_order_and_round_at_both_ends() {
        assert_eq!(moved(3, Place::On(0), true), Some(1));
        assert_eq!(moved(3, Place::On(2), true), Some(0));
        assert_eq!(moved(3, Place::On(0), false), Some(2));
        assert_eq!(moved(3, Place::On(2), false), Some(1));
        assert_eq!(moved(0, Place::Before(0), true), None);
    }

    #[test]
    fn from_a_heading_one_goes_to_what_stands_after_it_or_before_it() {
        assert_eq!(moved(5, Place::Before(2), true), Some(2));
        assert_eq!(moved(5, Place::Before(2), false), Some(1));
        assert_eq!(moved(5, Place::Before(0), false), Some(4));
        assert_eq!(moved(5, Place::Before(5), true), Some(0));
    }

    #[test]
    fn a_field_for_text_keeps_its_keys() {
        for key in ["r", "s", "+", "-", "*", "Backspace", "ArrowLeft", "Enter"] {
            assert_eq!(action(key, Writing::Here), None, "{key}");
            assert!(action(key, Writing::Nowhere).is_some(), "{key}");
        }
        assert_eq!(action("ArrowDown", Writing::Here), Some(Action::Next));
        assert_eq!(action("a", Writing::Nowhere), None);
    }

    #[test]
    fn where_typing_is_led_to_a_field_letters_are_text_and_the_keypad_s_own_keys_act() {
        for key in ["r", "R", "s", "S", "a"] {
            assert_eq!(action(key, Writing::Led), None, "{key}");
        }
        for key in ["ArrowLeft", "Enter", "Backspace", "*", "+", "-"] {
            assert!(action(key, Writing::Led).is_some(), "{key}");
        }
    }
}
