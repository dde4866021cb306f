//! A branch's printers, as its manager sees them.

use crate::http::AppState;
use crate::http::authorise::Manager;
use crate::http::extract::{Branch, Wanted, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use paper::print;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Code;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(preview))
}

/// The branch has no such printer.
struct PrinterUnknown(String);

impl From<PrinterUnknown> for Error {
    fn from(PrinterUnknown(id): PrinterUnknown) -> Self {
        let detail = format!("The branch has no printer \"{id}\".");
        Self::new(StatusCode::NOT_FOUND, Code::PrinterUnknown, "Unknown printer", detail)
    }
}

/// A printer of the branch's set-up.
#[derive(Debug)]
struct Printer(setup::Printer);

impl FromRequestParts<AppState> for Printer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "printer").await;
        let printer = branch.live().setup().printers.get(&id).cloned();
        printer.map(Self).ok_or_else(|| PrinterUnknown(id).into())
    }
}

impl IntoParams for Printer {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let printer = openapi::path_parameter("printer", "The printer, by its id.", openapi::id());
        vec![printer, openapi::language_query()]
    }
}

impl Refuses for Printer {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::PrinterUnknown)]];
}

/// The printed ticket of a sample, as a picture made from the bytes that the printer would be sent.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/printers/{printer}/preview.png", tag = "printers", params(Branch, Printer),
    responses(
        (status = 200, content_type = "image/png", body = Vec<u8>), Problems<(Manager, Branch, Printer)>,
    ),
    security(("session" = ["Manager"]))
)]
async fn preview(
    _: Manager,
    Branch(branch): Branch,
    Printer(printer): Printer,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let setup = &branch.live().setup();
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    let picture = print::preview(setup, &printer, language).await;
    let picture = picture.ok_or_else(|| Error::internal("a sample ticket that cannot be laid out"))?;
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], picture).into_response())
}
