//! What the table promises on every engine.

use super::{Credentials, Description, NewPerson, Role, Roles, add, all, by_id, by_login, describe, lock, nobody};
use super::{others_with, put, remove, set_password};
use crate::contract::{Trial, trials};
use crate::{Failure, Store};
use queue::{CsrId, Timestamp};

fn anna(name: &str) -> NewPerson {
    NewPerson {
        login: "anna".to_owned(),
        name: name.to_owned(),
        roles: Roles::default().with("a", Role::Csr),
        languages: vec!["it".to_owned(), "en".to_owned()],
        password_hash: "$argon2id$".to_owned(),
        must_change: false,
    }
}

/// Keeps Anna under this name, and returns her number.
pub async fn put_anna(store: &Store, name: &str) -> Result<CsrId, Failure> {
    let mut transaction = store.begin().await?;
    let id = put(&mut transaction, &anna(name)).await?;
    transaction.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn a_person_who_is_put_again_keeps_the_number_and_has_the_new_name() {
    for Trial { store, place: _place } in trials().await {
        assert!(nobody(&store).await.unwrap());
        let id = put_anna(&store, "Anna").await.unwrap();
        assert_eq!(put_anna(&store, "Anna Bianchi").await.unwrap(), id);
        let Credentials { person, password_hash } = by_login(&store, "anna").await.unwrap().unwrap();
        assert_eq!((person.id, person.name.as_str()), (id, "Anna Bianchi"));
        assert_eq!((person.roles.to_string().as_str(), password_hash.as_str()), ("csr of a", "$argon2id$"));
        assert_eq!((person.languages.join(" "), person.locked, person.must_change), ("it en".to_owned(), None, false));
        assert_eq!(by_id(&store, id).await.unwrap().unwrap().person, person);
        assert_eq!(all(&store).await.unwrap(), [person]);
        assert!(by_login(&store, "bruno").await.unwrap().is_none());
        assert!(!nobody(&store).await.unwrap());
    }
}

#[tokio::test]
async fn a_login_that_is_taken_is_not_added_again() {
    for Trial { store, place: _place } in trials().await {
        let mut transaction = store.begin().await.unwrap();
        assert!(add(&mut transaction, &anna("Anna")).await.unwrap().is_some());
        assert!(add(&mut transaction, &anna("Another")).await.unwrap().is_none());
        transaction.commit().await.unwrap();
        assert_eq!(all(&store).await.unwrap()[0].name, "Anna");
    }
}

#[tokio::test]
async fn roles_password_and_lock_change_each_by_itself() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        let roles = Roles::default().with("a", Role::Manager).with("b", Role::Csr).with("b", Role::Complaints);
        let description = Description { name: "Anna B.".to_owned(), roles: roles.clone(), languages: Vec::new() };
        let mut transaction = store.begin().await.unwrap();
        describe(&mut transaction, id, &description).await.unwrap();
        transaction.commit().await.unwrap();
        set_password(&store, id, "$argon2id$new", true).await.unwrap();
        lock(&store, id, Some(Timestamp(7))).await.unwrap();
        let found = by_login(&store, "anna").await.unwrap().unwrap();
        assert_eq!((&found.person.roles, found.person.must_change), (&roles, true));
        assert_eq!((found.person.locked, found.password_hash.as_str()), (Some(Timestamp(7)), "$argon2id$new"));
        lock(&store, id, None).await.unwrap();
        assert_eq!(by_login(&store, "anna").await.unwrap().unwrap().person.locked, None);
    }
}

#[tokio::test]
async fn others_with_a_role_are_counted_in_their_branch_and_go_with_their_people() {
    for Trial { store, place: _place } in trials().await {
        let anna_id = put_anna(&store, "Anna").await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        let bruno = NewPerson { login: "bruno".to_owned(), ..anna("Bruno") };
        let bruno = put(&mut transaction, &bruno).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(others_with(&store, anna_id, "a", Role::Csr).await.unwrap(), 1);
        assert_eq!(others_with(&store, anna_id, "b", Role::Csr).await.unwrap(), 0);
        assert_eq!(others_with(&store, anna_id, "a", Role::Manager).await.unwrap(), 0);
        remove(&store, bruno).await.unwrap();
        assert_eq!(others_with(&store, anna_id, "a", Role::Csr).await.unwrap(), 0);
    }
}
