//! The contract in its own words: the OpenAPI document, generated from the code so that it cannot drift.

mod parameters;
mod problems;

pub use parameters::{header_parameter, id, language_query, number, number_query, path_parameter, text, text_query};
pub use problems::{Problems, Refuses, Row};

use super::AppState;
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;
use utoipa::Modify;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use wire::{Code, Problem};

#[derive(OpenApi)]
#[openapi(
    info(title = "Sportello", description = "The lobby of a bank branch. Times are UTC, RFC 3339. Errors are application/problem+json with a stable `code`."),
    components(schemas(Problem, Code)),
    modifiers(&Session)
)]
struct Base;

struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-sportello")));
        document.components.get_or_insert_default().add_security_scheme("session", cookie);
        let device = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-sportello-device")));
        document.components.get_or_insert_default().add_security_scheme("device", device);
        let system = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_default().add_security_scheme("system", system);
    }
}

/// The document without the routes.
pub fn base() -> utoipa::openapi::OpenApi {
    Base::openapi()
}

pub fn router(document: utoipa::openapi::OpenApi) -> Router<AppState> {
    let document = Arc::new(document);
    Router::new().route("/api/openapi.json", get(async move || Json(document.as_ref().clone())))
}

#[cfg(test)]
mod tests;
