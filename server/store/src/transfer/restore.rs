//! A restore: a backup goes into a database that holds nothing yet, all of it or nothing. A backup of an older version
//! is copied first, and the copy is brought up to date.

use super::report::{Contents, RestoreError};
use super::{postgres, sqlite};
use crate::failure::Failure;
use crate::open;
use sqlx::migrate::Migrator;
use std::path::{Path, PathBuf};

/// Restores the backup `from` into the SQLite file `database`, which is empty or not there.
pub async fn into_sqlite(from: &Path, database: &Path) -> Result<Contents, RestoreError> {
    let backup = Backup::check(from, &beside(database), &open::sqlite::MIGRATIONS).await?;
    sqlite::restore(database, &backup.path).await?;
    Ok(backup.contents)
}

/// Restores the backup `from` into the PostgreSQL database at `url`, which is empty; its tables may be there.
/// `scratch` is a folder for the copy of an older backup.
pub async fn into_postgres(from: &Path, url: &str, scratch: &Path) -> Result<Contents, RestoreError> {
    let name = format!("sportello-{:016x}", u64::from_le_bytes(machine::random()));
    let backup = Backup::check(from, &beside(&scratch.join(name)), &open::sqlite::MIGRATIONS).await?;
    postgres::restore(url, &backup.path).await?;
    Ok(backup.contents)
}

/// Returns where an older backup is brought up to date.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".restoring");
    PathBuf::from(name)
}

/// A backup that can be restored: it is sound, and of this program's version.
pub struct Backup {
    pub path: PathBuf,
    pub contents: Contents,
    /// Whether `path` is a copy, which is to be removed.
    scratch: bool,
}

impl Backup {
    /// Checks the backup `from`. Where it is of a version before the last of `migrations`, it is copied to `scratch`,
    /// and the copy is brought up to date.
    pub async fn check(from: &Path, scratch: &Path, migrations: &Migrator) -> Result<Self, RestoreError> {
        let file = from.display().to_string();
        let source = open::sqlite::any_version(from).await.map_err(of_backup)?;
        let older = open::sqlite::is_older(&source, migrations).await?;
        let (amiss, contents) = match sqlite::inspect(from).await {
            Err(Failure::Damaged(reason)) => return Err(RestoreError::Damaged { file, reason }),
            inspected => inspected?,
        };
        if let Some(reason) = amiss.into_iter().next() {
            return Err(RestoreError::Damaged { file, reason });
        }
        let mut backup = Self { path: from.to_owned(), contents, scratch: false };
        if older {
            if scratch.exists() {
                std::fs::remove_file(scratch).map_err(|error| Failure::Other(error.to_string()))?;
            }
            backup = Self { path: scratch.to_owned(), contents, scratch: true };
            sqlite::copy(&source, scratch).await?;
            sqlite::bring_up_to_date(scratch, migrations).await.map_err(of_backup)?;
        }
        source.close().await;
        Ok(backup)
    }
}

impl Drop for Backup {
    fn drop(&mut self) {
        if self.scratch
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(file = %self.path.display(), %error, "the copy could not be removed");
        }
    }
}

/// Returns what it means for a restore that the backup cannot be opened.
fn of_backup(error: open::sqlite::OpenError) -> RestoreError {
    use open::sqlite::OpenError;
    match error {
        OpenError::NotADatabase(file) | OpenError::Foreign(file) => RestoreError::NotABackup(file),
        OpenError::Newer { file, version, known } => RestoreError::Newer { file, version, known },
        OpenError::Damaged { file, reason } => RestoreError::Damaged { file, reason },
        OpenError::Migration { file, reason } => RestoreError::Migration { file, reason },
        OpenError::Unopenable { file, reason } => RestoreError::Unopenable { file, reason },
        OpenError::Full(_) => RestoreError::Full,
        other => RestoreError::Target(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use sqlx::migrate::{Migration, MigrationType};
    use sqlx::{Connection, SqlSafeStr, SqliteConnection, query_scalar};

    /// A later version of this program knows one more migration than this one.
    #[tokio::test]
    async fn a_backup_of_an_older_version_is_brought_up_to_date_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (database, file, scratch) = (folder.path().join("a.db"), folder.path().join("b"), folder.path().join("c"));
        Store::sqlite(&database).await.unwrap().close().await;
        crate::backup::of_sqlite(&database, &file).await.unwrap();
        let before = std::fs::read(&file).unwrap();
        let addition = Migration::new(
            9999,
            "later".into(),
            MigrationType::Simple,
            "CREATE TABLE later (x TEXT)".into_sql_str(),
            false,
        );
        let mut migrations = open::sqlite::MIGRATIONS.migrations.to_vec();
        migrations.push(addition);
        let later = Migrator { migrations: migrations.into(), ..Migrator::DEFAULT };
        let backup = Backup::check(&file, &scratch, &later).await.unwrap();
        assert_eq!(backup.path, scratch);
        let mut connection = SqliteConnection::connect(&format!("sqlite://{}", scratch.display())).await.unwrap();
        let version: i64 =
            query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut connection).await.unwrap();
        assert_eq!(version, 9999);
        connection.close().await.unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), before, "the backup itself stays as it was");
        drop(backup);
        assert!(!scratch.exists());
        let today = Backup::check(&file, &scratch, &open::sqlite::MIGRATIONS).await.unwrap();
        assert_eq!(today.path, file, "one of this version is used as it is");
    }
}
