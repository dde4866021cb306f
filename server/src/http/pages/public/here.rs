//! `/b/{branch}/here?code=4821`: where the QR code on the wall leads. The browser that took a ticket from home is led to its page,
//! with the code filled in; any other is told where to write the code. Looking changes nothing.

use super::{join, shown};
use crate::http::extract::{Branch, in_query};
use crate::http::pages::{Page, Visit};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use office::arrival::typed_code;
use wire::{HerePage, PublicBody};

/// `GET /b/{branch}/here`
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let code = typed_code(&in_query(visit.parts.uri.query(), "code"));
    let jar = CookieJar::from_headers(&visit.parts.headers);
    if let (Some(code), Some(token)) = (&code, join::still_waiting(&visit, &branch, &jar).await) {
        return Ok(Redirect::to(&format!("/t/{token}?code={code}")).into_response());
    }
    let setup = branch.live().setup();
    Ok(shown(visit, &setup, PublicBody::Here(HerePage { code })).await)
}
