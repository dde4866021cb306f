//! A whole file to another: how SQLite makes a backup and takes one in.

use super::open::{self, OpenError};
use super::{Failure, Sqlite};
use crate::store::backup::Contents;
use crate::store::restore::RestoreError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool};
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _, SqliteConnection, query, query_scalar};
use std::path::Path;

/// What a copy has not, besides SQLite's own tables.
const NOT_COPIED: &str = "'session', '_sqlx_migrations'";

/// Copies everything that was committed at this moment into the file at `to`, which is empty or not there.
pub async fn copy(source: &SqlitePool, to: &Path) -> Result<(), Failure> {
    query("VACUUM INTO ?").bind(path(to)?).execute(source).await?;
    Ok(())
}

/// Takes the sessions out of a copy that nobody else has, with nothing of them left in the file.
pub async fn without_sessions(copy: &Path) -> Result<(), Failure> {
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .journal_mode(SqliteJournalMode::Memory)
        .pragma("secure_delete", "ON");
    let mut connection = options.connect().await?;
    query("DELETE FROM session").execute(&mut connection).await?;
    sqlx::Connection::close(connection).await?;
    Ok(())
}

/// What SQLite finds wrong with a copy, and what stands in it.
pub async fn inspect(copy: &Path) -> Result<(Vec<String>, Contents), Failure> {
    let mut connection = SqliteConnectOptions::new().filename(copy).read_only(true).connect().await?;
    let mut amiss: Vec<String> = query_scalar("PRAGMA integrity_check").fetch_all(&mut connection).await?;
    amiss.retain(|line| line != "ok");
    let sql = "SELECT (SELECT count(DISTINCT branch) FROM journal),
                      (SELECT count(*) FROM (SELECT DISTINCT branch, day FROM journal)),
                      (SELECT count(*) FROM journal), (SELECT count(*) FROM staff)";
    let row = query(sql).fetch_one(&mut connection).await?;
    let number = |column: usize| row.try_get::<i64, _>(column).map(|number| u64::try_from(number).unwrap_or(0));
    let bytes = std::fs::metadata(copy).map_or(0, |file| file.len());
    let contents = Contents { branches: number(0)?, days: number(1)?, rows: number(2)?, people: number(3)?, bytes };
    sqlx::Connection::close(connection).await?;
    Ok((amiss, contents))
}

/// Brings the tables of a copy to the version of the last of `migrations`.
pub async fn bring_up_to_date(copy: &Path, migrations: &Migrator) -> Result<(), OpenError> {
    let file = copy.display().to_string();
    let options = SqliteConnectOptions::new().filename(copy).journal_mode(SqliteJournalMode::Memory);
    let pool = SqlitePool::connect_with(options).await.map_err(|error| open::explain(&file, error))?;
    let migrated = open::migrate(&pool, &file, migrations).await;
    pool.close().await;
    migrated
}

impl Sqlite {
    /// Takes in everything that stands in the file at `backup`, which has this program's version: all or nothing.
    pub async fn restore(&self, backup: &Path) -> Result<(), RestoreError> {
        let mut connection = self.pool.acquire().await.map_err(Failure::from)?;
        let uri = format!("file:{}?mode=ro", path(backup)?.replace('%', "%25").replace('?', "%3f").replace('#', "%23"));
        query("ATTACH ? AS backup").bind(uri).execute(&mut *connection).await.map_err(Failure::from)?;
        query("BEGIN IMMEDIATE").execute(&mut *connection).await.map_err(Failure::from)?;
        let taken = take_in(&mut connection).await;
        let end = if taken.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = query(end).execute(&mut *connection).await;
        // Whatever is attached or open goes with the connection.
        let closed = connection.close().await;
        taken?;
        ended.map_err(Failure::from)?;
        closed.map_err(Failure::from)?;
        Ok(())
    }
}

async fn take_in(connection: &mut SqliteConnection) -> Result<(), RestoreError> {
    let row = query("SELECT (SELECT count(*) FROM main.journal), (SELECT count(*) FROM main.staff)");
    let row = row.fetch_one(&mut *connection).await.map_err(Failure::from)?;
    let number = |column: usize| u64::try_from(row.get::<i64, _>(column)).unwrap_or(0);
    if number(0) + number(1) > 0 {
        return Err(RestoreError::NotEmpty { rows: number(0), people: number(1) });
    }
    Ok(copy_tables(connection).await.map_err(Failure::from)?)
}

/// Every table of the file but [`NOT_COPIED`], one that a later version adds too.
async fn copy_tables(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    // Rows may refer to rows of a table that is copied later.
    query("PRAGMA defer_foreign_keys = ON").execute(&mut *connection).await?;
    let tables = format!(
        "SELECT name FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' AND name NOT IN ({NOT_COPIED}) ORDER BY rowid"
    );
    let tables: Vec<String> = query_scalar(AssertSqlSafe(tables)).fetch_all(&mut *connection).await?;
    for table in tables {
        let columns = "SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info(?, 'main')";
        let columns: String = query_scalar(columns).bind(&table).fetch_one(&mut *connection).await?;
        let sql = format!("INSERT INTO main.\"{table}\" ({columns}) SELECT {columns} FROM backup.\"{table}\"");
        query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    // The number of a person who was erased is not given out again: the journal may know it.
    query("DELETE FROM main.sqlite_sequence").execute(&mut *connection).await?;
    let sequences = "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM backup.sqlite_sequence";
    query(sequences).execute(&mut *connection).await?;
    Ok(())
}

fn path(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| Failure::Other(format!("{} is not UTF-8", path.display())))
}
