//! Addresses as QR codes, for a visitor's phone.

use super::AppState;
use super::openapi::{Refuses, Row};
use super::problem::{Error, Result};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use wire::Code;

/// Phones cannot reach the server at the address of the request, and no other is set.
pub struct NoPhoneAddress;

impl From<NoPhoneAddress> for Error {
    fn from(NoPhoneAddress: NoPhoneAddress) -> Self {
        let detail = "Phones cannot reach this server at the address of this request: a code would lead each to itself. Start \
                      the server with --public-url, the address at which phones reach it.";
        Self::new(StatusCode::CONFLICT, Code::NoPhoneAddress, "No address for phones", detail)
    }
}

impl Refuses for NoPhoneAddress {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(409, Code::NoPhoneAddress)]];
}

/// The code of a path on this server, as phones reach it. No cache may keep it.
pub fn code(state: &AppState, headers: &HeaderMap, path: &str) -> Result<Response> {
    let origin = state.site.phones.origin(headers).ok_or(NoPhoneAddress)?;
    picture(origin + path)
}

/// A text as a QR code, which no cache may keep.
pub fn picture(text: String) -> Result<Response> {
    let code = fast_qr::QRBuilder::new(text).build().map_err(Error::internal)?;
    let picture = SvgBuilder::default().margin(2).to_str(&code);
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}
