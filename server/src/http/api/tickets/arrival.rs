//! A visitor says that they are there: by the code of the minute, where the branch asks for it.

use crate::http::AppState;
use crate::http::extract::{Branch, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use crate::http::qr::{self, NoPhoneAddress};
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use branch::{Actor, Handle, RequestKey};
use machine::clock;
use office::arrival::{CodeVerdict, LOCKED_FOR, look_at, typed_code};
use queue::{Command, TicketId};
use store::BranchId;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// Why a visitor is not taken to be there.
pub enum ArrivalRefused {
    Wrong,
    Locked,
}

impl From<ArrivalRefused> for Error {
    fn from(error: ArrivalRefused) -> Self {
        match error {
            ArrivalRefused::Wrong => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::ArrivalCodeWrong,
                "Not the code",
                "\"code\" is to be the four digits on the wall of the lobby. There are others every minute.",
            ),
            ArrivalRefused::Locked => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                Code::ArrivalCodeLocked,
                "Too many tries",
                "No code is looked at for 15 minutes. The staff can say that the visitor is there.",
            )
            .after(u32::try_from(LOCKED_FOR.0 / 1_000).unwrap_or(u32::MAX)),
        }
    }
}

impl Refuses for ArrivalRefused {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::ArrivalCodeWrong), (429, Code::ArrivalCodeLocked)]];
}

/// Notes that the visitor of a ticket is there. Who is there already needs no code, so a request that is sent again, when its
/// code is over, is answered as it was.
pub async fn arrive(state: &AppState, branch: &Handle, ticket: TicketId, typed: &str, key: RequestKey) -> Result<()> {
    let (is_away, day) = branch
        .live()
        .read(|branch, _| (branch.ticket(ticket).is_some_and(queue::Ticket::is_away), branch.day().cloned()));
    let setup = branch.live().setup();
    if let Some(day) = day.filter(|_| is_away && setup.asks_for_code()) {
        let (id, now) = (BranchId::new(&setup.id), clock::now());
        let code = typed_code(typed).ok_or(ArrivalRefused::Wrong)?;
        let is_right = || branch.live().minute_key().is_good(&setup.id, &code, now);
        match look_at(&state.store, &id, &day, ticket, now, is_right).await? {
            CodeVerdict::Right => {}
            CodeVerdict::Wrong => return Err(ArrivalRefused::Wrong.into()),
            CodeVerdict::Locked => return Err(ArrivalRefused::Locked.into()),
        }
    }
    branch.command(key, Actor::Visitor, Command::Arrive { ticket }).await?;
    Ok(())
}

/// A code of the minute in an address: whether it is good is seen where it is used.
pub struct TypedCode(String);

impl FromRequestParts<AppState> for TypedCode {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        let code = path_parameter(parts, "code").await;
        typed_code(&code).map(Self).ok_or_else(Error::not_found)
    }
}

impl IntoParams for TypedCode {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("code", "The code of the minute.", openapi::text(r"^[0-9]{4}$"))]
    }
}

impl Refuses for TypedCode {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::NotFound)]];
}

/// The address at which a phone says that its visitor is there, with the code on the wall, as a QR code.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/here/{code}/qr.svg", tag = "screens", params(Branch, TypedCode),
    responses((status = 200, content_type = "image/svg+xml", body = String), Problems<(Branch, TypedCode, NoPhoneAddress)>)
)]
pub async fn qr(
    State(state): State<AppState>,
    Branch(branch): Branch,
    TypedCode(code): TypedCode,
    headers: HeaderMap,
) -> Result<Response> {
    qr::code(&state, &headers, &format!("/b/{}/here?code={code}", branch.live().setup().id))
}
