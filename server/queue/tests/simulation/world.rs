//! Random set-ups and random commands.

use queue::{
    AlertId, AlertKind, AlertPlace, AnnouncementId, AnswerId, Appointment, AppointmentId, Branch, Command, CsrId, Day,
    Desk, DeskId, DeskState, Destination, DocumentId, Duration, HandIn, Issue, KioskId, Language, LendingState, Letter,
    ManualPicks, Number, Opening, ParkReason, PauseReason, Policy, PrinterFault, QueuePlace, Said, Service, ServiceId,
    Setup, TicketId, TicketState, Timestamp, Token, VisitOutcome,
};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

pub const DAY_LENGTH: i64 = 8 * 60;

pub fn minute(minutes: i64) -> Timestamp {
    Timestamp(1_800_000_000_000) + Duration::minutes(minutes)
}

pub fn setup(rng: &mut ChaCha8Rng) -> Setup {
    let services: Vec<ServiceId> = (0..rng.random_range(1..=6)).map(|n| ServiceId::new(&format!("s{n}"))).collect();
    let mut profiles: Vec<BTreeSet<ServiceId>> = (0..rng.random_range(1..=5))
        .map(|_| services.iter().filter(|_| rng.random_bool(0.5)).cloned().collect())
        .collect();
    for service in &services {
        let desk = rng.random_range(0..profiles.len());
        profiles[desk].insert(service.clone());
    }
    let desks: BTreeMap<DeskId, BTreeSet<ServiceId>> =
        (1..).map(|n: u32| DeskId::new(&n.to_string())).zip(profiles).collect();
    Setup {
        services: services.into_iter().map(|id| (id, service(rng))).collect(),
        preferences: desks.iter().filter_map(|(id, profile)| Some((id.clone(), preference(rng, profile)?))).collect(),
        desks,
        hours: hours(rng),
        reopens_at: rng.random_bool(0.5).then(|| minute(24 * 60)),
        policy: policy(rng),
    }
}

fn policy(rng: &mut ChaCha8Rng) -> Policy {
    let minutes = |rng: &mut ChaCha8Rng, most| Duration::minutes(rng.random_range(0..=most));
    Policy {
        alpha_milli: rng.random_range(0..=2) * 500,
        appointment_lead: minutes(rng, 30),
        appointment_grace: minutes(rng, 30),
        officer_wait: minutes(rng, 20),
        priority_share_milli: [1_000, 1_000, 500, 250, 0][rng.random_range(0..5)],
        preference_step: minutes(rng, 10),
        no_show_calls: rng.random_range(0..=3),
        no_show_after: Duration::seconds(rng.random_range(0..=120)),
        delay_most: minutes(rng, 40),
        overtime: minutes(rng, 60),
        extension_most: minutes(rng, 240),
        auto_call_after: Duration::seconds([0, 10][rng.random_range(0..2)]),
        manual_picks: [ManualPicks::Allowed, ManualPicks::Counted, ManualPicks::Off][rng.random_range(0..3)],
        remote_most: [0, 3, 20][rng.random_range(0..3)],
        remote_grace: minutes(rng, 40),
        reserve_size: [0, 2, 5][rng.random_range(0..3)],
        alone_most: minutes(rng, 60),
        call_backs_most: [0, 2, 20][rng.random_range(0..3)],
        call_back_pause: minutes(rng, 30),
        call_back_dials: rng.random_range(0..=3),
    }
}

/// Some desks prefer one or two of their services.
fn preference(rng: &mut ChaCha8Rng, profile: &BTreeSet<ServiceId>) -> Option<Vec<ServiceId>> {
    let some = rng.random_bool(0.3).then(|| profile.iter().rev().take(rng.random_range(1..=2)).cloned().collect());
    some.filter(|preference: &Vec<_>| !preference.is_empty())
}

fn service(rng: &mut ChaCha8Rng) -> Service {
    let expected = rng.random_range(1..=40 * 60_000);
    Service {
        letter: Letter::new(['A', 'B', 'C'][rng.random_range(0..3)]).expect("a letter"),
        target: Duration(rng.random_range(1..=30 * 60_000)),
        expected: Duration(expected),
        p80: Duration(expected + rng.random_range(0..=20) * 60_000),
    }
}

