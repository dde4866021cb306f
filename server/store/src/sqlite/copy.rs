//! A whole file to another: how SQLite makes a backup and takes one in.

use super::OpenError;
use super::open;
use super::{Failure, Sqlite};
use crate::backup::Contents;
use crate::restore::RestoreError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _, SqliteConnection, query, query_scalar};
use std::path::Path;

/// What a copy has not, besides SQLite's own tables.
const NOT_COPIED: &str = "'session', 'server_secret', 'push_subscription', '_sqlx_migrations'";

/// Copies everything that was committed at this moment into the file at `to`, which is empty or not there.
pub async fn copy(source: &SqlitePool, to: &Path) -> Result<(), Failure> {
    query("VACUUM INTO ?").bind(path(to)?).execute(source).await?;
    Ok(())
}

/// Takes the sessions, the secrets and what phones asked for out of a copy that nobody else has, with nothing of them
/// left in the file.
pub async fn without_sessions(copy: &Path) -> Result<(), Failure> {
    let mut connection = unshared(copy).await?;
    for all in ["DELETE FROM session", "DELETE FROM server_secret", "DELETE FROM push_subscription"] {
        query(all).execute(&mut connection).await?;
    }
    sqlx::Connection::close(connection).await?;
    Ok(())
}

/// A connection to a file that nobody else has: should it be cut off, the file is thrown away.
pub async fn unshared(copy: &Path) -> Result<SqliteConnection, Failure> {
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .journal_mode(SqliteJournalMode::Memory)
        .synchronous(SqliteSynchronous::Off)
        .pragma("secure_delete", "ON");
    Ok(options.connect().await?)
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
    for table in tables(connection).await? {
        let (name, columns) = (&table.name, table.column_list());
        let sql = format!("INSERT INTO main.\"{name}\" ({columns}) SELECT {columns} FROM backup.\"{name}\"");
        query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    // The number of a person who was erased is not given out again: the journal may know it.
    query("DELETE FROM main.sqlite_sequence").execute(&mut *connection).await?;
    let sequences = "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM backup.sqlite_sequence";
    query(sequences).execute(&mut *connection).await?;
    Ok(())
}

/// A table that a copy has.
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// Whether a number that was given out once is never given out again.
    pub numbered: bool,
}

impl Table {
    pub fn column_list(&self) -> String {
        self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// The tables of the file that is open as `main`, [`NOT_COPIED`] apart, in the order in which they were made: one
/// refers only to those before it.
pub async fn tables(connection: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let sql = format!(
        "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' AND name NOT IN ({NOT_COPIED}) ORDER BY rowid"
    );
    let mut tables = Vec::new();
    for row in query(AssertSqlSafe(sql)).fetch_all(&mut *connection).await? {
        let (name, numbered): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
        let columns = query_scalar("SELECT name FROM pragma_table_info(?, 'main')");
        let columns = columns.bind(&name).fetch_all(&mut *connection).await?;
        tables.push(Table { name, columns, numbered });
    }
    Ok(tables)
}

/// The last number that a numbered table gave out.
pub async fn last_number(connection: &mut SqliteConnection, table: &str) -> Result<Option<i64>, sqlx::Error> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = ? AND seq > 0";
    query_scalar(sql).bind(table).fetch_optional(connection).await
}

/// Has a numbered table go on after `last`.
pub async fn number_from(connection: &mut SqliteConnection, table: &str, last: Option<i64>) -> Result<(), sqlx::Error> {
    query("DELETE FROM sqlite_sequence WHERE name = ?").bind(table).execute(&mut *connection).await?;
    let sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)";
    query(sql).bind(table).bind(last.unwrap_or(0)).execute(connection).await?;
    Ok(())
}

fn path(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| Failure::Other(format!("{} is not UTF-8", path.display())))
}
