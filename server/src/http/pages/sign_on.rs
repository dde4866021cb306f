//! Signing in by the bank's provider (OpenID Connect): to it, and back from it.

use super::sign_in::{in_language, with_language};
use super::{Page, Visit};
use crate::http::api::session::{begin, end, keeps_secure};
use crate::http::authorise::Origin;
use crate::http::cookie::{forget_way, way, way_cookie};
use crate::http::extract::in_query;
use crate::http::own_path::own_path;
use crate::http::problem::{Error, Result};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use people::ByProvider;
use people::sign_on::{Begun, SignOn, SignOnError};

/// `GET /sign-in/sso`: sends the browser to the provider. `next` is where to go once signed in.
pub async fn to_provider(visit: Visit, headers: HeaderMap, jar: CookieJar) -> Page {
    let query = visit.parts.uri.query().map(str::to_owned);
    let next = own_path(&in_query(query.as_deref(), "next"));
    match provider(&visit)?.begin().await {
        Ok((address, begun)) => {
            let Begun { state, nonce, verifier } = begun;
            let after = in_language(next, query.as_deref());
            let way = way_cookie(&[&state, &nonce, &verifier], &after, keeps_secure(&visit.state, &headers));
            Ok((jar.add(way), Redirect::to(&address)).into_response())
        }
        Err(error) => {
            tracing::warn!(%error, "a sign-in by the provider was not begun");
            Ok(refused(of(&error), &next, query.as_deref()))
        }
    }
}

/// `GET /sign-in/sso/back`: the browser comes back with a code. The session begins here, or not at all.
pub async fn back(visit: Visit, Origin(place): Origin, headers: HeaderMap, jar: CookieJar) -> Page {
    let query = visit.parts.uri.query().map(str::to_owned);
    let said = |name: &str| in_query(query.as_deref(), name);
    // The answer to a sign-in that this browser did not begin here, or began too long ago.
    let Some(([state, nonce, verifier], next)) = way(&jar).filter(|([state, ..], _)| *state == said("state")) else {
        let to = with_language("/sign-in", &[("late", "1")], query.as_deref());
        return Ok((forget_way(jar), Redirect::to(&to)).into_response());
    };
    let next = own_path(&next);
    let language = next.split_once('?').map(|(_, query)| query.to_owned());
    if !said("error").is_empty() {
        tracing::info!(error = said("error"), "the provider of sign-on let nobody in");
        return Ok((forget_way(jar), refused("provider", &next, language.as_deref())).into_response());
    }
    let vouched = match provider(&visit)?.finish(Begun { state, nonce, verifier }, said("code")).await {
        Ok(vouched) => vouched,
        Err(error) => {
            tracing::warn!(%error, "a sign-in by the provider failed");
            return Ok((forget_way(jar), refused(of(&error), &next, language.as_deref())).into_response());
        }
    };
    let why = match visit.state.staff.sign_in_by_provider(&vouched, &place).await? {
        ByProvider::Done(_, token) => {
            // Whoever was signed in here before is not any more.
            let jar = forget_way(end(&visit.state, jar).await?);
            return Ok((begin(&visit.state, &headers, jar, token), Redirect::to(&next)).into_response());
        }
        ByProvider::NoRole => "role",
        ByProvider::Locked => "1",
    };
    Ok((forget_way(jar), refused(why, &next, language.as_deref())).into_response())
}

/// Where a browser whose session has ended goes to end the provider's too; `None` where there is none.
pub async fn sign_out_address(visit: &Visit) -> Option<String> {
    visit.state.site.sign_on.as_ref()?.sign_out_address().await
}

fn provider(visit: &Visit) -> Result<SignOn> {
    visit.state.site.sign_on.clone().ok_or_else(Error::not_found)
}

/// Why nobody was let in, as the address of the sign-in page says it.
fn of(error: &SignOnError) -> &'static str {
    match error {
        SignOnError::Unreachable(_) => "away",
        SignOnError::Refused(_) => "provider",
    }
}

/// Back to the sign-in page, which says why nobody was let in.
fn refused(why: &str, next: &str, before: Option<&str>) -> Response {
    Redirect::to(&with_language("/sign-in", &[("refused", why), ("next", next)], before)).into_response()
}
