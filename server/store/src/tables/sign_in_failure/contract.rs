//! What the table promises on every engine.

use super::{Attempt, count, forget, forget_before, forget_login, locked, of};
use crate::contract::{Trial, trials};
use crate::tables::staff::contract::put_anna;
use queue::Timestamp;

fn attempt(login: &str, place: &str) -> Attempt {
    Attempt { login: login.to_owned(), place: place.to_owned() }
}

#[tokio::test]
async fn failures_are_counted_by_login_and_place_and_forgotten_by_either() {
    for Trial { store, place: _place } in trials().await {
        let (here, there) = (attempt("anna", "10.0.0.1"), attempt("anna", "10.0.0.2"));
        assert_eq!(count(&store, &here, Timestamp(1)).await.unwrap().count, 1);
        let second = count(&store, &here, Timestamp(5)).await.unwrap();
        assert_eq!((second.count, second.last), (2, Timestamp(5)));
        assert_eq!(of(&store, &there).await.unwrap(), None, "another place has its own count");
        count(&store, &there, Timestamp(6)).await.unwrap();
        forget(&store, &there).await.unwrap();
        assert_eq!(of(&store, &here).await.unwrap(), Some(second));
        assert_eq!(locked(&store, 2).await.unwrap(), [("anna".to_owned(), "10.0.0.1".to_owned())]);
        forget_login(&store, "anna").await.unwrap();
        assert_eq!(of(&store, &here).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_old_is_forgotten_but_for_an_account_that_waits_for_a_manager() {
    for Trial { store, place: _place } in trials().await {
        put_anna(&store, "Anna").await.unwrap();
        for login in ["anna", "nobody"] {
            count(&store, &attempt(login, "p"), Timestamp(1)).await.unwrap();
            count(&store, &attempt(login, "p"), Timestamp(2)).await.unwrap();
        }
        count(&store, &attempt("anna", "q"), Timestamp(2)).await.unwrap();
        forget_before(&store, Timestamp(3), 2).await.unwrap();
        assert!(of(&store, &attempt("anna", "p")).await.unwrap().is_some());
        assert!(of(&store, &attempt("anna", "q")).await.unwrap().is_none());
        assert!(of(&store, &attempt("nobody", "p")).await.unwrap().is_none());
    }
}
