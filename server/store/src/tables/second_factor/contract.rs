//! What the table promises on every engine.

use super::{begin, codes_left, confirm, of, put_codes, remove, take_code, take_step};
use crate::contract::{Trial, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;
use queue::Timestamp;

#[tokio::test]
async fn a_factor_counts_once_it_is_confirmed_and_is_then_not_begun_anew() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let has = async || staff::by_id(&store, anna).await.unwrap().unwrap().person.second_factor;
        assert!(begin(&store, anna, "sealed", Timestamp(1)).await.unwrap());
        assert!(begin(&store, anna, "sealed again", Timestamp(2)).await.unwrap());
        assert!(!has().await && !take_step(&store, anna, 7).await.unwrap(), "it is not asked for yet");
        assert!(confirm(&store, anna, 7, Timestamp(3)).await.unwrap());
        let kept = of(&store, anna).await.unwrap().unwrap();
        assert_eq!(
            (kept.secret.as_str(), kept.begun, kept.confirmed),
            ("sealed again", Timestamp(2), Some(Timestamp(3)))
        );
        assert!(has().await && staff::all(&store).await.unwrap()[0].second_factor);
        assert!(
            !confirm(&store, anna, 9, Timestamp(4)).await.unwrap()
                && !begin(&store, anna, "x", Timestamp(4)).await.unwrap()
        );
        let mut transaction = store.begin().await.unwrap();
        assert!(remove(&mut transaction, anna).await.unwrap());
        transaction.commit().await.unwrap();
        assert!(!has().await && of(&store, anna).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_step_and_a_code_are_taken_once() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        begin(&store, anna, "sealed", Timestamp(1)).await.unwrap();
        confirm(&store, anna, 7, Timestamp(1)).await.unwrap();
        assert!(!take_step(&store, anna, 7).await.unwrap(), "the code that confirmed it is not taken again");
        assert!(take_step(&store, anna, 9).await.unwrap());
        assert!(!take_step(&store, anna, 9).await.unwrap() && !take_step(&store, anna, 8).await.unwrap());
        let mut transaction = store.begin().await.unwrap();
        put_codes(&mut transaction, anna, &["old".to_owned()]).await.unwrap();
        put_codes(&mut transaction, anna, &["one".to_owned(), "two".to_owned()]).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(!take_code(&store, anna, "old").await.unwrap());
        assert!(take_code(&store, anna, "one").await.unwrap() && !take_code(&store, anna, "one").await.unwrap());
        assert_eq!(codes_left(&store, anna).await.unwrap(), 1);
        let mut transaction = store.begin().await.unwrap();
        staff::remove(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(codes_left(&store, anna).await.unwrap(), 0, "they go with the person");
    }
}
