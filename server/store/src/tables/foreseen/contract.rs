//! What the table promises on every engine.

use super::{Days, Foreseen, of_days, put_visits, put_waits, to_add_up};
use crate::contract::{Trial, branch, day, trials};
use crate::tables::told::{self, Told};
use queue::{Duration, ServiceId, TicketId, Timestamp};

#[tokio::test]
async fn what_was_foreseen_first_stays_and_the_waits_of_a_day_are_added_up_once_it_is_over() {
    for Trial { store, place: _place } in trials().await {
        let (a, first, second) = (branch("a"), day("2026-11-23"), day("2026-11-24"));
        put_visits(&store, &a, &first, "one").await.unwrap();
        put_visits(&store, &a, &first, "later").await.unwrap();
        let told = Told {
            branch: a.clone(),
            day: first.clone(),
            ticket: TicketId(1),
            service: ServiceId::new("cash"),
            at: Timestamp(0),
            low_minutes: 5,
            high_minutes: 10,
            q10: Duration(0),
            median: Duration(0),
            q90: Duration(0),
            called: None,
        };
        told::put(&store, &told).await.unwrap();
        told::put(&store, &Told { day: second.clone(), ..told }).await.unwrap();
        assert_eq!(
            to_add_up(&store, &a, &second).await.unwrap(),
            std::slice::from_ref(&first),
            "the second is not over"
        );
        put_waits(&store, &a, &first, "waits").await.unwrap();
        assert!(to_add_up(&store, &a, &second).await.unwrap().is_empty());
        put_waits(&store, &a, &second, "waits").await.unwrap();
        put_visits(&store, &a, &second, "two").await.unwrap();
        let days = Days { first: first.clone(), last: second.clone() };
        let kept =
            |day, visits: &str| Foreseen { day, visits: Some(visits.to_owned()), waits: Some("waits".to_owned()) };
        assert_eq!(of_days(&store, &a, &days).await.unwrap(), [kept(first, "one"), kept(second, "two")]);
        assert!(of_days(&store, &branch("b"), &days).await.unwrap().is_empty());
    }
}
