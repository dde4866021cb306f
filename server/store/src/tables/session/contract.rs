//! What the table promises on every engine.

use super::{NewSession, begin, end, person};
use crate::contract::{Trial, row, trials, with_visit};
use crate::tables::staff::contract::put_anna;
use crate::tables::{staff, visit};
use crate::{Failure, Role, Store};
use queue::{CsrId, Timestamp};

/// Signs a person in at a moment.
async fn sign_in(store: &Store, id: CsrId, expires: Timestamp, now: Timestamp) -> Result<(), Failure> {
    let mut transaction = store.begin().await?;
    begin(&mut transaction, NewSession { token_hash: "hash", person: id, expires }, now).await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_session_ends_by_time_by_sign_out_and_with_a_new_password() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        let (start, expires) = (Timestamp(1_000), Timestamp(2_000));
        sign_in(&store, id, expires, start).await.unwrap();
        assert_eq!(person(&store, "hash", Timestamp(1_999)).await.unwrap().unwrap().name, "Anna");
        assert_eq!(person(&store, "hash", expires).await.unwrap(), None);
        end(&store, "hash").await.unwrap();
        assert_eq!(person(&store, "hash", start).await.unwrap(), None);
        sign_in(&store, id, expires, start).await.unwrap();
        assert_eq!(put_anna(&store, "Anna Bianchi").await.unwrap(), id, "the same person");
        assert_eq!(person(&store, "hash", start).await.unwrap(), None);
        let anna = staff::by_login(&store, "anna").await.unwrap().unwrap();
        let kept = (anna.person.name.as_str(), anna.person.role, anna.password_hash.as_str());
        assert_eq!(kept, ("Anna Bianchi", Role::Csr, "$argon2id$"));
        assert_eq!(staff::all(&store).await.unwrap(), [anna.person]);
    }
}

#[tokio::test]
async fn a_store_that_was_written_by_its_own_rules_has_nothing_amiss() {
    for Trial { store, place: _place } in trials().await {
        let issued = with_visit(row("a", "2026-11-22", 1, "k1"), "t", 1);
        store.append(vec![issued.clone()]).await.unwrap();
        let id = put_anna(&store, "Anna").await.unwrap();
        sign_in(&store, id, Timestamp(2), Timestamp(1)).await.unwrap();
        assert!(store.integrity().await.unwrap().is_empty());
        assert!(visit::strays(&store).await.unwrap().is_empty());
        assert!(store.repeated_keys(&issued.branch).await.unwrap().is_empty());
    }
}
