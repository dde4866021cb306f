//! The KPIs of some days, from the stored quarter hours and from the cases that were opened.

use crate::http::AppState;
use crate::http::problem::Result;
use jiff::civil::Date;
use office::cases::CaseFigures;
use queue::Timestamp;
use records::kpi::{self, mean_and_median, share};
use reports::{Filter, Report, Spread};
use store::BranchId;
use store::report::Days;
use wire::{Kpi, KpiValue};

/// The figures of some days.
pub struct Computed {
    pub report: Report,
    /// `None` where only some visits are asked for: a case belongs to no service and to no desk.
    cases: Option<CaseFigures>,
}

/// Computes the figures of the days from `first` to `last`.
pub async fn computed(
    state: &AppState,
    setup: &setup::Branch,
    first: Date,
    last: Date,
    filter: Filter,
) -> Result<Computed> {
    let branch = BranchId::new(&setup.id);
    let whole = filter == Filter::default();
    let days = Days { first: office::day(first), last: office::day(last) };
    let report = branch::reporting::report(&state.store, &branch, &setup.calendar, &days, filter).await?;
    let cases = match setup.calendar.span(first).zip(setup.calendar.span(last)) {
        Some(((from, _), (_, until))) if whole => Some(cases(state, setup, &branch, from..until).await?),
        _ => None,
    };
    Ok(Computed { report, cases })
}

async fn cases(
    state: &AppState,
    setup: &setup::Branch,
    branch: &BranchId,
    opened: std::ops::Range<Timestamp>,
) -> Result<CaseFigures> {
    let same_day = |day: &queue::Day, closed: Timestamp| *day == setup.day(closed);
    Ok(office::cases::figures(&state.store, branch, opened, same_day).await?)
}

impl Computed {
    /// Every KPI that these visits have.
    pub fn kpis(&self) -> Vec<(Kpi, KpiValue)> {
        let kpis = self.report.total.kpis();
        let desks = self.report.by_desk.values().filter(|tally| tally.open > 0).count();
        let part = |value| KpiValue { n: small(desks), value, low: None, high: None };
        let mut found = vec![
            (Kpi::Arrivals, count(kpis.arrivals)),
            (Kpi::Served, count(kpis.served)),
            (Kpi::ServiceLevel, figure(kpis.service_level)),
            (Kpi::WaitMean, mean(kpis.wait)),
            (Kpi::WaitMedian, at(kpis.wait, kpis.wait.median)),
            (Kpi::WaitP90, at(kpis.wait, kpis.wait.p90)),
            (Kpi::Asa, mean(kpis.answer)),
            (Kpi::Abandonment, figure(kpis.abandonment)),
            (Kpi::Cancelled, figure(kpis.cancelled)),
            (Kpi::NoShow, figure(kpis.no_shows)),
            (Kpi::DayEnded, figure(kpis.day_ended)),
            (Kpi::ServiceMean, mean(kpis.service)),
            (Kpi::ServiceMedian, at(kpis.service, kpis.service.median)),
            (Kpi::Occupancy, part(kpis.occupancy)),
            (Kpi::Utilisation, part(kpis.utilisation)),
        ];
        if let Some(cases) = &self.cases {
            let took = mean_and_median(cases.took.clone());
            let of_took = |ms: Option<i64>| KpiValue {
                n: small(cases.took.len()),
                value: ms.map(seconds),
                low: None,
                high: None,
            };
            found.extend([
                (Kpi::FirstContact, figure(share(cases.at_first_contact, cases.closed))),
                (Kpi::ResolutionMean, of_took(took.map(|(mean, _)| mean))),
                (Kpi::ResolutionMedian, of_took(took.map(|(_, median)| median))),
                (Kpi::OpenCases, count(cases.open)),
            ]);
        }
        found
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn count(number: u32) -> KpiValue {
    KpiValue { n: number, value: Some(f64::from(number)), low: None, high: None }
}

fn figure(figure: kpi::Figure) -> KpiValue {
    let (low, high) = figure.interval.unzip();
    KpiValue { n: figure.n, value: figure.value, low, high }
}

fn mean(spread: Spread) -> KpiValue {
    let (low, high) = spread.interval.map(|(low, high)| (low / 1_000.0, high / 1_000.0)).unzip();
    KpiValue { n: spread.n, value: spread.mean.map(|mean| mean / 1_000.0), low, high }
}

fn at(spread: Spread, percentile: Option<i64>) -> KpiValue {
    KpiValue { n: spread.n, value: percentile.map(seconds), low: None, high: None }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a year are exact in a double")]
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1_000.0
}
