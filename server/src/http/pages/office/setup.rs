//! `/b/{branch}/office/setup`: what is in force, its forms, and its versions. A manager edits what belongs to the branch, an admin all.
//!
//! A form is sent twice. The first time the set-up's own check reads it, and the page says what would change and when that takes effect;
//! the second time it is saved as a version. A page that runs its script has the same check read it while it is typed. The number of the version that was edited goes along: where somebody has saved another
//! meanwhile, the answer is 412, with theirs beside what was typed.

mod file;
mod parts;
mod preview;
pub mod rollouts;
mod saving;
mod told;
mod typed;
mod versions;

pub use file::{import, send_import};
pub use saving::{send, send_of_two};
pub use versions::{export, version, versions};

use super::complaints::name;
use super::shown;
use crate::http::AppState;
use crate::http::authorise::{AccessError, Manager};
use crate::http::extract::Branch;
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::setup::{Change, Written};
use axum::extract::Path;
use branch::Handle;
use branch::setups::written;
use machine::clock;
use parts::{Part, Typed, form, name_of};
use people::may;
use queue::{CsrId, Timestamp};
use store::{Person, Role, SetupVersion, Store, setup_version};
use told::{Told, spoken};
use wire::{OfficeBody, SetupChange, SetupFault, SetupForm, SetupHome, SetupRefused, SetupSaved, Time};

fn is_admin(person: &Person, branch: &Handle) -> bool {
    may(person, &branch.live().setup().id, Role::Admin)
}

fn offset(branch: &Handle) -> i32 {
    branch.live().setup().calendar.utc_offset_minutes(clock::now())
}

/// Whether somebody may read all of the set-up. A manager's own branch is all of it where the bank has no other.
fn reads_all(state: &AppState, person: &Person, branch: &Handle) -> bool {
    is_admin(person, branch) || state.branches.setups().len() == 1
}

/// The changes that are shown to somebody: all of them, or those of the bank and of this branch. A branch does not learn of another.
fn shown_changes(changes: Vec<Change>, branch: &Handle, all: bool, told: &Told) -> Vec<SetupChange> {
    let own = ["branch.", &branch.live().setup().id].concat();
    let is_own = |path: &str| path.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let shown = changes.into_iter().filter(|change| all || !change.path.starts_with("branch.") || is_own(&change.path));
    shown.map(|change| told.change(change)).collect()
}

/// What of a version its page says.
struct Row<'a> {
    number: u32,
    origin: &'a str,
    who: &'a str,
    at: Timestamp,
    changes: &'a str,
    /// The name of the rollout for which it was saved.
    rollout: String,
}

impl Row<'_> {
    fn shown(&self, branch: &Handle, all: bool, told: &Told) -> SetupSaved {
        let person = self.who.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
        let changes: Vec<Change> = serde_json::from_str(self.changes).unwrap_or_default();
        SetupSaved {
            number: self.number,
            origin: self.origin.to_owned(),
            rollout: self.rollout.clone(),
            by: name(branch, person),
            day: branch.live().setup().calendar.date(self.at).to_string(),
            at: Time::from_millis(self.at.0),
            changes: shown_changes(changes, branch, all, told),
        }
    }
}

async fn saved(store: &Store, branch: &Handle, version: &SetupVersion, all: bool, told: &Told) -> Result<SetupSaved> {
    let SetupVersion { number, origin, who, at, changes, reason, .. } = version;
    let rollout = rollouts::name_of(store, reason).await?;
    Ok(Row { number: *number, origin, who, at: *at, changes, rollout }.shown(branch, all, told))
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
    let (whole, all) = (is_admin(&person, &branch), reads_all(&visit.state, &person, &branch));
    let fields = base.fields();
    let services = fields.ids(&["service"]).into_iter().filter(|_| whole);
    let spoken = spoken(&visit, &branch).await;
    let told = Told::by(&base, spoken.clone());
    let page = SetupHome {
        newest: saved(&visit.state.store, &branch, &version, all, &told).await?,
        services: services.map(|id| (id.clone(), name_of(&fields, "service", &id, &spoken))).collect(),
        languages: base.languages.keys().cloned().collect(),
        whole,
        rollouts: whole && visit.state.branches.setups().len() > 1,
        exports: all,
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
    /// The language of the page.
    spoken: &'a str,
}

impl Shown<'_> {
    fn body(self, branch: &Handle) -> Result<OfficeBody> {
        let Self { part, base, seen, typed, faults, refused, spoken } = self;
        let id = branch.live().setup().id.clone();
        let mut groups = form(part, base, &id, typed, spoken).ok_or_else(Error::not_found)?;
        for field in groups.iter_mut().flat_map(|group| &mut group.fields) {
            let beside = faults.iter().filter(|fault| fault.at.as_ref() == Some(&field.name));
            field.faults = beside.map(|fault| fault.what.clone()).collect();
        }
        Ok(OfficeBody::SetupForm(Box::new(SetupForm {
            part: part.address(),
            label: part.label(&base.fields(), spoken),
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
    let (seen, spoken) = (version.number, spoken(&visit, &branch).await);
    let page =
        Shown { part: &part, base: &base, seen, typed: None, faults: Vec::new(), refused: None, spoken: &spoken };
    let body = page.body(&branch)?;
    Ok(shown(visit, &branch, person, body).await)
}
