//! `sportello staff` adds a person who may sign in. The password is read from standard input, because a list of processes shows
//! command lines.

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
    let password_hash = people::hash(password.trim_end_matches(['\r', '\n']))?;
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
