//! The phone of a booking: what waits for it after each change, on both engines.

use super::*;
use crate::appointments::PhoneKeys;
use records::reminder::MessageKind;
use store::appointment_phone;

fn keys(endpoint: &str) -> PhoneKeys {
    PhoneKeys { endpoint: endpoint.to_owned(), p256dh: "key".to_owned(), auth: "secret".to_owned() }
}

/// What waits for phones: the kind and the version of each, by its time.
async fn waiting(case: &Case) -> Vec<(MessageKind, u32)> {
    let due = message::due(&case.book.store, "push", Timestamp(i64::MAX), 9).await.unwrap();
    due.into_iter().map(|one| (MessageKind::parse(&one.key.kind).unwrap(), one.key.version)).collect()
}

#[tokio::test]
async fn a_phone_is_told_of_every_change_and_of_nothing_that_no_longer_stands() {
    use MessageKind::{Cancelled, DayBefore, HoursBefore, Moved};
    for case in cases().await {
        let booked = case.book("2026-12-04T10:00").await.unwrap();
        assert!(waiting(&case).await.is_empty(), "nobody asked");
        case.book.remind_on_phone(&booked.id, keys("https://push.example/1"), case.now).await.unwrap();
        assert_eq!(waiting(&case).await, [(DayBefore, 1), (HoursBefore, 1)]);
        case.book.remind_on_phone(&booked.id, keys("https://push.example/2"), case.now).await.unwrap();
        assert_eq!(waiting(&case).await.len(), 2, "another phone in its place");
        let to = (case.at("2026-12-07T10:00"), None);
        let key = RequestKey::fresh();
        let moved = case.book.move_to(&key, &booked.id, booked.version, to, Party::Visitor, case.now).await.unwrap();
        assert_eq!(waiting(&case).await, [(Moved, 2), (DayBefore, 2), (HoursBefore, 2)]);
        let phone = appointment_phone::of(&case.book.store, &booked.id).await.unwrap().unwrap();
        assert_eq!(
            (phone.endpoint.as_str(), phone.erase_on.to_string()),
            ("https://push.example/2", "2026-12-08".to_owned())
        );
        let (key, contact) = (RequestKey::fresh(), Contact::parse("", "anna@example.org", "").unwrap());
        let reached =
            case.book.reach(&key, &booked.id, moved.version, &contact, Party::Visitor, case.now).await.unwrap();
        assert_eq!(waiting(&case).await, [(DayBefore, 3), (HoursBefore, 3)], "the page has said so already");
        case.book.cancel(&RequestKey::fresh(), &booked.id, reached.version, Party::Visitor, case.now).await.unwrap();
        assert_eq!(waiting(&case).await, [(Cancelled, 4)]);
        let late = case.book.remind_on_phone(&booked.id, keys("https://push.example/3"), case.now).await;
        assert_eq!(late, Err(BookError::Change(ChangeRefusal::Cancelled)));
    }
}

#[tokio::test]
async fn who_takes_it_back_is_forgotten_and_asks_again_as_they_like() {
    for case in cases().await {
        let booked = case.book("2026-12-04T10:00").await.unwrap();
        case.book.remind_on_phone(&booked.id, keys("https://push.example/1"), case.now).await.unwrap();
        assert!(case.book.has_phone(&booked.id).await.unwrap());
        case.book.forget_phone(&booked.id).await.unwrap();
        assert!(!case.book.has_phone(&booked.id).await.unwrap());
        case.book.remind_on_phone(&booked.id, keys("https://push.example/1"), case.now).await.unwrap();
        assert_eq!(waiting(&case).await.len(), 2);
        let nobody = queue::AppointmentId::new("none");
        let unknown = case.book.remind_on_phone(&nobody, keys("https://push.example/1"), case.now).await;
        assert_eq!(unknown, Err(BookError::Unknown));
    }
}
