//! What the table promises on every engine.

use super::{Learned, forget, of_branch, put};
use crate::contract::{Trial, branch, day, trials};
use queue::Timestamp;

fn learned(up_to: &str, facts: &str) -> Learned {
    Learned { up_to: day(up_to), facts: facts.to_owned(), updated: Timestamp(1_798_162_200_123) }
}

#[tokio::test]
async fn what_was_learned_is_replaced_by_what_was_learned_from_later_days_only() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        assert_eq!(of_branch(&store, &a).await.unwrap(), None);
        let [first, again, older] =
            [learned("2026-11-21", "{\"n\":1}"), learned("2026-11-21", "{\"n\":2}"), learned("2026-11-20", "{}")];
        assert!(put(&store, &a, &first).await.unwrap());
        assert!(put(&store, &a, &again).await.unwrap(), "the same days, learned from anew");
        assert!(!put(&store, &a, &older).await.unwrap(), "another server has learned from a later day");
        assert_eq!(of_branch(&store, &a).await.unwrap(), Some(again));
        assert_eq!(of_branch(&store, &branch("b")).await.unwrap(), None);
        forget(&store, &a).await.unwrap();
        assert!(put(&store, &a, &older).await.unwrap(), "after that any day is the latest");
    }
}
