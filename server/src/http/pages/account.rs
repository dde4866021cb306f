//! The pages of an account: a new password, and the first admin of a server where nobody can sign in yet.

use super::{Page, Visit};
use crate::http::AppState;
use crate::http::api::session::{begin, seconds};
use crate::http::authorise::{AccessError, Origin, same_origin, signed_in};
use crate::http::extract::{Fields, in_query, path_parameter};
use crate::http::own_path::own_path;
use crate::http::pages::form::new_form;
use crate::http::problem::{Error, Result};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{By, Checked, HashError, PASSWORD_MIN, naming};
use serde::Deserialize;
use store::Person;
use wire::{AccountPage, FieldFault, FilledForm, SignInRefusal};

/// `GET /password`: `next` is where to go then.
pub async fn password(visit: Visit) -> Page {
    let person = signed_in(&visit.parts, &visit.state).await?.ok_or(AccessError::Unauthenticated)?;
    let next = own_path(&in_query(visit.parts.uri.query(), "next"));
    Ok(password_page(visit, person, next, new_form(), None).await)
}

#[derive(Debug, Deserialize)]
pub struct NewPassword {
    current: String,
    new: String,
    #[serde(default)]
    next: String,
}

/// `POST /password`: every other session of the person ends.
pub async fn change_password(
    visit: Visit,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<NewPassword>,
) -> Page {
    same_origin(&headers)?;
    let person = signed_in(&visit.parts, &visit.state).await?.ok_or(AccessError::Unauthenticated)?;
    let next = own_path(&form.next);
    let staff = visit.state.staff.clone();
    let refusal = match staff.knows_password(&person, &form.current, &place).await? {
        Checked::Right(_) | Checked::RightPin(_) => None,
        Checked::Wrong => Some(SignInRefusal::Wrong),
        Checked::Later(wait) => Some(SignInRefusal::Later(seconds(wait))),
        Checked::Locked => Some(SignInRefusal::Locked),
    };
    if refusal.is_some() {
        return Ok(password_page(visit, person, next, new_form(), refusal).await);
    }
    let hash = match hashed(form.new).await? {
        Ok(hash) => hash,
        Err(fault) => {
            let mut form = new_form();
            form.fault("new", fault);
            return Ok(password_page(visit, person, next, form, None).await);
        }
    };
    let token = staff.choose_password(&person, &hash, &place).await?;
    Ok((begin(&visit.state, &headers, jar, token), Redirect::to(&next)).into_response())
}

async fn password_page(
    visit: Visit,
    person: Person,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
) -> Response {
    let refused = refusal.is_some() || !form.is_right();
    let page = AccountPage::Password { name: person.name, must_change: person.must_change, next, form, refusal };
    shown(visit, &page, refused).await
}

/// `GET /first-admin/{token}`
pub async fn first_admin(mut visit: Visit) -> Page {
    invited(&mut visit).await?;
    Ok(shown(visit, &AccountPage::FirstAdmin { form: new_form() }, false).await)
}

#[derive(Debug, Deserialize)]
pub struct NewAdmin {
    name: String,
    login: String,
    new: String,
}

/// `POST /first-admin/{token}`: makes the admin, once, and signs them in.
pub async fn make_first_admin(
    mut visit: Visit,
    State(state): State<AppState>,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(given): Fields<NewAdmin>,
) -> Page {
    same_origin(&headers)?;
    let token = invited(&mut visit).await?;
    let mut form = new_form().with("name", given.name.clone()).with("login", given.login.clone());
    let name = naming::name(&given.name);
    let login = naming::login(given.login.trim());
    for (field, is_right) in [("name", name.is_some()), ("login", login.is_some())] {
        if !is_right {
            form.fault(field, FieldFault::Malformed);
        }
    }
    let hash = hashed(given.new).await?.map_err(|fault| form.fault("new", fault)).ok();
    let (Some(name), Some(login), Some(hash)) = (name, login, hash) else {
        return Ok(shown(visit, &AccountPage::FirstAdmin { form }, true).await);
    };
    let made = state.staff.make_first_admin(&token, &login, &name, hash, clock::now(), &By::nobody(&place)).await?;
    let person = made.ok_or_else(Error::not_found)?;
    let session = state.staff.begin_session(&person, &place).await?;
    Ok((begin(&state, &headers, jar, session), Redirect::to("/")).into_response())
}

/// The secret part of the link, where it is good; a link that is not good leads nowhere.
async fn invited(visit: &mut Visit) -> Result<String> {
    let token = path_parameter(&mut visit.parts, "token").await;
    if visit.state.staff.is_invited(&token, clock::now()) { Ok(token) } else { Err(Error::not_found()) }
}

/// The hash of a new password, or what is wrong with it. It is made beside the requests, because it is made to be slow.
pub async fn hashed(password: String) -> Result<Result<String, FieldFault>> {
    let hashed = machine::beside(move || people::hash(&password)).await.map_err(Error::internal)?;
    match hashed {
        Ok(hash) => Ok(Ok(hash)),
        Err(HashError::Length) => {
            Ok(Err(FieldFault::TooShort { least: u32::try_from(PASSWORD_MIN).unwrap_or(u32::MAX) }))
        }
        Err(HashError::Argon2(cause)) => Err(Error::internal(cause)),
    }
}

async fn shown(visit: Visit, page: &AccountPage, refused: bool) -> Response {
    let languages = visit.languages();
    let mut response = visit.personal(&languages, page).await;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
