//! A visitor's ticket on paper, by the printer of the branch's kiosk.

use super::{Link, LinkUnknown, address, find};
use crate::http::AppState;
use crate::http::extract::Key;
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use branch::{CommandError, Handle, alerts};
use paper::print::{self, Fault, Refused};
use queue::{AlertKind, PrinterFault};
use wire::{Code, Printed};

/// Why a ticket was not printed.
enum PrintError {
    /// The branch has no printer for its kiosk.
    NoPrinter,
    Refused(Refused),
}

impl From<PrintError> for Error {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::NoPrinter => Self::new(
                StatusCode::CONFLICT,
                Code::NoPrinter,
                "No printer",
                "The kiosk of this branch has no printer. Photograph the screen or follow the ticket's link.",
            ),
            PrintError::Refused(Refused::KeyReused) => CommandError::KeyReused.into(),
            PrintError::Refused(Refused::Often) => Self::new(
                StatusCode::CONFLICT,
                Code::PrintedOften,
                "Printed often enough",
                "This ticket has been printed several times. Follow its link, or ask the staff.",
            ),
            PrintError::Refused(Refused::Fault(fault)) => not_printed(fault),
        }
    }
}

fn not_printed(fault: Fault) -> Error {
    let (code, title) = match fault {
        Fault::OutOfPaper => (Code::PrinterOutOfPaper, "The printer is out of paper"),
        Fault::CoverOpen => (Code::PrinterCoverOpen, "The printer's cover is open"),
        Fault::Unreachable | Fault::Silent => (Code::PrinterUnreachable, "The printer does not answer"),
        Fault::Busy => (Code::PrinterBusy, "The printer is busy"),
    };
    let detail =
        "The ticket is good without paper: photograph the screen or follow its link. Try again with the same key.";
    Error::new(StatusCode::SERVICE_UNAVAILABLE, code, title, detail)
}

impl Refuses for PrintError {
    const PROBLEMS: &'static [&'static [Row]] = &[&[
        (409, Code::NoPrinter),
        (409, Code::PrintedOften),
        (409, Code::IdempotencyKeyReused),
        (503, Code::PrinterOutOfPaper),
        (503, Code::PrinterCoverOpen),
        (503, Code::PrinterUnreachable),
        (503, Code::PrinterBusy),
    ]];
}

/// Print a visitor's ticket on the printer of the branch's kiosk. With the same key it is printed once; printed again
/// with another, it is the same ticket. Whatever becomes of it, the ticket is good.
#[utoipa::path(
    post, path = "/api/v1/tickets/{token}/print", tag = "tickets", params(Link, Key),
    responses((status = 200, body = Printed), Problems<(Link, Key, PrintError)>)
)]
pub async fn print(
    State(state): State<AppState>,
    Link(token): Link,
    Key(key): Key,
    headers: HeaderMap,
) -> Result<Json<Printed>> {
    let (branch, id) = find(&state, &token).await?;
    let setup = branch.live().setup.clone();
    let ticket = branch.live().read(|branch, _| branch.ticket(id).cloned()).ok_or(LinkUnknown)?;
    let (name, printer) = setup.kiosk_printer().ok_or(PrintError::NoPrinter)?;
    let address = address(&state, &headers, &token);
    let bytes = print::ticket(setup.clone(), ticket, address, printer.dots).await.ok_or(LinkUnknown)?;
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
    printing.await.map_err(Error::internal)?.map_err(PrintError::Refused)?;
    Ok(Json(Printed { printed: true }))
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
