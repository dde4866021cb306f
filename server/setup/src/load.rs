//! Loads a set-up with the languages beside it, or the set-up that the program carries.

use crate::branch::Setup;
use crate::check;
use crate::fault::{Error, Fault};
use crate::language::{self, Source};
use crate::source;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The set-up that the program carries.
pub const DEFAULT: &str = include_str!("../default.toml");

/// Its further languages, each with the text of its file: one for each `default.xx.toml`.
pub const LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A set-up as it is written: the text of its file, and those of its further languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub text: String,
    /// By the code of the language.
    pub languages: BTreeMap<String, String>,
}

impl Written {
    /// The set-up that the program carries.
    pub fn carried() -> Self {
        let languages = LANGUAGES.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned()));
        Self { text: DEFAULT.to_owned(), languages: languages.collect() }
    }

    /// Reads a file with the languages beside it; without a file, the set-up that the program carries.
    ///
    /// # Errors
    /// A file cannot be read, or it has another encoding.
    pub fn read(file: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = file else { return Ok(Self::carried()) };
        let text = source::read(path)?;
        let languages = language::beside(path)?.into_iter().map(|source| (source.code, source.text)).collect();
        Ok(Self { text, languages })
    }

    /// Checks the whole set-up. `folder` holds what the set-up names by file: forms, logo, pictures.
    ///
    /// # Errors
    /// Every mistake, with line, field and remedy; none is left out but those behind a mistake of TOML itself.
    pub fn check(&self, folder: Option<&Path>) -> Result<Setup, Vec<Fault>> {
        self.check_as("setup", folder)
    }

    /// The same, where messages name the files of languages after the set-up's own file.
    fn check_as(&self, stem: &str, folder: Option<&Path>) -> Result<Setup, Vec<Fault>> {
        let sources: Vec<Source> = self.languages.iter().map(|(code, text)| Source::of(stem, code, text)).collect();
        check::check(&self.text, &sources, folder)
    }
}

impl Setup {
    /// Loads the set-up in `file` with the languages beside it, or the one that the program carries.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let written = Written::read(file)?;
        let (name, stem) = match file {
            Some(path) => {
                (path.display().to_string(), path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("setup"))
            }
            None => ("(built in)".to_owned(), "default"),
        };
        written.check_as(stem, folder_of(file)).map_err(|faults| Error::Faulty { file: name, faults })
    }

    /// Checks the text of a set-up that has no further languages and no forms of the bank's own beside it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let written = Written { text: text.to_owned(), languages: BTreeMap::new() };
        written.check(None).map_err(|faults| Error::Faulty { file: "(text)".to_owned(), faults })
    }
}

/// The folder in which a set-up's forms, logo and pictures are looked for; the set-up that the program carries has none.
pub fn folder_of(file: Option<&Path>) -> Option<&Path> {
    file.map(|path| path.parent().unwrap_or(Path::new("")))
}
