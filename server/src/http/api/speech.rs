//! Speech: a text as sound, for the branch's own screens.

use super::tickets::LanguageUnknown;
use crate::http::AppState;
use crate::http::extract::{Branch, in_query, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use ::speech::{SpeechError, TEXT_MAX};
use axum::Json;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, SpokenLanguages};

/// A text's sound is the same for as long as the voices are.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=86400, immutable");

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(say)).routes(routes!(spoken))
}

impl From<SpeechError> for Error {
    fn from(error: SpeechError) -> Self {
        let refused = |code, title, detail| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, detail);
        let failed = |code, title, detail: &str| Self::new(StatusCode::SERVICE_UNAVAILABLE, code, title, detail);
        match error {
            SpeechError::TextEmpty => refused(
                Code::TextEmpty,
                "There is nothing to say",
                format!("Give ?text= with 1 to {TEXT_MAX} characters, letters or digits among them."),
            ),
            SpeechError::TextTooLong(count) => refused(
                Code::TextTooLong,
                "The text is too long",
                format!("It has {count} characters; at most {TEXT_MAX} are said at once. Send it in parts."),
            ),
            SpeechError::NoVoice(language) => refused(
                Code::SpeechLanguage,
                "No voice for this language",
                format!("Nobody here speaks \"{language}\". Show the text instead."),
            ),
            SpeechError::Busy => failed(Code::SpeechBusy, "Too much is said at once", "Try again in a moment."),
            SpeechError::Unavailable => failed(
                Code::SpeechUnavailable,
                "There is no speech",
                "Show the text instead; the staff has to see to the server.",
            ),
        }
    }
}

impl Refuses for SpeechError {
    const PROBLEMS: &'static [&'static [Row]] = &[&[
        (422, Code::TextEmpty),
        (422, Code::TextTooLong),
        (422, Code::SpeechLanguage),
        (503, Code::SpeechBusy),
        (503, Code::SpeechUnavailable),
    ]];
}

/// A language that the branch speaks, by its code.
struct Spoken(String);

impl FromRequestParts<AppState> for Spoken {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let code = path_parameter(parts, "language").await;
        let known = branch.live().setup().languages.iter().any(|language| language.as_str() == code);
        if known { Ok(Self(code)) } else { Err(LanguageUnknown(code).into()) }
    }
}

impl IntoParams for Spoken {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "A language of the branch.";
        vec![openapi::path_parameter("language", description, openapi::text("^[a-z]{2,3}$"))]
    }
}

impl Refuses for Spoken {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::LanguageUnknown)]];
}

/// A text of 1 to 400 characters as sound; a ticket's number is said as people say it ("A042": "A, 42").
/// A call is said by recorded clips, where the server has them in its language.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/speech/{language}", tag = "screens",
    params(
        Branch, Spoken,
        ("text" = String, Query, description = "Letters or digits are among it.", min_length = 1, max_length = 400, pattern = "[A-Za-z0-9]"),
    ),
    responses(
        (status = 200, content_type = "audio/wav", description = "The sound, as a WAV file"),
        Problems<(Branch, Spoken, SpeechError)>,
    )
)]
async fn say(State(state): State<AppState>, Spoken(language): Spoken, RawQuery(query): RawQuery) -> Result<Response> {
    let said = state.speech.say(&language, &in_query(query.as_deref(), "text")).await;
    let outcome = match &said {
        Err(SpeechError::Busy | SpeechError::Unavailable) => "failed",
        _ => "done",
    };
    metrics::counter!("sportello_speech_total", "outcome" => outcome).increment(1);
    let sound = said?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("audio/wav")), (header::CACHE_CONTROL, CACHING)];
    Ok((headers, sound).into_response())
}

/// The branch's languages that are spoken now; a screen that found fewer than the branch has asks again.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/speech", tag = "screens", params(Branch),
    responses((status = 200, body = SpokenLanguages), Problems<(Branch,)>)
)]
async fn spoken(State(state): State<AppState>, Branch(branch): Branch) -> Response {
    let mut languages = Vec::new();
    for language in &branch.live().setup().languages {
        if state.speech.speaks(language.as_str()).await {
            languages.push(language.clone());
        }
    }
    ([(header::CACHE_CONTROL, "no-store")], Json(SpokenLanguages { languages })).into_response()
}
