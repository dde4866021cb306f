//! `sportello staff` says who may sign in, also beside a running server. A password is read from standard input, because a list
//! of processes shows command lines.

use super::{Error, open_for_people, open_read_only};
use crate::settings::{AddStaff, ListStaff, NewPassword, RemoveStaff, StaffAction, StaffCommand};
use ::setup::Setup;
use people::roster;
use std::io::{IsTerminal, Write as _};
use store::{BranchId, NewPerson};

pub async fn run(arguments: StaffCommand) -> Result<(), Error> {
    match arguments.action {
        StaffAction::Add(arguments) => add(arguments).await,
        StaffAction::List(arguments) => list(arguments).await,
        StaffAction::Password(arguments) => password(arguments).await,
        StaffAction::Remove(arguments) => remove(arguments).await,
    }
}

async fn add(arguments: AddStaff) -> Result<(), Error> {
    let setup = Setup::load(arguments.setup.as_deref())?;
    if !setup.branches.contains_key(&arguments.branch) {
        let known: Vec<&str> = setup.branches.keys().map(String::as_str).collect();
        return Err(Error::Usage(format!(
            "there is no branch \"{}\"; write one of {}",
            arguments.branch,
            known.join(", ")
        )));
    }
    let password_hash = ask_for_password(&arguments.login)?;
    let store = open_for_people(&arguments.database.url, true).await?;
    let AddStaff { login, name, branch, role, last_manager, .. } = arguments;
    let person = NewPerson { login, name, role, branch: BranchId::new(&branch), password_hash };
    let before = roster::put(&store, &person, last_manager).await?;
    store.close().await;
    let NewPerson { login, role, .. } = person;
    let changed = before.map_or("", |_| " (the login was there already; whoever used it signs in again)");
    println!("{login} may sign in as {} of {branch}{changed}", role.as_str());
    Ok(())
}

/// Prints a line a person, in columns; the name comes last, because it may have spaces.
async fn list(arguments: ListStaff) -> Result<(), Error> {
    let store = open_read_only(&arguments.database.url).await?;
    let mut people = store::staff::all(&store).await?;
    store.close().await;
    people.retain(|person| arguments.branch.as_ref().is_none_or(|branch| person.branch.as_str() == branch));
    people.sort_by(|a, b| (a.branch.as_str(), &a.login).cmp(&(b.branch.as_str(), &b.login)));
    let width = people.iter().map(|person| person.login.chars().count()).max().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    for person in &people {
        let name: String = person.name.chars().filter(|letter| !letter.is_control()).collect();
        // A closed standard output is no fault.
        let _ = writeln!(out, "{:width$}  {:7}  {}  {name}", person.login, person.role.as_str(), person.branch);
    }
    if people.is_empty() {
        eprintln!("nobody can sign in{}", arguments.branch.map_or_else(String::new, |branch| format!(" in {branch}")));
    }
    Ok(())
}

async fn password(arguments: NewPassword) -> Result<(), Error> {
    let password_hash = ask_for_password(&arguments.login)?;
    let store = open_for_people(&arguments.database.url, false).await?;
    let person = roster::set_password(&store, &arguments.login, password_hash).await?;
    store.close().await;
    println!("{} has a new password and signs in again", person.login);
    Ok(())
}

async fn remove(arguments: RemoveStaff) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let person = roster::remove(&store, &arguments.login, arguments.last_manager).await?;
    store.close().await;
    println!(
        "{} of {} can no longer sign in; a desk that they left open can be taken over",
        person.login, person.branch
    );
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
