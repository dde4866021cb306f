//! `sportello officer` says with whom appointments can be booked, also beside a running server.

use super::in_force::{in_force, no_branch};
use super::{Error, open_for_people, open_read_only};
use crate::settings::{ListOfficers, NamedOfficer, OfficerAction, OfficerAway, OfficerCommand, PutOfficer};
use machine::clock;
use office::officers::{self, Duty, Officers};
use queue::Timestamp;
use records::grid::{Quarter, parse_start};
use records::officer::WorkHours;
use std::io::Write as _;
use store::audit::Who;
use store::{BranchId, OfficerAbsence, Person, Store, appointment, staff};

pub async fn run(arguments: OfficerCommand) -> Result<(), Error> {
    match arguments.action {
        OfficerAction::Put(arguments) => put(arguments).await,
        OfficerAction::List(arguments) => list(arguments).await,
        OfficerAction::Remove(arguments) => remove(arguments).await,
        OfficerAction::Absence(arguments) => absence(arguments).await,
    }
}

async fn put(arguments: PutOfficer) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let setup = in_force(&store, arguments.setup.as_deref()).await?;
    let (person, own) = person(&store, &arguments.login, arguments.branch.as_deref()).await?;
    let branch = setup.branches.get(own.as_str()).ok_or_else(|| no_branch(&setup, own.as_str()))?;
    if let Some(stray) = arguments.services.iter().find(|id| !branch.services.keys().any(|known| known.as_str() == *id))
    {
        let known: Vec<&str> = branch.services.keys().map(queue::ServiceId::as_str).collect();
        return Err(Error::Usage(format!("the branch has no service \"{stray}\"; write some of {}", known.join(","))));
    }
    if let Some(stray) =
        arguments.languages.iter().find(|code| !branch.languages.iter().any(|known| known.as_str() == *code))
    {
        return Err(Error::Usage(format!("the branch does not speak \"{stray}\"")));
    }
    let duty = Duty { services: arguments.services, languages: arguments.languages, week: arguments.week.0 };
    changes(&store, &own, &Who::command_line()).put(person.id, &duty).await?;
    store.close().await;
    println!("{} of {} can be booked", person.login, own);
    Ok(())
}

/// The officers of a branch, to be changed now.
pub fn changes<'a>(store: &'a Store, branch: &'a BranchId, by: &'a Who) -> Officers<'a> {
    Officers { store, branch, by, now: clock::now() }
}

/// Prints an officer a line.
async fn list(arguments: ListOfficers) -> Result<(), Error> {
    let store = open_read_only(&arguments.database.url).await?;
    let branch = BranchId::new(&arguments.branch);
    let officers = officers::all(&store, &branch, clock::now()).await?;
    let people = staff::all(&store).await?;
    store.close().await;
    let mut out = std::io::stdout().lock();
    for one in &officers {
        let login = people.iter().find(|person| person.id == one.person).map_or("(gone)", |person| &person.login);
        let Duty { services, languages, week } = &one.duty;
        let week = WorkHours::write_week(week).replace('\n', ", ");
        // A closed standard output is no fault.
        let _ = writeln!(out, "{login}  {}  {}  {week}", services.join(","), languages.join(","));
    }
    if officers.is_empty() {
        eprintln!("nobody can be booked in {branch}");
    }
    Ok(())
}

async fn remove(arguments: NamedOfficer) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let (person, own) = person(&store, &arguments.login, arguments.branch.as_deref()).await?;
    changes(&store, &own, &Who::command_line()).remove(person.id).await?;
    store.close().await;
    println!("{} of {} can no longer be booked; appointments that are booked stay", person.login, own);
    Ok(())
}

/// Notes an absence, and names the appointments that fall into it: somebody has to call their visitors.
async fn absence(arguments: OfficerAway) -> Result<(), Error> {
    let store = open_for_people(&arguments.database.url, false).await?;
    let setup = in_force(&store, arguments.setup.as_deref()).await?;
    let (person, own) = person(&store, &arguments.login, arguments.branch.as_deref()).await?;
    let branch = setup.branches.get(own.as_str()).ok_or_else(|| no_branch(&setup, own.as_str()))?;
    let zone = branch.calendar.time_zone();
    let time = |text: &str| parse_start(zone, text).map_err(|fault| Error::Usage(format!("{text}: {fault}")));
    let (from, to): (Timestamp, Timestamp) = (time(&arguments.from)?, time(&arguments.to)?);
    if to <= from || to <= clock::now() {
        return Err(Error::Usage("an absence ends after it begins, and not in the past".to_owned()));
    }
    changes(&store, &own, &Who::command_line()).away(&OfficerAbsence { person: person.id, from, to }).await?;
    let (first, last) = (Quarter::containing(from).0, Quarter::from(to).0);
    let booked = appointment::between(&store, &own, first, last).await?;
    store.close().await;
    println!("{} is not there from {} to {}", person.login, arguments.from, arguments.to);
    for one in booked.iter().filter(|one| one.officer == person.id && one.state == "booked") {
        println!("  still booked: {} with code {}; move it or cancel it", one.wall, one.code);
    }
    Ok(())
}

/// The person with a login, and the branch that is meant: the one that is named, or the only one in which the person works.
async fn person(store: &Store, login: &str, branch: Option<&str>) -> Result<(Person, BranchId), Error> {
    let found = staff::by_login(store, login).await?.map(|credentials| credentials.person);
    let person = found.ok_or_else(|| {
        Error::Usage(format!("nobody signs in as \"{login}\"; `sportello staff list` prints who does"))
    })?;
    let works_in: Vec<BranchId> = person.roles.branches().into_iter().cloned().collect();
    let own = match (branch, works_in.as_slice()) {
        (Some(named), _) => works_in
            .iter()
            .find(|own| own.as_str() == named)
            .cloned()
            .ok_or_else(|| Error::Usage(format!("{login} has no role in \"{named}\"; roles: {}", person.roles)))?,
        (None, [only]) => only.clone(),
        (None, _) => {
            return Err(Error::Usage(format!("name the branch with --branch; {login} is {}", person.roles)));
        }
    };
    Ok((person, own))
}
