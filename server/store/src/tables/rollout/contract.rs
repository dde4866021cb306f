//! What the tables promise on every engine.

use super::*;
use crate::Store;
use crate::contract::{Trial, branch, trials};

fn new(request: &RequestKey) -> NewRollout<'_> {
    NewRollout { request, name: "Natale è", steps: "[]", changes: "[1]", who: "staff:3", at: Timestamp(10) }
}

fn row(id: &str, place: u32, state: RolloutState) -> RolloutBranch {
    let (why, steps, changes) = (String::new(), "[2]".to_owned(), "[3]".to_owned());
    RolloutBranch { branch: branch(id), place, state, why, steps, changes }
}

/// A rollout with two groups and four branches.
async fn begun(store: &Store) -> u32 {
    let id = begin(store, &new(&RequestKey::fresh())).await.unwrap().unwrap();
    add_group(store, id, 1, "Pilot").await.unwrap();
    add_group(store, id, 2, "The rest").await.unwrap();
    let rows = [("a", 1, RolloutState::Planned), ("b", 1, RolloutState::Refused)];
    for (name, place, state) in rows.into_iter().chain([("c", 2, RolloutState::Planned), ("d", 2, RolloutState::Same)])
    {
        add_branch(store, id, &row(name, place, state)).await.unwrap();
    }
    id
}

async fn paged(store: &Store, id: u32, place: u32, state: Option<RolloutState>, after: &str, most: u32) -> String {
    let mut transaction = store.begin().await.unwrap();
    let rows = page(&mut transaction, id, place, state, &branch(after), most).await.unwrap();
    transaction.commit().await.unwrap();
    rows.iter().map(|row| row.branch.as_str()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_request_that_comes_twice_begins_one_and_of_two_who_act_one_is_told() {
    for Trial { store, place: _place } in trials().await {
        let key = RequestKey::fresh();
        let id = begin(&store, &new(&key)).await.unwrap().unwrap();
        assert_eq!(begin(&store, &new(&key)).await.unwrap(), None);
        assert_eq!(by_request(&store, &key).await.unwrap(), Some(id));
        assert_eq!(by_request(&store, &RequestKey::fresh()).await.unwrap(), None);
        let found = by_id(&store, id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.version, found.returned), ("Natale è", 1, None));
        assert!(act(&store, id, 1).await.unwrap());
        assert!(!act(&store, id, 1).await.unwrap());
        returned(&store, id, Timestamp(20)).await.unwrap();
        let found = by_id(&store, id).await.unwrap().unwrap();
        assert_eq!((found.version, found.returned), (2, Some(Timestamp(20))));
        let other = begin(&store, &new(&RequestKey::fresh())).await.unwrap().unwrap();
        let ids = |found: Vec<Rollout>| found.iter().map(|rollout| rollout.id).collect::<Vec<_>>();
        assert_eq!(ids(all(&store, u32::MAX / 2, 10).await.unwrap()), [other, id]);
        assert_eq!(ids(all(&store, other, 10).await.unwrap()), [id]);
    }
}

#[tokio::test]
async fn branches_are_counted_and_listed_by_group_and_state_in_pages() {
    for Trial { store, place: _place } in trials().await {
        let id = begun(&store).await;
        let other = begun(&store).await;
        let counted: Vec<_> =
            counts(&store, id).await.unwrap().iter().map(|of| (of.place, of.state.as_str(), of.count)).collect();
        assert_eq!(counted, [(1, "planned", 1), (1, "refused", 1), (2, "planned", 1), (2, "same", 1)]);
        assert_eq!(paged(&store, id, 1, None, "", 10).await, "a b");
        assert_eq!(paged(&store, id, 1, None, "", 1).await, "a");
        assert_eq!(paged(&store, id, 1, None, "a", 10).await, "b");
        assert_eq!(paged(&store, id, 2, Some(RolloutState::Same), "", 10).await, "d");
        assert_eq!(of_group(&store, other, 2).await.unwrap()[0], row("c", 2, RolloutState::Planned));
        let groups = groups(&store, id).await.unwrap();
        assert_eq!((groups[1].place, groups[1].name.as_str(), groups[1].done), (2, "The rest", None));
    }
}

#[tokio::test]
async fn a_group_has_its_turn_and_what_was_changed_is_given_back() {
    for Trial { store, place: _place } in trials().await {
        let id = begun(&store).await;
        put_branch(&store, id, &RolloutBranch { why: "edited".to_owned(), ..row("a", 1, RolloutState::Planned) })
            .await
            .unwrap();
        assert_eq!(branches_done(&store, id, 1).await.unwrap(), 0, "it says why it is not changed");
        plan_again(&store, id, 1).await.unwrap();
        assert_eq!(branches_done(&store, id, 1).await.unwrap(), 1);
        assert_eq!(branches_done(&store, id, 1).await.unwrap(), 0, "no branch has two turns");
        group_done(&store, id, 1, Some(7), Timestamp(30)).await.unwrap();
        group_done(&store, id, 1, None, Timestamp(40)).await.unwrap();
        let group = groups(&store, id).await.unwrap().swap_remove(0);
        assert_eq!((group.number, group.done), (Some(7), Some(Timestamp(40))));
        assert_eq!(changed(&store, id).await.unwrap(), [row("a", 1, RolloutState::Done)]);
        put_branch(&store, id, &row("a", 1, RolloutState::Kept)).await.unwrap();
        assert_eq!(changed(&store, id).await.unwrap().len(), 1, "what was kept can be given back later");
        branches_returned(&store, id).await.unwrap();
        assert_eq!(changed(&store, id).await.unwrap(), []);
        assert_eq!(paged(&store, id, 1, Some(RolloutState::Returned), "", 10).await, "a");
    }
}