/// Mostly two long openings; sometimes none.
fn hours(rng: &mut ChaCha8Rng) -> Vec<Opening> {
    if rng.random_bool(0.05) {
        return vec![];
    }
    let (noon, late) = (rng.random_range(200..240), rng.random_range(240..260));
    vec![Opening { from: minute(0), to: minute(noon) }, Opening { from: minute(late), to: minute(DAY_LENGTH - 60) }]
}

/// A few milliseconds to three minutes on; now and then up to twenty minutes back, and rarely hours either way.
pub fn tick(rng: &mut ChaCha8Rng, now: Timestamp) -> Timestamp {
    now + Duration(match rng.random_range(0..1_000) {
        0..30 => -rng.random_range(0..=20 * 60_000),
        30..33 => rng.random_range(-3 * 60 * 60_000..=3 * 60 * 60_000),
        _ => rng.random_range(0..=180_000),
    })
}

pub fn command(rng: &mut ChaCha8Rng, branch: &Branch, today: &Day, now: Timestamp) -> Command {
    match rng.random_range(0..1_000) {
        0..230 => Command::Issue(issue(rng, now)),
        230..320 => about_a_kiosk_alone(rng, branch, now),
        320..760 => sensible_step(rng, branch, now).unwrap_or_else(|| any_step(rng, now)),
        760..850 => any_step(rng, now),
        850..935 => about_a_ticket(rng, branch),
        935..950 => about_an_announcement(rng, branch, now),
        950..975 => about_the_day(rng, now),
        975..985 => about_an_alert(rng, branch),
        _ => open_day(rng, today),
    }
}

/// The sixth service is not always there; the seventh never is.
fn service_id(rng: &mut ChaCha8Rng) -> ServiceId {
    ServiceId::new(&format!("s{}", rng.random_range(0..7)))
}

fn issue(rng: &mut ChaCha8Rng, now: Timestamp) -> Issue {
    Issue {
        service: service_id(rng),
        then: (0..rng.random_range(0..5) / 3).map(|_| service_id(rng)).collect(),
        language: Language::new(if rng.random_bool(0.5) { "it" } else { "en" }),
        priority: rng.random_bool(0.15),
        documents: (0..rng.random_range(0..3)).map(|n| DocumentId::new(&format!("d{n}"))).collect(),
        missing: (3..rng.random_range(3..5)).map(|n| DocumentId::new(&format!("d{n}"))).collect(),
        appointment: rng.random_bool(0.2).then(|| appointment(rng, now)),
        travel: rng.random_bool(0.2).then(|| Duration::minutes(rng.random_range(-1..150).min(130))),
        call_back: rng.random_bool(0.15),
        token: Token::new(&rng.random_range(0..100_000).to_string()),
    }
}

/// Kiosks take numbers and give them out without the server, with clocks that are off; many more than hold numbers ask for them.
fn about_a_kiosk_alone(rng: &mut ChaCha8Rng, branch: &Branch, now: Timestamp) -> Command {
    let kiosk = |n: u32| KioskId::new(&format!("k{n}"));
    let one = kiosk(rng.random_range(0..3));
    match rng.random_range(0..10) {
        0..2 => Command::ReserveNumbers { kiosk: one },
        2..6 => Command::ReserveNumbers { kiosk: kiosk(rng.random_range(0..60)) },
        _ => {
            let held: Vec<Number> = branch
                .reserve_of(&one)
                .map(|reserve| reserve.numbers.iter().map(|reserved| reserved.number).collect())
                .unwrap_or_default();
            let any = Number {
                letter: Letter::new('A').expect("a letter"),
                count: [0, 500][rng.random_range(0..2)] + rng.random_range(1..60),
            };
            let number = held.choose(rng).copied().filter(|_| rng.random_bool(0.9)).unwrap_or(any);
            let of_letter: Vec<ServiceId> = branch
                .setup()
                .into_iter()
                .flat_map(|setup| &setup.services)
                .filter(|(_, service)| service.letter == number.letter)
                .map(|(id, _)| id.clone())
                .collect();
            let service = of_letter.choose(rng).cloned().unwrap_or_else(|| service_id(rng));
            let came = now + Duration::minutes(rng.random_range(-90..20));
            let wish = Issue { service, then: vec![], appointment: None, travel: None, ..issue(rng, now) };
            Command::HandIn(HandIn { kiosk: one, number, came, wish })
        }
    }
}

