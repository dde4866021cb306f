//! The store in one SQLite file: WAL, synchronous=FULL. One task writes; whatever all branches appended meanwhile
//! shares one commit. Reads go through a small pool beside it.

mod copy;
mod log;
mod look;
mod open;
mod push;
mod writer;

pub use copy::{Table, bring_up_to_date, copy, inspect, last_number, number_from, tables, unshared, without_sessions};
pub use open::{MIGRATIONS, OpenError, any_version, is_older};

use super::{AppendError, Failure, NewPerson, Person, Role, Row, Visit};
use queue::{CsrId, Timestamp};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Row as _, query};
use std::path::Path;
use std::sync::Arc;
use writer::Writer;

/// Names of the journal's columns, in the order in which rows are read and written.
const COLUMNS: &str = "branch, day, seq, request_key, at_ms, actor, command, events";

#[derive(Debug, Clone)]
pub struct Sqlite {
    /// Reads, and in turn with the writer the rare writes of the tables beside the journal.
    pool: SqlitePool,
    writer: Writer,
    /// Held as long as a store that may write: one program at a time.
    _lock: Option<Arc<std::fs::File>>,
}

impl Sqlite {
    /// Opens or makes the file at `path`, and brings its tables to this program's version.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        let open::Opened { pool, writing, lock } = open::open(path).await?;
        let writer = Writer::start(writing, pool.clone());
        Ok(Self { pool, writer, _lock: Some(Arc::new(lock)) })
    }

    /// Opens the file at `path` for reading, whoever else uses it.
    pub async fn open_read_only(path: &Path) -> Result<Self, OpenError> {
        let pool = open::open_read_only(path).await?;
        Ok(Self { writer: Writer::start(pool.clone(), pool.clone()), pool, _lock: None })
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        self.writer.append(rows).await
    }

    pub async fn read_day(&self, branch: &str, day: &str, from_seq: u64) -> Result<Vec<Row>, Failure> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM journal WHERE branch = ? AND day = ? AND seq >= ? ORDER BY seq"
        ));
        let from_seq = i64::try_from(from_seq).unwrap_or(i64::MAX);
        let rows = query(sql).bind(branch).bind(day).bind(from_seq).fetch_all(&self.pool).await?;
        rows.iter().map(journal_row).collect()
    }

    pub async fn last_day(&self, branch: &str) -> Result<Option<String>, Failure> {
        let row = query("SELECT max(day) FROM journal WHERE branch = ?").bind(branch).fetch_one(&self.pool).await?;
        Ok(row.try_get(0)?)
    }

    pub async fn by_key(&self, branch: &str, request_key: &str) -> Result<Option<Row>, Failure> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM journal WHERE branch = ? AND request_key = ?"));
        let row = query(sql).bind(branch).bind(request_key).fetch_optional(&self.pool).await?;
        row.as_ref().map(journal_row).transpose()
    }

    pub async fn visit(&self, token: &str) -> Result<Option<Visit>, Failure> {
        let row = query("SELECT branch, day, ticket FROM visit WHERE token = ?")
            .bind(token)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| Ok(Visit { branch: row.try_get(0)?, day: row.try_get(1)?, ticket: row.try_get(2)? })).transpose()
    }

    pub async fn forget_visits_before(&self, branch: &str, day: &str) -> Result<(), Failure> {
        let _turn = self.writer.turn().await?;
        query("DELETE FROM visit WHERE branch = ? AND day < ?").bind(branch).bind(day).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn put_person(&self, person: NewPerson) -> Result<CsrId, Failure> {
        let _turn = self.writer.turn().await?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let row = query(
            "INSERT INTO staff (login, name, role, branch, password_hash) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role, branch = excluded.branch,
                 password_hash = excluded.password_hash
             RETURNING id",
        )
        .bind(person.login)
        .bind(person.name)
        .bind(person.role.as_str())
        .bind(person.branch)
        .bind(person.password_hash)
        .fetch_one(&mut *transaction)
        .await?;
        let id: u32 = row.try_get(0)?;
        query("DELETE FROM session WHERE staff = ?").bind(id).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(CsrId(id))
    }

    pub async fn person_by_login(&self, login: &str) -> Result<Option<(Person, String)>, Failure> {
        let sql = "SELECT id, login, name, role, branch, password_hash FROM staff WHERE login = ?";
        let row = query(sql).bind(login).fetch_optional(&self.pool).await?;
        row.map(|row| Ok((person(&row)?, row.try_get(5)?))).transpose()
    }

    pub async fn people(&self) -> Result<Vec<Person>, Failure> {
        let rows = query("SELECT id, login, name, role, branch FROM staff ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(person).collect()
    }

    pub async fn put_session(
        &self,
        token_hash: &str,
        person: CsrId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let _turn = self.writer.turn().await?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        query("DELETE FROM session WHERE expires_ms <= ?").bind(now.0).execute(&mut *transaction).await?;
        let sql = "INSERT INTO session (token_hash, staff, expires_ms) VALUES (?, ?, ?)";
        query(sql).bind(token_hash).bind(person.0).bind(expires.0).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        let sql = "SELECT staff.id, login, name, role, branch FROM session JOIN staff ON staff.id = session.staff
                   WHERE token_hash = ? AND expires_ms > ?";
        let row = query(sql).bind(token_hash).bind(now.0).fetch_optional(&self.pool).await?;
        row.as_ref().map(person).transpose()
    }

    pub async fn end_session(&self, token_hash: &str) -> Result<(), Failure> {
        let _turn = self.writer.turn().await?;
        query("DELETE FROM session WHERE token_hash = ?").bind(token_hash).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn ping(&self) -> Result<(), Failure> {
        query("SELECT count(*) FROM journal WHERE branch = ''").fetch_one(&self.pool).await?;
        Ok(())
    }

    pub async fn close(&self) {
        self.writer.close().await;
        self.pool.close().await;
    }
}

/// A row that cannot be read is named by its place.
fn journal_row(row: &SqliteRow) -> Result<Row, Failure> {
    columns(row).map_err(|error| {
        let text = |column| row.try_get::<String, _>(column).unwrap_or_else(|_| "?".to_owned());
        let seq = row.try_get::<i64, _>(2).map_or_else(|_| "?".to_owned(), |seq| seq.to_string());
        Failure::Damaged(format!("branch {}, day {}, row {seq} cannot be read: {error}", text(0), text(1)))
    })
}

fn columns(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    Ok(Row {
        branch: row.try_get(0)?,
        day: row.try_get(1)?,
        seq: u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or(0),
        request_key: row.try_get(3)?,
        at: Timestamp(row.try_get(4)?),
        actor: row.try_get(5)?,
        command: row.try_get(6)?,
        events: row.try_get(7)?,
        visit: None,
    })
}

fn person(row: &SqliteRow) -> Result<Person, Failure> {
    let role: String = row.try_get(3)?;
    let role = Role::parse(&role).ok_or_else(|| Failure::Other(format!("there is no role {role}")))?;
    Ok(Person {
        id: CsrId(row.try_get(0)?),
        login: row.try_get(1)?,
        name: row.try_get(2)?,
        role,
        branch: row.try_get(4)?,
    })
}

/// What SQLite's code says. The primary one is the lower byte: <https://sqlite.org/rescode.html>
pub fn failure(error: &dyn sqlx::error::DatabaseError) -> Failure {
    match error.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff) {
        Some(13) => Failure::Full,
        Some(5 | 6) => Failure::Locked,
        Some(8) => Failure::ReadOnly,
        // Pages that contradict each other, or a first page that is none.
        Some(11 | 26) => Failure::Damaged(error.to_string()),
        _ => Failure::Other(error.to_string()),
    }
}
