//! What the table promises on every engine.

use super::*;
use crate::contract::{Trial, branch, day, trials};

#[tokio::test]
async fn a_report_is_put_once_and_claimed_by_one() {
    for Trial { store, place: _place } in trials().await {
        let (a, monday) = (branch("a"), day("2026-11-23"));
        assert!(put(&store, "boss", &a, &monday, Timestamp(100)).await.unwrap());
        assert!(!put(&store, "boss", &a, &monday, Timestamp(200)).await.unwrap(), "another server was first");
        assert!(put(&store, "boss", &branch("b"), &monday, Timestamp(300)).await.unwrap());
        let found = due(&store, Timestamp(100), 10).await.unwrap();
        assert_eq!((found.len(), found[0].period.as_str(), found[0].state.as_str()), (1, "2026-11-23", "waiting"));
        assert!(claim(&store, &found[0], Timestamp(110)).await.unwrap());
        assert!(!claim(&store, &found[0], Timestamp(110)).await.unwrap(), "another server has it");
        end(&store, &found[0], "waiting", Timestamp(500), "busy", Timestamp(120)).await.unwrap();
        assert!(due(&store, Timestamp(200), 10).await.unwrap().is_empty());
        let again_due = due(&store, Timestamp(500), 10).await.unwrap();
        let of_a = again_due.iter().find(|letter| letter.branch == a).unwrap();
        assert_eq!((of_a.tries, of_a.fault.as_str()), (1, "busy"));
        assert!(claim(&store, of_a, Timestamp(500)).await.unwrap());
        end(&store, of_a, "sent", Timestamp(500), "", Timestamp(510)).await.unwrap();
        assert_eq!(latest(&store, &a, 10).await.unwrap()[0].state, "sent");
        assert!(!put(&store, "boss", &a, &monday, Timestamp(600)).await.unwrap(), "it was sent");
    }
}

#[tokio::test]
async fn what_a_killed_server_had_is_given_up_and_sent_again_when_somebody_asks() {
    for Trial { store, place: _place } in trials().await {
        let (a, monday) = (branch("a"), day("2026-11-23"));
        put(&store, "boss", &a, &monday, Timestamp(100)).await.unwrap();
        let letter = due(&store, Timestamp(100), 10).await.unwrap().remove(0);
        claim(&store, &letter, Timestamp(100)).await.unwrap();
        assert_eq!(give_up(&store, Timestamp(100), Timestamp(200)).await.unwrap(), 0, "it may be at it");
        assert_eq!(give_up(&store, Timestamp(101), Timestamp(200)).await.unwrap(), 1);
        assert!(due(&store, Timestamp(900), 10).await.unwrap().is_empty());
        assert!(!again(&store, "boss", &branch("b"), &monday, Timestamp(300)).await.unwrap(), "another branch's");
        assert!(again(&store, "boss", &a, &monday, Timestamp(300)).await.unwrap());
        assert_eq!(due(&store, Timestamp(300), 10).await.unwrap()[0].tries, 0);
        forget_before(&store, Timestamp(1_000)).await.unwrap();
        assert_eq!(latest(&store, &a, 10).await.unwrap().len(), 1, "what waits stays");
    }
}
