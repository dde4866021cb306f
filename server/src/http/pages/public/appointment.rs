//! `/a/{token}`: a visitor's appointment. A link shows; a form changes.

use super::book::{free, refusal};
use super::{shown, with_status};
use crate::http::api::appointments::{Own, book_of, find, on_the_phone, problem, start, told, wall};
use crate::http::authorise::{same_origin, staff_of};
use crate::http::extract::{Fields, in_query, path_parameter};
use crate::http::pages::form::key_of;
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use ::branch::RequestKey;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use machine::clock;
use office::appointments::{BookError, PhoneKeys};
use office::arrival::typed_code;
use records::Version;
use records::appointment::{ChangeRefusal, Party, State};
use serde::Deserialize;
use wire::{
    AppointmentAsks, AppointmentPage, AppointmentPhone, BookRefusal, CheckInAnswer, Code, HereStep, PublicBody, Time,
};

/// `GET /a/{token}`
pub async fn page(visit: Visit) -> Page {
    look(visit, AppointmentAsks::Nothing).await
}

/// `GET /a/{token}/cancel`
pub async fn ask_cancel(visit: Visit) -> Page {
    look(visit, AppointmentAsks::Cancel).await
}

/// `GET /a/{token}/move`: the free times, or the one that was chosen.
pub async fn ask_move(mut visit: Visit) -> Page {
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    let query = visit.parts.uri.query().map(str::to_owned);
    let said = |name| Some(in_query(query.as_deref(), name)).filter(|value| !value.is_empty());
    let chosen = said("start").and_then(|text| start(&own.setup, &text).ok());
    let asks = if let Some(at) = chosen {
        AppointmentAsks::MoveTo { start: Time::from_millis(at.0).to_string(), wall: wall(&own.setup, at) }
    } else {
        let service = own.booked.service.to_string();
        let (times, next) = free(&visit, &own.setup, &service, said("from").as_deref()).await?;
        AppointmentAsks::Move { times, next }
    };
    Ok(own_page(visit, own, asks, Told::default()).await)
}

async fn look(mut visit: Visit, asks: AppointmentAsks) -> Page {
    match own(&mut visit).await? {
        Some(own) => Ok(own_page(visit, own, asks, Told::default()).await),
        None => over(visit).await,
    }
}

async fn own(visit: &mut Visit) -> Result<Option<Own>, Error> {
    let token = path_parameter(&mut visit.parts, "token").await;
    find(&visit.state, &token).await
}

/// The page of a link that leads nowhere.
async fn over(visit: Visit) -> Page {
    let setup = visit.state.branches.setups().into_iter().next().ok_or_else(Error::not_found)?;
    Ok(with_status(visit, &setup, PublicBody::LinkOver, StatusCode::NOT_FOUND).await)
}

/// What the page says of a change that was not made.
#[derive(Default)]
struct Told {
    stale: bool,
    refusal: Option<BookRefusal>,
    status: Option<StatusCode>,
    /// Nothing can be sent to the phone that asked.
    unusable: bool,
}

async fn own_page(visit: Visit, own: Own, asks: AppointmentAsks, said: Told) -> Response {
    let (Own { setup, booked }, now) = (own, clock::now());
    let is_told = match book_of(&visit.state, &setup).has_phone(&booked.id).await {
        Ok(is_told) => is_told,
        Err(error) => return problem(error).into_response(),
    };
    let push_key = visit.state.push.public_key().to_owned();
    let page = AppointmentPage {
        appointment: told(&setup, &booked),
        service: setup.service(&booked.service).cloned(),
        address: setup.address.clone(),
        step_free: setup.step_free.clone(),
        over: booked.starts_at() <= now,
        here: setup.asks_for_code() && booked.state == State::Booked && setup.day(booked.starts_at()) >= setup.day(now),
        code: visit.state.site.phones.origin(&visit.parts.headers).is_some(),
        key: RequestKey::fresh().as_str().to_owned(),
        asks,
        stale: said.stale,
        refusal: said.refusal,
        phone: AppointmentPhone { is_told, push_key, unusable: said.unusable },
    };
    let body = PublicBody::Appointment(Box::new(page));
    match said.status {
        Some(status) => with_status(visit, &setup, body, status).await,
        None => shown(visit, &setup, body).await,
    }
}

