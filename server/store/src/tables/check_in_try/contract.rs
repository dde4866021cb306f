//! What the table promises on every engine.

use super::{begin, forget, forget_before};
use crate::contract::{Trial, trials};
use queue::{AppointmentId, Timestamp};

#[tokio::test]
async fn tries_are_counted_by_appointment_and_the_last_one_locks_it_for_a_while() {
    for Trial { store, place: _place } in trials().await {
        let (one, other) = (AppointmentId::new("a1"), AppointmentId::new("a2"));
        let at = |of, now| begin(&store, of, 3, Timestamp(now), Timestamp(now + 500));
        for (now, tries) in [(1, Some(1)), (2, Some(2)), (3, Some(3)), (4, None), (502, None), (503, Some(1))] {
            assert_eq!(at(&one, now).await.unwrap(), tries, "{now}");
        }
        assert_eq!(at(&other, 5).await.unwrap(), Some(1), "another appointment");
        assert_eq!(at(&one, 504).await.unwrap(), Some(2));
        forget(&store, &one).await.unwrap();
        assert_eq!(at(&one, 505).await.unwrap(), Some(1), "its code was right");
        assert_eq!(forget_before(&store, Timestamp(505)).await.unwrap(), 1);
        assert_eq!(at(&one, 506).await.unwrap(), Some(2), "not that old");
    }
}

#[tokio::test]
async fn of_many_tries_at_once_no_more_than_the_most_are_looked_at() {
    for Trial { store, place: _place } in trials().await {
        let of = AppointmentId::new("a1");
        let tries = (0..20).map(|_| begin(&store, &of, 5, Timestamp(10), Timestamp(999)));
        let begun = futures::future::join_all(tries).await;
        assert_eq!(begun.into_iter().filter(|tries| matches!(tries, Ok(Some(_)))).count(), 5);
    }
}
