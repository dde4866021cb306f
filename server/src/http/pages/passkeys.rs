//! One's own passkeys, and the one by which a sign-in ends: forms, which a script fills with what the browser says.

mod relying_party;

pub use relying_party::relying_party;

use super::second_factor::{by_password, of, outcome_of, shown};
use super::sign_in::with_language;
use super::{Page, Visit};
use crate::http::AppState;
use crate::http::api::appointments::wall;
use crate::http::authorise::{AccessError, Origin, same_origin};
use crate::http::cookie::{half_token, token};
use crate::http::extract::{Fields, in_query};
use crate::http::own_path::own_path;
use crate::http::pages::form::new_form;
use crate::http::problem::{Error, Result};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{AddedPasskey, FactorState, RemovedPasskey, naming};
use queue::Timestamp;
use serde::Deserialize;
use store::{Passkey, Person, second_factor};
use wire::{AccountPage, FieldFault, FilledForm, PasskeyOffer, PasskeyRow, SignInRefusal};

#[derive(Debug, Deserialize)]
pub struct AnswerForm {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in/passkey`: the session begins here, or not at all.
pub async fn sign_in(
    visit: Visit,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<AnswerForm>,
) -> Page {
    same_origin(&headers)?;
    let next = own_path(&form.next);
    let outcome = match (half_token(&jar), relying_party(&visit.state, &headers)) {
        (Some(half), Some(at)) => visit.state.staff.sign_in_by_passkey(&half, &form.answer, &at, &place).await?,
        _ => None,
    };
    outcome_of(visit, place, &headers, jar, outcome, next, "passkey").await
}

/// What the browser of a sign-in that waits is asked, beside the code.
pub async fn offered(state: &AppState, headers: &HeaderMap, half: &str, person: &Person) -> Result<PasskeyOffer> {
    if state.staff.passkeys(person.id).await?.is_empty() {
        return Ok(PasskeyOffer::None);
    }
    let Some(at) = relying_party(state, headers) else { return Ok(PasskeyOffer::NotHere) };
    let asked = state.staff.passkey_asked(half, &at).await?;
    Ok(asked.map_or(PasskeyOffer::NotHere, |options| PasskeyOffer::Asked { options }))
}

/// `GET /passkeys`: `next` is where to go then.
pub async fn page(visit: Visit, jar: CookieJar) -> Page {
    let person = of(&visit).await?;
    let next = own_path(&in_query(visit.parts.uri.query(), "next"));
    passkeys_page(visit, jar, person, next, new_form(), None).await
}

#[derive(Debug, Deserialize)]
pub struct PasskeyForm {
    r#do: String,
    #[serde(default)]
    current: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    passkey: String,
    #[serde(default)]
    next: String,
}

/// `POST /passkeys`: begins to add one, removes one, gives new recovery codes (each by the password), and adds what the browser made.
pub async fn change(
    visit: Visit,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(given): Fields<PasskeyForm>,
) -> Page {
    same_origin(&headers)?;
    let person = of(&visit).await?;
    let next = own_path(&given.next);
    let session = token(&jar).ok_or(AccessError::Unauthenticated)?;
    let (staff, mut form) = (visit.state.staff.clone(), new_form().with("name", given.name.trim()));
    let at = relying_party(&visit.state, &headers);
    let refusal = match (given.r#do.as_str(), at) {
        ("begin" | "add", None) => None,
        ("begin", Some(at)) => {
            let Some(name) = naming::name(&given.name) else {
                form.fault("name", name_fault(&given.name));
                return passkeys_page(visit, jar, person, next, form, None).await;
            };
            let refusal = by_password(&visit, &person, &given.current, &place).await?;
            if refusal.is_none() {
                staff.begin_passkey(&person, &name, &session, &at).await?;
            }
            refusal
        }
        ("add", Some(at)) => match staff.add_passkey(&person, &given.answer, &session, &at, &place).await? {
            AddedPasskey::Added => None,
            AddedPasskey::First(codes) => {
                return Ok(shown(visit, &AccountPage::RecoveryCodes { codes, next }, None).await);
            }
            AddedPasskey::Refused => Some(SignInRefusal::WrongPasskey),
        },
        ("remove", _) => match by_password(&visit, &person, &given.current, &place).await? {
            None => {
                let id = given.passkey.parse().map_err(|_| Error::not_found())?;
                match staff.remove_passkey(&person, id, &place).await? {
                    RemovedPasskey::Removed => None,
                    RemovedPasskey::Unknown => return Err(Error::not_found()),
                    RemovedPasskey::Demanded => return Err(AccessError::Forbidden.into()),
                }
            }
            refusal => refusal,
        },
        ("codes", _) if has_codes_here(&visit.state, &person).await? => {
            match by_password(&visit, &person, &given.current, &place).await? {
                None => {
                    let codes = staff.renew_recovery_codes(&person, &place).await?;
                    return Ok(shown(visit, &AccountPage::RecoveryCodes { codes, next }, None).await);
                }
                refusal => refusal,
            }
        }
        _ => return Err(Error::not_found()),
    };
    match refusal {
        None => {
            let to = with_language("/passkeys", &[("next", &next)], visit.parts.uri.query());
            Ok(Redirect::to(&to).into_response())
        }
        refusal => passkeys_page(visit, jar, person, next, form, refusal).await,
    }
}

fn name_fault(name: &str) -> FieldFault {
    match name.trim() {
        "" => FieldFault::Missing,
        name if name.chars().count() > naming::LONGEST => {
            FieldFault::TooLong { most: u32::try_from(naming::LONGEST).unwrap_or(u32::MAX) }
        }
        _ => FieldFault::Malformed,
    }
}

/// Whether the recovery codes stand in for passkeys alone; an app's page gives those of who has one.
async fn has_codes_here(state: &AppState, person: &Person) -> Result<bool> {
    let has_app = matches!(state.staff.factor_state(person.id, clock::now()).await?, FactorState::On { .. });
    Ok(!has_app && !state.staff.passkeys(person.id).await?.is_empty())
}

async fn passkeys_page(
    visit: Visit,
    jar: CookieJar,
    person: Person,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
) -> Page {
    let (state, is_faulty) = (visit.state.clone(), !form.is_right());
    let at = relying_party(&state, &visit.parts.headers);
    let offer = match (&at, token(&jar)) {
        (None, _) => PasskeyOffer::NotHere,
        (Some(at), Some(session)) => {
            let asked = state.staff.passkey_asked(&session, at).await?;
            asked.map_or(PasskeyOffer::None, |options| PasskeyOffer::Asked { options })
        }
        (Some(_), None) => PasskeyOffer::None,
    };
    let passkeys = state.staff.passkeys(person.id).await?;
    let codes_here = has_codes_here(&state, &person).await?;
    let codes_left = if codes_here { Some(second_factor::codes_left(&state.store, person.id).await?) } else { None };
    let demands = state.staff.demands_factor_of(&person);
    let here = at.as_ref().map(people::RelyingParty::id);
    let page = AccountPage::Passkeys {
        demanded: demands && !person.second_factor,
        keeps_last: demands && codes_here && passkeys.len() == 1,
        passkeys: passkeys.into_iter().map(|passkey| row(&state, &person, passkey, here)).collect(),
        name: person.name,
        offer,
        codes_left,
        next,
        form,
        refusal,
    };
    // A form with a fault is refused as a wrong password is.
    let refusal = refusal.or(is_faulty.then_some(SignInRefusal::Wrong));
    Ok(shown(visit, &page, refusal).await)
}

fn row(state: &AppState, person: &Person, passkey: Passkey, here: Option<&str>) -> PasskeyRow {
    let setups = state.branches.setups();
    let own = setups.iter().find(|setup| person.roles.in_branch(&setup.id).next().is_some());
    let setup = own.or(setups.first());
    let clock = |at: Timestamp| setup.map(|setup| wall(setup, at)).unwrap_or_default();
    PasskeyRow {
        id: passkey.id,
        name: passkey.name,
        added: clock(passkey.added),
        used: passkey.used.map(clock),
        elsewhere: Some(passkey.rp_id).filter(|host| Some(host.as_str()) != here),
    }
}
