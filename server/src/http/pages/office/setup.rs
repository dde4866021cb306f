//! `/b/{branch}/office/setup`: what is in force, its forms, and its versions. A manager edits what belongs to the branch, an admin all.
//!
//! A form is sent twice. The first time the set-up's own check reads it, and the page says what would change and when that takes effect;
//! the second time it is saved as a version. The number of the version that was edited goes along: where somebody has saved another
//! meanwhile, the answer is 412, with theirs beside what was typed.

mod parts;

use super::complaints::name;
use super::{Given, done, language, shown, value};
use crate::http::AppState;
use crate::http::authorise::{AccessError, Manager, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::setup::{Change, Fault, Kind, Takes, Written, difference};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::Handle;
use branch::setups::{Origin, of_one_branch, save, written};
use machine::clock;
use parts::{Part, Typed, edited, form, path, service_name};
use people::may;
use queue::{CsrId, Timestamp};
use store::audit::Who;
use store::{Failure, Person, Role, SetupVersion, Store, setup_version};
use wire::{
    OfficeBody, Said, SetupChange, SetupChanged, SetupCompared, SetupFault, SetupForm, SetupHome, SetupRefused,
    SetupReview, SetupSaved, SetupTakes, SetupVersions, Time,
};

/// Versions on a page.
const ROWS: u32 = 50;

fn is_admin(person: &Person, branch: &Handle) -> bool {
    may(person, &branch.live().setup().id, Role::Admin)
}

fn offset(branch: &Handle) -> i32 {
    branch.live().setup().calendar.utc_offset_minutes(clock::now())
}

/// A change as the pages show it.
fn shown_change(change: Change) -> SetupChange {
    let what = match change.kind {
        Kind::Added => SetupChanged::Added,
        Kind::Removed => SetupChanged::Removed,
        Kind::Ordered => SetupChanged::Ordered,
        Kind::Hours => SetupChanged::Hours,
        Kind::Exceptions => SetupChanged::Exceptions,
        Kind::Renamed => SetupChanged::Renamed,
        Kind::Text => SetupChanged::Text,
        Kind::Target => SetupChanged::Target,
        Kind::Minutes => SetupChanged::Minutes,
        Kind::Profile => SetupChanged::Profile,
        Kind::Value => SetupChanged::Value,
    };
    let takes = match change.takes {
        Takes::AtOnce => SetupTakes::AtOnce,
        Takes::NextDay => SetupTakes::NextDay,
        Takes::Restart => SetupTakes::Restart,
    };
    let Change { path, subject, old, new, .. } = change;
    SetupChange { what, path, subject, old, new, takes }
}

/// What of a version its page says.
struct Row<'a> {
    number: u32,
    origin: &'a str,
    who: &'a str,
    at: Timestamp,
    changes: &'a str,
}

impl Row<'_> {
    fn shown(&self, branch: &Handle) -> SetupSaved {
        let person = self.who.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
        let changes: Vec<Change> = serde_json::from_str(self.changes).unwrap_or_default();
        SetupSaved {
            number: self.number,
            origin: self.origin.to_owned(),
            by: name(branch, person),
            day: branch.live().setup().calendar.date(self.at).to_string(),
            at: Time::from_millis(self.at.0),
            changes: changes.into_iter().map(shown_change).collect(),
        }
    }
}

fn saved(branch: &Handle, version: &SetupVersion) -> SetupSaved {
    let SetupVersion { number, origin, who, at, changes, .. } = version;
    Row { number: *number, origin, who, at: *at, changes }.shown(branch)
}

async fn newest(store: &Store) -> Result<SetupVersion> {
    setup_version::newest(store).await?.ok_or_else(Error::not_found)
}

async fn numbered(store: &Store, number: u32) -> Result<SetupVersion> {
    setup_version::by_number(store, number).await?.ok_or_else(Error::not_found)
}

/// `GET /b/{branch}/office/setup`
pub async fn home(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let version = newest(&visit.state.store).await?;
    let base = written(&version)?;
    let whole = is_admin(&person, &branch);
    let fields = base.fields();
    let services = fields.ids(&["service"]).into_iter().filter(|_| whole);
    let page = SetupHome {
        newest: saved(&branch, &version),
        services: services.map(|id| (id.clone(), service_name(&fields, &id))).collect(),
        languages: base.languages.keys().cloned().collect(),
        whole,
        editor: visit.state.site.editor,
        utc_offset_minutes: offset(&branch),
    };
    Ok(shown(visit, &branch, person, OfficeBody::Setup(Box::new(page))).await)
}

/// The part that an address names, if this person may edit it.
fn part_of(address: &str, state: &AppState, person: &Person, branch: &Handle) -> Result<Part> {
    let part = Part::parse(address).filter(|_| state.site.editor).ok_or_else(Error::not_found)?;
    if part.is_of_bank() && !is_admin(person, branch) { Err(AccessError::Forbidden.into()) } else { Ok(part) }
}

