//! What a change of a record is refused with where its request key was used for another one.

use super::{Error, FAILURES};
use crate::http::openapi::{Refuses, Row};
use axum::http::StatusCode;
use office::OfficeError;
use wire::Code;

/// A change of a record, under a request key.
pub struct KeyReused;

impl Refuses for KeyReused {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(409, Code::IdempotencyKeyReused)], FAILURES];
}

impl From<OfficeError> for Error {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                Code::IdempotencyKeyReused,
                "The key was used",
                "This Idempotency-Key belongs to another request. Send each new request with a new key.",
            ),
            OfficeError::Failed(failure) => failure.into(),
        }
    }
}
