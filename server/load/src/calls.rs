//! Desks of many branches press *Call next* again and again. Before each call a visitor takes a ticket, and after it the
//! visitor is served, so that somebody always waits.

use crate::arguments::{CallLoad, Drive, People};
use crate::connection::Failed;
use crate::desk::Desk;
use crate::files::check_files;
use crate::measure::Board;
use crate::pace::Pace;
use crate::target::{Branch, Target};
use crate::watch::{RunResult, Watch};
use std::sync::Arc;
use std::time::Instant;
use tokio::task::JoinSet;

pub async fn run(drive: &Drive, arguments: &CallLoad) -> RunResult {
    let target = Target::parse(&drive.target)?;
    let branches = target.branches(Some(drive.branches.unwrap_or(1))).await?;
    check_files(branches.len() * arguments.desks)?;
    let board = Board::default();
    let desks = open_desks(&target, &branches, arguments.desks, &arguments.people, &board).await?;
    let count = desks.len();
    let watch = Watch::start(drive, &target);
    let began = Instant::now();
    let pace = Pace::new(began, drive.seconds(), arguments.rate, count);
    let mut working = JoinSet::new();
    for (place, (desk, service)) in desks.into_iter().enumerate() {
        working.spawn(work(desk, service, pace.of(place), board.clone()));
    }
    let mut done = Vec::new();
    while let Some(desk) = working.join_next().await {
        done.push(desk?);
    }
    let measured = began.elapsed();
    let report = watch.report(board, measured, format!("calls at {count} desks in {} branches", branches.len()));
    for desk in done {
        desk.close().await;
    }
    Ok(report)
}

/// Opens `each` desks in each branch, each with one of its services. Sixteen branches are opened at a time, because a sign-in
/// takes the server 20 ms of a processor.
pub async fn open_desks(
    target: &Target,
    branches: &[Branch],
    each: usize,
    people: &People,
    board: &Board,
) -> Result<Vec<(Desk, String)>, Failed> {
    let people = Arc::new(people.clone());
    let mut opening = JoinSet::new();
    let mut desks = Vec::new();
    for branch in branches {
        if opening.len() >= 16
            && let Some(opened) = opening.join_next().await
        {
            desks.extend(opened??);
        }
        let (target, branch, people, board) = (target.clone(), branch.clone(), people.clone(), board.clone());
        opening.spawn(async move {
            let mut desks = Vec::new();
            for place in 0..each {
                let mut desk = Desk::open(&target, &branch, &people, place, &board).await?;
                let service = desk.a_service().await?;
                desks.push((desk, service));
            }
            Ok::<_, Failed>(desks)
        });
    }
    while let Some(opened) = opening.join_next().await {
        desks.extend(opened??);
    }
    Ok(desks)
}

/// One desk's work until the time is over.
async fn work(mut desk: Desk, service: String, mut pace: Pace, board: Board) -> Desk {
    while pace.next().await.is_some() {
        let began = Instant::now();
        match desk.issue(&service).await {
            Ok(()) => board.record("ticket", began.elapsed()),
            Err(why) => board.error("ticket", why),
        }
        let Some(called) = desk.timed("next").await else { continue };
        if called["ticket"].is_null() {
            board.error("next", "nobody to call, with a ticket just given out".into());
            continue;
        }
        if desk.timed("start").await.is_some() {
            desk.timed("finish").await;
        }
    }
    board.errors_of("next", pace.missed(), "not pressed: the answers before took too long");
    desk
}
