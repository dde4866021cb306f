//! Who is asking, and whether they may. Each guarded route names its role by the extractor that it takes.

use super::AppState;
use super::cookie::token;
use super::extract::path_parameter;
use super::openapi::{Refuses, Row};
use super::problem::{Error, FAILURES};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{Right, may};
use store::{Person, Role};
use wire::Code;

/// Why a request may not be made.
#[derive(Debug, Clone, Copy)]
pub enum AccessError {
    Unauthenticated,
    Forbidden,
    /// The form of a foreign page.
    ForeignForm,
}

impl From<AccessError> for Error {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Unauthenticated => Self::new(
                StatusCode::UNAUTHORIZED,
                Code::Unauthenticated,
                "Not signed in",
                "Sign in first, at /sign-in or with POST /api/v1/session.",
            ),
            AccessError::Forbidden | AccessError::ForeignForm => Self::new(
                StatusCode::FORBIDDEN,
                Code::Forbidden,
                "Not allowed",
                "This user may not do that in this branch.",
            ),
        }
    }
}

/// A CSR of the branch that the path names; its manager may do the same.
#[derive(Debug)]
pub struct Csr(pub Person);

impl FromRequestParts<AppState> for Csr {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Csr).await.map(Self)
    }
}

impl Refuses for Csr {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(401, Code::Unauthenticated), (403, Code::Forbidden)], FAILURES];
}

/// A manager of the branch that the path names.
#[derive(Debug)]
pub struct Manager(pub Person);

impl FromRequestParts<AppState> for Manager {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Manager).await.map(Self)
    }
}

impl Refuses for Manager {
    const PROBLEMS: &'static [&'static [Row]] = Csr::PROBLEMS;
}

/// The person who is signed in, if they may act in that role in the branch that the path names.
async fn allowed(parts: &mut Parts, state: &AppState, role: Role) -> Result<Person, Error> {
    let person = signed_in(parts, state).await?.ok_or(AccessError::Unauthenticated)?;
    let branch = path_parameter(parts, "branch").await;
    if may(&person, &branch, role) { Ok(person) } else { Err(AccessError::Forbidden.into()) }
}

/// A form of a foreign page is refused; programs, which do not send the header, are not browsers.
pub fn same_origin(headers: &HeaderMap) -> Result<(), AccessError> {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(AccessError::ForeignForm),
    }
}

/// The member of staff who asks, if they may act as a CSR in a branch; nobody else is refused by it.
pub async fn staff_of(state: &AppState, headers: &HeaderMap, branch: &str) -> Result<Option<Person>, Error> {
    let Some(token) = token(&CookieJar::from_headers(headers)) else { return Ok(None) };
    let person = state.staff.signed_in(&token, clock::now()).await?;
    Ok(person.filter(|person| may(person, branch, Role::Csr)))
}

/// Who the request's cookie belongs to.
pub async fn signed_in(parts: &Parts, state: &AppState) -> Result<Option<Person>, Error> {
    match token(&CookieJar::from_headers(&parts.headers)) {
        Some(token) => Ok(state.staff.signed_in(&token, clock::now()).await?),
        None => Ok(None),
    }
}

/// The right in which a request opens something that lasts.
pub fn right(state: &AppState, headers: &HeaderMap, branch: &str, role: Role) -> Result<Right, AccessError> {
    let token = token(&CookieJar::from_headers(headers)).ok_or(AccessError::Unauthenticated)?;
    Ok(state.staff.right(token, branch, role))
}
