//! `sportello demo` serves a branch that is open at any hour, with users whose password is printed.

use super::{Error, serve};
use crate::settings::{Database, Demo};
use ::setup::Setup;
use people::Staff;
use std::path::PathBuf;
use store::{BranchId, NewPerson, Role, Store};

/// The password of every user. It is printed, because a demo listens on this machine only.
const PASSWORD: &str = "sportello-demo";

/// Login, name, role.
const PEOPLE: [(&str, &str, Role); 7] = [
    ("anna", "Anna", Role::Csr),
    ("bruno", "Bruno", Role::Csr),
    ("carla", "Carla", Role::Csr),
    ("dario", "Dario", Role::Csr),
    ("elena", "Elena", Role::Csr),
    ("fabio", "Fabio", Role::Csr),
    ("gaia", "Gaia", Role::Manager),
];

pub async fn run(arguments: Demo) -> Result<(), Error> {
    if !arguments.listen.ip().is_loopback() {
        let why = "a demo's passwords are known to everybody, so it listens on this machine only: give --listen an address like 127.0.0.1:3000, or use `sportello serve`";
        return Err(Error::Usage(why.to_owned()));
    }
    let setup = Setup::load(arguments.site.setup.as_deref())?.always_open();
    let scratch = if arguments.database.is_none() { Some(Scratch::new()?) } else { None };
    let in_scratch = scratch.as_ref().map(|scratch| Database::Sqlite(scratch.0.join("demo.db")));
    let database = arguments.database.as_ref().or(in_scratch.as_ref());
    let store = super::open(database.ok_or_else(|| Error::Usage("no database".to_owned()))?).await?;
    let staff = Staff::load(store.clone()).await?;
    hire(&setup, &store, &staff).await?;
    let users = PEOPLE.iter().map(|(login, ..)| ((*login).to_owned(), PASSWORD.to_owned())).collect();
    serve::serve(arguments.listen, &arguments.site, setup, store, staff, users).await
}

/// Adds the demo's missing people to its first branch.
async fn hire(setup: &Setup, store: &Store, staff: &Staff) -> Result<(), Error> {
    let Some(branch) = setup.branches.keys().next() else { return Ok(()) };
    let known = store::staff::all(store).await?;
    let missing: Vec<_> =
        PEOPLE.iter().filter(|(login, ..)| !known.iter().any(|person| person.login == *login)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // One hash for all: they share the password, and a hash is made to be slow.
    let password_hash = people::hash(PASSWORD)?;
    for (login, name, role) in missing {
        let person = NewPerson {
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            role: *role,
            branch: BranchId::new(branch),
            password_hash: password_hash.clone(),
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
