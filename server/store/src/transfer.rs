//! A whole database to a file, and back. The file is a SQLite file of the program's own tables, whichever engine it
//! came from, so that a backup of one engine is good for the other.

pub mod backup;
mod postgres;
mod report;
pub mod restore;
mod sqlite;

pub use report::{BackupError, Contents, RestoreError};
