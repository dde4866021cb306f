//! The one task that appends to the journal. It takes whatever has been handed to it meanwhile and commits it at
//! once: the cost of a durable commit is shared by all the branches that are busy at that moment.
//!
//! Each request is all or nothing, and a conflict in one leaves the others alone: should the joint insert meet one,
//! the requests are inserted one by one.

use super::{AppendError, COLUMNS, Failure, Row};
use sqlx::query;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc, oneshot};

/// Requests that may wait for the writer; a branch that finds it full waits too.
const WAITING: usize = 1024;
/// Requests in one commit at most.
const TOGETHER: usize = 512;

#[derive(Debug, Clone)]
pub struct Writer {
    requests: mpsc::Sender<Request>,
    pool: SqlitePool,
    /// Whoever writes has it; it is given in the order of asking.
    turn: Arc<Semaphore>,
}

struct Request {
    rows: Vec<Row>,
    done: oneshot::Sender<Result<(), AppendError>>,
}

impl Writer {
    /// Starts the task; it ends when the last handle is gone.
    pub fn start(pool: SqlitePool) -> Self {
        let (requests, inbox) = mpsc::channel(WAITING);
        let turn = Arc::new(Semaphore::new(1));
        tokio::spawn(run(pool.clone(), turn.clone(), inbox));
        Self { requests, pool, turn }
    }

    /// The turn to write, as long as it is kept: for the rare writes beside the journal, which commits that follow each
    /// other closely would keep out, on a slow disk for seconds.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.turn.acquire().await.map_err(|error| Failure::Other(error.to_string()))
    }

    /// Closes the connection, once what is being written is.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        let (done, answer) = oneshot::channel();
        let gone = || AppendError::Failed(Failure::Other("the writer has stopped".to_owned()));
        self.requests.send(Request { rows, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn run(pool: SqlitePool, turn: Arc<Semaphore>, mut inbox: mpsc::Receiver<Request>) {
    let mut requests = Vec::new();
    while inbox.recv_many(&mut requests, TOGETHER).await > 0 {
        let mine = turn.acquire().await;
        let answers = commit(&pool, &requests).await;
        drop(mine);
        for (request, answer) in requests.drain(..).zip(answers) {
            // A branch that no longer waits for the answer finds its rows by their keys.
            let _ = request.done.send(answer);
        }
    }
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
        // Whatever state the failure left it in: the next commit gets a new connection.
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
    let end = if written.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = query(end).execute(&mut *connection).await;
    written?;
    ended.map_err(Failure::from)?;
    Ok(())
}

/// Inserts the rows into the transaction that is open. One statement a table, whatever the number of rows: they
/// travel as one JSON array.
async fn write(connection: &mut SqliteConnection, requests: &[Request]) -> Result<(), AppendError> {
    let rows = || requests.iter().flat_map(|request| &request.rows);
    let journal = json(rows().map(|row| {
        (&row.branch, &row.day, row.seq, &row.request_key, row.at.0, &row.actor, &row.command, &row.events)
    }))?;
    let sql = format!(
        "INSERT INTO journal ({COLUMNS}) SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, \
         value->>6, value->>7 FROM json_each(?)"
    );
    query(sqlx::AssertSqlSafe(sql)).bind(journal).execute(&mut *connection).await.map_err(refused)?;
    if rows().any(|row| row.visit.is_some()) {
        let visits = json(
            rows().filter_map(|row| row.visit.as_ref().map(|(token, ticket)| (token, &row.branch, &row.day, ticket))),
        )?;
        let sql = "INSERT INTO visit (token, branch, day, ticket) \
                   SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)";
        query(sql).bind(visits).execute(connection).await.map_err(refused)?;
    }
    Ok(())
}

fn json<T: serde::Serialize>(rows: impl Iterator<Item = T>) -> Result<String, AppendError> {
    let rows: Vec<T> = rows.collect();
    serde_json::to_string(&rows).map_err(|error| AppendError::Failed(Failure::Other(error.to_string())))
}

fn refused(error: sqlx::Error) -> AppendError {
    let unique = error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique { AppendError::Conflict } else { AppendError::Failed(error.into()) }
}
