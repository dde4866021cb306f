//! Random set-ups and random commands.

use queue::{
    Branch, Command, CsrId, Day, DeskId, DeskState, DocumentId, Duration, Issue, Language, Letter, Opening, Policy,
    Service, ServiceId, Setup, TicketId, Timestamp, Token,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

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
    Setup {
        services: services.into_iter().map(|id| (id, service(rng))).collect(),
        desks: (1..).map(|n: u32| DeskId::new(&n.to_string())).zip(profiles).collect(),
        hours: hours(rng),
        reopens_at: rng.random_bool(0.5).then(|| minute(24 * 60)),
        policy: Policy { alpha_milli: rng.random_range(0..=2) * 500 },
    }
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

/// A few milliseconds to three minutes on; now and then up to twenty minutes back.
pub fn tick(rng: &mut ChaCha8Rng, now: Timestamp) -> Timestamp {
    let step = if rng.random_bool(0.03) { -rng.random_range(0..=20 * 60_000) } else { rng.random_range(0..=180_000) };
    now + Duration(step)
}

pub fn command(rng: &mut ChaCha8Rng, branch: &Branch, today: &Day) -> Command {
    match rng.random_range(0..100) {
        0..35 => Command::Issue(issue(rng)),
        35..80 => sensible_step(rng, branch).unwrap_or_else(|| any_step(rng)),
        80..92 => any_step(rng),
        92..98 => Command::Cancel { ticket: TicketId(rng.random_range(0..branch.counts().issued + 3)) },
        _ => open_day(rng, today),
    }
}

fn issue(rng: &mut ChaCha8Rng) -> Issue {
    Issue {
        // The sixth is not always there; the seventh never is.
        service: ServiceId::new(&format!("s{}", rng.random_range(0..7))),
        language: Language::new(if rng.random_bool(0.5) { "it" } else { "en" }),
        priority: rng.random_bool(0.15),
        documents: (0..rng.random_range(0..3)).map(|n| DocumentId::new(&format!("d{n}"))).collect(),
        token: Token::new(&rng.random_range(0..100_000).to_string()),
    }
}

/// What the CSR of some desk would do next.
fn sensible_step(rng: &mut ChaCha8Rng, branch: &Branch) -> Option<Command> {
    let at = rng.random_range(0..branch.desks().len().max(1));
    let (desk, state) = branch.desks().nth(at).map(|(id, desk)| (id.clone(), desk.state.clone()))?;
    let DeskState::Open { csr, ticket } = state else {
        return Some(Command::OpenDesk { desk, csr: csr(rng) });
    };
    let Some(ticket) = ticket.and_then(|ticket| branch.ticket(ticket)) else {
        let leaves = rng.random_bool(0.05);
        return Some(if leaves { Command::CloseDesk { desk, csr } } else { Command::CallNext { desk, csr } });
    };
    let called = matches!(ticket.state, queue::TicketState::Called { .. });
    Some(match rng.random_range(0..10) {
        _ if !called => Command::Finish { desk, csr },
        0..3 => Command::Recall { desk, csr },
        3..5 => Command::NoShow { desk, csr },
        _ => Command::Start { desk, csr },
    })
}

/// Anybody does anything anywhere.
fn any_step(rng: &mut ChaCha8Rng) -> Command {
    let (desk, csr) = (DeskId::new(&rng.random_range(1..=6).to_string()), csr(rng));
    match rng.random_range(0..7) {
        0 => Command::OpenDesk { desk, csr },
        1 => Command::CloseDesk { desk, csr },
        2 => Command::CallNext { desk, csr },
        3 => Command::Recall { desk, csr },
        4 => Command::Start { desk, csr },
        5 => Command::Finish { desk, csr },
        _ => Command::NoShow { desk, csr },
    }
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

fn csr(rng: &mut ChaCha8Rng) -> CsrId {
    CsrId(rng.random_range(1..=6))
}
