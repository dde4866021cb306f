//! `sportello backup`: copies a database into one file.

use super::Error;
use crate::settings::{BackupCommand, Database};
use store::backup;

pub async fn run(arguments: &BackupCommand) -> Result<(), Error> {
    let contents = match &arguments.database.url {
        Database::Sqlite(file) => backup::of_sqlite(file, &arguments.to).await?,
        Database::Postgres(url) => backup::of_postgres(url.expose(), &arguments.to).await?,
    };
    println!("{}: {}, {} bytes", arguments.to.display(), super::contents(&contents), contents.bytes);
    Ok(())
}
