//! What a rollout changes, in which order, and what it leaves to others.

use super::{Acted, Acting, Beginning, Begun, begin, take_back, turn};
use crate::setups::{Origin, Setups, save, take, written};
use queue::CsrId;
use setup::{Step, Written, steps};
use std::collections::BTreeMap;
use store::audit::{BANK, Search, Who, search};
use store::{BranchId, RequestKey, RolloutState, Store, rollout, setup_version};
use tempfile::TempDir;
use testing::postgres::fresh_database;

/// A bank of the branches `b0` to `b{count}`. The second has its own rule already, and the last one its own holiday.
fn bank(count: usize) -> Written {
    let carried = Written::carried();
    let (begin, end) = (carried.text.find("[[branch]]").unwrap(), carried.text.find("[[desk_kind]]").unwrap());
    let branch = |number: usize| {
        let own = carried.text[begin..end].replacen("id = \"centro\"", &format!("id = \"b{number}\""), 1);
        match number {
            1 => own.replacen("no_show_calls = 2", "no_show_calls = 3", 1),
            last if last + 1 == count => own.replacen("\"12-26\"]", "\"12-26\", \"06-24\"]", 1),
            _ => own,
        }
    };
    let branches: Vec<String> = (0..count).map(branch).collect();
    let text = [&carried.text[..begin], &branches.concat(), &carried.text[end..]].concat();
    Written { text, languages: BTreeMap::new() }
}

async fn sqlite() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::sqlite(&folder.path().join("bank.db")).await.unwrap(), folder)
}

async fn started(store: &Store, bank: &Written) -> Setups {
    let first = take(store, bank, Origin::File, false).await.unwrap();
    Setups::start(store.clone(), &first, None, false).await.unwrap()
}

/// The steps by which `from` becomes `to` in the first branch.
fn change(bank: &Written, from: &str, to: &str) -> Vec<Step> {
    let new = Written { text: bank.text.replacen(from, to, 1), ..bank.clone() };
    steps(&bank.fields(), &new.fields(), "b0").unwrap()
}

fn beginning(steps: Vec<Step>, groups: &[&[&str]]) -> Beginning {
    let group = |ids: &&[&str]| (format!("Group {}", ids[0]), ids.iter().map(|id| (*id).to_owned()).collect());
    Beginning {
        request: RequestKey::fresh(),
        name: "Three calls".to_owned(),
        steps,
        changes: Vec::new(),
        groups: groups.iter().map(group).collect(),
        who: Who::staff(CsrId(7)),
    }
}

async fn begun(store: &Store, setups: &Setups, new: &Beginning) -> u32 {
    let Begun::Rollout(id) = begin(store, setups, new).await.unwrap() else { panic!("the set-up is right") };
    id
}

fn acting<'a>(store: &'a Store, setups: &'a Setups, rollout: u32, seen: u32) -> Acting<'a> {
    Acting { store, setups, rollout, seen, who: Who::staff(CsrId(7)) }
}

async fn states(store: &Store, id: u32, place: u32) -> Vec<(String, RolloutState, String)> {
    let rows = rollout::of_group(store, id, place).await.unwrap();
    rows.into_iter().map(|row| (row.branch.as_str().to_owned(), row.state, row.why)).collect()
}

async fn newest(store: &Store) -> (u32, Written) {
    let version = setup_version::newest(store).await.unwrap().unwrap();
    (version.number, written(&version).unwrap())
}

fn calls(bank: &Written, branch: &str) -> String {
    bank.fields().text(&["branch", branch, "policy", "no_show_calls"])
}

fn set(bank: &Written, branch: &str, field: &str, to: i64) -> Written {
    let path = ["branch", branch, "policy", field].map(str::to_owned).to_vec();
    bank.set(&[(path, setup::Set::Number(to))]).unwrap()
}

