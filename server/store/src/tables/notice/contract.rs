//! What the table promises on every engine.

use super::{By, Notice, by_id, change, ending_after, open, put, steps};
use crate::contract::{Trial, branch, trials};
use queue::Timestamp;

fn notice(from: i64, until: i64) -> Notice {
    let words = "{\"it\":\"Chiuso\"}".to_owned();
    Notice { id: 0, from: Timestamp(from), until: Timestamp(until), words, withdrawn: false, version: 0 }
}

fn by(step: &str) -> By<'_> {
    By { actor: "staff:7", at: Timestamp(5), step }
}

#[tokio::test]
async fn open_notices_are_those_whose_end_has_not_come_and_that_nobody_withdrew() {
    for Trial { store, place: _place } in trials().await {
        let of = branch("a");
        let mut transaction = store.begin().await.unwrap();
        let over = put(&mut transaction, &of, &notice(10, 20), by("made")).await.unwrap();
        let later = put(&mut transaction, &of, &notice(30, 60), by("made")).await.unwrap();
        let sooner = put(&mut transaction, &of, &notice(10, 50), by("made")).await.unwrap();
        put(&mut transaction, &branch("b"), &notice(10, 50), by("made")).await.unwrap();
        transaction.commit().await.unwrap();
        let ids = |notices: Vec<Notice>| notices.into_iter().map(|notice| notice.id).collect::<Vec<_>>();
        assert_eq!(ids(open(&store, &of, Timestamp(19)).await.unwrap()), [over, sooner, later]);
        assert_eq!(ids(open(&store, &of, Timestamp(20)).await.unwrap()), [sooner, later]);
        assert_eq!(ids(ending_after(&store, &of, Timestamp(20), 1).await.unwrap()), [later]);
        let before = by_id(&store, &of, sooner).await.unwrap().unwrap();
        let mut transaction = store.begin().await.unwrap();
        let after = Notice { withdrawn: true, ..before.clone() };
        assert!(change(&mut transaction, &before, &after, by("withdrawn")).await.unwrap());
        assert!(!change(&mut transaction, &before, &after, by("withdrawn")).await.unwrap(), "by another first");
        transaction.commit().await.unwrap();
        assert_eq!(ids(open(&store, &of, Timestamp(20)).await.unwrap()), [later]);
        assert_eq!(ids(ending_after(&store, &of, Timestamp(20), 9).await.unwrap()), [later, sooner]);
        assert_eq!(by_id(&store, &of, sooner).await.unwrap().unwrap().version, 2);
        assert_eq!(by_id(&store, &branch("b"), sooner).await.unwrap(), None, "another branch's");
        let told: Vec<String> = steps(&store, sooner).await.unwrap().into_iter().map(|(_, _, step)| step).collect();
        assert_eq!(told, ["made", "withdrawn"]);
    }
}
