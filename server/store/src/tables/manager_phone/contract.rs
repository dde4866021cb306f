//! What the table promises on every engine.

use super::{ManagerPhone, by_id, forget, forget_browser, of_branch, put};
use crate::contract::{Trial, branch, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;
use queue::{CsrId, Timestamp};

fn phone(id: &str, of: &str, endpoint: &str, staff: CsrId, since: i64) -> ManagerPhone {
    ManagerPhone {
        id: id.to_owned(),
        branch: branch(of),
        staff,
        endpoint: endpoint.to_owned(),
        p256dh: "key".to_owned(),
        auth: "auth".to_owned(),
        language: "en".to_owned(),
        since: Timestamp(since),
    }
}

#[tokio::test]
async fn a_browser_is_told_of_a_branch_once_and_until_it_is_gone_or_its_person_is() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let (one, two) = (phone("p1", "a", "https://one", anna, 1), phone("p2", "a", "https://two", anna, 2));
        assert!(put(&store, &one, 2).await.unwrap() && put(&store, &two, 2).await.unwrap());
        assert!(!put(&store, &phone("p3", "a", "https://three", anna, 3), 2).await.unwrap(), "the branch has two");
        let renewed = ManagerPhone { id: "p4".to_owned(), auth: "new".to_owned(), since: Timestamp(4), ..one.clone() };
        assert!(put(&store, &renewed, 2).await.unwrap(), "the same browser again");
        let renewed = ManagerPhone { id: one.id, ..renewed };
        assert_eq!(of_branch(&store, &branch("a")).await.unwrap(), [two.clone(), renewed.clone()]);
        assert_eq!(by_id(&store, "p1").await.unwrap(), Some(renewed));
        assert!(!forget(&store, &branch("b"), "p1").await.unwrap(), "another branch's");
        assert!(forget(&store, &branch("a"), "p1").await.unwrap());
        put(&store, &phone("p5", "b", "https://two", anna, 5), 2).await.unwrap();
        put(&store, &phone("p6", "b", "https://six", anna, 6), 2).await.unwrap();
        forget_browser(&store, "https://two").await.unwrap();
        assert!(of_branch(&store, &branch("a")).await.unwrap().is_empty());
        assert_eq!(of_branch(&store, &branch("b")).await.unwrap().len(), 1);
        let mut transaction = store.begin().await.unwrap();
        staff::remove(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(by_id(&store, "p6").await.unwrap(), None);
    }
}
