//! What is done to records without anybody asking: words are erased on their day, due dates are counted anew after the feasts
//! have changed. Several servers may do so at once; each finds what the other has left.

use crate::asked::{day, utc_date};
use crate::complaint::recount;
use crate::{contact_checks, follow_ups, interests};
use jiff::ToSpan;
use machine::clock;
use queue::{Duration, Timestamp};
use records::Feasts;
use std::time::Duration as Span;
use store::audit::{self, BANK, Entry, What, Who};
use store::{
    BranchId, Failure, Store, arrival_try, cases, check_in_try, complaint, feedback, look_up_try, report_letter,
    trouble,
};

/// How often it is looked for.
const EVERY: Span = Span::from_hours(1);
/// For how long troubles that are over are kept, with the news of them.
const TROUBLES_KEPT: Duration = Duration::minutes(90 * 24 * 60);
/// For how long it is kept which reports were sent: longer than a month, so that none is sent twice.
const LETTERS_KEPT: Duration = Duration::minutes(400 * 24 * 60);
/// For how long wrong PINs are counted.
const TRIES_KEPT: Duration = Duration::minutes(24 * 60);

/// Looks after the records of all branches, for as long as the program runs.
pub async fn look_after(store: Store) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        every.tick().await;
        if let Err(failure) = once(&store, &Feasts::default(), clock::now()).await {
            tracing::error!(%failure, "records were not looked after; this is tried again in an hour");
        }
    }
}

/// Does once what is due.
pub async fn once(store: &Store, feasts: &Feasts, now: Timestamp) -> Result<(), Failure> {
    // A day in every time zone is over when yesterday is over in UTC.
    let over = day(utc_date(now).saturating_sub(1.day()));
    let mut transaction = store.begin().await?;
    let erased = [
        ("feedback", feedback::erase_until(&mut transaction, &over).await?),
        ("complaint", complaint::erase_until(&mut transaction, &over).await?),
        ("case", cases::erase_until(&mut transaction, &over).await?),
        ("contact_check", contact_checks::let_go(&mut transaction, &over, now).await?),
        ("interest", interests::let_go(&mut transaction, &over, now).await?),
        ("follow_up", follow_ups::let_go(&mut transaction, &over, now).await?),
    ];
    let entries: Vec<Entry> = erased
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| {
            let entry = Entry::new(&BranchId::new(BANK), now, Who::server(), What::DataErased);
            entry.about(format!("{what}:{count}"))
        })
        .collect();
    if !entries.is_empty() {
        audit::note(&mut transaction, &entries).await?;
    }
    transaction.commit().await?;
    cases::forget_tries_before(store, now - TRIES_KEPT).await?;
    arrival_try::forget_before(store, now - TRIES_KEPT).await?;
    check_in_try::forget_before(store, now - TRIES_KEPT).await?;
    look_up_try::forget_before(store, now - records::look_up::PINS_COUNTED).await?;
    trouble::forget_before(store, now - TROUBLES_KEPT).await?;
    report_letter::forget_before(store, now - LETTERS_KEPT).await?;
    let moved = recount(store, feasts, now).await?;
    if moved > 0 {
        tracing::info!(moved, "the due dates of open complaints were counted anew");
    }
    Ok(())
}
