//! At which address a browser makes and uses passkeys: the public one, or that of the machine itself.

use crate::http::AppState;
use crate::http::api::session::keeps_secure;
use crate::http::cookie::is_own_machine;
use axum::http::{HeaderMap, header};
use people::RelyingParty;

/// The address of a request, where passkeys work there. A name that a browser has for this machine alone counts as it was asked for;
/// any other one only where the server speaks TLS itself, or as the public address says.
pub fn relying_party(state: &AppState, headers: &HeaderMap) -> Option<RelyingParty> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if state.site.tls.is_some() { "https" } else { "http" };
    let asked = || RelyingParty::at(&format!("{scheme}://{host}"));
    let public = || state.site.public_url.as_deref().and_then(RelyingParty::at);
    match keeps_secure(state, headers) {
        true if is_own_machine(host) => asked(),
        true => public().or_else(asked),
        false => None,
    }
}
