//! Four weeks of history for a demo's branch: simulated days, written as the rows that the server would have written.

use super::bookings;
use crate::cli::{Error, days};
use ::setup::Branch;
use branch::{Actor, RequestKey};
use jiff::ToSpan;
use jiff::civil::Date;
use machine::clock;
use office::officers;
use queue::{Command, CsrId, Day, DeskId, Event, Language, Number, ServiceId, TicketId, Timestamp, Token};
use simulate::{Options, SimulatedDay, Simulator, Step};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use store::{AppendError, BranchId, Failure, Row, Store};

/// How far back the history goes.
const DAYS: i64 = 28;

/// A visit of the history that ended at a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    pub day: Day,
    pub date: Date,
    pub ticket: TicketId,
    pub number: Number,
    pub service: ServiceId,
    pub language: Language,
    pub issued: Timestamp,
    pub called: Timestamp,
    pub finished: Timestamp,
}

/// Writes the days before `today` on which the branch was open, each in one transaction; who was served in them.
pub async fn write(
    store: &Store,
    branch: &Branch,
    crew: &BTreeMap<DeskId, CsrId>,
    seed: u64,
    today: Date,
) -> Result<Vec<Served>, Error> {
    let from = today.checked_sub(DAYS.days()).unwrap_or(today);
    let usual = branch.rules(queue::Timestamp(0));
    let simulator = Simulator::new(&usual, Options::default(), seed).with_crew(crew);
    let id = BranchId::new(&branch.id);
    let officers = officers::all(store, &id, clock::now()).await?;
    let (mut written, mut tickets, mut all_served) = (0, 0, Vec::new());
    let progress = std::io::stderr().is_terminal();
    for (date, plan) in days::open_days(branch, from).take_while(|(date, _)| *date < today) {
        let day = simulator.day(&plan);
        let rows = rows(&id, &day)?;
        tickets += rows.iter().filter(|row| row.visit.is_some()).count();
        if !officers.is_empty() {
            bookings::write(store, branch, &officers, &day).await?;
        }
        store.append(rows).await.map_err(|error| match error {
            AppendError::Failed(failure) => Error::Store(failure),
            AppendError::Conflict => Error::Store(Failure::Other(format!("{date} is in the journal already"))),
        })?;
        all_served.extend(served(date, &day));
        written += 1;
        if progress {
            eprint!("\rFour weeks of history: {date}, {tickets} visitors");
        }
    }
    if progress {
        eprintln!();
    } else {
        eprintln!("Four weeks of history: {written} days, {tickets} visitors");
    }
    Ok(all_served)
}

/// The visits of a day that ended at a desk, as their first service began.
fn served(date: Date, day: &SimulatedDay) -> Vec<Served> {
    let (mut here, mut gone) = (BTreeMap::new(), Vec::new());
    for event in day.events() {
        match event {
            Event::TicketIssued { ticket, number, service, language, at, .. } => {
                let served = Served {
                    day: day.day.clone(),
                    date,
                    ticket: *ticket,
                    number: *number,
                    service: service.clone(),
                    language: language.clone(),
                    issued: *at,
                    called: *at,
                    finished: *at,
                };
                here.insert(*ticket, served);
            }
            Event::TicketCalled { ticket, at, .. } => {
                if let Some(served) = here.get_mut(ticket).filter(|served| served.called == served.issued) {
                    served.called = *at;
                }
            }
            Event::ServiceFinished { ticket, next: None, at, .. } => {
                gone.extend(here.remove(ticket).map(|served| Served { finished: *at, ..served }));
            }
            _ => {}
        }
    }
    gone
}

/// The rows of a day.
fn rows(branch: &BranchId, day: &SimulatedDay) -> Result<Vec<Row>, Error> {
    let failed = |error: serde_json::Error| Error::Store(Failure::Other(error.to_string()));
    let row = |(seq, step): (u64, &Step)| {
        Ok(Row {
            branch: branch.clone(),
            day: day.day.clone(),
            seq,
            request_key: key(day, seq, &step.command),
            at: step.at,
            actor: actor(step.actor).to_string(),
            command: serde_json::to_string(&step.command).map_err(failed)?,
            events: serde_json::to_string(&step.events).map_err(failed)?,
            visit: visit(&step.events),
        })
    };
    (1..).zip(&day.steps).map(row).collect()
}

