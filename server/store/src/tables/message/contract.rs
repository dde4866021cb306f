//! What the outbox promises on every engine.

use super::{MessageEnd, MessageKey, OutboxMessage, claim, drop_waiting, due, end, give_up, put, put_off, states};
use crate::contract::{Trial, branch, trials};
use queue::Timestamp;

fn message(record: &str, kind: &str, at: i64) -> OutboxMessage {
    let key = MessageKey { record: record.to_owned(), version: 1, kind: kind.to_owned(), channel: "mail".to_owned() };
    OutboxMessage { key, branch: branch("a"), due: Timestamp(at), last: Timestamp(at + 100), tries: 0 }
}

fn counted(states: Vec<(String, i64)>) -> Vec<(String, i64)> {
    states.into_iter().filter(|(_, count)| *count > 0).collect()
}

#[tokio::test]
async fn a_message_is_there_once_and_one_worker_has_it() {
    for Trial { store, place: _place } in trials().await {
        let one = message("a", "reminder", 10);
        put(&store, &one, Timestamp(0)).await.unwrap();
        put(&store, &one, Timestamp(1)).await.unwrap();
        assert!(due(&store, "mail", Timestamp(9), 10).await.unwrap().is_empty());
        assert_eq!(due(&store, "mail", Timestamp(10), 10).await.unwrap(), std::slice::from_ref(&one));
        let claims = (0..8).map(|_| {
            let (store, one) = (store.clone(), one.clone());
            tokio::spawn(async move { claim(&store, &one, Timestamp(11)).await.unwrap() })
        });
        let mut won = 0;
        for claimed in claims.collect::<Vec<_>>() {
            won += usize::from(claimed.await.unwrap());
        }
        assert_eq!(won, 1);
        assert!(due(&store, "mail", Timestamp(10), 10).await.unwrap().is_empty());
        end(&store, &one.key, MessageEnd::Sent, Timestamp(12)).await.unwrap();
        put(&store, &one, Timestamp(13)).await.unwrap();
        assert_eq!(states(&store).await.unwrap(), [("sent".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn a_message_is_tried_again_until_it_is_dropped_or_in_doubt() {
    for Trial { store, place: _place } in trials().await {
        let (one, other) = (message("a", "reminder", 10), message("b", "reminder", 20));
        put(&store, &one, Timestamp(0)).await.unwrap();
        put(&store, &other, Timestamp(0)).await.unwrap();
        assert!(claim(&store, &one, Timestamp(10)).await.unwrap());
        put_off(&store, &one.key, Timestamp(30), Timestamp(11)).await.unwrap();
        let waiting = due(&store, "mail", Timestamp(30), 10).await.unwrap();
        assert_eq!(waiting, [other.clone(), OutboxMessage { due: Timestamp(30), tries: 1, ..one.clone() }]);
        assert!(!claim(&store, &one, Timestamp(31)).await.unwrap(), "it was tried since");
        drop_waiting(&store, "b", Timestamp(32)).await.unwrap();
        assert!(claim(&store, &waiting[1], Timestamp(33)).await.unwrap());
        assert_eq!(give_up(&store, Timestamp(33), Timestamp(40)).await.unwrap(), 0, "it is being sent");
        assert_eq!(give_up(&store, Timestamp(34), Timestamp(40)).await.unwrap(), 1);
        end(&store, &one.key, MessageEnd::Sent, Timestamp(41)).await.unwrap();
        let ends = [("dropped".to_owned(), 1), ("in_doubt".to_owned(), 1)];
        assert_eq!(counted(states(&store).await.unwrap()), ends);
    }
}
