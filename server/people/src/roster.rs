//! Changes to who works here, made beside running servers: these read people and sessions anew, so that they notice.

use store::{BranchId, Failure, NewPerson, Person, Role, Store, Transaction, session, staff};

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    #[error("nobody signs in as \"{login}\"; {}", the_known(known))]
    Unknown { login: String, known: Vec<String> },
    #[error(
        "{login} is the only manager of branch {branch}: without one, nobody can close its day or see its waits. Add another manager first, or give --last-manager too."
    )]
    LastManager { login: String, branch: BranchId },
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
pub async fn put(store: &Store, person: &NewPerson, even_last: bool) -> Result<Option<Person>, RosterError> {
    let mut transaction = store.begin().await?;
    let before = staff::by_login(&mut transaction, &person.login).await?.map(|found| found.person);
    if let Some(before) = &before
        && (before.branch != person.branch || person.role != Role::Manager)
        && !even_last
    {
        another_manages(&mut transaction, before).await?;
    }
    staff::put(&mut transaction, person).await?;
    transaction.commit().await?;
    Ok(before)
}

/// Gives a person a password, which was hashed by [`hash`](crate::hash), and signs them out.
pub async fn set_password(store: &Store, login: &str, password_hash: String) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    let Person { name, role, branch, .. } = person.clone();
    staff::put(&mut transaction, &NewPerson { login: login.to_owned(), name, role, branch, password_hash }).await?;
    transaction.commit().await?;
    Ok(person)
}

/// Removes a person, who is signed out; their number is not given out again, because the journal has it. `even_last`:
/// also where the branch has no manager afterwards.
pub async fn remove(store: &Store, login: &str, even_last: bool) -> Result<Person, RosterError> {
    let mut transaction = store.begin().await?;
    let person = known(&mut transaction, login).await?;
    if !even_last {
        another_manages(&mut transaction, &person).await?;
    }
    session::end_all(&mut transaction, person.id).await?;
    staff::remove(&mut transaction, person.id).await?;
    transaction.commit().await?;
    Ok(person)
}

async fn known(transaction: &mut Transaction<'_>, login: &str) -> Result<Person, RosterError> {
    if let Some(found) = staff::by_login(&mut *transaction, login).await? {
        return Ok(found.person);
    }
    let known = staff::all(&mut *transaction).await?.into_iter().map(|person| person.login).collect();
    Err(RosterError::Unknown { login: login.to_owned(), known })
}

/// Refuses to take the last manager of a branch away.
async fn another_manages(transaction: &mut Transaction<'_>, person: &Person) -> Result<(), RosterError> {
    if person.role != Role::Manager {
        return Ok(());
    }
    let others = staff::other_managers(transaction, person).await?;
    let (login, branch) = (person.login.clone(), person.branch.clone());
    if others > 0 { Ok(()) } else { Err(RosterError::LastManager { login, branch }) }
}
