//! Which version rules when: the file, what was saved, and a day that has begun.

use super::{Origin, Setups, save, take, written};
use queue::{CsrId, Day};
use setup::Written;
use std::time::Duration;
use store::audit::{Search, Who, search};
use store::{BranchId, Store, setup_version};
use tempfile::TempDir;
use testing::postgres::fresh_database;
use tokio::time::timeout;

async fn sqlite() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::sqlite(&folder.path().join("bank.db")).await.unwrap(), folder)
}

fn with(from: &str, to: &str) -> Written {
    let carried = Written::carried();
    assert!(carried.text.contains(from), "{from}");
    Written { text: carried.text.replacen(from, to, 1), ..carried }
}

fn renamed() -> Written {
    with("name.en = \"Teller\"\nkinds", "name.en = \"Cash desk\"\nkinds")
}

fn patient() -> Written {
    with("no_show_calls = 2", "no_show_calls = 3")
}

fn centro() -> BranchId {
    BranchId::new("centro")
}

fn gaia() -> Who {
    Who::staff(CsrId(7))
}

#[tokio::test]
async fn a_file_that_changed_rules_and_one_that_did_not_leaves_what_was_saved() {
    let (store, _folder) = sqlite().await;
    let file = Written::carried();
    assert_eq!(take(&store, &file, Origin::File, false).await.unwrap().number, 1);
    assert_eq!(save(&store, 1, &renamed(), Origin::Editor, gaia()).await.unwrap(), Some(2));
    assert_eq!(take(&store, &file, Origin::File, false).await.unwrap().number, 2, "the file is as it was");
    let changed = take(&store, &patient(), Origin::File, false).await.unwrap();
    assert_eq!((changed.number, written(&changed).unwrap()), (3, patient()));
    save(&store, 3, &renamed(), Origin::Editor, gaia()).await.unwrap();
    let alone = take(&store, &patient(), Origin::File, true).await.unwrap();
    assert_eq!((alone.number, written(&alone).unwrap()), (5, patient()), "without the editor the file rules over all");
    assert_eq!(take(&store, &patient(), Origin::File, true).await.unwrap().number, 5);
}

#[tokio::test]
async fn what_the_program_carries_never_replaces_what_somebody_saved() {
    let (store, _folder) = sqlite().await;
    assert_eq!(take(&store, &Written::carried(), Origin::Carried, false).await.unwrap().number, 1);
    assert_eq!(take(&store, &patient(), Origin::Carried, false).await.unwrap().number, 2, "a newer program's");
    save(&store, 2, &renamed(), Origin::Editor, gaia()).await.unwrap();
    assert_eq!(take(&store, &Written::carried(), Origin::Carried, false).await.unwrap().number, 3);
}

#[tokio::test]
async fn of_two_who_saw_the_same_version_one_is_told_and_every_save_is_in_the_audit() {
    let (store, _folder) = sqlite().await;
    take(&store, &Written::carried(), Origin::Carried, false).await.unwrap();
    assert_eq!(save(&store, 1, &patient(), Origin::Editor, gaia()).await.unwrap(), Some(2));
    assert_eq!(save(&store, 1, &renamed(), Origin::Editor, Who::staff(CsrId(8))).await.unwrap(), None);
    let lines = search(&store, &centro(), &Search::default()).await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.who.as_str(), line.what.as_str(), line.about.as_str())).collect();
    assert_eq!(told, [("staff:7", "set_up_changed", "version:2")], "a branch's own change is in its audit");
    let saves = setup_version::saves(&store, 10, 10).await.unwrap();
    let changes: Vec<setup::Change> = serde_json::from_str(&saves[0].changes).unwrap();
    assert_eq!(changes[0].path, "branch.centro.policy.no_show_calls");
}

#[tokio::test]
async fn a_day_keeps_the_version_that_it_began_with_on_every_server() {
    let url = fresh_database().await;
    let (one, other) = (Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap());
    let first = take(&one, &Written::carried(), Origin::Carried, false).await.unwrap();
    let here = Setups::start(one.clone(), &first, None, false).await.unwrap();
    let there = Setups::start(other, &first, None, false).await.unwrap();
    let (today, tomorrow) = (Day::from_written("2026-11-30"), Day::from_written("2026-12-01"));
    let calls = |branch: Option<std::sync::Arc<setup::Branch>>| branch.unwrap().policy.no_show_calls;
    let before = calls(here.of_day(&centro(), &today).await.unwrap());
    let both = Written { text: renamed().text.replacen("no_show_calls = 2", "no_show_calls = 3", 1), ..renamed() };
    save(&one, 1, &both, Origin::Editor, gaia()).await.unwrap().unwrap();
    let mut newer = there.changes();
    here.refresh().await.unwrap();
    timeout(Duration::from_secs(10), newer.wait_for(|newest| newest.number == 2)).await.expect("it is heard").unwrap();
    for setups in [&here, &there] {
        let branch = setups.of_day(&centro(), &today).await.unwrap().unwrap();
        assert_eq!(branch.policy.no_show_calls, before, "the rules of a day stay");
        let desk = &branch.desks[&queue::DeskId::new("1")];
        assert_eq!(desk.name.get("en"), "Cash desk", "words follow at once");
        assert_eq!(calls(setups.of_day(&centro(), &tomorrow).await.unwrap()), 3);
    }
}

#[tokio::test]
async fn a_version_that_cannot_be_used_here_leaves_the_server_as_it_was() {
    let (store, _folder) = sqlite().await;
    let first = take(&store, &Written::carried(), Origin::Carried, false).await.unwrap();
    let setups = Setups::start(store.clone(), &first, None, false).await.unwrap();
    let logo = with("# [branch.brand]", "[branch.brand]\nlogo = \"nowhere.svg\"\n# [branch.brand]");
    assert!(setups.check(logo.clone()).await.is_err());
    save(&store, 1, &logo, Origin::Import, Who::command_line()).await.unwrap();
    setups.refresh().await.unwrap();
    assert_eq!(setups.newest().number, 1);
    save(&store, 2, &patient(), Origin::Editor, gaia()).await.unwrap();
    setups.refresh().await.unwrap();
    assert_eq!(setups.newest().number, 3, "a right one after it is taken");
}
