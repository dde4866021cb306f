//! Troubles, on both engines and with two servers: each is told once, and none that is over.

use super::*;
use crate::observers::Observers;
use crate::request::Actor;
use crate::setups::Setups;
use queue::{AlertKind, AlertPlace, Command, Issue, Language, ServiceId, Token};
use records::alert_rule::When;
use store::complaint::{self, By, Complaint};
use store::{ManagerPhone, Names, Run, sql, staff};
use testing::bank_of;
use testing::postgres::fresh_database;

const MINUTE: i64 = 60_000;

fn alerts(when: When, quiet: Option<(u16, u16)>) -> Alerts {
    let rule = AlertRule {
        id: "rule".to_owned(),
        when,
        branches: BTreeSet::new(),
        to: vec!["operations".to_owned()],
        pause: Duration::minutes(30),
        quiet,
    };
    Alerts { rules: vec![rule], ..Alerts::default() }
}

/// Two servers on each engine; the folder is removed with the last value.
async fn engines() -> Vec<([(Store, Branches); 2], tempfile::TempDir)> {
    let mut engines = Vec::new();
    for postgres in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let stores = if postgres {
            let url = fresh_database().await;
            [Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap()]
        } else {
            let store = Store::sqlite(&folder.path().join("troubles.db")).await.unwrap();
            [store.clone(), store]
        };
        let servers = stores.map(|store| {
            let branches =
                Branches::new(Setups::fixed(bank_of(1)), store.clone(), Names::default(), Observers::default());
            (store, branches)
        });
        engines.push((servers, folder));
    }
    engines
}

async fn command(branches: &Branches, command: Command) {
    let branch = branches.get("b0").await.unwrap().unwrap();
    branch.command(RequestKey::fresh(), Actor::Server, command).await.unwrap();
}

async fn issue(branches: &Branches) {
    let issue = Issue {
        service: ServiceId::new("cash"),
        then: vec![],
        language: Language::new("it"),
        priority: false,
        documents: vec![],
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new(RequestKey::fresh().as_str()),
    };
    command(branches, Command::Issue(issue)).await;
}

async fn kinds(store: &Store) -> Vec<(String, String)> {
    let mut all = trouble::latest(store, &BranchId::new("b0"), 100).await.unwrap();
    all.sort_by(|a, b| (a.since, &a.kind).cmp(&(b.since, &b.kind)));
    all.into_iter().map(|news| (news.kind, news.state)).collect()
}

#[tokio::test]
async fn of_two_servers_one_tells_a_trouble_and_its_end_is_told_to_who_heard_of_it() {
    for ([(store, branches), (other_store, other_branches)], _folder) in engines().await {
        let rules = alerts(When::Printer, None);
        let mut one = TroubleWatch::new(branches.clone(), store.clone(), rules.clone());
        let mut other = TroubleWatch::new(other_branches.clone(), other_store, rules);
        issue(&branches).await;
        let (kind, place) = (AlertKind::Printer(queue::PrinterFault::OutOfPaper), AlertPlace::new("kiosk"));
        command(&branches, Command::RaiseAlert { kind, place: place.clone() }).await;
        // The branch runs on both servers, and both see the alert.
        let there = other_branches.get("b0").await.unwrap().unwrap();
        there.until(|branch| branch.alert_at(kind, &place).is_some()).await;
        let now = clock::now();
        let (first, second) = tokio::join!(one.round(now), other.round(now));
        assert_eq!(first.unwrap() + second.unwrap(), 1);
        assert_eq!(one.round(now + Duration(5_000)).await.unwrap(), 0, "it is told");
        assert_eq!(kinds(&store).await, [("opened".to_owned(), "waiting".to_owned())]);

        let news = trouble::due(&store, now, 10).await.unwrap().remove(0);
        assert!(trouble::claim(&store, &news, now).await.unwrap());
        assert!(trouble::end(&store, &news.id, now).await.unwrap());
        let alert = there.live().read(|branch, _| branch.alert_at(kind, &place).unwrap().id);
        command(&branches, Command::ClearAlert { alert }).await;
        there.until(|branch| branch.alert_at(kind, &place).is_none()).await;
        for later in [20_000, 30_000, 40_000] {
            let at = now + Duration(later);
            let (first, second) = tokio::join!(one.round(at), other.round(at));
            assert_eq!(first.unwrap() + second.unwrap(), 0);
        }
        let told = kinds(&store).await;
        assert_eq!(told, [("opened".to_owned(), "sent".to_owned()), ("over".to_owned(), "waiting".to_owned())]);
        // Soon again: nobody hears of it.
        command(&branches, Command::RaiseAlert { kind, place }).await;
        assert_eq!(one.round(now + Duration(60_000)).await.unwrap(), 0);
        assert_eq!(one.round(now + Duration(40 * MINUTE)).await.unwrap(), 1, "after the pause it is told");
    }
}

