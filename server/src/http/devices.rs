//! Who may ask what belongs to a kiosk or a display: the enrolled device itself, or a colleague of the branch. Where the set-up has
//! `open_devices`, anybody in the closed network.

use super::AppState;
use super::authorise::{AccessError, DUTIES, acting};
use super::cookie::{device_key, token};
use super::extract::path_parameter;
use super::openapi::{Refuses, Row};
use super::problem::{Error, FAILURES};
use super::stream::Ended;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use machine::clock;
use people::{Standing, may};
use store::{BranchId, Device, DeviceRole, Role};
use wire::Code;

/// The browser is no enrolled device for this, and nobody is signed in there.
#[derive(Debug, Clone, Copy)]
pub struct NotEnrolled;

impl From<NotEnrolled> for Error {
    fn from(NotEnrolled: NotEnrolled) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            Code::DeviceUnknown,
            "This device is not enrolled",
            "Open the page of its part (kiosk or lobby) on it: it shows eight letters, which a manager types under Devices.",
        )
    }
}

/// By what right a request asks for what belongs to a device.
#[derive(Debug, Clone)]
pub enum By {
    /// Devices are open.
    Anybody,
    /// The enrolled device that has this key.
    Device(String),
    /// A colleague, by the token of their session.
    Colleague(String),
}

impl By {
    /// Resolves once the right has ended.
    pub fn until_ended(self, state: &AppState, branch: &str) -> Ended {
        match self {
            Self::Anybody => Box::pin(state.clone().until_devices_close()),
            Self::Device(key) => Box::pin(state.devices.clone().until_revoked(key, BranchId::new(branch))),
            Self::Colleague(token) => Box::pin(state.staff.right(token, branch, Role::Csr).until_ended()),
        }
    }
}

/// A kiosk of the branch that the path names, or a colleague who gives out tickets.
#[derive(Debug)]
pub struct AtKiosk(pub By);

impl FromRequestParts<AppState> for AtKiosk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, DeviceRole::Kiosk).await.map(Self)
    }
}

impl Refuses for AtKiosk {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(401, Code::DeviceUnknown), (403, Code::Forbidden)], DUTIES, FAILURES];
}

/// A display of the branch that the path names, or a colleague who looks at what it shows.
#[derive(Debug)]
pub struct AtDisplay(pub By);

impl FromRequestParts<AppState> for AtDisplay {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed(parts, state, DeviceRole::Display).await.map(Self)
    }
}

impl Refuses for AtDisplay {
    const PROBLEMS: &'static [&'static [Row]] = AtKiosk::PROBLEMS;
}

async fn allowed(parts: &mut Parts, state: &AppState, role: DeviceRole) -> Result<By, Error> {
    if state.open_devices() {
        return Ok(By::Anybody);
    }
    let branch = path_parameter(parts, "branch").await;
    if let Some((device, key)) = enrolled(parts, state).await? {
        let is_its_part = device.role == role && device.branch.as_str() == branch;
        if is_its_part {
            return Ok(By::Device(key));
        }
        // Only a colleague who is signed in on a tablet may do more there than the device itself.
        if device.role != DeviceRole::Tablet {
            return Err(AccessError::Forbidden.into());
        }
    }
    let Some(token) = token(&CookieJar::from_headers(&parts.headers)) else { return Err(NotEnrolled.into()) };
    match acting(parts, state).await {
        Ok(person) if may(&person, &branch, Role::Csr) => Ok(By::Colleague(token)),
        Ok(_) => Err(AccessError::Forbidden.into()),
        Err(error) if error.code() == Code::Unauthenticated => Err(NotEnrolled.into()),
        Err(error) => Err(error),
    }
}

/// The device that a request comes from, with its key.
pub async fn enrolled(parts: &Parts, state: &AppState) -> Result<Option<(Device, String)>, Error> {
    let Some(key) = device_key(&CookieJar::from_headers(&parts.headers)) else { return Ok(None) };
    match state.devices.standing(&key, clock::now()).await? {
        Standing::Enrolled(device) => Ok(Some((device, key))),
        Standing::Asks(..) | Standing::Unknown => Ok(None),
    }
}
