//! `sportello demo` serves a branch that is open at any hour, with users whose password is printed.
//!
//! Without a database of the caller's it starts from four weeks of history and plays the day. On a database that was
//! given it writes nothing but its users.

mod bookings;
mod history;
mod voice;

use super::{Error, officer, serve};
use crate::http::convert;
use crate::settings::{Database, Demo};
use ::demo::{Player, Show, choose_desks};
use ::setup::{Branch, Setup};
use machine::clock;
use office::officers::{self, Duty};
use people::Staff;
use queue::{CsrId, DeskId, ServiceId};
use records::officer::WorkHours;
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::audit::Who;
use store::{BranchId, NewPerson, Role, Roles, Store};
use wire::DemoUser;

/// The password of every user. It is printed, because a demo listens on this machine only.
const PASSWORD: &str = "sportello-demo";

/// Login, name, role.
type Member = (&'static str, &'static str, Role);

const PEOPLE: [Member; 9] = [
    ("anna", "Anna", Role::Csr),
    ("bruno", "Bruno", Role::Csr),
    ("carla", "Carla", Role::Csr),
    ("dario", "Dario", Role::Csr),
    ("elena", "Elena", Role::Csr),
    ("fabio", "Fabio", Role::Csr),
    ("gaia", "Gaia", Role::Manager),
    ("irene", "Irene", Role::Admin),
    ("olga", "Olga", Role::Complaints),
];

/// The CSRs who are played. Nobody is told of their logins, so that whoever tries the demo takes no desk from them unknowingly.
const PLAYERS: [Member; 3] =
    [("livia", "Livia", Role::Csr), ("marco", "Marco", Role::Csr), ("nora", "Nora", Role::Csr)];

pub async fn run(arguments: Demo) -> Result<(), Error> {
    let tls = &arguments.site.tls;
    if tls.tls_cert.is_some() || tls.tls_self_signed {
        return Err(Error::Usage("a demo is reached from this machine only and speaks plain HTTP: leave the options of TLS out, or use `serve`".to_owned()));
    }
    if !arguments.listen.ip().is_loopback() {
        let why = "a demo's passwords are known to everybody, so it listens on this machine only: give --listen an address like 127.0.0.1:3000, or use `sportello serve`";
        return Err(Error::Usage(why.to_owned()));
    }
    if arguments.site.public_listen.is_some_and(|address| !address.ip().is_loopback()) {
        let why = "a demo is reached from this machine only: give --public-listen an address like 127.0.0.1:3001, or use `sportello serve`";
        return Err(Error::Usage(why.to_owned()));
    }
    let setup = Setup::load(arguments.site.setup.as_deref())?;
    let scratch = if arguments.database.is_none() { Some(Scratch::new()?) } else { None };
    let in_scratch = scratch.as_ref().map(|scratch| Database::Sqlite(scratch.0.join("demo.db")));
    let database = arguments.database.as_ref().or(in_scratch.as_ref());
    let store = super::open(database.ok_or_else(|| Error::Usage("no database".to_owned()))?).await?;
    let setups = serve::start_setups(&arguments.site, &store, true).await?;
    let staff = Staff::load(store.clone()).await?;
    let first = setup.branches.values().next().cloned();
    let mut show = None;
    if let Some(branch) = &first {
        let plays = arguments.plays();
        let cast: Vec<Member> = PEOPLE.into_iter().chain(PLAYERS.into_iter().filter(|_| plays)).collect();
        hire(&branch.id, &cast, &store, &staff).await?;
        open_book(branch, &store).await?;
        if plays {
            show = Some(prepare(branch, &store, arguments.pace).await?);
        }
    }
    drop(first);
    let users = PEOPLE
        .into_iter()
        .map(|(login, _, role)| DemoUser {
            login: login.to_owned(),
            password: PASSWORD.to_owned(),
            role: convert::role(role),
        })
        .collect();
    let demo = serve::Demo { users, show };
    serve::serve(arguments.listen, &arguments.site, setups, store, staff, Some(demo)).await
}

/// Writes the branch's history, and says what is to be played.
async fn prepare(branch: &Branch, store: &Store, pace: f64) -> Result<Show, Error> {
    let known = store::staff::all(store).await?;
    let csr = |login: &str| known.iter().find(|person| person.login == login).map(|person| person.id);
    let crew: BTreeMap<DeskId, CsrId> = branch
        .desks
        .keys()
        .zip(PEOPLE.iter().filter(|(.., role)| *role == Role::Csr))
        .filter_map(|(desk, (login, ..))| Some((desk.clone(), csr(login)?)))
        .collect();
    let seed = u64::from_le_bytes(machine::random());
    let now = clock::now();
    let served = history::write(store, branch, &crew, seed, branch.calendar.date(now)).await?;
    let office =
        voice::Office { store, branch, manager: csr("gaia"), complaints: csr("olga"), desk: csr("elena"), now };
    office.write(&served, seed).await?;
    let setup = branch.rules(now);
    let players = choose_desks(&setup.desks)
        .into_iter()
        .zip(PLAYERS)
        .filter_map(|(desk, (login, ..))| Some((desk, Player { login: login.to_owned(), csr: csr(login)? })))
        .collect();
    Ok(Show {
        branch: branch.id.clone(),
        languages: branch.languages.iter().map(ToString::to_string).collect(),
        setup,
        players,
        password: PASSWORD.to_owned(),
        pace,
        seed,
    })
}

/// The officers of a demo: login, and what they advise on.
const OFFICERS: [(&str, &[&str]); 2] =
    [("elena", &["mortgage", "loan", "investments"]), ("fabio", &["mortgage", "loan", "account_open"])];

/// Lets appointments be booked with some of the cast, where the branch has those services.
async fn open_book(branch: &Branch, store: &Store) -> Result<(), Error> {
    let known = store::staff::all(store).await?;
    let here = BranchId::new(&branch.id);
    let kept = officers::all(store, &here, clock::now()).await?;
    let week = WorkHours::parse_week("mon-sun 00:00-24:00").unwrap_or_default();
    for (login, services) in OFFICERS {
        let Some(person) = known.iter().find(|person| person.login == login) else { continue };
        // A manager may have changed it since.
        if kept.iter().any(|officer| officer.person == person.id) {
            continue;
        }
        let offered = services.iter().filter(|id| branch.services.contains_key(&ServiceId::new(id)));
        let services: Vec<String> = offered.map(|id| (*id).to_owned()).collect();
        if !services.is_empty() {
            let duty = Duty { services, languages: Vec::new(), week: week.clone() };
            officer::changes(store, &here, &Who::server()).put(person.id, &duty).await?;
        }
    }
    Ok(())
}

/// Adds the members of the cast whom the branch lacks.
async fn hire(branch: &str, cast: &[Member], store: &Store, staff: &Staff) -> Result<(), Error> {
    let known = store::staff::all(store).await?;
    let missing: Vec<_> =
        cast.iter().filter(|(login, ..)| !known.iter().any(|person| person.login == *login)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // One hash for all: they share the password, and a hash is made to be slow.
    let password_hash = people::hash(PASSWORD)?;
    for (login, name, role) in missing {
        let person = NewPerson {
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            roles: Roles::default().with(branch, *role),
            languages: Vec::new(),
            password_hash: password_hash.clone(),
            must_change: false,
        };
        staff.put(person).await?;
    }
    Ok(())
}

/// A temporary folder that is removed when the demo ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Self> {
        let name = machine::random::<8>()
            .iter()
            .fold("sportello-demo-".to_owned(), |name, byte| name + &format!("{byte:02x}"));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "the demo's folder could not be removed");
        }
    }
}
