//! Four weeks of history for a demo's branch: simulated days, written as the rows that the server would have written.

use crate::cli::{Error, days};
use ::setup::Branch;
use branch::{Actor, RequestKey};
use jiff::ToSpan;
use jiff::civil::Date;
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
    let (mut written, mut tickets, mut all_served) = (0, 0, Vec::new());
    let progress = std::io::stderr().is_terminal();
    for (date, plan) in days::open_days(branch, from).take_while(|(date, _)| *date < today) {
        let day = simulator.day(&plan);
        let rows = rows(&id, &day)?;
        tickets += rows.iter().filter(|row| row.visit.is_some()).count();
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
    use crate::cli::verify;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn the_history_is_a_journal_in_which_nothing_is_amiss() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("demo.db")).await.unwrap();
        let setup = ::setup::Setup::load(None).unwrap();
        let crew = BTreeMap::from([(DeskId::new("1"), CsrId(5))]);
        let written = write(&store, &setup.branches["centro"], &crew, 1, date(2026, 3, 30)).await.unwrap();
        let days: BTreeSet<&Day> = written.iter().map(|served| &served.day).collect();
        assert_eq!(days.len(), 20);
        assert!(written.iter().all(|served| served.issued <= served.called && served.called < served.finished));
        let id = BranchId::new("centro");
        for day in store.days(&id).await.unwrap() {
            let checked = verify::check_day(&store, &id, &day, machine::clock::now()).await.unwrap();
            assert!(checked.findings.is_empty(), "{day}: {:?}", checked.findings);
            assert!(checked.tickets > 30 && checked.links == checked.tickets, "{day} is a day of a branch");
        }
    }
}
