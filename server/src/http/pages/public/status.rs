//! How a request is doing, for whoever has its code and PIN. A GET shows the form, a POST what was found: neither code nor PIN
//! stands in an address.

use super::{shown, with_status};
use crate::http::AppState;
use crate::http::api::cases::{place_of, shown as status_of};
use crate::http::authorise::same_origin;
use crate::http::extract::{Branch, Fields};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::http::{HeaderMap, StatusCode};
use machine::clock;
use office::cases::{LookUp, look_up};
use records::look_up::Place;
use serde::Deserialize;
use wire::{CaseStatus, PublicBody, StatusPage, StatusRefused};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    code: String,
    pin: String,
}

/// `GET /b/{branch}/status`
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let page = StatusPage { form: new_form(), found: None, refused: None, ready: None };
    Ok(shown(visit, &setup, PublicBody::Status(Box::new(page))).await)
}

/// `POST /b/{branch}/status`
pub async fn look(visit: Visit, headers: HeaderMap, Branch(branch): Branch, Fields(form): Fields<StatusForm>) -> Page {
    same_origin(&headers)?;
    let setup = branch.live().setup();
    let typed = new_form().with("code", form.code.clone());
    let page = StatusPage { form: typed, found: None, refused: None, ready: None };
    let place = place_of(&visit.parts, &visit.state).await?;
    let (page, status) = match of_case(&visit.state, place, &form.code, &form.pin).await? {
        Ok((found, ready)) => {
            let ready = Some(ready).filter(|_| !found.missing.is_empty());
            (StatusPage { found: Some(found), ready, ..page }, StatusCode::OK)
        }
        Err(refused) => (StatusPage { refused: Some(refused), ..page }, status_of_refusal(refused)),
    };
    Ok(with_status(visit, &setup, PublicBody::Status(Box::new(page)), status).await)
}

/// The status of a page that says why nothing was found.
pub fn status_of_refusal(refused: StatusRefused) -> StatusCode {
    match refused {
        StatusRefused::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        StatusRefused::Locked | StatusRefused::Stopped => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// How a request is doing, and the page with what to bring for it, for who says its code and PIN.
pub async fn of_case(
    state: &AppState,
    place: Place,
    code: &str,
    pin: &str,
) -> Result<std::result::Result<(CaseStatus, String), StatusRefused>> {
    Ok(match look_up(&state.store, place, code, pin, clock::now()).await? {
        LookUp::Found(case) => {
            let own = state.branches.setups().into_iter().find(|setup| setup.id == case.branch.as_str());
            let found = own.and_then(|own| {
                let kind = own.case_type(&case.kind)?;
                Some((status_of(&own, kind, &case), format!("/b/{}/ready/{}", own.id, kind.service)))
            });
            found.ok_or(StatusRefused::Wrong)
        }
        LookUp::Wrong => Err(StatusRefused::Wrong),
        LookUp::Locked => Err(StatusRefused::Locked),
        LookUp::Stopped(_) => Err(StatusRefused::Stopped),
    })
}
