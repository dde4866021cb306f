//! `/b/{branch}/book`: the way to an appointment. Looking changes nothing; the last step's form books.

use super::{shown, with_status};
use crate::http::api::appointments::{book_of, contact, problem, start, wall};
use crate::http::authorise::same_origin;
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::{key_of, new_form};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use ::branch::RequestKey;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::ToSpan;
use jiff::civil::Date;
use machine::clock;
use office::appointments::{BookError, BookingWish, OfferSearch};
use queue::{Language, ServiceId, Timestamp};
use records::appointment::Party;
use records::contact::ContactFault;
use records::grid::{Quarter, date};
use serde::Deserialize;
use setup::Branch as Setup;
use std::sync::Arc;
use store::{BranchId, officer};
use wire::{BookPage, BookRefusal, Category, ContactStep, FieldFault, FilledForm, FreeTime, PublicBody, Service, Time};

/// How many days of free times a page shows.
const DAYS: u32 = 7;

/// `GET /b/{branch}/book`: a question a page, by what the address has.
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let query = visit.parts.uri.query().map(str::to_owned);
    let said = |name| Some(in_query(query.as_deref(), name)).filter(|value| !value.is_empty());
    let language = visit.wanted(&setup.languages).await;
    let service = said("service").and_then(|id| setup.service(&ServiceId::new(&id)).cloned());
    let chosen = said("start").and_then(|text| start(&setup, &text).ok());
    let page = match (service, chosen) {
        (None, _) => BookPage::Service { categories: bookable(&visit, &setup, &language).await? },
        (Some(service), Some(at)) => BookPage::Contact(Box::new(step(&setup, &service, at, new_form(), None))),
        (Some(service), None) => times(&visit, &setup, service, said("from").as_deref()).await?,
    };
    Ok(shown(visit, &setup, PublicBody::Book(Box::new(page))).await)
}

/// The services that some officer advises on.
async fn bookable(visit: &Visit, setup: &Setup, language: &str) -> Result<Vec<Category>, Error> {
    let officers = officer::of_branch(&visit.state.store, &BranchId::new(&setup.id)).await?;
    let advised: Vec<&str> = officers.iter().flat_map(|officer| officer.services.split_whitespace()).collect();
    let catalogue = wire::Catalogue::clone(&setup.catalogue).without_search_words().in_languages(&[language]);
    let mut categories = catalogue.categories;
    for category in &mut categories {
        category.services.retain(|service| advised.contains(&service.id.as_str()));
    }
    categories.retain(|category| !category.services.is_empty());
    Ok(categories)
}

async fn times(visit: &Visit, setup: &Arc<Setup>, service: Service, from: Option<&str>) -> Result<BookPage, Error> {
    let (times, next) = free(visit, setup, &service.id, from).await?;
    Ok(BookPage::Time { service: service.id, name: service.name, times, next })
}

/// The free times of the first days that have any, from a day on, and the day from which there may be more.
pub async fn free(
    visit: &Visit,
    setup: &Arc<Setup>,
    service: &str,
    from: Option<&str>,
) -> Result<(Vec<FreeTime>, Option<String>), Error> {
    let (now, zone) = (clock::now(), setup.calendar.time_zone());
    let today = date(zone, now);
    let mut first: Date = from.and_then(|day| day.parse().ok()).unwrap_or(today).max(today);
    let last = today.checked_add(i64::from(setup.book.days_ahead).days()).unwrap_or(today);
    let search = OfferSearch { service: ServiceId::new(service), officer: None, language: None };
    let book = book_of(&visit.state, setup);
    loop {
        let after = first.checked_add(i64::from(DAYS).days()).unwrap_or(last);
        let offers = book.offers(&search, first, DAYS, Party::Visitor, now).await.map_err(problem)?;
        let more = (after <= last).then(|| after.to_string());
        if offers.offers.is_empty() && more.is_some() {
            first = after;
            continue;
        }
        let times = offers.offers.into_iter().map(|offer| FreeTime {
            start: Time::from_millis(offer.start.start().0),
            wall: wall(setup, offer.start.start()),
            officers: offer.officers.into_iter().map(|officer| officer.0).collect(),
        });
        return Ok((times.collect(), more));
    }
}

