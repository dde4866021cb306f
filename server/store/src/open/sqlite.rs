//! Opening a SQLite file: what can be wrong with it is said with what to do about it.

use crate::database::kept_file::KeptFile;
use crate::database::sqlite::Sqlite;
use crate::failure::Failure;
use sqlx::AssertSqlSafe;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// The cache of the connection that appends, in kibibytes as SQLite writes them; it grows to this with use.
const WRITING_CACHE: &str = "-32000";
/// A commit checkpoints the write-ahead log itself once the log has this many pages. The journal's own checkpoints keep
/// the log far below it.
const LOG_MAX: &str = "64000";
/// How long a statement waits for another program's lock. A ticket waits for it twice at most, a table's statement being before it,
/// and has its answer within the six seconds that a branch's task gives itself.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// The same beside a server that commits one ticket after the other.
const PATIENCE_BESIDE: Duration = Duration::from_secs(10);

/// Why a database file cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "cannot open the database {file}: {reason}. Give --database the path of a file that this user may read and write, in a folder that exists."
    )]
    Unopenable { file: String, reason: String },
    #[error("the database {0} is in use by another sportello. Stop that one first, or give --database another file.")]
    InUse(String),
    #[error("the database {0} is locked by another program. Close that program, then start again.")]
    Locked(String),
    #[error("the database {0} is read-only. Give this user the right to write to it and to its folder.")]
    ReadOnly(String),
    #[error("{0} is not a database. Give --database another path, or move that file away: nothing was changed.")]
    NotADatabase(String),
    #[error(
        "the database {file} was written by a newer sportello (its version is {version}, this program knows up to {known}). Start that one, or restore a backup from before the upgrade: nothing was changed."
    )]
    Newer { file: String, version: i64, known: i64 },
    #[error(
        "the database {file} was written by an older sportello (its version is {version}, this program's is {known}). Start `sportello serve` on it once, which brings it up to date."
    )]
    Older { file: String, version: i64, known: i64 },
    #[error("{0} is not a database of sportello. Give --database another path: nothing was changed.")]
    Foreign(String),
    #[error(
        "the database {file} is damaged: {reason}. Move it and the files beside it away, keep them, and restore the last backup with `sportello restore`: nothing was changed."
    )]
    Damaged { file: String, reason: String },
    #[error("there is no room for the database {0}: the disk is full. Free some space, then start again.")]
    Full(String),
    #[error(
        "the database {file} cannot be brought up to date: {reason}. Nothing was changed; restore a backup or ask for help with this message."
    )]
    Migration { file: String, reason: String },
}

/// A file that is open.
pub struct Opened {
    /// Reads, and the statements of the tables beside the journal, run here.
    pub database: Sqlite,
    /// The one connection that appends to the journal. What it has read and written stays in its cache.
    pub writing: SqlitePool,
}

/// Opens a file, or makes it, and brings its tables to this program's version.
pub async fn open(path: &Path) -> Result<Opened, OpenError> {
    let file = path.display().to_string();
    let explained = |error| explain(&file, error);
    let lock = lock(path, &file)?;
    let options = options(path).create_if_missing(true);
    let pool = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone())
        .await
        .map_err(explained)?;
    migrate(&pool, &file, &MIGRATIONS).await?;
    writable(&pool).await.map_err(explained)?;
    mark(&pool).await.map_err(explained)?;
    let unopenable = |error: std::io::Error| OpenError::Unopenable { file: file.clone(), reason: error.to_string() };
    let kept = KeptFile::open(path).map_err(unopenable)?;
    let one = || SqlitePoolOptions::new().max_connections(1);
    let writing = one().connect_with(options.clone().pragma("cache_size", WRITING_CACHE)).await.map_err(explained)?;
    // What a crash of the machine may take: its commits wait for no disk, and the next one that does syncs them too.
    let losable = one().connect_with(options.synchronous(SqliteSynchronous::Normal)).await.map_err(explained)?;
    Ok(Opened { database: Sqlite::served(pool, losable, kept, lock), writing })
}

/// Opens a file beside a server that may be using it, without the server's lock. One that is not of this version, or
/// not there, is opened as by the server, which brings it up to date; unless `make` says so, none is made.
pub async fn open_beside(path: &Path, make: bool) -> Result<Opened, OpenError> {
    let file = path.display().to_string();
    if !make && !path.exists() {
        return Err(OpenError::Unopenable { file, reason: "there is no such file".to_owned() });
    }
    let is_current = match any_version(path).await {
        Ok(found) => {
            let found_version = version(&found).await;
            found.close().await;
            found_version.is_ok_and(|version| version == known())
        }
        Err(_) => false,
    };
    if !is_current {
        return open(path).await;
    }
    let options = options(path).busy_timeout(PATIENCE_BESIDE);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
    let pool = pool.map_err(|error| explain(&file, error))?;
    writable(&pool).await.map_err(|error| explain(&file, error))?;
    Ok(Opened { database: Sqlite::beside(pool.clone()), writing: pool })
}

