//! Tickets on paper: printed on the branch's printer, and shown to the manager as they would be.

use super::AppState;
use super::authorise::Manager;
use super::extract::{Branch, Key, Wanted, path_parameter};
use super::problem::{Error, Result};
use super::tickets::{address, find};
use axum::Json;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use branch::CommandError;
use branch::{Handle, alerts};
use paper::print::{self, Fault, Refused};
use queue::{AlertKind, PrinterFault};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Printed, Problem};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(ticket)).routes(routes!(preview))
}

/// Print a visitor's ticket on the printer of the branch's kiosk. With the same key it is printed once; printed again
/// with another, it is the same ticket. Whatever becomes of it, the ticket is good.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/print", tag = "tickets",
    params(("token" = String, Path), ("Idempotency-Key" = String, Header)),
    responses(
        (status = 200, body = Printed), (status = 400, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`no_printer`, `printed_often`, `idempotency_key_reused`"),
        (status = 503, body = Problem, description = "`printer_out_of_paper`, `printer_cover_open`, `printer_unreachable`, `printer_busy`"),
    )
)]
async fn ticket(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Key(key): Key,
    headers: HeaderMap,
) -> Result<Json<Printed>> {
    let (branch, id) = find(&state, &token).await?;
    let setup = branch.live().setup.clone();
    let ticket = branch.live().read(|branch, _| branch.ticket(id).cloned()).ok_or(Error::LinkUnknown)?;
    let (name, printer) = setup.kiosk_printer().ok_or(Error::NoPrinter)?;
    let address = address(&state, &headers, &token);
    let bytes = print::ticket(setup.clone(), ticket, address, printer.dots).await.ok_or(Error::LinkUnknown)?;
    let (name, printer, printers) = (name.to_owned(), printer.clone(), state.printers.clone());
    // Whoever asked may go: what was begun is printed to its end, and the staff are told.
    let printing = tokio::spawn(async move {
        let outcome = printers.print(&printer, key.as_str(), &token, &bytes).await;
        match outcome {
            Ok(()) => tell(&branch, &name, Ok(())).await,
            Err(Refused::Fault(fault)) => tell(&branch, &name, Err(fault)).await,
            Err(Refused::KeyReused | Refused::Often) => {}
        }
        outcome
    });
    match printing.await.unwrap_or(Err(Refused::Fault(print::Fault::Unreachable))) {
        Ok(()) => Ok(Json(Printed { printed: true })),
        Err(Refused::KeyReused) => Err(CommandError::KeyReused.into()),
        Err(Refused::Often) => Err(Error::PrintedOften),
        Err(Refused::Fault(fault)) => Err(Error::Printer(fault)),
    }
}

/// The staff are told of a printer that does not print, and that they were heard when it does again.
async fn tell(branch: &Handle, printer: &str, outcome: std::result::Result<(), Fault>) {
    let fault = match outcome {
        Ok(()) => return alerts::clear(branch, AlertKind::Printer(PrinterFault::Unreachable), printer).await,
        // It prints, only not this.
        Err(Fault::Busy) => return,
        Err(Fault::OutOfPaper) => PrinterFault::OutOfPaper,
        Err(Fault::CoverOpen) => PrinterFault::CoverOpen,
        Err(Fault::Unreachable | Fault::Silent) => PrinterFault::Unreachable,
    };
    tracing::warn!(branch = branch.live().setup.id, printer, ?fault, "a ticket was not printed");
    alerts::raise(branch, AlertKind::Printer(fault), printer).await;
}

/// A printer of the branch's set-up.
#[derive(Debug)]
struct Printer(setup::Printer);

impl FromRequestParts<AppState> for Printer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "printer").await;
        branch.live().setup.printers.get(&id).cloned().map(Self).ok_or(Error::PrinterUnknown(id))
    }
}

/// The printed ticket of a sample, as a picture made from the bytes that the printer would be sent.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/printers/{printer}/preview.png", tag = "printers",
    params(("branch" = String, Path), ("printer" = String, Path), ("lang" = Option<String>, Query)),
    responses(
        (status = 200, content_type = "image/png", body = Vec<u8>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem),
    ),
    security(("session" = ["Manager"]))
)]
async fn preview(
    _: Manager,
    Branch(branch): Branch,
    Printer(printer): Printer,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let setup = &branch.live().setup;
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    let picture = print::preview(setup, &printer, language).await.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], picture).into_response())
}
