//! Signing in and out: as JSON for programs, as plain forms for people, which work before any script arrives.

use super::AppState;
use super::authorise::{cookie, forget, keeps_secure_cookies, token};
use super::extract::Body;
use super::own_path::own_path;
use super::problem::{Error, Result};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Problem, SignIn, StaffMember};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create, delete))
}

pub fn forms() -> Router<AppState> {
    Router::new().route("/sign-in", post(sign_in)).route("/sign-out", post(sign_out))
}

/// Sign in: the session is in the cookie of the answer.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = StaffMember), (status = 401, body = Problem), (status = 503, body = Problem))
)]
async fn create(
    State(state): State<AppState>,
    headers: HeaderMap,
    jar: CookieJar,
    Body(form): Body<SignIn>,
) -> Result<Response> {
    same_origin(&headers)?;
    let (person, token) = state.staff.sign_in(&form.user, &form.password).await?.ok_or(Error::SignInRefused)?;
    let jar = jar.add(cookie(token, secure(&state, &headers)));
    Ok((jar, Json(StaffMember { id: person.id.0, name: person.name })).into_response())
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 204), (status = 503, body = Problem)))]
async fn delete(State(state): State<AppState>, headers: HeaderMap, jar: CookieJar) -> Result<Response> {
    same_origin(&headers)?;
    let jar = end(&state, jar).await?;
    Ok((StatusCode::NO_CONTENT, jar).into_response())
}

#[derive(Deserialize)]
struct SignInForm {
    user: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result<Response> {
    same_origin(&headers)?;
    let next = own_path(&form.next);
    let Some((_, token)) = state.staff.sign_in(form.user.trim(), &form.password).await? else {
        let query = form_encoded(&[("refused", "1"), ("next", &next)]);
        return Ok(Redirect::to(&format!("/sign-in?{query}")).into_response());
    };
    Ok((jar.add(cookie(token, secure(&state, &headers))), Redirect::to(&next)).into_response())
}

async fn sign_out(State(state): State<AppState>, headers: HeaderMap, jar: CookieJar) -> Result<Response> {
    same_origin(&headers)?;
    let jar = end(&state, jar).await?;
    Ok((jar, Redirect::to("/")).into_response())
}

async fn end(state: &AppState, jar: CookieJar) -> Result<CookieJar> {
    if let Some(token) = token(&jar) {
        state.staff.sign_out(&token).await?;
    }
    Ok(forget(jar))
}

/// A form of a foreign page is refused; programs, which do not send the header, are not browsers.
pub fn same_origin(headers: &HeaderMap) -> Result<()> {
    match headers.get("sec-fetch-site").map(axum::http::HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Error::Forbidden),
    }
}

fn secure(state: &AppState, headers: &HeaderMap) -> bool {
    keeps_secure_cookies(state.site.public_url.as_deref(), headers)
}

/// A query in the form of `application/x-www-form-urlencoded`.
pub fn form_encoded(pairs: &[(&str, &str)]) -> String {
    serde_html_form::to_string(pairs).unwrap_or_default()
}
