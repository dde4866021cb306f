//! Languages, and text that exists in several of them.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// A language by its ISO 639 code: two or three lower-case letters (`it`, `en`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(example = "it", pattern = "^[a-z]{2,3}$"))]
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

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same words in several languages, keyed by language code; the first one stands in where one is missing. In
/// JSON an object, whose order counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = BTreeMap<String, String>))]
pub struct Text(Vec<(String, String)>);

impl Text {
    /// The words in `language`; where they are missing, in the first language there is; never nothing but "".
    pub fn get(&self, language: &str) -> &str {
        let own = self.0.iter().find(|(known, _)| known == language);
        own.or(self.0.first()).map_or("", |(_, words)| words)
    }

    /// Whether there are words in this very language.
    pub fn has(&self, language: &str) -> bool {
        self.0.iter().any(|(known, _)| known == language)
    }
}

impl FromIterator<(String, String)> for Text {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl From<BTreeMap<String, String>> for Text {
    fn from(words: BTreeMap<String, String>) -> Self {
        words.into_iter().collect()
    }
}

impl Text {
    /// The words in every language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, words)| words.as_str())
    }

    /// Leaves out the other languages; all stay where there is none of these.
    pub fn keep(&mut self, languages: &[&str]) {
        if languages.iter().any(|language| self.has(language)) {
            self.0.retain(|(language, _)| languages.contains(&language.as_str()));
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Text {
    fn from(pairs: [(&str, &str); N]) -> Self {
        pairs.into_iter().map(|(language, words)| (language.to_owned(), words.to_owned())).collect()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(language, words)| (language, words)))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words by language")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Text(pairs))
            }
        }

        deserializer.deserialize_map(InOrder)
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
