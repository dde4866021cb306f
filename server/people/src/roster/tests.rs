//! Tests of the roster: what the audit has of a change.

use super::*;
use crate::{Place, roster};
use machine::clock;
use store::audit;
use store::{BranchId, Run as _};

fn anna() -> NewPerson {
    NewPerson {
        login: "anna".to_owned(),
        name: "Anna".to_owned(),
        roles: Roles::default().with("centro", Role::Csr).with("porto", Role::Csr),
        languages: Vec::new(),
        password_hash: "a hash".to_owned(),
        must_change: false,
    }
}

#[tokio::test]
async fn a_command_is_noted_where_the_person_works_and_an_office_in_its_own_branch() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("by.db")).await.unwrap();
    let anna = roster::add(&store, &anna(), &By::command_line()).await.unwrap();
    let (centro, porto) = (BranchId::new("centro"), BranchId::new("porto"));
    let office = By::in_office(&centro, CsrId(9), &Place::address("10.0.0.5"));
    roster::lock(&store, "anna", clock::now(), &office).await.unwrap();
    let told = async |branch: &BranchId| {
        let lines = audit::lines(&store, branch, 1, 10).await.unwrap();
        lines.into_iter().map(|line| (line.who, line.what, line.about, line.address)).collect::<Vec<_>>()
    };
    let about = Who::staff(anna).to_string();
    let added = ("command-line".to_owned(), "person_added".to_owned(), about.clone(), Some(String::new()));
    let locked = ("staff:9".to_owned(), "person_locked".to_owned(), about, Some("10.0.0.5".to_owned()));
    assert_eq!(told(&centro).await, [added.clone(), locked]);
    assert_eq!(told(&porto).await, [added]);
}

#[tokio::test]
async fn what_the_audit_cannot_note_is_not_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("by.db")).await.unwrap();
    roster::add(&store, &anna(), &By::command_line()).await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    transaction.execute(store::sql("ALTER TABLE audit RENAME TO gone")).await.unwrap();
    transaction.commit().await.unwrap();
    roster::lock(&store, "anna", clock::now(), &By::command_line()).await.unwrap_err();
    assert_eq!(staff::by_login(&store, "anna").await.unwrap().unwrap().person.locked, None);
}
