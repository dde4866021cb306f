//! What handlers take from a request, parsed once and refused clearly. Each extractor says what it reads (`IntoParams`) and
//! with which problems it refuses (`Refuses`), so that the OpenAPI document has both from here.

mod body;
mod fresh;
mod key;
mod language;
mod place;
mod version;

pub use body::{BODY_MAX, Body, Fields, LONG_FORM_MAX, SETUP_FORM_MAX};
pub use fresh::is_fresh;
pub use key::Key;
pub use language::Wanted;
pub use place::{Branch, Desk, PlaceError};
pub use version::Seen;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

/// The value of a path's parameter; empty where the path has none of that name, or it is no text.
pub async fn path_parameter(parts: &mut Parts, name: &str) -> String {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(parameters) => {
            parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
        }
        Err(_) => String::new(),
    }
}

/// The first value of a name in a query; empty where the query has none.
pub fn in_query(query: Option<&str>, name: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}
