//! The versions of the set-up: a list, two beside each other, and the file of each.

use super::super::shown;
use super::rollouts::name_of;
use super::told::{Told, spoken};
use super::{Row, newest, numbered, offset, reads_all, saved, shown_changes};
use crate::http::authorise::{AccessError, Manager};
use crate::http::extract::{Branch, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::setup::{Written, difference};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use branch::Handle;
use branch::setups::written;
use people::may;
use store::{Failure, Person, Role, setup_version};
use wire::{OfficeBody, SetupCompared, SetupRefused, SetupVersions};

/// Changes of a version in the list; its own page has all of them. One more than are shown says that there are more.
const LISTED: usize = 6;
/// Versions on a page.
const ROWS: u32 = 50;

/// `GET /b/{branch}/office/setup/versions`
pub async fn versions(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let before = in_query(visit.parts.uri.query(), "before").parse().unwrap_or(u32::MAX / 2);
    let found = setup_version::saves(&visit.state.store, before, ROWS).await?;
    let all = reads_all(&visit.state, &person, &branch);
    let told = Told::by(&written(&newest(&visit.state.store).await?)?, spoken(&visit, &branch).await);
    let mut saves = Vec::new();
    for save in &found {
        let rollout = name_of(&visit.state.store, &save.reason).await?;
        let store::SetupSave { number, origin, who, at, changes, .. } = save;
        let mut shown = Row { number: *number, origin, who, at: *at, changes, rollout }.shown(&branch, all, &told);
        // One for thousands of branches has as many changes; the list shows the first few.
        shown.changes.truncate(LISTED);
        saves.push(shown);
    }
    let page = SetupVersions {
        saves,
        before: found.last().map(|last| last.number).filter(|last| *last > 1),
        utc_offset_minutes: offset(&branch),
    };
    Ok(shown(visit, &branch, person, OfficeBody::SetupVersions(Box::new(page))).await)
}

/// A version beside the one before it, or beside another.
pub async fn compared(
    visit: &Visit,
    branch: &Handle,
    person: &Person,
    number: u32,
    with: Option<u32>,
    refused: Option<SetupRefused>,
) -> Result<OfficeBody> {
    let (store, all) = (&visit.state.store, reads_all(&visit.state, person, branch));
    let version = numbered(store, number).await?;
    let newest = setup_version::newest_number(store).await?;
    let with = with.unwrap_or(number - 1);
    let other = match with {
        0 => None,
        with => Some(written(&numbered(store, with).await?)?),
    };
    let this = written(&version)?;
    let told = Told::by(&this, spoken(visit, branch).await);
    let changes = match other {
        Some(other) => difference(&other, &this),
        None => Vec::new(),
    };
    Ok(OfficeBody::SetupCompared(Box::new(SetupCompared {
        save: saved(store, branch, &version, all, &told).await?,
        with,
        changes: shown_changes(changes, branch, all, &told),
        newest,
        exports: all,
        may_undo: number != newest && may(person, &branch.live().setup().id, Role::Manager),
        refused,
        utc_offset_minutes: offset(branch),
    })))
}

/// `GET /b/{branch}/office/setup/versions/{number}`; `?with=3` compares it with another than the one before it.
pub async fn version(
    visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, number)): Path<(String, String)>,
) -> Page {
    let number = number.parse().ok().filter(|number| *number > 0).ok_or_else(Error::not_found)?;
    let with = in_query(visit.parts.uri.query(), "with").parse().ok();
    let mut body = compared(&visit, &branch, &person, number, with, None).await?;
    if let OfficeBody::SetupCompared(page) = &mut body {
        page.may_undo &= visit.state.site.editor;
    }
    Ok(shown(visit, &branch, person, body).await)
}

/// `GET /b/{branch}/office/setup/export`: the file that `--setup` takes; `?language=de` that of a language, `?number=3` an older one.
pub async fn export(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Result<Response> {
    if !reads_all(&visit.state, &person, &branch) {
        return Err(AccessError::Forbidden.into());
    }
    let store = &visit.state.store;
    let asked = |name: &str| in_query(visit.parts.uri.query(), name);
    let version = match asked("number").parse() {
        Ok(number) => numbered(store, number).await?,
        Err(_) => newest(store).await?,
    };
    let whole: std::result::Result<Written, Failure> = written(&version);
    let (whole, code) = (whole?, asked("language"));
    let (name, text) = match whole.languages.get(&code) {
        Some(text) => (format!("setup.{code}.toml"), text.clone()),
        None if code.is_empty() => ("setup.toml".to_owned(), whole.text),
        None => return Err(Error::not_found()),
    };
    let place = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}
