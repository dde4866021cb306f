//! A branch with a book of appointments, on both engines: what is learned of it, and whom its day expects.

use super::super::learning::learn;
use super::*;
use crate::journal::{Recorded, Working, row};
use crate::request::Actor;
use forecast::{Learned, Learner};
use queue::{Appointment, Command, CsrId, DeskId, Issue, Language, ServiceId, Token, VisitOutcome};
use setup::Setup;
use std::sync::Arc;
use store::{RequestKey, learned};
use testing::postgres::fresh_database;

const CSR: CsrId = CsrId(7);
/// 23 November 2026, midnight in Rome.
const MONDAY: Timestamp = Timestamp(1_795_388_400_000);
const DAY: Duration = Duration::minutes(24 * 60);
const TEN: Duration = Duration::minutes(10 * 60);

fn centro() -> Arc<setup::Branch> {
    Setup::load(None).unwrap().always_open().branches["centro"].clone()
}

/// A store on each engine. The folder is removed with the last value.
async fn engines() -> Vec<(Store, tempfile::TempDir)> {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = Store::sqlite(&one.path().join("sportello.db")).await.unwrap();
    let server = Store::postgres(&fresh_database().await).await.unwrap();
    vec![(file, one), (server, two)]
}

/// A booking for cash at a moment.
fn booked(id: &str, at: Timestamp) -> BookedAppointment {
    BookedAppointment {
        id: AppointmentId::new(id),
        branch: BranchId::new("centro"),
        token: Token::new(&format!("token-{id}")),
        code: format!("code-{id}"),
        officer: CSR,
        service: ServiceId::new("cash"),
        language: Language::new("it"),
        quarter: Quarter::from(at).0,
        quarters: 2,
        wall: String::new(),
        state: State::Booked.as_str().to_owned(),
        version: 1,
    }
}

async fn books(store: &Store, booking: BookedAppointment) {
    assert!(appointment::insert(store, &booking).await.unwrap());
}

async fn cancels(store: &Store, booking: BookedAppointment) {
    let state = State::Cancelled.as_str().to_owned();
    assert!(appointment::update(store, &BookedAppointment { state, version: 2, ..booking }).await.unwrap());
}

/// A day of the branch, whose rows are appended as they come.
struct Journal {
    store: Store,
    working: Working,
    events: Vec<Event>,
}

impl Journal {
    async fn open(store: &Store, at: Timestamp) -> Self {
        let (setup, store) = (centro(), store.clone());
        let day = setup.day(at);
        let mut journal = Self { store, working: Working::empty(day.clone()), events: Vec::new() };
        journal.append(at, Command::OpenDay { day, setup: Box::new(setup.rules(at)) }).await;
        journal
    }

    async fn append(&mut self, at: Timestamp, command: Command) {
        let events = self.working.branch.decide(&command, at).unwrap();
        for event in &events {
            self.working.apply(event);
        }
        self.working.seq += 1;
        self.events.extend(events.iter().cloned());
        let recorded = Recorded { command, events: events.into() };
        let row = row(&BranchId::new("centro"), &self.working, &RequestKey::fresh(), at, Actor::Server, &recorded);
        self.store.append(vec![row]).await.unwrap();
    }

    /// A visitor comes, for a booking or for none.
    async fn comes(&mut self, at: Timestamp, booked: Option<&BookedAppointment>) {
        let appointment = booked.map(|row| {
            let booked = Quarter(row.quarter).start();
            Appointment { id: row.id.clone(), booked, officer: None }
        });
        let issue = Issue {
            service: ServiceId::new("cash"),
            then: vec![],
            language: Language::new("it"),
            priority: false,
            documents: vec![],
            missing: vec![],
            appointment,
            travel: None,
            call_back: false,
            token: Token::new(RequestKey::fresh().as_str()),
        };
        self.append(at, Command::Issue(issue)).await;
    }

    /// The visitor who waits is served.
    async fn serves(&mut self, at: Timestamp) {
        let desk = DeskId::new("1");
        self.append(at, Command::OpenDesk { desk: desk.clone(), csr: CSR }).await;
        self.append(at, Command::CallNext { desk: desk.clone(), csr: CSR }).await;
        self.append(at, Command::Start { desk: desk.clone(), csr: CSR }).await;
        let (outcome, delivered) = (VisitOutcome::Resolved, vec![]);
        self.append(at, Command::Finish { desk, csr: CSR, outcome, delivered, follow_up: false }).await;
    }
}

/// A Monday with four bookings: one visitor came, two did not, one had cancelled before.
async fn monday(store: &Store) -> Journal {
    let at_ten = MONDAY + TEN;
    let came = booked("came", at_ten);
    let cancelled = booked("cancelled", at_ten);
    for booking in [&came, &booked("absent", at_ten), &booked("late", MONDAY + DAY - Duration::minutes(15)), &cancelled]
    {
        books(store, booking.clone()).await;
    }
    cancels(store, cancelled).await;
    let mut journal = Journal::open(store, at_ten).await;
    journal.comes(at_ten, Some(&came)).await;
    journal.comes(at_ten, None).await;
    journal.serves(at_ten).await;
    journal
}

