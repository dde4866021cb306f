//! Signing in and out by plain forms, which work before any script arrives.

use super::{Page, Visit};
use crate::http::AppState;
use crate::http::api::session::{begin, end};
use crate::http::authorise::{same_origin, signed_in};
use crate::http::extract::{Fields, in_query};
use crate::http::own_path::own_path;
use crate::http::problem::Result;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use wire::SignInPage;

/// `GET /sign-in`: `next` is where to go then, `refused` says that the last try was, `forbidden` that the role is not enough.
pub async fn page(visit: Visit) -> Page {
    let query = visit.parts.uri.query();
    let person = signed_in(&visit.parts, &visit.state).await?;
    let page = SignInPage {
        next: own_path(&in_query(query, "next")),
        refused: !in_query(query, "refused").is_empty(),
        signed_in_as: person.filter(|_| !in_query(query, "forbidden").is_empty()).map(|person| person.name),
        demo_users: visit.state.site.demo_users.clone(),
    };
    let languages = visit.languages();
    Ok(visit.personal(&languages, &page).await)
}

#[derive(Debug, Deserialize)]
pub struct SignInForm {
    user: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`
pub async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<SignInForm>,
) -> Result<Response> {
    same_origin(&headers)?;
    let next = own_path(&form.next);
    let Some((_, token)) = state.staff.sign_in(form.user.trim(), &form.password).await? else {
        let query = form_encoded(&[("refused", "1"), ("next", &next)]);
        return Ok(Redirect::to(&format!("/sign-in?{query}")).into_response());
    };
    Ok((begin(&state, &headers, jar, token), Redirect::to(&next)).into_response())
}

/// `POST /sign-out`
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap, jar: CookieJar) -> Result<Response> {
    same_origin(&headers)?;
    let jar = end(&state, jar).await?;
    Ok((jar, Redirect::to("/")).into_response())
}

/// A query in the form of `application/x-www-form-urlencoded`.
pub fn form_encoded(pairs: &[(&str, &str)]) -> String {
    serde_html_form::to_string(pairs).unwrap_or_default()
}
