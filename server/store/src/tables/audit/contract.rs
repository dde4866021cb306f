//! What the audit promises on every engine.

use super::{
    Checker, Entry, Fault, Head, Line, Origin, Progress, Search, What, Who, actors, advance, branches, erase_addresses,
    forget_progress, heads, lines, note, note_alone, progress, search,
};
use crate::contract::{Place, Trial, branch, day, trials};
use crate::database::{Run, sql};
use crate::{BranchId, Store};
use queue::{CsrId, Timestamp};

fn entry(of: &str, at: i64, what: What) -> Entry {
    let origin = Origin { device: "kiosk-1".to_owned(), address: "192.168.1.20".to_owned() };
    Entry::new(&branch(of), Timestamp(at), Who::staff(CsrId(3)), what).about(format!("ticket:{at}")).from(origin)
}

async fn chain(store: &Store, length: i64) {
    for at in 1..=length {
        note_alone(store, &[entry("a", at, What::TicketPicked)]).await.unwrap();
    }
}

async fn check(store: &Store, of: &BranchId, kept: Vec<Head>) -> Vec<Fault> {
    let head = heads(store).await.unwrap().into_iter().find(|head| head.branch == *of);
    let mut checker = Checker::new(head, kept);
    lines(store, of, 1, 10_000).await.unwrap().iter().for_each(|line| checker.line(line));
    checker.end()
}

