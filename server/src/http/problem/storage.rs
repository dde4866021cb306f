//! What the store could not do.

use super::Error;
use crate::http::openapi::Row;
use axum::http::StatusCode;
use store::Failure;
use wire::Code;

/// The problems that any operation may meet: a store that fails, and a client that is too slow or asks too often.
pub const FAILURES: &[Row] = &[
    (408, Code::TooSlow),
    (429, Code::TooManyRequests),
    (503, Code::StorageFull),
    (503, Code::StorageLocked),
    (503, Code::StorageReadOnly),
    (503, Code::StorageDamaged),
    (503, Code::StorageGone),
    (503, Code::StorageFailed),
];

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let (code, title) = match failure {
            Failure::Full => (Code::StorageFull, "The disk is full"),
            Failure::Locked => (Code::StorageLocked, "The database is locked"),
            Failure::ReadOnly => (Code::StorageReadOnly, "The database is read-only"),
            Failure::Damaged(_) => (Code::StorageDamaged, "The database is damaged"),
            Failure::Gone(_) => (Code::StorageGone, "The database's file was taken away or replaced"),
            Failure::Other(_) => (Code::StorageFailed, "The database failed"),
        };
        let detail =
            "Nothing was changed, as far as is known. Try again with the same key; the staff has to see to the server.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, title, detail).because(failure)
    }
}