/// The page of a form, with what is wrong with it.
struct Shown<'a> {
    part: &'a Part,
    base: &'a Written,
    seen: u32,
    typed: Option<&'a Typed>,
    faults: Vec<SetupFault>,
    refused: Option<SetupRefused>,
}

impl Shown<'_> {
    fn body(self, branch: &Handle) -> Result<OfficeBody> {
        let Self { part, base, seen, typed, faults, refused } = self;
        let id = branch.live().setup().id.clone();
        let mut groups = form(part, base, &id, typed).ok_or_else(Error::not_found)?;
        for field in groups.iter_mut().flat_map(|group| &mut group.fields) {
            let beside = faults.iter().filter(|fault| fault.at.as_ref() == Some(&field.name));
            field.faults = beside.map(|fault| fault.what.clone()).collect();
        }
        Ok(OfficeBody::SetupForm(Box::new(SetupForm {
            part: part.address(),
            label: part.label(&base.fields()),
            seen,
            groups,
            faults,
            refused,
            utc_offset_minutes: offset(branch),
        })))
    }
}

/// `GET /b/{branch}/office/setup/{part}`
pub async fn part(
    visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
) -> Page {
    edit_page(visit, branch, person, &address).await
}

/// `GET /b/{branch}/office/setup/services/{id}` and `/text/{id}`
pub async fn part_of_two(
    visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
) -> Page {
    let address = [two(&visit), "/", &address].concat();
    edit_page(visit, branch, person, &address).await
}

/// The part of the address that names what has parts of its own.
fn two(visit: &Visit) -> &'static str {
    match visit.parts.uri.path().rsplit('/').nth(1) {
        Some("services") => "services",
        Some("text") => "text",
        _ => "versions",
    }
}

