//! The header `If-Match`: the version of the record that a change was meant for.

use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::Error;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use records::{Stale, Version};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// The version that the client saw: `If-Match: "3"`.
#[derive(Debug)]
pub struct Seen(pub Version);

/// There is no version, or none that can be meant.
struct VersionMissing;

impl From<VersionMissing> for Error {
    fn from(VersionMissing: VersionMissing) -> Self {
        Self::new(
            StatusCode::PRECONDITION_REQUIRED,
            Code::VersionMissing,
            "The version is missing",
            "Send a header If-Match with the version of the record that you have read, such as \"3\".",
        )
    }
}

impl From<Stale> for Error {
    fn from(stale: Stale) -> Self {
        let detail = format!("Read the record again and repeat the change: {stale}.");
        Self::new(StatusCode::PRECONDITION_FAILED, Code::VersionStale, "Changed by somebody else", detail)
    }
}

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let header = parts.headers.get(header::IF_MATCH).and_then(|header| header.to_str().ok());
        let version = header.and_then(|header| header.trim().trim_matches('"').parse().ok());
        version.map(|version| Self(Version(version))).ok_or_else(|| VersionMissing.into())
    }
}

impl IntoParams for Seen {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The version of the record that the change is meant for, in quotes.";
        vec![openapi::header_parameter("If-Match", description, openapi::text("^\"?[0-9]{1,9}\"?$"))]
    }
}

impl Refuses for Seen {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(412, Code::VersionStale), (428, Code::VersionMissing)]];
}
