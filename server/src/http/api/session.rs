//! Signing in and out, for programs; people do it with the forms of `pages/sign_in`.

use crate::http::AppState;
use crate::http::authorise::{Origin, same_origin};
use crate::http::cookie::{cookie, forget, keeps_secure_cookies, token};
use crate::http::extract::Body;
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, FAILURES, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use queue::Duration;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, SignIn, StaffMember};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create, delete))
}

/// Why a sign-in was not done.
enum SignInError {
    /// The user is unknown or the password is wrong.
    Refused,
    /// It has failed often; after so many seconds it may be tried again.
    Later(u32),
    /// It has failed too often at this place.
    Locked,
    /// The password is right, and the second factor's code is missing.
    NeedsCode,
}

impl From<SignInError> for Error {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Refused => {
                let detail = "The user, the password or the code is not right.";
                Self::new(StatusCode::UNAUTHORIZED, Code::SignInRefused, "Sign-in refused", detail)
            }
            SignInError::Later(seconds) => {
                let detail = format!("This sign-in has failed often. Try again in {seconds} seconds.");
                let (status, title) = (StatusCode::TOO_MANY_REQUESTS, "Too many failures");
                Self::new(status, Code::SignInLater, title, detail).after(seconds)
            }
            SignInError::Locked => {
                let detail = "This sign-in has failed too often from here. A manager unlocks it.";
                Self::new(StatusCode::FORBIDDEN, Code::SignInLocked, "Locked", detail)
            }
            SignInError::NeedsCode => {
                let detail = "This user has a second factor. Send its code too, as \"code\": six digits of the app, or a recovery code.";
                Self::new(StatusCode::UNAUTHORIZED, Code::SecondFactorRequired, "A code is needed", detail)
            }
        }
    }
}

impl Refuses for SignInError {
    const PROBLEMS: &'static [&'static [Row]] = &[&[
        (401, Code::SignInRefused),
        (401, Code::SecondFactorRequired),
        (429, Code::SignInLater),
        (403, Code::SignInLocked),
    ]];
}

/// The seconds of a wait, rounded up.
pub fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.0.saturating_add(999) / 1_000).unwrap_or(u32::MAX).max(1)
}

/// A request of a foreign page is refused, and the store may fail.
struct OwnPage;

impl Refuses for OwnPage {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(403, Code::Forbidden)], FAILURES];
}

/// Sign in: the session is in the cookie of the answer.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = StaffMember), Problems<(OwnPage, Body<()>, SignInError)>)
)]
async fn create(
    State(state): State<AppState>,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Body(form): Body<SignIn>,
) -> Result<Response> {
    same_origin(&headers)?;
    let mut outcome = state.staff.sign_in(&form.user, &form.password, &place).await?;
    if let (people::SignIn::NeedsCode(half), Some(code)) = (&outcome, &form.code) {
        let by_code = state.staff.sign_in_by_code(half, code, &place).await?;
        outcome = by_code.unwrap_or(people::SignIn::Refused);
    }
    let (person, token) = match outcome {
        people::SignIn::Done(person, token) => (person, token),
        people::SignIn::NeedsCode(_) => return Err(SignInError::NeedsCode.into()),
        people::SignIn::Refused => return Err(SignInError::Refused.into()),
        people::SignIn::Later(wait) => return Err(SignInError::Later(seconds(wait)).into()),
        people::SignIn::Locked => return Err(SignInError::Locked.into()),
    };
    // Whoever was signed in here before is not any more.
    let jar = end(&state, jar).await?;
    let jar = begin(&state, &headers, jar, token);
    Ok((jar, Json(StaffMember { id: person.id.0, name: person.name })).into_response())
}

/// Sign out.
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "session", responses((status = 204), Problems<(OwnPage,)>)
)]
async fn delete(State(state): State<AppState>, headers: HeaderMap, jar: CookieJar) -> Result<Response> {
    same_origin(&headers)?;
    let jar = end(&state, jar).await?;
    Ok((StatusCode::NO_CONTENT, jar).into_response())
}

/// Puts the session into a cookie that this browser keeps.
pub fn begin(state: &AppState, headers: &HeaderMap, jar: CookieJar, token: String) -> CookieJar {
    jar.add(cookie(token, keeps_secure(state, headers)))
}

/// Whether the browser that sent this request keeps a `Secure` cookie.
pub fn keeps_secure(state: &AppState, headers: &HeaderMap) -> bool {
    state.site.tls.is_some() || keeps_secure_cookies(state.site.public_url.as_deref(), headers)
}

/// Ends the session of the request's cookie.
pub async fn end(state: &AppState, jar: CookieJar) -> Result<CookieJar> {
    if let Some(token) = token(&jar) {
        state.staff.sign_out(&token).await?;
    }
    Ok(forget(jar))
}
