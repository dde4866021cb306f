//! `sportello staff`: a person who may sign in. The password comes by standard input, where no list of processes
//! shows it.

use super::Error;
use crate::settings::StaffCommand;
use ::setup::Setup;
use std::io::IsTerminal;
use store::{BranchId, NewPerson};

pub async fn run(arguments: StaffCommand) -> Result<(), Error> {
    let setup = Setup::load(arguments.setup.as_deref())?;
    if !setup.branches.contains_key(&arguments.branch) {
        let known: Vec<&str> = setup.branches.keys().map(String::as_str).collect();
        return Err(Error::Usage(format!(
            "there is no branch \"{}\"; write one of {}",
            arguments.branch,
            known.join(", ")
        )));
    }
    if std::io::stdin().is_terminal() {
        eprint!("Password for {}: ", arguments.login);
    }
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let password_hash =
        people::hash(password.trim_end_matches(['\r', '\n'])).map_err(|error| Error::Usage(error.to_string()))?;
    let store = super::open(&arguments.database).await?;
    let StaffCommand { login, name, branch, role, .. } = arguments;
    let person = NewPerson { login: login.clone(), name, role, branch: BranchId::new(&branch), password_hash };
    let mut transaction = store.begin().await?;
    store::staff::put(&mut transaction, &person).await?;
    transaction.commit().await?;
    store.close().await;
    println!("{login} may sign in as {} of {branch}", role.as_str());
    Ok(())
}
