//! What a phone keeps for a visitor who comes again: the service and the language that they had. A kiosk reads it from a QR code.

/// How the text of such a code begins, in small letters.
const MARK: &str = "sportello.usual.";

/// A service and a language, by their ids; nothing of the visitor, and nothing of a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usual {
    pub language: String,
    pub service: String,
}

impl Usual {
    /// The text of the code: a scanner that types finds a dot on the same key in every layout. Capitals make a smaller QR code, and
    /// are no shortcut of the kiosk's.
    pub fn code(&self) -> String {
        [MARK, &self.language, ".", &self.service].concat().to_ascii_uppercase()
    }

    /// Reads what a scanner has typed, in capitals or not; nothing where that is no such code.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.to_ascii_lowercase();
        let (language, service) = typed.split_once(MARK)?.1.trim_end().split_once('.')?;
        let is_id = |id: &str| {
            (1..=40).contains(&id.len())
                && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
        };
        (is_id(language) && is_id(service)).then(|| Self { language: language.to_owned(), service: service.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_code_says_is_read_from_it(language in "[a-z]{2}", service in "[a-z0-9_-]{1,40}", before in "[a-z]{0,9}") {
            let usual = Usual { language, service };
            prop_assert_eq!(Usual::read(&usual.code()), Some(usual.clone()));
            let typed = [before.as_str(), &usual.code(), " "].concat();
            prop_assert_eq!(Usual::read(&typed), Some(usual));
        }

        #[test]
        fn whatever_is_typed_is_a_code_of_ids_or_none(typed in ".{0,80}", rest in "[a-z.A-Z<>/_ -]{0,60}") {
            for text in [typed, [MARK, &rest].concat()] {
                if let Some(usual) = Usual::read(&text) {
                    prop_assert!(text.to_ascii_uppercase().contains(&usual.code()));
                }
            }
        }
    }

    #[test]
    fn a_code_is_in_capitals_and_is_read_in_either() {
        let usual = Usual { language: "it".to_owned(), service: "cash".to_owned() };
        assert_eq!(usual.code(), "SPORTELLO.USUAL.IT.CASH");
        assert_eq!(Usual::read("sportello.usual.it.cash"), Some(usual));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in [
            "",
            "sportello.usual.",
            "sportello.usual.it",
            "sportello.usual.it.",
            "sportello.usual.it.a b",
            "https://a/t/1",
        ] {
            assert_eq!(Usual::read(typed), None, "{typed}");
        }
    }
}
