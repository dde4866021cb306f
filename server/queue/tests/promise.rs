//! The promise on overtaking: with only automatic calls, and no limit on the share of priority, a walk-in is overtaken at
//! a desk that could have served it only by walk-ins issued within `its offset - the smallest offset` after it, and by
//! appointments whose max(booked, checked in) is at most `its issue + its offset + the lead`; it is the same for those whose
//! visitors wait for an officer, whom nobody else calls. A ticket from elsewhere overtakes as a walk-in's does, and only where
//! its visitor came before the other was due. A ticket of a kiosk that was alone counts from when its visitor came: it overtakes nobody who
//! came before them, as no other walk-in's does. Whoever is called back stands in the line as a walk-in does. At a desk that prefers some
//! services, both bounds are wider by what the preference adds to the walk-in's own.

use proptest::prelude::*;
use queue::{
    Appointment, AppointmentId, Bound, Branch, Command, CsrId, Day, DeskId, Duration, Event, HandIn, Issue, KioskId,
    Language, Letter, NUMBERS_MOST, Opening, Policy, Presence, Remote, Service, ServiceId, Setup, Ticket, TicketState,
    Timestamp, Token, VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};

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
    Arrive {
        service: usize,
        priority: bool,
    },
    /// Asks to be called back.
    Ask {
        service: usize,
    },
    /// The visitor whom the desk has dialled does not answer; those who did not are dialled again once it is time.
    Silence {
        desk: usize,
    },
    /// With an appointment so many milliseconds from then, with the CSR of a desk or with whoever is there.
    CheckIn {
        service: usize,
        booked_in: i64,
        officer: Option<usize>,
    },
    /// Takes a ticket from elsewhere.
    Join {
        service: usize,
    },
    /// A kiosk that is without the server gives out a ticket.
    Alone {
        service: usize,
        priority: bool,
    },
    /// It is back, and hands in what it gave out.
    Back,
    /// The `nth` of those who are away arrives.
    Come {
        nth: usize,
    },
    Turn {
        desk: usize,
    },
}

