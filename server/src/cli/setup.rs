//! `sportello setup` prints the set-up that the program carries or one of its languages, or checks a file.

use super::Error;
use crate::settings::SetupCommand;
use ::setup::{DEFAULT, LANGUAGES, Setup};
use std::io::Write;
use std::path::Path;

pub fn run(arguments: &SetupCommand) -> Result<(), Error> {
    match (&arguments.check, &arguments.language) {
        (Some(file), _) => check(file),
        (None, Some(code)) => print(further(code)?),
        (None, None) => print(DEFAULT),
    }
}

fn print(text: &str) -> Result<(), Error> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

/// The file of a further language.
fn further(code: &str) -> Result<&'static str, Error> {
    let known = LANGUAGES.iter().find(|(known, _)| *known == code);
    known.map(|(_, text)| *text).ok_or_else(|| {
        let codes: Vec<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
        let codes = if codes.is_empty() { "none".to_owned() } else { codes.join(", ") };
        Error::Usage(format!(
            "the program carries no file of a language \"{code}\"; there is {codes}. Its own languages stand in what \
             `sportello setup` prints."
        ))
    })
}

fn check(file: &Path) -> Result<(), Error> {
    let setup = Setup::load(Some(file))?;
    let branches = setup.branches.len();
    let languages = setup.branches.values().next().map(|branch| branch.languages.as_slice()).unwrap_or_default();
    println!(
        "{}: {branches} {}, nothing to mend; languages: {}",
        file.display(),
        if branches == 1 { "branch" } else { "branches" },
        languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    );
    Ok(())
}
