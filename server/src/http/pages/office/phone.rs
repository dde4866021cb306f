//! `/b/{branch}/office/phone`: the telephone desk. Looking changes nothing; each part has a form of its own.

use super::book::{CallerForm, Outcome, Wish, book_for, book_page, just_booked};
use super::shown;
use crate::http::api::articles::at_hand;
use crate::http::api::tickets::{NotTaken, call_back, issued};
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::{key_of, new_form};
use crate::http::pages::public::join::{
    MINUTES, USUAL_MINUTES, comes, dialled, from_home, is_called_back, waits, why_not,
};
use crate::http::pages::public::status::{of_case, status_of_refusal};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::branch::{Actor, CommandError, Handle, RequestKey};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use queue::{ServiceId, TicketId};
use records::look_up::Place;
use serde::Deserialize;
use store::Person;
use wire::{
    FieldFault, FilledForm, JoinedCaller, OfficeBody, OfficeBookPage, PhoneCase, PhoneGuide, PhoneJoin, PhoneOffice,
};

/// `GET /b/{branch}/office/phone`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let page = page_of(&visit, &branch).await?;
    Ok(shown(visit, &branch, person, OfficeBody::Phone(Box::new(page))).await)
}

async fn page_of(visit: &Visit, branch: &Handle) -> Result<PhoneOffice> {
    let query = visit.parts.uri.query();
    let (search, words) = (Wish::in_query(query), in_query(query, "q"));
    let booked = just_booked(visit).await?;
    let book = OfficeBookPage { booked, ..book_page(visit, branch, &search, false).await? };
    let looked = Some(words.trim()).filter(|words| !words.is_empty());
    let found = at_hand(&visit.state, branch, None, looked).await?;
    let joined = match in_query(query, "joined").parse() {
        Ok(ticket) => joined(visit, branch, TicketId(ticket)).await,
        Err(_) => None,
    };
    let (setup, spoken) = (branch.live().setup(), branch.live().setup().languages.first().cloned());
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let form = new_form().with("travel", USUAL_MINUTES.to_string());
    let form = spoken.iter().fold(form, |form, language| form.with("language", language.as_str()));
    let join = PhoneJoin {
        off: why_not(branch),
        services: services.map(|service| (service.id.clone(), service.name.clone())).collect(),
        minutes: if branch.live().read(|branch, _| comes(branch)) { MINUTES.to_vec() } else { Vec::new() },
        calls_back: branch.live().read(|branch, _| is_called_back(branch)),
        form,
        refused: None,
        joined,
    };
    let case = PhoneCase { form: new_form(), found: None, refused: None };
    Ok(PhoneOffice { book, join, case, guide: PhoneGuide { words, found } })
}

/// What a caller is told of a ticket of the day that was taken from elsewhere.
async fn joined(visit: &Visit, branch: &Handle, ticket: TicketId) -> Option<JoinedCaller> {
    let (number, service, token, call_back) = branch.live().read(|branch, _| {
        let ticket = branch.ticket(ticket).filter(|ticket| ticket.remote.is_some() || ticket.call_back.is_some())?;
        Some((ticket.number.to_string(), ticket.service.clone(), ticket.token.clone(), ticket.call_back.is_some()))
    })?;
    let row = waits(visit, branch).await.into_iter().find(|row| row.service == service.as_str());
    Some(JoinedCaller {
        number,
        word: view::word(&token).to_owned(),
        service: branch.live().setup().service(&service).map(|service| service.name.clone()).unwrap_or_default(),
        wait: row.and_then(|row| row.wait),
        call_back,
        token: token.to_string(),
    })
}

/// The page again, with what was wrong.
async fn again(visit: Visit, branch: &Handle, person: Person, page: PhoneOffice, status: StatusCode) -> Response {
    let mut response = shown(visit, branch, person, OfficeBody::Phone(Box::new(page))).await;
    *response.status_mut() = status;
    response
}

