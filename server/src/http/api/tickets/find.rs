//! A ticket of the day by its number, for the staff.

use super::LinkUnknown;
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::Result;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use branch::feed;
use machine::clock;
use std::convert::Infallible;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::FoundTicket;

/// A ticket's number, as it is read from paper: `A042`, `a42`.
pub struct Numbered(String);

impl<S: Send + Sync> FromRequestParts<S> for Numbered {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(path_parameter(parts, "number").await))
    }
}

impl IntoParams for Numbered {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The number on the ticket, such as A042.";
        vec![openapi::path_parameter("number", description, openapi::text("^[A-Za-z][0-9]{1,6}$"))]
    }
}

impl Refuses for Numbered {
    const PROBLEMS: &'static [&'static [Row]] = LinkUnknown::PROBLEMS;
}

/// The ticket of the day that has a number, wherever in the branch it is.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/numbers/{number}", tag = "tickets", params(Branch, Numbered),
    responses((status = 200, body = FoundTicket), Problems<(Csr, Branch, Numbered)>), security(("session" = []))
)]
pub async fn find(_: Csr, Branch(branch): Branch, Numbered(number): Numbered) -> Result<Json<FoundTicket>> {
    let found = feed::scene(branch.live(), clock::now(), |scene| view::found(scene, &number));
    Ok(found.map(Json).ok_or(LinkUnknown)?)
}
