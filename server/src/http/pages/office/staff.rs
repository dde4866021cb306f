//! The people of a branch: a manager adds and changes those of the branches that they manage, an admin everybody.

use super::devices::id;
use super::{Given, done, language, refused, shown, value};
use crate::http::authorise::{AccessError, Manager, Origin, same_origin};
use crate::http::convert;
use crate::http::extract::{Branch, Fields, path_parameter};
use crate::http::pages::account::hashed;
use crate::http::pages::form::new_form;
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use axum::http::HeaderMap;
use axum::response::Response;
use branch::Handle;
use machine::clock;
use people::attempts::MOST;
use people::roster::{self, RosterError};
use people::{By, may_administer, naming, one_time};
use queue::CsrId;
use store::{Description, NewPerson, Person, Role, Roles, session, sign_in_failure};
use wire::{
    FieldFault, FilledForm, GivenPassword, OfficeBody, PersonPage, PersonRow, Said, StaffPage, StaffRefusal, StaffRole,
    Time,
};

/// `GET /b/{branch}/office/staff`
pub async fn list(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let form = new_form().with("role-csr", "on");
    let body = list_of(&visit, &branch, &person, form, None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/staff`: adds a person, whose password for the first sign-in is shown once.
pub async fn add(
    visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Origin(place): Origin,
    headers: HeaderMap,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let mut form = filled(&given);
    let described = described(&mut form, &given, &branch, &person, &Roles::default());
    let login = naming::login(value(&given, "login").trim());
    if login.is_none() {
        form.fault("login", FieldFault::Malformed);
    }
    let (Some(described), Some(login)) = (described, login) else {
        let body = list_of(&visit, &branch, &person, form, None).await?;
        return Ok(refused(visit, &branch, person, body).await);
    };
    let (password, password_hash) = new_password().await?;
    let Description { name, roles, languages } = described;
    let new =
        NewPerson { login: login.clone(), name: name.clone(), roles, languages, password_hash, must_change: true };
    let by = By::in_office(&id(&branch), person.id, &place);
    match roster::add(&visit.state.store, &new, &by).await {
        Ok(id) => {
            visit.state.staff.names().put(id, name);
            let given = Some(GivenPassword { login, password });
            let body = list_of(&visit, &branch, &person, new_form().with("role-csr", "on"), given).await?;
            Ok(shown(visit, &branch, person, body).await)
        }
        Err(RosterError::Taken(_)) => {
            form.fault("login", FieldFault::Taken);
            let body = list_of(&visit, &branch, &person, form, None).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(error) => Err(failed(error)),
    }
}

/// `GET /b/{branch}/office/staff/{person}`
pub async fn one(mut visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let other = other(&mut visit, &branch, &person).await?;
    let form = form_of(&other, &branch);
    let body = page_of(&visit, &branch, &person, &other, form, None, None).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/staff/{person}`: saves, locks, unlocks, gives a new password, ends the sessions, takes the second factor
/// away, removes.
pub async fn change(
    mut visit: Visit,
    Branch(branch): Branch,
    Manager(person): Manager,
    Origin(place): Origin,
    headers: HeaderMap,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let other = other(&mut visit, &branch, &person).await?;
    let store = visit.state.store.clone();
    let by = By::in_office(&id(&branch), person.id, &place);
    let changed = match value(&given, "do") {
        "lock" | "remove" if other.id == person.id => return own_account(visit, &branch, person, &other).await,
        "save" => {
            let mut form = filled(&given);
            let Some(described) = described(&mut form, &given, &branch, &person, &other.roles) else {
                let body = page_of(&visit, &branch, &person, &other, form, None, None).await?;
                return Ok(refused(visit, &branch, person, body).await);
            };
            if other.id == person.id && described.roles != other.roles {
                return own_account(visit, &branch, person, &other).await;
            }
            let changed = roster::change(&store, other.id, &described, false, &by).await;
            if changed.is_ok() {
                visit.state.staff.names().put(other.id, described.name);
            }
            changed
        }
        "lock" => roster::lock(&store, &other.login, clock::now(), &by).await,
        "unlock" => roster::unlock(&store, &other.login, &by).await,
        "remove" => roster::remove(&store, &other.login, false, &by).await,
        "sessions" => {
            visit.state.staff.end_sessions(&other, &by).await?;
            Ok(other.clone())
        }
        // Whoever manages gives passwords; that the second factor of a colleague falls too takes an admin.
        "second-factor" if !person.roles.is_admin() || other.id == person.id => {
            return Err(AccessError::Forbidden.into());
        }
        "second-factor" => {
            visit.state.staff.remove_second_factor(&other, person.id, &place).await?;
            Ok(other.clone())
        }
        "password" => return give_password(visit, &branch, person, &other, &by).await,
        _ => return Err(Error::not_found()),
    };
    visit.state.staff.tell_of_change();
    match changed {
        Ok(_) => Ok(done(&branch, "staff", Said::Saved, &language(&visit))),
        Err(RosterError::LastManager { .. } | RosterError::LastAdmin(_)) => {
            refuse(visit, &branch, person, &other, StaffRefusal::Last).await
        }
        Err(error) => Err(failed(error)),
    }
}

async fn give_password(visit: Visit, branch: &Handle, person: Person, other: &Person, by: &By) -> Page {
    let (password, hash) = new_password().await?;
    roster::set_password(&visit.state.store, &other.login, &hash, true, by).await.map_err(failed)?;
    visit.state.staff.tell_of_change();
    let given = Some(GivenPassword { login: other.login.clone(), password });
    let body = page_of(&visit, branch, &person, other, form_of(other, branch), given, None).await?;
    Ok(shown(visit, branch, person, body).await)
}

async fn own_account(visit: Visit, branch: &Handle, person: Person, other: &Person) -> Page {
    refuse(visit, branch, person, other, StaffRefusal::OwnAccount).await
}

async fn refuse(visit: Visit, branch: &Handle, person: Person, other: &Person, why: StaffRefusal) -> Result<Response> {
    let body = page_of(&visit, branch, &person, other, form_of(other, branch), None, Some(why)).await?;
    Ok(refused(visit, branch, person, body).await)
}

/// The person that the path names, if who asks may change them. One of another branch is as unknown as nobody.
async fn other(visit: &mut Visit, branch: &Handle, person: &Person) -> Result<Person> {
    let id: u32 = path_parameter(&mut visit.parts, "person").await.parse().map_err(|_| Error::not_found())?;
    let found = store::staff::by_id(&visit.state.store, CsrId(id)).await?.ok_or_else(Error::not_found)?.person;
    let is_seen = person.roles.is_admin() || found.roles.in_branch(&branch.live().setup().id).next().is_some();
    match is_seen {
        false => Err(Error::not_found()),
        true if may_administer(person, &found) => Ok(found),
        true => Err(AccessError::Forbidden.into()),
    }
}

/// A password for one sign-in, and its hash.
async fn new_password() -> Result<(String, String)> {
    let password = one_time();
    match hashed(password.clone()).await? {
        Ok(hash) => Ok((password, hash)),
        Err(_) => Err(Error::internal("a password for one sign-in is too short")),
    }
}

fn failed(error: RosterError) -> Error {
    match error {
        RosterError::Failed(failure) => failure.into(),
        RosterError::Unknown { .. } => Error::not_found(),
        other => Error::internal(other),
    }
}

/// The form with what was typed.
fn filled(given: &[(String, String)]) -> FilledForm {
    let known = ["name", "login", "languages", "role-csr", "role-manager", "role-complaints", "role-admin"];
    known.into_iter().fold(new_form(), |form, name| form.with(name, value(given, name)))
}

/// The form of a person as they are.
fn form_of(person: &Person, branch: &Handle) -> FilledForm {
    let form = new_form().with("name", person.name.clone()).with("languages", person.languages.join(" "));
    let mut here: Vec<Role> = person.roles.in_branch(&branch.live().setup().id).collect();
    if person.roles.is_admin() {
        here.push(Role::Admin);
    }
    here.into_iter().fold(form, |form, role| form.with(&format!("role-{}", role.as_str()), "on"))
}

/// What the form says of a person: the roles of this branch anew, those of others as they were. Notes what is wrong.
fn described(
    form: &mut FilledForm,
    given: &[(String, String)],
    branch: &Handle,
    by: &Person,
    before: &Roles,
) -> Option<Description> {
    let name = naming::name(value(given, "name"));
    if name.is_none() {
        form.fault("name", FieldFault::Malformed);
    }
    let id = &branch.live().setup().id.clone();
    let mut roles = before.clone().without_branch(id);
    if by.roles.is_admin() {
        roles = roles.without_branch("");
    }
    for role in roles_to_give(by) {
        if value(given, &format!("role-{}", role.as_str())) == "on" {
            roles = roles.with(id, stored(role));
        }
    }
    if roles.is_empty() {
        form.fault("roles", FieldFault::Missing);
    }
    let languages: Vec<String> = value(given, "languages").split_whitespace().map(str::to_owned).collect();
    let is_code = |code: &String| {
        (2..=11).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if languages.len() > 20 || !languages.iter().all(is_code) {
        form.fault("languages", FieldFault::Malformed);
    }
    form.is_right().then_some(Description { name: name?, roles, languages })
}

fn stored(role: StaffRole) -> Role {
    match role {
        StaffRole::Csr => Role::Csr,
        StaffRole::Manager => Role::Manager,
        StaffRole::Complaints => Role::Complaints,
        StaffRole::Admin => Role::Admin,
    }
}

/// The roles that a person may give: only an admin makes admins.
fn roles_to_give(by: &Person) -> Vec<StaffRole> {
    StaffRole::ALL.into_iter().filter(|role| *role != StaffRole::Admin || by.roles.is_admin()).collect()
}

async fn list_of(
    visit: &Visit,
    branch: &Handle,
    person: &Person,
    add: FilledForm,
    given: Option<GivenPassword>,
) -> Result<OfficeBody> {
    let rows = Rows::read(visit, branch).await?;
    let id = &branch.live().setup().id.clone();
    let all = store::staff::all(&visit.state.store).await?;
    let seen = all.iter().filter(|other| person.roles.is_admin() || other.roles.in_branch(id).next().is_some());
    let people = seen.map(|other| rows.row(visit, person, other)).collect();
    Ok(OfficeBody::Staff(StaffPage { people, add, roles: roles_to_give(person), given }))
}

async fn page_of(
    visit: &Visit,
    branch: &Handle,
    person: &Person,
    other: &Person,
    form: FilledForm,
    given: Option<GivenPassword>,
    refusal: Option<StaffRefusal>,
) -> Result<OfficeBody> {
    let row = Rows::read(visit, branch).await?.row(visit, person, other);
    let (roles, is_self) = (roles_to_give(person), other.id == person.id);
    let may_reset_factor = person.roles.is_admin();
    Ok(OfficeBody::Person(PersonPage { person: row, form, roles, given, is_self, may_reset_factor, refusal }))
}

/// What the rows of the list are made of, beside the people.
struct Rows {
    sessions: Vec<session::Session>,
    failed: Vec<(String, String)>,
    offset: i32,
}

impl Rows {
    async fn read(visit: &Visit, branch: &Handle) -> Result<Self> {
        let sessions = visit.state.staff.sessions().await?;
        let failed = sign_in_failure::locked(&visit.state.store, MOST).await?;
        Ok(Self { sessions, failed, offset: branch.live().setup().calendar.utc_offset_minutes(clock::now()) })
    }

    fn row(&self, visit: &Visit, person: &Person, other: &Person) -> PersonRow {
        let sessions = self.sessions.iter().filter(|session| session.person == other.id);
        let name_of = |branch: &str| {
            let setups = visit.state.branches.setups();
            setups.into_iter().find(|setup| setup.id == branch).map(|setup| setup.name.clone())
        };
        PersonRow {
            id: other.id.0,
            login: other.login.clone(),
            name: other.name.clone(),
            roles: other.roles.iter().map(|(branch, role)| (convert::role(role), name_of(branch.as_str()))).collect(),
            languages: other.languages.clone(),
            is_locked: other.locked.is_some(),
            failed_at: self
                .failed
                .iter()
                .filter(|(login, _)| *login == other.login)
                .map(|(_, place)| place.clone())
                .collect(),
            sessions: sessions
                .map(|session| (session.place.clone(), Time::from_millis(session.begun.0).clock(self.offset)))
                .collect(),
            may_change: may_administer(person, other),
            second_factor: other.second_factor,
        }
    }
}
