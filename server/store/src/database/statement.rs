//! A statement with its values, and what an engine answers to it.

use super::row::AnyRow;
use super::value::Value;
use sqlx::query::Query;
use sqlx::{Database, Encode, Type};

/// A statement that both engines understand. See [`sql`].
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    text: &'static str,
    values: Vec<Value<'a>>,
}

/// Returns a statement without values. Its text is the program's own; whatever comes from outside is bound.
pub fn sql(text: &'static str) -> Statement<'static> {
    Statement { text, values: Vec::new() }
}

impl<'a> Statement<'a> {
    /// Binds the next value: the first one is `$1`, and so on.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value<'a>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Returns whether the statement may write: one that begins with `SELECT`, `WITH` or `PRAGMA` only reads.
    pub(super) fn writes(&self) -> bool {
        !["SELECT", "WITH", "PRAGMA"].iter().any(|word| self.text.starts_with(word))
    }

    /// Returns the statement as sqlx takes it.
    pub(super) fn query<DB>(self) -> Query<'static, DB, DB::Arguments>
    where
        DB: Database,
        for<'t> Option<&'t str>: Encode<'t, DB> + Type<DB>,
        for<'t> Option<i64>: Encode<'t, DB> + Type<DB>,
        for<'t> Option<bool>: Encode<'t, DB> + Type<DB>,
    {
        self.values.into_iter().fold(sqlx::query(self.text), |query, value| match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
            Value::Truth(truth) => query.bind(truth),
        })
    }
}

/// What an engine answers to a statement.
#[derive(Debug, Default)]
pub struct Answer {
    pub rows: Vec<AnyRow>,
    /// How many rows were inserted, updated or deleted.
    pub changed: u64,
}

/// Runs a statement on a connection of one engine, and gathers its [`Answer`].
macro_rules! answer {
    ($connection:expr, $statement:expr, $engine:ty, $row:path) => {
        async {
            let mut answer = $crate::database::Answer::default();
            let mut steps = sqlx::Executor::fetch_many($connection, $statement.query::<$engine>());
            while let Some(step) = futures::TryStreamExt::try_next(&mut steps).await? {
                match step {
                    sqlx::Either::Left(result) => answer.changed += result.rows_affected(),
                    sqlx::Either::Right(row) => answer.rows.push($row(row)),
                }
            }
            Ok::<_, sqlx::Error>(answer)
        }
    };
}
pub(super) use answer;
