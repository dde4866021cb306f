//! What every engine promises, as one suite that runs on each of them.

use super::{AppendError, NewPerson, PushSubscription, Role, Row, Store, Visit};
use queue::Timestamp;
use testing::postgres;

/// A store to try, and where it is, so that it can be opened again.
struct Trial {
    store: Store,
    place: Place,
}

enum Place {
    Folder(tempfile::TempDir),
    Url(String),
}

impl Place {
    async fn open(&self) -> Store {
        match self {
            Self::Folder(folder) => Store::sqlite(&folder.path().join("sportello.db")).await.unwrap(),
            Self::Url(url) => Store::postgres(url).await.unwrap(),
        }
    }
}

async fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for place in [Place::Folder(tempfile::tempdir().unwrap()), Place::Url(postgres::fresh_database().await)] {
        trials.push(Trial { store: place.open().await, place });
    }
    trials
}

pub fn row(branch: &str, day: &str, seq: u64, key: &str) -> Row {
    Row {
        branch: branch.to_owned(),
        day: day.to_owned(),
        seq,
        request_key: key.to_owned(),
        at: Timestamp(1_798_162_200_123),
        actor: "kiosk".to_owned(),
        command: "{\"command\":\"sì, €5\"}".to_owned(),
        events: "[]".to_owned(),
        visit: None,
    }
}

pub fn with_visit(row: Row, token: &str, ticket: u32) -> Row {
    Row { visit: Some((token.to_owned(), ticket)), ..row }
}

#[tokio::test]
async fn what_was_appended_is_read_back_in_order_from_any_seq() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1"), row("a", "2026-11-22", 2, "k2")]).await.unwrap();
        store.append(vec![row("a", "2026-11-22", 3, "k3")]).await.unwrap();
        store.append(vec![row("b", "2026-11-22", 1, "k1")]).await.unwrap();
        let rows = store.read_day("a", "2026-11-22", 2).await.unwrap();
        assert_eq!(rows, [row("a", "2026-11-22", 2, "k2"), row("a", "2026-11-22", 3, "k3")]);
        assert!(store.read_day("a", "2026-11-23", 0).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_conflict_leaves_none_of_its_rows() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        let place_taken = vec![row("a", "2026-11-22", 1, "k2"), row("a", "2026-11-22", 2, "k3")];
        assert_eq!(store.append(place_taken).await, Err(AppendError::Conflict));
        let key_taken = vec![with_visit(row("a", "2026-11-23", 1, "k4"), "t", 1), row("a", "2026-11-23", 2, "k1")];
        assert_eq!(store.append(key_taken).await, Err(AppendError::Conflict));
        assert_eq!(store.read_day("a", "2026-11-22", 0).await.unwrap().len(), 1);
        assert!(store.read_day("a", "2026-11-23", 0).await.unwrap().is_empty());
        assert_eq!(store.visit("t").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_conflict_in_one_branch_spoils_no_other_s_row() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        let (mut appends, mut losers) = (tokio::task::JoinSet::new(), tokio::task::JoinSet::new());
        for branch in 0..50 {
            let (winner, loser) = (store.clone(), store.clone());
            appends.spawn(async move { winner.append(vec![row(&format!("b{branch}"), "2026-11-22", 1, "k1")]).await });
            losers.spawn(async move { loser.append(vec![row("a", "2026-11-22", 1, &format!("late{branch}"))]).await });
        }
        while let Some(answer) = losers.join_next().await {
            assert_eq!(answer.unwrap(), Err(AppendError::Conflict));
        }
        while let Some(answer) = appends.join_next().await {
            assert_eq!(answer.unwrap(), Ok(()));
        }
    }
}

