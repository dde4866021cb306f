//! The visitor's page on their phone, and what they ask there by plain forms, which work before any script arrives. Who has
//! the ticket's link may use them; a foreign page may not (`same_origin`).

use super::form::key_of;
use super::sign_in::form_encoded;
use super::visit::look;
use super::{Page, Visit};
use crate::http::AppState;
use crate::http::api::tickets::{self, Link, LinkUnknown, find};
use crate::http::authorise::same_origin;
use crate::http::extract::Fields;
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use branch::{Actor, Screen};
use queue::{Command, Duration, TicketId};
use serde::Deserialize;
use serde_json::json;
use wire::TicketPage;

/// `/t/{token}`: the page speaks the ticket's language, unless the address says otherwise.
pub async fn page(visit: Visit, Link(token): Link) -> Page {
    let (branch, id) = find(&visit.state, &token).await?;
    let snapshot = look(&branch, &Screen::Ticket(id), |scene| view::ticket(scene, id)).await.ok_or(LinkUnknown)?;
    let service = branch.live().read(|branch, _| branch.ticket(id).map(|ticket| ticket.service.to_string()));
    let service = service.ok_or(LinkUnknown)?;
    let own = snapshot.language.clone();
    let mut languages = branch.live().setup().languages.clone();
    languages.sort_by_key(|language| *language != own);
    Ok(visit.public(&languages, &TicketPage { token, service, snapshot }).await)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TicketForm {
    key: String,
    lang: String,
    minutes: String,
    code: String,
}

/// `POST /t/{token}/cancel`
pub async fn cancel(
    state: State<AppState>,
    headers: HeaderMap,
    link: Link,
    Fields(form): Fields<TicketForm>,
) -> Result<Redirect> {
    ask(state, headers, link, &form, |ticket| Command::Cancel { ticket }).await
}

/// `POST /t/{token}/delay`
pub async fn delay(
    state: State<AppState>,
    headers: HeaderMap,
    link: Link,
    Fields(form): Fields<TicketForm>,
) -> Result<Redirect> {
    // What is no number is refused as a delay of nothing is.
    let by = Duration::minutes(form.minutes.parse().unwrap_or_default());
    ask(state, headers, link, &form, |ticket| Command::Delay { ticket, by }).await
}

/// `POST /t/{token}/set-off`
pub async fn set_off(
    state: State<AppState>,
    headers: HeaderMap,
    link: Link,
    Fields(form): Fields<TicketForm>,
) -> Result<Redirect> {
    ask(state, headers, link, &form, |ticket| Command::SetOff { ticket }).await
}

/// `POST /t/{token}/arrive`
pub async fn arrive(
    State(state): State<AppState>,
    headers: HeaderMap,
    Link(token): Link,
    Fields(form): Fields<TicketForm>,
) -> Result<Redirect> {
    is_own(&headers, &token)?;
    let done = match find(&state, &token).await {
        Ok((branch, ticket)) => tickets::arrive(&state, &branch, ticket, &form.code, key_of(&form.key)).await,
        Err(error) => Err(error),
    };
    Ok(answer(&token, &form, done))
}

/// Carries out the command and shows the page again, with the code of why it was refused.
async fn ask(
    State(state): State<AppState>,
    headers: HeaderMap,
    Link(token): Link,
    form: &TicketForm,
    command: impl FnOnce(TicketId) -> Command,
) -> Result<Redirect> {
    is_own(&headers, &token)?;
    let done = match find(&state, &token).await {
        Ok((branch, ticket)) => {
            branch.command(key_of(&form.key), Actor::Visitor, command(ticket)).await.map(drop).map_err(Error::from)
        }
        Err(error) => Err(error),
    };
    Ok(answer(&token, form, done))
}

/// Refuses a form of a foreign page, and a token that cannot be one.
fn is_own(headers: &HeaderMap, token: &str) -> Result<()> {
    same_origin(headers)?;
    if token.bytes().all(|byte| byte.is_ascii_alphanumeric()) { Ok(()) } else { Err(LinkUnknown.into()) }
}

/// Leads to the ticket's page, with the code of why something was refused.
fn answer(token: &str, form: &TicketForm, done: Result<()>) -> Redirect {
    let code = done.err().map(|error| error.code().as_str());
    let query = [("lang", form.lang.as_str())].into_iter().chain(code.map(|code| ("refused", code)));
    let query = form_encoded(&query.filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>());
    Redirect::to(&format!("/t/{token}?{query}"))
}

/// `/t/{token}/manifest.webmanifest`: what a phone needs to put the ticket on its home screen. It ends with the ticket's link.
pub async fn manifest(State(state): State<AppState>, Link(token): Link) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    let language = branch.live().read(|branch, _| branch.ticket(ticket).map(|ticket| ticket.language.clone()));
    let language = language.ok_or(LinkUnknown)?;
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
