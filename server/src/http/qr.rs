//! Addresses as QR codes, for a visitor's phone.

use super::AppState;
use super::problem::{Error, Result};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;

/// Where phones reach this server: as it was set, or else where the request came in.
pub fn origin(state: &AppState, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    // No name of the DNS is longer; a longer text would fit into no code.
    let host = host.filter(|host| host.len() <= 260).unwrap_or("127.0.0.1");
    state.site.public_url.clone().unwrap_or_else(|| format!("http://{host}"))
}

/// The code of a path on this server: where phones reach it, or else where the request came in. No cache may keep it.
pub fn code(state: &AppState, headers: &HeaderMap, path: &str) -> Result<Response> {
    let code = fast_qr::QRBuilder::new(origin(state, headers) + path).build().map_err(Error::internal)?;
    let picture = SvgBuilder::default().margin(2).to_str(&code);
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}
