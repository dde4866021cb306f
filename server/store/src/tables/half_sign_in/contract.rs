//! What the table promises on every engine.

use super::{HalfSignIn, begin, end, of};
use crate::contract::{Trial, trials};
use crate::tables::session;
use crate::tables::staff::contract::put_anna;
use queue::Timestamp;

#[tokio::test]
async fn a_sign_in_waits_until_its_code_its_time_or_the_end_of_the_person_s_sessions() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let half = HalfSignIn { person: anna, expires: Timestamp(10), place: "10.0.0.7".to_owned() };
        let begin = async |token: &str, now: i64| {
            let mut transaction = store.begin().await.unwrap();
            begin(&mut transaction, token, &half, Timestamp(now)).await.unwrap();
            transaction.commit().await.unwrap();
        };
        begin("one", 1).await;
        assert_eq!(of(&store, "one", Timestamp(9)).await.unwrap(), Some(half.clone()));
        assert_eq!(of(&store, "one", Timestamp(10)).await.unwrap(), None);
        assert!(end(&store, "one").await.unwrap() && !end(&store, "one").await.unwrap());
        begin("two", 1).await;
        let mut transaction = store.begin().await.unwrap();
        session::end_all(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(of(&store, "two", Timestamp(1)).await.unwrap(), None, "it ends with the sessions");
    }
}
