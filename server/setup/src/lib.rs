//! The set-up that a server runs by: a TOML file, parsed and checked whole before anything starts.
//!
//! `file` is the shape of the file, `texts` where words stand in it, `language` one more language in a file of its own;
//! `check` turns them into what the server uses or says what is wrong with them (line, field, remedy), `calendar` turns
//! hours on a wall clock into moments. Nothing here changes while the server runs.
#![forbid(unsafe_code)]

mod calendar;
mod check;
mod fault;
mod file;
mod form;
mod language;
mod texts;

pub use calendar::Calendar;
pub use fault::Fault;
pub use form::{Field, FieldKind, Form};
pub use language::Source;

use queue::{DeskId, ServiceId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use wire::{Catalogue, Language, Text};

/// The set-up that the program carries.
pub const DEFAULT: &str = include_str!("../default.toml");

/// Its further languages, each with the text of its file: one for each `default.xx.toml`.
pub const LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Every branch of a server, by id.
#[derive(Debug, Clone)]
pub struct Setup {
    pub branches: BTreeMap<String, Arc<Branch>>,
}

/// One branch, as the rules, the screens and the calendar need it.
#[derive(Debug)]
pub struct Branch {
    pub id: String,
    pub name: Text,
    /// The first one is the language in which a screen starts; those with a file of their own come last.
    pub languages: Vec<Language>,
    pub calendar: Calendar,
    /// Diagonals of the panels in inches.
    pub kiosk_panel_inches: f32,
    pub lobby_panel_inches: f32,
    pub desks: BTreeMap<DeskId, Desk>,
    /// The services that some desk of the branch serves, by id.
    pub services: BTreeMap<ServiceId, queue::Service>,
    /// The rules of the branch, as far as it may set them otherwise.
    pub policy: queue::Policy,
    pub catalogue: Arc<Catalogue>,
    /// The papers of all forms, by id.
    pub forms: Arc<BTreeMap<String, Form>>,
    /// The network printers that tickets may be sent to, by id: no address comes from anywhere else.
    pub printers: BTreeMap<String, Printer>,
    /// The one of the kiosk.
    pub kiosk_printer: Option<String>,
    /// The kiosk's browser prints where there is none.
    pub browser_printing: bool,
}

/// A receipt printer in the branch's network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Host and port: raw TCP, ESC/POS.
    pub address: String,
    pub paper: Paper,
}

/// How wide the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Mm80,
    Mm58,
}

impl Paper {
    pub fn millimetres(self) -> u32 {
        match self {
            Self::Mm80 => 80,
            Self::Mm58 => 58,
        }
    }

    /// What can be printed on, in dots of 203 dpi.
    pub fn dots(self) -> u16 {
        match self {
            Self::Mm80 => 576,
            Self::Mm58 => 384,
        }
    }

    /// The printer's own letters in a line.
    pub fn columns(self) -> usize {
        usize::from(self.dots()) / 12
    }
}

/// What a screen says of a desk, and what the desk serves.
#[derive(Debug)]
pub struct Desk {
    pub label: String,
    pub name: Text,
    pub profile: std::collections::BTreeSet<ServiceId>,
    /// What it prefers of that, the dearest first; empty where it prefers nothing.
    pub preference: Vec<ServiceId>,
}

/// Why a set-up cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read the set-up {file}: {source}. Give --setup the path of a file that this user may read.")]
    Unreadable { file: String, source: std::io::Error },
    #[error("the set-up {file} cannot be used:\n{}", faults.iter().map(|fault| format!("  {fault}")).collect::<Vec<_>>().join("\n"))]
    Faulty { file: String, faults: Vec<Fault> },
}

impl Setup {
    /// The set-up in `file` with the languages beside it, or the one that the program carries.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = file else {
            let further = LANGUAGES.iter().map(|(code, text)| Source::of("default", code, text)).collect::<Vec<_>>();
            return Self::parse("(built in)", DEFAULT, &further, None);
        };
        let name = path.display().to_string();
        let unreadable = |source| Error::Unreadable { file: name.clone(), source };
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let further = language::beside(path)?;
        Self::parse(&name, &text, &further, Some(path.parent().unwrap_or(Path::new(""))))
    }

    fn parse(file: &str, text: &str, languages: &[Source], folder: Option<&Path>) -> Result<Self, Error> {
        check::check(text, languages, folder).map_err(|faults| Error::Faulty { file: file.to_owned(), faults })
    }

    /// The same branches, open at any hour of any day: for a demo.
    #[must_use]
    pub fn always_open(self) -> Self {
        let branches = self.branches.into_iter().map(|(id, branch)| {
            let branch =
                Arc::try_unwrap(branch).unwrap_or_else(|_| unreachable!("the set-up has one owner until it is served"));
            (id, Arc::new(Branch { calendar: branch.calendar.always_open(), ..branch }))
        });
        Self { branches: branches.collect() }
    }
}

impl Branch {
    /// The business day that `now` belongs to.
    pub fn day(&self, now: queue::Timestamp) -> queue::Day {
        let date = self.calendar.date(now);
        queue::Day::new(date.year(), date.month(), date.day())
    }

    /// What the queue needs to run the business day that `now` belongs to.
    pub fn rules(&self, now: queue::Timestamp) -> queue::Setup {
        let date = self.calendar.date(now);
        let preferring = self.desks.iter().filter(|(_, desk)| !desk.preference.is_empty());
        queue::Setup {
            services: self.services.clone(),
            desks: self.desks.iter().map(|(id, desk)| (id.clone(), desk.profile.clone())).collect(),
            preferences: preferring.map(|(id, desk)| (id.clone(), desk.preference.clone())).collect(),
            hours: self.calendar.openings(date),
            reopens_at: self.calendar.first_opening_after(date),
            policy: self.policy,
        }
    }

    /// The printer of the kiosk, with its id.
    pub fn kiosk_printer(&self) -> Option<(&str, &Printer)> {
        let id = self.kiosk_printer.as_deref()?;
        Some((id, self.printers.get(id)?))
    }

    /// The service as visitors read it.
    pub fn service(&self, id: &ServiceId) -> Option<&wire::Service> {
        self.catalogue.service(id.as_str()).map(|(_, service)| service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_up_that_the_program_carries_is_whole() {
        let setup = Setup::load(None).unwrap();
        let branch = &setup.branches["centro"];
        assert_eq!(branch.desks.len(), 6);
        assert_eq!(branch.services.len(), 19);
        assert_eq!(branch.catalogue.categories.len(), 6);
        assert_eq!(branch.catalogue.categories.iter().map(|category| category.services.len()).sum::<usize>(), 19);
        assert_eq!(branch.languages[..2], [Language::new("it"), Language::new("en")]);
        assert_eq!(branch.languages.len(), 2 + LANGUAGES.len());
    }

    #[test]
    fn every_day_of_a_demo_is_open_from_midnight_to_midnight() {
        let setup = Setup::load(None).unwrap().always_open();
        let day = setup.branches["centro"].rules(queue::Timestamp(1_798_162_200_000));
        let [opening] = day.hours[..] else { panic!("one opening, not {:?}", day.hours) };
        assert_eq!((opening.to - opening.from).whole_minutes(), 24 * 60);
        assert_eq!(day.reopens_at, Some(opening.to));
    }
}
