//! The header `Idempotency-Key`, which every command needs.

use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::Error;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::RequestKey;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// The key of a request.
#[derive(Debug)]
pub struct Key(pub RequestKey);

/// Why a request has no key.
#[derive(Debug, Clone, Copy)]
enum KeyError {
    Missing,
    Malformed,
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Missing => Self::new(
                StatusCode::BAD_REQUEST,
                Code::IdempotencyKeyMissing,
                "The Idempotency-Key is missing",
                "Send a header Idempotency-Key with a value that is new for each request and the same for each try.",
            ),
            KeyError::Malformed => Self::new(
                StatusCode::BAD_REQUEST,
                Code::IdempotencyKeyMalformed,
                "The Idempotency-Key is malformed",
                "Use 8 to 128 letters, digits, \"-\", \"_\" or \".\".",
            ),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let header = parts.headers.get("idempotency-key").ok_or(KeyError::Missing)?;
        let key = header.to_str().ok().and_then(RequestKey::parse);
        Ok(Self(key.ok_or(KeyError::Malformed)?))
    }
}

impl IntoParams for Key {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "New for each request, the same for each try of it.";
        vec![openapi::header_parameter("Idempotency-Key", description, openapi::text("^[A-Za-z0-9._-]{8,128}$"))]
    }
}

impl Refuses for Key {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(400, Code::IdempotencyKeyMissing), (400, Code::IdempotencyKeyMalformed)]];
}
