//! The devices of a branch: a manager enrols, renames, finds and revokes them.

use super::{Given, done, language, refused, shown, value};
use crate::http::api::device::kind;
use crate::http::authorise::{Manager, Origin, same_origin};
use crate::http::extract::{Branch, Fields, path_parameter};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use axum::http::HeaderMap;
use branch::{Handle, feed};
use machine::clock;
use people::{By, GONE_AFTER, naming};
use store::{BranchId, Device, DeviceRole};
use wire::{DeviceRow, DevicesPage, FieldFault, FilledForm, OfficeBody, Said, Time};

/// `GET /b/{branch}/office/devices`
pub async fn list(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let body = body(&visit, &branch, new_form(), false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/devices`: enrols the device that shows these letters.
pub async fn enrol(
    visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Origin(place): Origin,
    headers: HeaderMap,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let (letters, name) = (value(&given, "letters"), value(&given, "name"));
    let role = DeviceRole::parse(value(&given, "role"));
    let mut form = new_form().with("letters", letters).with("name", name).with("role", value(&given, "role"));
    let named = naming::name(name);
    for (field, is_missing) in [("letters", letters.trim().is_empty()), ("role", role.is_none())] {
        if is_missing {
            form.fault(field, FieldFault::Missing);
        }
    }
    if named.is_none() {
        form.fault("name", FieldFault::Malformed);
    }
    if let (Some(role), Some(name), true) = (role, named, form.is_right()) {
        let devices = visit.state.devices.clone();
        let id = id(&branch);
        let by = By::in_office(&id, person.id, &place);
        if devices.enrol(letters, &id, role, &name, person.id, &by).await?.is_some() {
            return Ok(done(&branch, "devices", Said::Saved, &language(&visit)));
        }
    }
    let unknown = form.is_right();
    let body = body(&visit, &branch, form, unknown).await?;
    Ok(refused(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/devices/{device}`: renames it, has it show its name, or revokes it.
pub async fn change(
    mut visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Origin(place): Origin,
    headers: HeaderMap,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let device: u32 = path_parameter(&mut visit.parts, "device").await.parse().map_err(|_| Error::not_found())?;
    let (devices, of, now) = (visit.state.devices.clone(), id(&branch), clock::now());
    let by = By::in_office(&of, person.id, &place);
    let found = match value(&given, "do") {
        "rename" => {
            let Some(name) = naming::name(value(&given, "name")) else {
                let body = body(&visit, &branch, new_form(), false).await?;
                return Ok(refused(visit, &branch, person, body).await);
            };
            devices.rename(&of, device, &name, &by).await?
        }
        "show" => devices.show(&of, device, now).await?,
        "revoke" => devices.revoke(&of, device, now, &by).await?,
        _ => false,
    };
    if found { Ok(done(&branch, "devices", Said::Saved, &language(&visit))) } else { Err(Error::not_found()) }
}

async fn body(visit: &Visit, branch: &Handle, enrol: FilledForm, no_such_letters: bool) -> Result<OfficeBody> {
    let now = clock::now();
    let devices = visit.state.devices.of_branch(&id(branch)).await?;
    let offset = branch.live().setup().calendar.utc_offset_minutes(now);
    let (printer, speaks) = feed::scene(branch.live(), now, |scene| (view::kiosk_printer(scene), view::speaks(scene)));
    let row = |device: Device| {
        let seen = Time::from_millis(device.seen.0);
        DeviceRow {
            id: device.id,
            role: kind(device.role),
            name: device.name,
            version: device.version,
            address: device.address,
            seen,
            seen_words: seen.clock(offset),
            // A tablet is heard of when somebody signs in on it.
            is_gone: device.role != DeviceRole::Tablet && now - device.seen > GONE_AFTER,
            printer: (device.role == DeviceRole::Kiosk).then(|| printer.clone()),
            speaks: (device.role != DeviceRole::Tablet).then_some(speaks),
        }
    };
    let open = visit.state.open_devices();
    Ok(OfficeBody::Devices(DevicesPage {
        open,
        devices: devices.into_iter().map(row).collect(),
        enrol,
        no_such_letters,
    }))
}

/// The id of a branch, as the tables have it.
pub fn id(branch: &Handle) -> BranchId {
    BranchId::new(&branch.live().setup().id)
}
