//! Branches that come and go with those who use them.

use super::Branches;
use crate::branch::{Actor, CommandError, Handle, Names, RequestKey};
use crate::feed::{self, Screen};
use crate::push::Calls;
use crate::setup::{DEFAULT, Setup};
use crate::store::Store;
use crate::store::memory::{Memory, POISON};
use queue::{Command, Event, Issue, Language, ServiceId, Token};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// The default set-up with so many branches: `b0`, `b1`, ...
fn bank_of(branches: usize) -> Setup {
    let (begin, end) = (DEFAULT.find("[[branch]]").unwrap(), DEFAULT.find("[[desk_kind]]").unwrap());
    let mut bank = format!("{}{}", &DEFAULT[..begin], &DEFAULT[end..]);
    for number in 0..branches {
        let id = format!("id = \"b{number}\"");
        write!(bank, "\n{}", DEFAULT[begin..end].replacen("id = \"centro\"", &id, 1)).unwrap();
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bank).unwrap();
    Setup::load(Some(file.path())).unwrap().always_open()
}

fn branches(count: usize, store: Store, idle: Duration) -> Branches {
    Branches::with_idle(bank_of(count), store, Names::default(), Calls::default(), idle)
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
        token: Token::new(key),
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
    let branches = branches(50, Store::memory(), Duration::from_millis(100));
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
    let branches = branches(1, Store::memory(), Duration::from_millis(10));
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_an_end_and_a_new_request_no_command_is_lost_and_no_branch_runs_twice() {
    let memory = Memory::default();
    let branches = branches(1, Store::Memory(memory.clone()), Duration::from_micros(200));
    let mut kiosks = tokio::task::JoinSet::new();
    for kiosk in 0..8_u64 {
        let branches = branches.clone();
        kiosks.spawn(async move {
            let (mut numbers, mut runs) = (Vec::new(), Vec::new());
            for turn in 0..100 {
                let handle = branches.get("b0").await.unwrap().unwrap();
                numbers.push(issue(&handle, &format!("kiosk-{kiosk}-{turn}")).await.unwrap());
                runs.push(Arc::downgrade(handle.live()));
                drop(handle);
                sleep(Duration::from_millis((kiosk * 7 + turn) % 23)).await;
            }
            (numbers, runs)
        });
    }
    let (numbers, runs): (Vec<_>, Vec<_>) = kiosks.join_all().await.into_iter().unzip();
    assert_eq!(numbers.into_iter().flatten().collect::<BTreeSet<String>>().len(), 800);
    let runs = runs.iter().flatten().map(Weak::as_ptr).collect::<BTreeSet<_>>().len();
    assert!(runs > 20, "it ended only {runs} times: nothing was tried");
    assert_eq!(memory.conflicts(), 0, "two tasks ran the branch at once");
    until_none_runs(&branches).await;
    let handle = branches.get("b0").await.unwrap().unwrap();
    assert_eq!(handle.live().read(|branch, _| branch.counts().issued), 800);
}

#[tokio::test]
async fn a_task_that_fails_starts_again_by_itself_and_its_screens_go_on() {
    let branches = branches(1, Store::memory(), Duration::from_mins(1));
    let handle = branches.get("b0").await.unwrap().unwrap();
    issue(&handle, "before").await.unwrap();
    let mut screen = feed::subscribe(handle.live(), &Screen::Kiosk).unwrap();
    assert!(matches!(issue(&handle, POISON).await, Err(CommandError::Busy)), "its answer is to try again");
    let handle = branches.get("b0").await.unwrap().unwrap();
    assert_eq!(issue(&handle, "after").await.unwrap(), "A002", "what was not committed never was");
    let shown = async {
        while !String::from_utf8_lossy(&screen.borrow_and_update()).contains(".3\n") {
            screen.changed().await.unwrap();
        }
    };
    timeout(Duration::from_secs(3), shown).await.expect("the screen shows the third row");
}
