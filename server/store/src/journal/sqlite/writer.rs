//! The one task that appends to the journal. It commits all requests that are waiting in one transaction, so that the
//! branches that are busy at that moment share the cost of a durable commit (group commit).
//!
//! Each request is all or nothing, and a conflict in one leaves the others alone: where the joint insert meets a
//! conflict, the requests are inserted one by one.

use super::log::Log;
use crate::database::sqlite::{Sqlite, Turns};
use crate::failure::{AppendError, Failure};
use crate::journal::row::{COLUMNS, Row};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{AssertSqlSafe, query};
use std::sync::LazyLock;
use tokio::sync::{mpsc, oneshot};

/// Requests that may wait for the writer. A branch that finds so many waits until there is room.
const WAITING: usize = 1024;
/// Requests in one commit at most.
const TOGETHER: usize = 512;

#[derive(Debug, Clone)]
pub struct Writer {
    requests: mpsc::Sender<Request>,
    /// The one connection that appends.
    writing: SqlitePool,
}

struct Request {
    rows: Vec<Row>,
    done: oneshot::Sender<Result<(), AppendError>>,
}

impl Writer {
    /// Starts the task; it ends when the last handle is gone. `writing` is the one connection that appends.
    pub fn start(writing: SqlitePool, database: &Sqlite) -> Self {
        let (requests, inbox) = mpsc::channel(WAITING);
        tokio::spawn(run(writing.clone(), database.pool.clone(), database.turns(), inbox));
        Self { requests, writing }
    }

