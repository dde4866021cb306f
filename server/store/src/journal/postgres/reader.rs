//! The task that reads the rows of other servers that branches have missed. It reads for all branches that are waiting
//! in one statement: a hint that names a hundred branches causes one read, not a hundred.

use crate::branch_id::BranchId;
use crate::database::connector::Connector;
use crate::database::postgres::{PATIENCE, silent};
use crate::database::{AnyRow, FromRow};
use crate::failure::Failure;
use crate::journal::row::{COLUMNS, Row};
use queue::Day;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Error, Row as _, query};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Requests that may wait. A branch that finds so many waits until there is room.
const WAITING: usize = 1024;
/// Requests in one statement at most.
const TOGETHER: usize = 256;

#[derive(Debug, Clone)]
pub struct Reader {
    requests: mpsc::Sender<Request>,
}

#[derive(Debug)]
struct Request {
    branch: BranchId,
    day: Day,
    from_seq: u64,
    rows: oneshot::Sender<Result<Vec<Row>, Failure>>,
}

impl Reader {
    /// Starts the task; it ends when the last handle is gone.
    pub fn start(connector: &Connector) -> Self {
        let (requests, inbox) = mpsc::channel(WAITING);
        tokio::spawn(run(connector.clone(), inbox));
        Self { requests }
    }

    /// Returns the rows of a branch's day from `from_seq` on, in order.
    pub async fn read(&self, branch: &BranchId, day: &Day, from_seq: u64) -> Result<Vec<Row>, Failure> {
        let (rows, answer) = oneshot::channel();
        let gone = || Failure::Other("the reader has stopped".to_owned());
        let request = Request { branch: branch.clone(), day: day.clone(), from_seq, rows };
        self.requests.send(request).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn run(connector: Connector, mut inbox: mpsc::Receiver<Request>) {
    let mut connection = None;
    let mut requests = Vec::new();
    while inbox.recv_many(&mut requests, TOGETHER).await > 0 {
        let answers = match timeout(PATIENCE, read(&connector, connection.take(), &requests)).await {
            Ok(Ok((used, answers))) => {
                connection = Some(used);
                Ok(answers)
            }
            Ok(Err(failure)) => Err(failure),
            Err(_) => Err(silent()),
        };
        let mut answers = answers.map(Vec::into_iter);
        for request in requests.drain(..) {
            let answer =
                answers.as_mut().map(|answers| answers.next().unwrap_or_default()).map_err(|failure| failure.clone());
            // A branch that no longer waits will ask again.
            let _ = request.rows.send(answer);
        }
    }
}

/// Reads the rows that each request asks for.
async fn read(
    connector: &Connector,
    connection: Option<PgConnection>,
    requests: &[Request],
) -> Result<(PgConnection, Vec<Vec<Row>>), Failure> {
    let mut connection = match connection {
        Some(connection) => connection,
        None => connector.connect().await?,
    };
    let sql = AssertSqlSafe(format!(
        "SELECT missed.*, request FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])
             AS asked (request, of_branch, of_day, from_seq)
         CROSS JOIN LATERAL (
             SELECT {COLUMNS} FROM journal WHERE branch = of_branch AND day = of_day AND seq >= from_seq
         ) AS missed
         ORDER BY request, seq"
    ));
    let numbers = (0_i64..).zip(requests).map(|(number, _)| number).collect::<Vec<_>>();
    let texts = |column: fn(&Request) -> &str| requests.iter().map(column).collect::<Vec<_>>();
    let from = requests.iter().map(|request| i64::try_from(request.from_seq).unwrap_or(i64::MAX)).collect::<Vec<_>>();
    let query =
        query(sql).bind(numbers).bind(texts(|of| of.branch.as_str())).bind(texts(|of| of.day.as_str())).bind(from);
    let rows = query.fetch_all(&mut connection).await?;
    let mut answers = vec![Vec::new(); requests.len()];
    for row in rows {
        let number: i64 = row.try_get("request")?;
        let answer = usize::try_from(number).ok().and_then(|number| answers.get_mut(number));
        answer.ok_or_else(|| Error::RowNotFound)?.push(Row::from_row(&AnyRow::Postgres(row))?);
    }
    Ok((connection, answers))
}