/// Mostly within the hour; sometimes on another day.
fn appointment(rng: &mut ChaCha8Rng, now: Timestamp) -> Appointment {
    let away = if rng.random_bool(0.05) { 24 * 60 } else { rng.random_range(-60..60) };
    let id = AppointmentId::new(&rng.random_range(0..200).to_string());
    // Every other one with an officer, who may be there or not.
    let officer = rng.random_bool(0.5).then(|| any_csr(rng));
    Appointment { id, booked: now + Duration::minutes(away), officer }
}

/// What the CSR of some desk would do next.
fn sensible_step(rng: &mut ChaCha8Rng, branch: &Branch, now: Timestamp) -> Option<Command> {
    let at = rng.random_range(0..branch.desks().len().max(1));
    let (desk, state, free_since) =
        branch.desks().nth(at).map(|(id, desk)| (id.clone(), desk.state.clone(), desk.free_since))?;
    let DeskState::Open { csr, ticket, pause } = state else {
        return Some(Command::OpenDesk { desk, csr: any_csr(rng) });
    };
    let Some(ticket) = ticket.and_then(|ticket| branch.ticket(ticket)) else {
        return Some(match rng.random_range(0..100) {
            _ if pause.is_some() => Command::OpenDesk { desk, csr },
            0..4 => Command::CloseDesk { desk, csr },
            4..8 => Command::PauseDesk { desk, csr, reason: pause_reason(rng) },
            8..18 => about_a_lending(rng, branch, desk, csr, now),
            18..24 => match branch.waiting().nth(rng.random_range(0..5)) {
                Some(ticket) => Command::CallTicket { desk, csr, ticket: ticket.id },
                None => Command::CallNext { desk, csr },
            },
            24..44 => Command::AutoCall { desk, csr, since: free_since.unwrap_or(now) },
            _ => Command::CallNext { desk, csr },
        });
    };
    let called = matches!(ticket.state, TicketState::Called { .. });
    Some(match rng.random_range(0..100) {
        0..8 => Command::Park { desk, csr, reason: park_reason(rng), until: until(rng, now) },
        8..20 => Command::Transfer { desk, csr, to: destination(rng, branch), place: a_place(rng) },
        _ if !called => finish(rng, desk, csr),
        20..40 => Command::Recall { desk, csr },
        40..60 => Command::NoShow { desk, csr },
        _ => Command::Start { desk, csr },
    })
}

/// A manager asks for help, the CSR agrees, or one of them ends it.
fn about_a_lending(rng: &mut ChaCha8Rng, branch: &Branch, desk: DeskId, csr: CsrId, now: Timestamp) -> Command {
    // Mostly the next step of what there is.
    let step = match branch.lending_of(&desk).map(|lending| lending.state) {
        Some(LendingState::Asked) => 1,
        Some(LendingState::Lent { .. }) => 2,
        _ => 0,
    };
    match if rng.random_bool(0.5) { step } else { rng.random_range(0..3) } {
        0 => {
            let services = (0..2).map(|_| service_id(rng)).collect();
            Command::LendDesk { desk, services, until: now + Duration::minutes(rng.random_range(-5..60)) }
        }
        1 => Command::AcceptLending { desk, csr },
        _ => Command::ReturnDesk { desk, csr: rng.random_bool(0.5).then_some(csr) },
    }
}

fn finish(rng: &mut ChaCha8Rng, desk: DeskId, csr: CsrId) -> Command {
    let outcome = [VisitOutcome::Resolved, VisitOutcome::Partly, VisitOutcome::Unresolved][rng.random_range(0..3)];
    let delivered = (0..rng.random_range(0..6) / 3).map(|_| service_id(rng)).collect();
    Command::Finish { desk, csr, outcome, delivered, follow_up: rng.random_bool(0.1) }
}

