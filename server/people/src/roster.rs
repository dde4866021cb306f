//! Changes to who works here, by a screen or beside running servers: these read people and sessions anew, so that they notice.
//! Each is noted in the audit in the transaction that makes it.

use crate::by::By;
use crate::second_factor::changed;
use queue::{CsrId, Timestamp};
use store::audit::{What, Who, note};
use store::{
    Description, Failure, NewPerson, Person, Role, Roles, Store, Transaction, passkey, second_factor, session,
    sign_in_failure, staff, staff_pin,
};

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    #[error("nobody signs in as \"{login}\"; {}", the_known(known))]
    Unknown { login: String, known: Vec<String> },
    #[error("somebody else signs in as \"{0}\": choose another login")]
    Taken(String),
    #[error(
        "{login} is the only manager of branch {branch}: without one, nobody can close its day or see its waits. Add another manager first, or give --last-manager too."
    )]
    LastManager { login: String, branch: String },
    #[error(
        "{0} is the only admin of the bank: without one, nobody can manage the people of every branch on a screen. Add another admin first, or give --last-manager too."
    )]
    LastAdmin(String),
    #[error(transparent)]
    Failed(#[from] Failure),
}

fn the_known(known: &[String]) -> String {
    match known {
        [] => "nobody can sign in yet: `sportello staff add` adds the first".to_owned(),
        known => format!("who can is listed by `sportello staff list`: {}", known.join(", ")),
    }
}

/// Adds a person, or changes the one with the same login, who is signed out. Returns the person as they were before.
/// `even_last`: also where the branch has no manager afterwards.
pub async fn put(store: &Store, person: &NewPerson, even_last: bool, by: &By) -> Result<Option<Person>, RosterError> {
    let mut transaction = store.begin().await?;
    let before = staff::by_login(&mut transaction, &person.login).await?.map(|found| found.person);
    if let Some(before) = before.as_ref().filter(|_| !even_last) {
        others_manage(&mut transaction, before, &person.roles).await?;
    }
    let id = staff::put(&mut transaction, person).await?;
    let what = if before.is_some() { What::PersonChanged } else { What::PersonAdded };
    note(&mut transaction, &by.about_person(what, id, &person.roles)).await?;
    transaction.commit().await?;
    Ok(before)
}

/// Adds a person whose login nobody has.
pub async fn add(store: &Store, person: &NewPerson, by: &By) -> Result<CsrId, RosterError> {
    let mut transaction = store.begin().await?;
    let added = staff::add(&mut transaction, person).await?;
    let added = added.ok_or_else(|| RosterError::Taken(person.login.clone()))?;
    note(&mut transaction, &by.about_person(What::PersonAdded, added, &person.roles)).await?;
    transaction.commit().await?;
    Ok(added)
}

/// Gives a person a new name, roles and languages; they stay signed in. `even_last`: as in [`put`].
pub async fn change(
    store: &Store,
    person: CsrId,
    description: &Description,
    even_last: bool,
    by: &By,
) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let before = by_id(&mut transaction, person).await?;
    if !even_last {
        others_manage(&mut transaction, &before, &description.roles).await?;
    }
    staff::describe(&mut transaction, person, description).await?;
    note(&mut transaction, &by.about_person(What::PersonChanged, person, &before.roles)).await?;
    transaction.commit().await?;
    Ok(before)
}

/// Gives a person a password, which was hashed by [`hash`](crate::hash), and signs them out. `must_change`: they choose another
/// one first.
pub async fn set_password(
    store: &Store,
    login: &str,
    password_hash: &str,
    must_change: bool,
    by: &By,
) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    staff::set_password(&mut transaction, person.id, password_hash, must_change).await?;
    session::end_all(&mut transaction, person.id).await?;
    // Whoever needed a new password may have told their PIN too.
    staff_pin::remove(&mut transaction, person.id).await?;
    sign_in_failure::forget_login(&mut transaction, login).await?;
    note(&mut transaction, &by.about_person(What::PasswordChanged, person.id, &person.roles)).await?;
    transaction.commit().await?;
    Ok(person)
}

/// Locks an account, and signs its person out.
pub async fn lock(store: &Store, login: &str, now: Timestamp, by: &By) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    staff::lock(&mut transaction, person.id, Some(now)).await?;
    session::end_all(&mut transaction, person.id).await?;
    note(&mut transaction, &by.about_person(What::PersonLocked, person.id, &person.roles)).await?;
    transaction.commit().await?;
    Ok(person)
}

/// Unlocks an account: the lock that a manager set, and those of too many failures.
pub async fn unlock(store: &Store, login: &str, by: &By) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    staff::lock(&mut transaction, person.id, None).await?;
    sign_in_failure::forget_login(&mut transaction, login).await?;
    note(&mut transaction, &by.about_person(What::PersonUnlocked, person.id, &person.roles)).await?;
    transaction.commit().await?;
    Ok(person)
}

/// Removes a person, who is signed out; their number is not given out again, because the journal has it. `even_last`:
/// also where the branch has no manager afterwards.
pub async fn remove(store: &Store, login: &str, even_last: bool, by: &By) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    if !even_last {
        others_manage(&mut transaction, &person, &Roles::default()).await?;
    }
    session::end_all(&mut transaction, person.id).await?;
    staff::remove(&mut transaction, person.id).await?;
    note(&mut transaction, &by.about_person(What::PersonRemoved, person.id, &person.roles)).await?;
    transaction.commit().await?;
    Ok(person)
}

/// Takes a person's second factor away, the app and the passkeys, by a command on the machine, and signs them out. Returns false where they have none.
pub async fn reset_second_factor(store: &Store, login: &str, now: Timestamp) -> Result<bool, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    let had_passkeys = passkey::remove_all(&mut transaction, person.id).await?;
    let is_removed = second_factor::remove(&mut transaction, person.id).await? || had_passkeys;
    if is_removed {
        session::end_all(&mut transaction, person.id).await?;
        note(&mut transaction, &[changed(&person, Who::command_line(), "reset", now)]).await?;
    }
    transaction.commit().await?;
    Ok(is_removed)
}

async fn known(transaction: &mut Transaction<'_>, login: &str) -> Result<Person, RosterError> {
    if let Some(found) = staff::by_login(&mut *transaction, login).await? {
        return Ok(found.person);
    }
    let known = staff::all(&mut *transaction).await?.into_iter().map(|person| person.login).collect();
    Err(RosterError::Unknown { login: login.to_owned(), known })
}

async fn by_id(transaction: &mut Transaction<'_>, person: CsrId) -> Result<Person, RosterError> {
    let found = staff::by_id(&mut *transaction, person).await?;
    found.map(|found| found.person).ok_or(RosterError::Unknown { login: person.0.to_string(), known: Vec::new() })
}

/// Refuses to take the last manager of a branch away, and the last admin.
async fn others_manage(transaction: &mut Transaction<'_>, before: &Person, after: &Roles) -> Result<(), RosterError> {
    for (branch, role) in before.roles.iter().filter(|(_, role)| matches!(role, Role::Manager | Role::Admin)) {
        if after.has(branch.as_str(), role) {
            continue;
        }
        if staff::others_with(&mut *transaction, before.id, branch.as_str(), role).await? == 0 {
            let (login, branch) = (before.login.clone(), branch.to_string());
            let last = if role == Role::Admin {
                RosterError::LastAdmin(login)
            } else {
                RosterError::LastManager { login, branch }
            };
            return Err(last);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
