//! What the table promises on every engine.

use super::{Article, by_id, change, of_branch, put, steps};
use crate::Store;
use crate::contract::{Trial, branch, trials};
use queue::{CsrId, Timestamp};

fn article(of: &str) -> Article {
    Article {
        id: 0,
        branch: branch(of),
        state: "draft".to_owned(),
        draft: "{\"title\":\"Carta\"}".to_owned(),
        shown: String::new(),
        writer: CsrId(3),
        review_by: String::new(),
        changed: Timestamp(10),
        version: 1,
    }
}

async fn written(store: &Store, of: &str) -> i64 {
    let mut transaction = store.begin().await.unwrap();
    let id = put(&mut transaction, &article(of), "staff:3").await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_change_is_made_to_the_version_that_it_saw_and_leaves_a_step() {
    for Trial { store, place: _place } in trials().await {
        let id = written(&store, "a").await;
        let before = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!(before, Article { id, ..article("a") });
        let after = Article {
            state: "published".to_owned(),
            shown: before.draft.clone(),
            review_by: "2027-05-01".to_owned(),
            changed: Timestamp(20),
            ..before.clone()
        };
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, &after, "staff:4").await.unwrap());
        assert!(!change(&mut transaction, &before, &after, "staff:5").await.unwrap());
        transaction.commit().await.unwrap();
        assert_eq!(by_id(&store, &branch("a"), id).await.unwrap(), Some(Article { version: 2, ..after }));
        let made: Vec<_> = steps(&store, id).await.unwrap().into_iter().map(|step| (step.actor, step.to)).collect();
        let expected = [("staff:3", "draft"), ("staff:4", "published")];
        assert_eq!(made, expected.map(|(actor, to)| (actor.to_owned(), to.to_owned())));
    }
}

#[tokio::test]
async fn a_branch_has_its_own_articles_the_newest_first() {
    for Trial { store, place: _place } in trials().await {
        let (first, second) = (written(&store, "a").await, written(&store, "a").await);
        let other = written(&store, "b").await;
        let ids = |of: Vec<Article>| of.into_iter().map(|article| article.id).collect::<Vec<_>>();
        assert_eq!(ids(of_branch(&store, &branch("a"), 10).await.unwrap()), [second, first]);
        assert_eq!(ids(of_branch(&store, &branch("a"), 1).await.unwrap()), [second]);
        assert_eq!(by_id(&store, &branch("a"), other).await.unwrap(), None);
    }
}