#[tokio::test]
async fn two_requests_for_the_same_place_at_the_same_moment_are_one_row() {
    for Trial { store, place: _place } in trials().await {
        let mut appends = tokio::task::JoinSet::new();
        for number in 0..20 {
            let store = store.clone();
            let key = format!("k{number}");
            appends.spawn(async move { store.append(vec![row("a", "2026-11-22", 1, &key)]).await });
        }
        let answers = appends.join_all().await;
        assert_eq!(answers.iter().filter(|answer| **answer == Ok(())).count(), 1);
        assert_eq!(answers.iter().filter(|answer| **answer == Err(AppendError::Conflict)).count(), 19);
        assert_eq!(store.read_day("a", "2026-11-22", 0).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_request_is_found_by_its_key_on_any_day() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-21", 1, "k1")]).await.unwrap();
        store.append(vec![row("a", "2026-11-22", 1, "k2")]).await.unwrap();
        assert_eq!(store.by_key("a", "k1").await.unwrap(), Some(row("a", "2026-11-21", 1, "k1")));
        assert_eq!(store.by_key("b", "k1").await.unwrap(), None);
        assert_eq!(store.last_day("a").await.unwrap().as_deref(), Some("2026-11-22"));
        assert_eq!(store.last_day("b").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_visitor_s_link_lives_until_its_day_is_forgotten() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-21", 1, "k1"), "old", 7)]).await.unwrap();
        store.append(vec![with_visit(row("a", "2026-11-22", 1, "k2"), "new", 8)]).await.unwrap();
        store.append(vec![with_visit(row("b", "2026-11-21", 1, "k1"), "other", 9)]).await.unwrap();
        store.forget_visits_before("a", "2026-11-22").await.unwrap();
        assert_eq!(store.visit("old").await.unwrap(), None);
        assert_eq!(
            store.visit("new").await.unwrap(),
            Some(Visit { branch: "a".into(), day: "2026-11-22".into(), ticket: 8 })
        );
        assert!(store.visit("other").await.unwrap().is_some());
    }
}

#[tokio::test]
async fn branches_days_and_links_are_listed_in_order() {
    for Trial { store, place: _place } in trials().await {
        assert!(store.branches().await.unwrap().is_empty() && store.days("a").await.unwrap().is_empty());
        for (branch, day) in [("b", "2026-11-22"), ("a", "2026-11-23"), ("a", "2026-11-21")] {
            let two = [(1, "one"), (2, "two")].map(|(seq, word)| {
                let token = format!("{branch}-{day}-{word}");
                with_visit(row(branch, day, seq, &format!("{day}-{seq}")), &token, u32::try_from(seq).unwrap())
            });
            store.append(two.to_vec()).await.unwrap();
        }
        assert_eq!(store.branches().await.unwrap(), ["a", "b"]);
        assert_eq!(store.days("a").await.unwrap(), ["2026-11-21", "2026-11-23"]);
        assert!(store.days("c").await.unwrap().is_empty());
        let links = [("a-2026-11-21-one".to_owned(), 1), ("a-2026-11-21-two".to_owned(), 2)];
        assert_eq!(store.visits("a", "2026-11-21").await.unwrap(), links);
        assert!(store.visits("a", "2026-11-22").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_store_that_was_written_by_its_own_rules_has_nothing_amiss() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-22", 1, "k1"), "t", 1)]).await.unwrap();
        let id = store.put_person(anna("Anna")).await.unwrap();
        store.put_session("hash", id, Timestamp(2), Timestamp(1)).await.unwrap();
        assert!(store.integrity().await.unwrap().is_empty());
        assert!(store.stray_visits().await.unwrap().is_empty());
        assert!(store.repeated_keys("a").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_store_for_reading_reads_beside_one_that_writes_and_writes_nothing() {
    for Trial { store, place } in trials().await {
        let reading = match &place {
            Place::Folder(folder) => Store::sqlite_read_only(&folder.path().join("sportello.db")).await.unwrap(),
            Place::Url(url) => Store::postgres_read_only(url).await.unwrap(),
        };
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        assert_eq!(reading.branches().await.unwrap(), ["a"]);
        let refused = reading.append(vec![row("a", "2026-11-22", 2, "k2")]).await;
        assert_eq!(refused, Err(AppendError::Failed(super::Failure::ReadOnly)));
        store.append(vec![row("a", "2026-11-22", 2, "k2")]).await.unwrap();
        assert_eq!(reading.read_day("a", "2026-11-22", 0).await.unwrap().len(), 2);
    }
}

fn anna(name: &str) -> NewPerson {
    NewPerson {
        login: "anna".to_owned(),
        name: name.to_owned(),
        role: Role::Csr,
        branch: "a".to_owned(),
        password_hash: "$argon2id$".to_owned(),
    }
}

#[tokio::test]
async fn a_session_ends_by_time_by_sign_out_and_with_a_new_password() {
    for Trial { store, place: _place } in trials().await {
        let id = store.put_person(anna("Anna")).await.unwrap();
        let (start, end) = (Timestamp(1_000), Timestamp(2_000));
        store.put_session("hash", id, end, start).await.unwrap();
        assert_eq!(store.session("hash", Timestamp(1_999)).await.unwrap().unwrap().name, "Anna");
        assert_eq!(store.session("hash", end).await.unwrap(), None);
        store.end_session("hash").await.unwrap();
        assert_eq!(store.session("hash", start).await.unwrap(), None);
        store.put_session("hash", id, end, start).await.unwrap();
        assert_eq!(store.put_person(anna("Anna Bianchi")).await.unwrap(), id, "the same person");
        assert_eq!(store.session("hash", start).await.unwrap(), None);
        let (person, hash) = store.person_by_login("anna").await.unwrap().unwrap();
        assert_eq!((person.name.as_str(), person.role, hash.as_str()), ("Anna Bianchi", Role::Csr, "$argon2id$"));
        assert_eq!(store.people().await.unwrap(), [person]);
    }
}

#[tokio::test]
async fn what_was_appended_is_there_after_the_store_is_opened_again() {
    for Trial { store, place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-22", 1, "k1"), "t", 1)]).await.unwrap();
        store.close().await;
        drop(store);
        let again = place.open().await;
        assert_eq!(again.read_day("a", "2026-11-22", 0).await.unwrap().len(), 1);
        assert!(again.visit("t").await.unwrap().is_some());
    }
}

fn push(token: &str, endpoint: &str, day: &str) -> PushSubscription {
    PushSubscription {
        token: token.to_owned(),
        endpoint: endpoint.to_owned(),
        p256dh: "key".to_owned(),
        auth: "auth".to_owned(),
        branch: "a".to_owned(),
        day: day.to_owned(),
    }
}

#[tokio::test]
async fn a_ticket_has_so_many_subscriptions_and_they_end_with_its_day() {
    for Trial { store, place: _place } in trials().await {
        let (one, two) = (push("t", "https://one", "2026-11-22"), push("t", "https://two", "2026-11-22"));
        assert!(store.put_push(&one, 2).await.unwrap() && store.put_push(&two, 2).await.unwrap());
        assert!(!store.put_push(&push("t", "https://three", "2026-11-22"), 2).await.unwrap(), "it has two already");
        let renewed = PushSubscription { auth: "new".to_owned(), ..one.clone() };
        assert!(store.put_push(&renewed, 2).await.unwrap(), "the same browser again");
        assert_eq!(store.pushes("t").await.unwrap(), [renewed, two.clone()]);
        store.forget_push("t", "https://one").await.unwrap();
        assert_eq!(store.pushes("t").await.unwrap(), [two]);
        store.put_push(&push("u", "https://one", "2026-11-23"), 2).await.unwrap();
        store.forget_pushes_until("b", "2026-11-23").await.unwrap();
        store.forget_pushes_until("a", "2026-11-22").await.unwrap();
        assert!(store.pushes("t").await.unwrap().is_empty());
        assert_eq!(store.pushes("u").await.unwrap().len(), 1, "of a day that is not over");
    }
}

#[tokio::test]
async fn servers_that_start_at_once_have_one_secret() {
    for Trial { store, place: _place } in trials().await {
        let mut starts = tokio::task::JoinSet::new();
        for server in 0..8 {
            let store = store.clone();
            starts.spawn(async move { store.secret("vapid", &format!("of server {server}")).await.unwrap() });
        }
        let kept: std::collections::BTreeSet<String> = starts.join_all().await.into_iter().collect();
        assert_eq!(kept.len(), 1);
        assert!(kept.contains(&store.secret("vapid", "too late").await.unwrap()));
        assert_eq!(store.secret("another", "value").await.unwrap(), "value");
    }
}
