//! What a device says and asks of itself: that it is there, and whether it is to show its name.

use crate::http::AppState;
use crate::http::client;
use crate::http::devices::{NotEnrolled, enrolled};
use crate::http::extract::Body;
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{FAILURES, Result};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use machine::clock;
use store::{Device, DeviceRole};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, DeviceContact, DeviceKind, DeviceSelf};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(contact))
}

/// The enrolled device that asks.
struct Enrolled {
    device: Device,
    address: String,
}

impl FromRequestParts<AppState> for Enrolled {
    type Rejection = crate::http::problem::Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let (device, _) = enrolled(parts, state).await?.ok_or(NotEnrolled)?;
        let address = client::address(&parts.extensions, &parts.headers, &state.site.trusted_proxies).to_string();
        Ok(Self { device, address })
    }
}

impl Refuses for Enrolled {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(401, Code::DeviceUnknown)], FAILURES];
}

/// A device says that it is there, and hears who it is and whether it is to show its name.
#[utoipa::path(
    post, path = "/api/v1/device/contact", tag = "devices", request_body = DeviceContact,
    responses((status = 200, body = DeviceSelf), Problems<(Enrolled, Body<()>)>), security(("device" = []))
)]
async fn contact(
    State(state): State<AppState>,
    Enrolled { device, address }: Enrolled,
    Body(said): Body<DeviceContact>,
) -> Result<Json<DeviceSelf>> {
    let now = clock::now();
    let version = said.version.chars().filter(|letter| !letter.is_control()).take(40).collect();
    state.devices.hear(&device, now, address, version);
    Ok(Json(DeviceSelf {
        shows_name: device.shows_until > now,
        branch: device.branch.to_string(),
        role: kind(device.role),
        name: device.name,
    }))
}

/// What a device is for, as it is told.
pub fn kind(role: DeviceRole) -> DeviceKind {
    match role {
        DeviceRole::Kiosk => DeviceKind::Kiosk,
        DeviceRole::Display => DeviceKind::Display,
        DeviceRole::Tablet => DeviceKind::Tablet,
    }
}
