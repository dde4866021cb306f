//! When desks opened, paused and closed, day by day.

use super::PastDay;
use crate::learned::{DeskDay, DeskDays};
use queue::{DeskId, Duration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use visits::{DeskSpan, SpanKind};

/// A pause that begins within this after a service was due during it, and the desk was busy.
const RIGHT_AFTER: Duration = Duration::seconds(60);
/// A pause that is shorter is none: somebody touched the wrong button.
const SHORTEST_SECONDS: u32 = 60;
/// A desk that was open for less time had no day of work.
const SHORTEST_DAY_SECONDS: u32 = 1_800;
/// No pause lasts longer: the desk was left open, or nobody ended the pause.
const LONGEST_PAUSE_SECONDS: u32 = 4 * 3_600;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Desks(BTreeMap<DeskId, DeskDays>);

impl Desks {
    pub(crate) fn add(&mut self, day: &PastDay) {
        let mut spans: BTreeMap<&DeskId, Vec<&DeskSpan>> = BTreeMap::new();
        for span in &day.log.desks {
            spans.entry(&span.desk).or_default().push(span);
        }
        let open = |spans: &[&DeskSpan]| spans.iter().any(|span| span.kind == SpanKind::Open);
        for (desk, spans) in spans.into_iter().filter(|(_, spans)| open(spans)) {
            if let Some(learned) = desk_day(day, desk, &spans) {
                self.0.entry(desk.clone()).or_default().add(learned);
            }
        }
    }

    pub(crate) fn days(&self) -> BTreeMap<DeskId, DeskDays> {
        self.0.clone()
    }
}

fn desk_day(day: &PastDay, desk: &DeskId, spans: &[&DeskSpan]) -> Option<DeskDay> {
    let seconds = |moment: Timestamp| u32::try_from(((moment - day.midnight).0 / 1_000).clamp(0, 86_400)).unwrap_or(0);
    let mut open: Vec<&&DeskSpan> = spans.iter().filter(|span| span.kind == SpanKind::Open).collect();
    open.sort_by_key(|span| span.from);
    let opens = seconds(open.first()?.from);
    let closes = seconds(open.iter().map(|span| span.to).max()?);
    if closes < opens + SHORTEST_DAY_SECONDS {
        return None;
    }
    // A gap between two openings is a pause too.
    let gaps = open.windows(2).map(|pair| (pair[0].to, pair[1].from));
    let breaks = spans.iter().filter(|span| span.kind == SpanKind::Break).map(|span| (span.from, span.to));
    let mut pauses: Vec<(u32, u32)> = gaps
        .chain(breaks)
        .map(|(from, to)| (from, seconds(to).saturating_sub(seconds(from))))
        .filter(|(_, lasts)| (SHORTEST_SECONDS..=LONGEST_PAUSE_SECONDS).contains(lasts))
        .map(|(from, lasts)| {
            let due = seconds(due(day, desk, from));
            (due, due + lasts)
        })
        .collect();
    pauses.sort_unstable();
    Some(DeskDay { weekday: day.weekday, opens, closes, pauses })
}

/// When a pause was due that began at a moment: where it began as a service ended, some time during that service.
fn due(day: &PastDay, desk: &DeskId, from: Timestamp) -> Timestamp {
    let here = day.log.visits.iter().filter(|visit| visit.desk.as_ref() == Some(desk));
    let last = here.filter_map(|visit| Some((visit.called?, visit.finished.filter(|finished| *finished <= from)?)));
    match last.max_by_key(|(_, finished)| *finished) {
        Some((called, finished)) if from - finished <= RIGHT_AFTER => called + Duration((finished - called).0 / 2),
        _ => from,
    }
}
