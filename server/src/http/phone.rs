//! The phone's page as an app, and its wishes as plain forms, which work before any script arrives. Whoever has the
//! ticket's link may use them; a foreign page may not (`same_origin`).

use super::AppState;
use super::problem::{Error, Result};
use super::session::{form_encoded, same_origin};
use super::tickets::{find, new_token};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use branch::{Actor, RequestKey};
use queue::{Command, Duration, TicketId};
use serde::Deserialize;
use serde_json::json;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/t/{token}/cancel", post(leave))
        .route("/t/{token}/delay", post(later))
        .route("/t/{token}/manifest.webmanifest", get(manifest))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    key: String,
    lang: String,
    minutes: String,
}

async fn leave(
    state: State<AppState>,
    headers: HeaderMap,
    token: Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Redirect> {
    ask(state, headers, token, wish, |_, ticket| Command::Cancel { ticket }).await
}

async fn later(
    state: State<AppState>,
    headers: HeaderMap,
    token: Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Redirect> {
    let command = |wish: &Wish, ticket| {
        // What is no number is refused as a delay of nothing is.
        let minutes = wish.minutes.parse().unwrap_or_default();
        Command::Delay { ticket, by: Duration::minutes(minutes) }
    };
    ask(state, headers, token, wish, command).await
}

/// Does it, and shows the page again, with the word of why not.
async fn ask(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(token): Path<String>,
    wish: Wish,
    command: impl FnOnce(&Wish, TicketId) -> Command,
) -> Result<Redirect> {
    same_origin(&headers)?;
    if !token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Error::LinkUnknown);
    }
    let done = match find(&state, &token).await {
        Ok((branch, ticket)) => {
            let key = RequestKey::parse(&wish.key).or_else(|| RequestKey::parse(new_token().as_str()));
            let key = key.ok_or(Error::KeyMalformed)?;
            branch.command(key, Actor::Visitor, command(&wish, ticket)).await.map(drop).map_err(Error::from)
        }
        Err(error) => Err(error),
    };
    let code = done.err().map(|error| error.problem().code);
    let query = [("lang", wish.lang.as_str())].into_iter().chain(code.as_deref().map(|code| ("refused", code)));
    let query = form_encoded(&query.filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>());
    Ok(Redirect::to(&format!("/t/{token}?{query}")))
}

/// What a phone needs to put the ticket on its home screen. It ends with the ticket's link.
async fn manifest(State(state): State<AppState>, Path(token): Path<String>) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    let language = branch.live().read(|branch, _| branch.ticket(ticket).map(|ticket| ticket.language.clone()));
    let language = language.ok_or(Error::LinkUnknown)?;
    let page = format!("/t/{token}");
    let icon = |size: u32, purpose: &str| json!({ "src": format!("/icons/{purpose}-{size}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    let name = app::ticket_title(language.as_str());
    let manifest = json!({
        "id": page, "start_url": page, "scope": page, "display": "standalone", "lang": language.as_str(),
        "name": name, "short_name": name.split(" · ").next(), "theme_color": "#0b5d57", "background_color": "#f4f6f5",
        "icons": [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
    });
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Json(manifest).into_response().into_body()).into_response())
}
