//! The bookings of a demo's past days: a row in the book for each visitor who came with one, and for each who stayed away. Who booked
//! is not among it, since that is erased the day after the appointment.

use crate::cli::Error;
use ::setup::Branch;
use office::officers::OfficerOnDuty;
use queue::{AppointmentId, CsrId, Duration, Event, Language, Token};
use records::Version;
use records::appointment::{Code, Party, State};
use records::grid::{Quarter, wall};
use simulate::{Booking, SimulatedDay};
use store::{AppointmentStep, BookedAppointment, BranchId, Failure, Store, appointment};

/// How long before their time the appointments were made.
const BEFORE: Duration = Duration::minutes(3 * 24 * 60);
/// How often a code is thrown where another booking has it.
const TRIES: usize = 8;

/// Writes the bookings of a day, in one transaction. There is an officer.
pub async fn write(
    store: &Store,
    branch: &Branch,
    officers: &[OfficerOnDuty],
    day: &SimulatedDay,
) -> Result<(), Error> {
    let id = BranchId::new(&branch.id);
    let came = day.events().filter_map(|event| match event {
        Event::TicketIssued { appointment: Some(of), service, language, .. } => {
            let booking = Booking { service: service.clone(), at: of.booked };
            Some((of.id.clone(), booking, language.clone()))
        }
        _ => None,
    });
    let language = Language::new(branch.languages.first().map_or("it", |language| language.as_str()));
    let missed = (1..).zip(&day.missed).map(|(number, booking)| {
        (AppointmentId::new(&format!("{}-missed-{number}", day.day)), booking.clone(), language.clone())
    });
    let mut transaction = store.begin().await?;
    appointment::take_book(&mut transaction, &id).await?;
    for (nth, (booking_id, Booking { service, at }, language)) in came.chain(missed).enumerate() {
        let expected = branch.services.get(&service).map_or(Duration(0), |service| service.expected);
        let mut row = BookedAppointment {
            id: booking_id,
            branch: id.clone(),
            token: Token::new(&random_id()),
            code: code(),
            officer: officer(officers, service.as_str(), nth),
            service,
            language,
            quarter: Quarter::containing(at).0,
            quarters: branch.book.quarters(expected),
            wall: wall(branch.calendar.time_zone(), at).strftime("%Y-%m-%dT%H:%M").to_string(),
            state: State::Booked.as_str().to_owned(),
            version: Version::FIRST.0,
        };
        let mut tries = 0..TRIES;
        while !appointment::insert(&mut transaction, &row).await? {
            tries.next().ok_or_else(|| Failure::Other(format!("booking {} is in the book already", row.id)))?;
            row.code = code();
        }
        let step = AppointmentStep {
            version: row.version,
            at: at - BEFORE,
            actor: Party::Staff(row.officer).written(),
            state: row.state.clone(),
            officer: row.officer,
            quarter: row.quarter,
        };
        appointment::note_step(&mut transaction, &row.id, &step).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Who advises on the service, or else anybody: each in turn. Quarter hours that are over are sold to nobody, so none are taken.
fn officer(officers: &[OfficerOnDuty], service: &str, nth: usize) -> CsrId {
    let advises = |officer: &&OfficerOnDuty| officer.duty.services.iter().any(|other| other == service);
    let advising: Vec<&OfficerOnDuty> = officers.iter().filter(advises).collect();
    match advising.as_slice() {
        [] => officers[nth % officers.len()].person,
        advising => advising[nth % advising.len()].person,
    }
}

fn code() -> String {
    Code::of_random(u64::from_le_bytes(machine::random())).as_str().to_owned()
}

/// 128 random bits as 32 hexadecimal digits.
fn random_id() -> String {
    format!("{:032x}", u128::from_le_bytes(machine::random()))
}
