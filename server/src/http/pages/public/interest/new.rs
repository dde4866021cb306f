//! The form on which a visitor asks to be told more of a product. Nothing is kept without the consent, which the visitor reads and
//! ticks here. What was sent leads to the client's own page, which withdraws it.

use crate::http::api::interests::consent;
use crate::http::api::records::{Wish, feasts};
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form};
use crate::http::pages::office::interests::fault_of;
use crate::http::pages::public::{refused, shown};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use axum::response::{IntoResponse, Redirect};
use office::ChangeError;
use office::interests::{NewInterest, take, wording_hash};
use store::interest;
use wire::{Consent, FilledForm, Language, NewInterestPage, PublicBody};

/// The form about a product of the branch, with the consent as it reads now.
fn page_of(
    setup: &setup::Branch,
    product: &wire::Product,
    mut form: FilledForm,
    language: &str,
    missing: bool,
) -> PublicBody {
    let words = consent(setup, product, language);
    form.values.insert("product".to_owned(), product.id.clone());
    form.values.insert("wording".to_owned(), wording_hash(&words));
    // It is never ticked beforehand.
    form.values.remove("consent");
    let (name, language) = (product.name.clone(), Language::new(language));
    let consent = Consent { product: name, language, words, languages: setup.languages.clone(), missing };
    PublicBody::NewInterest(Box::new(NewInterestPage { form, what: product.what.clone(), consent }))
}

/// `GET /b/{branch}/interest?product=account`
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let product = setup.product(&in_query(visit.parts.uri.query(), "product")).ok_or_else(Error::not_found)?;
    let language = visit.wanted(&setup.languages).await;
    let body = page_of(&setup, product, new_form(), &language, false);
    Ok(shown(visit, &setup, body).await)
}

/// `POST /b/{branch}/interest`
pub async fn send(visit: Visit, Branch(branch): Branch, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let product = setup.product(form.value("product")).ok_or_else(Error::not_found)?;
    let wanted = form.value("lang");
    let language = match setup.languages.iter().find(|known| known.as_str() == wanted) {
        Some(language) => language.to_string(),
        None => visit.wanted(&setup.languages).await,
    };
    let value = |name: &str| form.value(name).to_owned();
    let new = NewInterest {
        product: product.id.clone(),
        visited: None,
        language: language.clone(),
        name: value("name"),
        email: value("email"),
        phone: value("phone"),
        consent: form.value("consent") == "on",
        wording: value("wording"),
    };
    let wish = Wish::of(&branch, key_of(&form.key));
    let words = consent(&setup, product, &language);
    let missing = match take(wish.asked(&visit.state), &new, &words, None, &feasts()).await {
        Ok(kept) => {
            let kept =
                interest::by_id(&visit.state.store, &wish.branch, kept.id).await?.ok_or_else(Error::not_found)?;
            return Ok(Redirect::to(&format!("/i/{}?lang={language}", kept.token.as_str())).into_response());
        }
        Err(ChangeError::Refused(refusal)) => fault_of(&mut form, &refusal),
        Err(error) => return Err(error.into()),
    };
    let body = page_of(&setup, product, form, &language, missing);
    Ok(refused(visit, &setup, body).await)
}
