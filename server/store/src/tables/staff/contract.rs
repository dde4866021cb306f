//! What the table promises on every engine.

use super::{Credentials, NewPerson, Role, all, by_login, put};
use crate::contract::{Trial, branch, trials};
use crate::{Failure, Store};
use queue::CsrId;

/// Keeps Anna under this name, and returns her number.
pub async fn put_anna(store: &Store, name: &str) -> Result<CsrId, Failure> {
    let anna = NewPerson {
        login: "anna".to_owned(),
        name: name.to_owned(),
        role: Role::Csr,
        branch: branch("a"),
        password_hash: "$argon2id$".to_owned(),
    };
    let mut transaction = store.begin().await?;
    let id = put(&mut transaction, &anna).await?;
    transaction.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn a_person_who_is_put_again_keeps_the_number_and_has_the_new_name() {
    for Trial { store, place: _place } in trials().await {
        let id = put_anna(&store, "Anna").await.unwrap();
        assert_eq!(put_anna(&store, "Anna Bianchi").await.unwrap(), id);
        let Credentials { person, password_hash } = by_login(&store, "anna").await.unwrap().unwrap();
        assert_eq!((person.id, person.name.as_str(), person.role), (id, "Anna Bianchi", Role::Csr));
        assert_eq!((person.branch.as_str(), password_hash.as_str()), ("a", "$argon2id$"));
        assert_eq!(all(&store).await.unwrap(), [person]);
        assert!(by_login(&store, "bruno").await.unwrap().is_none());
    }
}
