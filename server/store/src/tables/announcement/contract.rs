//! What the table promises on every engine.

use super::{forget_before, of_day, put};
use crate::contract::{Trial, branch, day, trials};

#[tokio::test]
async fn the_words_of_an_announcement_are_kept_once_and_go_with_their_day() {
    for Trial { store, place: _place } in trials().await {
        let (of, today) = (branch("a"), day("2026-11-22"));
        assert_eq!(put(&store, &of, "k1", &today, "one").await.unwrap(), "one");
        assert_eq!(put(&store, &of, "k1", &today, "two").await.unwrap(), "one", "the same request again");
        put(&store, &branch("b"), "k1", &today, "other").await.unwrap();
        let kept = of_day(&store, &of, &today).await.unwrap();
        assert_eq!(kept, [("k1".to_owned(), "one".to_owned())]);
        forget_before(&store, &of, &today).await.unwrap();
        assert_eq!(of_day(&store, &of, &today).await.unwrap().len(), 1);
        forget_before(&store, &of, &day("2026-11-23")).await.unwrap();
        assert!(of_day(&store, &of, &today).await.unwrap().is_empty());
        assert_eq!(of_day(&store, &branch("b"), &today).await.unwrap().len(), 1);
    }
}
