//! What desks need between two visitors, from the gaps in which somebody waited for them. A gap that ends otherwise than
//! with a call (a break, the desk closes, nobody waits any more) says how long it lasted at least: such gaps count with
//! their time, as in Kaplan and Meier's estimate.

use super::PastDay;
use crate::learned::{GAP_EDGES, Gap, minutes};
use queue::{DeskId, Duration, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use visits::{SpanKind, Visit};

/// Before any gap was measured, so many desks were ready after so many minutes.
const AT_ONCE: (f64, f64) = (3.0, 0.001);
/// Where no desk was ever so long about it, as much again is left: one such desk, and how long it counts against its span.
const UNKNOWN: f64 = 1.0;
/// Nobody who is longer about it is about to call.
const LONGEST: Duration = Duration::minutes(20);
/// Who waits for longer than this is not looked for.
const LONGEST_WAIT: Duration = Duration::minutes(180);

/// By span of the gap, weighted by age: the desks that became ready in it, and the minutes of desks that were awaited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gaps {
    ready: [f64; GAP_EDGES.len() + 1],
    awaited: [f64; GAP_EDGES.len() + 1],
}

/// A time in which somebody waits.
struct Wait<'a> {
    service: &'a ServiceId,
    from: Timestamp,
    to: Timestamp,
}

impl Gaps {
    pub(crate) fn add(&mut self, day: &PastDay) {
        let mut waits: Vec<Wait> = day.log.visits.iter().filter_map(wait).collect();
        waits.sort_by_key(|wait| wait.from);
        let mut desks: BTreeMap<&DeskId, Vec<&Visit>> = BTreeMap::new();
        for visit in day.log.visits.iter().filter(|visit| visit.called.is_some()) {
            desks.entry(visit.desk.as_ref().unwrap_or_else(|| unreachable!("filtered"))).or_default().push(visit);
        }
        for (desk, mut calls) in desks {
            let Some(profile) = day.setup.desks.get(desk) else { continue };
            calls.sort_by_key(|visit| visit.called);
            for (place, call) in calls.iter().enumerate() {
                let Some(ended) = call.finished else { continue };
                let next = calls.get(place + 1).and_then(|next| Some((next.called?, next.issued)));
                let stops = stops(day, desk, ended).min(ended + LONGEST);
                let until = next.map_or(stops, |(called, _)| called.min(stops));
                self.add_awaited(profile, &waits, ended, until);
                // Who comes to a free desk says nothing of when it became free.
                if let Some((called, issued)) = next.filter(|(called, _)| *called <= stops && *called >= ended)
                    && (issued < called || issued <= ended)
                    && issued >= ended - LONGEST_WAIT
                {
                    self.ready[span(minutes(called - ended))] += 1.0;
                }
            }
        }
    }

    fn add_awaited(&mut self, profile: &BTreeSet<ServiceId>, waits: &[Wait], ended: Timestamp, until: Timestamp) {
        let first = waits.partition_point(|wait| wait.from < ended - LONGEST_WAIT);
        let mut counted = ended;
        for wait in waits[first..].iter().take_while(|wait| wait.from < until) {
            if wait.to <= counted || !profile.contains(wait.service) {
                continue;
            }
            let (from, to) = (wait.from.max(counted), wait.to.min(until));
            self.add_minutes(minutes(from - ended), minutes(to - ended));
            counted = counted.max(to);
        }
    }

    fn add_minutes(&mut self, from: f64, to: f64) {
        let mut begins = 0.0_f64;
        for (place, awaited) in self.awaited.iter_mut().enumerate() {
            let ends = GAP_EDGES.get(place).copied().unwrap_or(f64::INFINITY);
            *awaited += (to.min(ends) - from.max(begins)).max(0.0);
            begins = ends;
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        self.ready.iter_mut().chain(&mut self.awaited).for_each(|sum| *sum *= keep);
    }

    pub(crate) fn gap(&self) -> Gap {
        let mut gap = Gap::default();
        for (place, rate) in gap.per_minute.iter_mut().enumerate() {
            let ends = GAP_EDGES.get(place).or(GAP_EDGES.last()).copied().unwrap_or(1.0);
            let (ready, awaited) = if place == 0 { AT_ONCE } else { (UNKNOWN, UNKNOWN * ends) };
            *rate = (self.ready[place] + ready) / (self.awaited[place] + awaited);
        }
        gap
    }
}

fn wait(visit: &Visit) -> Option<Wait<'_>> {
    let to = visit.called.or(visit.finished)?;
    Some(Wait { service: &visit.service, from: visit.issued, to })
}

fn span(minutes: f64) -> usize {
    // A gap that ends on an edge was awaited up to it.
    GAP_EDGES.partition_point(|end| *end < minutes)
}

/// The first moment, from one at which a service ends on, at which the desk pauses or closes.
fn stops(day: &PastDay, desk: &DeskId, ended: Timestamp) -> Timestamp {
    let spans = day.log.desks.iter().filter(|span| span.desk == *desk && span.to >= ended);
    let stop = spans.filter_map(|span| match span.kind {
        SpanKind::Break => (span.to > ended).then(|| span.from.max(ended)),
        SpanKind::Open => (span.from <= ended).then_some(span.to),
    });
    stop.min().unwrap_or(Timestamp(i64::MAX))
}
