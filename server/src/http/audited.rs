//! What the audit has of sessions, noted where the requests pass: who, about whom, from where, once it was done. The answer is
//! sent when the line is on the disk. What was typed is not kept, because people type passwords into the wrong field; an account
//! that exists is named by its number. Changes of accounts and devices are noted in the transaction that makes them (`people::By`).

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

/// Notes what a request does to a session, and passes everything else on.
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
    // Whoever signs out has no session afterwards.
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
        Act::SignOut if done => {
            if let Some(person) = before {
                let entry = Entry::new(&chain_of(&person), clock::now(), Who::staff(person.id), What::SignedOut);
                state.audit.note(entry.about(Who::staff(person.id).to_string()).from(origin)).await?;
            }
        }
        Act::SignOut => {}
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
