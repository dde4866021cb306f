//! `sportello restore`: a backup put into an empty database.

use super::Error;
use crate::settings::{Database, RestoreCommand};
use crate::store::restore;

pub async fn run(arguments: &RestoreCommand) -> Result<(), Error> {
    let Database::Sqlite(database) = &arguments.database;
    let contents = restore::into_sqlite(&arguments.from, database).await?;
    println!("restored {}; everybody signs in again", super::contents(&contents));
    Ok(())
}
