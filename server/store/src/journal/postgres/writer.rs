//! The tasks that append to the journal. A branch belongs to one of them. Each task commits all requests of its
//! branches that are waiting in one transaction; while one task waits for the disk, the next one works.
//!
//! Each request is all or nothing, and a conflict in one leaves the others alone. Where the joint insert meets a
//! conflict, a second statement leaves out the requests whose places or keys are taken; where that loses a race against
//! yet another server, the requests are inserted one by one. Every insert is one statement and its own transaction, so
//! no transaction stays open. Rows are inserted by branch, day and seq, so that two servers cannot wait for each other
//! in a circle.

use super::hints::Hints;
use crate::branch_id::BranchId;
use crate::database::connector::Connector;
use crate::database::postgres::{PATIENCE, silent};
use crate::failure::{AppendError, Failure};
use crate::journal::row::{COLUMNS, Row};
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgArguments, PgConnection, Postgres as Engine};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Error, Row as _};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Tasks that append, each with a connection of its own.
const LANES: usize = 3;
/// Requests that may wait for a lane. A branch that finds so many waits until there is room.
const WAITING: usize = 1024;
/// Requests in one commit at most.
const TOGETHER: usize = 256;
/// How often the statement that leaves out what is taken is tried.
const TRIES: usize = 3;

#[derive(Debug, Clone)]
pub struct Writer {
    lanes: Arc<[mpsc::Sender<Request>]>,
}

#[derive(Debug)]
struct Request {
    rows: Vec<Row>,
    done: oneshot::Sender<Result<(), AppendError>>,
}

type Answers = Vec<Result<(), AppendError>>;

impl Writer {
    /// Starts the tasks; they end when the last handle is gone.
    pub fn start(connector: &Connector, hints: &Hints) -> Self {
        let lanes = (0..LANES).map(|_| {
            let (requests, inbox) = mpsc::channel(WAITING);
            let lane = Lane { connector: connector.clone(), connection: None, hints: hints.clone() };
            tokio::spawn(lane.run(inbox));
            requests
        });
        Self { lanes: lanes.collect() }
    }

    /// Waits until what has been handed over is written.
    pub async fn close(&self) {
        for lane in self.lanes.iter() {
            let (done, written) = oneshot::channel();
            if lane.send(Request { rows: Vec::new(), done }).await.is_ok() {
                let _ = written.await;
            }
        }
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        let Some(first) = rows.first() else { return Ok(()) };
        let lane = &self.lanes[lane_of(&first.branch)];
        let (done, answer) = oneshot::channel();
        let gone = || AppendError::Failed(Failure::Other("the writer has stopped".to_owned()));
        lane.send(Request { rows, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

fn lane_of(branch: &BranchId) -> usize {
    let mut hasher = DefaultHasher::new();
    branch.hash(&mut hasher);
    usize::try_from(hasher.finish() % LANES as u64).unwrap_or(0)
}

struct Lane {
    connector: Connector,
    connection: Option<PgConnection>,
    hints: Hints,
}

impl Lane {
    async fn run(mut self, mut inbox: mpsc::Receiver<Request>) {
        let mut requests = Vec::new();
        while inbox.recv_many(&mut requests, TOGETHER).await > 0 {
            requests.sort_by(|a, b| place(a).cmp(&place(b)));
            let answers = self.commit(&requests).await;
            let written = requests.iter().zip(&answers).filter(|(_, answer)| answer.is_ok());
            self.hints.tell(written.filter_map(|(request, _)| request.rows.last()));
            for (request, answer) in requests.drain(..).zip(answers) {
                // A branch that no longer waits for the answer finds its rows by their keys.
                let _ = request.done.send(answer);
            }
        }
    }

    /// Commits the requests on a connection that is used again only if nothing failed on it.
    async fn commit(&mut self, requests: &[Request]) -> Answers {
        if requests.iter().all(|request| request.rows.is_empty()) {
            return vec![Ok(()); requests.len()];
        }
        match self.try_commit(requests).await {
            Ok(answers) => answers,
            Err(failure) => vec![Err(AppendError::Failed(failure)); requests.len()],
        }
    }

    async fn try_commit(&mut self, requests: &[Request]) -> Result<Answers, Failure> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => timeout(PATIENCE, connect(&self.connector)).await.map_err(|_| silent())??,
        };
        let answers = insert(&mut connection, requests).await?;
        self.connection = Some(connection);
        Ok(answers)
    }
}

fn place(request: &Request) -> Option<(&str, &str, u64)> {
    request.rows.first().map(|row| (row.branch.as_str(), row.day.as_str(), row.seq))
}

/// Makes a connection whose commits are on the disk when they are acknowledged, whatever the database's default is.
async fn connect(connector: &Connector) -> Result<PgConnection, Error> {
    let mut connection = connector.connect().await?;
    let sql =
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
    sqlx::query(sql).execute(&mut connection).await?;
    Ok(connection)
}

/// Inserts the requests that meet no conflict. After a failure it is unknown which were inserted.
async fn insert(connection: &mut PgConnection, requests: &[Request]) -> Result<Answers, Failure> {
    if inserted(bind(&insert_all(), requests).execute(&mut *connection)).await?.is_some() {
        return Ok(vec![Ok(()); requests.len()]);
    }
    for _ in 0..TRIES {
        if let Some(free) = inserted(bind(&insert_free(), requests).fetch_all(&mut *connection)).await? {
            let free = free.iter().map(|row| row.try_get(0)).collect::<Result<BTreeSet<i64>, _>>()?;
            return Ok((0..).zip(requests).map(|(number, _)| answer(free.contains(&number))).collect());
        }
    }
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        let alone = bind(&insert_all(), std::slice::from_ref(request));
        answers.push(answer(inserted(alone.execute(&mut *connection)).await?.is_some()));
    }
    Ok(answers)
}

fn answer(inserted: bool) -> Result<(), AppendError> {
    if inserted { Ok(()) } else { Err(AppendError::Conflict) }
}

/// Returns `None` where another row was there first or another server's statement was in the way; then nothing was
/// inserted.
async fn inserted<T>(statement: impl Future<Output = Result<T, Error>>) -> Result<Option<T>, Failure> {
    match timeout(PATIENCE, statement).await.map_err(|_| silent())? {
        Ok(done) => Ok(Some(done)),
        Err(error) => match error.as_database_error().and_then(DatabaseError::code).as_deref() {
            // Unique violation, deadlock, serialization failure.
            Some("23505" | "40P01" | "40001") => Ok(None),
            _ => Err(error.into()),
        },
    }
}

/// The rows of all requests as a table, made from the arguments of [`bind`].
const WANTED: &str = "wanted AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[],
                         $8::text[], $9::text[], $10::text[], $11::bigint[])
    AS wanted (request, branch, day, seq, request_key, at_ms, actor, command, events, token, ticket)
)";

