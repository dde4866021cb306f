//! A ticket's past, read from the day's journal when somebody asks.

use crate::journal::Recorded;
use crate::live::Live;
use crate::request::Actor;
use queue::{CsrId, Event, HistoryEntry, TicketId};
use store::{BranchId, Failure, Store};

/// The events of a ticket today, each with the member of staff who caused it, if one did.
pub async fn history(
    store: &Store,
    live: &Live,
    ticket: TicketId,
) -> Result<Vec<(Option<CsrId>, HistoryEntry)>, Failure> {
    let Some(day) = live.read(|branch, _| branch.day().cloned()) else { return Ok(Vec::new()) };
    let rows = store.read_day(&BranchId::new(&live.setup().id), &day, 0).await?;
    let mut events: Vec<(Option<CsrId>, Event)> = Vec::with_capacity(rows.len());
    for row in &rows {
        let staff = Actor::staff(&row.actor);
        let recorded = Recorded::read(row)?;
        events.extend(recorded.events.iter().map(|event| (staff, event.clone())));
    }
    let happenings = queue::history(events.iter().map(|(_, event)| event), ticket);
    Ok(happenings.into_iter().map(|happening| (events[happening.index].0, happening)).collect())
}
