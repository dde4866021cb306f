//! The call log of the Technion's "Anonymous Bank", from where the user keeps it.

use super::progress::Progress;
use super::{days, middle, print};
use crate::cli::Error;
use crate::settings::EvaluateCommand;
use evaluate::bank::{Bank, read};
use evaluate::{Evaluation, Options, Unit};

pub fn evaluate(arguments: &EvaluateCommand) -> Result<(), Error> {
    let file = &arguments.visits;
    let calls = read(days::open(file)?).map_err(|fault| Error::Log { file: file.clone(), fault: fault.to_string() })?;
    let bank = Bank::new(calls);
    let dates = bank.dates();
    let train_until = arguments.train_until.map_or_else(|| middle(&dates), |date| date.to_string());
    let one_of = arguments.one_of.unwrap_or(1);
    let mut evaluation = Evaluation::new(Options {
        train_until: train_until.clone(),
        one_of,
        queues_are_known: true,
        ..Options::default()
    });
    let mut progress = Progress::new(u64::try_from(bank.len()).unwrap_or(0));
    for day in bank.days() {
        evaluation.add(&day, Evaluation::warm_up(&dates, &train_until, &day.date));
        progress.advance(day.log.visits.len());
    }
    drop(progress);
    print(&evaluation, Unit::Seconds, &train_until, one_of)
}
