//! `sportello restore`: writes a backup into an empty database.

use super::Error;
use crate::settings::{Database, RestoreCommand};
use store::restore;

pub async fn run(arguments: &RestoreCommand) -> Result<(), Error> {
    let from = &arguments.from;
    let contents = match &arguments.database.url {
        Database::Sqlite(file) => restore::into_sqlite(from, file).await?,
        Database::Postgres(url) => restore::into_postgres(from, url.expose(), &std::env::temp_dir()).await?,
    };
    println!("restored {}; everybody signs in again", super::contents(&contents));
    Ok(())
}
