//! What the table promises on every engine.

use super::{all, by_hash, put, revoke, used};
use crate::contract::{Trial, trials};
use queue::{CsrId, Duration, Timestamp};

#[tokio::test]
async fn a_key_is_found_by_its_hash_until_it_is_revoked() {
    for Trial { store, place: _place } in trials().await {
        let id = put(&store, "core banking", "hash", CsrId(3), Timestamp(10)).await.unwrap();
        assert_eq!(by_hash(&store, "another").await.unwrap(), None);
        let key = by_hash(&store, "hash").await.unwrap().unwrap();
        assert_eq!((key.id, key.name.as_str(), key.made_by, key.used), (id, "core banking", CsrId(3), None));
        used(&store, &key, Timestamp(20)).await.unwrap();
        let key = by_hash(&store, "hash").await.unwrap().unwrap();
        used(&store, &key, Timestamp(30)).await.unwrap();
        assert_eq!(all(&store, 9).await.unwrap()[0].used, Some(Timestamp(20)), "noted once in some minutes");
        let later = Timestamp(20) + Duration::minutes(5);
        used(&store, &key, later).await.unwrap();
        assert_eq!(all(&store, 9).await.unwrap()[0].used, Some(later));
        assert!(revoke(&store, id, CsrId(4), Timestamp(40)).await.unwrap());
        assert!(!revoke(&store, id, CsrId(4), Timestamp(41)).await.unwrap());
        assert_eq!(by_hash(&store, "hash").await.unwrap(), None);
        assert_eq!(all(&store, 9).await.unwrap()[0].revoked, Some(Timestamp(40)));
    }
}
