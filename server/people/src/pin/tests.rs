use super::*;
use crate::{SignIn, hash};
use store::{NewPerson, Role, Roles, Store};

#[tokio::test]
async fn a_pin_signs_in_on_a_tablet_of_the_branch_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let staff = Staff::load(Store::sqlite(&folder.path().join("staff.db")).await.unwrap()).await.unwrap();
    let anna = NewPerson {
        login: "anna".to_owned(),
        name: "Anna".to_owned(),
        roles: Roles::default().with("centro", Role::Csr),
        languages: Vec::new(),
        password_hash: hash("correct horse").unwrap(),
        must_change: false,
    };
    staff.put(anna).await.unwrap();
    let person = store::staff::by_login(&staff.store, "anna").await.unwrap().unwrap().person;
    let desk = Place::address("10.0.0.7");
    staff.choose_pin(&person, "290583", &desk).await.unwrap();
    let tablet = |branch: &str| Place::tablet("Hall (device 3)", branch);
    let tried = async |secret: &str, place: &Place| staff.sign_in("anna", secret, place).await.unwrap();
    assert!(matches!(tried("290583", &tablet("centro")).await, SignIn::Done(..)));
    assert!(matches!(tried("correct horse", &tablet("centro")).await, SignIn::Done(..)), "the password too");
    assert_eq!(tried("290584", &tablet("centro")).await, SignIn::Refused);
    assert_eq!(tried("290583", &tablet("porto")).await, SignIn::Refused, "another branch's tablet");
    assert_eq!(tried("290583", &desk).await, SignIn::Refused, "the device's key is the other factor");
    staff.remove_pin(&person, &desk).await.unwrap();
    assert_eq!(tried("290583", &tablet("centro")).await, SignIn::Refused);
    // A password that somebody else gives ends the PIN.
    staff.choose_pin(&person, "290583", &desk).await.unwrap();
    crate::roster::set_password(
        &staff.store,
        "anna",
        &hash("another horse").unwrap(),
        true,
        &crate::By::command_line(),
    )
    .await
    .unwrap();
    assert!(!staff.has_pin(person.id).await.unwrap());
}
