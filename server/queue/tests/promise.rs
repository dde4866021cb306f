//! The promise of FORECAST.md: with only automatic calls, a walk-in is overtaken at a desk that could have served it
//! only by walk-ins issued within `its offset - the smallest offset` after it.

use proptest::prelude::*;
use queue::{
    Branch, Command, CsrId, Day, DeskId, Duration, Event, Issue, Language, Letter, Opening, Policy, Service, ServiceId,
    Setup, Ticket, Timestamp, Token,
};
use std::collections::BTreeSet;

const SERVICES: usize = 4;
const DESKS: usize = 3;

#[derive(Debug, Clone)]
struct Step {
    /// Milliseconds since the step before.
    gap: i64,
    act: Act,
}

#[derive(Debug, Clone)]
enum Act {
    Arrive { service: usize, priority: bool },
    Turn { desk: usize },
}

/// Targets and mean times in seconds.
fn any_setup() -> impl Strategy<Value = Setup> {
    let times = prop::collection::vec((1..1_800_i64, 1..1_800_i64), SERVICES);
    let profiles = prop::collection::vec(prop::collection::btree_set(0..SERVICES, 1..=SERVICES), DESKS);
    (times, profiles, prop::sample::select(vec![0, 500, 1_000])).prop_map(|(times, mut profiles, alpha_milli)| {
        profiles[0].extend(0..SERVICES);
        let service = |(target, expected)| Service {
            letter: Letter::new('A').expect("a letter"),
            target: Duration::seconds(target),
            expected: Duration::seconds(expected),
            p80: Duration::seconds(expected),
        };
        Setup {
            services: times.into_iter().enumerate().map(|(n, times)| (service_id(n), service(times))).collect(),
            desks: profiles
                .into_iter()
                .enumerate()
                .map(|(n, profile)| (desk_id(n), profile.into_iter().map(service_id).collect()))
                .collect(),
            hours: vec![Opening { from: Timestamp(0), to: Timestamp(i64::MAX) }],
            reopens_at: None,
            policy: Policy { alpha_milli },
        }
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let arrive =
        (0..SERVICES, prop::bool::weighted(0.2)).prop_map(|(service, priority)| Act::Arrive { service, priority });
    let turn = (0..DESKS).prop_map(|desk| Act::Turn { desk });
    (0..240_000_i64, prop_oneof![2 => arrive, 1 => turn]).prop_map(|(gap, act)| Step { gap, act })
}

fn service_id(n: usize) -> ServiceId {
    ServiceId::new(&n.to_string())
}

fn desk_id(n: usize) -> DeskId {
    DeskId::new(&n.to_string())
}

fn csr(n: usize) -> CsrId {
    CsrId(u32::try_from(n).expect("few desks"))
}

/// The formula of FORECAST.md, written a second time.
fn offset(setup: &Setup, service: &ServiceId, priority: bool) -> i64 {
    let service = &setup.services[service];
    let offset = service.target.0 + service.expected.0 * setup.policy.alpha_milli / 1_000;
    if priority { offset / 2 } else { offset }
}

fn does(branch: &mut Branch, command: &Command, now: Timestamp) -> Vec<Event> {
    let events = branch.decide(command, now).expect("nothing here is refused");
    for event in &events {
        branch.apply(event);
    }
    events
}

fn opened(setup: &Setup) -> Branch {
    let mut branch = Branch::new();
    let day = Day::new(2026, 11, 23);
    does(&mut branch, &Command::OpenDay { day, setup: Box::new(setup.clone()) }, Timestamp(0));
    for n in 0..DESKS {
        does(&mut branch, &Command::OpenDesk { desk: desk_id(n), csr: csr(n) }, Timestamp(0));
    }
    branch
}

fn arrival(service: usize, priority: bool) -> Command {
    let (language, token) = (Language::new("it"), Token::new("token"));
    Command::Issue(Issue { service: service_id(service), language, priority, documents: vec![], token })
}

/// The desk is done with its visitor, if it has one, and calls: the ticket called, and those who could have been.
fn turn(branch: &mut Branch, n: usize, now: Timestamp) -> Option<(Ticket, Vec<Ticket>)> {
    let (desk, csr) = (desk_id(n), csr(n));
    if branch.desk(&desk)?.ticket().is_some() {
        does(branch, &Command::Start { desk: desk.clone(), csr }, now);
        does(branch, &Command::Finish { desk: desk.clone(), csr }, now);
    }
    let profile: &BTreeSet<ServiceId> = &branch.desk(&desk)?.profile;
    let able: Vec<Ticket> = branch.waiting().filter(|ticket| profile.contains(&ticket.service)).cloned().collect();
    let events = does(branch, &Command::CallNext { desk, csr }, now);
    let [Event::TicketCalled { ticket, .. }] = events.as_slice() else { return None };
    Some((branch.ticket(*ticket)?.clone(), able))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_walk_in_is_overtaken_only_within_its_offset(setup in any_setup(), steps in prop::collection::vec(any_step(), 1..120)) {
        let mut branch = opened(&setup);
        let smallest = setup.services.keys().map(|service| offset(&setup, service, true)).min().expect("services");
        let mut now = Timestamp(0);
        for step in steps {
            now = now + Duration(step.gap);
            let desk = match step.act {
                Act::Arrive { service, priority } => {
                    does(&mut branch, &arrival(service, priority), now);
                    continue;
                }
                Act::Turn { desk } => desk,
            };
            let Some((called, able)) = turn(&mut branch, desk, now) else { continue };
            for overtaken in able.iter().filter(|other| other.id < called.id) {
                let later = called.issued_at - overtaken.issued_at;
                let allowed = offset(&setup, &overtaken.service, overtaken.priority) - smallest;
                prop_assert!(later.0 <= allowed, "{} ms later, {allowed} ms allowed", later.0);
                let alike = called.service == overtaken.service && called.priority == overtaken.priority;
                prop_assert!(!alike, "overtaken by its like");
            }
        }
    }
}

/// One desk; a slow service due 30 minutes after the issue, a quick one due after 15 or, with priority, 7.5.
fn slow_and_quick() -> Branch {
    let service = |target, expected| Service {
        letter: Letter::new('A').expect("a letter"),
        target: Duration::minutes(target),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(expected),
    };
    let services = [(service_id(0), service(20, 20)), (service_id(1), service(10, 10))];
    let desks = (0..DESKS).map(|n| (desk_id(n), BTreeSet::from([service_id(0), service_id(1)])));
    opened(&Setup {
        services: services.into_iter().collect(),
        desks: desks.collect(),
        hours: vec![Opening { from: Timestamp(0), to: Timestamp(i64::MAX) }],
        reopens_at: None,
        policy: Policy::default(),
    })
}

fn overtaken_after(gap: Duration) -> bool {
    let mut branch = slow_and_quick();
    let arrived = Timestamp(0) + gap;
    does(&mut branch, &arrival(0, false), Timestamp(0));
    does(&mut branch, &arrival(1, true), arrived);
    let (called, _) = turn(&mut branch, 0, arrived).expect("two wait");
    called.id.0 == 2
}

#[test]
fn the_bound_is_reached_and_not_passed() {
    let bound = Duration(Duration::minutes(30).0 - Duration::seconds(450).0);
    assert!(overtaken_after(Duration(bound.0 - 1)));
    assert!(!overtaken_after(bound));
}
