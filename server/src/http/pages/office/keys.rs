//! The keys of the bank's programs: an admin makes and revokes them. A key is shown once, in the answer that made it.

use super::{Given, done, language, refused, shown, value};
use crate::http::authorise::{Admin, Origin, same_origin};
use crate::http::extract::{Branch, Fields, path_parameter};
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use axum::http::HeaderMap;
use branch::Handle;
use people::{naming, system_keys};
use store::system_key::{self, SystemKey};
use wire::{FieldFault, FilledForm, KeyRow, KeysOffice, OfficeBody, Said};

/// The most keys that the list shows.
const MOST: u32 = 100;

async fn body(visit: &Visit, branch: &Handle, form: FilledForm, made: Option<(String, String)>) -> Result<OfficeBody> {
    let setup = branch.live().setup();
    let day = |at| setup.calendar.date(at).to_string();
    let row = |key: SystemKey| KeyRow {
        id: key.id,
        made_by: super::complaints::name(branch, Some(key.made_by)),
        name: key.name,
        made: day(key.made),
        used: key.used.map(day),
        revoked: key.revoked.map(day),
    };
    let keys = system_key::all(&visit.state.store, MOST).await?.into_iter().map(row).collect();
    Ok(OfficeBody::Keys(Box::new(KeysOffice { keys, form, made })))
}

/// `GET /b/{branch}/office/keys`
pub async fn list(visit: Visit, Branch(branch): Branch, Admin(person): Admin) -> Page {
    let body = body(&visit, &branch, new_form(), None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/keys`: makes a key. A form that is sent twice finds its name taken.
pub async fn make(
    visit: Visit,
    Branch(branch): Branch,
    Admin(person): Admin,
    Origin(place): Origin,
    headers: HeaderMap,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let mut form = new_form().with("name", value(&given, "name"));
    let named = naming::name(value(&given, "name"));
    let known = system_key::all(&visit.state.store, MOST).await?;
    let is_taken = known.iter().any(|key| key.revoked.is_none() && Some(&key.name) == named.as_ref());
    if let Some(name) = named.filter(|_| !is_taken) {
        let (_, key) = system_keys::make(&visit.state.store, &name, person.id, place.origin()).await?;
        let body = body(&visit, &branch, new_form(), Some((name, key))).await?;
        return Ok(shown(visit, &branch, person, body).await);
    }
    form.fault("name", if is_taken { FieldFault::Taken } else { FieldFault::Malformed });
    let body = body(&visit, &branch, form, None).await?;
    Ok(refused(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/keys/{key}`: revokes it.
pub async fn revoke(
    mut visit: Visit,
    Branch(branch): Branch,
    Admin(person): Admin,
    Origin(place): Origin,
    headers: HeaderMap,
) -> Page {
    same_origin(&headers)?;
    let id = path_parameter(&mut visit.parts, "key").await.parse().map_err(|_| Error::not_found())?;
    if system_keys::revoke(&visit.state.store, id, person.id, place.origin()).await? {
        Ok(done(&branch, "keys", Said::Saved, &language(&visit)))
    } else {
        Err(Error::not_found())
    }
}