#[tokio::test]
async fn groups_have_their_turns_and_everything_goes_back_in_one_step() {
    let (store, _folder) = sqlite().await;
    let bank = bank(4);
    let setups = started(&store, &bank).await;
    let new = beginning(change(&bank, "no_show_calls = 2", "no_show_calls = 3"), &[&["b0", "b1"], &["b2", "b3"]]);
    let id = begun(&store, &setups, &new).await;
    assert_eq!(begun(&store, &setups, &new).await, id, "a request that comes twice begins one");
    let none = String::new;
    let first = [("b0".to_owned(), RolloutState::Planned, none()), ("b1".to_owned(), RolloutState::Same, none())];
    assert_eq!(states(&store, id, 1).await, first);
    assert_eq!(newest(&store).await, (1, bank.clone()), "nothing is changed yet");
    assert_eq!(turn(&acting(&store, &setups, id, 1), 1).await.unwrap(), Acted::Done);
    let (number, after) = newest(&store).await;
    assert_eq!(
        (number, after.clone()),
        (2, Written { text: bank.text.replacen("no_show_calls = 2", "no_show_calls = 3", 1), ..bank.clone() })
    );
    assert_eq!(turn(&acting(&store, &setups, id, 1), 1).await.unwrap(), Acted::Stale, "who pressed twice is told");
    assert_eq!(turn(&acting(&store, &setups, id, 2), 1).await.unwrap(), Acted::Done);
    assert_eq!(newest(&store).await.0, 2, "no branch has two turns");
    assert_eq!(turn(&acting(&store, &setups, id, 3), 2).await.unwrap(), Acted::Done);
    assert_eq!(setups.newest().setup.branches["b3"].policy.no_show_calls, 3, "this server runs by it");
    let version = setup_version::newest(&store).await.unwrap().unwrap();
    assert_eq!((version.origin, version.reason), ("rollout".to_owned(), format!("rollout:{id}")));
    assert_eq!(take_back(&acting(&store, &setups, id, 4)).await.unwrap(), Acted::Done);
    assert_eq!(newest(&store).await, (4, bank), "byte by byte");
    assert_eq!(turn(&acting(&store, &setups, id, 5), 1).await.unwrap(), Acted::Stale, "it has ended");
    let lines = search(&store, &BranchId::new(BANK), &Search::default()).await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.what.as_str(), line.about.as_str())).collect();
    assert!(told.contains(&("rollout_begun", "rollout:1")), "{told:?}");
    assert!(told.contains(&("rollout_group_done", "rollout:1 group:2 version:3")), "{told:?}");
    assert!(told.contains(&("rollout_returned", "rollout:1 version:4")), "{told:?}");
}

#[tokio::test]
async fn a_branch_that_the_check_refuses_is_left_out_and_has_its_turn_when_it_can() {
    let (store, _folder) = sqlite().await;
    let bank = bank(3);
    let setups = started(&store, &bank).await;
    // Special hours on a closed day are a mistake: in the last branch, the day of its patron is closed.
    let dates = "dates = [\"12-24\", \"12-31\"]";
    let new = beginning(change(&bank, dates, "dates = [\"12-24\", \"12-31\", \"06-24\"]"), &[&["b0", "b1", "b2"]]);
    let id = begun(&store, &setups, &new).await;
    let found = states(&store, id, 1).await;
    assert_eq!(
        (found[0].1, found[1].1, found[2].1),
        (RolloutState::Planned, RolloutState::Planned, RolloutState::Refused)
    );
    assert!(found[2].2.contains("06-24"), "{found:?}");
    assert_eq!(turn(&acting(&store, &setups, id, 1), 1).await.unwrap(), Acted::Done);
    let (number, after) = newest(&store).await;
    let opened = Written { text: after.text.replacen("\"12-26\", \"06-24\"]", "\"12-26\"]", 1), ..after };
    save(&store, number, &opened, Origin::Editor, Who::staff(CsrId(8))).await.unwrap().unwrap();
    assert_eq!(turn(&acting(&store, &setups, id, 2), 1).await.unwrap(), Acted::Done);
    assert_eq!(states(&store, id, 1).await[2].1, RolloutState::Planned, "it is shown first");
    assert_eq!(turn(&acting(&store, &setups, id, 3), 1).await.unwrap(), Acted::Done);
    assert_eq!(states(&store, id, 1).await[2].1, RolloutState::Done);
}