fn key(day: &SimulatedDay, seq: u64, command: &Command) -> RequestKey {
    match command {
        Command::OpenDay { day, .. } => RequestKey::of_day(day),
        Command::CloseDay { .. } => RequestKey::of_day_end(&day.day),
        _ => RequestKey::parse(&format!("demo-{}-{seq}", day.day)).unwrap_or_else(RequestKey::fresh),
    }
}

fn actor(actor: simulate::Actor) -> Actor {
    match actor {
        simulate::Actor::Server => Actor::Server,
        simulate::Actor::Kiosk => Actor::Kiosk,
        simulate::Actor::Visitor => Actor::Visitor,
        simulate::Actor::Csr(csr) => Actor::Staff(csr),
    }
}

/// The link of the ticket that was issued.
fn visit(events: &[Event]) -> Option<(Token, TicketId)> {
    events.iter().find_map(|event| match event {
        Event::TicketIssued { token, ticket, .. } => Some((token.clone(), *ticket)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{officer, verify};
    use jiff::civil::date;
    use office::officers::Duty;
    use std::collections::BTreeSet;
    use store::appointment;
    use store::audit::Who;

    #[tokio::test]
    async fn the_history_is_a_journal_in_which_nothing_is_amiss_and_a_book_of_who_came_and_who_did_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("demo.db")).await.unwrap();
        let setup = ::setup::Setup::load(None).unwrap();
        let crew = BTreeMap::from([(DeskId::new("1"), CsrId(5))]);
        let id = BranchId::new("centro");
        let duty = Duty { services: vec!["mortgage".to_owned()], languages: Vec::new(), week: Vec::new() };
        officer::changes(&store, &id, &Who::server()).put(CsrId(5), &duty).await.unwrap();
        let written = write(&store, &setup.branches["centro"], &crew, 1, date(2026, 3, 30)).await.unwrap();
        let days: BTreeSet<&Day> = written.iter().map(|served| &served.day).collect();
        assert_eq!(days.len(), 20);
        assert!(written.iter().all(|served| served.issued <= served.called && served.called < served.finished));
        let mut came = BTreeSet::new();
        for day in store.days(&id).await.unwrap() {
            let checked = verify::check_day(&store, &id, &day, machine::clock::now()).await.unwrap();
            assert!(checked.findings.is_empty(), "{day}: {:?}", checked.findings);
            assert!(checked.tickets > 30 && checked.links == checked.tickets, "{day} is a day of a branch");
            for row in store.read_day(&id, &day, 0).await.unwrap() {
                let events: Vec<Event> = serde_json::from_str(&row.events).unwrap();
                came.extend(events.into_iter().filter_map(|event| match event {
                    Event::TicketIssued { appointment, .. } => appointment.map(|of| of.id),
                    _ => None,
                }));
            }
        }
        let booked = appointment::between(&store, &id, 0, i64::MAX).await.unwrap();
        let ids: BTreeSet<_> = booked.iter().map(|row| row.id.clone()).collect();
        assert!(came.len() > 100 && came.is_subset(&ids), "each who came with a booking is in the book");
        // 8 % of those who have booked stay away.
        let stayed_away = f64::from(u32::try_from(ids.len() - came.len()).unwrap());
        let share = stayed_away / f64::from(u32::try_from(ids.len()).unwrap());
        assert!((0.04..0.13).contains(&share), "{stayed_away} of {}", ids.len());
        let today = queue::Day::from_written("2026-03-30");
        let learned = branch::learn(&store, &setup.branches["centro"], &today, true).await.unwrap().unwrap().learned;
        let (come, usual) = (learned.appointments_that_come, forecast::Learned::default().appointments_that_come);
        assert!((come - usual).abs() > 1e-6 && (come - 1.0 + share).abs() < 0.03, "{come} are expected to come");
    }
}