/// What is learned of the days before one.
async fn learned_before(store: &Store, today: Timestamp, anew: bool) -> Option<Learned> {
    let setup = centro();
    learn(store, &setup, &setup.day(today), anew).await.unwrap().map(|from| from.learned)
}

/// What is assumed counts for thirty bookings; on Monday three stood and one came.
fn assert_of_monday(learned: &Learned) {
    let expected = (0.92 * 30.0 + 1.0) / 33.0;
    // On a single day a little fewer stay away than were seen to.
    assert!((learned.appointments_that_come - expected).abs() < 0.002, "{}", learned.appointments_that_come);
}

#[tokio::test]
async fn the_bookings_of_a_day_are_those_that_stood_at_its_hours_and_came_by_its_journal() {
    for (store, _folder) in engines().await {
        let journal = monday(&store).await;
        books(&store, booked("before", MONDAY - Duration::minutes(15))).await;
        books(&store, booked("after", MONDAY + DAY)).await;
        books(&store, BookedAppointment { branch: BranchId::new("porto"), ..booked("elsewhere", MONDAY + TEN) }).await;
        let past = past(&store, &centro(), &journal.working.day, &journal.events).await.unwrap();
        assert_eq!(past, PastBookings { stood: 3, came: 1 });
    }
}

#[tokio::test]
async fn what_is_learned_of_bookings_is_of_days_that_are_over_and_the_same_when_it_is_learned_anew() {
    for (store, _folder) in engines().await {
        monday(&store).await;
        let tuesday = MONDAY + DAY;
        let today: Vec<_> = (0..9).map(|n| booked(&format!("today-{n}"), tuesday + TEN)).collect();
        for booking in &today {
            books(&store, booking.clone()).await;
        }
        let mut journal = Journal::open(&store, tuesday + TEN).await;
        journal.comes(tuesday + TEN, None).await;
        journal.serves(tuesday + TEN).await;
        let learned = learned_before(&store, tuesday, false).await.expect("Monday is over");
        assert_eq!(learned.days, 1);
        assert_of_monday(&learned);
        assert_eq!(learned_before(&store, tuesday, false).await, None, "nothing is new");
        assert_eq!(learned_before(&store, tuesday, true).await, Some(learned.clone()));
        let next = learned_before(&store, tuesday + DAY, false).await.expect("Tuesday is over");
        assert!(next.appointments_that_come < learned.appointments_that_come);
        let anew = learned_before(&store, tuesday + DAY, true).await;
        assert_eq!(anew, Some(next));
    }
}

#[tokio::test]
async fn sums_that_were_kept_before_bookings_were_counted_are_learned_anew() {
    for (store, _folder) in engines().await {
        monday(&store).await;
        let (branch, tuesday) = (BranchId::new("centro"), MONDAY + DAY);
        learned_before(&store, tuesday, false).await.expect("Monday is over");
        let kept = learned::of_branch(&store, &branch).await.unwrap().unwrap();
        let mut facts: serde_json::Value = serde_json::from_str(&kept.facts).unwrap();
        assert!(facts.as_object_mut().unwrap().remove("bookings").is_some());
        assert!(serde_json::from_value::<Learner>(facts.clone()).is_err());
        learned::put(&store, &branch, &store::Learned { facts: facts.to_string(), ..kept }).await.unwrap();
        assert_of_monday(&learned_before(&store, tuesday, false).await.expect("learned anew"));
    }
}

#[tokio::test]
async fn a_day_expects_who_has_booked_and_neither_checked_in_nor_cancelled() {
    for (store, _folder) in engines().await {
        let (setup, mut today) = (centro(), BookedToday::default());
        let journal = monday(&store).await;
        let (day, branch) = (&journal.working.day, &journal.working.branch);
        assert_eq!(today.expected(branch), None, "the book was not read yet");
        today.read(&store, &setup, day, MONDAY).await;
        let at = |at| Booked { service: ServiceId::new("cash"), at };
        let late = MONDAY + DAY - Duration::minutes(15);
        assert_eq!(today.expected(branch), Some(vec![at(MONDAY + TEN), at(late)]));
        // It is read again after a minute.
        cancels(&store, booked("late", late)).await;
        today.read(&store, &setup, day, MONDAY + Duration(HOLDS.0 - 1)).await;
        assert_eq!(today.expected(branch).map(|expected| expected.len()), Some(2));
        today.read(&store, &setup, day, MONDAY + HOLDS).await;
        assert_eq!(today.expected(branch), Some(vec![at(MONDAY + TEN)]));
    }
}
