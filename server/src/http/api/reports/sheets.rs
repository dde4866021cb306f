//! What each file has, column by column.

use super::asked::{Asked, time_zone};
use super::figures::computed;
use super::sheet::{Cell, Sheet};
use crate::http::AppState;
use crate::http::problem::Result;
use store::BranchId;
use store::report::{StoredQuarter, StoredVisit};

/// Visits that are read at once.
const AT_ONCE: u32 = 5_000;

fn columns(names: &[&str], setup: &setup::Branch) -> Vec<String> {
    let zone = time_zone(setup);
    // A time names its time zone.
    names.iter().map(|name| name.replace("{}", &zone)).collect()
}

/// The KPIs.
pub async fn figures(state: &AppState, setup: &setup::Branch, asked: &Asked) -> Result<Sheet> {
    let figures = computed(state, setup, asked.first, asked.last, asked.filter.clone()).await?;
    let rows = figures.kpis().into_iter().map(|(kpi, value)| {
        vec![
            Cell::text(asked.first),
            Cell::text(asked.last),
            Cell::text(time_zone(setup)),
            Cell::text(kpi.as_str()),
            Cell::text(kpi.unit().as_str()),
            Cell::Whole(value.n.into()),
            Cell::number(value.value),
            Cell::number(value.low),
            Cell::number(value.high),
        ]
    });
    let rows = rows.collect();
    let names = ["from", "to", "time_zone", "kpi", "unit", "n", "value", "low", "high"];
    Ok(Sheet { name: "figures", columns: columns(&names, setup), rows })
}

/// The quarter hours, of all visits.
pub async fn quarters(state: &AppState, setup: &setup::Branch, asked: &Asked) -> Result<Sheet> {
    let found = store::report::quarters(&state.store, &BranchId::new(&setup.id), &asked.days()).await?;
    let rows = found.into_iter().map(|quarter| {
        let StoredQuarter { day, from, arrivals, served, no_shows, cancelled, day_ended, under_way, .. } = quarter;
        let counts = [arrivals, served, no_shows, cancelled, day_ended, under_way];
        let counts = counts.into_iter().map(|count| Cell::Whole(count.into()));
        [Cell::text(day), Cell::Time(from)].into_iter().chain(counts).collect()
    });
    let rows = rows.collect();
    let names = ["day", "from ({})", "arrivals", "served", "no_shows", "cancelled", "day_ended", "under_way"];
    Ok(Sheet { name: "quarters", columns: columns(&names, setup), rows })
}

/// The visits that are asked for.
pub async fn visits(state: &AppState, setup: &setup::Branch, asked: &Asked) -> Result<Sheet> {
    let (branch, days) = (BranchId::new(&setup.id), asked.days());
    let mut rows = Vec::new();
    let mut skipped = 0;
    loop {
        let found = store::report::visits(&state.store, &branch, &days, skipped, AT_ONCE).await?;
        let count = found.len();
        rows.extend(found.into_iter().filter(|visit| is_asked(asked, visit)).map(row));
        if count < AT_ONCE as usize {
            break;
        }
        skipped += AT_ONCE;
    }
    let names = [
        "day",
        "ticket",
        "leg",
        "service",
        "desk",
        "channel",
        "priority",
        "booked ({})",
        "issued ({})",
        "called ({})",
        "started ({})",
        "finished ({})",
        "outcome",
    ];
    Ok(Sheet { name: "visits", columns: columns(&names, setup), rows })
}

fn is_asked(asked: &Asked, visit: &StoredVisit) -> bool {
    let filter = &asked.filter;
    filter.service.as_ref().is_none_or(|only| *only == visit.service)
        && filter.letter.is_none_or(|only| visit.number.starts_with(char::from(only)))
        && filter.desk.as_ref().is_none_or(|only| visit.desk.as_deref() == Some(only.as_str()))
        && filter.channel.is_none_or(|only| only.as_str() == visit.channel)
}

fn row(visit: StoredVisit) -> Vec<Cell> {
    vec![
        Cell::text(visit.day),
        Cell::Text(visit.number),
        Cell::Whole(visit.leg.into()),
        Cell::text(visit.service),
        visit.desk.map_or(Cell::Nothing, Cell::Text),
        Cell::Text(visit.channel),
        Cell::Truth(visit.priority),
        Cell::time(visit.booked),
        Cell::Time(visit.issued),
        Cell::time(visit.called),
        Cell::time(visit.started),
        Cell::time(visit.finished),
        Cell::Text(visit.outcome),
    ]
}