async fn edit_page(visit: Visit, branch: Handle, person: Person, address: &str) -> Page {
    let part = part_of(address, &visit.state, &person, &branch)?;
    let version = newest(&visit.state.store).await?;
    let base = written(&version)?;
    let page = Shown { part: &part, base: &base, seen: version.number, typed: None, faults: Vec::new(), refused: None };
    let body = page.body(&branch)?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/setup/{part}`
pub async fn send(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    take(visit, branch, person, &address, &given).await
}

/// `POST /b/{branch}/office/setup/services/{id}`, `/text/{id}` and `/versions/{id}`
pub async fn send_of_two(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let address = [two(&visit), "/", &address].concat();
    take(visit, branch, person, &address, &given).await
}

/// Takes a form: says what it would change, or saves it.
async fn take(visit: Visit, branch: Handle, person: Person, address: &str, given: &[(String, String)]) -> Page {
    let part = part_of(address, &visit.state, &person, &branch)?;
    let store = visit.state.store.clone();
    let id = branch.live().setup().id.clone();
    let own = ["seen", "do"];
    let typed: Typed = given.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect();
    let seen: u32 = value(given, "seen").parse().unwrap_or_default();
    let base = written(&numbered(&store, seen).await?)?;
    let older = match part {
        Part::Undo(number) => Some(written(&numbered(&store, number).await?)?),
        _ => None,
    };
    let newest = newest(&store).await?;
    let form =
        Refusing { store: &store, branch: &branch, part: &part, base: &base, seen, newest: &newest, typed: &typed };
    if newest.number != seen {
        let theirs = since(&store, &branch, &newest, seen).await?;
        return form.refuse(visit, person, SetupRefused::Stale(Box::new(theirs)), Vec::new()).await;
    }
    let new = edited(&part, &base, &id, &typed, older.as_ref()).ok_or_else(Error::not_found)?;
    let setups = visit.state.branches.versions().clone();
    if let Err(faults) = setups.check(new.clone()).await {
        let faults = beside(&part, &id, &new, &typed, faults);
        return form.refuse(visit, person, SetupRefused::Faulty, faults).await;
    }
    let changes = difference(&base, &new);
    if new == base {
        return form.refuse(visit, person, SetupRefused::Unchanged, Vec::new()).await;
    }
    if !is_admin(&person, &branch) && of_one_branch(&changes) != Some(id.as_str()) {
        return form.refuse(visit, person, SetupRefused::NotYours, Vec::new()).await;
    }
    if value(given, "do") != "save" {
        let page = SetupReview {
            part: part.address(),
            label: part.label(&base.fields()),
            seen,
            typed: typed.clone().into_iter().collect(),
            changes: changes.into_iter().map(shown_change).collect(),
        };
        return Ok(shown(visit, &branch, person, OfficeBody::SetupReview(Box::new(page))).await);
    }
    let origin = match part {
        Part::Undo(_) => Origin::Undo,
        Part::Import => Origin::Import,
        _ => Origin::Editor,
    };
    let Some(_) = save(&store, seen, &new, origin, Who::staff(person.id)).await? else {
        let newest = self::newest(&store).await?;
        let theirs = since(&store, &branch, &newest, seen).await?;
        let form = Refusing { newest: &newest, ..form };
        return form.refuse(visit, person, SetupRefused::Stale(Box::new(theirs)), Vec::new()).await;
    };
    setups.refresh().await?;
    Ok(done(&branch, "setup", Said::Saved, &language(&visit)))
}

/// A form that is refused.
#[derive(Clone, Copy)]
struct Refusing<'a> {
    store: &'a Store,
    branch: &'a Handle,
    part: &'a Part,
    base: &'a Written,
    seen: u32,
    newest: &'a SetupVersion,
    typed: &'a Typed,
}

impl Refusing<'_> {
    /// The same page again, with what was typed and why it was not saved.
    async fn refuse(self, visit: Visit, person: Person, refused: SetupRefused, faults: Vec<SetupFault>) -> Page {
        let Self { store, branch, part, base, seen, newest, typed } = self;
        let stale = matches!(refused, SetupRefused::Stale(_));
        // What was typed goes on from the newest version.
        let newer = written(newest)?;
        let (base, seen) = if stale { (&newer, newest.number) } else { (base, seen) };
        let body = if let Part::Undo(number) = part {
            compared(store, branch, &person, *number, None, Some(refused)).await?
        } else {
            Shown { part, base, seen, typed: Some(typed), faults, refused: Some(refused) }.body(branch)?
        };
        let mut response = shown(visit, branch, person, body).await;
        *response.status_mut() = if stale { StatusCode::PRECONDITION_FAILED } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok(response)
    }
}

/// The newest version, with all that changed since the one that was seen.
async fn since(store: &Store, branch: &Handle, newest: &SetupVersion, seen: u32) -> Result<SetupSaved> {
    let before = written(&numbered(store, seen).await?)?;
    let changes = difference(&before, &written(newest)?);
    Ok(SetupSaved { changes: changes.into_iter().map(shown_change).collect(), ..saved(branch, newest) })
}

/// The faults of the check, each with the field in whose lines it stands.
fn beside(part: &Part, branch: &str, new: &Written, typed: &Typed, faults: Vec<Fault>) -> Vec<SetupFault> {
    let is_text = matches!(part, Part::Text(_) | Part::Import);
    let lines: Vec<_> =
        typed.keys().filter_map(|name| Some((name.clone(), new.lines(&path(part, branch, name))?))).collect();
    let shown = |Fault { file, line, field, what }: Fault| {
        let at = lines.iter().find(|(_, lines)| file.is_none() && lines.contains(&line)).map(|(name, _)| name.clone());
        let at = if is_text { Some("text".to_owned()) } else { at };
        SetupFault { file, line: u32::try_from(line).unwrap_or(u32::MAX), field, what, at }
    };
    faults.into_iter().map(shown).collect()
}

/// `GET /b/{branch}/office/setup/versions`
pub async fn versions(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let before = in_query(visit.parts.uri.query(), "before").parse().unwrap_or(u32::MAX / 2);
    let found = setup_version::saves(&visit.state.store, before, ROWS).await?;
    let row = |save: &store::SetupSave| {
        Row { number: save.number, origin: &save.origin, who: &save.who, at: save.at, changes: &save.changes }
            .shown(&branch)
    };
    let page = SetupVersions {
        saves: found.iter().map(row).collect(),
        before: found.last().map(|last| last.number).filter(|last| *last > 1),
        utc_offset_minutes: offset(&branch),
    };
    Ok(shown(visit, &branch, person, OfficeBody::SetupVersions(Box::new(page))).await)
}

/// A version beside the one before it, or beside another.
async fn compared(
    store: &Store,
    branch: &Handle,
    person: &Person,
    number: u32,
    with: Option<u32>,
    refused: Option<SetupRefused>,
) -> Result<OfficeBody> {
    let version = numbered(store, number).await?;
    let newest = setup_version::newest_number(store).await?;
    let with = with.unwrap_or(number - 1);
    let other = match with {
        0 => None,
        with => Some(written(&numbered(store, with).await?)?),
    };
    let changes = match other {
        Some(other) => difference(&other, &written(&version)?),
        None => Vec::new(),
    };
    Ok(OfficeBody::SetupCompared(Box::new(SetupCompared {
        save: saved(branch, &version),
        with,
        changes: changes.into_iter().map(shown_change).collect(),
        newest,
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
    let mut body = compared(&visit.state.store, &branch, &person, number, with, None).await?;
    if let OfficeBody::SetupCompared(page) = &mut body {
        page.may_undo &= visit.state.site.editor;
    }
    Ok(shown(visit, &branch, person, body).await)
}

/// `GET /b/{branch}/office/setup/export`: the file that `--setup` takes; `?language=de` that of a language, `?number=3` an older one.
pub async fn export(visit: Visit, Branch(_): Branch, Manager(_): Manager) -> Result<Response> {
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
