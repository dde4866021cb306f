//! What the book promises on every engine.

use super::{
    AppointmentContact, AppointmentStep, BookedAppointment, between, by_code, by_id, by_token, contact,
    contacts_between, erase_contact_on, erase_contacts, free_slots, insert, note_step, open_of_contact, put_contact,
    steps, take_book, take_slots, taken, update,
};
use crate::contract::{Trial, branch, day, token, trials};
use queue::{AppointmentId, CsrId, Language, ServiceId, Timestamp};

fn booked(id: &str, quarter: i64) -> BookedAppointment {
    BookedAppointment {
        id: AppointmentId::new(id),
        branch: branch("a"),
        token: token(&format!("token-{id}")),
        code: format!("code-{id}"),
        officer: CsrId(7),
        service: ServiceId::new("mortgage"),
        language: Language::new("it"),
        quarter,
        quarters: 2,
        wall: "2026-12-03T10:15".to_owned(),
        state: "booked".to_owned(),
        version: 1,
    }
}

fn private(id: &str, contact: Option<&str>) -> AppointmentContact {
    AppointmentContact {
        appointment: AppointmentId::new(id),
        name: Some("Anna".to_owned()),
        email: contact.map(str::to_owned),
        phone: None,
        contact: contact.map(str::to_owned),
        erase_on: day("2026-12-04"),
    }
}

#[tokio::test]
async fn a_quarter_hour_of_an_officer_is_sold_once() {
    for Trial { store, place: _place } in trials().await {
        let (first, second) = (booked("one", 100), booked("two", 101));
        let mut transaction = store.begin().await.unwrap();
        take_book(&mut transaction, &first.branch).await.unwrap();
        assert!(take_slots(&mut transaction, &first).await.unwrap());
        assert!(insert(&mut transaction, &first).await.unwrap());
        transaction.commit().await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        take_book(&mut transaction, &first.branch).await.unwrap();
        assert!(!take_slots(&mut transaction, &second).await.unwrap());
        transaction.rollback().await.unwrap();
        let sold = taken(&store, &first.branch, 100, 200).await.unwrap();
        assert_eq!(sold, [(CsrId(7), 100), (CsrId(7), 101)]);
        free_slots(&store, &first.id).await.unwrap();
        assert!(taken(&store, &first.branch, 0, 200).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_booking_is_found_by_link_code_id_and_time_and_changes_from_the_version_before() {
    for Trial { store, place: _place } in trials().await {
        let one = booked("one", 100);
        assert!(insert(&store, &one).await.unwrap());
        let same_code = BookedAppointment { code: one.code.clone(), ..booked("two", 200) };
        assert!(!insert(&store, &same_code).await.unwrap());
        assert_eq!(by_token(&store, &one.token).await.unwrap(), Some(one.clone()));
        assert_eq!(by_code(&store, &one.code).await.unwrap(), Some(one.clone()));
        assert_eq!(by_id(&store, &one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(by_code(&store, "code-of-nobody").await.unwrap(), None);
        assert_eq!(between(&store, &one.branch, 100, 101).await.unwrap(), std::slice::from_ref(&one));
        assert!(between(&store, &one.branch, 101, 900).await.unwrap().is_empty());
        let moved = BookedAppointment { quarter: 300, officer: CsrId(8), version: 2, ..one.clone() };
        assert!(update(&store, &moved).await.unwrap());
        assert!(!update(&store, &moved).await.unwrap(), "it has version 2 already");
        assert_eq!(by_id(&store, &one.id).await.unwrap(), Some(moved));
    }
}

#[tokio::test]
async fn the_steps_of_a_booking_are_kept_in_order() {
    for Trial { store, place: _place } in trials().await {
        let id = AppointmentId::new("one");
        let step = |version| AppointmentStep {
            version,
            at: Timestamp(i64::from(version)),
            actor: "visitor".to_owned(),
            state: "booked".to_owned(),
            officer: CsrId(7),
            quarter: 100,
        };
        note_step(&store, &id, &step(2)).await.unwrap();
        note_step(&store, &id, &step(1)).await.unwrap();
        assert!(note_step(&store, &id, &step(1)).await.is_err(), "a version is one step");
        assert_eq!(steps(&store, &id).await.unwrap(), [step(1), step(2)]);
    }
}

#[tokio::test]
async fn who_booked_is_counted_by_contact_and_erased_on_its_day() {
    for Trial { store, place: _place } in trials().await {
        let (one, two) = (booked("one", 100), booked("two", 200));
        let here = &one.branch;
        for each in [&one, &two] {
            insert(&store, each).await.unwrap();
            put_contact(&store, here, &private(each.id.as_str(), Some("anna@example.org"))).await.unwrap();
        }
        let open = async |from| open_of_contact(&store, "anna@example.org", from).await.unwrap();
        assert_eq!((open(0).await, open(101).await, open(201).await), (2, 1, 0));
        let cancelled = BookedAppointment { state: "cancelled".to_owned(), version: 2, ..one.clone() };
        update(&store, &cancelled).await.unwrap();
        assert_eq!(open(0).await, 1);
        assert_eq!(contacts_between(&store, here, 200, 201).await.unwrap(), [private("two", Some("anna@example.org"))]);
        erase_contact_on(&store, &two.id, &day("2027-01-01")).await.unwrap();
        assert_eq!(erase_contacts(&store, here, &day("2026-12-03")).await.unwrap(), 0);
        assert_eq!(erase_contacts(&store, here, &day("2026-12-04")).await.unwrap(), 1);
        assert_eq!(contact(&store, &one.id).await.unwrap(), None);
        assert!(contact(&store, &two.id).await.unwrap().is_some());
    }
}
