//! A SQLite file to another one: the backup of a SQLite database, and its restore.

use super::report::{Contents, RestoreError};
use crate::failure::Failure;
use crate::open::sqlite::{OpenError, explain, migrate, open};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _, SqliteConnection, query, query_scalar};
use std::path::Path;

/// The tables that a backup has not: who is signed in or failed to, the servers' secrets, what phones and devices asked for,
/// and the words of the day.
const NOT_COPIED: [&str; 12] = [
    "session",
    "half_sign_in",
    "passkey_challenge",
    "server_secret",
    "push_subscription",
    "appointment_phone",
    "manager_phone",
    "sign_in_failure",
    "look_up_try",
    "enrolment",
    "announcement",
    "ticket_note",
];

/// The tables that a server fills at its first start, before anybody has used it: a restore puts what it brings in their place.
pub const FILLED_AT_START: [&str; 2] = ["setup_version", "setup_day"];

/// Copies everything that was committed at this moment into the file at `to`, which is empty or does not exist.
pub async fn copy(source: &SqlitePool, to: &Path) -> Result<(), Failure> {
    query("VACUUM INTO ?").bind(path(to)?).execute(source).await?;
    Ok(())
}

/// Deletes the rows of [`NOT_COPIED`] from a copy that nobody else has open, and overwrites them in the file.
pub async fn remove_not_copied(copy: &Path) -> Result<(), Failure> {
    let mut connection = unshared(copy).await?;
    for table in NOT_COPIED {
        query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut connection).await?;
    }
    // The mark is that of the file which was copied.
    query("PRAGMA user_version = 0").execute(&mut connection).await?;
    sqlx::Connection::close(connection).await?;
    Ok(())
}

/// Opens a file that nobody else has open. It is written without care for a crash, after which the file is thrown away.
pub async fn unshared(copy: &Path) -> Result<SqliteConnection, Failure> {
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .journal_mode(SqliteJournalMode::Memory)
        .synchronous(SqliteSynchronous::Off)
        .pragma("secure_delete", "ON");
    Ok(options.connect().await?)
}

/// Returns what SQLite finds wrong with a copy, and how much it holds.
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
    let pool = SqlitePool::connect_with(options).await.map_err(|error| explain(&file, error))?;
    let migrated = migrate(&pool, &file, migrations).await;
    pool.close().await;
    migrated
}

/// Copies everything from the file at `backup`, which is of this program's version, into the file `database`: all or
/// nothing.
pub async fn restore(database: &Path, backup: &Path) -> Result<(), RestoreError> {
    let target = open(database).await.map_err(crate::open::OpenError::from)?;
    let restored = restore_into(&target.database.pool, backup).await;
    target.writing.close().await;
    target.database.close().await;
    restored
}

async fn restore_into(target: &SqlitePool, backup: &Path) -> Result<(), RestoreError> {
    let mut connection = target.acquire().await.map_err(Failure::from)?;
    let uri = format!("file:{}?mode=ro", path(backup)?.replace('%', "%25").replace('?', "%3f").replace('#', "%23"));
    query("ATTACH ? AS backup").bind(uri).execute(&mut *connection).await.map_err(Failure::from)?;
    query("BEGIN IMMEDIATE").execute(&mut *connection).await.map_err(Failure::from)?;
    let taken = take_in(&mut connection).await;
    let end = if taken.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = query(end).execute(&mut *connection).await;
    // The attached file, and a transaction that is still open, end with the connection.
    let closed = connection.close().await;
    taken?;
    ended.map_err(Failure::from)?;
    closed.map_err(Failure::from)?;
    Ok(())
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

/// Copies every table of the backup that a backup has, whichever tables this version knows.
async fn copy_tables(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    // A row may refer to a row of a table that is copied later.
    query("PRAGMA defer_foreign_keys = ON").execute(&mut *connection).await?;
    for table in FILLED_AT_START {
        query(AssertSqlSafe(format!("DELETE FROM main.{table}"))).execute(&mut *connection).await?;
    }
    for table in tables(connection).await? {
        let (name, columns) = (&table.name, table.column_list());
        let sql = format!("INSERT INTO main.\"{name}\" ({columns}) SELECT {columns} FROM backup.\"{name}\"");
        query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    // The number of a person who was erased is not given out again, because the journal may have it.
    query("DELETE FROM main.sqlite_sequence").execute(&mut *connection).await?;
    let sequences = "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM backup.sqlite_sequence";
    query(sequences).execute(&mut *connection).await?;
    Ok(())
}

/// A table that a backup has.
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// Whether its rows are numbered, and no number is given out twice.
    pub numbered: bool,
}

impl Table {
    pub fn column_list(&self) -> String {
        self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// Returns the tables of the file that is open as `main`, but for [`NOT_COPIED`], in the order in which they were made:
/// a table refers only to those before it.
pub async fn tables(connection: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let not_copied = NOT_COPIED.map(|table| format!("'{table}'")).join(", ");
    let sql = format!(
        "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' AND name NOT IN ({not_copied}, '_sqlx_migrations')
         ORDER BY rowid"
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

/// Returns the last number that a numbered table gave out.
pub async fn last_number(connection: &mut SqliteConnection, table: &str) -> Result<Option<i64>, sqlx::Error> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = ? AND seq > 0";
    query_scalar(sql).bind(table).fetch_optional(connection).await
}

/// Makes a numbered table go on after `last`.
pub async fn number_from(connection: &mut SqliteConnection, table: &str, last: Option<i64>) -> Result<(), sqlx::Error> {
    query("DELETE FROM sqlite_sequence WHERE name = ?").bind(table).execute(&mut *connection).await?;
    let sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)";
    query(sql).bind(table).bind(last.unwrap_or(0)).execute(connection).await?;
    Ok(())
}

fn path(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| Failure::Other(format!("{} is not UTF-8", path.display())))
}
