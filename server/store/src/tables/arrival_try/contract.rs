//! What the table promises on every engine.

use super::{OfTicket, begin, forget, forget_before};
use crate::contract::{Trial, branch, day, trials};
use queue::{TicketId, Timestamp};

#[tokio::test]
async fn tries_are_counted_by_ticket_and_the_last_one_locks_it_for_a_while() {
    for Trial { store, place: _place } in trials().await {
        let (here, today) = (branch("a"), day("2026-11-30"));
        let of = |ticket| OfTicket { branch: &here, day: &today, ticket: TicketId(ticket) };
        let at = |ticket, now| begin(&store, of(ticket), 3, Timestamp(now), Timestamp(now + 500));
        for (now, tries) in [(1, Some(1)), (2, Some(2)), (3, Some(3)), (4, None), (502, None), (503, Some(1))] {
            assert_eq!(at(1, now).await.unwrap(), tries, "{now}");
        }
        assert_eq!(at(2, 5).await.unwrap(), Some(1), "another ticket");
        let tomorrow = day("2026-12-01");
        let next = OfTicket { day: &tomorrow, ..of(2) };
        assert_eq!(begin(&store, next, 3, Timestamp(6), Timestamp(7)).await.unwrap(), Some(1), "the same number again");
        assert_eq!(at(1, 504).await.unwrap(), Some(2));
        forget(&store, of(1)).await.unwrap();
        assert_eq!(at(1, 505).await.unwrap(), Some(1), "its code was right");
        assert_eq!(forget_before(&store, Timestamp(505)).await.unwrap(), 2);
        assert_eq!(at(1, 506).await.unwrap(), Some(2), "not that old");
    }
}

#[tokio::test]
async fn of_many_tries_at_once_no_more_than_the_most_are_looked_at() {
    for Trial { store, place: _place } in trials().await {
        let (here, today) = (branch("a"), day("2026-11-30"));
        let of = OfTicket { branch: &here, day: &today, ticket: TicketId(1) };
        let tries = (0..20).map(|_| begin(&store, of, 5, Timestamp(10), Timestamp(999)));
        let begun = futures::future::join_all(tries).await;
        assert_eq!(begun.into_iter().filter(|tries| matches!(tries, Ok(Some(_)))).count(), 5);
    }
}
