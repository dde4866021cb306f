//! A ticket is given out at the kiosk.

use super::{DocumentUnknown, LanguageUnknown, ServiceUnknown, issued, new_token};
use crate::http::AppState;
use crate::http::devices::AtKiosk;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::alerts::{self, Told};
use branch::{Actor, Handle};
use queue::{AlertKind, Command, DocumentId, Issue, KIOSK, Language, ServiceId};
use wire::{Code, IssueRequest, Issued};

/// Why a request for a ticket names something that is not there.
pub enum IssueError {
    Service(ServiceUnknown),
    Language(LanguageUnknown),
    /// None of the services asks for this document.
    Document(String),
}

impl From<IssueError> for Error {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Service(error) => error.into(),
            IssueError::Language(error) => error.into(),
            IssueError::Document(id) => DocumentUnknown(id).into(),
        }
    }
}

impl Refuses for IssueError {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(422, Code::ServiceUnknown), (422, Code::LanguageUnknown), (422, Code::DocumentUnknown)]];
}

/// Give out a ticket.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets", tag = "tickets", params(Branch, Key),
    request_body = IssueRequest,
    responses((status = 201, body = Issued), Problems<(AtKiosk, Branch, Key, Body<()>, IssueError, Ruled)>),
    security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
pub async fn issue(
    _: AtKiosk,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Key(key): Key,
    headers: HeaderMap,
    Body(request): Body<IssueRequest>,
) -> Result<Response> {
    let command = Command::Issue(parse(&branch, request)?);
    let issued = issued(&branch.command(key, Actor::Kiosk, command).await?)?;
    let reached = state.site.phones.origin(&headers).is_some();
    // The visitor does not wait for it.
    tokio::spawn(async move { tell_of_phones(&state.told, &branch, reached).await });
    let location = [(header::LOCATION, format!("/api/v1/tickets/{}", issued.token))];
    // A ticket belongs to one visitor: no cache may keep it.
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], location, Json(issued)).into_response())
}

/// The staff are told that tickets have no code, once a day; and that they have one again, after a start that knows the address.
async fn tell_of_phones(told: &Told, branch: &Handle, reached: bool) {
    if !reached {
        told.raise(branch, AlertKind::Phones, KIOSK).await;
    } else if !told.knows(branch, AlertKind::Phones, KIOSK) {
        alerts::clear(branch, AlertKind::Phones, KIOSK).await;
    }
}

/// The request in the queue's own types; what it names must be there.
pub fn parse(branch: &Handle, request: IssueRequest) -> Result<Issue, IssueError> {
    let setup = &branch.live().setup();
    let unknown = |id: String| IssueError::Service(ServiceUnknown::InBody(id));
    let service = ServiceId::new(&request.service);
    let Some(offered) = setup.service(&service) else { return Err(unknown(request.service)) };
    if !setup.languages.contains(&request.language) {
        return Err(IssueError::Language(LanguageUnknown(request.language.0)));
    }
    let then = request.then.iter().map(|id| ServiceId::new(id)).collect::<Vec<_>>();
    if let Some(stray) = then.iter().find(|id| setup.service(id).is_none()) {
        return Err(unknown(stray.to_string()));
    }
    let services = [offered].into_iter().chain(then.iter().filter_map(|id| setup.service(id)));
    let listed: Vec<&str> =
        services.flat_map(|service| &service.documents).map(|document| document.id.as_str()).collect();
    let mut named = request.documents.iter().chain(&request.missing);
    if let Some(stray) = named.find(|id| !listed.contains(&id.as_str())) {
        return Err(IssueError::Document(stray.clone()));
    }
    Ok(Issue {
        service,
        then,
        language: Language::new(request.language.as_str()),
        priority: request.priority,
        documents: in_order(&listed, &request.documents),
        missing: in_order(&listed, &request.missing),
        appointment: None,
        travel: None,
        call_back: false,
        token: new_token(),
    })
}

/// The named documents in the order of the lists and each once, so that the same request is the same command.
fn in_order(listed: &[&str], named: &[String]) -> Vec<DocumentId> {
    let mut ordered: Vec<DocumentId> = Vec::new();
    for id in listed.iter().filter(|id| named.iter().any(|named| named == *id)).map(|id| DocumentId::new(id)) {
        if !ordered.contains(&id) {
            ordered.push(id);
        }
    }
    ordered
}
