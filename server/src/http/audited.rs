//! Signing in and out, as the audit has it: who, or that nobody was let in, from which address. A sign-in is answered once its line
//! is on the disk. What was typed is not kept, because people type passwords into the wrong field; an account that exists is named
//! by its number.

use super::AppState;
use super::authorise::signed_in;
use super::cookie;
use super::extract::BODY_MAX;
use super::problem::Result;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use machine::clock;
use metrics::counter;
use serde_json::Value;
use std::net::SocketAddr;
use store::audit::{BANK, Entry, Origin, What, Who};
use store::{BranchId, Person, staff};

/// What a request does to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    In,
    Out,
}

fn act(parts: &Parts) -> Option<Act> {
    match (&parts.method, parts.uri.path()) {
        (&Method::POST, "/api/v1/session" | "/sign-in") => Some(Act::In),
        (&Method::DELETE, "/api/v1/session") | (&Method::POST, "/sign-out") => Some(Act::Out),
        _ => None,
    }
}

/// Notes a sign-in or a sign-out, and passes everything else on.
pub async fn note(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let noted = match act(&parts) {
        None => return next.run(Request::from_parts(parts, body)).await,
        Some(Act::In) => sign_in(&state, parts, body, next).await,
        Some(Act::Out) => sign_out(&state, parts, body, next).await,
    };
    noted.unwrap_or_else(IntoResponse::into_response)
}

async fn sign_in(state: &AppState, parts: Parts, body: Body, next: Next) -> Result<Response> {
    let origin = origin(&parts);
    // A body that is too long is refused behind here, by the same limit.
    let bytes = axum::body::to_bytes(body, BODY_MAX).await.unwrap_or_default();
    let login = login(&parts.headers, &bytes);
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
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
        let known = staff::by_login(&state.store, &login).await?.map(|found| found.person);
        let chain = known.as_ref().map_or_else(|| BranchId::new(BANK), chain_of);
        let about = known.map_or_else(|| "no such account".to_owned(), |person| Who::staff(person.id).to_string());
        let entry = Entry::new(&chain, clock::now(), Who::nobody(), What::SignInRefused);
        state.audit.note(entry.about(about).from(origin)).await?;
    }
    Ok(response)
}

async fn sign_out(state: &AppState, parts: Parts, body: Body, next: Next) -> Result<Response> {
    let person = signed_in(&parts, state).await?;
    let origin = origin(&parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    let done = response.status().is_success() || response.status().is_redirection();
    if let Some(person) = person.filter(|_| done) {
        let entry = Entry::new(&chain_of(&person), clock::now(), Who::staff(person.id), What::SignedOut);
        state.audit.note(entry.from(origin)).await?;
    }
    Ok(response)
}

/// The chain that has what a person does to their own session.
fn chain_of(person: &Person) -> BranchId {
    person.branch.clone()
}

/// Where a request comes from.
pub fn origin(parts: &Parts) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = peer.map_or_else(String::new, |peer| peer.0.ip().to_canonical().to_string());
    Origin { device: String::new(), address }
}

/// The login that was typed, as JSON or as a form has it.
fn login(headers: &HeaderMap, body: &[u8]) -> String {
    let is_json =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let typed = if is_json {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        json["user"].as_str().map(str::to_owned)
    } else {
        url::form_urlencoded::parse(body).find(|(name, _)| name == "user").map(|(_, value)| value.into_owned())
    };
    typed.unwrap_or_default().trim().to_owned()
}

/// The token of the session that an answer begins.
fn granted(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all(header::SET_COOKIE);
    let set = cookies.iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
    let mut headers = HeaderMap::new();
    for pair in set {
        headers.append(header::COOKIE, pair.parse().ok()?);
    }
    cookie::token(&CookieJar::from_headers(&headers)).filter(|token| !token.is_empty())
}

/// Whether nobody was let in: by a problem, or by the page that asks again.
fn is_refused(response: &Response) -> bool {
    let again = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let asks_again = again.is_some_and(|to| to.starts_with("/sign-in?refused"));
    asks_again
        || matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn of_kind(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    #[test]
    fn the_login_is_found_in_either_form() {
        assert_eq!(login(&of_kind("application/json"), br#"{"user":"anna","password":"x"}"#), "anna");
        assert_eq!(login(&of_kind("application/x-www-form-urlencoded"), b"next=%2F&user=+anna+&password=x"), "anna");
    }

    proptest! {
        #[test]
        fn no_body_of_a_stranger_is_a_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            login(&of_kind("application/json"), &body);
            login(&HeaderMap::new(), &body);
        }
    }

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
