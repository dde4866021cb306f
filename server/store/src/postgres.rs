//! The store in PostgreSQL, for many branches and several servers. A few connections append, each for its share of
//! the branches: whatever was handed to one meanwhile is one commit. Reads go through a pool beside them. What is
//! committed is hinted to the other servers (`hints`), which follow the branches that they run (`watch`) and read what
//! they have missed together (`reader`).
//!
//! No statement waits for ever: one that is not answered in time has failed, and its connection is not used again.

mod copy;
mod hints;
mod look;
mod open;
mod push;
mod reader;
#[cfg(test)]
mod tests;
mod watch;
mod writer;

pub use copy::copy;
pub use open::OpenError;

use super::{AppendError, Failure, NewPerson, Person, Position, Role, Row, Visit};
use hints::Hints;
use queue::{CsrId, Timestamp};
use reader::Reader;
use sqlx::postgres::{PgArguments, PgDatabaseError, PgPool, PgRow, Postgres as Engine};
use sqlx::query::Query;
use sqlx::{Row as _, query};
use std::time::Duration;
use watch::Watch;
use writer::Writer;

/// Names of the journal's columns, in the order in which rows are read and written.
const COLUMNS: &str = "branch, day, seq, request_key, at_ms, actor, command, events";
/// How long a statement may take, with the connection that it needs.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, Clone)]
pub struct Postgres {
    /// Reads, and the rare writes of the tables beside the journal.
    pool: PgPool,
    writer: Writer,
    reader: Reader,
    watch: Watch,
}

impl Postgres {
    /// Opens the database at `url`, and brings its tables to this program's version.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Ok(Self::start(open::open(url).await?))
    }

    /// Opens a database of this version for reading, whoever else uses it.
    pub async fn open_read_only(url: &str) -> Result<Self, OpenError> {
        Ok(Self::start(open::open_read_only(url).await?))
    }

    fn start(open::Opened { options, pool }: open::Opened) -> Self {
        let hints = Hints::start(&options);
        let watch = Watch::start(&options, hints.sender());
        let writer = Writer::start(&options, &hints);
        Self { pool, writer, reader: Reader::start(&options), watch }
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        self.writer.append(rows).await
    }

    pub async fn read_day(&self, branch: &str, day: &str, from_seq: u64) -> Result<Vec<Row>, Failure> {
        // Who asks for a part has missed it; the whole day is read by who begins.
        if from_seq > 0 {
            return self.reader.read(branch, day, from_seq).await;
        }
        let sql =
            sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM journal WHERE branch = $1 AND day = $2 ORDER BY seq"));
        let rows = self.rows(query(sql).bind(branch).bind(day)).await?;
        rows.iter().map(journal_row).collect()
    }

    pub fn follow(&self, branch: &str) -> tokio::sync::watch::Receiver<Position> {
        self.watch.follow(branch)
    }

    pub async fn last_day(&self, branch: &str) -> Result<Option<String>, Failure> {
        let row = self.row(query("SELECT max(day) FROM journal WHERE branch = $1").bind(branch)).await?;
        row.map_or(Ok(None), |row| Ok(row.try_get(0)?))
    }

    pub async fn by_key(&self, branch: &str, request_key: &str) -> Result<Option<Row>, Failure> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM journal WHERE branch = $1 AND request_key = $2"));
        let row = self.row(query(sql).bind(branch).bind(request_key)).await?;
        row.as_ref().map(journal_row).transpose()
    }

    pub async fn visit(&self, token: &str) -> Result<Option<Visit>, Failure> {
        let row = self.row(query("SELECT branch, day, ticket FROM visit WHERE token = $1").bind(token)).await?;
        let visit = |row: PgRow| {
            Ok(Visit { branch: row.try_get(0)?, day: row.try_get(1)?, ticket: number(row.try_get::<i64, _>(2)?)? })
        };
        row.map(visit).transpose()
    }

    pub async fn forget_visits_before(&self, branch: &str, day: &str) -> Result<(), Failure> {
        self.run(query("DELETE FROM visit WHERE branch = $1 AND day < $2").bind(branch).bind(day)).await
    }

    pub async fn put_person(&self, person: NewPerson) -> Result<CsrId, Failure> {
        let sql = "WITH kept AS (
                       INSERT INTO staff (login, name, role, branch, password_hash) VALUES ($1, $2, $3, $4, $5)
                       ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role,
                           branch = excluded.branch, password_hash = excluded.password_hash
                       RETURNING id
                   ), signed_out AS (DELETE FROM session USING kept WHERE session.staff = kept.id)
                   SELECT id FROM kept";
        let NewPerson { login, name, role, branch, password_hash } = person;
        let row = self.row(query(sql).bind(login).bind(name).bind(role.as_str()).bind(branch).bind(password_hash));
        let row = row.await?.ok_or_else(|| Failure::Other("a person was not kept".to_owned()))?;
        Ok(CsrId(number(row.try_get::<i64, _>(0)?)?))
    }

    pub async fn person_by_login(&self, login: &str) -> Result<Option<(Person, String)>, Failure> {
        let sql = "SELECT id, login, name, role, branch, password_hash FROM staff WHERE login = $1";
        let row = self.row(query(sql).bind(login)).await?;
        row.map(|row| Ok((person(&row)?, row.try_get(5)?))).transpose()
    }

    pub async fn people(&self) -> Result<Vec<Person>, Failure> {
        let rows = self.rows(query("SELECT id, login, name, role, branch FROM staff ORDER BY id")).await?;
        rows.iter().map(person).collect()
    }

    pub async fn put_session(
        &self,
        token_hash: &str,
        person: CsrId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), Failure> {
        self.run(query("DELETE FROM session WHERE expires_ms <= $1").bind(now.0)).await?;
        let sql = "INSERT INTO session (token_hash, staff, expires_ms) VALUES ($1, $2, $3)";
        self.run(query(sql).bind(token_hash).bind(i64::from(person.0)).bind(expires.0)).await
    }

    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        let sql = "SELECT staff.id, login, name, role, branch FROM session JOIN staff ON staff.id = session.staff
                   WHERE token_hash = $1 AND expires_ms > $2";
        let row = self.row(query(sql).bind(token_hash).bind(now.0)).await?;
        row.as_ref().map(person).transpose()
    }

    pub async fn end_session(&self, token_hash: &str) -> Result<(), Failure> {
        self.run(query("DELETE FROM session WHERE token_hash = $1").bind(token_hash)).await
    }

    pub async fn ping(&self) -> Result<(), Failure> {
        self.run(query("SELECT count(*) FROM journal WHERE branch = ''")).await
    }

    pub async fn close(&self) {
        self.watch.close();
        self.writer.close().await;
        // A connection whose other end is silent must not hold the program.
        let _ = tokio::time::timeout(PATIENCE, self.pool.close()).await;
    }

    async fn rows(&self, query: Query<'_, Engine, PgArguments>) -> Result<Vec<PgRow>, Failure> {
        let mut connection = self.pool.acquire().await?;
        let Ok(rows) = tokio::time::timeout(PATIENCE, query.fetch_all(&mut *connection)).await else {
            // Back in the pool it would have to be waited for: it is dropped as it is.
            drop(connection.detach());
            return Err(silent());
        };
        Ok(rows?)
    }

    async fn row(&self, query: Query<'_, Engine, PgArguments>) -> Result<Option<PgRow>, Failure> {
        Ok(self.rows(query).await?.pop())
    }

    async fn run(&self, query: Query<'_, Engine, PgArguments>) -> Result<(), Failure> {
        self.rows(query).await.map(drop)
    }
}

