//! One forecast of a whole branch, as `cargo bench -p forecast` measures it: 60 visitors wait for 8 desks, all services are
//! uncertain, visitors still come, desks pause. At most 20 ms on one core.

use criterion::{Criterion, criterion_group, criterion_main};
use forecast::{Conformal, DeskDay, DeskDays, Learned, ServiceArrivals, Today, predict};
use queue::{
    Branch, Command, CsrId, Day, DeskId, Duration, Issue, Language, Letter, Opening, Service, ServiceId, Setup,
    Timestamp, Token,
};
use std::hint::black_box;

const SERVICES: [(&str, i64, i64, i64); 6] = [
    ("cash", 10, 4, 6),
    ("payments", 10, 6, 8),
    ("cards", 15, 8, 11),
    ("accounts", 20, 15, 20),
    ("advice", 20, 25, 34),
    ("mortgage", 25, 40, 54),
];
const NOON: i64 = 720;

fn setup() -> Setup {
    let service = |target, expected, p80| Service {
        letter: Letter::new('A').expect("a letter"),
        target: Duration::minutes(target),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(p80),
    };
    let profile = |desk: usize| SERVICES.iter().enumerate().filter(move |(place, _)| !(place + desk).is_multiple_of(3));
    Setup {
        services: SERVICES
            .iter()
            .map(|(id, target, expected, p80)| (ServiceId::new(id), service(*target, *expected, *p80)))
            .collect(),
        desks: (1..=8)
            .map(|desk| {
                (DeskId::new(&desk.to_string()), profile(desk).map(|(_, service)| ServiceId::new(service.0)).collect())
            })
            .collect(),
        hours: vec![Opening { from: Timestamp(0), to: Timestamp(0) + Duration::minutes(1_080) }],
        ..Setup::default()
    }
}

fn branch() -> (Branch, Timestamp) {
    let mut branch = Branch::new();
    let mut does = |command: Command, at: Timestamp| {
        let events = branch.decide(&command, at).expect("nothing is refused");
        for event in &events {
            branch.apply(event);
        }
    };
    let at = |minutes: i64| Timestamp(0) + Duration::minutes(minutes);
    does(Command::OpenDay { day: Day::new(2026, 3, 2), setup: Box::new(setup()) }, at(0));
    for number in 0..68_u32 {
        let service = ServiceId::new(SERVICES[usize::try_from(number % 6).expect("small")].0);
        let token = Token::new(&number.to_string());
        let (then, documents, missing, appointment, travel) = (vec![], vec![], vec![], None, None);
        let (language, priority) = (Language::new("it"), number % 9 == 0);
        does(
            Command::Issue(Issue {
                service,
                then,
                language,
                priority,
                documents,
                missing,
                appointment,
                travel,
                call_back: false,
                token,
            }),
            at(NOON - 40 + i64::from(number / 2)),
        );
    }
    for (number, desk) in (1..).zip(setup().desks.keys()) {
        does(Command::OpenDesk { desk: desk.clone(), csr: CsrId(number) }, at(NOON - 5));
        does(Command::CallNext { desk: desk.clone(), csr: CsrId(number) }, at(NOON - 5));
        does(Command::Start { desk: desk.clone(), csr: CsrId(number) }, at(NOON - 4));
    }
    (branch, at(NOON))
}

/// A branch with rush hours, pauses, absences and calls out of order.
fn learned() -> Learned {
    let mut learned = Learned { days: 40, ..Learned::from_setup(&setup()) };
    learned.walk = forecast::ServiceTime::varying(0.5, 0.5, 900.0);
    learned.gap.per_minute = [4.0; forecast::GAP_EDGES.len() + 1];
    for id in setup().services.keys() {
        let per_quarter = std::array::from_fn(|_| vec![1.5; forecast::QUARTERS]);
        let arrivals = ServiceArrivals { per_quarter, priority: 0.1, appointments: 0.1, early_minutes: 5.0 };
        learned.arrivals.services.insert(id.clone(), arrivals);
    }
    for (number, desk) in (0..).zip(setup().desks.keys()) {
        let day = |shift: u32| {
            let from = 43_000 + 600 * number + 60 * shift;
            DeskDay { weekday: 0, opens: 30_000, closes: 64_000, pauses: vec![(from, from + 1_800)] }
        };
        learned.desk_days.insert(desk.clone(), DeskDays { days: (0..40).map(day).collect() });
    }
    learned.no_shows = forecast::NoShows { scale_minutes: Some(150.0), shape: 1.3 };
    learned.leaving.per_minute = [0.002; forecast::LEAVING_EDGES.len() + 1];
    learned.call_habits = forecast::CallHabits { by_arrival: 0.05, at_random: 0.1, ..Default::default() };
    learned
}

fn whole_branch(criterion: &mut Criterion) {
    let ((branch, now), learned, conformal) = (branch(), learned(), Conformal::default());
    assert_eq!(branch.waiting_count(), 60);
    let today = Today::new(Timestamp(0), 0);
    criterion.bench_function("a forecast of 60 waiting visitors and 8 desks", |bencher| {
        bencher.iter(|| predict(black_box(&branch), &learned, &conformal, &today, now, 1));
    });
}

criterion_group!(benches, whole_branch);
criterion_main!(benches);
