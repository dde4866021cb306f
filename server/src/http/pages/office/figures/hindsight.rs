//! The forecast against what came, as the page of the figures shows it.

use crate::http::AppState;
use crate::http::problem::Error;
use reports::{Against, Filter, Hindsight, ToldTally};
use store::BranchId;
use store::report::Days;
use wire::{HindsightDay, HindsightQuarter, KpiValue};

/// The forecast of some days against what came; `None` where visits of a letter, a desk or a channel are asked for, which nobody foresees.
pub async fn hindsight(
    state: &AppState,
    setup: &setup::Branch,
    days: &Days,
    filter: &Filter,
) -> Result<Option<wire::Hindsight>, Error> {
    if filter.is_finer_than_services() {
        return Ok(None);
    }
    let branch = BranchId::new(&setup.id);
    let service = filter.service.clone();
    let found = branch::reporting::hindsight(&state.store, &branch, &setup.calendar, days, service).await?;
    Ok(Some(shown(&found)))
}

fn shown(found: &Hindsight) -> wire::Hindsight {
    let right = found.all_told().right();
    let (low, high) = right.interval.unzip();
    let day = |(day, against): (&queue::Day, &Against)| HindsightDay {
        day: day.to_string(),
        foreseen_tenths: tenths(against.foreseen),
        came: against.came,
    };
    wire::Hindsight {
        days: found.by_day.iter().map(day).collect(),
        quarters: quarters(found),
        told: KpiValue { n: right.n, value: right.value, low, high },
    }
}

/// The quarter hours from the first to the last of which there is something to say.
fn quarters(found: &Hindsight) -> Vec<HindsightQuarter> {
    let minutes = || found.by_quarter.keys().chain(found.waits.keys()).copied();
    let Some((first, last)) = minutes().min().zip(minutes().max()) else { return Vec::new() };
    let quarter = |minute: u16| {
        let Against { foreseen, came } = found.by_quarter.get(&minute).copied().unwrap_or_default();
        let tally = found.waits.get(&minute).copied().unwrap_or_default();
        let ToldTally { called: told, within, .. } = tally;
        let mean = |sum: i64| (told > 0).then(|| u32::try_from((sum / i64::from(told) + 500) / 1_000).ok()).flatten();
        let (told_seconds, waited_seconds) = (mean(tally.told), mean(tally.waited));
        let foreseen_tenths = tenths(foreseen);
        HindsightQuarter { minute, foreseen_tenths, came, told, within, told_seconds, waited_seconds }
    };
    (first..=last).step_by(15).map(quarter).collect()
}

/// Hundredths as tenths.
fn tenths(hundredths: u64) -> u32 {
    u32::try_from((hundredths + 5) / 10).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use queue::{Day, ServiceId};
    use reports::{ForeseenVisits, ToldWaits};
    use std::collections::BTreeMap;

    #[test]
    fn a_quarter_hour_of_which_nothing_was_told_has_no_wait() {
        let mut found = Hindsight::new(None);
        let cash = ServiceId::new("cash");
        let visits = ForeseenVisits(BTreeMap::from([(cash.clone(), BTreeMap::from([(540, 255)]))]));
        found.foresee(&Day::from_written("2026-11-23"), &visits, 1_440);
        let mut waits = ToldWaits::default();
        waits.add(&cash, 570, &ToldTally { called: 2, within: 1, told: 600_000, waited: 720_000 });
        found.told(&waits);
        let shown = shown(&found);
        assert_eq!(shown.days[0].foreseen_tenths, 26);
        assert_eq!((shown.told.n, shown.told.value), (2, Some(50.0)));
        let waits: Vec<_> = shown.quarters.iter().map(|q| (q.minute, q.told_seconds, q.waited_seconds)).collect();
        assert_eq!(waits, [(540, None, None), (555, None, None), (570, Some(300), Some(360))]);
    }
}
