//! The languages that the product speaks: one for each file of `locales/`.

use wire::{Head, Language};

/// The facts about a language that need no words.
struct Known {
    code: &'static str,
    own_name: &'static str,
    complete: bool,
    right_to_left: bool,
}

const KNOWN: &[Known] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language of the product, by its place in the list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(u8);

#[allow(non_upper_case_globals)]
impl Locale {
    /// The product's first language.
    pub const it: Self = Self(0);
    /// English, which stands in where another language lacks words.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code))]
    pub const en: Self = Self(1);
    /// The number of languages.
    pub const COUNT: usize = KNOWN.len();

    /// The locale of a language code; the product's first where it has no such language.
    pub fn of(code: &str) -> Self {
        Self::known(code).unwrap_or(Self::it)
    }

    /// The locale of a language code, where there is one.
    pub fn known(code: &str) -> Option<Self> {
        Self::every().into_iter().find(|locale| locale.code() == code)
    }

    /// All locales; the product's first one comes first.
    pub fn every() -> Vec<Self> {
        (0..=u8::MAX).take(Self::COUNT).map(Self).collect()
    }

    /// The locales that have all words, the staff's too.
    pub fn complete() -> Vec<Self> {
        Self::every().into_iter().filter(|locale| locale.is_complete()).collect()
    }

    /// The language's code, as in `lang` attributes.
    pub fn code(self) -> &'static str {
        KNOWN[self.place()].code
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        KNOWN[self.place()].own_name
    }

    /// The direction in which it is written, as in `dir` attributes: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        if KNOWN[self.place()].right_to_left { "rtl" } else { "ltr" }
    }

    /// Whether it has all words; the others have those of what visitors see.
    pub fn is_complete(self) -> bool {
        KNOWN[self.place()].complete
    }

    /// Its place among all.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// The locales of a branch's languages, in the branch's order; at least one.
pub fn of_branch(head: &Head) -> Vec<Locale> {
    among(&head.languages)
}

/// The locales of these languages, in their order; at least one.
pub fn among(languages: &[Language]) -> Vec<Locale> {
    let known: Vec<Locale> = languages.iter().filter_map(|language| Locale::known(language.as_str())).collect();
    if known.is_empty() { vec![Locale::it] } else { known }
}

/// The locales of a branch in which the staff's screens can be shown; at least one.
pub fn of_staff(head: &Head) -> Vec<Locale> {
    complete(&head.languages)
}

/// The locales among these languages that have the staff's words; at least one.
pub fn complete(languages: &[Language]) -> Vec<Locale> {
    let known: Vec<Locale> = among(languages).into_iter().filter(|locale| locale.is_complete()).collect();
    if known.is_empty() { Locale::complete() } else { known }
}
