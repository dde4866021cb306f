//! The second factor by plain forms: its code after the password, and the page on which a person sets it up.

use super::passkeys::offered;
use super::sign_in::{in_language, with_language};
use super::{Page, Visit};
use crate::http::api::session::{begin, end, seconds};
use crate::http::authorise::{AccessError, Origin, same_origin, signed_in};
use crate::http::cookie::{forget_half, half_token, token};
use crate::http::extract::{Fields, in_query};
use crate::http::own_path::own_path;
use crate::http::problem::{Error, Result};
use crate::http::qr;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{Checked, CodeCheck, FactorState, Place, SignIn};
use serde::Deserialize;
use store::Person;
use wire::{AccountPage, FactorStep, SignInRefusal};

/// `GET /sign-in/code`: `next` is where to go then, `refused` says that the last code or passkey was.
pub async fn code_page(visit: Visit, Origin(place): Origin, jar: CookieJar) -> Page {
    let query = visit.parts.uri.query();
    let next = own_path(&in_query(query, "next"));
    let refusal = match in_query(query, "refused").as_str() {
        "" => None,
        "passkey" => Some(SignInRefusal::WrongPasskey),
        _ => Some(SignInRefusal::WrongCode),
    };
    match code_asked(&visit, &place, &jar, next.clone(), refusal).await? {
        Some(page) => Ok(shown(visit, &page, None).await),
        None => Ok(Redirect::to(&with_language("/sign-in", &[("next", &next)], query)).into_response()),
    }
}

/// The page of a sign-in that waits for its second factor; `None` where none waits.
async fn code_asked(
    visit: &Visit,
    place: &Place,
    jar: &CookieJar,
    next: String,
    refusal: Option<SignInRefusal>,
) -> Result<Option<AccountPage>> {
    let Some(half) = half_token(jar) else { return Ok(None) };
    let staff = &visit.state.staff;
    let Some(person) = staff.awaited(&half, place).await? else { return Ok(None) };
    let app = matches!(staff.factor_state(person.id, clock::now()).await?, FactorState::On { .. });
    let passkey = offered(&visit.state, &visit.parts.headers, &half, &person).await?;
    Ok(Some(AccountPage::Code { next, refusal, app, passkey }))
}

