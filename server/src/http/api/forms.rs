//! What visitors take away: forms as papers to print, and the code that brings a list onto a phone.

use super::tickets::ServiceUnknown;
use crate::http::AppState;
use crate::http::extract::{Branch, Wanted, is_fresh, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use crate::http::qr::{self, NoPhoneAddress};
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::ServiceId;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, Usual};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(form)).routes(routes!(ready_qr)).routes(routes!(usual_code))
}

/// The branch has no form in a file of this name.
pub struct FormUnknown(pub String);

impl From<FormUnknown> for Error {
    fn from(FormUnknown(file): FormUnknown) -> Self {
        let detail = format!("There is no form \"{file}\". Use the id of a form of the catalogue and \".pdf\".");
        Self::new(StatusCode::NOT_FOUND, Code::FormUnknown, "Unknown form", detail)
    }
}

/// The name of a form's file: its id and `.pdf`.
struct FormFile(String);

impl FromRequestParts<AppState> for FormFile {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        Ok(Self(path_parameter(parts, "form").await))
    }
}

impl IntoParams for FormFile {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The form, by its id and `.pdf`: `slip.pdf`.";
        vec![
            openapi::path_parameter("form", description, openapi::text("^[a-z0-9_-]{1,40}\\.pdf$")),
            openapi::language_query(),
        ]
    }
}

impl Refuses for FormFile {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::FormUnknown)]];
}

/// A form as a PDF: the bank's own, or one made from the set-up. `form` is its id and `.pdf`.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/forms/{form}", tag = "forms", params(Branch, FormFile),
    responses(
        (status = 200, content_type = "application/pdf", body = [u8]), (status = 304),
        Problems<(Branch, FormFile)>,
    )
)]
async fn form(
    Branch(branch): Branch,
    FormFile(file): FormFile,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let setup = &branch.live().setup();
    let id = file.strip_suffix(".pdf").unwrap_or_default();
    let Some(form) = setup.forms.get(id) else { return Err(FormUnknown(file).into()) };
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    let tag = format!("\"{}-{}-{language}\"", setup.catalogue.version, form.version);
    let fresh = is_fresh(&headers, &tag);
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if fresh {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let paper = paper::forms::pdf(form, Some(id), &setup.name, language, &setup.languages).into_owned();
    let shown = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{file}\"")),
    ];
    Ok((caching, shown, paper).into_response())
}

/// A service that the branch has, by its id in the path.
pub struct Service(pub String);

impl FromRequestParts<AppState> for Service {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "service").await;
        let known = branch.live().setup().service(&ServiceId::new(&id)).is_some();
        if known { Ok(Self(id)) } else { Err(ServiceUnknown::InPath(id).into()) }
    }
}

impl IntoParams for Service {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let service = openapi::path_parameter("service", "The service, by its id.", openapi::id());
        vec![service, openapi::language_query()]
    }
}

impl Refuses for Service {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::ServiceUnknown)]];
}

/// The address of the page that lists what to have ready for a service, as a QR code.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/ready/{service}/qr.svg", tag = "forms", params(Branch, Service),
    responses((status = 200, content_type = "image/svg+xml", body = String), Problems<(Branch, Service, NoPhoneAddress)>)
)]
async fn ready_qr(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Service(service): Service,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let setup = &branch.live().setup();
    let language = Wanted::asked(query.as_deref(), &setup.languages);
    qr::code(&state, &headers, &format!("/b/{}/ready/{service}?lang={language}", setup.id))
}

/// A service and a language as the QR code that a kiosk reads: what a visitor keeps on their own phone.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/ready/{service}/usual.svg", tag = "forms", params(Branch, Service),
    responses((status = 200, content_type = "image/svg+xml", body = String), Problems<(Branch, Service)>)
)]
async fn usual_code(Branch(branch): Branch, Service(service): Service, RawQuery(query): RawQuery) -> Result<Response> {
    let setup = &branch.live().setup();
    let language = Wanted::asked(query.as_deref(), &setup.languages).to_string();
    qr::picture(Usual { language, service }.code())
}