    /// Closes the connection, once the commit that is under way has ended.
    pub async fn close(&self) {
        self.writing.close().await;
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        let (done, answer) = oneshot::channel();
        let gone = || AppendError::Failed(Failure::Other("the writer has stopped".to_owned()));
        self.requests.send(Request { rows, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn run(writing: SqlitePool, reading: SqlitePool, turns: Turns, mut inbox: mpsc::Receiver<Request>) {
    let mut requests = Vec::new();
    let mut log = Log::new(writing.clone(), reading);
    while inbox.recv_many(&mut requests, TOGETHER).await > 0 {
        let mine = turns.turn.of_the_journal().await;
        let answers = commit(&writing, &requests).await;
        drop(mine);
        let answers = acknowledged(answers, &turns);
        let rows = requests.iter().map(|request| request.rows.len()).sum();
        for (request, answer) in requests.drain(..).zip(answers) {
            // A branch that no longer waits for the answer finds its rows by their keys.
            let _ = request.done.send(answer);
        }
        log.grew_by(rows).await;
    }
}

/// What was committed to a file that is no longer in its place is not acknowledged.
fn acknowledged(mut answers: Vec<Result<(), AppendError>>, turns: &Turns) -> Vec<Result<(), AppendError>> {
    if let Err(failure) = turns.in_place() {
        answers.fill(Err(AppendError::Failed(failure)));
    }
    answers
}

async fn commit(pool: &SqlitePool, requests: &[Request]) -> Vec<Result<(), AppendError>> {
    let mut connection = match pool.acquire().await {
        Ok(connection) => connection,
        Err(error) => return vec![Err(AppendError::Failed(error.into())); requests.len()],
    };
    let answers = match insert(&mut connection, requests).await {
        Err(AppendError::Conflict) if requests.len() > 1 => {
            let mut answers = Vec::with_capacity(requests.len());
            for request in requests {
                answers.push(insert(&mut connection, std::slice::from_ref(request)).await);
            }
            answers
        }
        answer => vec![answer; requests.len()],
    };
    if answers.iter().any(|answer| matches!(answer, Err(AppendError::Failed(_)))) {
        // The failure may have left a transaction open: the next commit gets a new connection.
        if let Err(error) = connection.close().await {
            tracing::warn!(%error, "the connection that failed could not be closed");
        }
    }
    answers
}

/// Inserts all rows of all requests in one transaction, or none.
async fn insert(connection: &mut SqliteConnection, requests: &[Request]) -> Result<(), AppendError> {
    query("BEGIN IMMEDIATE").execute(&mut *connection).await.map_err(Failure::from)?;
    let written = write(connection, requests).await;
    // After a conflict SQLite has rolled back already, and the ROLLBACK fails; its error is ignored.
    let end = if written.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = query(end).execute(&mut *connection).await;
    written?;
    ended.map_err(Failure::from)?;
    Ok(())
}

/// Inserts the rows into the transaction that is open.
async fn write(connection: &mut SqliteConnection, requests: &[Request]) -> Result<(), AppendError> {
    let rows: Vec<&Row> = requests.iter().flat_map(|request| &request.rows).collect();
    for (sql, rows) in statements(&JOURNAL, &rows) {
        let bound = rows.iter().try_fold(query(sql), |statement, row| {
            let seq = i64::try_from(row.seq).map_err(|error| Failure::Other(error.to_string()))?;
            let statement = statement.bind(row.branch.as_str()).bind(row.day.as_str());
            let statement = statement.bind(seq).bind(row.request_key.as_str());
            Ok::<_, Failure>(statement.bind(row.at.0).bind(&row.actor).bind(&row.command).bind(&row.events))
        });
        bound?.execute(&mut *connection).await.map_err(refused)?;
    }
    let visits: Vec<_> = rows.iter().filter_map(|row| row.visit.as_ref().map(|visit| (*row, visit))).collect();
    for (sql, visits) in statements(&VISIT, &visits) {
        let bound = visits.iter().fold(query(sql), |statement, (row, (token, ticket))| {
            statement.bind(token.as_str()).bind(row.branch.as_str()).bind(row.day.as_str()).bind(ticket.0)
        });
        bound.execute(&mut *connection).await.map_err(refused)?;
    }
    Ok(())
}

/// How many rows one statement inserts. There are few sizes, so that each statement stays prepared.
const SIZES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// The statements of a table, one for each of [`SIZES`].
type Statements = LazyLock<[String; SIZES.len()]>;

static JOURNAL: Statements = LazyLock::new(|| inserts(&format!("journal ({COLUMNS})"), 8));
static VISIT: Statements = LazyLock::new(|| inserts("visit (token, branch, day, ticket)", 4));

/// `OR ROLLBACK`: a row that cannot be inserted ends the whole transaction. With the usual `OR ABORT` SQLite would copy
/// every page that a statement touches into a file of its own first, to be able to take back that statement alone.
fn inserts(into: &str, columns: usize) -> [String; SIZES.len()] {
    let row = format!("({})", vec!["?"; columns].join(", "));
    SIZES.map(|rows| format!("INSERT OR ROLLBACK INTO {into} VALUES {}", vec![row.as_str(); rows].join(", ")))
}

/// Deals rows out to statements, the largest statement first.
fn statements<'a, T>(of: &'static Statements, mut rows: &'a [T]) -> Vec<(AssertSqlSafe<&'static str>, &'a [T])> {
    let mut dealt = Vec::new();
    for (sql, size) in of.iter().zip(SIZES) {
        while rows.len() >= size {
            let (now, later) = rows.split_at(size);
            dealt.push((AssertSqlSafe(sql.as_str()), now));
            rows = later;
        }
    }
    dealt
}

fn refused(error: sqlx::Error) -> AppendError {
    let unique = error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique { AppendError::Conflict } else { AppendError::Failed(error.into()) }
}

#[cfg(test)]
mod tests {
    use super::{JOURNAL, statements};

    #[test]
    fn every_row_is_in_one_statement_and_in_order() {
        for count in [0, 1, 63, 64, 65, 127, 512] {
            let rows: Vec<usize> = (0..count).collect();
            let dealt = statements(&JOURNAL, &rows);
            assert!(dealt.iter().all(|(sql, rows)| sql.0.matches('?').count() == 8 * rows.len()));
            let joined: Vec<usize> = dealt.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
            assert_eq!(joined, rows);
        }
    }
}
