//! One's own PIN, for the tablets of one's branch: chosen by the password, removed without.

use super::sign_in::with_language;
use super::{Page, Visit};
use crate::http::api::session::seconds;
use crate::http::authorise::{AccessError, Origin, same_origin, signed_in};
use crate::http::extract::{Fields, in_query};
use crate::http::own_path::own_path;
use crate::http::pages::form::new_form;
use crate::http::problem::{Error, Result};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use people::{Checked, PIN_MAX, PIN_MIN, PinFault, pin_fault};
use serde::Deserialize;
use store::Person;
use wire::{AccountPage, FieldFault, FilledForm, SignInRefusal};

/// `GET /pin`: `next` is where to go then.
pub async fn page(visit: Visit) -> Page {
    let person = of(&visit).await?;
    let next = own_path(&in_query(visit.parts.uri.query(), "next"));
    shown(visit, person, next, new_form(), None, false).await
}

#[derive(Debug, Deserialize)]
pub struct PinForm {
    r#do: String,
    #[serde(default)]
    current: String,
    #[serde(default)]
    pin: String,
    #[serde(default)]
    next: String,
}

/// `POST /pin`
pub async fn change(visit: Visit, Origin(place): Origin, headers: HeaderMap, Fields(given): Fields<PinForm>) -> Page {
    same_origin(&headers)?;
    let person = of(&visit).await?;
    let next = own_path(&given.next);
    let staff = visit.state.staff.clone();
    match given.r#do.as_str() {
        "remove" => staff.remove_pin(&person, &place).await?,
        "save" => {
            let mut form = new_form();
            match pin_fault(&given.pin) {
                Some(PinFault::Simple) => return shown(visit, person, next, form, None, true).await,
                Some(PinFault::Digits) => {
                    let (least, most) = (number(PIN_MIN), number(PIN_MAX));
                    let is_long = given.pin.len() > PIN_MAX;
                    let fault = match given.pin.len() < PIN_MIN {
                        true => FieldFault::TooShort { least },
                        false if is_long => FieldFault::TooLong { most },
                        false => FieldFault::Malformed,
                    };
                    form.fault("pin", fault);
                }
                None => {}
            }
            if !form.is_right() {
                return shown(visit, person, next, form, None, false).await;
            }
            let refusal = match staff.knows_password(&person, &given.current, &place).await? {
                Checked::Right(_) | Checked::RightPin(_) => None,
                Checked::Wrong => Some(SignInRefusal::Wrong),
                Checked::Later(wait) => Some(SignInRefusal::Later(seconds(wait))),
                Checked::Locked => Some(SignInRefusal::Locked),
            };
            if refusal.is_some() {
                return shown(visit, person, next, form, refusal, false).await;
            }
            staff.choose_pin(&person, &given.pin, &place).await?;
        }
        _ => return Err(Error::not_found()),
    }
    let to = with_language("/pin", &[("next", &next)], visit.parts.uri.query());
    Ok(Redirect::to(&to).into_response())
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Who is signed in and owes nothing: neither a password of their own nor a second factor.
async fn of(visit: &Visit) -> Result<Person> {
    let person = signed_in(&visit.parts, &visit.state).await?.ok_or(AccessError::Unauthenticated)?;
    match &person {
        person if person.must_change => Err(AccessError::PasswordChange.into()),
        person if person.must_set_up => Err(AccessError::SecondFactor.into()),
        _ => Ok(person),
    }
}

async fn shown(
    visit: Visit,
    person: Person,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
    too_simple: bool,
) -> Page {
    let has_pin = visit.state.staff.has_pin(person.id).await?;
    let refused = too_simple || refusal.is_some() || !form.is_right();
    let page = AccountPage::Pin { name: person.name, has_pin, too_simple, next, form, refusal };
    let languages = visit.languages();
    let mut response = visit.personal(&languages, &page).await;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
