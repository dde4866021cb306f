//! Loads a set-up with the languages beside it, or the set-up that the program carries.

use crate::branch::Setup;
use crate::check;
use crate::fault::Error;
use crate::language::{self, Source};
use crate::source;
use std::path::Path;

/// The set-up that the program carries.
pub const DEFAULT: &str = include_str!("../default.toml");

/// Its further languages, each with the text of its file: one for each `default.xx.toml`.
pub const LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Setup {
    /// Loads the set-up in `file` with the languages beside it, or the one that the program carries.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = file else {
            let further = LANGUAGES.iter().map(|(code, text)| Source::of("default", code, text)).collect::<Vec<_>>();
            return parse("(built in)", DEFAULT, &further, None);
        };
        let text = source::read(path)?;
        let further = language::beside(path)?;
        parse(&path.display().to_string(), &text, &further, Some(path.parent().unwrap_or(Path::new(""))))
    }

    /// Checks the text of a set-up that has no further languages and no forms of the bank's own beside it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse("(text)", text, &[], None)
    }
}

fn parse(file: &str, text: &str, languages: &[Source], folder: Option<&Path>) -> Result<Setup, Error> {
    check::check(text, languages, folder).map_err(|faults| Error::Faulty { file: file.to_owned(), faults })
}
