//! A PostgreSQL database to a SQLite file of the same tables, and back.

use super::report::{BackupError, RestoreError};
use super::sqlite::{self, Table};
use crate::failure::Failure;
use crate::open::{self, OpenError};
use futures::TryStreamExt;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row as _, SqliteConnection, query, query_scalar};
use std::fmt::Write as _;
use std::path::Path;

/// Rows that go into SQLite in one statement.
const TOGETHER: usize = 500;
/// Bytes that go to PostgreSQL in one message.
const MESSAGE: usize = 64 * 1024;

/// Copies what was committed at this moment into the empty file at `to`, but for the tables that a backup has not.
pub async fn copy(url: &str, to: &Path) -> Result<(), BackupError> {
    let opened = open::postgres::open_read_only(url).await.map_err(OpenError::from)?;
    let mut from = opened.database.pool.acquire().await.map_err(|error| BackupError::Failed(error.into()))?;
    sqlite::bring_up_to_date(to, &open::sqlite::MIGRATIONS).await.map_err(OpenError::from)?;
    let mut file = sqlite::unshared(to).await.map_err(BackupError::Failed)?;
    copy_tables(&mut from, &mut file).await.map_err(BackupError::Failed)?;
    file.close().await.map_err(|error| BackupError::Failed(error.into()))?;
    Ok(())
}

async fn copy_tables(from: &mut PgConnection, file: &mut SqliteConnection) -> Result<(), Failure> {
    query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut *from).await?;
    query("BEGIN").execute(&mut *file).await?;
    for table in sqlite::tables(file).await? {
        let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"::text")).collect();
        let all = format!("SELECT {} FROM \"{}\"", columns.join(", "), table.name);
        let mut rows = query(AssertSqlSafe(all)).fetch(&mut *from);
        let mut batch: Vec<Vec<Option<String>>> = Vec::with_capacity(TOGETHER);
        while let Some(row) = rows.try_next().await? {
            batch.push((0..columns.len()).map(|column| row.try_get(column)).collect::<Result<_, _>>()?);
            if batch.len() == TOGETHER {
                insert(file, &table, &batch).await?;
                batch.clear();
            }
        }
        insert(file, &table, &batch).await?;
        drop(rows);
        if table.numbered {
            let last = "SELECT pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass)";
            let last: Option<i64> = query_scalar(last).bind(&table.name).fetch_one(&mut *from).await?;
            sqlite::number_from(file, &table.name, last).await?;
        }
    }
    query("COMMIT").execute(&mut *file).await?;
    query("COMMIT").execute(&mut *from).await?;
    Ok(())
}

async fn insert(file: &mut SqliteConnection, table: &Table, rows: &[Vec<Option<String>>]) -> Result<(), Failure> {
    let values: Vec<String> = (0..table.columns.len()).map(|column| format!("value->>{column}")).collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({}) SELECT {} FROM json_each(?)",
        table.name,
        table.column_list(),
        values.join(", ")
    );
    let rows = serde_json::to_string(rows).map_err(|error| Failure::Other(error.to_string()))?;
    query(AssertSqlSafe(sql)).bind(rows).execute(file).await?;
    Ok(())
}

/// Copies everything from the file at `backup`, which is of this program's version, into the database at `url`: all or
/// nothing.
pub async fn restore(url: &str, backup: &Path) -> Result<(), RestoreError> {
    // Opening makes the tables where they are not there.
    open::postgres::open(url).await.map_err(OpenError::from)?.database.close().await;
    let mut connection = open::postgres::without_limit(url).await.map_err(OpenError::from)?;
    let file = open::sqlite::any_version(backup).await.map_err(OpenError::from)?;
    let mut transaction = connection.begin().await.map_err(Failure::from)?;
    // A server that is using the database waits until the restore is over.
    query("LOCK TABLE journal, staff IN EXCLUSIVE MODE").execute(&mut *transaction).await.map_err(Failure::from)?;
    let row = query("SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM staff)");
    let row = row.fetch_one(&mut *transaction).await.map_err(Failure::from)?;
    let count = |column: usize| u64::try_from(row.get::<i64, _>(column)).unwrap_or(0);
    if count(0) + count(1) > 0 {
        return Err(RestoreError::NotEmpty { rows: count(0), people: count(1) });
    }
    take_in(&file, &mut transaction).await?;
    transaction.commit().await.map_err(Failure::from)?;
    file.close().await;
    let _ = connection.close().await;
    Ok(())
}

async fn take_in(file: &SqlitePool, to: &mut PgConnection) -> Result<(), Failure> {
    for table in sqlite::FILLED_AT_START {
        query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *to).await?;
    }
    let mut reading = file.acquire().await?;
    for table in sqlite::tables(&mut reading).await? {
        let columns: Vec<String> = table.columns.iter().map(|column| format!("CAST(\"{column}\" AS TEXT)")).collect();
        let all = format!("SELECT {} FROM \"{}\"", columns.join(", "), table.name);
        let into = format!("COPY \"{}\" ({}) FROM STDIN", table.name, table.column_list());
        let mut copy = to.copy_in_raw(&into).await?;
        let mut message = String::new();
        {
            let mut rows = query(AssertSqlSafe(all)).fetch(&mut *reading);
            while let Some(row) = rows.try_next().await? {
                for column in 0..columns.len() {
                    message.push_str(if column == 0 { "" } else { "\t" });
                    write_field(&mut message, row.try_get(column)?);
                }
                message.push('\n');
                if message.len() >= MESSAGE {
                    copy.send(message.as_bytes()).await?;
                    message.clear();
                }
            }
        }
        copy.send(message.as_bytes()).await?;
        copy.finish().await?;
        if table.numbered
            && let Some(last) = sqlite::last_number(&mut reading, &table.name).await?
        {
            let sql = "SELECT setval(pg_get_serial_sequence($1, 'id')::regclass, $2)";
            query(sql).bind(&table.name).bind(last).execute(&mut *to).await?;
        }
    }
    Ok(())
}

/// A field in COPY's text format: <https://www.postgresql.org/docs/current/sql-copy.html>
fn write_field(line: &mut String, field: Option<String>) {
    let Some(field) = field else {
        line.push_str("\\N");
        return;
    };
    for letter in field.chars() {
        let _ = match letter {
            '\\' => line.write_str("\\\\"),
            '\t' => line.write_str("\\t"),
            '\n' => line.write_str("\\n"),
            '\r' => line.write_str("\\r"),
            other => line.write_char(other),
        };
    }
}
