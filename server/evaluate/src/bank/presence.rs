//! When a server was there, as far as could be seen at the time. A span ends when the server is seen to be away, which is
//! decided by what lies before that moment.

use queue::{DeskId, Duration, Setup, Timestamp};
use std::collections::BTreeMap;
use visits::{DeskSpan, SpanKind, Visit};

/// A server who takes no call for this long although somebody waits is away.
const PASSES_OVER: Duration = Duration::minutes(4);
/// A server who has no call for this long is away.
const IDLE: Duration = Duration::minutes(10);

/// The spans in which each server of a day was there.
pub(super) fn spans(visits: &[Visit], setup: &Setup) -> Vec<DeskSpan> {
    let mut served: BTreeMap<&DeskId, Vec<(Timestamp, Timestamp)>> = BTreeMap::new();
    for visit in visits {
        if let (Some(desk), Some(called), Some(finished)) = (&visit.desk, visit.called, visit.finished) {
            served.entry(desk).or_default().push((called, finished));
        }
    }
    let mut spans = Vec::new();
    for (desk, mut calls) in served {
        calls.sort();
        let waits = |visit: &&Visit| setup.desks.get(desk).is_some_and(|profile| profile.contains(&visit.service));
        let queue: Vec<(Timestamp, Timestamp)> = visits
            .iter()
            .filter(waits)
            .filter_map(|visit| Some((visit.issued, visit.called.or(visit.finished)?)))
            .collect();
        let mut from = calls[0].0;
        for (index, (_, ended)) in calls.iter().enumerate() {
            let away = seen_away(*ended, &queue);
            let next = calls.get(index + 1).map(|(called, _)| *called);
            if next.is_none_or(|next| next > away) {
                spans.push(DeskSpan { desk: desk.clone(), from, to: away, kind: SpanKind::Open });
            }
            if let Some(next) = next.filter(|next| *next > away) {
                from = next;
            }
        }
    }
    spans.sort_by_key(|span| span.from);
    spans
}

/// When a server who ended a call is seen to be away, unless they take another one before.
fn seen_away(ended: Timestamp, queue: &[(Timestamp, Timestamp)]) -> Timestamp {
    let latest = ended + IDLE;
    let first = queue.partition_point(|(issued, _)| *issued < ended - Duration::minutes(60));
    let here = queue[first..].iter().take_while(|(issued, _)| *issued <= latest);
    // The first moment at which somebody has been passed over for long enough.
    let passed_over = here.filter_map(|(issued, left)| {
        let seen = (*issued).max(ended) + PASSES_OVER;
        (*left > seen).then_some(seen)
    });
    passed_over.min().map_or(latest, |seen| seen.min(latest))
}