/// `POST /b/{branch}/office/phone/book`: books for the caller.
pub async fn book(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Fields(form): Fields<CallerForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    match book_for(&visit, &branch, &person, &form).await? {
        Outcome::Booked { query } => Ok(to_page(&branch, &query)),
        Outcome::Again(wrong) => {
            let (wish, form, refusal) = *wrong;
            let mut page = page_of(&visit, &branch).await?;
            page.book = OfficeBookPage { form, refusal, ..book_page(&visit, &branch, &wish, false).await? };
            Ok(again(visit, &branch, person, page, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
    }
}

fn to_page(branch: &Handle, query: &str) -> Response {
    Redirect::to(&format!("/b/{}/office/phone?{query}", branch.live().setup().id)).into_response()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    key: String,
    lang: String,
    kind: String,
    travel: String,
    language: String,
    dial: String,
}

/// `POST /b/{branch}/office/phone/join`: takes a place in the queue for the caller.
pub async fn join(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Fields(form): Fields<JoinForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let setup = branch.live().setup();
    let mut typed = FilledForm::new(&form.key)
        .with("kind", &form.kind)
        .with("travel", &form.travel)
        .with("language", &form.language)
        .with("dial", &form.dial);
    let called_back = !form.dial.trim().is_empty() || form.travel.is_empty();
    let phone = dialled(&form.dial);
    let speaks = |code: &str| setup.languages.iter().any(|language| language.as_str() == code);
    let minutes = form.travel.parse().ok().filter(|minutes| MINUTES.contains(minutes));
    let service = ServiceId::new(&form.kind);
    let offered = [
        ("kind", setup.service(&service).is_some()),
        ("travel", called_back || minutes.is_some()),
        ("language", speaks(&form.language)),
    ];
    for (field, _) in offered.into_iter().filter(|(_, offered)| !offered) {
        typed.fault(field, FieldFault::NotOffered);
    }
    if let Err(fault) = &phone
        && called_back
    {
        typed.fault("dial", fault.clone());
    }
    if !typed.faults.is_empty() {
        let mut page = page_of(&visit, &branch).await?;
        page.join.form = typed;
        return Ok(again(visit, &branch, person, page, StatusCode::UNPROCESSABLE_ENTITY).await);
    }
    let asks = (key_of(&form.key), Actor::Staff(person.id));
    let taken = match (phone, minutes) {
        (Ok(phone), _) if called_back => {
            call_back(&visit.state, &branch, asks, (service, form.language.as_str()), &phone).await
        }
        (_, minutes) => {
            let wish = from_home(service, &form.language, minutes.unwrap_or(USUAL_MINUTES));
            let done = branch.command(asks.0, asks.1, wish).await;
            done.map_err(NotTaken::Command).and_then(|events| issued(&events).map_err(NotTaken::Failed))
        }
    };
    match taken {
        Ok(taken) => {
            let lang = if speaks(&form.lang) { format!("&lang={}", form.lang) } else { String::new() };
            Ok(to_page(&branch, &format!("joined={}{lang}#place", taken.id)))
        }
        Err(NotTaken::Command(error @ (CommandError::Refused(_) | CommandError::KeyReused))) => {
            let mut page = page_of(&visit, &branch).await?;
            // The next try is another request.
            page.join.form = FilledForm { key: RequestKey::fresh().as_str().to_owned(), ..typed };
            page.join.refused = Some(Error::from(error).code());
            Ok(again(visit, &branch, person, page, StatusCode::CONFLICT).await)
        }
        Err(NotTaken::Command(error)) => Err(error.into()),
        Err(NotTaken::Failed(error)) => Err(error),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateForm {
    code: String,
    pin: String,
}

/// `POST /b/{branch}/office/phone/state`: how a request is doing, for who says its code and PIN.
pub async fn state(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Fields(form): Fields<StateForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let mut page = page_of(&visit, &branch).await?;
    page.case.form = new_form().with("code", &form.code);
    let status = match of_case(&visit.state, Place::Staff(person.id), &form.code, &form.pin).await? {
        Ok((found, _)) => {
            page.case.found = Some(found);
            StatusCode::OK
        }
        Err(refused) => {
            page.case.refused = Some(refused);
            status_of_refusal(refused)
        }
    };
    Ok(again(visit, &branch, person, page, status).await)
}
