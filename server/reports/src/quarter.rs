//! One quarter hour of a branch: the visits that began in it, and what its desks did meanwhile. A visit counts where its ticket was
//! issued, whenever it ended.

use crate::visit::{Channel, End, VisitRow};
use queue::{DeskId, Letter, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A quarter hour. Quarter hours begin with those of UTC, which are those of every time zone's wall clock.
pub const QUARTER_MS: i64 = 15 * 60_000;

/// The row of a quarter hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterRow {
    pub from: Timestamp,
    pub counts: Counts,
    pub facts: Facts,
}

/// What is counted of a quarter hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Visitors who came; one who comes for several services is one.
    pub arrivals: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
    pub day_ended: u32,
    pub under_way: u32,
}

/// What figures are computed from: durations of visits, by what they have in common, and of desks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Group>,
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub desks: Vec<DeskTime>,
}

/// Visits that have service, letter, channel, desk and end in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    #[serde(rename = "s")]
    pub service: ServiceId,
    /// On the ticket. Rows of before have none until their journal has been read again.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
    #[serde(rename = "c")]
    pub channel: Channel,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskId>,
    #[serde(rename = "e")]
    pub end: End,
    /// Whether it was the first service of its ticket.
    #[serde(rename = "f")]
    pub first: bool,
    /// Of each visit the wait, where it was called, and [`VisitRow::span`], in milliseconds.
    #[serde(rename = "t")]
    pub times: Vec<(Option<i64>, i64)>,
}

/// How long a desk was open, on a break and serving in the quarter hour, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskTime {
    #[serde(rename = "d")]
    pub desk: DeskId,
    #[serde(rename = "o")]
    pub open: i64,
    #[serde(rename = "b", default, skip_serializing_if = "is_nothing")]
    pub pause: i64,
    #[serde(rename = "s", default, skip_serializing_if = "is_nothing")]
    pub serving: i64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_nothing(span: &i64) -> bool {
    *span == 0
}

/// What a desk did in a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Open,
    Pause,
    Serving,
}

/// A span of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskDoing {
    pub desk: DeskId,
    pub doing: Doing,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// The beginning of the quarter hour of a moment.
fn quarter(at: Timestamp) -> i64 {
    at.0.div_euclid(QUARTER_MS) * QUARTER_MS
}

/// The rows of every quarter hour in which a visit began or a desk was open, in their order.
pub fn of_day(visits: &[VisitRow], desks: &[DeskDoing]) -> Vec<QuarterRow> {
    let mut quarters: BTreeMap<i64, Quarter> = BTreeMap::new();
    for visit in visits {
        quarters.entry(quarter(visit.issued)).or_default().visit(visit);
    }
    for span in desks {
        let mut from = span.from.0;
        while from < span.to.0 {
            let until = (quarter(Timestamp(from)) + QUARTER_MS).min(span.to.0);
            quarters.entry(quarter(Timestamp(from))).or_default().desk(span, until - from);
            from = until;
        }
    }
    quarters.into_iter().map(|(from, quarter)| quarter.row(Timestamp(from))).collect()
}

/// Visits whose times are counted together; the last part says whether they are the first leg of their visit.
type Alike = (ServiceId, Option<Letter>, Channel, Option<DeskId>, End, bool);

/// A quarter hour that is being filled.
#[derive(Debug, Default)]
struct Quarter {
    counts: Counts,
    groups: BTreeMap<Alike, Vec<(Option<i64>, i64)>>,
    desks: BTreeMap<DeskId, (i64, i64, i64)>,
}

impl Quarter {
    fn visit(&mut self, visit: &VisitRow) {
        let counts = &mut self.counts;
        counts.arrivals += u32::from(visit.leg == 0);
        *match visit.end {
            End::Served => &mut counts.served,
            End::NoShow => &mut counts.no_shows,
            End::Cancelled => &mut counts.cancelled,
            End::DayEnded => &mut counts.day_ended,
            End::UnderWay => &mut counts.under_way,
        } += 1;
        let (first, desk) = (visit.leg == 0, visit.desk.clone());
        let key = (visit.service.clone(), visit.letter(), visit.channel, desk, visit.end, first);
        let times = (visit.wait().map(|wait| wait.0), visit.span().0);
        self.groups.entry(key).or_default().push(times);
    }

    fn desk(&mut self, span: &DeskDoing, time: i64) {
        let (open, pause, serving) = self.desks.entry(span.desk.clone()).or_default();
        *match span.doing {
            Doing::Open => open,
            Doing::Pause => pause,
            Doing::Serving => serving,
        } += time;
    }

    fn row(self, from: Timestamp) -> QuarterRow {
        let visits = self.groups.into_iter().map(|((service, letter, channel, desk, end, first), times)| Group {
            service,
            letter,
            channel,
            desk,
            end,
            first,
            times,
        });
        let desks =
            self.desks.into_iter().map(|(desk, (open, pause, serving))| DeskTime { desk, open, pause, serving });
        let facts = Facts { visits: visits.collect(), desks: desks.collect() };
        QuarterRow { from, counts: self.counts, facts }
    }
}

impl Facts {
    /// The facts as they are stored.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|error| unreachable!("facts are JSON: {error}"))
    }

    /// What was stored; `None` where it cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
