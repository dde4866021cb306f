//! Branches that come and go with those who use them.

use super::Branches;
use crate::feed;
use crate::feeds::Screen;
use crate::handle::Handle;
use crate::live::Live;
use crate::observers::Observers;
use crate::request::{Actor, CommandError};
use crate::setups::Setups;
use queue::{Command, Event, Issue, Language, ServiceId, Token};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;
use store::{Names, RequestKey, Store};
use tempfile::TempDir;
use testing::bank_of;
use tokio::time::{sleep, timeout};

/// So many branches on a SQLite file, which is gone with the folder.
async fn branches(count: usize, idle: Duration, observers: Observers) -> (Branches, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("bank.db")).await.unwrap();
    (Branches::with_idle(Setups::fixed(bank_of(count)), store, Names::default(), observers, idle), folder)
}

async fn running(branches: &Branches) -> usize {
    let mut count = 0;
    for slot in branches.0.slots.values() {
        count += usize::from(slot.running.read().await.is_some());
    }
    count
}

async fn until_none_runs(branches: &Branches) {
    let none = async {
        while running(branches).await > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), none).await.expect("they end");
}

async fn issue(handle: &Handle, key: &str) -> Result<String, CommandError> {
    let issue = Issue {
        service: ServiceId::new("cash"),
        language: Language::new("it"),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        then: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        // A link is one of its kind in the whole bank.
        token: Token::new(&format!("{key}-{}", handle.live().setup().id)),
    };
    let key = RequestKey::parse(&format!("{key:->8}")).unwrap();
    let events = handle.command(key, Actor::Kiosk, Command::Issue(issue)).await?;
    let number = events.iter().find_map(|event| match event {
        Event::TicketIssued { number, .. } => Some(number.to_string()),
        _ => None,
    });
    Ok(number.unwrap())
}

#[tokio::test]
async fn branches_that_nobody_uses_end_and_the_next_who_asks_is_answered_from_the_journal() {
    let (branches, _folder) = branches(50, Duration::from_millis(100), Observers::default()).await;
    let mut handles = Vec::new();
    for number in 0..50 {
        let handle = branches.get(&format!("b{number}")).await.unwrap().unwrap();
        issue(&handle, "first").await.unwrap();
        handles.push(handle);
    }
    assert_eq!(running(&branches).await, 50);
    let published: Vec<_> = handles.iter().map(|handle| Arc::downgrade(handle.live())).collect();
    drop(handles);
    until_none_runs(&branches).await;
    assert!(published.iter().all(|live: &Weak<_>| live.strong_count() == 0), "what was published is freed");
    for number in 0..50 {
        let handle = branches.get(&format!("b{number}")).await.unwrap().unwrap();
        assert_eq!(handle.live().read(|branch, _| branch.counts().issued), 1);
        assert_eq!(issue(&handle, "first").await.unwrap(), "A001", "a request that was answered before");
        assert_eq!(issue(&handle, "second").await.unwrap(), "A002");
    }
}

#[tokio::test]
async fn a_screen_that_listens_keeps_its_branch() {
    let (branches, _folder) = branches(1, Duration::from_millis(10), Observers::default()).await;
    let handle = branches.get("b0").await.unwrap().unwrap();
    let screen = feed::subscribe(handle.live(), &Screen::Lobby).unwrap();
    drop(handle);
    sleep(Duration::from_millis(200)).await;
    assert_eq!(running(&branches).await, 1);
    drop(screen);
    // Its feed sees with the next commit that nobody listens any more.
    let handle = branches.get("b0").await.unwrap().unwrap();
    issue(&handle, "wake").await.unwrap();
    drop(handle);
    until_none_runs(&branches).await;
}

/// Notes the run that a handle leads to; of all that were ever seen, no other may be there still.
fn see(runs: &Mutex<Vec<Weak<Live>>>, run: &Arc<Live>) {
    let mut runs = runs.lock().unwrap();
    let others = runs.iter().filter_map(Weak::upgrade).filter(|other| !Arc::ptr_eq(other, run)).count();
    assert_eq!(others, 0, "two tasks run the branch at once");
    runs.push(Arc::downgrade(run));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_an_end_and_a_new_request_no_command_is_lost_and_no_branch_runs_twice() {
    let (branches, _folder) = branches(1, Duration::from_micros(200), Observers::default()).await;
    // Every run of the branch that was ever seen.
    let runs: Arc<Mutex<Vec<Weak<Live>>>> = Arc::default();
    let mut kiosks = tokio::task::JoinSet::new();
    // However busy the machine is, the branch ends at least between the rounds.
    let round = Arc::new(tokio::sync::Barrier::new(8));
    for kiosk in 0..8_u64 {
        let (branches, runs, round) = (branches.clone(), runs.clone(), round.clone());
        kiosks.spawn(async move {
            let mut numbers = Vec::new();
            for turn in 0..100 {
                if turn % 4 == 0 {
                    if round.wait().await.is_leader() {
                        until_none_runs(&branches).await;
                    }
                    round.wait().await;
                }
                let handle = branches.get("b0").await.unwrap().unwrap();
                numbers.push(issue(&handle, &format!("kiosk-{kiosk}-{turn}")).await.unwrap());
                see(&runs, handle.live());
                drop(handle);
                sleep(Duration::from_millis((kiosk * 7 + turn) % 23)).await;
            }
            numbers
        });
    }
    let numbers = kiosks.join_all().await;
    assert_eq!(numbers.into_iter().flatten().collect::<BTreeSet<String>>().len(), 800);
    let runs = runs.lock().unwrap().iter().map(Weak::as_ptr).collect::<BTreeSet<_>>().len();
    assert!(runs > 20, "it ended only {runs} times: nothing was tried");
    until_none_runs(&branches).await;
    let handle = branches.get("b0").await.unwrap().unwrap();
    assert_eq!(handle.live().read(|branch, _| branch.counts().issued), 800);
}

#[tokio::test]
async fn a_task_that_fails_starts_again_by_itself_and_its_screens_go_on() {
    let fails = |event: &&Event| matches!(event, Event::TicketIssued { token, .. } if token.as_str() == "poison-b0");
    let observers = Observers::default().with(move |committed| {
        assert!(!committed.events.iter().any(fails), "the task fails, as the test wants it");
    });
    let (branches, _folder) = branches(1, Duration::from_mins(1), observers).await;
    let handle = branches.get("b0").await.unwrap().unwrap();
    issue(&handle, "before").await.unwrap();
    let mut screen = feed::subscribe(handle.live(), &Screen::Kiosk).unwrap();
    assert!(matches!(issue(&handle, "poison").await, Err(CommandError::Busy)), "its answer is to try again");
    let handle = branches.get("b0").await.unwrap().unwrap();
    assert_eq!(issue(&handle, "poison").await.unwrap(), "A002", "what was committed is answered by its key");
    assert_eq!(issue(&handle, "after").await.unwrap(), "A003");
    let shown = async {
        while !String::from_utf8_lossy(&screen.borrow_and_update()).contains(".4\n") {
            screen.changed().await.unwrap();
        }
    };
    timeout(Duration::from_secs(3), shown).await.expect("the screen shows the fourth row");
}