/// Does to the table what only somebody can do who has the database itself: the triggers are dropped first.
async fn tamper(trial: &Trial, statements: &[&'static str]) {
    let triggers: &[&'static str] = match trial.place {
        Place::Folder(_) => &["DROP TRIGGER audit_line_is_not_changed", "DROP TRIGGER audit_line_is_not_removed"],
        Place::Url(_) => {
            &["DROP TRIGGER audit_line_is_not_changed ON audit", "DROP TRIGGER audit_line_is_not_removed ON audit"]
        }
    };
    for statement in triggers.iter().chain(statements) {
        trial.store.execute(sql(statement)).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_noted_is_found_and_the_chain_is_sound() {
    for Trial { store, place: _place } in trials().await {
        let mut transaction = store.begin().await.unwrap();
        let three = [entry("a", 1, What::SignedIn), entry("a", 2, What::TicketPicked), entry("b", 3, What::SignedIn)];
        note(&mut transaction, &three).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(branches(&store).await.unwrap(), [branch("a"), branch("b")]);
        for of in ["a", "b"] {
            assert_eq!(check(&store, &branch(of), Vec::new()).await, []);
        }
        let found = |search_for: Search| async move { search(&store, &branch("a"), &search_for).await.unwrap() };
        let numbers = |lines: Vec<Line>| lines.into_iter().map(|line| line.n).collect::<Vec<_>>();
        let all = Search::default();
        assert_eq!(numbers(found(all.clone()).await), [2, 1]);
    }
}

#[tokio::test]
async fn a_search_is_by_who_what_time_and_place_in_the_list() {
    for Trial { store, place: _place } in trials().await {
        let other = Entry { who: Who::staff(CsrId(4)), ..entry("a", 2, What::SignedIn) };
        note_alone(&store, &[entry("a", 1, What::SignedIn), other, entry("a", 3, What::SignedOut)]).await.unwrap();
        let all = Search::default;
        assert_eq!(actors(&store, &branch("a")).await.unwrap(), ["staff:3", "staff:4"]);
        for (wanted, expected) in [
            (Search { who: "staff:3".to_owned(), ..all() }, vec![3, 1]),
            (Search { what: "signed_in".to_owned(), ..all() }, vec![2, 1]),
            (Search { from: Timestamp(2), until: Timestamp(3), ..all() }, vec![2]),
            (Search { before: Some(3), most: 1, ..all() }, vec![2]),
            (Search { who: "nobody".to_owned(), ..all() }, vec![]),
        ] {
            let found = search(&store, &branch("a"), &wanted).await.unwrap();
            assert_eq!(found.iter().map(|line| line.n).collect::<Vec<_>>(), expected, "{wanted:?}");
        }
    }
}

#[tokio::test]
async fn a_line_whose_change_is_undone_is_not_there() {
    for Trial { store, place: _place } in trials().await {
        chain(&store, 1).await;
        let mut transaction = store.begin().await.unwrap();
        note(&mut transaction, &[entry("a", 2, What::PersonAdded)]).await.unwrap();
        transaction.rollback().await.unwrap();
        chain(&store, 1).await;
        assert_eq!(lines(&store, &branch("a"), 1, 10).await.unwrap().len(), 2);
        assert_eq!(check(&store, &branch("a"), Vec::new()).await, []);
    }
}

#[tokio::test]
async fn servers_that_note_at_once_write_one_chain() {
    for Trial { store, place } in trials().await {
        // A file has one server; a PostgreSQL may have several.
        let other = if matches!(place, Place::Url(_)) { place.open().await } else { store.clone() };
        let many = |store: Store| async move {
            for at in 0..40 {
                note_alone(&store, &[entry("a", at, What::SignedIn), entry("a", at, What::SignedOut)]).await.unwrap();
            }
        };
        tokio::join!(many(store.clone()), many(other.clone()), many(store.clone()), many(other));
        assert_eq!(lines(&store, &branch("a"), 1, 1000).await.unwrap().len(), 320);
        assert_eq!(check(&store, &branch("a"), Vec::new()).await, []);
    }
}

#[tokio::test]
async fn a_line_is_neither_changed_nor_removed_through_the_program_s_own_connection() {
    for Trial { store, place: _place } in trials().await {
        chain(&store, 2).await;
        for statement in ["UPDATE audit SET who = 'staff:9' WHERE n = 1", "DELETE FROM audit WHERE n = 2"] {
            assert!(store.execute(sql(statement)).await.is_err(), "{statement}");
        }
        assert_eq!(check(&store, &branch("a"), Vec::new()).await, []);
    }
}

#[tokio::test]
async fn a_changed_line_is_named() {
    for trial in trials().await {
        chain(&trial.store, 5).await;
        let column = "UPDATE audit SET about = 'ticket:99' WHERE n = 3";
        tamper(&trial, &[column, "UPDATE audit SET address = '10.0.0.9' WHERE n = 4"]).await;
        let found = check(&trial.store, &branch("a"), Vec::new()).await;
        assert_eq!(found, [Fault::Changed { n: 3 }, Fault::Changed { n: 4 }]);
    }
}

#[tokio::test]
async fn a_removed_line_is_named_and_so_is_a_tail_that_was_cut_off() {
    for trial in trials().await {
        chain(&trial.store, 6).await;
        tamper(&trial, &["DELETE FROM audit WHERE n IN (2, 3)", "DELETE FROM audit WHERE n = 6"]).await;
        let found = check(&trial.store, &branch("a"), Vec::new()).await;
        assert_eq!(found, [Fault::Removed { first: 2, last: 3 }, Fault::CutOff { first: 6, last: 6 }]);
        // The chain goes on after the line that is missing, so the gap stays.
        chain(&trial.store, 1).await;
        let found = check(&trial.store, &branch("a"), Vec::new()).await;
        assert_eq!(found, [Fault::Removed { first: 2, last: 3 }, Fault::Removed { first: 6, last: 6 }]);
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_off_with_the_record_of_it_is_known_by_a_head_that_was_kept_outside() {
    for trial in trials().await {
        chain(&trial.store, 4).await;
        let kept = heads(&trial.store).await.unwrap();
        let cut = "UPDATE audit_head SET n = 2, hash = (SELECT hash FROM audit WHERE n = 2)";
        tamper(&trial, &["DELETE FROM audit WHERE n > 2", cut]).await;
        assert_eq!(check(&trial.store, &branch("a"), Vec::new()).await, []);
        let found = check(&trial.store, &branch("a"), kept.clone()).await;
        assert_eq!(found, [Fault::CutOff { first: 3, last: 4 }]);
        // Lines that are written in their place are others.
        chain(&trial.store, 2).await;
        assert_eq!(check(&trial.store, &branch("a"), kept).await, [Fault::OtherHead { n: 4 }]);
    }
}

#[tokio::test]
async fn an_inserted_line_is_named() {
    for trial in trials().await {
        chain(&trial.store, 4).await;
        let line_2 = lines(&trial.store, &branch("a"), 2, 1).await.unwrap().remove(0);
        // The forger makes room, and gives the new line a hash that is right.
        let make_room = ["UPDATE audit SET n = n + 100 WHERE n > 2", "UPDATE audit SET n = n - 99 WHERE n > 100"];
        tamper(&trial, &make_room).await;
        let after = Head { branch: branch("a"), n: 2, hash: line_2.hash };
        let forged = Line::after(Some(&after), &entry("a", 9, What::PriorityGiven));
        let insert =
            sql("INSERT INTO audit (branch, n, at_ms, who, what, about, device, address, salt, seal, previous, hash)
                          VALUES ($1, 3, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        let insert =
            insert.bind(&forged.branch).bind(forged.at).bind(&forged.who).bind(&forged.what).bind(&forged.about);
        let insert = insert.bind(&forged.device).bind(forged.address.as_deref()).bind(forged.salt.as_deref());
        trial.store.execute(insert.bind(&forged.seal).bind(&forged.previous).bind(&forged.hash)).await.unwrap();
        let found = check(&trial.store, &branch("a"), Vec::new()).await;
        assert_eq!(found, [Fault::Moved { first: 4, last: 5, was: 3 }, Fault::Beyond { first: 5, last: 5 }]);
        assert!(found[0].to_string().contains("inserted before line 4"), "{}", found[0]);
    }
}

#[tokio::test]
async fn a_line_that_was_written_anew_with_a_right_hash_does_not_fit_the_next_one() {
    for trial in trials().await {
        chain(&trial.store, 4).await;
        let mut line = lines(&trial.store, &branch("a"), 2, 1).await.unwrap().remove(0);
        line.who = "staff:9".to_owned();
        line.hash = line.hash_at(2);
        tamper(&trial, &[]).await;
        let rewrite = sql("UPDATE audit SET who = $1, hash = $2 WHERE n = 2");
        trial.store.execute(rewrite.bind(&line.who).bind(&line.hash)).await.unwrap();
        assert_eq!(check(&trial.store, &branch("a"), Vec::new()).await, [Fault::Unlinked { n: 3 }]);
    }
}

#[tokio::test]
async fn lines_that_were_exchanged_are_named() {
    for trial in trials().await {
        chain(&trial.store, 5).await;
        let swap = [
            "UPDATE audit SET n = 100 WHERE n = 2",
            "UPDATE audit SET n = 2 WHERE n = 3",
            "UPDATE audit SET n = 3 WHERE n = 100",
        ];
        tamper(&trial, &swap).await;
        let found = check(&trial.store, &branch("a"), Vec::new()).await;
        let expected = [Fault::Moved { first: 2, last: 2, was: 3 }, Fault::Moved { first: 3, last: 3, was: 2 }];
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn an_address_is_erased_and_the_chain_stays_whole() {
    for Trial { store, place: _place } in trials().await {
        chain(&store, 3).await;
        assert_eq!(erase_addresses(&store, Timestamp(3)).await.unwrap(), 2);
        let addresses: Vec<bool> =
            lines(&store, &branch("a"), 1, 10).await.unwrap().iter().map(|line| line.address.is_some()).collect();
        assert_eq!(addresses, [false, false, true]);
        assert_eq!(check(&store, &branch("a"), Vec::new()).await, []);
    }
}

#[tokio::test]
async fn the_journal_is_read_for_the_audit_by_one_server_at_a_time() {
    for Trial { store, place: _place } in trials().await {
        let of = branch("a");
        let at = |on: &str, seq| Progress { day: day(on), seq, setup: "x".to_owned() };
        assert!(advance(&store, &of, 0, &at("2026-11-22", 3)).await.unwrap());
        assert!(!advance(&store, &of, 0, &at("2026-11-22", 4)).await.unwrap(), "another server was first");
        assert!(advance(&store, &of, 3, &at("2026-11-22", 5)).await.unwrap());
        assert!(!advance(&store, &of, 3, &at("2026-11-22", 6)).await.unwrap(), "another server was first");
        // Each day has its own.
        assert!(advance(&store, &of, 0, &at("2026-11-23", 1)).await.unwrap());
        assert!(advance(&store, &of, 5, &at("2026-11-22", 7)).await.unwrap());
        assert_eq!(progress(&store, &of).await.unwrap(), [at("2026-11-22", 7), at("2026-11-23", 1)]);
        forget_progress(&store, &of, &day("2026-11-23")).await.unwrap();
        assert_eq!(progress(&store, &of).await.unwrap(), [at("2026-11-23", 1)]);
    }
}
