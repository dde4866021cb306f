//! Options and variables, as people write them.

use super::program::{BINARY, Server, complaint, ended};
use std::process::Command;

#[test]
fn a_variable_that_is_empty_counts_as_unset() {
    let mut staff = Command::new(&*BINARY);
    staff.args(["staff", "--login", "anna", "--name", "Anna", "--branch", "nowhere"]);
    staff.env("SPORTELLO_SETUP", "").env("SPORTELLO_DATABASE", "").env("SPORTELLO_LOG_FORMAT", " ");
    let said = complaint(&ended(&mut staff));
    assert!(said.contains("there is no branch \"nowhere\"; write one of centro"), "{said}");
}

#[test]
fn a_server_listens_where_people_say() {
    for address in ["localhost:0", ":0", "0"] {
        let folder = tempfile::tempdir().unwrap();
        let mut demo = Command::new(&*BINARY);
        demo.args(["demo", "--quiet", "--listen", address]).env("SPORTELLO_LISTEN", "").env("SPORTELLO_SPEECH", "none");
        let server = Server::spawn(demo, folder);
        assert!(server.origin.starts_with("http://127.0.0.1:"), "{address}: {}", server.origin);
    }
}

#[test]
fn a_database_that_cannot_be_is_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for (url, remedy) in
        [("sqlite://:memory:", "sportello demo"), ("sqlite://bank.db?mode=rwc", "write sqlite://bank.db;")]
    {
        let mut serve = Command::new(&*BINARY);
        serve.current_dir(folder.path()).args(["serve", "--listen", "127.0.0.1:0", "--database", url]);
        let said = complaint(&ended(&mut serve));
        assert!(said.contains(remedy), "{url}: {said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a file was left");
}