/// `GET /a/{token}/here`: where the code on the wall is written. A branch without one has its visitors check in at the kiosk.
pub async fn ask_here(mut visit: Visit) -> Page {
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    if !own.setup.asks_for_code() {
        return Ok(Redirect::to(&format!("/a/{}", own.booked.token)).into_response());
    }
    let code = typed_code(&in_query(visit.parts.uri.query(), "code")).unwrap_or_default();
    let asks = AppointmentAsks::Here(Box::new(HereStep { code, ..HereStep::default() }));
    Ok(own_page(visit, own, asks, Told::default()).await)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HereForm {
    key: String,
    code: String,
}

/// `POST /a/{token}/here`: leads to the ticket of who is on time; any other hears what becomes of them.
pub async fn here(mut visit: Visit, Fields(form): Fields<HereForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    let key = RequestKey::parse(&form.key).unwrap_or_else(RequestKey::fresh);
    let utc_offset_minutes = own.setup.calendar.utc_offset_minutes(own.booked.starts_at());
    let step = HereStep { code: form.code.clone(), utc_offset_minutes, ..HereStep::default() };
    let (step, status) = match on_the_phone(&visit.state, &own, key, &form.code).await {
        Ok(CheckInAnswer::OnTime { ticket, .. }) => {
            let language = visit.wanted(&own.setup.languages).await;
            return Ok(Redirect::to(&format!("/t/{}?lang={language}", ticket.token)).into_response());
        }
        Ok(told) => {
            let ticket = ticket_of(&visit, &own).await?;
            (HereStep { told: Some(told), ticket, ..step }, None)
        }
        // What a visitor can mend, or has to hear: a wrong code, too many, a branch that is closed.
        Err(error) if error.status().is_client_error() && error.code() != Code::NotFound => {
            (HereStep { refused: Some(error.code()), ..step }, Some(error.status()))
        }
        Err(error) => return Err(error),
    };
    let asks = AppointmentAsks::Here(Box::new(step));
    Ok(own_page(visit, own, asks, Told { status, ..Told::default() }).await)
}

/// The token of the ticket that an appointment's visitor has.
async fn ticket_of(visit: &Visit, own: &Own) -> Result<Option<String>, Error> {
    let Some(branch) = visit.state.branches.get(&own.setup.id).await? else { return Ok(None) };
    let id = &own.booked.id;
    Ok(branch.live().read(|branch, _| branch.by_appointment(id).map(|ticket| ticket.token.to_string())))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    key: String,
    version: u32,
    start: String,
}

/// `POST /a/{token}/cancel`
pub async fn cancel(mut visit: Visit, Fields(form): Fields<ChangeForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    let key = key_of(&form.key);
    let book = book_of(&visit.state, &own.setup);
    let party = party(&visit, &own).await?;
    let done = book.cancel(&key, &own.booked.id, Version(form.version), party, clock::now()).await;
    changed(visit, own, done.map(drop)).await
}

/// `POST /a/{token}/move`
pub async fn move_it(mut visit: Visit, Fields(form): Fields<ChangeForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    let at = start(&own.setup, &form.start)?;
    let key = key_of(&form.key);
    let book = book_of(&visit.state, &own.setup);
    let party = party(&visit, &own).await?;
    let seen = Version(form.version);
    let done = book.move_to(&key, &own.booked.id, seen, (at, None), party, clock::now()).await;
    changed(visit, own, done.map(drop)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    /// `subscribe` or `remove`.
    r#do: String,
    endpoint: String,
    p256dh: String,
    auth: String,
}

/// `POST /a/{token}/phone`: a phone is to be told of the appointment, or no more. What is so already stays so.
pub async fn phone(mut visit: Visit, Fields(form): Fields<PhoneForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let Some(own) = own(&mut visit).await? else { return over(visit).await };
    let PhoneForm { r#do, endpoint, p256dh, auth } = form;
    let book = book_of(&visit.state, &own.setup);
    let done = match r#do.as_str() {
        "subscribe" if visit.state.push.check(&endpoint, &p256dh, &auth).is_err() => {
            let said = Told { unusable: true, status: Some(StatusCode::UNPROCESSABLE_ENTITY), ..Told::default() };
            return Ok(own_page(visit, own, AppointmentAsks::Nothing, said).await);
        }
        "subscribe" => {
            let keys = PhoneKeys { endpoint, p256dh, auth };
            book.remind_on_phone(&own.booked.id, keys, clock::now()).await
        }
        "remove" => book.forget_phone(&own.booked.id).await,
        _ => return Err(Error::not_found()),
    };
    changed(visit, own, done).await
}

/// Who changes it: the book knows of a member of staff that it was them.
async fn party(visit: &Visit, own: &Own) -> Result<Party, Error> {
    let staff = staff_of(&visit.state, &visit.parts.headers, &own.setup.id).await?;
    Ok(staff.map_or(Party::Visitor, |person| Party::Staff(person.id)))
}

/// Leads to the page as it is now, or says why it is not as it was wished.
async fn changed(visit: Visit, own: Own, done: Result<(), BookError>) -> Page {
    let error = match done {
        Ok(()) => {
            let language = visit.wanted(&own.setup.languages).await;
            return Ok(Redirect::to(&format!("/a/{}?lang={language}", own.booked.token)).into_response());
        }
        Err(error) => error,
    };
    let said = match &error {
        BookError::Change(ChangeRefusal::Stale(_)) => {
            Told { stale: true, status: Some(StatusCode::PRECONDITION_FAILED), ..Told::default() }
        }
        BookError::Change(ChangeRefusal::Cancelled | ChangeRefusal::Over) => {
            Told { stale: true, status: Some(StatusCode::CONFLICT), ..Told::default() }
        }
        other => match refusal(&own.setup, other) {
            Some(refusal) => Told { refusal: Some(refusal), status: Some(StatusCode::CONFLICT), ..Told::default() },
            None => return Err(problem(error)),
        },
    };
    // Somebody else may have changed it since it was read.
    let now = find(&visit.state, own.booked.token.as_str()).await?.unwrap_or(own);
    Ok(own_page(visit, now, AppointmentAsks::Nothing, said).await)
}
