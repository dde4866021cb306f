//! A backup: everything in one SQLite file of this program's own format, whichever engine it came from. Sessions are
//! not in it. The file stands under its name only when it is complete, checked and on the disk.

use super::{Failure, OpenError, postgres, sqlite};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// What stands in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub branches: u64,
    pub days: u64,
    /// Of the journal.
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

/// Backs up the SQLite file `database`, which a server may be writing to, into the new file `to`.
pub async fn of_sqlite(database: &Path, to: &Path) -> Result<Contents, BackupError> {
    let source = sqlite::any_version(database).await.map_err(OpenError::from)?;
    let partial = Partial::new(to)?;
    sqlite::copy(&source, &partial.path).await.map_err(|failure| partial.failed(failure))?;
    source.close().await;
    partial.complete().await
}

/// Backs up the PostgreSQL database at `url`, which servers may be writing to, into the new file `to`.
pub async fn of_postgres(url: &str, to: &Path) -> Result<Contents, BackupError> {
    let partial = Partial::new(to)?;
    postgres::copy(url, &partial.path).await.map_err(|error| match error {
        BackupError::Failed(failure) => partial.failed(failure),
        BackupError::Open(OpenError::Sqlite(sqlite::OpenError::Full(_))) => BackupError::Full(partial.name()),
        other => other,
    })?;
    partial.complete().await
}

/// A backup that is not complete yet; unless it becomes so, its file goes.
struct Partial {
    to: PathBuf,
    path: PathBuf,
    file: File,
}

impl Partial {
    /// An empty file beside `to`, for this user's eyes only: password hashes come into it. One that a killed backup
    /// left is taken over.
    fn new(to: &Path) -> Result<Self, BackupError> {
        let name = to.display().to_string();
        if to.symlink_metadata().is_ok() {
            return Err(BackupError::Exists(name));
        }
        let mut path = to.as_os_str().to_owned();
        path.push(".partial");
        let path = PathBuf::from(path);
        let opened = File::options().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = opened.map_err(|error| unwritable(&name, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(name)),
            Err(TryLockError::Error(error)) => return Err(unwritable(&name, &error)),
        }
        file.set_len(0).map_err(|error| unwritable(&name, &error))?;
        Ok(Self { to: to.to_owned(), path, file })
    }

    fn name(&self) -> String {
        self.to.display().to_string()
    }

    fn failed(&self, failure: Failure) -> BackupError {
        match failure {
            Failure::Full => BackupError::Full(self.name()),
            Failure::Damaged(what) => BackupError::Unsound(what),
            other => BackupError::Failed(other),
        }
    }

    /// Without sessions, checked and on the disk: then it gets its name.
    async fn complete(self) -> Result<Contents, BackupError> {
        sqlite::without_sessions(&self.path).await.map_err(|failure| self.failed(failure))?;
        let (amiss, mut contents) = sqlite::inspect(&self.path).await.map_err(|failure| self.failed(failure))?;
        if let Some(what) = amiss.first() {
            return Err(BackupError::Unsound(what.clone()));
        }
        contents.bytes = self.publish().map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError::Exists(self.name()),
            _ => unwritable(&self.name(), &error),
        })?;
        Ok(contents)
    }

    /// Gives the file its name, which nobody else took meanwhile; its size.
    fn publish(&self) -> std::io::Result<u64> {
        self.file.sync_all()?;
        match std::fs::hard_link(&self.path, &self.to) {
            // Dropped, the other name goes.
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            // A file system without links, as on many a USB stick.
            Err(_) if self.to.symlink_metadata().is_ok() => return Err(ErrorKind::AlreadyExists.into()),
            Err(_) => std::fs::rename(&self.path, &self.to)?,
        }
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(self.file.metadata()?.len())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                tracing::warn!(file = %self.path.display(), %error, "what was written of the backup could not be removed");
            }
            _ => {}
        }
    }
}

fn unwritable(file: &str, error: &std::io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::StorageFull => BackupError::Full(file.to_owned()),
        _ => BackupError::Unwritable { file: file.to_owned(), reason: error.to_string() },
    }
}
