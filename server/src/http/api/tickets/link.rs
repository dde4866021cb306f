//! A visitor's link: who has it may see the ticket and leave the queue.

use crate::http::AppState;
use crate::http::extract::path_parameter;
use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::{Error, FAILURES, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use branch::Handle;
use queue::{TicketId, Token};
use std::convert::Infallible;
use store::visit;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// A visitor's link that leads nowhere: it is wrong, or of a day that is over.
#[derive(Debug, Clone, Copy)]
pub struct LinkUnknown;

impl From<LinkUnknown> for Error {
    fn from(LinkUnknown: LinkUnknown) -> Self {
        let detail = "This ticket is not known. A ticket's link ends with its day.";
        Self::new(StatusCode::NOT_FOUND, Code::TicketUnknown, "Unknown ticket", detail)
    }
}

impl Refuses for LinkUnknown {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::TicketUnknown)]];
}

/// The token in a path; whether it leads to a ticket is found out by [`find`].
#[derive(Debug)]
pub struct Link(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Link {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(path_parameter(parts, "token").await))
    }
}

impl IntoParams for Link {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The token of the visitor's link.";
        vec![openapi::path_parameter("token", description, openapi::text("^[0-9a-f]{32}$"))]
    }
}

impl Refuses for Link {
    const PROBLEMS: &'static [&'static [Row]] = &[LinkUnknown::PROBLEMS[0], FAILURES];
}

/// The branch and the ticket that a visitor's link leads to, as long as its day lasts.
pub async fn find(state: &AppState, token: &str) -> Result<(Handle, TicketId)> {
    let visit = visit::by_token(&state.store, &Token::new(token)).await?.ok_or(LinkUnknown)?;
    let branch = state.branches.get(visit.branch.as_str()).await?.ok_or(LinkUnknown)?;
    let (day, ticket) = (visit.day, visit.ticket);
    // Of today: there, or about to be. Of a day that is over: never again.
    branch.until(|branch| branch.day().is_some_and(|now| *now > day || branch.ticket(ticket).is_some())).await;
    let today = branch.live().read(|branch, _| branch.day() == Some(&day));
    if today { Ok((branch, ticket)) } else { Err(LinkUnknown.into()) }
}

/// The address of a visitor's page, as their phone reaches it; `None` where phones do not reach the server.
pub fn address(state: &AppState, headers: &HeaderMap, token: &str) -> Option<String> {
    Some(state.site.phones.origin(headers)? + "/t/" + token)
}