fn destination(rng: &mut ChaCha8Rng, branch: &Branch) -> Destination {
    let open: Vec<CsrId> = branch.desks().filter_map(|(_, desk): (_, &Desk)| desk.csr()).collect();
    match rng.random_range(0..3) {
        0 => Destination::Service(service_id(rng)),
        1 => Destination::Desk(any_desk(rng)),
        _ => Destination::Csr(open.choose(rng).copied().unwrap_or(CsrId(9))),
    }
}

/// Anybody does anything anywhere.
fn any_step(rng: &mut ChaCha8Rng, now: Timestamp) -> Command {
    let (desk, csr) = (any_desk(rng), any_csr(rng));
    match rng.random_range(0..12) {
        0 => Command::OpenDesk { desk, csr },
        1 => Command::CloseDesk { desk, csr },
        2 => Command::CallNext { desk, csr },
        3 => Command::Recall { desk, csr },
        4 => Command::Start { desk, csr },
        5 => finish(rng, desk, csr),
        6 => Command::PauseDesk { desk, csr, reason: pause_reason(rng) },
        7 => Command::TakeOverDesk { desk, csr },
        8 => Command::CallTicket { desk, csr, ticket: TicketId(rng.random_range(0..60)) },
        9 => Command::Park { desk, csr, reason: park_reason(rng), until: until(rng, now) },
        10 => Command::Transfer { desk, csr, to: Destination::Csr(any_csr(rng)), place: a_place(rng) },
        _ => Command::NoShow { desk, csr },
    }
}

fn about_a_ticket(rng: &mut ChaCha8Rng, branch: &Branch) -> Command {
    let any = TicketId(rng.random_range(0..branch.counts().issued + 3));
    let of = |rng: &mut ChaCha8Rng, wanted: fn(&TicketState) -> bool| {
        let some: Vec<TicketId> =
            branch.tickets().filter(|ticket| wanted(&ticket.state)).map(|ticket| ticket.id).collect();
        some.choose(rng).copied().filter(|_| rng.random_bool(0.8)).unwrap_or(any)
    };
    match rng.random_range(0..14) {
        7 => Command::ReleaseHeld,
        8.. => about_who_is_away(rng, branch, any),
        0 => Command::Cancel { ticket: any },
        1 => {
            let ticket = of(rng, |state| *state == TicketState::Waiting);
            Command::Delay { ticket, by: Duration::minutes(rng.random_range(-1..20)) }
        }
        2 => {
            let ticket = of(rng, |state| matches!(state, TicketState::NoShow { .. }));
            Command::Reinstate { ticket, place: a_place(rng) }
        }
        3 => Command::Resume { ticket: of(rng, |state| matches!(state, TicketState::Parked { .. })) },
        4 => Command::SetPriority { ticket: any, priority: rng.random_bool(0.5) },
        5 => Command::CheckDocument { ticket: any, document: DocumentId::new("id"), at_hand: rng.random_bool(0.5) },
        _ => Command::SetService { ticket: any, service: service_id(rng) },
    }
}

/// Visitors are told to come, set off and arrive, in any order; some never do.
fn about_who_is_away(rng: &mut ChaCha8Rng, branch: &Branch, any: TicketId) -> Command {
    let away: Vec<TicketId> = branch.away().map(|ticket| ticket.id).collect();
    let ticket = away.choose(rng).copied().filter(|_| rng.random_bool(0.9)).unwrap_or(any);
    match rng.random_range(0..10) {
        0..4 => Command::CallIn { ticket },
        4..6 => Command::SetOff { ticket },
        6..8 => Command::Arrive { ticket },
        8 => Command::DialAgain,
        _ => Command::EndMissed,
    }
}