/// Returns the statement that inserts every row, or none where one is there already.
fn insert_all() -> String {
    format!(
        "WITH {WANTED}, links AS (
             INSERT INTO visit (token, branch, day, ticket)
             SELECT token, branch, day, ticket FROM wanted WHERE token IS NOT NULL
         )
         INSERT INTO journal ({COLUMNS}) SELECT {COLUMNS} FROM wanted"
    )
}

/// Returns the statement that inserts the requests of which nothing is there, and returns their numbers.
fn insert_free() -> String {
    format!(
        "WITH {WANTED}, taken AS (
             SELECT request FROM wanted JOIN journal USING (branch, day, seq)
             UNION SELECT request FROM wanted JOIN journal USING (branch, request_key)
             UNION SELECT request FROM wanted JOIN visit USING (token)
         ), free AS (
             SELECT * FROM wanted WHERE request NOT IN (SELECT request FROM taken)
         ), links AS (
             INSERT INTO visit (token, branch, day, ticket)
             SELECT token, branch, day, ticket FROM free WHERE token IS NOT NULL
         ), rows AS (
             INSERT INTO journal ({COLUMNS}) SELECT {COLUMNS} FROM free
         )
         SELECT DISTINCT request FROM free"
    )
}

/// Binds all rows to a statement: one array a column, so that the statement's text is always the same.
fn bind(sql: &str, requests: &[Request]) -> Query<'static, Engine, PgArguments> {
    let rows =
        || (0_i64..).zip(requests).flat_map(|(number, request)| request.rows.iter().map(move |row| (number, row)));
    let texts = |column: fn(&Row) -> &str| rows().map(|(_, row)| column(row)).collect::<Vec<&str>>();
    let visits = || rows().map(|(_, row)| row.visit.as_ref());
    let tokens: Vec<Option<&str>> = visits().map(|visit| visit.map(|(token, _)| token.as_str())).collect();
    let tickets: Vec<Option<i64>> = visits().map(|visit| visit.map(|(_, ticket)| ticket.0.into())).collect();
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .bind(rows().map(|(number, _)| number).collect::<Vec<i64>>())
        .bind(texts(|row| row.branch.as_str()))
        .bind(texts(|row| row.day.as_str()))
        .bind(rows().map(|(_, row)| i64::try_from(row.seq).unwrap_or(i64::MAX)).collect::<Vec<i64>>())
        .bind(texts(|row| row.request_key.as_str()))
        .bind(rows().map(|(_, row)| row.at.0).collect::<Vec<i64>>())
        .bind(texts(|row| &row.actor))
        .bind(texts(|row| &row.command))
        .bind(texts(|row| &row.events))
        .bind(tokens)
        .bind(tickets)
}
