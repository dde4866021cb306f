//! A browser that is no device yet: its page shows the letters by which a manager enrols it, and goes on by itself.

use super::{Page, Visit};
use crate::http::AppState;
use crate::http::authorise::same_origin;
use crate::http::client;
use crate::http::cookie::{device_cookie, device_key, keeps_secure_cookies};
use crate::http::extract::{Fields, Wanted, in_query};
use crate::http::own_path::own_path;
use crate::http::problem::Error;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::Standing;
use serde::Deserialize;
use wire::AccountPage;

/// How often the page looks whether the device was enrolled, in seconds.
const LOOK_EVERY: HeaderValue = HeaderValue::from_static("3");

/// The page in place of a kiosk's or a display's, for a browser that is not enrolled.
pub async fn page(mut visit: Visit) -> Response {
    match letters(&visit).await {
        Ok(letters) => {
            let next = visit.parts.uri.path_and_query().map_or("/", |next| next.as_str()).to_owned();
            let waits = letters.is_some();
            let page = AccountPage::Device { letters, next };
            // The document is the one of an account, whatever was asked for; its language is the one that was.
            let language = Wanted::in_query(visit.parts.uri.query()).map(|language| format!("/enrol?lang={language}"));
            let own = language.and_then(|address| address.parse().ok());
            visit.parts.uri = own.unwrap_or(Uri::from_static("/enrol"));
            let languages = visit.languages();
            let mut response = visit.personal(&languages, &page).await;
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            if waits {
                response.headers_mut().insert(header::REFRESH, LOOK_EVERY);
            }
            response
        }
        Err(error) => error.into_response(),
    }
}

async fn letters(visit: &Visit) -> Result<Option<String>, Error> {
    let Some(key) = device_key(&CookieJar::from_headers(&visit.parts.headers)) else { return Ok(None) };
    match visit.state.devices.standing(&key, clock::now()).await? {
        Standing::Asks(letters, _) => Ok(Some(letters)),
        Standing::Enrolled(_) | Standing::Unknown => Ok(None),
    }
}

#[derive(Debug, Deserialize)]
pub struct Enrol {
    #[serde(default)]
    next: String,
}

/// `POST /enrol`: the browser asks to be enrolled, and is given a key for its cookie.
pub async fn ask(
    State(state): State<AppState>,
    jar: CookieJar,
    Peer(parts): Peer,
    Fields(form): Fields<Enrol>,
) -> Page {
    same_origin(&parts.headers)?;
    let address = client::address(&parts.extensions, &parts.headers, &state.site.trusted_proxies);
    state.limits.enrolment(address)?;
    let key = state.devices.ask(&address.to_string(), clock::now()).await?;
    let secure = keeps_secure_cookies(state.site.public_url.as_deref(), &parts.headers);
    Ok((jar.add(device_cookie(key, secure)), Redirect::to(&own_path(&form.next))).into_response())
}

/// `GET /enrol`: the page of nothing; a browser comes here by going back.
pub async fn back(visit: Visit) -> Redirect {
    Redirect::to(&own_path(&in_query(visit.parts.uri.query(), "next")))
}

/// The head of a request, beside its body.
pub struct Peer(Parts);

impl axum::extract::FromRequestParts<AppState> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.clone()))
    }
}
