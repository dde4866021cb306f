//! The measurements of a run, for each kind of request: count, latencies and errors; and its report.

use crate::connection::Failed;
use crate::usage::Used;
use hdrhistogram::Histogram;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// All connections of a run record their measurements here. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Board(Arc<Mutex<Kinds>>);

/// By what was asked for.
type Kinds = BTreeMap<&'static str, Kind>;

#[derive(Debug)]
struct Kind {
    latencies: Histogram<u64>,
    /// Counts by status and code, or by the failure of the connection.
    errors: BTreeMap<String, u64>,
}

impl Default for Kind {
    /// Latencies in microseconds, up to a minute, to three digits.
    fn default() -> Self {
        let latencies = Histogram::new_with_bounds(1, 60_000_000, 3);
        let latencies = latencies.unwrap_or_else(|error| unreachable!("the bounds are constants: {error}"));
        Self { latencies, errors: BTreeMap::new() }
    }
}

impl Board {
    pub fn record(&self, kind: &'static str, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.open().entry(kind).or_default().latencies.saturating_record(micros);
    }

    pub fn error(&self, kind: &'static str, why: Failed) {
        self.errors_of(kind, 1, &why.0);
    }

    pub fn errors_of(&self, kind: &'static str, count: u64, why: &str) {
        if count > 0 {
            *self.open().entry(kind).or_default().errors.entry(why.to_owned()).or_default() += count;
        }
    }

    /// The number of unexpected answers.
    pub fn errors(&self) -> u64 {
        self.open().values().flat_map(|kind| kind.errors.values()).sum()
    }

    fn open(&self) -> MutexGuard<'_, Kinds> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renders a line for each kind.
    pub fn lines(&self, seconds: f64) -> String {
        let mut lines = String::new();
        for (name, kind) in self.open().iter() {
            let of = Figures::of(kind, seconds);
            let _ = writeln!(
                lines,
                "{name:<10} {:>8} in {seconds:.1} s, {:>6.0}/s; p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, max {:.2} ms; {} errors",
                of.count, of.rate, of.p50, of.p90, of.p99, of.max, of.errors
            );
            for (why, count) in &kind.errors {
                let _ = writeln!(lines, "           {count:>8} x {why}");
            }
        }
        lines
    }

    /// Renders the measurements as JSON.
    pub fn json(&self, seconds: f64) -> serde_json::Value {
        let kinds = self.open();
        let kinds = kinds.iter().map(|(name, kind)| {
            let of = Figures::of(kind, seconds);
            let figures = json!({
                "count": of.count, "per_second": of.rate, "errors": kind.errors,
                "p50_ms": of.p50, "p90_ms": of.p90, "p99_ms": of.p99, "max_ms": of.max,
            });
            ((*name).to_owned(), figures)
        });
        serde_json::Value::Object(kinds.collect())
    }
}

/// A kind in figures: times in milliseconds.
struct Figures {
    count: u64,
    rate: f64,
    p50: f64,
    p90: f64,
    p99: f64,
    max: f64,
    errors: u64,
}

impl Figures {
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a minute, and counts, are exact")]
    fn of(kind: &Kind, seconds: f64) -> Self {
        let at = |quantile| kind.latencies.value_at_quantile(quantile) as f64 / 1000.0;
        Self {
            count: kind.latencies.len(),
            rate: kind.latencies.len() as f64 / seconds,
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            max: kind.latencies.max() as f64 / 1000.0,
            errors: kind.errors.values().sum(),
        }
    }
}

/// The report at the end of a run.
#[derive(Debug)]
pub struct Report {
    pub board: Board,
    /// How long it was measured.
    pub measured: Duration,
    /// What was driven, in words.
    pub load: String,
    /// More figures of this kind of load: name, value.
    pub more: Vec<(&'static str, f64)>,
    /// What the server used meanwhile, where that can be seen from here.
    pub used: Option<Used>,
}

impl Report {
    pub fn print(&self, as_json: bool) {
        let seconds = self.measured.as_secs_f64();
        if as_json {
            let more: serde_json::Map<_, _> =
                self.more.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            let report = json!({
                "load": self.load, "seconds": seconds, "kinds": self.board.json(seconds), "more": more,
                "errors": self.board.errors(), "server": self.used.as_ref().map(Used::json),
            });
            println!("{report}");
            return;
        }
        println!("{}", self.load);
        print!("{}", self.board.lines(seconds));
        for (name, value) in &self.more {
            println!("{name}: {value:.1}");
        }
        match &self.used {
            Some(used) => println!("{}", used.line(seconds)),
            None => println!("server     not seen: it runs elsewhere or as another user; give --pid where it does not"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_counted_by_its_code_and_not_as_a_latency() {
        let board = Board::default();
        for millis in 1..=100 {
            board.record("ticket", Duration::from_millis(millis));
        }
        for _ in 0..3 {
            board.error("ticket", Failed("503 busy".to_owned()));
        }
        let told = board.json(10.0);
        assert_eq!(
            (told["ticket"]["count"].as_u64(), told["ticket"]["errors"]["503 busy"].as_u64()),
            (Some(100), Some(3))
        );
        assert_eq!(told["ticket"]["per_second"], 10.0);
        assert!((49.0..=51.0).contains(&told["ticket"]["p50_ms"].as_f64().unwrap()));
        assert!((99.0..=101.0).contains(&told["ticket"]["max_ms"].as_f64().unwrap()));
        assert_eq!(board.errors(), 3);
        assert!(board.lines(10.0).contains("3 x 503 busy"));
    }
}
