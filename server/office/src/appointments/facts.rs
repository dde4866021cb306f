//! What the rules need to know of a book, read from the tables; and a booking between its row and the rules.

use super::BranchBook;
use jiff::civil::Date;
use queue::{CsrId, Language, Opening, ServiceId, Timestamp};
use records::Version;
use records::appointment::{Appointment, Code, State};
use records::grid::Quarter;
use records::officer::{Absence, Officer, WorkHours};
use records::slots::{Book, BookRules, Search, Taken};
use setup::Branch;
use store::{
    BookableOfficer, BookedAppointment, BranchId, Failure, OfficerAbsence, OfficerHours, Transaction, appointment,
    officer,
};

/// The officers and what is sold of them, from one quarter hour up to, not including, another.
#[derive(Debug)]
pub(super) struct Facts {
    pub officers: Vec<Officer>,
    pub taken: Taken,
}

impl BranchBook {
    pub(super) fn id(&self) -> BranchId {
        BranchId::new(&self.setup.id)
    }

    /// Reads what the rules need, where nothing is changed.
    pub(super) async fn facts(&self, from: Quarter, to: Quarter) -> Result<Facts, Failure> {
        let (store, branch) = (&self.store, self.id());
        Ok(Facts {
            officers: officers(
                officer::of_branch(store, &branch).await?,
                officer::weeks(store, &branch).await?,
                officer::absences(store, &branch, from.start()).await?,
            ),
            taken: sold(appointment::taken(store, &branch, from.0, to.0).await?),
        })
    }

    /// Reads what the rules need, within a change.
    pub(super) async fn facts_in(
        &self,
        transaction: &mut Transaction<'_>,
        from: Quarter,
        to: Quarter,
    ) -> Result<Facts, Failure> {
        let branch = self.id();
        Ok(Facts {
            officers: officers(
                officer::of_branch(&mut *transaction, &branch).await?,
                officer::weeks(&mut *transaction, &branch).await?,
                officer::absences(&mut *transaction, &branch, from.start()).await?,
            ),
            taken: sold(appointment::taken(transaction, &branch, from.0, to.0).await?),
        })
    }

    /// Asks the rules, with what is known.
    pub(super) fn ask<T>(&self, facts: &Facts, rules: BookRules, question: impl FnOnce(&Book<'_>) -> T) -> T {
        let openings = |day: Date| -> Vec<Opening> { self.setup.calendar.openings(day) };
        question(&Book {
            zone: self.setup.calendar.time_zone(),
            rules,
            officers: &facts.officers,
            taken: &facts.taken,
            openings: &openings,
        })
    }
}

/// What somebody looks for in the book.
pub(super) fn search<'a>(
    setup: &Branch,
    service: &'a ServiceId,
    officer: Option<CsrId>,
    language: Option<&'a Language>,
) -> Option<Search<'a>> {
    let expected = setup.services.get(service)?.expected;
    Some(Search { service, quarters: setup.book.quarters(expected), officer, language })
}

fn sold(taken: Vec<(CsrId, i64)>) -> Taken {
    taken.into_iter().map(|(officer, quarter)| (officer, Quarter(quarter))).collect()
}

/// The officers as the rules know them.
pub fn staff_officers(rows: Vec<BookableOfficer>, weeks: &[OfficerHours], absences: &[OfficerAbsence]) -> Vec<Officer> {
    let officer = |row: BookableOfficer| {
        let hours = weeks.iter().filter(|hours| hours.person == row.person);
        let hours =
            hours.map(|hours| WorkHours { weekday: hours.weekday, from: hours.from_minute, to: hours.to_minute });
        let away = absences.iter().filter(|absence| absence.person == row.person);
        Officer {
            person: row.person,
            services: row.services.split_whitespace().map(ServiceId::new).collect(),
            languages: row.languages.split_whitespace().map(Language::new).collect(),
            week: hours.collect(),
            absences: away.map(|absence| Absence { from: absence.from, to: absence.to }).collect(),
        }
    };
    rows.into_iter().map(officer).collect()
}

fn officers(rows: Vec<BookableOfficer>, weeks: Vec<OfficerHours>, absences: Vec<OfficerAbsence>) -> Vec<Officer> {
    staff_officers(rows, &weeks, &absences)
}

/// A booking as the rules know it, from its row.
pub fn from_row(row: &BookedAppointment) -> Result<Appointment, Failure> {
    let state = State::parse(&row.state).ok_or_else(|| Failure::Other(format!("no state {} is known", row.state)))?;
    Ok(Appointment {
        id: row.id.clone(),
        token: row.token.clone(),
        code: Code::from_written(&row.code),
        officer: row.officer,
        service: row.service.clone(),
        language: row.language.clone(),
        start: Quarter(row.quarter),
        quarters: row.quarters,
        wall: row.wall.clone(),
        state,
        version: Version(row.version),
    })
}

/// The row of a booking.
pub(super) fn to_row(branch: &BranchId, booked: &Appointment) -> BookedAppointment {
    BookedAppointment {
        id: booked.id.clone(),
        branch: branch.clone(),
        token: booked.token.clone(),
        code: booked.code.as_str().to_owned(),
        officer: booked.officer,
        service: booked.service.clone(),
        language: booked.language.clone(),
        quarter: booked.start.0,
        quarters: booked.quarters,
        wall: booked.wall.clone(),
        state: booked.state.as_str().to_owned(),
        version: booked.version.0,
    }
}

/// The time on the wall as it is promised.
pub(super) fn wall(setup: &Branch, at: Timestamp) -> String {
    records::grid::wall(setup.calendar.time_zone(), at).strftime("%Y-%m-%dT%H:%M").to_string()
}
