//! What an evaluation says, as a table for people.

use crate::score::Score;
use crate::scores::{ByService, Scores};
use crate::simple::METHODS;
use std::fmt;

/// The unit in which a report is written. Scores are in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Minutes,
    Seconds,
}

impl Unit {
    fn per_minute(self) -> f64 {
        match self {
            Self::Minutes => 1.0,
            Self::Seconds => 60.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Seconds => "seconds",
        }
    }
}

/// The scores of an evaluation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub days_learned: u32,
    /// The days that were measured.
    pub days: u32,
    /// Visitors who found a free desk as they came. They are not measured: no forecast is needed to know that.
    pub found_a_free_desk: u32,
    /// Called visitors who were told nothing, since no desk was expected to call them.
    pub nothing_told: u32,
    pub all: Scores,
    pub services: ByService,
}

impl Report {
    /// By how much the forecast's error is below that of a method, in percent.
    pub fn better_by(&self, simple: usize) -> Option<f64> {
        let own = self.all.forecast.mean_absolute_error()?;
        let other = self.all.simple.get(simple)?.mean_absolute_error()?;
        (other > 0.0).then(|| 100.0 * (1.0 - own / other))
    }

    /// The report in a unit.
    pub fn table(&self, unit: Unit) -> impl fmt::Display + '_ {
        Table { report: self, unit }
    }
}

struct Table<'a> {
    report: &'a Report,
    unit: Unit,
}

/// A figure with one decimal, or a dash where there is none.
fn figure(value: Option<f64>, factor: f64, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.digits$}", value * factor))
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { days_learned, days, found_a_free_desk, nothing_told, all, services } = self.report;
        writeln!(
            f,
            "{} called visitors on {days} days, after {days_learned} days that were learned only. Beside them \
             {found_a_free_desk} found a free desk, and {nothing_told} were told nothing. In {}.\n",
            all.forecast.tickets,
            self.unit.name()
        )?;
        writeln!(f, "{:<22} {:>10} {:>8} {:>8} {:>10} {:>8}", "", "mean error", "RMSE", "bias", "covered", "width")?;
        self.rows(f, all)?;
        for (simple, method) in METHODS.iter().enumerate() {
            if let Some(percent) = self.report.better_by(simple) {
                writeln!(f, "the forecast's error is {percent:.0} % below {}", method.name())?;
            }
        }
        for (service, scores) in services {
            writeln!(f, "\n{service} ({} visitors)", scores.forecast.tickets)?;
            self.rows(f, scores)?;
        }
        Ok(())
    }
}

impl Table<'_> {
    fn rows(&self, f: &mut fmt::Formatter<'_>, scores: &Scores) -> fmt::Result {
        let factor = self.unit.per_minute();
        let row = |f: &mut fmt::Formatter<'_>, name: &str, score: &Score, ranges: [Option<f64>; 2]| {
            let [error, rmse, bias] = [score.mean_absolute_error(), score.root_mean_square_error(), score.bias()]
                .map(|value| figure(value, factor, 2));
            let covered = ranges[0].map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", 100.0 * share));
            let width = figure(ranges[1], factor, 1);
            writeln!(f, "{name:<22} {error:>10} {rmse:>8} {bias:>8} {covered:>10} {width:>8}")
        };
        let Scores { forecast, simple, ranges, rounded, simulated } = scores;
        row(f, "forecast", forecast, [ranges.coverage(), ranges.width()])?;
        row(f, "  as people read it", &Score::default(), [rounded.coverage(), rounded.width()])?;
        row(f, "  simulation alone", &Score::default(), [simulated.coverage(), simulated.width()])?;
        for (method, score) in METHODS.iter().zip(simple) {
            row(f, method.name(), score, [None, None])?;
        }
        Ok(())
    }
}
