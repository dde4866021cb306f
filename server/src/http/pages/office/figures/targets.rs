//! The targets that were in force, as the page of the figures shows them.

use super::{period, service_name};
use crate::http::AppState;
use crate::http::problem::Error;
use branch::reporting::{TargetChange, target_changes, targets};
use jiff::civil::Date;
use queue::{CsrId, Day};
use reports::{Filter, OnTarget, TargetSpan};
use store::BranchId;
use store::report::Days;
use wire::{KpiValue, TargetFigures, TargetRow, TargetSet};

/// The targets of some days beside those of the days that they are compared with; `None` where visits of a letter, a desk or a channel
/// are asked for: a target is of a service.
pub async fn target_figures(
    state: &AppState,
    setup: &setup::Branch,
    (now, before): (&Days, &Days),
    filter: &Filter,
) -> Result<Option<TargetFigures>, Error> {
    if filter.is_finer_than_services() {
        return Ok(None);
    }
    let (branch, only) = (BranchId::new(&setup.id), filter.service.as_ref());
    let found = targets(&state.store, &branch, now).await?;
    let earlier = targets(&state.store, &branch, before).await?;
    let changes = target_changes(&state.store).await?;
    let name = |by: Option<CsrId>| by.and_then(|by| state.staff.names().read().get(&by).cloned()).unwrap_or_default();
    let day_of = |at| Day::from_written(&setup.calendar.date(at).to_string());
    let row = |span: TargetSpan| {
        let minutes = span.target.whole_minutes();
        let set = TargetChange::of_target(&changes, &setup.id, &span.service, minutes, &span.first, day_of);
        TargetRow {
            service: service_name(setup, &span.service),
            days: period(date(&span.first), date(&span.last)),
            minutes,
            within: share(span.counted),
            set: set.map(|change| TargetSet {
                by: name(change.by),
                at: setup.calendar.clock(change.at),
                number: change.number,
            }),
        }
    };
    Ok(Some(TargetFigures {
        now: share(found.total(only)),
        before: share(earlier.total(only)),
        rows: found.spans(only).into_iter().map(row).collect(),
    }))
}

fn date(day: &Day) -> Date {
    day.as_str().parse().unwrap_or_default()
}

fn share(counted: OnTarget) -> KpiValue {
    let records::kpi::Figure { n, value, interval } = counted.share();
    let (low, high) = interval.unzip();
    KpiValue { n, value, low, high }
}