#[tokio::test]
async fn what_was_over_before_it_was_sent_is_called_off() {
    for ([(store, branches), _], _folder) in engines().await {
        issue(&branches).await;
        let now = clock::now();
        let mut watch = TroubleWatch::new(branches.clone(), store.clone(), alerts(When::Queue { visitors: 1 }, None));
        assert_eq!(watch.round(now).await.unwrap(), 1);
        let branch = branches.get("b0").await.unwrap().unwrap();
        let ticket = branch.live().read(|branch, _| branch.tickets().next().unwrap().id);
        command(&branches, Command::Cancel { ticket }).await;
        watch.round(now + Duration(5_000)).await.unwrap();
        assert_eq!(kinds(&store).await, [("opened".to_owned(), "waiting".to_owned())], "a moment ends nothing");
        watch.round(now + Duration(20_000)).await.unwrap();
        assert_eq!(kinds(&store).await, [("opened".to_owned(), "called_off".to_owned())]);
        assert!(trouble::due(&store, now + Duration(MINUTE), 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn in_quiet_hours_news_wait_for_their_end() {
    let ([(store, branches), _], _folder) = engines().await.swap_remove(0);
    issue(&branches).await;
    let now = clock::now();
    let wall = branches.setups()[0].calendar.local(now);
    let minute = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).unwrap();
    let quiet = Some((minute, (minute + 90) % (24 * 60)));
    let mut watch = TroubleWatch::new(branches, store.clone(), alerts(When::Queue { visitors: 1 }, quiet));
    assert_eq!(watch.round(now).await.unwrap(), 1);
    assert!(trouble::due(&store, now + Duration(89 * MINUTE), 10).await.unwrap().is_empty());
    assert_eq!(trouble::due(&store, now + Duration(90 * MINUTE), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_branch_that_sleeps_is_looked_at_in_the_tables_and_what_they_do_not_tell_is_left() {
    for ([(store, branches), _], _folder) in engines().await {
        let now = clock::now();
        let setup = branches.setups()[0].clone();
        let row = BranchNow {
            branch: "b0".to_owned(),
            day: setup.day(now),
            seq: 3,
            at: Timestamp(now.0 - 10_000),
            closed: false,
            stopped: false,
            waiting: 2,
            oldest: Some(Timestamp(now.0 - 25 * MINUTE)),
            desks: 1,
            alerts: 1,
            server: "gone".to_owned(),
        };
        branch_now::put(&store, &row).await.unwrap();
        let mut rules = alerts(When::Wait { minutes: 20 }, None);
        rules.rules.push(AlertRule { id: "printer".to_owned(), when: When::Printer, ..rules.rules[0].clone() });
        let printer = TroubleKey { branch: "b0".to_owned(), rule: "printer".to_owned(), place: "kiosk".to_owned() };
        trouble::open(&store, &printer, 1, now, Duration(0)).await.unwrap();
        let mut watch = TroubleWatch::new(branches.clone(), store.clone(), rules);
        assert_eq!(watch.round(now).await.unwrap(), 1, "somebody waits too long there");
        let empty = BranchNow { waiting: 0, oldest: None, ..row };
        branch_now::put(&store, &empty).await.unwrap();
        watch.round(now + Duration(1_000)).await.unwrap();
        watch.round(now + Duration(19_000)).await.unwrap();
        assert_eq!(trouble::open_ones(&store).await.unwrap().len(), 2, "a fresh row of another server ends nothing");
        watch.round(now + Duration(25_000)).await.unwrap();
        watch.round(now + Duration(41_000)).await.unwrap();
        assert_eq!(trouble::open_ones(&store).await.unwrap(), [printer], "of the printer nothing is known");
        assert!(branches.running().iter().all(|(_, handle)| handle.is_none()), "it was not woken");
    }
}

/// A manager's phone that is told of a branch.
async fn phone(store: &Store, id: &str, branch: &str) {
    let mut transaction = store.begin().await.unwrap();
    let person = store::NewPerson {
        login: "gaia".to_owned(),
        name: "Gaia".to_owned(),
        roles: store::Roles::default(),
        languages: vec![],
        password_hash: "hash".to_owned(),
        must_change: false,
    };
    let staff = staff::put(&mut transaction, &person).await.unwrap();
    transaction.commit().await.unwrap();
    let phone = ManagerPhone {
        id: id.to_owned(),
        branch: BranchId::new(branch),
        staff,
        endpoint: format!("https://push.example/{id}"),
        p256dh: "key".to_owned(),
        auth: "auth".to_owned(),
        language: "en".to_owned(),
        since: clock::now(),
    };
    manager_phone::put(store, &phone, 20).await.unwrap();
}

#[tokio::test]
async fn danger_that_nobody_answers_reaches_each_phone_of_the_branch_and_of_no_other() {
    for ([(store, branches), _], _folder) in engines().await {
        for (id, branch) in [("p1", "b0"), ("p2", "b0"), ("p3", "b1")] {
            phone(&store, id, branch).await;
        }
        issue(&branches).await;
        let kind = AlertKind::Danger;
        command(&branches, Command::RaiseAlert { kind, place: AlertPlace::new("1") }).await;
        let mut rules = alerts(When::Danger, None);
        rules.rules[0].to = vec![PHONES.to_owned()];
        let mut watch = TroubleWatch::new(branches.clone(), store.clone(), rules);
        let now = clock::now();
        assert_eq!(watch.round(now).await.unwrap(), 0, "a colleague may be on the way");
        assert_eq!(watch.round(now + Duration(30_000)).await.unwrap(), 1);
        let due = trouble::due(&store, now + Duration(30_000), 10).await.unwrap();
        let mut phones: Vec<_> = due.iter().map(|news| (news.of.place.as_str(), news.phone.as_str())).collect();
        phones.sort_unstable();
        assert_eq!(phones, [("1", "p1"), ("1", "p2")]);
        let live = branches.get("b0").await.unwrap().unwrap().live().clone();
        assert!(live.troubles().is_empty(), "the dashboard shows it as an alert already");
    }
}

#[tokio::test]
async fn the_dashboard_shows_what_no_alert_tells_until_it_is_over() {
    let ([(store, branches), _], _folder) = engines().await.swap_remove(0);
    issue(&branches).await;
    let now = clock::now();
    let mut watch = TroubleWatch::new(branches.clone(), store.clone(), alerts(When::Queue { visitors: 1 }, None));
    let branch = branches.get("b0").await.unwrap().unwrap();
    let drawn = *branch.live().changes().borrow();
    watch.round(now).await.unwrap();
    assert_eq!(branch.live().troubles()[0].value, 1);
    assert!(*branch.live().changes().borrow() > drawn, "the screens are drawn again");
    let key = TroubleKey { branch: "b0".to_owned(), rule: "rule".to_owned(), place: String::new() };
    trouble::see(&store, &key, queue::CsrId(1), now).await.unwrap();
    watch.round(now + Duration(5_000)).await.unwrap();
    assert!(branch.live().troubles()[0].seen);
    let ticket = branch.live().read(|branch, _| branch.tickets().next().unwrap().id);
    command(&branches, Command::Cancel { ticket }).await;
    for later in [10_000, 26_000] {
        watch.round(now + Duration(later)).await.unwrap();
    }
    assert!(branch.live().troubles().is_empty());
}

/// A complaint of the branch that was received on a day and is due on another.
async fn complain(store: &Store, number: &str, received: &str, due: &str) -> Complaint {
    let new = Complaint {
        id: 0,
        branch: BranchId::new("b0"),
        number: number.to_owned(),
        kind: "banking".to_owned(),
        channel: "desk".to_owned(),
        service: String::new(),
        language: "it".to_owned(),
        about: None,
        feedback: None,
        received: received.to_owned(),
        clock_from: received.to_owned(),
        interim: false,
        due: due.to_owned(),
        state: "received".to_owned(),
        owner: None,
        outcome: None,
        answered_on: None,
        measures_by: None,
        version: 1,
    };
    let mut transaction = store.begin().await.unwrap();
    let by = By { actor: "server", step: "receive", at: clock::now() };
    let id = complaint::put(&mut transaction, &new, by).await.unwrap();
    transaction.commit().await.unwrap();
    Complaint { id, ..new }
}

#[tokio::test]
async fn a_complaint_is_told_once_half_of_its_time_is_over_in_working_hours_and_is_over_when_it_is_answered() {
    for ([(store, branches), _], _folder) in engines().await {
        let half = complain(&store, "2026-0001", "2026-10-01", "2026-11-30").await;
        complain(&store, "2026-0002", "2026-11-01", "2026-12-31").await;
        let rules = alerts(When::ComplaintDue { percent: 50 }, None);
        let mut watch = TroubleWatch::new(branches.clone(), store.clone(), rules);
        // The reminder of the first is on Friday 30 October, by the clock of Rome.
        let at = |text: &str| Timestamp(Time::parse(text).unwrap().millis());
        for (moment, opened) in [
            ("2026-10-29T12:00:00Z", 0),
            ("2026-10-30T07:59:00Z", 0),
            ("2026-10-30T08:01:00Z", 1),
            ("2026-10-30T20:00:00Z", 0),
        ] {
            assert_eq!(watch.round(at(moment)).await.unwrap(), opened, "{moment}");
        }
        assert_eq!(trouble::open_ones(&store).await.unwrap().len(), 1, "it stays open at night");
        let told = trouble::due(&store, at("2026-10-30T20:00:00Z"), 10).await.unwrap().remove(0);
        assert_eq!((told.of.place.as_str(), told.value), ("2026-0001", 50));
        let mut transaction = store.begin().await.unwrap();
        let by = By { actor: "server", step: "answer", at: clock::now() };
        let answered = Complaint { state: "answered".to_owned(), ..half.clone() };
        assert!(complaint::change(&mut transaction, &half, &answered, by).await.unwrap());
        transaction.commit().await.unwrap();
        for moment in ["2026-10-30T20:02:00Z", "2026-10-30T20:02:30Z"] {
            watch.round(at(moment)).await.unwrap();
        }
        assert!(trouble::open_ones(&store).await.unwrap().is_empty());
        assert!(branches.running().iter().all(|(_, handle)| handle.is_none()), "it was not woken");
    }
}

#[tokio::test]
async fn a_complaint_without_an_answer_is_told_once_its_legal_time_ends() {
    for ([(store, branches), _], _folder) in engines().await {
        // 30 November is a Monday; the other is due on a Sunday and told on the Friday before.
        complain(&store, "2026-0001", "2026-10-01", "2026-11-30").await;
        complain(&store, "2026-0002", "2026-10-01", "2026-11-29").await;
        let rules = alerts(When::ComplaintDue { percent: 100 }, None);
        let mut watch = TroubleWatch::new(branches, store.clone(), rules);
        let at = |text: &str| Timestamp(Time::parse(text).unwrap().millis());
        for (moment, opened) in [
            ("2026-11-26T12:00:00Z", 0),
            ("2026-11-27T12:00:00Z", 1),
            ("2026-11-28T12:00:00Z", 0),
            ("2026-11-30T09:00:00Z", 1),
            ("2026-12-01T09:00:00Z", 0),
        ] {
            assert_eq!(watch.round(at(moment)).await.unwrap(), opened, "{moment}");
        }
        let told = trouble::due(&store, at("2026-12-01T09:00:00Z"), 10).await.unwrap();
        let told: Vec<_> = told.iter().map(|news| (news.of.place.as_str(), news.value)).collect();
        assert_eq!(told, [("2026-0002", 100), ("2026-0001", 100)]);
    }
}

#[tokio::test]
async fn a_rule_that_is_no_more_ends_its_troubles() {
    let ([(store, branches), _], _folder) = engines().await.swap_remove(0);
    issue(&branches).await;
    let now = clock::now();
    let mut watch = TroubleWatch::new(branches.clone(), store.clone(), alerts(When::Queue { visitors: 1 }, None));
    watch.round(now).await.unwrap();
    let mut without = TroubleWatch::new(branches, store.clone(), Alerts::default());
    without.round(now + Duration(1_000)).await.unwrap();
    without.round(now + Duration(20_000)).await.unwrap();
    assert!(trouble::open_ones(&store).await.unwrap().is_empty());
    let left = store.execute(sql("DELETE FROM trouble_news WHERE state = 'waiting'")).await.unwrap();
    assert_eq!(left, 0);
}