/// Targets and mean times in seconds.
fn any_setup() -> impl Strategy<Value = Setup> {
    let times = prop::collection::vec((1..1_800_i64, 1..1_800_i64), SERVICES);
    let profiles = prop::collection::vec(prop::collection::btree_set(0..SERVICES, 1..=SERVICES), DESKS);
    let preferred = prop::collection::vec(0..=2_usize, DESKS);
    let alphas = prop::sample::select(vec![0, 500, 1_000]);
    (times, profiles, alphas, preferred).prop_map(|(times, mut profiles, alpha_milli, preferred)| {
        profiles[0].extend(0..SERVICES);
        let service = |(target, expected)| Service {
            letter: Letter::new('A').expect("a letter"),
            target: Duration::seconds(target),
            expected: Duration::seconds(expected),
            p80: Duration::seconds(expected),
        };
        let dearest =
            |n: usize| profiles[n].iter().rev().take(preferred[n]).map(|service| service_id(*service)).collect();
        let preferences = (0..DESKS).map(|n| (desk_id(n), dearest(n))).collect();
        Setup {
            services: times.into_iter().enumerate().map(|(n, times)| (service_id(n), service(times))).collect(),
            desks: profiles
                .into_iter()
                .enumerate()
                .map(|(n, profile)| (desk_id(n), profile.into_iter().map(service_id).collect()))
                .collect(),
            hours: vec![Opening { from: Timestamp(0), to: Timestamp(i64::MAX) }],
            reopens_at: None,
            preferences,
            policy: Policy {
                alpha_milli,
                remote_most: 1_000,
                reserve_size: NUMBERS_MOST,
                call_backs_most: 1_000,
                ..Policy::default()
            },
        }
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let arrive =
        (0..SERVICES, prop::bool::weighted(0.2)).prop_map(|(service, priority)| Act::Arrive { service, priority });
    let check_in = (0..SERVICES, -1_800_000..1_800_000_i64, prop::option::of(0..DESKS))
        .prop_map(|(service, booked_in, officer)| Act::CheckIn { service, booked_in, officer });
    let turn = (0..DESKS).prop_map(|desk| Act::Turn { desk });
    let join = (0..SERVICES).prop_map(|service| Act::Join { service });
    let alone =
        (0..SERVICES, prop::bool::weighted(0.2)).prop_map(|(service, priority)| Act::Alone { service, priority });
    let come = (0..8_usize).prop_map(|nth| Act::Come { nth });
    let ask = (0..SERVICES).prop_map(|service| Act::Ask { service });
    let silence = (0..DESKS).prop_map(|desk| Act::Silence { desk });
    (
        0..240_000_i64,
        prop_oneof![
            8 => arrive,
            2 => check_in,
            2 => join,
            2 => come,
            2 => alone,
            1 => Just(Act::Back),
            3 => ask,
            2 => silence,
            5 => turn,
        ],
    )
        .prop_map(|(gap, act)| Step { gap, act })
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
    let (service, documents) = (service_id(service), vec![]);
    Command::Issue(Issue {
        service,
        then: vec![],
        language,
        priority,
        documents,
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token,
    })
}

fn check_in(number: usize, service: usize, booked: Timestamp, officer: Option<usize>) -> Command {
    let Command::Issue(walk_in) = arrival(service, false) else { unreachable!("an arrival is an issue") };
    let id = AppointmentId::new(&number.to_string());
    Command::Issue(Issue { appointment: Some(Appointment { id, booked, officer: officer.map(csr) }), ..walk_in })
}

/// When an appointment was booked or checked in for, whichever is later; `None` for a walk-in, or who came as late as
/// one.
fn appointment(setup: &Setup, ticket: &Ticket) -> Option<Timestamp> {
    let booked = ticket.appointment.as_ref()?.booked;
    let late = ticket.issued_at > booked + setup.policy.appointment_grace;
    (!late).then(|| booked.max(ticket.issued_at))
}

/// The desk is done with its visitor, if it has one, and calls: the ticket called, and those who could have been.
fn turn(branch: &mut Branch, n: usize, now: Timestamp) -> Option<(Ticket, Vec<Ticket>)> {
    let (desk, csr) = (desk_id(n), csr(n));
    if branch.desk(&desk)?.ticket().is_some() {
        does(branch, &Command::Start { desk: desk.clone(), csr }, now);
        let (outcome, delivered) = (VisitOutcome::Resolved, vec![]);
        does(branch, &Command::Finish { desk: desk.clone(), csr, outcome, delivered, follow_up: false }, now);
    }
    let profile: &BTreeSet<ServiceId> = &branch.desk(&desk)?.profile;
    // Who waits for an officer is called by nobody else.
    let may_call = |ticket: &&Ticket| match ticket.bound {
        Some(Bound::Csr(officer)) => officer == csr,
        _ => profile.contains(&ticket.service),
    };
    // Who is away is called by nobody, and overtaken by anybody.
    let able: Vec<Ticket> = branch.waiting().filter(may_call).filter(|ticket| !ticket.is_away()).cloned().collect();
    let events = does(branch, &Command::CallNext { desk, csr }, now);
    let [Event::TicketCalled { ticket, .. }] = events.as_slice() else { return None };
    Some((branch.ticket(*ticket)?.clone(), able))
}

/// The desk has dialled a visitor who does not answer.
fn does_not_answer(branch: &mut Branch, n: usize, now: Timestamp) {
    let (desk, csr) = (desk_id(n), csr(n));
    let Some(ticket) = branch.desk(&desk).and_then(|at| branch.ticket(at.ticket()?)) else { return };
    if ticket.call_back.is_some() && matches!(ticket.state, TicketState::Called { .. }) {
        does(branch, &Command::NoShow { desk, csr }, now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_walk_in_is_overtaken_only_within_its_offset(setup in any_setup(), steps in prop::collection::vec(any_step(), 1..120)) {
        let mut branch = opened(&setup);
        let smallest = setup.services.keys().map(|service| offset(&setup, service, true)).min().expect("services");
        let mut now = Timestamp(0);
        let kiosk = KioskId::new("door");
        does(&mut branch, &Command::ReserveNumbers { kiosk: kiosk.clone() }, now);
        let mut held = branch.reserve_of(&kiosk).expect("it has numbers").numbers.clone().into_iter();
        let mut given: Vec<HandIn> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            now = now + Duration(step.gap);
            let desk = match step.act {
                Act::Arrive { service, priority } => {
                    does(&mut branch, &arrival(service, priority), now);
                    continue;
                }
                Act::CheckIn { service, booked_in, officer } => {
                    // One from before the day would be refused.
                    let booked = (now + Duration(booked_in)).max(Timestamp(0));
                    does(&mut branch, &check_in(number, service, booked, officer), now);
                    continue;
                }
                Act::Join { service } => {
                    let Command::Issue(walk_in) = arrival(service, false) else { unreachable!("an arrival is an issue") };
                    does(&mut branch, &Command::Issue(Issue { travel: Some(Duration::minutes(20)), ..walk_in }), now);
                    continue;
                }
                Act::Alone { service, priority } => {
                    let (Some(held), Command::Issue(wish)) = (held.next(), arrival(service, priority)) else { continue };
                    given.push(HandIn { kiosk: kiosk.clone(), number: held.number, came: now, wish });
                    continue;
                }
                Act::Back => {
                    for given in given.drain(..) {
                        let came = given.came;
                        let events = does(&mut branch, &Command::HandIn(given), now);
                        let [Event::TicketIssued { at, .. }] = events.as_slice() else { panic!("a ticket: {events:?}") };
                        prop_assert_eq!(*at, came);
                    }
                    continue;
                }
                Act::Come { nth } => {
                    let ticket = branch.away().nth(nth).map(|ticket| ticket.id);
                    if let Some(ticket) = ticket {
                        does(&mut branch, &Command::Arrive { ticket }, now);
                    }
                    continue;
                }
                Act::Ask { service } => {
                    let Command::Issue(walk_in) = arrival(service, false) else { unreachable!("an arrival is an issue") };
                    does(&mut branch, &Command::Issue(Issue { call_back: true, ..walk_in }), now);
                    continue;
                }
                Act::Silence { desk } => {
                    does_not_answer(&mut branch, desk, now);
                    does(&mut branch, &Command::DialAgain, now);
                    continue;
                }
                Act::Turn { desk } => desk,
            };
            let Some((called, able)) = turn(&mut branch, desk, now) else { continue };
            prop_assert!(able.iter().any(|other| other.id == called.id), "another's visitor was called");
            // Whoever took the ticket from elsewhere is promised no more than that their place counts once they are there.
            let walk_ins = able.iter().filter(|other| appointment(&setup, other).is_none() && other.remote.is_none());
            // Whoever did not answer is due later by as long as nobody dialled them.
            let answers = |other: &&Ticket| other.call_back.is_none_or(|call_back| call_back.unanswered == 0);
            let before = |other: &&Ticket| (other.issued_at, other.id) < (called.issued_at, called.id);
            for overtaken in walk_ins.filter(answers).filter(before) {
                let rank = branch.desk(&desk_id(desk)).expect("a desk").rank(&overtaken.service);
                let later_here = setup.policy.preference_step.0 * i64::try_from(rank).expect("few");
                let own = offset(&setup, &overtaken.service, overtaken.priority) + later_here;
                if let Some(due) = appointment(&setup, &called) {
                    let latest = overtaken.issued_at + Duration(own) + setup.policy.appointment_lead;
                    prop_assert!(due <= latest, "{due:?} is after {latest:?}");
                    continue;
                }
                if let Some(Remote { presence: Presence::Here { since }, .. }) = called.remote {
                    let latest = overtaken.issued_at + Duration(own);
                    prop_assert!(since <= latest, "came at {since:?} and was called before who was due at {latest:?}");
                }
                let later = called.issued_at - overtaken.issued_at;
                let allowed = own - smallest;
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
        preferences: BTreeMap::new(),
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
