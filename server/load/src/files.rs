//! Enough open files for the connections of a run.

use crate::connection::{Failed, TOO_FEW_FILES};

/// How many files are open besides the connections.
const SPARE: usize = 64;

/// Raises the limit of open files as far as the system allows, and checks that it suffices for `connections`.
pub(crate) fn check_files(connections: usize) -> Result<(), Failed> {
    let allowed = rlimit::increase_nofile_limit(u64::MAX)?;
    if allowed < (connections + SPARE) as u64 {
        return Err(format!("{connections} connections need more than {allowed} open files: {TOO_FEW_FILES}").into());
    }
    Ok(())
}
