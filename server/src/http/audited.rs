//! What the audit has of sessions, accounts and devices, noted where the requests pass: who, about whom, from where, once it was done.
//! The answer is sent when the line is on the disk. What was typed is not kept, because people type passwords into the wrong
//! field; an account that exists is named by its number.

mod act;

use super::AppState;
use super::authorise::{Origin as From, signed_in};
use super::cookie;
use super::extract::BODY_MAX;
use super::problem::Result;
use act::{Act, act};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use machine::clock;
use metrics::counter;
use people::audit::chain_of;
use store::audit::{BANK, Entry, Origin, What, Who};
use store::{BranchId, Person, staff};

/// Notes what a request does to a session, an account or a device, and passes everything else on.
pub async fn note(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(act) = act(request.method(), request.uri().path()) else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    // A body that is too long is refused further in, by the same limit.
    let body = axum::body::to_bytes(body, BODY_MAX).await.unwrap_or_default();
    noted(&state, act, parts, body, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn noted(state: &AppState, act: Act, mut parts: Parts, body: Bytes, next: Next) -> Result<Response> {
    let From(place) = From::from_request_parts(&mut parts, state).await?;
    let origin = place.origin();
    // Whoever signs out or changes a password has another session afterwards.
    let before = signed_in(&parts, state).await?;
    let fields = act::Fields::read(&parts.headers, &body);
    let awaited = match (&act, cookie::half_token(&CookieJar::from_headers(&parts.headers))) {
        (Act::Code, Some(token)) => state.staff.awaited(&token, &place).await?,
        _ => None,
    };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let done = response.status().is_success() || response.status().is_redirection();
    match act {
        Act::SignIn => {
            let asked = if is_refused(&response) {
                staff::by_login(&state.store, fields.value("user")).await?.map(|found| found.person)
            } else {
                None
            };
            return sign_in(state, asked, origin, response).await;
        }
        Act::Code => return sign_in(state, awaited, origin, response).await,
        Act::Staff { branch, person } if done => {
            let what = fields.of_staff(person.is_some());
            let about = match person {
                Some(person) => format!("staff:{person}"),
                None => named(state, fields.value("login")).await?,
            };
            if let Some((by, what)) = before.zip(what) {
                let entry = Entry::new(&BranchId::new(&branch), clock::now(), Who::staff(by.id), what);
                state.audit.note(entry.about(about).from(origin)).await?;
            }
        }
        Act::Device { branch, device } if done => {
            let about = device.map_or_else(String::new, |device| format!("device:{device}"));
            if let Some((by, what)) = before.zip(fields.of_device(about.is_empty())) {
                let entry = Entry::new(&BranchId::new(&branch), clock::now(), Who::staff(by.id), what);
                state.audit.note(entry.about(about).from(origin)).await?;
            }
        }
        // The form comes again with 422 where it was not taken.
        Act::FirstAdmin if done => {
            let entry = Entry::new(&BranchId::new(BANK), clock::now(), Who::nobody(), What::PersonAdded);
            let about = named(state, fields.value("login")).await?;
            state.audit.note(entry.about(about).from(origin)).await?;
        }
        Act::SignOut | Act::Password if done => {
            let what = if act == Act::SignOut { What::SignedOut } else { What::PasswordChanged };
            // The page of a password that was not taken comes again, and is no redirect.
            let is_changed = act == Act::SignOut || response.status().is_redirection();
            if let Some(person) = before.filter(|_| is_changed) {
                let entry = Entry::new(&chain_of(&person), clock::now(), Who::staff(person.id), what);
                state.audit.note(entry.about(Who::staff(person.id).to_string()).from(origin)).await?;
            }
        }
        _ => {}
    }
    Ok(response)
}

/// Notes a sign-in that was done, or refused to who asked for it, where they are known.
async fn sign_in(state: &AppState, asked: Option<Person>, origin: Origin, response: Response) -> Result<Response> {
    if let Some(token) = granted(&response) {
        counter!("sportello_sign_ins_total", "outcome" => "done").increment(1);
        let Some(person) = state.staff.signed_in(&token, clock::now()).await? else { return Ok(response) };
        let entry = Entry::new(&chain_of(&person), clock::now(), Who::staff(person.id), What::SignedIn);
        if let Err(failure) = state.audit.note(entry.from(origin)).await {
            // A session that the audit does not know of does not begin.
            state.staff.sign_out(&token).await?;
            return Err(failure.into());
        }
    } else if is_refused(&response) {
        counter!("sportello_sign_ins_total", "outcome" => "refused").increment(1);
        let chain = asked.as_ref().map_or_else(|| BranchId::new(BANK), chain_of);
        let about = asked.map_or_else(|| "no such account".to_owned(), |person| Who::staff(person.id).to_string());
        let entry = Entry::new(&chain, clock::now(), Who::nobody(), What::SignInRefused);
        state.audit.note(entry.about(about).from(origin)).await?;
    }
    Ok(response)
}

async fn named(state: &AppState, login: &str) -> Result<String> {
    let found = staff::by_login(&state.store, login).await?;
    Ok(found.map_or_else(String::new, |found| Who::staff(found.person.id).to_string()))
}

/// The token of the session that an answer begins.
fn granted(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all(header::SET_COOKIE);
    let set = cookies.iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
    let mut headers = HeaderMap::new();
    for pair in set.filter(|pair| !pair.ends_with('=')) {
        headers.append(header::COOKIE, pair.parse().ok()?);
    }
    cookie::token(&CookieJar::from_headers(&headers))
}

/// Whether nobody was let in: by a problem, or by the page that asks again.
fn is_refused(response: &Response) -> bool {
    let again = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let asks_again =
        again.is_some_and(|to| to.starts_with("/sign-in?refused") || to.starts_with("/sign-in/code?refused"));
    asks_again
        || matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn an_answer_that_ends_a_session_begins_none() {
        let with = |cookie: &'static str| {
            let mut response = Response::new(Body::empty());
            response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(cookie));
            granted(&response)
        };
        assert_eq!(with("sportello=abc; HttpOnly").as_deref(), Some("abc"));
        assert_eq!(with("sportello=; Max-Age=0"), None);
    }
}
