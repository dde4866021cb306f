//! Speech: a text as sound, for the branch's own screens.

use super::AppState;
use super::extract::{Branch, path_parameter};
use super::problem::{Error, Result};
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Problem;

/// A text's sound is the same for as long as the voices are.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=86400, immutable");

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(say))
}

/// A language that the branch speaks, by its code.
struct Spoken(String);

impl FromRequestParts<AppState> for Spoken {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let code = path_parameter(parts, "language").await;
        let known = branch.live().setup.languages.iter().any(|language| language.as_str() == code);
        if known { Ok(Self(code)) } else { Err(Error::LanguageUnknown(code)) }
    }
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    text: String,
}

/// A text of 1 to 400 characters as sound; a ticket's number is said as people say it ("A042": "A, 42").
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/speech/{language}", tag = "screens",
    params(("branch" = String, Path), ("language" = String, Path), ("text" = String, Query, min_length = 1, max_length = 400)),
    responses(
        (status = 200, content_type = "audio/wav", description = "The sound, as a WAV file"),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)
    )
)]
async fn say(State(state): State<AppState>, Spoken(language): Spoken, Query(words): Query<Words>) -> Result<Response> {
    let sound = state.speech.say(&language, &words.text).await?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("audio/wav")), (header::CACHE_CONTROL, CACHING)];
    Ok((headers, sound).into_response())
}
