//! What the changes of records share: who asks, when, and why a record is not changed.

use crate::change::{OfficeError, once};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp as Moment, ToSpan};
use queue::{CsrId, Day, Timestamp};
use records::{Stale, TextFault};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{BranchId, Failure, RequestKey, Store, Transaction};

/// A request to change a record of a branch.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub store: &'a Store,
    pub branch: &'a BranchId,
    pub key: &'a RequestKey,
    pub now: Timestamp,
    /// The day in the branch.
    pub today: Date,
}

/// A record that was begun or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: i64,
    pub state: String,
    pub version: u32,
}

/// Why a record was not changed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChangeError<R: std::error::Error + 'static> {
    /// A rule says no.
    #[error(transparent)]
    Refused(R),
    /// What was typed into a field cannot be taken.
    #[error("{field}: {fault}")]
    Text { field: &'static str, fault: TextFault },
    #[error("there is no such record in this branch")]
    Unknown,
    #[error(transparent)]
    Stale(#[from] Stale),
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl<R: std::error::Error + 'static> From<Failure> for ChangeError<R> {
    fn from(failure: Failure) -> Self {
        Self::Office(failure.into())
    }
}

impl Asked<'_> {
    /// Carries a wish out once, in one transaction: see [`once`].
    pub(crate) async fn once<T: Serialize + DeserializeOwned, R: std::error::Error + 'static>(
        self,
        wish: &impl Serialize,
        carry_out: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<T, ChangeError<R>>,
    ) -> Result<T, ChangeError<R>> {
        once(self.store.begin().await?, self.branch, self.key, wish, carry_out).await
    }

    /// The same for wishes that come in crowds: see [`Store::begin_shared`].
    pub(crate) async fn once_of_many<T: Serialize + DeserializeOwned, R: std::error::Error + 'static>(
        self,
        wish: &impl Serialize,
        carry_out: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<T, ChangeError<R>>,
    ) -> Result<T, ChangeError<R>> {
        once(self.store.begin_shared().await?, self.branch, self.key, wish, carry_out).await
    }
}

/// Returns the name of a member of staff in a record's steps.
pub(crate) fn staff(person: CsrId) -> String {
    format!("staff:{}", person.0)
}

/// Returns a date as it is stored.
pub fn written(date: Date) -> String {
    date.to_string()
}

/// Returns a date that was stored.
pub fn date(written: &str) -> Result<Date, Failure> {
    written.parse().map_err(|_| Failure::Other(format!("\"{written}\" was stored as a day and is none")))
}

/// Returns the date as the day of a branch.
pub fn day(date: Date) -> Day {
    Day::new(date.year(), date.month(), date.day())
}

/// Returns the Monday of a date's week.
pub fn monday(date: Date) -> Date {
    let since = i64::from(date.weekday().to_monday_zero_offset());
    date.saturating_sub(since.days())
}

/// Returns the date of a moment in UTC.
pub fn utc_date(at: Timestamp) -> Date {
    Moment::from_millisecond(at.0).unwrap_or(Moment::UNIX_EPOCH).to_zoned(TimeZone::UTC).date()
}
