//! What the table promises on every engine.

use super::{of, put, remove};
use crate::contract::{Trial, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;

#[tokio::test]
async fn a_person_has_one_pin_until_it_is_removed_or_they_are() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        assert_eq!(of(&store, anna).await.unwrap(), None);
        put(&store, anna, "first").await.unwrap();
        put(&store, anna, "second").await.unwrap();
        assert_eq!(of(&store, anna).await.unwrap().as_deref(), Some("second"));
        assert!(remove(&store, anna).await.unwrap() && !remove(&store, anna).await.unwrap());
        put(&store, anna, "third").await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        staff::remove(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(of(&store, anna).await.unwrap(), None);
    }
}
