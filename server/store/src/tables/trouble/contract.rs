//! What troubles and their news promise on every engine.

use super::*;
use crate::contract::{Trial, branch, trials};

fn key(place: &str) -> TroubleKey {
    TroubleKey { branch: "a".to_owned(), rule: "printer".to_owned(), place: place.to_owned() }
}

fn news(id: &str, place: &str, due: i64) -> News {
    News {
        id: id.to_owned(),
        of: key(place),
        since: Timestamp(100),
        value: 1,
        kind: "opened".to_owned(),
        recipient: "operations".to_owned(),
        phone: String::new(),
        state: "waiting".to_owned(),
        due: Timestamp(due),
        tries: 0,
        changed: Timestamp(100),
        fault: String::new(),
    }
}

#[tokio::test]
async fn a_trouble_is_opened_once_and_again_only_after_a_pause() {
    for Trial { store, place: _place } in trials().await {
        let pause = Duration(50);
        assert!(open(&store, &key("kiosk"), 1, Timestamp(100), pause).await.unwrap());
        assert!(!open(&store, &key("kiosk"), 2, Timestamp(500), pause).await.unwrap(), "it is open");
        assert!(open(&store, &key("lobby"), 1, Timestamp(100), pause).await.unwrap(), "another place");
        assert_eq!(end_trouble(&store, &key("kiosk"), Timestamp(600)).await.unwrap(), Some((Timestamp(100), 1)));
        assert_eq!(end_trouble(&store, &key("kiosk"), Timestamp(601)).await.unwrap(), None, "it is over");
        assert!(!open(&store, &key("kiosk"), 1, Timestamp(649), pause).await.unwrap(), "too soon");
        assert_eq!(open_ones(&store).await.unwrap(), [key("lobby")]);
        assert_eq!(all_open(&store).await.unwrap()[0].key, key("lobby"));
        assert!(open(&store, &key("kiosk"), 3, Timestamp(650), pause).await.unwrap());
        let found = of_branch(&store, &branch("a"), 10).await.unwrap();
        assert_eq!((found.len(), found[0].value, found[0].since, found[0].open), (2, 3, Timestamp(650), true));
    }
}

#[tokio::test]
async fn who_has_seen_a_trouble_first_stays_until_it_comes_again() {
    for Trial { store, place: _place } in trials().await {
        open(&store, &key("kiosk"), 1, Timestamp(100), Duration(0)).await.unwrap();
        assert!(see(&store, &key("kiosk"), CsrId(7), Timestamp(110)).await.unwrap());
        assert!(!see(&store, &key("kiosk"), CsrId(8), Timestamp(120)).await.unwrap());
        end_trouble(&store, &key("kiosk"), Timestamp(130)).await.unwrap();
        let found = of_branch(&store, &branch("a"), 10).await.unwrap();
        assert_eq!((found[0].seen_by, found[0].seen, found[0].open), (Some(CsrId(7)), Some(Timestamp(110)), false));
        open(&store, &key("kiosk"), 1, Timestamp(140), Duration(0)).await.unwrap();
        assert_eq!(of_branch(&store, &branch("a"), 10).await.unwrap()[0].seen_by, None);
    }
}

#[tokio::test]
async fn news_are_claimed_once_and_what_was_called_off_by_nobody() {
    for Trial { store, place: _place } in trials().await {
        for one in [news("1", "kiosk", 100), news("2", "lobby", 100), news("3", "kiosk", 900)] {
            put(&store, &one).await.unwrap();
        }
        let found = due(&store, Timestamp(200), 10).await.unwrap();
        assert_eq!(found, [news("1", "kiosk", 100), news("2", "lobby", 100)]);
        assert!(claim(&store, &found[0], Timestamp(200)).await.unwrap());
        assert!(!claim(&store, &found[0], Timestamp(200)).await.unwrap(), "another server has it");
        call_off(&store, &key("lobby"), Timestamp(210)).await.unwrap();
        assert!(!claim(&store, &found[1], Timestamp(220)).await.unwrap(), "it was called off");
        call_off(&store, &key("kiosk"), Timestamp(230)).await.unwrap();
        assert!(!end(&store, "1", Timestamp(240)).await.unwrap(), "it was called off while it was sent");
        assert!(due(&store, Timestamp(1_000), 10).await.unwrap().is_empty());
        let states: Vec<_> = latest(&store, &branch("a"), 10).await.unwrap().into_iter().map(|one| one.state).collect();
        assert_eq!(states, ["called_off"; 3]);
    }
}

