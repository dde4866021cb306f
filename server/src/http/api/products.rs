//! The sheets of products that are files of the bank's own.

use crate::http::AppState;
use crate::http::extract::{Branch, is_fresh, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Code;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sheet))
}

/// The branch has no sheet in a file of this name.
struct SheetUnknown(String);

impl From<SheetUnknown> for Error {
    fn from(SheetUnknown(file): SheetUnknown) -> Self {
        let detail = format!("There is no sheet \"{file}\". Use the id of a product of the catalogue and \".pdf\".");
        Self::new(StatusCode::NOT_FOUND, Code::ProductUnknown, "Unknown product", detail)
    }
}

/// The name of a sheet's file: the product's id and `.pdf`.
struct SheetFile(String);

impl FromRequestParts<AppState> for SheetFile {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Infallible> {
        Ok(Self(path_parameter(parts, "sheet").await))
    }
}

impl IntoParams for SheetFile {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The product, by its id and `.pdf`: `account.pdf`.";
        vec![openapi::path_parameter("sheet", description, openapi::text("^[a-z0-9_-]{1,40}\\.pdf$"))]
    }
}

impl Refuses for SheetFile {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::ProductUnknown)]];
}

/// The sheet of a product that is a file of the bank's own. `sheet` is the product's id and `.pdf`.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/products/{sheet}", tag = "forms", params(Branch, SheetFile),
    responses(
        (status = 200, content_type = "application/pdf", body = [u8]), (status = 304),
        Problems<(Branch, SheetFile)>,
    )
)]
async fn sheet(Branch(branch): Branch, SheetFile(file): SheetFile, headers: HeaderMap) -> Result<Response> {
    let setup = &branch.live().setup();
    let id = file.strip_suffix(".pdf").unwrap_or_default();
    let Some(bytes) = setup.sheets.get(id).cloned() else { return Err(SheetUnknown(file).into()) };
    let tag = format!("\"{}-{}\"", setup.catalogue.version, bytes.len());
    let fresh = is_fresh(&headers, &tag);
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if fresh {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let shown = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{file}\"")),
    ];
    Ok((caching, shown, bytes.to_vec()).into_response())
}
