//! The set-up by which the servers of a database run, for the commands beside them.

use super::Error;
use ::setup::{Setup, folder_of};
use branch::setups::written;
use std::path::Path;
use store::{Store, setup_version};

/// Reads the newest version in the database, or the file where no server has taken one yet. The file's folder holds the forms that
/// a version names.
pub async fn in_force(store: &Store, file: Option<&Path>) -> Result<Setup, Error> {
    let Some(version) = setup_version::newest(store).await? else { return Ok(Setup::load(file)?) };
    let checked = written(&version)?.check(folder_of(file));
    checked.map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let number = version.number;
        Error::Usage(format!(
            "version {number} of the set-up, which is in force, cannot be used here; give --setup, the file beside which its \
             forms lie:\n{}",
            faults.join("\n")
        ))
    })
}

/// Says that a set-up has no such branch, and which it has.
pub fn no_branch(setup: &Setup, unknown: &str) -> Error {
    let known: Vec<&str> = setup.branches.keys().map(String::as_str).collect();
    Error::Usage(format!(
        "there is no branch \"{unknown}\"; write one of {}. A changed file comes into force when a server is started with it.",
        known.join(", ")
    ))
}