/// Returns how every connection that writes is made.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is erased is overwritten in the file, and not only taken off its lists.
        .pragma("secure_delete", "ON")
        .pragma("wal_autocheckpoint", LOG_MAX)
        .busy_timeout(PATIENCE)
}

/// Marks a file that has no mark yet with a number of its own, and copies the log into it, so that its first page has
/// the mark.
async fn mark(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let marked: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(pool).await?;
    if marked == 0 {
        let mark = i32::from_le_bytes(machine::random()) | 1;
        sqlx::query(AssertSqlSafe(format!("PRAGMA user_version = {mark}"))).execute(pool).await?;
    }
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(pool).await.map(drop)
}

/// Opens a file of this version for reading, while others may be using it.
pub async fn open_read_only(path: &Path) -> Result<Opened, OpenError> {
    let file = path.display().to_string();
    let pool = any_version(path).await?;
    let version = version(&pool).await.map_err(|error| explain(&file, error))?;
    if version < known() {
        return Err(OpenError::Older { file, version, known: known() });
    }
    Ok(Opened { database: Sqlite::beside(pool.clone()), writing: pool })
}

/// Opens a file of this version or an older one for reading. A server may be writing to it: the write-ahead log lets
/// both work.
pub async fn any_version(path: &Path) -> Result<SqlitePool, OpenError> {
    let file = path.display().to_string();
    let explained = |error| explain(&file, error);
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(PATIENCE);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.map_err(explained)?;
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('journal', '_sqlx_migrations')";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(&pool).await.map_err(explained)?;
    if tables != 2 {
        return Err(OpenError::Foreign(file));
    }
    let version = version(&pool).await.map_err(explained)?;
    if version > known() { Err(newer(&file, version)) } else { Ok(pool) }
}

/// Returns whether a file is of a version before the last of `migrations`.
pub async fn is_older(pool: &SqlitePool, migrations: &Migrator) -> Result<bool, Failure> {
    Ok(version(pool).await? < last(migrations))
}

async fn version(pool: &SqlitePool) -> Result<i64, sqlx::Error> {
    let version = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success";
    sqlx::query_scalar(version).fetch_one(pool).await
}

/// Returns the version of the tables that this program makes.
fn known() -> i64 {
    last(&MIGRATIONS)
}

fn last(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn newer(file: &str, version: i64) -> OpenError {
    OpenError::Newer { file: file.to_owned(), version, known: known() }
}

/// Takes a lock that lasts as long as the program. SQLite's own locks come and go with transactions.
fn lock(path: &Path, file: &str) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let unopenable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => OpenError::Full(file.to_owned()),
        std::io::ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly(file.to_owned()),
        _ => OpenError::Unopenable { file: file.to_owned(), reason: error.to_string() },
    };
    let lock = File::options().create(true).truncate(false).write(true).open(&name).map_err(unopenable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(file.to_owned())),
        Err(TryLockError::Error(error)) => Err(unopenable(error)),
    }
}

/// Brings a file's tables to the version of the last of `migrations`.
pub async fn migrate(pool: &SqlitePool, file: &str, migrations: &Migrator) -> Result<(), OpenError> {
    migrations.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => newer(file, version),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => match explain(file, error) {
            OpenError::Unopenable { file, reason } => OpenError::Migration { file, reason },
            plain => plain,
        },
        other => OpenError::Migration { file: file.to_owned(), reason: other.to_string() },
    })
}

/// Tries to write, so that a file that cannot be written to is found now and not by the first ticket.
async fn writable(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("DELETE FROM session WHERE token_hash = ''").execute(&mut *transaction).await?;
    transaction.commit().await
}

/// Returns what an error means for whoever opens the file.
pub fn explain(file: &str, error: sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok()).map(|code| code & 0xff);
    let file = file.to_owned();
    match (code, Failure::from(error)) {
        (Some(26), _) => OpenError::NotADatabase(file),
        (_, Failure::Full) => OpenError::Full(file),
        (_, Failure::Locked) => OpenError::Locked(file),
        (_, Failure::ReadOnly) => OpenError::ReadOnly(file),
        (_, Failure::Damaged(reason)) => OpenError::Damaged { file, reason },
        (_, Failure::Gone(reason) | Failure::Other(reason)) => OpenError::Unopenable { file, reason },
    }
}
