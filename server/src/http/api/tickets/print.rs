//! A visitor's ticket on paper, by the printer of the branch's kiosk.

use super::{Link, LinkUnknown, address, find};
use crate::http::AppState;
use crate::http::extract::Key;
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use branch::alerts::{self, Told};
use branch::{CommandError, Handle};
use paper::print::{self, Fault, Refused, Roll};
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
    let setup = branch.live().setup();
    let ticket = branch.live().read(|branch, _| branch.ticket(id).cloned()).ok_or(LinkUnknown)?;
    let (name, printer) = setup.kiosk_printer().ok_or(PrintError::NoPrinter)?;
    let address = address(&state, &headers, &token);
    let bytes = print::ticket(setup.clone(), ticket, address, printer.dots).await.ok_or(LinkUnknown)?;
    let (name, printer) = (name.to_owned(), printer.clone());
    let (printers, told) = (state.printers.clone(), state.told.clone());
    // Whoever asked may go: what was begun is printed to its end, and the staff are told.
    let printing = tokio::spawn(async move {
        let outcome = printers.print(&printer, key.as_str(), &token, &bytes).await;
        let word = if matches!(outcome, Err(Refused::Fault(_))) { "failed" } else { "done" };
        metrics::counter!("sportello_prints_total", "outcome" => word).increment(1);
        match outcome {
            Ok(Some(roll)) => tell_of_roll(&told, &branch, &name, roll).await,
            Err(Refused::Fault(fault)) => tell_of_fault(&told, &branch, &name, fault).await,
            // Printed before, or not to be printed: nothing is known of the printer.
            Ok(None) | Err(Refused::KeyReused | Refused::Often) => {}
        }
        outcome
    });
    printing.await.map_err(Error::internal)?.map_err(PrintError::Refused)?;
    Ok(Json(Printed { printed: true }))
}

/// The roll that is nearly over: one alert, which the next good status clears.
const ROLL_LOW: AlertKind = AlertKind::Printer(PrinterFault::RollLow);

/// The printer prints: whatever the staff were told of it is over, or it is that the roll soon will be.
async fn tell_of_roll(told: &Told, branch: &Handle, printer: &str, roll: Roll) {
    match roll {
        Roll::NearlyOver => told.raise(branch, ROLL_LOW, printer).await,
        Roll::Enough => {
            told.forget(branch, ROLL_LOW, printer);
            alerts::clear(branch, ROLL_LOW, printer).await;
        }
    }
}

/// The staff are told of a printer that does not print.
async fn tell_of_fault(told: &Told, branch: &Handle, printer: &str, fault: Fault) {
    let fault = match fault {
        // It prints, only not this.
        Fault::Busy => return,
        Fault::OutOfPaper => PrinterFault::OutOfPaper,
        Fault::CoverOpen => PrinterFault::CoverOpen,
        Fault::Unreachable => PrinterFault::Unreachable,
        Fault::Silent => PrinterFault::Silent,
    };
    tracing::warn!(branch = branch.live().setup().id, printer, ?fault, "a ticket was not printed");
    // This takes the place of the alert about the roll: that one is news again afterwards.
    told.forget(branch, ROLL_LOW, printer);
    alerts::raise(branch, AlertKind::Printer(fault), printer).await;
}
