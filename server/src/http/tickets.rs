//! Tickets: given out at the kiosk, followed and left on the visitor's phone.

use super::extract::{Body, Branch, Key};
use super::problem::{Error, Result};
use super::{AppState, qr, stream};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::{Actor, Handle};
use branch::{Screen, feed};
use queue::{Command, DocumentId, Duration, Event, Issue, Language, ServiceId, TicketId, Token};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DelayRequest, IssueRequest, Issued, Problem, TicketSnapshot};

/// A ticket belongs to one visitor: no cache may keep it.
const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(issue))
        .routes(routes!(read))
        .routes(routes!(follow))
        .routes(routes!(cancel))
        .routes(routes!(delay))
        .routes(routes!(own_qr))
}

/// Give out a ticket.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets", tag = "tickets",
    params(("branch" = String, Path), ("Idempotency-Key" = String, Header, description = "New for each wish, the same for each try.")),
    request_body = IssueRequest,
    responses(
        (status = 201, body = Issued),
        (status = 400, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem, description = "`closed`, `idempotency_key_reused`"),
        (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem),
    )
)]
async fn issue(Branch(branch): Branch, Key(key): Key, Body(request): Body<IssueRequest>) -> Result<Response> {
    let command = Command::Issue(parse(&branch, request)?);
    let events = branch.command(key, Actor::Kiosk, command).await?;
    let issued = events.iter().find_map(issued).ok_or(Error::NotFound)?;
    let location = [(header::LOCATION, format!("/api/v1/tickets/{}", issued.token))];
    Ok((StatusCode::CREATED, NO_STORE, location, Json(issued)).into_response())
}

/// The wish in the queue's own types; what it names must be there.
fn parse(branch: &Handle, request: IssueRequest) -> Result<Issue> {
    let setup = &branch.live().setup;
    let service = ServiceId::new(&request.service);
    let Some(offered) = setup.service(&service) else { return Err(Error::ServiceUnknown(request.service)) };
    if !setup.languages.contains(&request.language) {
        return Err(Error::LanguageUnknown(request.language.0));
    }
    let then = request.then.iter().map(|id| ServiceId::new(id)).collect::<Vec<_>>();
    if let Some(stray) = then.iter().find(|id| setup.service(id).is_none()) {
        return Err(Error::ServiceUnknown(stray.to_string()));
    }
    let services = [offered].into_iter().chain(then.iter().filter_map(|id| setup.service(id)));
    let listed: Vec<&str> =
        services.flat_map(|service| &service.documents).map(|document| document.id.as_str()).collect();
    let mut named = request.documents.iter().chain(&request.missing);
    if let Some(stray) = named.find(|id| !listed.contains(&id.as_str())) {
        return Err(Error::DocumentUnknown(stray.clone()));
    }
    // In the order of the lists and each once, so that the same wish is the same command.
    let said = |ids: &[String]| {
        let mut said: Vec<DocumentId> = Vec::new();
        for id in listed.iter().filter(|id| ids.iter().any(|said| said == *id)).map(|id| DocumentId::new(id)) {
            if !said.contains(&id) {
                said.push(id);
            }
        }
        said
    };
    Ok(Issue {
        service,
        then,
        language: Language::new(request.language.as_str()),
        priority: request.priority,
        documents: said(&request.documents),
        missing: said(&request.missing),
        appointment: None,
        token: new_token(),
    })
}

/// 128 random bits as 32 hexadecimal digits.
pub fn new_token() -> Token {
    Token::new(&format!("{:032x}", u128::from_le_bytes(machine::random())))
}

/// The ticket that an event gave out.
pub fn issued(event: &Event) -> Option<Issued> {
    let Event::TicketIssued { ticket, number, service, language, token, ahead, .. } = event else { return None };
    Some(Issued {
        id: ticket.0,
        number: number.to_string(),
        token: token.to_string(),
        service: service.to_string(),
        language: wire::Language::new(language.as_str()),
        ahead: *ahead,
    })
}

/// The branch and the ticket that a visitor's link leads to, as long as its day lasts.
pub async fn find(state: &AppState, token: &str) -> Result<(Handle, TicketId)> {
    let visit = state.store.visit(token).await?.ok_or(Error::LinkUnknown)?;
    let branch = state.branches.get(&visit.branch).await?.ok_or(Error::LinkUnknown)?;
    let (day, ticket) = (visit.day.as_str(), TicketId(visit.ticket));
    // Of today: there, or about to be. Of a day that is over: never again.
    branch.until(|branch| branch.day().is_some_and(|now| now.as_str() > day || branch.ticket(ticket).is_some())).await;
    let today = branch.live().read(|branch, _| branch.day().is_some_and(|now| now.as_str() == day));
    if today { Ok((branch, ticket)) } else { Err(Error::LinkUnknown) }
}

/// A visitor's own ticket.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}", tag = "tickets", params(("token" = String, Path)),
    responses((status = 200, body = TicketSnapshot), (status = 404, body = Problem))
)]
async fn read(State(state): State<AppState>, Path(token): Path<String>) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    let snapshot = feed::snapshot(branch.live(), &Screen::Ticket(ticket)).ok_or(Error::LinkUnknown)?;
    Ok((NO_STORE, [(header::CONTENT_TYPE, "application/json")], snapshot).into_response())
}

/// A visitor's own ticket as it changes: Server-Sent Events, `view` with a snapshot and `heartbeat`.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}/stream", tag = "tickets", params(("token" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = TicketSnapshot), (status = 404, body = Problem))
)]
async fn follow(State(state): State<AppState>, Path(token): Path<String>) -> Result<Response> {
    let (branch, ticket) = find(&state, &token).await?;
    stream::response(&state, branch.live(), &Screen::Ticket(ticket), None).ok_or(Error::LinkUnknown)
}

/// Leave the queue.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/cancel", tag = "tickets",
    params(("token" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem))
)]
async fn cancel(State(state): State<AppState>, Path(token): Path<String>, Key(key): Key) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    branch.command(key, Actor::Visitor, Command::Cancel { ticket }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Be called later, and keep the place.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/delay", tag = "tickets",
    params(("token" = String, Path), ("Idempotency-Key" = String, Header)), request_body = DelayRequest,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem),
    )
)]
async fn delay(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Key(key): Key,
    Body(DelayRequest { minutes }): Body<DelayRequest>,
) -> Result<StatusCode> {
    let (branch, ticket) = find(&state, &token).await?;
    let by = Duration::minutes(i64::from(minutes));
    branch.command(key, Actor::Visitor, Command::Delay { ticket, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The address of a visitor's page, as their phone reaches it.
pub fn address(state: &AppState, headers: &HeaderMap, token: &str) -> String {
    qr::origin(state, headers) + "/t/" + token
}

/// The address of the visitor's page as a QR code.
#[utoipa::path(
    get, path = "/api/v1/tickets/{token}/qr.svg", tag = "tickets", params(("token" = String, Path)),
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = 404, body = Problem))
)]
async fn own_qr(State(state): State<AppState>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response> {
    find(&state, &token).await?;
    qr::code(&state, &headers, &format!("/t/{token}"))
}
