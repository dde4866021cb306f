//! The options of `sportello simulate`.

use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct SimulateCommand {
    /// The set-up: services, desks, hours, time zone [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// The branch of the set-up [default: its first].
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// The same number gives the same visits.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How many days on which the branch is open.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub days: u32,
    /// Give the branch so many desks. Where the set-up has another number, the changed set-up, which the visits belong to, is
    /// written beside the visits, with the ending `.setup.toml`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub desks: Option<u8>,
    /// The first day, as 2026-01-05; days on which the branch is closed are passed over.
    #[arg(long, value_name = "DATE", default_value = "2026-01-05")]
    pub from: Date,
    /// The file of visits to write; one that is there is replaced.
    #[arg(long, value_name = "FILE")]
    pub visits: PathBuf,
    /// The file of desk openings and breaks to write; one that is there is replaced.
    #[arg(long, value_name = "FILE")]
    pub spans: Option<PathBuf>,
    /// The share of the desks' time that visitors ask for.
    #[arg(long, value_name = "SHARE", default_value_t = 0.78, value_parser = load)]
    pub load: f64,
    /// The share of calls in which the CSR picks another visitor than the next one, as 0.15.
    #[arg(long = "override", value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    pub override_share: f64,
    /// Services take so many times as long, as 1.2.
    #[arg(long, value_name = "FACTOR", value_parser = slow)]
    pub slow: Option<f64>,
    /// Services are slow from this day on [default: from the first].
    #[arg(long, value_name = "DATE", requires = "slow")]
    pub slow_from: Option<Date>,
}

/// A number within bounds, with both of them in the message.
fn within(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("write a number from {least} to {most}, with a decimal point"))
}

fn share(text: &str) -> Result<f64, String> {
    within(text, 0.0, 1.0)
}

fn load(text: &str) -> Result<f64, String> {
    within(text, 0.01, 2.0)
}

fn slow(text: &str) -> Result<f64, String> {
    within(text, 0.1, 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_number_with_a_point() {
        assert_eq!(share("0.15"), Ok(0.15));
        for wrong in ["0,15", "15", "-0.1", "nan", ""] {
            let said = share(wrong).unwrap_err();
            assert!(said.contains("from 0 to 1, with a decimal point"), "{wrong}: {said}");
        }
    }
}
