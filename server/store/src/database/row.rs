//! Rows that come from either engine, and the types that their columns are read as.

use crate::branch_id::BranchId;
use crate::failure::Failure;
use crate::request_key::RequestKey;
use queue::{AppointmentId, CsrId, Day, Duration, Language, ServiceId, TicketId, Timestamp, Token};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Postgres, Row as _, Sqlite, Type};

/// A row that one of the engines returned.
#[derive(Debug)]
pub enum AnyRow {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl AnyRow {
    /// Reads a column, by its name or its number from 0.
    pub fn get<T: Column>(&self, column: impl ColumnIndex<SqliteRow> + ColumnIndex<PgRow>) -> Result<T, Failure> {
        let stored = match self {
            Self::Sqlite(row) => row.try_get::<T::Stored, _>(column)?,
            Self::Postgres(row) => row.try_get::<T::Stored, _>(column)?,
        };
        T::from_stored(stored)
    }
}

/// A type that a row is read as.
pub trait FromRow: Sized + Send {
    /// Reads the row's columns.
    fn from_row(row: &AnyRow) -> Result<Self, Failure>;
}

macro_rules! tuples {
    ($(($($column:ident $number:literal),*))*) => {$(
        impl<$($column: Column + Send),*> FromRow for ($($column,)*) {
            fn from_row(row: &AnyRow) -> Result<Self, Failure> {
                Ok(($(row.get::<$column>($number)?,)*))
            }
        }
    )*};
}
tuples! { (A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) }

/// A type that a column is read as.
pub trait Column: Sized {
    /// How the engines store it.
    type Stored: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>;

    /// Returns the value of what is stored.
    fn from_stored(stored: Self::Stored) -> Result<Self, Failure>;
}

/// Columns whose type holds every stored value.
macro_rules! columns {
    ($($column:ty, $stored:ty, $from:expr;)*) => {$(
        impl Column for $column {
            type Stored = $stored;

            fn from_stored(stored: $stored) -> Result<Self, Failure> {
                Ok($from(stored))
            }
        }
    )*};
}
columns! {
    String, String, std::convert::identity;
    i64, i64, std::convert::identity;
    bool, bool, std::convert::identity;
    Timestamp, i64, Timestamp;
    Duration, i64, Duration;
    BranchId, String, |text: String| BranchId::new(&text);
    Day, String, |text: String| Day::from_written(&text);
    RequestKey, String, |text: String| RequestKey::from_written(&text);
    Token, String, |text: String| Token::new(&text);
    ServiceId, String, |text: String| ServiceId::new(&text);
    AppointmentId, String, |text: String| AppointmentId::new(&text);
    Language, String, |text: String| Language::new(&text);
}

/// Whole numbers that are smaller than the engines' own.
macro_rules! numbers {
    ($($column:ty, $from:expr;)*) => {$(
        impl Column for $column {
            type Stored = i64;

            fn from_stored(stored: i64) -> Result<Self, Failure> {
                let number = stored.try_into();
                number.map($from).map_err(|_| Failure::Other(format!("the number {stored} is out of range")))
            }
        }
    )*};
}
numbers! {
    u32, std::convert::identity::<u32>;
    u64, std::convert::identity::<u64>;
    CsrId, CsrId;
    TicketId, TicketId;
}

impl<T: Column> Column for Option<T> {
    type Stored = Option<T::Stored>;

    fn from_stored(stored: Self::Stored) -> Result<Self, Failure> {
        stored.map(T::from_stored).transpose()
    }
}
