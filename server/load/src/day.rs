//! A branch's day at a higher pace: kiosks, phones, desks and displays of many branches together. `sportello load day --help`
//! says what each of them does.

use crate::arguments::{DayLoad, Drive};
use crate::calls::open_desks;
use crate::connection::{Connection, Events, Failed, Request};
use crate::desk::Desk;
use crate::files::check_files;
use crate::measure::Board;
use crate::pace::Pace;
use crate::target::{Branch, Keys, Target};
use crate::watch::{RunResult, Watch};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// How many kiosks and phones of all branches are in use at a time.
const VISITORS_AT_ONCE: usize = 64;
/// How long a desk pauses while no visitor waits.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// One branch while the day runs.
struct Site {
    branch: Branch,
    /// Visitors with a ticket whom no desk has called yet, as far as the load knows.
    waiting: AtomicU64,
    came: Notify,
}

pub async fn run(drive: &Drive, arguments: &DayLoad) -> RunResult {
    let target = Target::parse(&drive.target)?;
    let branches = target.branches(drive.branches).await?;
    let staffed = arguments.staffed.unwrap_or(branches.len()).min(branches.len());
    let streams = branches.len() * (1 + arguments.displays) + staffed * arguments.desks;
    check_files(streams + staffed * arguments.desks + VISITORS_AT_ONCE)?;
    let board = Board::default();
    let desks = open_desks(&target, &branches[..staffed], arguments.desks, &arguments.people, &board).await?;
    let watch = Watch::start(drive, &target);
    let screens = screens(&target, &branches, &desks, arguments.displays).await?;
    let mut listening = JoinSet::new();
    for events in screens {
        listening.spawn(listen(events, board.clone()));
    }
    let new_site = |branch: &Branch| Site { branch: branch.clone(), waiting: AtomicU64::new(0), came: Notify::new() };
    let sites: Arc<Vec<Site>> = Arc::new(branches.iter().map(new_site).collect());
    let over = Arc::new(AtomicBool::new(false));
    let began = Instant::now();
    let mut working = JoinSet::new();
    for (desk, _) in desks {
        working.spawn(work(desk, sites.clone(), over.clone()));
    }
    let mut visiting = JoinSet::new();
    let pace = Pace::new(began, drive.seconds(), Some(arguments.rate), VISITORS_AT_ONCE);
    for place in 0..VISITORS_AT_ONCE {
        let visitors = Visitors { target: target.clone(), sites: sites.clone(), board: board.clone(), place };
        visiting.spawn(visitors.run(pace.of(place)));
    }
    while let Some(done) = visiting.join_next().await {
        done?;
    }
    let measured = began.elapsed();
    let load = format!(
        "a day of {} visitors a second in {} branches, {staffed} of them with {} desks; {streams} screens",
        arguments.rate,
        branches.len(),
        arguments.desks
    );
    let report = watch.report(board, measured, load);
    over.store(true, Ordering::Relaxed);
    while let Some(desk) = working.join_next().await {
        desk?.close().await;
    }
    Ok(report)
}

/// Connects the screens: a kiosk and the displays of every branch, and the screen of each desk.
async fn screens(
    target: &Target,
    branches: &[Branch],
    desks: &[(Desk, String)],
    displays: usize,
) -> Result<Vec<Events>, Failed> {
    let mut requests = desks.iter().map(|(desk, _)| desk.stream()).collect::<Result<Vec<Request>, Failed>>()?;
    for branch in branches {
        requests.push(target.get(&format!("{}/stream/kiosk", branch.base), None)?);
        for _ in 0..displays {
            requests.push(target.get(&format!("{}/stream/lobby", branch.base), None)?);
        }
    }
    let mut screens = Vec::with_capacity(requests.len());
    for request in requests {
        screens.push(target.connect().await?.listen(request).await?);
    }
    Ok(screens)
}

/// A screen reads its stream and records an error when nothing comes for 10 s.
async fn listen(mut events: Events, board: Board) {
    loop {
        match tokio::time::timeout(Duration::from_secs(10), events.next()).await {
            Ok(Ok(_)) => {}
            Ok(Err(why)) => return board.error("screen", why),
            Err(_) => board.error("screen", "nothing heard for 10 s".into()),
        }
    }
}

