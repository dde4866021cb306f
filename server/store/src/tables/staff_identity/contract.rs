//! What the table promises on every engine.

use super::{ProviderIdentity, person, put};
use crate::contract::{Trial, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;

#[tokio::test]
async fn an_identity_is_one_persons_until_they_are_removed() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let known = ProviderIdentity { issuer: "https://id.bank.example", subject: "7" };
        let elsewhere = ProviderIdentity { issuer: "https://other.example", ..known };
        assert_eq!(person(&store, known).await.unwrap(), None);
        assert!(!staff::by_id(&store, anna).await.unwrap().unwrap().person.by_provider);
        assert!(put(&store, known, anna).await.unwrap());
        assert!(!put(&store, known, anna).await.unwrap());
        assert_eq!(person(&store, known).await.unwrap(), Some(anna));
        assert_eq!(person(&store, elsewhere).await.unwrap(), None);
        assert!(staff::by_id(&store, anna).await.unwrap().unwrap().person.by_provider);
        let mut transaction = store.begin().await.unwrap();
        staff::remove(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(person(&store, known).await.unwrap(), None);
    }
}
