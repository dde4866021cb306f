//! Languages, and text that exists in several of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language by its ISO 639 code: two or three lower-case letters (`it`, `en`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(example = "it"))]
#[serde(transparent)]
pub struct Language(pub String);

impl Language {
    pub fn new(code: &str) -> Self {
        Self(code.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same words in several languages, keyed by language code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The words in `language`; where they are missing, in any language there is; never nothing but "".
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

impl Text {
    /// Leaves out the other languages; all stay where there is none of these.
    pub fn keep(&mut self, languages: &[&str]) {
        if languages.iter().any(|language| self.0.contains_key(*language)) {
            self.0.retain(|language, _| languages.contains(&language.as_str()));
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Text {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.into_iter().map(|(language, words)| (language.to_owned(), words.to_owned())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_is_cut_to_the_languages_of_a_page_and_never_to_nothing() {
        let mut text = Text::from([("it", "Sportello"), ("en", "Desk"), ("de", "Schalter")]);
        text.keep(&["en", "it"]);
        assert_eq!(text, Text::from([("it", "Sportello"), ("en", "Desk")]));
        text.keep(&["xx"]);
        assert_eq!(text.get("en"), "Desk");
    }
}
