//! Who is asking, and whether they may. Each guarded route names its role by the extractor that it takes.

use super::cookie::{device_key, token};
use super::extract::path_parameter;
use super::openapi::{Refuses, Row};
use super::problem::{Error, FAILURES};
use super::{AppState, client};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{Place, Right, Standing, may, system_keys};
use store::{DeviceRole, Person, Role};
use wire::Code;

/// Why a request may not be made.
#[derive(Debug, Clone, Copy)]
pub enum AccessError {
    Unauthenticated,
    Forbidden,
    /// The person must change their password first.
    PasswordChange,
    /// The person must set up a second factor first.
    SecondFactor,
    /// The form of a foreign page.
    ForeignForm,
    /// No key of a program, or one that was revoked.
    NoKey,
}

impl From<AccessError> for Error {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Unauthenticated => Self::new(
                StatusCode::UNAUTHORIZED,
                Code::Unauthenticated,
                "Not signed in",
                "Sign in first, at /sign-in or with POST /api/v1/session.",
            ),
            AccessError::NoKey => Self::new(
                StatusCode::UNAUTHORIZED,
                Code::Unauthenticated,
                "No key",
                "Send a key of the bank's programs that holds, as Authorization: Bearer. An admin makes them in the office.",
            ),
            AccessError::PasswordChange => Self::new(
                StatusCode::FORBIDDEN,
                Code::PasswordChangeRequired,
                "Change the password first",
                "The password is one that somebody else knows: change it at /password.",
            ),
            AccessError::SecondFactor => Self::new(
                StatusCode::FORBIDDEN,
                Code::SecondFactorMissing,
                "Set up the second factor first",
                "The bank demands a second factor of who manages: set it up at /second-factor.",
            ),
            AccessError::Forbidden | AccessError::ForeignForm => Self::new(
                StatusCode::FORBIDDEN,
                Code::Forbidden,
                "Not allowed",
                "This user may not do that in this branch.",
            ),
        }
    }
}

/// A CSR of the branch that the path names; its manager may do the same.
#[derive(Debug)]
pub struct Csr(pub Person);

impl FromRequestParts<AppState> for Csr {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Csr).await.map(Self)
    }
}

/// What a person has to do before anything else.
pub const DUTIES: &[Row] = &[(403, Code::PasswordChangeRequired), (403, Code::SecondFactorMissing)];

impl Refuses for Csr {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(401, Code::Unauthenticated), (403, Code::Forbidden)], DUTIES, FAILURES];
}

/// A manager of the branch that the path names.
#[derive(Debug)]
pub struct Manager(pub Person);

impl FromRequestParts<AppState> for Manager {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Manager).await.map(Self)
    }
}

impl Refuses for Manager {
    const PROBLEMS: &'static [&'static [Row]] = Csr::PROBLEMS;
}

/// A manager of any branch, whichever it is; an admin is one of each.
#[derive(Debug)]
pub struct AnyManager(pub Person);

impl FromRequestParts<AppState> for AnyManager {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let person = acting(parts, state).await?;
        let manages = state.branches.setups().iter().any(|setup| may(&person, &setup.id, Role::Manager));
        if manages { Ok(Self(person)) } else { Err(AccessError::Forbidden.into()) }
    }
}

impl Refuses for AnyManager {
    const PROBLEMS: &'static [&'static [Row]] = Csr::PROBLEMS;
}

/// A person of the complaints office of the branch that the path names.
#[derive(Debug)]
pub struct ComplaintsOffice(pub Person);

impl FromRequestParts<AppState> for ComplaintsOffice {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Complaints).await.map(Self)
    }
}

impl Refuses for ComplaintsOffice {
    const PROBLEMS: &'static [&'static [Row]] = Csr::PROBLEMS;
}

/// An admin of the bank.
#[derive(Debug)]
pub struct Admin(pub Person);

impl FromRequestParts<AppState> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, Role::Admin).await.map(Self)
    }
}

impl Refuses for Admin {
    const PROBLEMS: &'static [&'static [Row]] = Csr::PROBLEMS;
}

/// A program of the bank, by a key in `Authorization: Bearer`. It may do what its routes do, and nothing else.
#[derive(Debug)]
pub struct SystemKey(pub store::system_key::SystemKey);

