//! The bank's own pictures and videos, which the set-up names; nothing else of the folder is sent.

use crate::http::AppState;
use crate::http::extract::{Branch, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use setup::MediaFile;
use tower::ServiceExt;
use tower_http::services::ServeFile;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::Code;

/// A drawing that is opened by itself runs nothing.
const HARMLESS: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
/// A picture that the bank has replaced is asked for again.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(media))
}

/// A picture or video of the branch, or its logo.
struct Item(MediaFile);

struct MediaUnknown(String);

impl From<MediaUnknown> for Error {
    fn from(MediaUnknown(id): MediaUnknown) -> Self {
        let detail = format!("There is no picture \"{id}\". Use the id of a picture of the set-up, or logo.");
        Self::new(StatusCode::NOT_FOUND, Code::MediaUnknown, "Unknown picture", detail)
    }
}

impl FromRequestParts<AppState> for Item {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "media").await;
        let setup = &branch.live().setup();
        let of_set_up = || setup.media.iter().find(|media| media.id == id).map(|media| media.file.clone());
        let logo = (id == "logo").then(|| setup.brand.logo.clone()).flatten();
        logo.or_else(of_set_up).map(Self).ok_or_else(|| MediaUnknown(id).into())
    }
}

impl IntoParams for Item {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::path_parameter("media", "The picture or video, by its id; or `logo`.", openapi::id())]
    }
}

impl Refuses for Item {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::MediaUnknown)]];
}

/// A picture or a video for the wall, or the bank's logo. A part of it is sent where the request asks for a range.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/media/{media}", tag = "screens", params(Branch, Item),
    responses(
        (status = 200, content_type = "application/octet-stream", body = [u8]), (status = 206), (status = 304), (status = 416),
        Problems<(Branch, Item)>,
    )
)]
async fn media(Branch(_): Branch, Item(file): Item, request: Request) -> Result<Response> {
    let Ok(sent) = ServeFile::new(&file.path).oneshot(request).await;
    // The file was there when the set-up was loaded.
    if sent.status() == StatusCode::NOT_FOUND {
        return Err(MediaUnknown(file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()).into());
    }
    let mut response = sent.map(Body::new);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HARMLESS);
    headers.insert(header::CACHE_CONTROL, ASK_AGAIN);
    Ok(response)
}
