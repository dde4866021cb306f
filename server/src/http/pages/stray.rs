//! Addresses that are nearly right: with a `/` at the end, cut short, or with a name that no screen has.

use super::Visit;
use crate::http::AppState;
use crate::http::api::tickets::Link;
use crate::http::extract::path_parameter;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/b", get(to_front_door))
        .route("/b/", get(to_front_door))
        .route("/t", get(to_front_door))
        .route("/t/", get(to_front_door))
        .route("/sign-in/", get(without_slash))
        .route("/b/{branch}/", get(without_slash))
        .route("/b/{branch}/{*screen}", get(to_branch))
        .route("/t/{token}/", get(without_slash))
}

async fn to_front_door(visit: Visit) -> Redirect {
    visit.redirect("/")
}

/// The same address without what ends it.
async fn without_slash(visit: Visit) -> Redirect {
    visit.redirect(visit.parts.uri.path().trim_end_matches('/'))
}

/// A screen's address with a `/` too many leads to the screen, any other name to the choice of the branch's screens.
pub async fn to_branch(mut visit: Visit) -> Redirect {
    if visit.parts.uri.path().ends_with('/') {
        return without_slash(visit).await;
    }
    let branch = path_parameter(&mut visit.parts, "branch").await;
    // Only an id is put into the address: a text may be anything.
    let named = branch.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    visit.redirect(&if named { format!("/b/{branch}") } else { "/".to_owned() })
}

/// The address of a form of the telephone desk that is opened as a page leads to that.
pub async fn to_phone(visit: Visit) -> Redirect {
    let path = visit.parts.uri.path();
    visit.redirect(path.rsplit_once('/').map_or("/", |(page, _)| page))
}

/// A form's address that is opened as a page leads to the ticket.
pub async fn to_ticket(Link(token): Link, visit: Visit) -> Redirect {
    let written = token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    visit.redirect(&if written { format!("/t/{token}") } else { "/".to_owned() })
}
