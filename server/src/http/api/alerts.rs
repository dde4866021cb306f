//! Calling the staff: a visitor from the kiosk, a CSR from a desk; and saying that one goes.

use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::devices::AtKiosk;
use crate::http::extract::{Body, Branch, Desk, Key, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::{Actor, Handle};
use queue::{AlertId, AlertPlace, Command, DeskId, KIOSK};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{AlertKind, AlertRequest, Code, DeskCommand};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(raise)).routes(routes!(help)).routes(routes!(danger)).routes(routes!(clear))
}

/// Why a call for the staff is not taken.
enum AlertError {
    Unknown(String),
    /// The kind is none that the kiosk asks for.
    Kind,
}

impl From<AlertError> for Error {
    fn from(error: AlertError) -> Self {
        match error {
            AlertError::Unknown(id) => Self::new(
                StatusCode::NOT_FOUND,
                Code::AlertUnknown,
                "Unknown alert",
                format!("There is no alert \"{id}\"."),
            ),
            AlertError::Kind => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::AlertKind,
                "Not called for here",
                "The kiosk asks for \"help\" only. The server raises the others by itself.",
            ),
        }
    }
}

impl Refuses for AlertError {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::AlertKind)]];
}

/// An alert of the day by its id; the rules see whether the day has it.
#[derive(Debug)]
struct Alert(AlertId);

impl<S: Send + Sync> FromRequestParts<S> for Alert {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let id = path_parameter(parts, "alert").await;
        id.parse().map(|id| Self(AlertId(id))).map_err(|_| AlertError::Unknown(id).into())
    }
}

impl IntoParams for Alert {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("alert", "The alert within its day.", openapi::number())]
    }
}

impl Refuses for Alert {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::AlertUnknown)]];
}

async fn command(branch: &Handle, key: Key, actor: Actor, command: Command) -> Result<StatusCode> {
    branch.command(key.0, actor, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn at_desk(kind: queue::AlertKind, desk: &DeskId) -> Command {
    Command::RaiseAlert { kind, place: AlertPlace::new(desk.as_str()) }
}

/// Call the staff to the kiosk. A call that is open already stays the one that it is.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/alerts", tag = "alerts", params(Branch, Key), request_body = AlertRequest,
    responses((status = 204), Problems<(AtKiosk, Branch, Key, Body<()>, AlertError, Ruled)>),
    security(("device" = ["Kiosk"]), ("session" = ["Csr"]))
)]
async fn raise(_: AtKiosk, Branch(branch): Branch, key: Key, Body(request): Body<AlertRequest>) -> Result<StatusCode> {
    if request.kind != AlertKind::Help {
        return Err(AlertError::Kind.into());
    }
    let raise = Command::RaiseAlert { kind: queue::AlertKind::Help, place: AlertPlace::new(KIOSK) };
    command(&branch, key, Actor::Kiosk, raise).await
}

/// Call a colleague to the desk, quietly: the lobby shows nothing of it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/help", tag = "alerts", params(Branch, Desk, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Csr, Branch, Desk, Key, Body<()>, Ruled)>),
    security(("session" = []))
)]
async fn help(
    Csr(person): Csr,
    Branch(branch): Branch,
    Desk(desk): Desk,
    key: Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    command(&branch, key, Actor::Staff(person.id), at_desk(queue::AlertKind::DeskHelp, &desk)).await
}

/// Call for help in danger. The desk itself shows nothing of it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/danger", tag = "alerts", params(Branch, Desk, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Csr, Branch, Desk, Key, Body<()>, Ruled)>),
    security(("session" = []))
)]
async fn danger(
    Csr(person): Csr,
    Branch(branch): Branch,
    Desk(desk): Desk,
    key: Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    command(&branch, key, Actor::Staff(person.id), at_desk(queue::AlertKind::Danger, &desk)).await
}

/// Say that one sees to it. Somebody else may have said so already: then nothing changes.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/alerts/{alert}/clear", tag = "alerts", params(Branch, Alert, Key),
    request_body = DeskCommand, responses((status = 204), Problems<(Csr, Branch, Alert, Key, Body<()>, Ruled)>),
    security(("session" = []))
)]
async fn clear(
    Csr(person): Csr,
    Branch(branch): Branch,
    Alert(alert): Alert,
    key: Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    command(&branch, key, Actor::Staff(person.id), Command::ClearAlert { alert }).await
}
