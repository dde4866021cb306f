//! What the table promises on every engine.

use super::{Visit, by_token, forget_before};
use crate::contract::{Trial, branch, day, row, token, trials, with_visit};
use queue::TicketId;

#[tokio::test]
async fn a_visitor_s_link_lives_until_its_day_is_forgotten() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-21", 1, "k1"), "old", 7)]).await.unwrap();
        store.append(vec![with_visit(row("a", "2026-11-22", 1, "k2"), "new", 8)]).await.unwrap();
        store.append(vec![with_visit(row("b", "2026-11-21", 1, "k1"), "other", 9)]).await.unwrap();
        forget_before(&store, &branch("a"), &day("2026-11-22")).await.unwrap();
        assert_eq!(by_token(&store, &token("old")).await.unwrap(), None);
        let new = Visit { branch: branch("a"), day: day("2026-11-22"), ticket: TicketId(8) };
        assert_eq!(by_token(&store, &token("new")).await.unwrap(), Some(new));
        assert!(by_token(&store, &token("other")).await.unwrap().is_some());
    }
}
