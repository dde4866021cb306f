//! Kiosks: as many tickets as the connections can ask for, over all branches of the server.

use super::client::{Command, Target, a_service, branches, drain};
use super::{latencies, record, summary};
use crate::settings::TicketLoad;
use hdrhistogram::Histogram;
use hyper::StatusCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What one connection measured.
struct Measured {
    latencies: Histogram<u64>,
    errors: u64,
}

pub async fn run(target: &str, arguments: &TicketLoad) -> Result<(), String> {
    let target = Target::parse(target)?;
    let ids = branches(&target).await?;
    let first = ids.first().ok_or("the server has no branch")?;
    let body = format!("{{\"service\":\"{}\",\"language\":\"it\"}}", a_service(&target, first).await?);
    let paths: Arc<Vec<String>> = Arc::new(ids.iter().map(|id| format!("/api/v1/branches/{id}/tickets")).collect());
    warm_up(&target, &ids).await?;

    let began = Instant::now();
    let until = began + Duration::from_secs(arguments.seconds.min(600));
    let mut kiosks = JoinSet::new();
    for kiosk in 0..arguments.connections {
        kiosks.spawn(one_kiosk(target.clone(), paths.clone(), body.clone(), kiosk, until));
    }
    let mut all = Measured { latencies: latencies(), errors: 0 };
    while let Some(measured) = kiosks.join_next().await {
        let measured = measured.map_err(|error| error.to_string())??;
        all.latencies.add(&measured.latencies).map_err(|error| error.to_string())?;
        all.errors += measured.errors;
    }
    let seconds = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a count of tickets")]
    let rate = all.latencies.len() as f64 / seconds;
    println!(
        "tickets: {rate:.0}/s over {} branches and {} connections in {seconds:.1} s; {}; {} errors",
        ids.len(),
        arguments.connections,
        summary(&all.latencies),
        all.errors
    );
    Ok(())
}

/// Has every branch started, so that the figure is of a day under way.
async fn warm_up(target: &Target, ids: &[String]) -> Result<(), String> {
    let mut connection = target.connect().await?;
    for id in ids {
        connection.get_json(&format!("/api/v1/branches/{id}/view/lobby")).await?;
    }
    Ok(())
}

async fn one_kiosk(
    target: Target,
    paths: Arc<Vec<String>>,
    body: String,
    kiosk: usize,
    until: Instant,
) -> Result<Measured, String> {
    let mut connection = target.connect().await?;
    let mut measured = Measured { latencies: latencies(), errors: 0 };
    let run = u64::from_le_bytes(crate::staff::random());
    for turn in 0.. {
        let began = Instant::now();
        if began >= until {
            break;
        }
        let key = format!("load-{run:016x}-{turn}");
        let path = &paths[(kiosk * 7919 + turn) % paths.len()];
        let answer = connection.post(path, Command { key: &key, cookie: None, body: &body }).await?;
        let (status, _) = drain(answer).await?;
        if status == StatusCode::CREATED {
            record(&mut measured.latencies, began.elapsed());
        } else {
            measured.errors += 1;
        }
    }
    Ok(measured)
}