fn step(
    setup: &Setup,
    service: &Service,
    at: Timestamp,
    form: FilledForm,
    refusal: Option<BookRefusal>,
) -> ContactStep {
    ContactStep {
        service: service.id.clone(),
        name: service.name.clone(),
        start: Time::from_millis(at.0).to_string(),
        wall: wall(setup, at),
        form,
        refusal,
    }
}

/// What can be had in place of a time that cannot.
pub fn refusal(setup: &Setup, error: &BookError) -> Option<BookRefusal> {
    let told = |next: &[Quarter]| {
        next.iter().map(|quarter| (Time::from_millis(quarter.start().0), wall(setup, quarter.start()))).collect()
    };
    match error {
        BookError::Taken { next } => Some(BookRefusal::Taken(told(next))),
        BookError::NotOffered { next } => Some(BookRefusal::NotOffered(told(next))),
        BookError::Start(_) => Some(BookRefusal::NotOffered(Vec::new())),
        BookError::ContactFull { most } => Some(BookRefusal::ContactFull { most: *most }),
        BookError::Office(_) | BookError::ServiceUnknown(_) | BookError::Unknown | BookError::Change(_) => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BookForm {
    key: String,
    service: String,
    start: String,
    language: String,
    name: String,
    email: String,
    phone: String,
}

/// `POST /b/{branch}/book`: books, and leads to the appointment's page.
pub async fn book(visit: Visit, Branch(branch): Branch, Fields(form): Fields<BookForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let setup = branch.live().setup();
    let service = ServiceId::new(&form.service);
    let Some(offered) = setup.service(&service).cloned() else {
        return Ok(Redirect::to(&format!("/b/{}/book", setup.id)).into_response());
    };
    let at = start(&setup, &form.start)?;
    let typed =
        FilledForm::new(&form.key).with("name", &form.name).with("email", &form.email).with("phone", &form.phone);
    let again = |form: FilledForm, refusal| {
        PublicBody::Book(Box::new(BookPage::Contact(Box::new(step(&setup, &offered, at, form, refusal)))))
    };
    let contact = match contact(&form.name, &form.email, &form.phone) {
        Ok(contact) => contact,
        Err(faults) => {
            let mut typed = typed;
            faults.0.iter().for_each(|fault| typed.fault(fault.field(), said(*fault)));
            return Ok(with_status(visit, &setup, again(typed, None), StatusCode::UNPROCESSABLE_ENTITY).await);
        }
    };
    let spoken = setup.languages.iter().map(wire::Language::as_str);
    let language = spoken.clone().find(|code| *code == form.language).or(spoken.clone().next()).unwrap_or("it");
    let wish = BookingWish { service, start: at, officer: None, language: Language::new(language), contact };
    let key = key_of(&form.key);
    match book_of(&visit.state, &setup).book(&key, &wish, Party::Visitor, clock::now()).await {
        Ok(booked) => Ok(Redirect::to(&format!("/a/{}?lang={language}", booked.token)).into_response()),
        Err(error) => match refusal(&setup, &error) {
            // The next try is another request.
            Some(refusal) => {
                let typed = FilledForm { key: RequestKey::fresh().as_str().to_owned(), ..typed };
                Ok(with_status(visit, &setup, again(typed, Some(refusal)), StatusCode::CONFLICT).await)
            }
            None => Err(problem(error)),
        },
    }
}

/// What is wrong with a part of a contact, as a form says it.
pub fn said(fault: ContactFault) -> FieldFault {
    match fault {
        ContactFault::NameTooLong => FieldFault::TooLong { most: 80 },
        ContactFault::NameUnreadable | ContactFault::Email | ContactFault::Phone => FieldFault::Malformed,
    }
}
