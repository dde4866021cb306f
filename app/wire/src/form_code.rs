//! The code on a form of the branch: which form it is, in which language, and by which version of its text it was made. Of what was
//! written on the form it says nothing.

use serde::{Deserialize, Serialize};

/// How the text of such a code begins, in small letters.
const MARK: &str = "sportello.form.";
/// As many letters of a version stand on paper.
const VERSION: usize = 8;

/// A form, by its id, with its language and the beginning of its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormCode {
    pub language: String,
    pub form: String,
    pub version: String,
}

impl FormCode {
    pub fn new(language: &str, form: &str, version: &str) -> Self {
        let version = version.chars().take(VERSION).collect();
        Self { language: language.to_owned(), form: form.to_owned(), version }
    }

    /// What a person reads and types: `IT.SLIP.1A2B3C4D`.
    pub fn short(&self) -> String {
        [&self.language, ".", &self.form, ".", &self.version].concat().to_ascii_uppercase()
    }

    /// The text of the QR code. Capitals make a smaller one, and a scanner that types finds a dot on the same key in every layout.
    pub fn code(&self) -> String {
        [&MARK.to_ascii_uppercase(), self.short().as_str()].concat()
    }

    /// Reads what a scanner or a person has typed, in capitals or not; nothing where that is no such code.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_ascii_lowercase();
        let short = typed.split_once(MARK).map_or(typed.as_str(), |(_, short)| short);
        let mut parts = short.split('.');
        let (language, form, version) = (parts.next()?, parts.next()?, parts.next()?);
        let is_id = |id: &str| {
            (1..=40).contains(&id.len())
                && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
        };
        let is_version = version.len() == VERSION && version.bytes().all(|byte| byte.is_ascii_hexdigit());
        (parts.next().is_none() && is_id(language) && is_id(form) && is_version)
            .then(|| Self::new(language, form, version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_code_says_is_read_from_it(language in "[a-z]{2}", form in "[a-z0-9_-]{1,40}", version in "[0-9a-f]{16}") {
            let code = FormCode::new(&language, &form, &version);
            for typed in [code.code(), code.short(), format!(" {} ", code.short().to_ascii_lowercase())] {
                prop_assert_eq!(FormCode::read(&typed), Some(code.clone()));
            }
        }

        #[test]
        fn whatever_is_typed_is_a_code_or_none(typed in ".{0,80}", rest in "[a-f0-9.A-F<>/_ -]{0,60}") {
            for text in [typed, [MARK, &rest].concat()] {
                if let Some(code) = FormCode::read(&text) {
                    prop_assert!(text.to_ascii_uppercase().contains(&code.short()));
                }
            }
        }
    }

    #[test]
    fn a_code_is_in_capitals_and_what_is_no_code_is_none() {
        assert_eq!(FormCode::new("it", "slip", "1a2b3c4d5e6f7081").code(), "SPORTELLO.FORM.IT.SLIP.1A2B3C4D");
        for typed in
            ["", "it.slip", "it.slip.1a2b3c", "it.slip.1a2b3c4d.x", "it.a b.1a2b3c4d", "SPORTELLO.USUAL.IT.CASH"]
        {
            assert_eq!(FormCode::read(typed), None, "{typed}");
        }
    }
}