/// The staff are called and go; now and then somebody sees to what there is not.
fn about_an_alert(rng: &mut ChaCha8Rng, branch: &Branch) -> Command {
    let raised = branch.alerts().map(|alert| alert.id.0).max().unwrap_or(0);
    let printer = |fault| (AlertKind::Printer(fault), "lobby".to_owned());
    let (kind, place) = match rng.random_range(0..11) {
        10 => return Command::CountSolved { answer: AnswerId::new("hours") },
        0..4 => return Command::ClearAlert { alert: AlertId(rng.random_range(0..raised + 2)) },
        4..6 => (AlertKind::Help, "kiosk".to_owned()),
        6 => (AlertKind::DeskHelp, any_desk(rng).to_string()),
        7 => (AlertKind::Danger, any_desk(rng).to_string()),
        8 => printer(PrinterFault::OutOfPaper),
        _ => printer(PrinterFault::CoverOpen),
    };
    Command::RaiseAlert { kind, place: AlertPlace::new(&place) }
}

fn about_the_day(rng: &mut ChaCha8Rng, now: Timestamp) -> Command {
    let service = rng.random_bool(0.7).then(|| service_id(rng));
    match rng.random_range(0..13) {
        11 => Command::BeginEvacuation,
        12 => Command::LiftEvacuation,
        0..3 => Command::StopIssuing { service },
        3..7 => Command::ResumeIssuing { service },
        7..9 => Command::ExtendDay { until: now + Duration::minutes(rng.random_range(-10..400)) },
        9 => Command::ReopenDay,
        _ => Command::CloseDay { overdue: rng.random_bool(0.2) },
    }
}

fn about_an_announcement(rng: &mut ChaCha8Rng, branch: &Branch, now: Timestamp) -> Command {
    if rng.random_bool(0.2) {
        let shown = branch.announcements(now).next().map(|shown| shown.id.clone());
        return Command::WithdrawAnnouncement { announcement: shown.unwrap_or_else(|| announcement(rng)) };
    }
    let said = [
        Said::DeskCloses { desk: any_desk(rng), minutes: 10 },
        Said::DeskOpens { desk: any_desk(rng) },
        Said::BranchCloses { minutes: 15 },
        Said::Typed,
    ];
    let said = said[rng.random_range(0..4)].clone();
    Command::Announce { announcement: announcement(rng), said, minutes: rng.random_range(60..600) }
}

fn announcement(rng: &mut ChaCha8Rng) -> AnnouncementId {
    AnnouncementId::new(&rng.random_range(0..1_000_000).to_string())
}

/// Today again, yesterday, and rarely tomorrow; the set-up is sometimes broken.
fn open_day(rng: &mut ChaCha8Rng, today: &Day) -> Command {
    let number: i8 = today.as_str()[8..].parse().expect("a day of the month");
    let number = match rng.random_range(0..10) {
        0..5 => number,
        5..8 => number - 1,
        _ => (number + 1).min(28),
    };
    let mut setup = setup(rng);
    if rng.random_bool(0.3) {
        setup.desks.clear();
    }
    Command::OpenDay { day: Day::new(2026, 11, number), setup: Box::new(setup) }
}

fn any_csr(rng: &mut ChaCha8Rng) -> CsrId {
    CsrId(rng.random_range(1..=6))
}

fn any_desk(rng: &mut ChaCha8Rng) -> DeskId {
    DeskId::new(&rng.random_range(1..=6).to_string())
}

fn a_place(rng: &mut ChaCha8Rng) -> QueuePlace {
    [QueuePlace::First, QueuePlace::ByDue, QueuePlace::Last][rng.random_range(0..3)]
}

fn pause_reason(rng: &mut ChaCha8Rng) -> PauseReason {
    [PauseReason::Break, PauseReason::BackOffice, PauseReason::Other][rng.random_range(0..3)]
}

fn park_reason(rng: &mut ChaCha8Rng) -> ParkReason {
    let reasons = [ParkReason::FetchDocument, ParkReason::WaitForBank, ParkReason::NoAnswer, ParkReason::Other];
    reasons[rng.random_range(0..4)]
}

fn until(rng: &mut ChaCha8Rng, now: Timestamp) -> Option<Timestamp> {
    rng.random_bool(0.5).then(|| now + Duration::minutes(rng.random_range(-2..60)))
}
