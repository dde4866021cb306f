//! A form that works without script: what was typed, and what is wrong beside each field.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A form as a page shows it: empty at first, and after a fault with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// New for each form that is shown, the same for each try of it: a form that is sent twice has one effect.
    pub key: String,
    /// What each field holds, by its name.
    pub values: BTreeMap<String, String>,
    /// What is wrong with a field, by its name.
    pub faults: BTreeMap<String, FieldFault>,
}

impl Form {
    /// A form that nobody has filled in yet.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// The same with a value in a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// Notes what is wrong with a field; the first fault of a field stays.
    pub fn fault(&mut self, name: &str, fault: FieldFault) {
        self.faults.entry(name.to_owned()).or_insert(fault);
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub fn is_right(&self) -> bool {
        self.faults.is_empty()
    }
}

/// What is wrong with the value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldFault {
    Missing,
    /// In characters.
    TooLong {
        most: u32,
    },
    /// In characters.
    TooShort {
        least: u32,
    },
    /// Written in a way that cannot be meant: an address without `@`, a date that is none.
    Malformed,
    /// A time that is over.
    Past,
    OutOfRange {
        least: i64,
        most: i64,
    },
    /// Nothing that the form offers.
    NotOffered,
    /// Somebody else has it.
    Taken,
}
