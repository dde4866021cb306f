//! Calling the staff: a visitor from the kiosk, a CSR from a desk; and saying that one goes.

use super::AppState;
use super::authorise::Csr;
use super::extract::{Body, Branch, Desk, Key, path_parameter};
use super::problem::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::Actor;
use queue::KIOSK;
use queue::{AlertId, AlertKind, AlertPlace, Command};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{AlertRequest, DeskCommand, Problem};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(raise)).routes(routes!(help)).routes(routes!(clear))
}

/// An alert of the day by its id; whether the day has it is seen by the rules.
#[derive(Debug)]
struct Alert(AlertId);

impl<S: Send + Sync> FromRequestParts<S> for Alert {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let id = path_parameter(parts, "alert").await;
        id.parse().map(|id| Self(AlertId(id))).map_err(|_| Error::AlertUnknown(id))
    }
}

/// Call the staff to the kiosk. A call that is open already stays the one that it is.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/alerts", tag = "alerts",
    params(("branch" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body = AlertRequest,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem, description = "`alert_kind`: only `help` is asked for here"),
        (status = 503, body = Problem),
    )
)]
async fn raise(Branch(branch): Branch, Key(key): Key, Body(request): Body<AlertRequest>) -> Result<StatusCode> {
    if request.kind != wire::AlertKind::Help {
        return Err(Error::AlertKind);
    }
    let command = Command::RaiseAlert { kind: AlertKind::Help, place: AlertPlace::new(KIOSK) };
    branch.command(key, Actor::Kiosk, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Call a colleague to the desk, quietly: the lobby shows nothing of it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/desks/{desk}/help", tag = "alerts",
    params(("branch" = String, Path), ("desk" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body = DeskCommand,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem),
    ),
    security(("session" = []))
)]
async fn help(
    Csr(person): Csr,
    Branch(branch): Branch,
    Desk(desk): Desk,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    let command = Command::RaiseAlert { kind: AlertKind::DeskHelp, place: AlertPlace::new(desk.as_str()) };
    branch.command(key, Actor::Staff(person.id), command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that one sees to it. Somebody else may have said so already: then nothing changes.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/alerts/{alert}/clear", tag = "alerts",
    params(("branch" = String, Path), ("alert" = u32, Path), ("Idempotency-Key" = String, Header)),
    request_body = DeskCommand,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem),
    ),
    security(("session" = []))
)]
async fn clear(
    Csr(person): Csr,
    Branch(branch): Branch,
    Alert(alert): Alert,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    branch.command(key, Actor::Staff(person.id), Command::ClearAlert { alert }).await?;
    Ok(StatusCode::NO_CONTENT)
}
