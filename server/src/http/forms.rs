//! What visitors take away: forms as papers to print, and the code that brings a list onto a phone.

use super::extract::{Branch, Wanted, is_fresh};
use super::problem::{Error, Result};
use super::{AppState, qr};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::ServiceId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Problem;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(form)).routes(routes!(ready_qr))
}

/// A form as a PDF: the bank's own, or one made from the set-up. `form` is its id and `.pdf`.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/forms/{form}", tag = "forms",
    params(("branch" = String, Path), ("form" = String, Path, example = "slip.pdf"), ("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "application/pdf", body = [u8]), (status = 304), (status = 404, body = Problem))
)]
async fn form(
    Branch(branch): Branch,
    Path((_, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let setup = &branch.live().setup;
    let id = file.strip_suffix(".pdf").unwrap_or_default();
    let form = setup.forms.get(id).ok_or_else(|| Error::FormUnknown(file.clone()))?;
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    let tag = format!("\"{}-{}-{language}\"", setup.catalogue.version, form.version);
    let caching = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if is_fresh(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let paper = paper::forms::pdf(form, &setup.name, language, &setup.languages).into_owned();
    let shown = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{file}\"")),
    ];
    Ok((caching, shown, paper).into_response())
}

/// The address of the page that lists what to have ready for a service, as a QR code.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/ready/{service}/qr.svg", tag = "forms",
    params(("branch" = String, Path), ("service" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = 404, body = Problem))
)]
async fn ready_qr(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Path((_, service)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let setup = &branch.live().setup;
    if setup.service(&ServiceId::new(&service)).is_none() {
        return Err(Error::ServiceNotFound(service));
    }
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    qr::code(&state, &headers, &format!("/b/{}/ready/{service}?lang={language}", setup.id))
}
