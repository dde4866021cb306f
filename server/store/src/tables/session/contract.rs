//! What the table promises on every engine.

use super::{NewSession, all, begin, end, end_others, person, seen};
use crate::contract::{Trial, row, trials, with_visit};
use crate::tables::staff::contract::put_anna;
use crate::tables::{staff, visit};
use crate::{Failure, Store};
use queue::{CsrId, Duration, Timestamp};

/// Signs a person in at a moment.
async fn sign_in(
    store: &Store,
    token_hash: &str,
    id: CsrId,
    expires: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    let mut transaction = store.begin().await?;
    let session = NewSession { token_hash, person: id, expires, idle: Duration(1_500), place: "10.0.0.7" };
    begin(&mut transaction, session, now).await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_session_ends_by_time_by_sign_out_and_with_a_new_password() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        let (start, expires) = (Timestamp(1_000), Timestamp(2_000));
        sign_in(&store, "hash", id, expires, start).await.unwrap();
        assert_eq!(person(&store, "hash", Timestamp(1_999)).await.unwrap().unwrap().person.name, "Anna");
        assert_eq!(person(&store, "hash", expires).await.unwrap(), None);
        end(&store, "hash").await.unwrap();
        assert_eq!(person(&store, "hash", start).await.unwrap(), None);
        sign_in(&store, "hash", id, expires, start).await.unwrap();
        assert_eq!(put_anna(&store, "Anna Bianchi").await.unwrap(), id, "the same person");
        assert_eq!(person(&store, "hash", start).await.unwrap(), None);
        let anna = staff::by_login(&store, "anna").await.unwrap().unwrap();
        assert_eq!((anna.person.name.as_str(), anna.password_hash.as_str()), ("Anna Bianchi", "$argon2id$"));
        assert_eq!(staff::all(&store).await.unwrap(), [anna.person]);
    }
}

#[tokio::test]
async fn a_session_in_which_nobody_acts_ends_before_its_time_and_one_of_a_locked_account_at_once() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        sign_in(&store, "hash", id, Timestamp(90_000), Timestamp(1_000)).await.unwrap();
        assert!(person(&store, "hash", Timestamp(2_499)).await.unwrap().is_some());
        assert!(person(&store, "hash", Timestamp(2_500)).await.unwrap().is_none());
        seen(&store, "hash", Timestamp(2_400)).await.unwrap();
        seen(&store, "hash", Timestamp(2_000)).await.unwrap();
        let signed_in = person(&store, "hash", Timestamp(3_899)).await.unwrap().unwrap();
        assert_eq!(signed_in.seen, Timestamp(2_400), "the clock of another server does not take time away");
        staff::lock(&store, id, Some(Timestamp(3_000))).await.unwrap();
        assert!(person(&store, "hash", Timestamp(3_001)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_sessions_of_a_person_are_listed_with_their_place_and_end_but_for_one() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        for (token, expires) in [("one", 8_000), ("two", 9_000)] {
            sign_in(&store, token, id, Timestamp(expires), Timestamp(1_000)).await.unwrap();
        }
        let open = all(&store, Timestamp(1_100)).await.unwrap();
        let told: Vec<_> = open.iter().map(|session| (session.person, session.begun, session.place.as_str())).collect();
        assert_eq!(told, [(id, Timestamp(1_000), "10.0.0.7"); 2]);
        end_others(&store, id, "two").await.unwrap();
        assert!(person(&store, "one", Timestamp(1_100)).await.unwrap().is_none());
        assert!(person(&store, "two", Timestamp(1_100)).await.unwrap().is_some());
        assert!(all(&store, Timestamp(9_000)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_store_that_was_written_by_its_own_rules_has_nothing_amiss() {
    for Trial { store, place: _place } in trials().await {
        let issued = with_visit(row("a", "2026-11-22", 1, "k1"), "t", 1);
        store.append(vec![issued.clone()]).await.unwrap();
        let id = put_anna(&store, "Anna").await.unwrap();
        sign_in(&store, "hash", id, Timestamp(2), Timestamp(1)).await.unwrap();
        assert!(store.integrity().await.unwrap().is_empty());
        assert!(visit::strays(&store).await.unwrap().is_empty());
        assert!(store.repeated_keys(&issued.branch).await.unwrap().is_empty());
    }
}