#[tokio::test]
async fn news_are_put_off_given_up_and_tried_again_while_their_trouble_is_open() {
    for Trial { store, place: _place } in trials().await {
        open(&store, &key("kiosk"), 1, Timestamp(100), Duration(0)).await.unwrap();
        put(&store, &news("1", "kiosk", 100)).await.unwrap();
        claim(&store, &news("1", "kiosk", 100), Timestamp(100)).await.unwrap();
        put_off(&store, "1", Timestamp(500), "500", Timestamp(110)).await.unwrap();
        assert!(due(&store, Timestamp(499), 10).await.unwrap().is_empty());
        let found = due(&store, Timestamp(500), 10).await.unwrap().remove(0);
        assert_eq!((found.tries, &*found.fault), (1, "500"));
        assert!(claim(&store, &found, Timestamp(500)).await.unwrap());
        // Its server is killed.
        assert_eq!(give_back(&store, Timestamp(500), Timestamp(600)).await.unwrap(), 0, "it may still be at it");
        assert_eq!(give_back(&store, Timestamp(501), Timestamp(600)).await.unwrap(), 1);
        let found = due(&store, Timestamp(600), 10).await.unwrap().remove(0);
        claim(&store, &found, Timestamp(600)).await.unwrap();
        dead(&store, "1", "silent", Timestamp(610)).await.unwrap();
        assert!(!again(&store, &branch("b"), "1", Timestamp(620)).await.unwrap(), "another branch's");
        assert!(again(&store, &branch("a"), "1", Timestamp(620)).await.unwrap());
        let found = due(&store, Timestamp(620), 10).await.unwrap().remove(0);
        claim(&store, &found, Timestamp(620)).await.unwrap();
        assert!(end(&store, "1", Timestamp(630)).await.unwrap());
        let told = Recipient { id: "operations".to_owned(), phone: String::new() };
        assert_eq!(recipients_told(&store, &key("kiosk"), Timestamp(100)).await.unwrap(), [told]);
        assert_eq!(latest(&store, &branch("a"), 10).await.unwrap()[0].state, "sent");

        put(&store, &News { state: "dead".to_owned(), ..news("2", "kiosk", 100) }).await.unwrap();
        end_trouble(&store, &key("kiosk"), Timestamp(700)).await.unwrap();
        assert!(!again(&store, &branch("a"), "2", Timestamp(710)).await.unwrap(), "its trouble is over");
    }
}

#[tokio::test]
async fn what_is_over_is_forgotten_in_time_and_what_is_open_is_not() {
    for Trial { store, place: _place } in trials().await {
        for (place, at) in [("kiosk", 100), ("lobby", 100), ("desk", 900)] {
            open(&store, &key(place), 1, Timestamp(at), Duration(0)).await.unwrap();
        }
        for place in ["lobby", "desk"] {
            end_trouble(&store, &key(place), Timestamp(if place == "desk" { 1_000 } else { 200 })).await.unwrap();
        }
        put(&store, &news("1", "kiosk", 100)).await.unwrap();
        put(&store, &News { state: "sent".to_owned(), changed: Timestamp(300), ..news("2", "lobby", 100) })
            .await
            .unwrap();
        forget_before(&store, Timestamp(500)).await.unwrap();
        let left = of_branch(&store, &branch("a"), 10).await.unwrap();
        let left: Vec<_> = left.iter().map(|trouble| trouble.key.place.as_str()).collect();
        assert_eq!(left, ["kiosk", "desk"]);
        let news: Vec<_> = latest(&store, &branch("a"), 10).await.unwrap().into_iter().map(|one| one.id).collect();
        assert_eq!(news, ["1"]);
    }
}
