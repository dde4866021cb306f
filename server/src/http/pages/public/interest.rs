//! The client's own page of an interest in a product: one touch withdraws it. It needs no script.

pub mod new;

use super::{shown, with_status};
use crate::http::api::records::Wish;
use crate::http::authorise::same_origin;
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use branch::RequestKey;
use office::ChangeError;
use office::interests::{advance, state};
use queue::Token;
use records::Version;
use records::interest::{State, Step};
use std::sync::Arc;
use store::interest::{self, Interest};
use wire::{InterestPage, PublicBody};

/// The interest of a link with the set-up of its branch; none where the link leads nowhere any more.
async fn find(
    visit: &Visit,
    token: &str,
) -> Result<Option<(Interest, Arc<setup::Branch>)>, crate::http::problem::Error> {
    let Some(found) = interest::by_token(&visit.state.store, &Token::new(token)).await? else { return Ok(None) };
    let setup = visit.state.branches.setups().into_iter().find(|setup| setup.id == found.branch.as_str());
    let gone = state(&found)? == State::Gone;
    Ok(setup.filter(|_| !gone).map(|setup| (found, setup)))
}

async fn over(visit: Visit) -> Page {
    match visit.state.branches.setups().first().cloned() {
        Some(setup) => Ok(with_status(visit, &setup, PublicBody::LinkOver, StatusCode::NOT_FOUND).await),
        None => Err(crate::http::problem::Error::not_found()),
    }
}

/// `GET /i/{token}`
pub async fn page(visit: Visit, Path(token): Path<String>) -> Page {
    let Some((found, setup)) = find(&visit, &token).await? else { return over(visit).await };
    let product = setup.product(&found.product).map(|product| product.name.clone()).unwrap_or_default();
    let stands = state(&found)? != State::Withdrawn;
    let form = new_form();
    let page = InterestPage { product, stands, erased_on: found.erase_on, form };
    Ok(shown(visit, &setup, PublicBody::Interest(Box::new(page))).await)
}

/// `POST /i/{token}`: withdraws the consent, whatever the staff did with it meanwhile. What was withdrawn stays so.
pub async fn withdraw(visit: Visit, headers: HeaderMap, Path(token): Path<String>) -> Page {
    same_origin(&headers)?;
    loop {
        let Some((found, setup)) = find(&visit, &token).await? else { return over(visit).await };
        let wish = Wish::new(&setup, RequestKey::fresh());
        let seen = Version(found.version);
        match advance(wish.asked(&visit.state), found.id, seen, None, Step::Withdrawn).await {
            Ok(_) | Err(ChangeError::Refused(_)) => return Ok(Redirect::to(&format!("/i/{token}")).into_response()),
            // The staff changed it at the same moment.
            Err(ChangeError::Stale(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
