//! `sportello staff` says who may sign in, also beside a running server. A password is read from standard input, because a list
//! of processes shows command lines.

use super::in_force::{in_force, no_branch};
use super::{Error, open_for_people, open_read_only};
use crate::settings::{
    AddStaff, ListStaff, NewPassword, OneLogin, RemoveStaff, ResetFactor, SecondFactorAction, SecondFactorCommand,
    StaffAction, StaffCommand,
};
use machine::clock;
use people::{By, roster};
use std::io::{IsTerminal, Write as _};
use store::{NewPerson, Person, Role, Roles};

pub async fn run(arguments: StaffCommand) -> Result<(), Error> {
    match arguments.action {
        StaffAction::Add(arguments) => add(arguments).await,
        StaffAction::List(arguments) => list(arguments).await,
        StaffAction::Password(arguments) => password(arguments).await,
        StaffAction::Lock(arguments) => lock(arguments).await,
        StaffAction::Unlock(arguments) => unlock(arguments).await,
        StaffAction::SecondFactor(SecondFactorCommand { action: SecondFactorAction::Reset(arguments) }) => {
            reset_factor(arguments).await
        }
        StaffAction::Remove(arguments) => remove(arguments).await,
    }
}

async fn add(arguments: AddStaff) -> Result<(), Error> {
    let roles = roles(&arguments.branch, &arguments.role)?;
    let store = open_for_people(&arguments.database.url, true).await?;
    let setup = in_force(&store, arguments.setup.as_deref()).await?;
    if let Some(unknown) = arguments.branch.iter().find(|branch| !setup.branches.contains_key(*branch)) {
        return Err(no_branch(&setup, unknown));
    }
    let password_hash = ask_for_password(&arguments.login)?;
    let AddStaff { login, name, language, must_change, last_manager, .. } = arguments;
    let person = NewPerson { login, name, roles, languages: language, password_hash, must_change };
    let before = roster::put(&store, &person, last_manager, &By::command_line()).await?;
    store.close().await;
    let changed = before.map_or("", |_| " (the login was there already; whoever used it signs in again)");
    println!("{} may sign in as {}{changed}", person.login, person.roles);
    Ok(())
}

/// Every role in every branch; an admin's is of the bank.
fn roles(branches: &[String], roles: &[Role]) -> Result<Roles, Error> {
    let in_branches = |role: &Role| *role != Role::Admin;
    if branches.is_empty() && roles.iter().any(in_branches) {
        return Err(Error::Usage("give --branch, the branch in which the person works".to_owned()));
    }
    let of_branches = branches.iter().flat_map(|branch| roles.iter().map(move |role| (branch.as_str(), *role)));
    let of_bank = roles.iter().filter(|role| !in_branches(role)).map(|role| ("", *role));
    Ok(of_branches.chain(of_bank).fold(Roles::default(), |all, (branch, role)| all.with(branch, role)))
}

/// Prints a line for each role of a person, in columns; the name comes last, because it may have spaces.
async fn list(arguments: ListStaff) -> Result<(), Error> {
    let store = open_read_only(&arguments.database.url).await?;
    let people = store::staff::all(&store).await?;
    store.close().await;
    let mut rows: Vec<(&str, &Person, Role)> = people
        .iter()
        .flat_map(|person| person.roles.iter().map(move |(branch, role)| (branch.as_str(), person, role)))
        .filter(|(branch, ..)| arguments.branch.as_ref().is_none_or(|wanted| branch == wanted))
        .collect();
    rows.sort_by(|(branch, one, _), (other, two, _)| (branch, &one.login).cmp(&(other, &two.login)));
    let width = rows.iter().map(|(_, person, _)| person.login.chars().count()).max().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    for (branch, person, role) in &rows {
        let name: String = person.name.chars().filter(|letter| !letter.is_control()).collect();
        let of = if branch.is_empty() { "(bank)" } else { branch };
        let locked = if person.locked.is_some() { " (locked)" } else { "" };
        // A closed standard output is no fault.
        let _ = writeln!(out, "{:width$}  {:7}  {of}  {name}{locked}", person.login, role.as_str());
    }
    if rows.is_empty() {
        eprintln!("nobody can sign in{}", arguments.branch.map_or_else(String::new, |branch| format!(" in {branch}")));
    }
    Ok(())
}

async fn password(arguments: NewPassword) -> Result<(), Error> {
    let password_hash = ask_for_password(&arguments.login)?;
    let store = open_for_people(&arguments.database.url, false).await?;
    let person =
        roster::set_password(&store, &arguments.login, &password_hash, arguments.must_change, &By::command_line())
            .await?;
    store.close().await;
    println!("{} has a new password and signs in again", person.login);
    Ok(())
}

async fn lock(arguments: OneLogin) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let person = roster::lock(&store, &arguments.login, clock::now(), &By::command_line()).await?;
    store.close().await;
    println!("{} is locked: whoever used it is signed out", person.login);
    Ok(())
}

async fn unlock(arguments: OneLogin) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let person = roster::unlock(&store, &arguments.login, &By::command_line()).await?;
    store.close().await;
    println!("{} may sign in again", person.login);
    Ok(())
}

async fn reset_factor(arguments: ResetFactor) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let had_one = roster::reset_second_factor(&store, &arguments.login, clock::now()).await?;
    store.close().await;
    let login = arguments.login;
    if had_one {
        println!("{login} signs in by the password alone, and can set up another second factor");
    } else {
        println!("{login} has no second factor");
    }
    Ok(())
}

async fn remove(arguments: RemoveStaff) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let person = roster::remove(&store, &arguments.login, arguments.last_manager, &By::command_line()).await?;
    store.close().await;
    println!("{}, {}, can no longer sign in; a desk that they left open can be taken over", person.login, person.roles);
    Ok(())
}

/// Reads a password and returns its hash.
fn ask_for_password(login: &str) -> Result<String, Error> {
    if std::io::stdin().is_terminal() {
        eprint!("Password for {login}: ");
    }
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    Ok(people::hash(password.trim_end_matches(['\r', '\n']))?)
}
