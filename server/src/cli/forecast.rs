//! `sportello forecast evaluate` measures the forecast on a log of visits; `learn` learns anew from the journal.
//!
//! The log is read day by day, so memory does not grow with it; progress goes to standard error.

mod bank;
mod days;
mod learn;
mod progress;

use super::Error;
use crate::settings::{EvaluateCommand, ForecastCommand, ForecastWhat, LogFormatOfVisits};
use ::setup::Setup;
use evaluate::{Evaluation, Options, Unit};
use visits::csv::Known;

/// A log with more tickets is measured by a part of them, unless it is said otherwise.
const PREDICTED: u64 = 30_000;

pub async fn run(arguments: &ForecastCommand) -> Result<(), Error> {
    match &arguments.what {
        ForecastWhat::Learn(arguments) => learn::run(arguments).await,
        ForecastWhat::Evaluate(arguments) => match arguments.format {
            Some(LogFormatOfVisits::Bank) => bank::evaluate(arguments),
            None => evaluate(arguments),
        },
    }
}

fn evaluate(arguments: &EvaluateCommand) -> Result<(), Error> {
    let setup = Setup::load(arguments.setup.as_deref())?;
    let branch = match &arguments.branch {
        None => setup.branches.values().next(),
        Some(id) => setup.branches.get(id.as_str()),
    };
    let branch = branch.ok_or_else(|| {
        let known: Vec<String> = setup.branches.keys().map(ToString::to_string).collect();
        Error::Usage(format!("the set-up has no such branch; write one of {}", known.join(", ")))
    })?;
    let (services, desks) = (branch.services.keys().cloned().collect(), branch.desks.keys().cloned().collect());
    let known = Known { services: &services, desks: &desks };
    let spans = days::desks(arguments.spans.as_deref(), branch, &desks)?;
    let dates: Vec<String> = spans.keys().cloned().collect();
    let train_until = arguments.train_until.map_or_else(|| middle(&dates), |date| date.to_string());
    let visits = days::count(&arguments.visits)?;
    let one_of = arguments.one_of.unwrap_or_else(|| u32::try_from(visits.div_ceil(PREDICTED)).unwrap_or(u32::MAX));
    let mut evaluation = Evaluation::new(Options { train_until: train_until.clone(), one_of, ..Options::default() });
    let mut progress = progress::Progress::new(visits);
    for day in days::Days::open(&arguments.visits, branch, known, spans)? {
        let day = day?;
        evaluation.add(&day, Evaluation::warm_up(&dates, &train_until, &day.date));
        progress.advance(day.log.visits.len());
    }
    drop(progress);
    print(&evaluation, Unit::Minutes, &train_until, one_of)
}

/// The day in the middle of some days.
fn middle(dates: &[String]) -> String {
    let half = dates.len().div_ceil(2).saturating_sub(1);
    dates.get(half).cloned().unwrap_or_default()
}

fn print(evaluation: &Evaluation, unit: Unit, train_until: &str, one_of: u32) -> Result<(), Error> {
    let report = evaluation.report();
    if report.all.forecast.tickets == 0 {
        return Err(Error::Usage(format!(
            "no visitor was measured: the log has no called visitor after {train_until}; give --train-until an earlier day"
        )));
    }
    print!("{}", report.table(unit));
    println!("\nlearned until {train_until}; every later day was predicted by what the days before it taught");
    if one_of > 1 {
        println!("one of {one_of} tickets was predicted; --one-of 1 predicts all");
    }
    Ok(())
}
