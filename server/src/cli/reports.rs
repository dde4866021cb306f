//! `sportello reports rebuild` makes the figures anew from the journal.

use super::{Error, count, open_for_people};
use crate::settings::RebuildCommand;
use branch::reporting;
use jiff::ToSpan;
use machine::clock;
use queue::Day;
use setup::PRACTICE;
use store::BranchId;
use store::private::{Periods, REGISTER};

pub async fn rebuild(arguments: &RebuildCommand) -> Result<(), Error> {
    let oldest = oldest_visits(&super::privacy::periods(&arguments.keep.keep)?);
    let store = open_for_people(&arguments.database.url, false).await?;
    let mut known = store.branches().await?;
    known.retain(|branch| !branch.as_str().ends_with(PRACTICE));
    let wanted = |branch: &&BranchId| arguments.branch.as_ref().is_none_or(|only| only == branch.as_str());
    if let (Some(branch), None) = (&arguments.branch, known.iter().find(wanted)) {
        let known: Vec<&str> = known.iter().map(BranchId::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(Error::Usage(format!("the journal has no branch \"{branch}\"; it has {known}")));
    }
    for branch in known.iter().filter(wanted) {
        let days = reporting::rebuild(&store, branch, &oldest).await?;
        println!("{branch}: {}", count(days as u64, "day", "days"));
    }
    store.close().await;
    Ok(())
}

/// The first day whose visits are kept. A branch's day is a day later than this at most.
pub fn oldest_visits(periods: &Periods) -> Day {
    let kept = REGISTER.iter().find(|private| private.table == "report_visit");
    let days = kept.and_then(|kept| periods.of(kept)).unwrap_or(0);
    office::day(office::utc_date(clock::now()).saturating_sub(i64::from(days).days()))
}