impl FromRequestParts<AppState> for SystemKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = header.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let found = system_keys::standing(&state.store, key.trim(), clock::now()).await?;
        found.map(Self).ok_or_else(|| AccessError::NoKey.into())
    }
}

impl Refuses for SystemKey {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(401, Code::Unauthenticated)], FAILURES];
}

/// Anybody who works in the branch that the path names, whatever their role.
#[derive(Debug)]
pub struct Colleague(pub Person);

impl FromRequestParts<AppState> for Colleague {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let person = acting(parts, state).await?;
        let branch = path_parameter(parts, "branch").await;
        let works_here = Role::ALL.into_iter().any(|role| may(&person, &branch, role));
        if works_here { Ok(Self(person)) } else { Err(AccessError::Forbidden.into()) }
    }
}

/// The device or the address that a request comes from.
#[derive(Debug)]
pub struct Origin(pub Place);

impl FromRequestParts<AppState> for Origin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        if let Some(key) = device_key(&CookieJar::from_headers(&parts.headers))
            && let Standing::Enrolled(device) = state.devices.standing(&key, clock::now()).await?
        {
            let key = format!("{} (device {})", device.name, device.id);
            let tablet = device.role == DeviceRole::Tablet;
            return Ok(Self(if tablet { Place::tablet(key, device.branch.as_str()) } else { Place::address(key) }));
        }
        let address = client::address(&parts.extensions, &parts.headers, &state.site.trusted_proxies);
        Ok(Self(Place::address(address)))
    }
}

/// The person who is signed in, if they may act in that role in the branch that the path names. A branch that is not theirs and
/// one that there is not are refused alike.
async fn allowed(parts: &mut Parts, state: &AppState, role: Role) -> Result<Person, Error> {
    let person = acting(parts, state).await?;
    let branch = path_parameter(parts, "branch").await;
    if may(&person, &branch, role) { Ok(person) } else { Err(AccessError::Forbidden.into()) }
}

/// The person who acts by a request. What a page asks for by itself, its snapshots and streams, is no act of a person: a session in
/// which nobody does more than that ends.
pub async fn acting(parts: &Parts, state: &AppState) -> Result<Person, Error> {
    let token = token(&CookieJar::from_headers(&parts.headers)).ok_or(AccessError::Unauthenticated)?;
    let path = parts.uri.path();
    let by_itself = path.starts_with("/api/") && ["/view/", "/stream/"].iter().any(|part| path.contains(part));
    let person = if by_itself {
        state.staff.signed_in(&token, clock::now()).await?
    } else {
        state.staff.acting(&token, clock::now()).await?
    };
    let person = person.ok_or(AccessError::Unauthenticated)?;
    match &person {
        person if person.must_change => Err(AccessError::PasswordChange.into()),
        person if person.must_set_up => Err(AccessError::SecondFactor.into()),
        _ => Ok(person),
    }
}

/// A form of a foreign page is refused; programs, which do not send the header, are not browsers.
pub fn same_origin(headers: &HeaderMap) -> Result<(), AccessError> {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(AccessError::ForeignForm),
    }
}

/// The member of staff who asks, if they may act as a CSR in a branch; nobody else is refused by it.
pub async fn staff_of(state: &AppState, headers: &HeaderMap, branch: &str) -> Result<Option<Person>, Error> {
    let Some(token) = token(&CookieJar::from_headers(headers)) else { return Ok(None) };
    let person = state.staff.signed_in(&token, clock::now()).await?;
    Ok(person.filter(|person| may(person, branch, Role::Csr)))
}

/// Who the request's cookie belongs to.
pub async fn signed_in(parts: &Parts, state: &AppState) -> Result<Option<Person>, Error> {
    match token(&CookieJar::from_headers(&parts.headers)) {
        Some(token) => Ok(state.staff.signed_in(&token, clock::now()).await?),
        None => Ok(None),
    }
}

/// The right in which a request opens something that lasts.
pub fn right(state: &AppState, headers: &HeaderMap, branch: &str, role: Role) -> Result<Right, AccessError> {
    let token = token(&CookieJar::from_headers(headers)).ok_or(AccessError::Unauthenticated)?;
    Ok(state.staff.right(token, branch, role))
}
