//! What is promised of personal data, on every engine.

use super::{Key, PLAIN, Periods, REGISTER, Today, erase, erase_due, find};
use crate::contract::{Place, Trial, branch, day, row, token, trials, with_visit};
use crate::database::{Run, sql};
use crate::{PushSubscription, Store, audit, push_subscription, visit};
use queue::{Day, Timestamp};
use std::collections::BTreeSet;
use std::path::Path;

/// A day and the two before it.
fn days_ago(days: u32) -> Day {
    day(["2026-11-24", "2026-11-23", "2026-11-22"].get(days as usize).unwrap_or(&"2026-01-01"))
}

async fn erase_today(store: &Store) -> Option<Vec<(&'static str, u64)>> {
    let (branch, day) = (branch("a"), day("2026-11-24"));
    let today = Today { branch: &branch, now: Timestamp(1_798_162_200_123), day: &day, days_ago };
    erase_due(store, today, &Periods::default()).await.unwrap()
}

fn subscription(of_day: &str, endpoint: &str) -> PushSubscription {
    PushSubscription {
        token: token(of_day),
        endpoint: endpoint.to_owned(),
        p256dh: "key".to_owned(),
        auth: "auth".to_owned(),
        branch: branch("a"),
        day: day(of_day),
    }
}

#[tokio::test]
async fn every_table_is_registered_as_private_or_as_plain() {
    for Trial { store, place } in trials().await {
        let names = match place {
            Place::Folder(_) => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            Place::Url(_) => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'",
        };
        let tables: Vec<(String,)> = store.fetch_all(sql(names)).await.unwrap();
        let tables: BTreeSet<String> = tables.into_iter().map(|(name,)| name).collect();
        let registered: BTreeSet<&str> =
            REGISTER.iter().map(|private| private.table).chain(PLAIN.iter().copied()).collect();
        for table in tables.iter().filter(|table| *table != "_sqlx_migrations") {
            assert!(
                registered.contains(table.as_str()),
                "{table} is in neither list of store/src/private/register.rs: does it name a person?"
            );
        }
        for table in registered {
            assert!(tables.contains(table), "{table} is registered and is no table");
        }
    }
}

#[tokio::test]
async fn every_statement_of_the_register_runs_on_both_engines() {
    for Trial { store, place: _place } in trials().await {
        assert_eq!(erase_today(&store).await, Some(Vec::new()));
        for key in [Key::Token, Key::Contact, Key::Login] {
            assert!(find(&store, key, "nobody").await.unwrap().is_empty());
            let mut transaction = store.begin().await.unwrap();
            assert!(erase(&mut transaction, key, "nobody").await.unwrap().is_empty());
            transaction.commit().await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_is_due_is_erased_once_a_day_and_the_audit_says_so() {
    for Trial { store, place: _place } in trials().await {
        for of_day in ["2026-11-23", "2026-11-24"] {
            assert!(push_subscription::put(&store, &subscription(of_day, "https://push.example/1"), 5).await.unwrap());
        }
        let (here, there) = tokio::join!(erase_today(&store), erase_today(&store));
        let done: Vec<_> = [here, there].into_iter().flatten().collect();
        assert_eq!(done, [vec![("push_subscription", 1)]], "one of two servers has done it");
        assert_eq!(push_subscription::of_ticket(&store, &token("2026-11-24")).await.unwrap().len(), 1);
        assert_eq!(erase_today(&store).await, None, "it has been done today");
        let lines = audit::lines(&store, &branch("a"), 1, 10).await.unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].what.as_str(), lines[0].about.as_str()), ("data_erased", "push_subscription:1"));
    }
}

#[tokio::test]
async fn one_visitor_s_data_is_found_by_their_link_and_erased() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-24", 1, "k1"), "2026-11-24", 1)]).await.unwrap();
        push_subscription::put(&store, &subscription("2026-11-24", "https://push.example/1"), 5).await.unwrap();
        let found = find(&store, Key::Token, "2026-11-24").await.unwrap();
        assert_eq!(
            found.iter().map(|(table, rows)| (*table, rows.len())).collect::<Vec<_>>(),
            [("push_subscription", 1), ("visit", 1)]
        );
        let mut transaction = store.begin().await.unwrap();
        let erased = erase(&mut transaction, Key::Token, "2026-11-24").await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(erased, [("push_subscription", 1), ("visit", 1)]);
        assert!(find(&store, Key::Token, "2026-11-24").await.unwrap().is_empty());
        assert!(visit::by_token(&store, &token("2026-11-24")).await.unwrap().is_none());
    }
}

/// Whether a word stands anywhere in a file: in rows, in free pages, in what is left between the rows of a page.
fn stands_in(word: &str, file: &Path) -> bool {
    std::fs::read(file).is_ok_and(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
}

#[tokio::test]
async fn erased_words_are_in_no_page_of_the_file_and_not_in_its_log_and_not_in_a_later_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sportello.db");
    let log = folder.path().join("sportello.db-wal");
    let store = Store::sqlite(&file).await.unwrap();
    let word = "https://push.example/Kurzweil";
    // So many and so long that pages are split, moved and freed.
    for number in 0..400 {
        let one = subscription("2026-11-23", &format!("{word}-{number}-{}", "x".repeat(number * 3)));
        assert!(push_subscription::put(&store, &one, 1000).await.unwrap());
        let kept = subscription("2026-11-24", &format!("https://push.example/kept-{number}"));
        assert!(push_subscription::put(&store, &kept, 1000).await.unwrap());
        if number % 50 == 0 {
            store.scrub().await.unwrap();
        }
    }
    assert!(stands_in(word, &file) && stands_in(word, &log), "the test looks in the right place");
    assert_eq!(erase_today(&store).await, Some(vec![("push_subscription", 400)]));
    store.scrub().await.unwrap();
    for file in [&file, &log] {
        assert!(!stands_in(word, file), "{}", file.display());
    }
    assert!(stands_in("push.example/kept-7", &file), "what is kept is there");
    let backup = folder.path().join("backup.db");
    crate::backup::of_sqlite(&file, &backup).await.unwrap();
    assert!(!stands_in(word, &backup));
    store.close().await;
    assert!(!stands_in(word, &file));
}

#[test]
fn a_period_is_a_table_and_days_and_an_unknown_table_is_told_with_the_known_ones() {
    let periods = Periods::parse(["told=3"]).unwrap();
    let of = |table: &str| periods.of(REGISTER.iter().find(|private| private.table == table).unwrap());
    assert_eq!((of("told"), of("push_subscription"), of("staff")), (Some(3), Some(0), None));
    for wrong in ["told", "told=", "told=-1", "staff=3", "nothing=3"] {
        assert!(Periods::parse([wrong]).unwrap_err().contains("push_subscription"), "{wrong}");
    }
}
