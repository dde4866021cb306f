//! A backup: a whole database in one file, without sessions, secrets and what phones asked for. The file has its name
//! only when it is complete, checked and on the disk.

use super::report::{BackupError, Contents};
use super::{postgres, sqlite};
use crate::failure::Failure;
use crate::open::{self, OpenError};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Backs up the SQLite file `database`, which a server may be writing to, into the new file `to`.
pub async fn of_sqlite(database: &Path, to: &Path) -> Result<Contents, BackupError> {
    let source = open::sqlite::any_version(database).await.map_err(OpenError::from)?;
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
        BackupError::Open(OpenError::Sqlite(open::sqlite::OpenError::Full(_))) => BackupError::Full(partial.name()),
        other => other,
    })?;
    partial.complete().await
}

/// A backup that is not complete yet. Its file is removed unless it becomes complete.
struct Partial {
    to: PathBuf,
    path: PathBuf,
    file: File,
}

impl Partial {
    /// Makes an empty file beside `to` that only this user may read, because password hashes come into it. A file that
    /// a killed backup left is used again.
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

    /// Removes what a backup has not, checks the file, and gives it its name once it is on the disk.
    async fn complete(self) -> Result<Contents, BackupError> {
        sqlite::remove_not_copied(&self.path).await.map_err(|failure| self.failed(failure))?;
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

    /// Gives the file its name, unless another file has taken it meanwhile. Returns the file's size.
    fn publish(&self) -> std::io::Result<u64> {
        self.file.sync_all()?;
        match std::fs::hard_link(&self.path, &self.to) {
            // The other name is removed when this is dropped.
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            // Some file systems have no links, as those of many USB sticks.
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
        // SQLite leaves its journal where a disk was full.
        for part in ["", "-journal", "-wal", "-shm"] {
            let mut path = self.path.clone().into_os_string();
            path.push(part);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    tracing::warn!(file = %path.display(), %error, "what was written of the backup could not be removed");
                }
                _ => {}
            }
        }
    }
}

fn unwritable(file: &str, error: &std::io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::StorageFull => BackupError::Full(file.to_owned()),
        _ => BackupError::Unwritable { file: file.to_owned(), reason: error.to_string() },
    }
}
