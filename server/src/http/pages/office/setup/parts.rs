//! The parts of the set-up that can be edited, by their addresses.

mod edit;
mod form;
#[cfg(test)]
mod tests;
mod week;

pub use edit::{edited, path};
pub use form::form;
pub use week::typed_at;

use setup::Fields;
use std::collections::BTreeMap;
use wire::SetupLabel;

/// What was typed, by the names of the fields.
pub type Typed = BTreeMap<String, String>;

/// A part of the set-up that can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Hours,
    Desks,
    Policy,
    /// The words and times of a service.
    Service(String),
    /// The whole text: of the set-up's own file, or of a language's.
    Text(Option<String>),
    /// A text from elsewhere, in place of the set-up's own file.
    Import,
    /// An older version, again.
    Undo(u32),
}

impl Part {
    /// The part with this address, behind `setup/`.
    pub fn parse(address: &str) -> Option<Self> {
        Some(match address.split_once('/') {
            None => match address {
                "hours" => Self::Hours,
                "desks" => Self::Desks,
                "policy" => Self::Policy,
                "text" => Self::Text(None),
                "import" => Self::Import,
                _ => return None,
            },
            Some(("services", id)) => Self::Service(id.to_owned()),
            Some(("text", code)) => Self::Text(Some(code.to_owned())),
            Some(("versions", number)) => Self::Undo(number.parse().ok()?),
            Some(_) => return None,
        })
    }

    pub fn address(&self) -> String {
        match self {
            Self::Hours => "hours".to_owned(),
            Self::Desks => "desks".to_owned(),
            Self::Policy => "policy".to_owned(),
            Self::Service(id) => format!("services/{id}"),
            Self::Text(None) => "text".to_owned(),
            Self::Text(Some(code)) => format!("text/{code}"),
            Self::Import => "import".to_owned(),
            Self::Undo(number) => format!("versions/{number}"),
        }
    }

    /// Whether only an admin of the bank may edit it: it holds more than one branch's.
    pub fn is_of_bank(&self) -> bool {
        matches!(self, Self::Service(_) | Self::Text(_) | Self::Import)
    }

    pub fn label(&self, base: &Fields, spoken: &str) -> SetupLabel {
        match self {
            Self::Hours => SetupLabel::new("hours", ""),
            Self::Desks => SetupLabel::new("desks", ""),
            Self::Policy => SetupLabel::new("policy", ""),
            Self::Service(id) => SetupLabel::new("service", &name_of(base, "service", id, spoken)),
            Self::Text(None) => SetupLabel::new("text", ""),
            Self::Text(Some(code)) => SetupLabel::new("language", code),
            Self::Import => SetupLabel::new("import", ""),
            Self::Undo(number) => SetupLabel::new("version", &number.to_string()),
        }
    }
}

/// An entry of a list, such as a service, by its name in a language, or else in the first one that it has.
pub fn name_of(base: &Fields, list: &str, id: &str, spoken: &str) -> String {
    let languages = base.texts(&["languages"]);
    let known = std::iter::once(spoken).chain(languages.iter().map(String::as_str));
    let mut names = known.map(|code| base.text(&[list, id, "name", code]));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
}
