//! What the table promises on every engine.

use super::{PushSubscription, forget, forget_until, of_ticket, put};
use crate::contract::{Trial, branch, day, token, trials};

fn subscription(ticket: &str, endpoint: &str, of: &str) -> PushSubscription {
    PushSubscription {
        token: token(ticket),
        endpoint: endpoint.to_owned(),
        p256dh: "key".to_owned(),
        auth: "auth".to_owned(),
        branch: branch("a"),
        day: day(of),
    }
}

#[tokio::test]
async fn a_ticket_has_so_many_subscriptions_and_they_end_with_its_day() {
    for Trial { store, place: _place } in trials().await {
        let of_today = |endpoint| subscription("t", endpoint, "2026-11-22");
        let (one, two) = (of_today("https://one"), of_today("https://two"));
        assert!(put(&store, &one, 2).await.unwrap() && put(&store, &two, 2).await.unwrap());
        assert!(!put(&store, &of_today("https://three"), 2).await.unwrap(), "it has two already");
        let renewed = PushSubscription { auth: "new".to_owned(), ..one.clone() };
        assert!(put(&store, &renewed, 2).await.unwrap(), "the same browser again");
        assert_eq!(of_ticket(&store, &token("t")).await.unwrap(), [renewed, two.clone()]);
        forget(&store, &token("t"), "https://one").await.unwrap();
        assert_eq!(of_ticket(&store, &token("t")).await.unwrap(), [two]);
        put(&store, &subscription("u", "https://one", "2026-11-23"), 2).await.unwrap();
        forget_until(&store, &branch("b"), &day("2026-11-23")).await.unwrap();
        forget_until(&store, &branch("a"), &day("2026-11-22")).await.unwrap();
        assert!(of_ticket(&store, &token("t")).await.unwrap().is_empty());
        assert_eq!(of_ticket(&store, &token("u")).await.unwrap().len(), 1, "of a day that is not over");
    }
}
