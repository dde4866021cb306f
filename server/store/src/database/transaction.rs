//! Several statements that take effect together or not at all.

use super::Run;
use super::postgres::{Postgres, silent};
use super::row::AnyRow;
use super::sqlite::{Sqlite, TableTurn};
use super::statement::{Answer, Statement, answer, sql};
use crate::failure::Failure;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePool;

/// A transaction. One that is dropped before [`commit`](Self::commit) has no effect.
///
/// On SQLite nothing else writes while it lasts, the journal included: it holds statements and no other waiting.
/// Whoever has a transaction runs every statement in it; a write beside it would wait for the transaction's own end.
#[derive(Debug)]
pub struct Transaction<'a>(Engine<'a>);

#[derive(Debug)]
enum Engine<'a> {
    Sqlite {
        sqlite: &'a Sqlite,
        transaction: sqlx::Transaction<'static, sqlx::Sqlite>,
        lasting: Lasting,
        turn: TableTurn<'a>,
    },
    Postgres(OnPostgres<'a>),
}

/// When the effects of a transaction on SQLite last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// With the commit of SQLite itself.
    Committed,
    /// After the next flush of the log, for which the commit waits without the turn.
    Shared,
    /// Some time later: a crash of the machine may undo them.
    Losable,
}

impl<'a> Transaction<'a> {
    /// Begins on `pool`, which is one of `sqlite`'s and makes commits of this kind.
    pub(super) async fn on_sqlite(sqlite: &'a Sqlite, pool: &SqlitePool, lasting: Lasting) -> Result<Self, Failure> {
        let turn = sqlite.turn.of_a_table().await?;
        // It has the file's lock from the start, so none of its statements finds the file locked.
        let transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Self(Engine::Sqlite { sqlite, transaction, lasting, turn }))
    }

    pub(super) async fn on_postgres(postgres: &'a Postgres) -> Result<Self, Failure> {
        let connection = Some(postgres.pool.acquire().await?);
        let mut transaction = OnPostgres { postgres, connection };
        transaction.run(sql("BEGIN")).await?;
        Ok(Self(Engine::Postgres(transaction)))
    }

    /// Makes the effects of all statements last. After a failure it is unknown whether they do.
    pub async fn commit(self) -> Result<(), Failure> {
        match self.0 {
            Engine::Sqlite { sqlite, transaction, lasting, turn } => {
                transaction.commit().await?;
                drop(turn);
                if lasting == Lasting::Shared
                    && let Some(flush) = &sqlite.flush
                {
                    flush.wait().await?;
                }
                sqlite.in_place()
            }
            Engine::Postgres(transaction) => transaction.end(sql("COMMIT")).await,
        }
    }

    /// Undoes the effects of all statements. This is cheaper than dropping the transaction: its connection is used
    /// again.
    pub async fn rollback(self) -> Result<(), Failure> {
        match self.0 {
            Engine::Sqlite { transaction, .. } => Ok(transaction.rollback().await?),
            Engine::Postgres(transaction) => transaction.end(sql("ROLLBACK")).await,
        }
    }
}

impl Run for &mut Transaction<'_> {
    async fn run(self, statement: Statement<'_>) -> Result<Answer, Failure> {
        match &mut self.0 {
            Engine::Sqlite { transaction, .. } => {
                Ok(answer!(&mut **transaction, statement, sqlx::Sqlite, AnyRow::Sqlite).await?)
            }
            Engine::Postgres(transaction) => transaction.run(statement).await,
        }
    }
}

/// A transaction on PostgreSQL. Its connection goes back to the pool only when the transaction has ended well.
#[derive(Debug)]
struct OnPostgres<'a> {
    postgres: &'a Postgres,
    /// `None` after a failure: PostgreSQL would take the COMMIT of a failed transaction for a ROLLBACK, and not say so.
    connection: Option<PoolConnection<sqlx::Postgres>>,
}

impl OnPostgres<'_> {
    async fn run(&mut self, statement: Statement<'_>) -> Result<Answer, Failure> {
        let failed = || Failure::Other("a statement of the transaction has failed before".to_owned());
        let connection = self.connection.as_mut().ok_or_else(failed)?;
        let answer = self.postgres.within(connection, statement).await;
        let answer = answer.map_or_else(|| Err(silent()), |answer| answer.map_err(Failure::from));
        if answer.is_err() {
            self.abandon();
        }
        answer
    }

    async fn end(mut self, statement: Statement<'_>) -> Result<(), Failure> {
        self.run(statement).await?;
        drop(self.connection.take());
        Ok(())
    }

    /// Closes the connection, which makes PostgreSQL undo what was done on it.
    fn abandon(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(connection.detach());
        }
    }
}

impl Drop for OnPostgres<'_> {
    fn drop(&mut self) {
        self.abandon();
    }
}
