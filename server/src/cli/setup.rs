//! `sportello setup`: the set-up that the program carries, to start from; or whether a file can be used.

use super::Error;
use crate::settings::SetupCommand;
use crate::setup::{DEFAULT, Setup};
use std::io::Write;

pub fn run(arguments: &SetupCommand) -> Result<(), Error> {
    match &arguments.check {
        None => Ok(std::io::stdout().write_all(DEFAULT.as_bytes())?),
        Some(file) => {
            let setup = Setup::load(Some(file))?;
            let branches = setup.branches.len();
            println!(
                "{}: {branches} {}, nothing to mend",
                file.display(),
                if branches == 1 { "branch" } else { "branches" }
            );
            Ok(())
        }
    }
}
