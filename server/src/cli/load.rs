//! `sportello load`: what a running server can bear. It drives any server as kiosks or as displays do, for a bounded
//! time, and prints what it measured.

mod calls;
mod client;
mod tickets;

use super::Error;
use crate::settings::{Load, LoadKind};
use hdrhistogram::Histogram;
use std::time::Duration;

pub async fn run(arguments: Load) -> Result<(), Error> {
    raise_open_files();
    match &arguments.kind {
        LoadKind::Tickets(tickets) => tickets::run(&arguments.target, tickets).await,
        LoadKind::Calls(calls) => calls::run(&arguments.target, calls).await,
    }
    .map_err(Error::Usage)
}

/// As many connections as the system allows.
fn raise_open_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Latencies in microseconds, up to a minute, to three digits.
fn latencies() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3)
        .unwrap_or_else(|error| unreachable!("the bounds are constants: {error}"))
}

fn record(latencies: &mut Histogram<u64>, latency: Duration) {
    latencies.saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
}

/// `p50 1.2 ms, p90 ..., p99 ..., max ...`
fn summary(latencies: &Histogram<u64>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a minute are exact")]
    let ms = |micros: u64| micros as f64 / 1000.0;
    let at = |quantile| ms(latencies.value_at_quantile(quantile));
    format!("p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, max {:.2} ms", at(0.5), at(0.9), at(0.99), ms(latencies.max()))
}
