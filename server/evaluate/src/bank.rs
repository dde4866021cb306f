//! The call log of the "Anonymous Bank" call centre (Technion, 1999), as days of a branch: servers are desks, types of calls
//! are services, and a call that left the queue is a visit that was cancelled. The log is free for research with
//! acknowledgement (Mandelbaum, Guedj); it is read from where the user keeps it.
//!
//! The log does not say when servers were there. What a supervisor could see is used: a server who does not take the next
//! call although somebody waits, or has had no call for ten minutes, is away until the next call.

mod presence;
mod row;

use row::UNKNOWN;
pub use row::{Call, RowError, read};

use crate::Day;
use presence::spans;
use queue::{DeskId, Duration, Letter, Opening, Policy, Service, ServiceId, Setup};
use std::collections::{BTreeMap, BTreeSet};
use visits::{Log, Visit};

/// Calls of high priority count as if they had come 90 s earlier: half of this target.
const TARGET: Duration = Duration::seconds(180);
/// What a supervisor would guess of any call.
const EXPECTED: Duration = Duration::seconds(180);
const P80: Duration = Duration::seconds(270);
/// A server who has had fewer than this share of the calls of a type that would have been theirs, had all servers the same
/// types, serves it by exception.
const RARE: f64 = 0.2;
/// A server with fewer calls so far may serve everything.
const KNOWN: f64 = 30.0;
const DAY: Duration = Duration::minutes(24 * 60);

/// How many calls each server had so far, by type.
type Served = BTreeMap<DeskId, BTreeMap<ServiceId, f64>>;

/// The calls, in the order in which they joined the queue.
#[derive(Debug)]
pub struct Bank {
    calls: Vec<Call>,
}

impl Bank {
    pub fn new(mut calls: Vec<Call>) -> Self {
        calls.sort_by(|one, other| (&one.date, one.visit.issued).cmp(&(&other.date, other.visit.issued)));
        Self { calls }
    }

    pub fn len(&self) -> usize {
        self.calls.len()
    }

    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// The days of the log, in order.
    pub fn dates(&self) -> Vec<String> {
        let dates: BTreeSet<&String> = self.calls.iter().map(|call| &call.date).collect();
        dates.into_iter().cloned().collect()
    }

    /// The days as days of a branch. Profiles are those of the days before.
    pub fn days(&self) -> impl Iterator<Item = Day> + '_ {
        let mut served = Served::new();
        let types: BTreeSet<&ServiceId> = self.calls.iter().map(|call| &call.visit.service).collect();
        self.calls.chunk_by(|one, other| one.date == other.date).map(move |calls| {
            let midnight = calls[0].midnight;
            let visits: Vec<Visit> = calls.iter().map(|call| call.visit.clone()).collect();
            let mut desks: BTreeSet<&DeskId> = visits.iter().filter_map(|visit| visit.desk.as_ref()).collect();
            desks.extend(served.keys());
            let profile = |desk: &DeskId| profile(desk, &served, &types);
            let setup = Setup {
                services: types.iter().map(|id| ((*id).clone(), service())).collect(),
                desks: desks.into_iter().map(|desk| (desk.clone(), profile(desk))).collect(),
                hours: vec![Opening { from: midnight, to: midnight + DAY }],
                policy: Policy { alpha_milli: 0, ..Policy::default() },
                ..Setup::default()
            };
            let desks = spans(&visits, &setup);
            for visit in &visits {
                if let Some(desk) = &visit.desk {
                    *served.entry(desk.clone()).or_default().entry(visit.service.clone()).or_default() += 1.0;
                }
            }
            let (date, weekday) = (calls[0].date.clone(), calls[0].weekday);
            Day { date, midnight, weekday, setup, log: Log { visits, desks } }
        })
    }
}

fn service() -> Service {
    let letter = Letter::new('A').unwrap_or_else(|| unreachable!("A is a letter"));
    Service { letter, target: TARGET, expected: EXPECTED, p80: P80 }
}

/// What the calls so far say of the types that a server serves.
fn profile(id: &DeskId, served: &Served, types: &BTreeSet<&ServiceId>) -> BTreeSet<ServiceId> {
    // Who took a call without a server was there, but takes no other.
    if id.as_str() == UNKNOWN {
        return BTreeSet::new();
    }
    let own = served.get(id);
    let count = |calls: Option<&BTreeMap<ServiceId, f64>>, kind: &ServiceId| {
        calls.and_then(|calls| calls.get(kind)).copied().unwrap_or(0.0)
    };
    let (all, mine): (f64, f64) =
        (served.values().flat_map(BTreeMap::values).sum(), own.into_iter().flat_map(BTreeMap::values).sum());
    let usual = |kind: &&&ServiceId| {
        let of_type: f64 = served.values().map(|calls| count(Some(calls), kind)).sum();
        let expected = of_type * mine / all.max(1.0);
        // Half a call stands for what is not known of a type that nobody calls for.
        mine < KNOWN || count(own, kind) + 0.5 >= RARE * expected
    };
    types.iter().filter(usual).map(|kind| (*kind).clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Served, UNKNOWN, profile};
    use queue::{DeskId, ServiceId};
    use std::collections::BTreeSet;

    /// What a server takes, of calls by server and type.
    fn takes(server: &str, calls: &[(&str, &str, u32)]) -> Vec<String> {
        let mut served = Served::new();
        for (server, kind, count) in calls {
            served.entry(DeskId::new(server)).or_default().insert(ServiceId::new(kind), f64::from(*count));
        }
        let types: Vec<ServiceId> = ["PE", "PS", "IN"].map(ServiceId::new).to_vec();
        let types: BTreeSet<&ServiceId> = types.iter().collect();
        profile(&DeskId::new(server), &served, &types).iter().map(|kind| kind.as_str().to_owned()).collect()
    }

    #[test]
    fn a_type_that_is_rare_everywhere_is_served_by_whoever_takes_it_as_often_as_others() {
        let calls = [("a", "PS", 980), ("a", "PE", 19), ("b", "PS", 990), ("b", "PE", 18), ("c", "IN", 300)];
        assert_eq!(takes("a", &calls), ["PE", "PS"]);
        assert_eq!(takes("c", &calls), ["IN"]);
    }

    #[test]
    fn a_server_of_a_few_calls_may_take_everything_and_no_server_takes_nothing() {
        let calls = [("a", "PS", 980), ("b", "IN", 5), (UNKNOWN, "PS", 400)];
        assert_eq!(takes("b", &calls), ["IN", "PE", "PS"]);
        assert!(takes(UNKNOWN, &calls).is_empty());
    }
}
