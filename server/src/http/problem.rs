//! Problems: what a request that was not done is answered with (RFC 9457). Each noun has its own error type with its codes and
//! turns it into an [`Error`] here; this file has the frame, and the errors that belong to no noun. No text tells the inside.

mod command;
mod office;
mod storage;

#[cfg(test)]
pub use command::REFUSALS;
pub use command::Ruled;
pub use office::KeyReused;
pub use storage::FAILURES;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::{Code, Problem};

/// Seconds after which a program may try again where the server failed.
const RETRY_AFTER: u32 = 1;

/// Why a request was not done, as it is answered.
#[derive(Debug, Clone)]
pub struct Error {
    status: StatusCode,
    code: Code,
    title: &'static str,
    /// What happened and what to do about it.
    detail: String,
    /// The times that can be had in place of one that cannot.
    next: Vec<wire::Time>,
    /// The field of the body that is wrong, where one is.
    field: Option<&'static str>,
    /// What the log is told and the client is not.
    cause: Option<String>,
    /// Seconds after which a program may try again.
    retry_after: Option<u32>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(status: StatusCode, code: Code, title: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { status, code, title, detail, next: Vec::new(), field: None, cause: None, retry_after: None }
    }

    /// The error with the times that can be had instead.
    #[must_use]
    pub fn instead(self, next: Vec<wire::Time>) -> Self {
        Self { next, ..self }
    }

    /// The error with the field of the body that is wrong.
    #[must_use]
    pub fn in_field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    /// The error with a cause for the log.
    pub fn because(self, cause: impl ToString) -> Self {
        Self { cause: Some(cause.to_string()), ..self }
    }

    /// The error of something that may be tried again after so many seconds.
    pub fn after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// What must not happen: a fault of the program. The log has the cause.
    pub fn internal(cause: impl ToString) -> Self {
        let detail = "The server made a mistake. Try again; if it happens again, the staff has to see to the server.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal, "Internal error", detail).because(cause)
    }

    /// There is nothing at this address.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, "Not found", "There is nothing at this address.")
    }

    /// The address exists, for other methods.
    pub fn method_not_allowed() -> Self {
        let detail = "This address exists, but not for this method.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed, "Method not allowed", detail)
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn code(&self) -> Code {
        self.code
    }

    /// The problem as it is sent.
    pub fn problem(&self) -> Problem {
        Problem {
            r#type: format!("urn:sportello:problem:{}", self.code),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code,
            next: self.next.clone(),
            field: self.field.map(str::to_owned),
        }
    }

    fn log(&self) {
        if let Some(cause) = &self.cause {
            tracing::error!(code = %self.code, cause, "a request failed");
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let mut response = (self.status, Json(self.problem())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let unavailable = (self.status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER);
        if let Some(seconds) = self.retry_after.or(unavailable) {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        // The pages explain it in words, in place of this body.
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    #[tokio::test]
    async fn an_internal_error_tells_nothing_of_its_cause() {
        let response = Error::internal("no such column: secret").into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!((problem.status, problem.code), (500, Code::Internal));
        assert!(!String::from_utf8_lossy(&body).contains("secret"));
    }

    #[test]
    fn a_failure_may_be_tried_again() {
        let response = Error::from(store::Failure::Locked).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
    }
}