#[tokio::test]
async fn what_somebody_edited_since_stays_theirs_on_the_way_there_and_back() {
    let (store, _folder) = sqlite().await;
    let bank = bank(3);
    let setups = started(&store, &bank).await;
    let new = beginning(change(&bank, "no_show_calls = 2", "no_show_calls = 4"), &[&["b0", "b1", "b2"]]);
    let id = begun(&store, &setups, &new).await;
    let who = || Who::staff(CsrId(8));
    save(&store, 1, &set(&bank, "b2", "no_show_calls", 5), Origin::Editor, who()).await.unwrap().unwrap();
    assert_eq!(turn(&acting(&store, &setups, id, 1), 1).await.unwrap(), Acted::Done);
    let (number, after) = newest(&store).await;
    assert_eq!([calls(&after, "b0"), calls(&after, "b1"), calls(&after, "b2")], ["4", "4", "5"]);
    assert_eq!(states(&store, id, 1).await[2], ("b2".to_owned(), RolloutState::Planned, "edited".to_owned()));
    let theirs = set(&set(&after, "b0", "no_show_calls", 6), "b1", "overtime_minutes", 45);
    save(&store, number, &theirs, Origin::Editor, who()).await.unwrap().unwrap();
    assert_eq!(take_back(&acting(&store, &setups, id, 2)).await.unwrap(), Acted::Done);
    let (number, returned) = newest(&store).await;
    assert_eq!([calls(&returned, "b0"), calls(&returned, "b1"), calls(&returned, "b2")], ["6", "3", "5"]);
    assert_eq!(returned.fields().text(&["branch", "b1", "policy", "overtime_minutes"]), "45", "of another field");
    let found = states(&store, id, 1).await;
    assert_eq!(found[0], ("b0".to_owned(), RolloutState::Kept, "policy.no_show_calls".to_owned()));
    assert_eq!(found[1].1, RolloutState::Returned);
    // Whoever edited it sets it as the rollout had it: asked again, it goes back too.
    save(&store, number, &set(&returned, "b0", "no_show_calls", 4), Origin::Editor, who()).await.unwrap().unwrap();
    assert_eq!(take_back(&acting(&store, &setups, id, 3)).await.unwrap(), Acted::Done);
    assert_eq!(calls(&newest(&store).await.1, "b0"), "2");
    assert_eq!(states(&store, id, 1).await[0].1, RolloutState::Returned);
}

#[tokio::test]
async fn of_two_servers_that_give_a_group_its_turn_at_once_one_does() {
    let url = fresh_database().await;
    let (one, other) = (Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap());
    let bank = bank(12);
    let here = started(&one, &bank).await;
    let there = started(&other, &bank).await;
    let ids: Vec<String> = (0..12).map(|number| format!("b{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let new = beginning(change(&bank, "no_show_calls = 2", "no_show_calls = 3"), &[&ids]);
    let id = begun(&one, &here, &new).await;
    let (at_one, at_other) = (acting(&one, &here, id, 1), acting(&other, &there, id, 1));
    let (first, second) = tokio::join!(turn(&at_one, 1), turn(&at_other, 1));
    let mut told = [first.unwrap(), second.unwrap()];
    told.sort_by_key(|acted| *acted != Acted::Done);
    assert_eq!(told, [Acted::Done, Acted::Stale]);
    let (number, after) = newest(&one).await;
    assert_eq!(number, 2, "one version holds the whole group");
    assert!(ids.iter().all(|id| calls(&after, id) == "3"));
    assert_eq!(rollout::by_id(&other, id).await.unwrap().unwrap().version, 2);
}
