//! What a backup or a restore reports: how much was moved, or why nothing was, and what to do.

use crate::failure::Failure;
use crate::open::OpenError;

/// How much a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub branches: u64,
    pub days: u64,
    /// Rows of the journal.
    pub rows: u64,
    pub people: u64,
    pub bytes: u64,
}

/// Why there is no backup, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{0} is there already, and a backup overwrites nothing. Give --to another name.")]
    Exists(String),
    #[error("another backup is being written to {0}. Wait until it is done, or give --to another name.")]
    Busy(String),
    #[error("there is no room for the backup {0}: the disk is full. Free some space, or give --to another disk.")]
    Full(String),
    #[error(
        "cannot write the backup {file}: {reason}. Give --to a name in a folder that exists and that this user may write to."
    )]
    Unwritable { file: String, reason: String },
    #[error(
        "the copy is not sound: {0}. So the database may not be: see what `sportello verify` says. There is no backup."
    )]
    Unsound(String),
    #[error("the backup could not be made: {0}. There is no backup.")]
    Failed(Failure),
}

/// Why nothing was restored, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("cannot open the backup {file}: {reason}. Give --from the path of a backup that this user may read.")]
    Unopenable { file: String, reason: String },
    #[error("{0} is not a backup of sportello. Give --from the path of a file that `sportello backup` made.")]
    NotABackup(String),
    #[error(
        "the backup {file} was made by a newer sportello (its version is {version}, this program knows up to {known}). Restore it with that one."
    )]
    Newer { file: String, version: i64, known: i64 },
    #[error("the backup {file} is damaged: {reason}. Restore an earlier one: nothing was changed.")]
    Damaged { file: String, reason: String },
    #[error("the backup {file} cannot be brought up to date: {reason}. Nothing was changed.")]
    Migration { file: String, reason: String },
    #[error(transparent)]
    Target(#[from] OpenError),
    #[error(
        "the database is not empty ({rows} journal rows, {people} people), and a restore overwrites nothing. Give --database a new one; or stop the server and move the old one away, with the files beside it."
    )]
    NotEmpty { rows: u64, people: u64 },
    #[error(
        "there is no room to restore the backup: the disk is full. Free some space, then try again: nothing was changed."
    )]
    Full,
    #[error("the backup could not be restored: {0}. Nothing was changed.")]
    Failed(Failure),
}

impl From<Failure> for RestoreError {
    fn from(failure: Failure) -> Self {
        if failure == Failure::Full { Self::Full } else { Self::Failed(failure) }
    }
}
