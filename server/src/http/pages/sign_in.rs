//! Signing in and out by plain forms, which work before any script arrives.

use super::passkeys::relying_party;
use super::sign_on::sign_out_address;
use super::{Page, Visit};
use crate::http::AppState;
use crate::http::api::session::{begin, end, keeps_secure, seconds};
use crate::http::authorise::{Origin, same_origin, signed_in};
use crate::http::cookie::half_cookie;
use crate::http::extract::{Fields, Wanted, in_query};
use crate::http::own_path::own_path;
use crate::http::problem::Result;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use people::{Place, SignIn};
use serde::Deserialize;
use wire::{SignInPage, SignInRefusal};

/// `GET /sign-in`: `next` is where to go then, `refused` says that the last try was, `forbidden` that the role is not enough.
pub async fn page(visit: Visit, Origin(place): Origin) -> Page {
    let query = visit.parts.uri.query();
    let person = signed_in(&visit.parts, &visit.state).await?;
    let next = own_path(&in_query(query, "next"));
    let page = SignInPage {
        refusal: match (in_query(query, "refused").as_str(), in_query(query, "late").is_empty()) {
            ("provider", _) => Some(SignInRefusal::ProviderRefused),
            ("away", _) => Some(SignInRefusal::ProviderAway),
            ("role", _) => Some(SignInRefusal::NoRole),
            ("", false) => Some(SignInRefusal::TooLate),
            ("", true) => None,
            _ => Some(SignInRefusal::Wrong),
        },
        signed_in_as: person.filter(|_| !in_query(query, "forbidden").is_empty()).map(|person| person.name),
        ..empty_page(&visit.state, &place, next)
    };
    // The provider's session ends after this server's, by the browser that has it: a form may not lead elsewhere by itself.
    let elsewhere = if in_query(query, "out").is_empty() { None } else { sign_out_address(&visit).await };
    let languages = visit.languages();
    let mut response = visit.personal(&languages, &page).await;
    if let Some(to) = elsewhere.and_then(|to| HeaderValue::from_str(&["0;url=", &to].concat()).ok()) {
        response.headers_mut().insert(header::REFRESH, to);
    }
    Ok(response)
}

/// The sign-in page of a place before anything was tried.
pub fn empty_page(state: &AppState, place: &Place, next: String) -> SignInPage {
    SignInPage {
        next,
        refusal: None,
        signed_in_as: None,
        pin: place.tablet_of.is_some(),
        provider: state.site.sign_on.is_some(),
        passwords: state.site.passwords,
        demo_users: state.site.demo_users.clone(),
    }
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
    visit: Visit,
    State(state): State<AppState>,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<SignInForm>,
) -> Result<Response> {
    same_origin(&headers)?;
    let next = own_path(&form.next);
    let (status, refusal) = match state.staff.sign_in(form.user.trim(), &form.password, &place).await? {
        SignIn::Done(_, token) => {
            // Whoever was signed in here before is not any more.
            let jar = end(&state, jar).await?;
            let next = in_language(next, visit.parts.uri.query());
            return Ok((begin(&state, &headers, jar, token), Redirect::to(&next)).into_response());
        }
        SignIn::NeedsCode(half) => {
            if let Some(at) = relying_party(&state, &headers) {
                state.staff.ask_for_passkey(&half, &at).await?;
            }
            // Whoever was signed in here before is not any more, and nobody is before the code.
            let jar = end(&state, jar).await?.add(half_cookie(half, keeps_secure(&state, &headers)));
            let to = with_language("/sign-in/code", &[("next", &next)], visit.parts.uri.query());
            return Ok((jar, Redirect::to(&to)).into_response());
        }
        SignIn::Refused => {
            let mut query = vec![("refused", "1"), ("next", next.as_str())];
            query.extend(Wanted::in_query(visit.parts.uri.query()).map(|language| ("lang", language)));
            let query = form_encoded(&query);
            return Ok(Redirect::to(&format!("/sign-in?{query}")).into_response());
        }
        SignIn::Later(wait) => (StatusCode::TOO_MANY_REQUESTS, SignInRefusal::Later(seconds(wait))),
        SignIn::Locked => (StatusCode::FORBIDDEN, SignInRefusal::Locked),
    };
    let page = SignInPage { refusal: Some(refusal), ..empty_page(&state, &place, next) };
    let languages = visit.languages();
    let mut response = visit.personal(&languages, &page).await;
    *response.status_mut() = status;
    if let SignInRefusal::Later(seconds) = refusal {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// `POST /sign-out`; with `change` the next colleague signs in at once, and comes to where this one works.
pub async fn sign_out(visit: Visit, headers: HeaderMap, jar: CookieJar, body: Bytes) -> Result<Response> {
    same_origin(&headers)?;
    let changes = url::form_urlencoded::parse(&body).any(|(name, _)| name == "change");
    let person = signed_in(&visit.parts, &visit.state).await?;
    let jar = end(&visit.state, jar).await?;
    let by_provider = person.as_ref().is_some_and(|person| person.by_provider);
    let person = person.filter(|_| changes);
    let to = match person.as_ref().and_then(|person| person.roles.branches().into_iter().next()) {
        _ if by_provider && !changes => with_language("/sign-in", &[("out", "1")], visit.parts.uri.query()),
        Some(branch) => format!("/sign-in?{}", form_encoded(&[("next", &format!("/b/{branch}/desk"))])),
        None if changes => "/sign-in".to_owned(),
        None => "/".to_owned(),
    };
    Ok((jar, Redirect::to(&to)).into_response())
}

/// An address with a query, in the language that the page before it was in.
pub fn with_language(page: &str, query: &[(&str, &str)], before: Option<&str>) -> String {
    let mut query = query.to_vec();
    query.extend(Wanted::in_query(before).map(|language| ("lang", language)));
    format!("{page}?{}", form_encoded(&query))
}

/// An address of this server in the language that the page before it was in, unless it names one itself.
pub fn in_language(address: String, query: Option<&str>) -> String {
    match Wanted::in_query(query) {
        Some(language) if !address.contains("lang=") => {
            let joint = if address.contains('?') { '&' } else { '?' };
            format!("{address}{joint}{}", form_encoded(&[("lang", language)]))
        }
        _ => address,
    }
}

/// A query in the form of `application/x-www-form-urlencoded`.
pub fn form_encoded(pairs: &[(&str, &str)]) -> String {
    serde_html_form::to_string(pairs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_goes_along_where_the_address_names_none() {
        let along = |address: &str, query| in_language(address.to_owned(), query);
        assert_eq!(along("/b/centro/desk", Some("lang=en&next=x")), "/b/centro/desk?lang=en");
        assert_eq!(along("/b/centro/desk?a=1", Some("lang=en")), "/b/centro/desk?a=1&lang=en");
        assert_eq!(along("/b/centro/desk?lang=it", Some("lang=en")), "/b/centro/desk?lang=it");
        assert_eq!(along("/b/centro/desk", None), "/b/centro/desk");
    }
}
