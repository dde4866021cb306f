//! What the table promises on every engine.

use super::{Answered, answer, by_key, forget_before, put};
use crate::contract::{Trial, branch, key, trials};
use queue::Timestamp;

#[tokio::test]
async fn a_key_is_taken_once_and_keeps_its_answer_until_it_is_forgotten() {
    for Trial { store, place: _place } in trials().await {
        let (at, a, k) = (Timestamp(1_000), branch("a"), key("k"));
        assert!(put(&store, &a, &k, "hash", at).await.unwrap());
        assert!(!put(&store, &a, &k, "other", at).await.unwrap(), "it is taken");
        assert!(put(&store, &branch("b"), &k, "hash", at).await.unwrap(), "another branch has keys of its own");
        answer(&store, &a, &k, "{}").await.unwrap();
        let known = Answered { wish_hash: "hash".to_owned(), answer: "{}".to_owned() };
        assert_eq!(by_key(&store, &a, &k).await.unwrap(), Some(known));
        assert_eq!(forget_before(&store, Timestamp(1_000)).await.unwrap(), 0);
        assert_eq!(forget_before(&store, Timestamp(1_001)).await.unwrap(), 2);
        assert_eq!(by_key(&store, &a, &k).await.unwrap(), None);
    }
}