#[derive(Debug, Deserialize)]
pub struct CodeForm {
    code: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in/code`: the session begins here, or not at all.
pub async fn sign_in(
    visit: Visit,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<CodeForm>,
) -> Page {
    same_origin(&headers)?;
    let next = own_path(&form.next);
    let outcome = match half_token(&jar) {
        Some(half) => visit.state.staff.sign_in_by_code(&half, &form.code, &place).await?,
        None => None,
    };
    outcome_of(visit, place, &headers, jar, outcome, next, "1").await
}

/// What became of a sign-in by its second factor. `refused` says to the page which one it was.
pub async fn outcome_of(
    visit: Visit,
    place: Place,
    headers: &HeaderMap,
    jar: CookieJar,
    outcome: Option<SignIn>,
    next: String,
    refused: &str,
) -> Page {
    let query = visit.parts.uri.query().map(str::to_owned);
    let late = || with_language("/sign-in", &[("late", "1"), ("next", &next)], query.as_deref());
    let refusal = match outcome {
        Some(SignIn::Done(_, session)) => {
            // Whoever was signed in here before is not any more.
            let jar = forget_half(end(&visit.state, jar).await?);
            let next = in_language(next, query.as_deref());
            return Ok((begin(&visit.state, headers, jar, session), Redirect::to(&next)).into_response());
        }
        Some(SignIn::Refused) => {
            let to = with_language("/sign-in/code", &[("refused", refused), ("next", &next)], query.as_deref());
            return Ok(Redirect::to(&to).into_response());
        }
        Some(SignIn::NeedsCode(_)) | None => {
            return Ok((forget_half(jar), Redirect::to(&late())).into_response());
        }
        Some(SignIn::Later(wait)) => SignInRefusal::Later(seconds(wait)),
        Some(SignIn::Locked) => SignInRefusal::Locked,
    };
    match code_asked(&visit, &place, &jar, next.clone(), Some(refusal)).await? {
        Some(page) => Ok(shown(visit, &page, Some(refusal)).await),
        None => Ok((forget_half(jar), Redirect::to(&late())).into_response()),
    }
}

/// `GET /second-factor`: `next` is where to go then.
pub async fn page(visit: Visit) -> Page {
    let person = of(&visit).await?;
    let next = own_path(&in_query(visit.parts.uri.query(), "next"));
    factor_page(visit, person, next, None).await
}

/// `GET /second-factor/qr.svg`: the secret for an app's camera, while it is being set up and at no other time.
pub async fn qr(visit: Visit) -> Result<Response> {
    let person = of(&visit).await?;
    let FactorState::Begun(secret) = visit.state.staff.factor_state(person.id, clock::now()).await? else {
        return Err(Error::not_found());
    };
    qr::picture(secret.address(&person.login).ok_or_else(|| Error::internal("a second factor has no address"))?)
}

#[derive(Debug, Deserialize)]
pub struct FactorForm {
    r#do: String,
    #[serde(default)]
    current: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// `POST /second-factor`: begins (by the password), confirms, gives new recovery codes, turns off (each by a code).
pub async fn change(
    visit: Visit,
    Origin(place): Origin,
    headers: HeaderMap,
    jar: CookieJar,
    Fields(form): Fields<FactorForm>,
) -> Page {
    same_origin(&headers)?;
    let person = of(&visit).await?;
    let next = own_path(&form.next);
    let staff = visit.state.staff.clone();
    let refusal = match form.r#do.as_str() {
        "begin" => match by_password(&visit, &person, &form.current, &place).await? {
            None => {
                staff.begin_second_factor(person.id, clock::now()).await?;
                None
            }
            refusal => refusal,
        },
        "confirm" => {
            let session = token(&jar).ok_or(AccessError::Unauthenticated)?;
            match staff.confirm_second_factor(&person, &form.code, &session, &place).await? {
                Some(codes) => return Ok(shown(visit, &AccountPage::RecoveryCodes { codes, next }, None).await),
                None => Some(SignInRefusal::WrongCode),
            }
        }
        "codes" => match by_code(&visit, &person, &form.code, &place).await? {
            None => {
                let codes = staff.renew_recovery_codes(&person, &place).await?;
                return Ok(shown(visit, &AccountPage::RecoveryCodes { codes, next }, None).await);
            }
            refusal => refusal,
        },
        "off" if staff.demands_factor_of(&person) && staff.passkeys(person.id).await?.is_empty() => {
            return Err(AccessError::Forbidden.into());
        }
        "off" => match by_code(&visit, &person, &form.code, &place).await? {
            None => {
                staff.remove_second_factor(&person, person.id, &place).await?;
                None
            }
            refusal => refusal,
        },
        _ => return Err(Error::not_found()),
    };
    match refusal {
        None => {
            let to = with_language("/second-factor", &[("next", &next)], visit.parts.uri.query());
            Ok(Redirect::to(&to).into_response())
        }
        refusal => factor_page(visit, person, next, refusal).await,
    }
}

/// Why the password of who is signed in was not taken.
pub async fn by_password(
    visit: &Visit,
    person: &Person,
    password: &str,
    place: &Place,
) -> Result<Option<SignInRefusal>> {
    Ok(match visit.state.staff.knows_password(person, password, place).await? {
        Checked::Right(_) | Checked::RightPin(_) => None,
        Checked::Wrong => Some(SignInRefusal::Wrong),
        Checked::Later(wait) => Some(SignInRefusal::Later(seconds(wait))),
        Checked::Locked => Some(SignInRefusal::Locked),
    })
}

/// Takes a code of who is signed in; why it was not taken.
async fn by_code(visit: &Visit, person: &Person, code: &str, place: &Place) -> Result<Option<SignInRefusal>> {
    Ok(match visit.state.staff.check_code(person, code, place).await? {
        CodeCheck::Right => None,
        CodeCheck::Wrong => Some(SignInRefusal::WrongCode),
        CodeCheck::Later(wait) => Some(SignInRefusal::Later(seconds(wait))),
        CodeCheck::Locked => Some(SignInRefusal::Locked),
    })
}

/// Who is signed in. A password that somebody else knows is changed before anything is set up.
pub async fn of(visit: &Visit) -> Result<Person> {
    let person = signed_in(&visit.parts, &visit.state).await?.ok_or(AccessError::Unauthenticated)?;
    if person.must_change { Err(AccessError::PasswordChange.into()) } else { Ok(person) }
}

async fn factor_page(visit: Visit, person: Person, next: String, refusal: Option<SignInRefusal>) -> Page {
    let staff = &visit.state.staff;
    let passkeys = u32::try_from(staff.passkeys(person.id).await?.len()).unwrap_or(u32::MAX);
    let demanded = staff.demands_factor_of(&person) && passkeys == 0;
    let step = match staff.factor_state(person.id, clock::now()).await? {
        FactorState::Off => FactorStep::Off,
        FactorState::Begun(secret) => FactorStep::Begun { letters: secret.letters() },
        FactorState::On { codes_left } => FactorStep::On { codes_left },
    };
    let page = AccountPage::SecondFactor { name: person.name, step, demanded, passkeys, next, refusal };
    Ok(shown(visit, &page, refusal).await)
}

/// A page, with the status of what it refuses.
pub async fn shown(visit: Visit, page: &AccountPage, refusal: Option<SignInRefusal>) -> Response {
    let languages = visit.languages();
    let mut response = visit.personal(&languages, page).await;
    let status = match refusal {
        None => return response,
        Some(SignInRefusal::Later(seconds)) => {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            StatusCode::TOO_MANY_REQUESTS
        }
        Some(SignInRefusal::Locked) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    *response.status_mut() = status;
    response
}
