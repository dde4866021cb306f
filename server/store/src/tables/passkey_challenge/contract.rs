//! What the table promises on every engine.

use super::{PasskeyChallenge, ask, of, take};
use crate::contract::{Trial, trials};
use crate::tables::session;
use crate::tables::staff::contract::put_anna;
use queue::{CsrId, Timestamp};

fn challenge(person: CsrId, asked: &str) -> PasskeyChallenge {
    let rp_id = "sportello.example".to_owned();
    PasskeyChallenge { person, rp_id, asked: asked.to_owned(), state: "{}".to_owned(), expires: Timestamp(10) }
}

#[tokio::test]
async fn a_question_is_taken_once_in_its_time_by_the_browser_that_was_asked() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let ask = async |token: &str, asked: &str, now: i64| {
            let mut transaction = store.begin().await.unwrap();
            ask(&mut transaction, token, &challenge(anna, asked), Timestamp(now)).await.unwrap();
            transaction.commit().await.unwrap();
        };
        ask("one", "first", 1).await;
        ask("one", "second", 2).await;
        assert_eq!(
            of(&store, "one", Timestamp(9)).await.unwrap(),
            Some(challenge(anna, "second")),
            "the last one counts"
        );
        assert_eq!(take(&store, "two", Timestamp(9)).await.unwrap(), None, "another browser");
        assert_eq!(take(&store, "one", Timestamp(10)).await.unwrap(), None, "too late");
        assert_eq!(take(&store, "one", Timestamp(9)).await.unwrap(), Some(challenge(anna, "second")));
        assert_eq!(take(&store, "one", Timestamp(9)).await.unwrap(), None, "once");
        ask("one", "third", 3).await;
        ask("two", "fourth", 10).await;
        assert_eq!(of(&store, "one", Timestamp(1)).await.unwrap(), None, "those that are over are removed");
        let mut transaction = store.begin().await.unwrap();
        session::end_all(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(of(&store, "two", Timestamp(1)).await.unwrap(), None, "it ends with the sessions");
    }
}
