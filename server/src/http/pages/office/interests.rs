//! Interest in products: a product is chosen, the client reads the consent from the screen and ticks it; then the way of it.

use super::complaints::name;
use super::{refused, saved, shown, visited};
use crate::http::AppState;
use crate::http::api::complaints::Record;
use crate::http::api::interests::{self, consent};
use crate::http::api::records::{Wish, feasts};
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::form::{Sent, key_of, new_form, seen};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::Handle;
use office::ChangeError;
use office::interests::{NewInterest, advance, take, wording_hash};
use records::contact::ContactFault;
use records::interest::{Refusal, Step};
use wire::{Consent, FieldFault, FilledForm, InterestOffice, Language, NewInterestOffice, OfficeBody, Text};

/// The products of the branch in the set-up's order, each once.
fn products(setup: &setup::Branch) -> Vec<(String, Text)> {
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let mut found: Vec<(String, Text)> = Vec::new();
    for product in services.flat_map(|service| &service.products) {
        if !found.iter().any(|(known, _)| *known == product.id) {
            found.push((product.id.clone(), product.name.clone()));
        }
    }
    found
}

/// The page as the form says: the choice of a product, or its consent in the visitor's language.
fn new_page(branch: &Handle, mut form: FilledForm, missing: bool) -> OfficeBody {
    let setup = branch.live().setup();
    let (label, language) = (visited::label(branch, &form), visited::language(branch, &form));
    let consent = setup.product(form.value("product")).map(|product| {
        let words = consent(&setup, product, &language);
        form.values.insert("wording".to_owned(), wording_hash(&words));
        form.values.insert("language".to_owned(), language.clone());
        let (product, language) = (product.name.clone(), Language::new(&language));
        Consent { product, language, words, languages: setup.languages.clone(), missing }
    });
    // It is never ticked beforehand.
    form.values.remove("consent");
    OfficeBody::NewInterest(Box::new(NewInterestOffice { form, label, products: products(&setup), consent }))
}

/// `GET /b/{branch}/office/interests/new?ticket=17&product=account&language=it`
pub async fn new(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let query = visit.parts.uri.query();
    let fields = ["ticket", "product", "language"].into_iter();
    let form = fields.fold(new_form(), |form, name| form.with(name, in_query(query, name)));
    let page = new_page(&branch, form, false);
    Ok(shown(visit, &branch, person, page).await)
}

/// `POST /b/{branch}/office/interests/new`
pub async fn begin(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let Some(product) = setup.product(form.value("product")) else {
        let page = new_page(&branch, form, false);
        return Ok(refused(visit, &branch, person, page).await);
    };
    let value = |name: &str| form.value(name).to_owned();
    let words = consent(&setup, product, form.value("language"));
    let new = NewInterest {
        product: product.id.clone(),
        visited: visited::named(&branch, &form),
        language: value("language"),
        name: value("name"),
        email: value("email"),
        phone: value("phone"),
        consent: form.value("consent") == "on",
        wording: value("wording"),
    };
    let wish = Wish::of(&branch, key_of(&form.key));
    let missing = match take(wish.asked(&visit.state), &new, &words, Some(person.id), &feasts()).await {
        Ok(kept) => {
            return Ok(saved(&visit, &branch, &format!("interests/{}", kept.id)));
        }
        Err(ChangeError::Refused(refusal)) => fault_of(&mut form, &refusal),
        Err(error) => return Err(error.into()),
    };
    let page = new_page(&branch, form, missing);
    Ok(refused(visit, &branch, person, page).await)
}

/// Notes what is wrong beside its field. Returns whether it is the consent.
pub fn fault_of(form: &mut FilledForm, refusal: &Refusal) -> bool {
    let (field, fault) = match refusal {
        Refusal::NoContact => ("phone", FieldFault::Missing),
        Refusal::Contact(fault @ ContactFault::NameTooLong) => (fault.field(), FieldFault::TooLong { most: 80 }),
        Refusal::Contact(fault) => (fault.field(), FieldFault::Malformed),
        Refusal::NoConsent | Refusal::OtherWords | Refusal::NotInState(_) => return true,
    };
    form.fault(field, fault);
    false
}

async fn page_of(visit: &Visit, state: &AppState, branch: &Handle, record: i64, refused: bool) -> Result<OfficeBody> {
    let (interest, owner, token) = interests::shown(state, branch, record).await?;
    let product = branch.live().setup().product(&interest.product).map(|product| product.name.clone());
    let origin = state.site.phones.origin(&visit.parts.headers).unwrap_or_default();
    Ok(OfficeBody::Interest(Box::new(InterestOffice {
        interest,
        product: product.unwrap_or_default(),
        owner: owner.map(|owner| name(branch, Some(owner))),
        link: format!("{origin}/i/{token}"),
        form: new_form(),
        refused,
    })))
}

/// `GET /b/{branch}/office/interests/{record}`
pub async fn one(visit: Visit, Branch(branch): Branch, Record(record): Record, Csr(person): Csr) -> Page {
    let body = page_of(&visit, &visit.state, &branch, record, false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/interests/{record}`
pub async fn step(
    visit: Visit,
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Sent(form): Sent,
) -> Page {
    let wish = Wish::of(&branch, key_of(&form.key));
    let seen = seen(&form);
    let changed = match Step::parse(form.value("to")) {
        Some(step) => advance(wish.asked(&visit.state), record, seen, Some(person.id), step).await.map(|_| true),
        None => Ok(false),
    };
    match changed {
        Ok(true) => Ok(saved(&visit, &branch, &format!("interests/{record}"))),
        Ok(false) | Err(ChangeError::Refused(_) | ChangeError::Stale(_)) => {
            let body = page_of(&visit, &visit.state, &branch, record, true).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(error) => Err(error.into()),
    }
}
