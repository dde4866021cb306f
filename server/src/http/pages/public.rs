//! The pages for visitors at home: the frame around each. A file a page.
//!
//! A form is posted to its page's own address. Done, it leads to a page that says so; refused, the same page comes again with what was
//! typed and what is wrong ([`with_status`]).

pub mod appointment;
pub mod book;
pub mod branch;
pub mod complain;
pub mod feedback;
pub mod fill;
pub mod here;
pub mod interest;
pub mod join;
pub mod status;

use super::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use setup::Branch;
use wire::{PublicBody, PublicHead, PublicPage};

/// A page for visitors, in the language that their browser asks for.
pub async fn shown(visit: Visit, setup: &Branch, body: PublicBody) -> Response {
    let page = PublicPage { head: head(setup), body };
    visit.own(&setup.languages, &page).await
}

/// The page of a form that was refused: 422, with the form as it was filled in.
pub async fn refused(visit: Visit, setup: &Branch, body: PublicBody) -> Response {
    with_status(visit, setup, body, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// A page with another status than 200.
pub async fn with_status(visit: Visit, setup: &Branch, body: PublicBody, status: StatusCode) -> Response {
    let mut response = shown(visit, setup, body).await;
    *response.status_mut() = status;
    response
}

fn head(setup: &Branch) -> PublicHead {
    PublicHead { branch: setup.id.clone(), name: setup.name.clone(), languages: setup.languages.clone() }
}
