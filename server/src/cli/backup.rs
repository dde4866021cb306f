//! `sportello backup`: everything in one file.

use super::Error;
use crate::settings::{BackupCommand, Database};
use crate::store::backup;

pub async fn run(arguments: &BackupCommand) -> Result<(), Error> {
    let Database::Sqlite(database) = &arguments.database;
    let contents = backup::of_sqlite(database, &arguments.to).await?;
    println!("{}: {}, {} bytes", arguments.to.display(), super::contents(&contents), contents.bytes);
    Ok(())
}
