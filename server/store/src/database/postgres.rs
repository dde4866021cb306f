//! Statements on PostgreSQL. No statement waits for ever: one that is not answered in time has failed, and its
//! connection is not used again.

use super::row::AnyRow;
use super::statement::{Answer, Statement, answer};
use crate::failure::Failure;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPool;
use std::time::Duration;
use tokio::time::timeout;

/// How long a statement of a server may take, and how long it may wait for a connection.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// A PostgreSQL database.
#[derive(Debug, Clone)]
pub struct Postgres {
    pub pool: PgPool,
    /// How long a statement may take. A database that is open for a check has no limit.
    pub patience: Option<Duration>,
}

impl Postgres {
    /// Runs a statement.
    pub async fn run(&self, statement: Statement<'_>) -> Result<Answer, Failure> {
        let mut connection = self.pool.acquire().await?;
        let Some(answer) = self.within(&mut connection, statement).await else {
            // The pool would wait for the answer before it lends the connection again: it is dropped as it is.
            drop(connection.detach());
            return Err(silent());
        };
        Ok(answer?)
    }

    /// Runs a statement on a connection. The answer is `None` where PostgreSQL gave none in time.
    pub(super) async fn within(
        &self,
        connection: &mut PoolConnection<sqlx::Postgres>,
        statement: Statement<'_>,
    ) -> Option<Result<Answer, sqlx::Error>> {
        let answered = answer!(&mut **connection, statement, sqlx::Postgres, AnyRow::Postgres);
        match self.patience {
            Some(patience) => timeout(patience, answered).await.ok(),
            None => Some(answered.await),
        }
    }

    /// Closes the connections. One whose other end is silent does not hold the program.
    pub async fn close(&self) {
        let _ = timeout(PATIENCE, self.pool.close()).await;
    }
}

/// The failure of a statement that was not answered in time.
pub fn silent() -> Failure {
    Failure::Other(format!("PostgreSQL did not answer within {} s", PATIENCE.as_secs()))
}
