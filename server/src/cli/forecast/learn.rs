//! `sportello forecast learn` learns anew from the finished days of the journal.

use crate::cli::Error;
use crate::cli::in_force::{in_force, no_branch};
use crate::settings::LearnCommand;
use branch::{LearnedFrom, learn};
use machine::clock;
use store::Store;

pub async fn run(arguments: &LearnCommand) -> Result<(), Error> {
    let store = crate::cli::open(&arguments.database.url).await?;
    let setup = in_force(&store, arguments.setup.as_deref()).await?;
    let wanted = |id: &&String| arguments.branch.as_ref().is_none_or(|only| only == *id);
    let ids: Vec<&String> = setup.branches.keys().filter(wanted).collect();
    if let (Some(branch), true) = (&arguments.branch, ids.is_empty()) {
        return Err(no_branch(&setup, branch));
    }
    for id in ids {
        println!("{id}: {}", learned(&store, &setup.branches[id]).await?);
    }
    store.close().await;
    Ok(())
}

/// Learns of one branch; from what, in words.
async fn learned(store: &Store, setup: &setup::Branch) -> Result<String, Error> {
    let today = setup.day(clock::now());
    Ok(match learn(store, setup, &today, true).await? {
        None => "no finished day to learn from yet".to_owned(),
        Some(LearnedFrom { days, .. }) => {
            let ends = days.first().zip(days.last());
            let span = ends.map(|(first, last)| format!(", from {first} to {last}")).unwrap_or_default();
            let count = crate::cli::count(days.len() as u64, "day", "days");
            format!("learned from {count}{span}")
        }
    })
}
