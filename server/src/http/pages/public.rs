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
use crate::http::kept::{Key, Shows};
use crate::http::problem::Error;
use axum::http::StatusCode;
use axum::http::header::ACCEPT_ENCODING;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use setup::Branch;
use std::sync::Arc;
use wire::{PublicBody, PublicHead, PublicPage};

/// A page for visitors, in the language that their browser asks for.
pub async fn shown(visit: Visit, setup: &Branch, body: PublicBody) -> Response {
    let page = PublicPage { head: head(setup), body };
    visit.own(&setup.languages, &page).await
}

/// A page of which all who ask at the same time get the same one. It shows the set-up, what is `passing` and may be a second late, and
/// the `rest`; `body` makes the page of them where there is none yet.
pub async fn shown_to_many<P: Serialize, R: Serialize>(
    visit: Visit,
    setup: &Arc<Branch>,
    language: &str,
    (passing, rest): (P, R),
    body: impl FnOnce(P, R) -> PublicBody,
) -> Response {
    let shows = match (serde_json::to_string(&passing), serde_json::to_string(&rest)) {
        (Ok(passing), Ok(rest)) => Shows { setup: Arc::clone(setup), passing: passing.into(), rest: rest.into() },
        (Err(error), _) | (_, Err(error)) => return Error::internal(error).into_response(),
    };
    let pages = visit.state.kept_pages.clone();
    let key = Key {
        address: visit.parts.uri.to_string(),
        language: language.to_owned(),
        encodings: visit.parts.headers.get(ACCEPT_ENCODING).cloned(),
    };
    let render = async {
        let page = PublicPage { head: head(setup), body: body(passing, rest) };
        visit.render(&page, language, None).await
    };
    pages.page(key, shows, render).await
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