/// A desk calls and serves visitors until the day is over.
async fn work(mut desk: Desk, sites: Arc<Vec<Site>>, over: Arc<AtomicBool>) -> Desk {
    let Some(site) = sites.iter().find(|site| site.branch.id == desk.branch.id) else { return desk };
    let mut called = 0_u64;
    while !over.load(Ordering::Relaxed) {
        if site.waiting.load(Ordering::Relaxed) == 0 {
            // Another desk of the branch may have been woken: look again now and then.
            let _ = tokio::time::timeout(LOOK_AGAIN, site.came.notified()).await;
            continue;
        }
        let Some(answer) = desk.timed("next").await else { continue };
        if answer["ticket"].is_null() {
            // The visitors who wait come for services of other desks.
            let _ = tokio::time::timeout(LOOK_AGAIN, site.came.notified()).await;
            continue;
        }
        let _ = site.waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |waiting| waiting.checked_sub(1));
        called += 1;
        if called.is_multiple_of(20) {
            desk.timed("recall").await;
        }
        if called.is_multiple_of(30) {
            desk.timed("no-show").await;
        } else if desk.timed("start").await.is_some() {
            desk.timed("finish").await;
        }
    }
    desk
}

/// Visitors who arrive one after another.
struct Visitors {
    target: Target,
    sites: Arc<Vec<Site>>,
    board: Board,
    place: usize,
}

impl Visitors {
    async fn run(self, mut pace: Pace) {
        let mut keys = Keys::new();
        let mut connection = None;
        let mut turn = self.place;
        while let Some(intended) = pace.next().await {
            let site = &self.sites[turn % self.sites.len()];
            let visit = self.visit(&mut connection, site, &mut keys, turn, intended).await;
            if let Err(why) = visit {
                self.board.error("visit", why);
                connection = None;
            }
            turn = turn.wrapping_add(VISITORS_AT_ONCE);
        }
        self.board.errors_of("visit", pace.missed(), "did not come: the answers before took too long");
    }

    async fn visit(
        &self,
        kept: &mut Option<Connection>,
        site: &Site,
        keys: &mut Keys,
        turn: usize,
        intended: Instant,
    ) -> Result<(), Failed> {
        if kept.is_none() {
            *kept = Some(self.target.connect().await?);
        }
        let connection = kept.as_mut().ok_or("no connection")?;
        let base = &site.branch.base;
        connection.ask(self.target.get(&format!("{base}/view/kiosk"), None)?).await?.expect(200)?;
        self.board.record("kiosk", intended.elapsed());
        let service = site.branch.service(turn / self.sites.len() + turn);
        let body = site.branch.ticket_request(service);
        let request = self.target.post(&format!("{base}/tickets"), None, &keys.fresh(), body)?;
        let began = Instant::now();
        let ticket = connection.ask(request).await?.expect(201)?.json()?;
        self.board.record("ticket", began.elapsed());
        site.waiting.fetch_add(1, Ordering::Relaxed);
        site.came.notify_one();
        let token = ticket["token"].as_str().ok_or("a ticket without a token")?;
        if turn.is_multiple_of(5) {
            for _ in 0..3 {
                let began = Instant::now();
                connection.ask(self.target.get(&format!("/api/v1/tickets/{token}"), None)?).await?.expect(200)?;
                self.board.record("phone", began.elapsed());
            }
        }
        if turn.is_multiple_of(50) {
            self.leave(connection, token, &keys.fresh()).await?;
        }
        Ok(())
    }

    /// Leaves the queue by phone; a visitor who was called in that moment, or is served already, stays.
    async fn leave(&self, connection: &mut Connection, token: &str, key: &str) -> Result<(), Failed> {
        let began = Instant::now();
        let leave = self.target.post(&format!("/api/v1/tickets/{token}/cancel"), None, key, "{}".to_owned())?;
        let answer = connection.ask(leave).await?;
        if answer.status != 409 {
            answer.expect(204)?;
        }
        self.board.record("leave", began.elapsed());
        Ok(())
    }
}
