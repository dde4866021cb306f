//! The contract in its own words: the OpenAPI document, generated from the code so that it cannot drift.

mod parameters;
mod problems;

pub use parameters::{header_parameter, id, language_query, number, path_parameter, text};
pub use problems::{Problems, Refuses, Row};

use super::AppState;
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;
use utoipa::Modify;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
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
mod tests {
    use crate::http::{api, problem::REFUSALS};
    use std::collections::BTreeSet;
    use wire::Code;

    /// Every code of every operation's problems, as their descriptions name them.
    fn described() -> BTreeSet<String> {
        let (_, document) = api::router().split_for_parts();
        let document = serde_json::to_value(document).unwrap();
        let operations =
            document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
        let responses = operations.flat_map(|operation| operation["responses"].as_object().unwrap().values());
        let problems = responses.filter(|response| !response["content"]["application/problem+json"].is_null());
        let words = problems.flat_map(|problem| problem["description"].as_str().unwrap().split(", "));
        words.filter_map(|word| Some(word.strip_prefix('`')?.trim_matches('`').to_owned())).collect()
    }

    #[test]
    fn every_code_is_a_problem_of_some_operation() {
        let described = described();
        // Wrong addresses belong to no operation; nothing answers with an internal error that anybody knows of.
        let of_no_operation = [Code::NotFound, Code::MethodNotAllowed, Code::Internal];
        for code in Code::ALL {
            let known = described.contains(code.as_str()) || REFUSALS.contains(code) || of_no_operation.contains(code);
            assert!(known, "{code}");
        }
        for word in described {
            assert!(Code::parse(&word) != Code::Unknown, "{word}");
        }
    }
}
