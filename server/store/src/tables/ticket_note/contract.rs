//! What the table promises on every engine.

use super::{Noted, TicketNote, add, erase, of_ticket};
use crate::contract::{Trial, branch, day, trials};
use queue::{CsrId, TicketId, Timestamp};

fn note(words: &str, at: i64) -> TicketNote {
    TicketNote { csr: CsrId(7), note: words.to_owned(), at: Timestamp(at) }
}

#[tokio::test]
async fn a_ticket_s_notes_are_read_in_their_order_and_erased_on_their_day() {
    for Trial { store, place: _place } in trials().await {
        let (a, today) = (branch("a"), day("2026-11-22"));
        let about = |ticket| Noted { branch: &a, day: &today, ticket: TicketId(ticket) };
        let (soon, late) = (day("2026-12-01"), day("2026-12-22"));
        assert!(add(&store, about(1), &note("wants a receipt", 5), &soon, 3).await.unwrap());
        assert!(add(&store, about(1), &note("è tornato: \u{1F600}", 6), &late, 3).await.unwrap());
        assert!(add(&store, about(2), &note("another visitor", 7), &late, 3).await.unwrap());
        let kept = of_ticket(&store, about(1)).await.unwrap();
        assert_eq!(kept, [note("wants a receipt", 5), note("è tornato: \u{1F600}", 6)]);
        assert_eq!(erase(&store, &branch("b"), &late).await.unwrap(), 0, "of another branch");
        assert_eq!(erase(&store, &a, &day("2026-12-01")).await.unwrap(), 1);
        assert_eq!(of_ticket(&store, about(1)).await.unwrap(), [note("è tornato: \u{1F600}", 6)]);
        assert_eq!(of_ticket(&store, about(2)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_ticket_has_so_many_notes() {
    for Trial { store, place: _place } in trials().await {
        let (a, today) = (branch("a"), day("2026-11-22"));
        let about = || Noted { branch: &a, day: &today, ticket: TicketId(1) };
        assert!(add(&store, about(), &note("one", 5), &today, 1).await.unwrap());
        assert!(!add(&store, about(), &note("two", 6), &today, 1).await.unwrap());
    }
}
