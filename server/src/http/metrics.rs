//! `/metrics`: figures for Prometheus. What is counted is counted where it happens; what is a state is read when asked for.

use super::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

/// Seconds, from what a command takes to what nobody waits for.
const BUCKETS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How often what histograms gathered is sorted away.
const UPKEEP: Duration = Duration::from_secs(5);

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Every name that is served, with its help. `server/tests/server/metrics.rs` reads it from `/metrics`.
fn describe() {
    describe_counter!("sportello_http_requests_total", "Requests that were answered, by route and status.");
    describe_histogram!(
        "sportello_http_request_duration_seconds",
        "Time from a request to its answer's head, by route."
    );
    describe_gauge!("sportello_streams_open", "Streams that screens listen to, by screen.");
    describe_gauge!("sportello_tickets_waiting", "Tickets that wait, by branch.");
    describe_gauge!("sportello_desks_open", "Desks with a CSR, by branch.");
    describe_counter!("sportello_commits_total", "Commits to the journal, by outcome.");
    describe_histogram!("sportello_commit_duration_seconds", "Time of a commit to the journal.");
    describe_histogram!("sportello_forecast_duration_seconds", "Time of a prediction of all waits of a branch.");
    describe_counter!("sportello_prints_total", "Tickets sent to a printer, by outcome.");
    describe_counter!("sportello_speech_total", "Texts that were asked to be spoken, by outcome.");
    describe_gauge!("sportello_speech_available", "1 where some language is spoken, 0 where none is.");
    describe_counter!("sportello_sign_ins_total", "Sign-ins, by outcome.");
    describe_gauge!("sportello_tls_certificate_expiry_seconds", "When the certificate ends, in seconds since 1970.");
    describe_gauge!("sportello_build_info", "Always 1; the label says the version.");
}

/// Begins to count. A second call in one process changes nothing.
pub fn start() {
    let buckets = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), BUCKETS);
    let recorder = match buckets {
        Ok(builder) => builder.build_recorder(),
        Err(error) => return tracing::error!(%error, "there are no figures at /metrics"),
    };
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() || HANDLE.set(handle.clone()).is_err() {
        return;
    }
    describe();
    // What nobody has done yet is a figure too.
    for outcome in ["done", "failed", "conflict"] {
        metrics::counter!("sportello_commits_total", "outcome" => outcome).absolute(0);
    }
    for outcome in ["done", "failed"] {
        metrics::counter!("sportello_prints_total", "outcome" => outcome).absolute(0);
        metrics::counter!("sportello_speech_total", "outcome" => outcome).absolute(0);
    }
    for outcome in ["done", "refused"] {
        metrics::counter!("sportello_sign_ins_total", "outcome" => outcome).absolute(0);
    }
    gauge!("sportello_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            handle.run_upkeep();
        }
    });
}

pub fn router() -> Router<AppState> {
    Router::new().route("/metrics", get(read))
}

async fn read(State(state): State<AppState>) -> Response {
    for (setup, branch) in state.branches.running() {
        let (waiting, open) = branch.map_or((0, 0), |branch| {
            branch.live().read(|branch, _| {
                let open = branch.desks().filter(|(_, desk)| desk.csr().is_some()).count();
                (branch.waiting_count(), u32::try_from(open).unwrap_or(u32::MAX))
            })
        });
        gauge!("sportello_tickets_waiting", "branch" => setup.id.clone()).set(waiting);
        gauge!("sportello_desks_open", "branch" => setup.id.clone()).set(open);
    }
    if let Some(expires) = state.site.tls.as_ref().and_then(super::tls::Tls::expires) {
        #[expect(clippy::cast_precision_loss, reason = "a moment in seconds is exact in 53 bits")]
        gauge!("sportello_tls_certificate_expiry_seconds").set((expires.0 / 1000) as f64);
    }
    let text = HANDLE.get().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")], text).into_response()
}