fn silent() -> Failure {
    Failure::Other(format!("PostgreSQL did not answer within {} s", PATIENCE.as_secs()))
}

/// What PostgreSQL's code says: <https://www.postgresql.org/docs/current/errcodes-appendix.html>
pub fn failure(error: &PgDatabaseError) -> Failure {
    match error.code() {
        "53100" => Failure::Full,
        "55P03" => Failure::Locked,
        "25006" => Failure::ReadOnly,
        // Data and indexes that are not what was written.
        "XX001" | "XX002" => Failure::Damaged(error.to_string()),
        _ => Failure::Other(error.to_string()),
    }
}

fn number<T, N: TryFrom<T>>(column: T) -> Result<N, Failure> {
    N::try_from(column).map_err(|_| Failure::Other("a number is out of range".to_owned()))
}

/// A row that cannot be read is named by its place.
fn journal_row(row: &PgRow) -> Result<Row, Failure> {
    columns(row).map_err(|error| {
        let text = |column| row.try_get::<String, _>(column).unwrap_or_else(|_| "?".to_owned());
        let seq = row.try_get::<i64, _>(2).map_or_else(|_| "?".to_owned(), |seq| seq.to_string());
        Failure::Damaged(format!("branch {}, day {}, row {seq} cannot be read: {error}", text(0), text(1)))
    })
}

fn columns(row: &PgRow) -> Result<Row, Failure> {
    Ok(Row {
        branch: row.try_get(0)?,
        day: row.try_get(1)?,
        seq: number(row.try_get::<i64, _>(2)?)?,
        request_key: row.try_get(3)?,
        at: Timestamp(row.try_get(4)?),
        actor: row.try_get(5)?,
        command: row.try_get(6)?,
        events: row.try_get(7)?,
        visit: None,
    })
}

fn person(row: &PgRow) -> Result<Person, Failure> {
    let role: String = row.try_get(3)?;
    let role = Role::parse(&role).ok_or_else(|| Failure::Other(format!("there is no role {role}")))?;
    Ok(Person {
        id: CsrId(number(row.try_get::<i64, _>(0)?)?),
        login: row.try_get(1)?,
        name: row.try_get(2)?,
        role,
        branch: row.try_get(4)?,
    })
}
