//! Every event and every command as they lie in journals: `golden/event/*.json` and `golden/command/*.json`. A
//! journal is kept for ever, so these files are only ever added to. A shape that is no longer written keeps a file
//! of its own and a test that it can be read.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

use queue::{
    Command, CsrId, Day, DeskId, DocumentId, Duration, Event, Issue, Language, Letter, Number, Opening, Policy, Reason,
    Service, ServiceId, Setup, TicketId, Timestamp, Token,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::PathBuf;

const AT: Timestamp = Timestamp(1_763_884_800_000);
const TICKET: TicketId = TicketId(42);
const CSR: CsrId = CsrId(7);

fn desk() -> DeskId {
    DeskId::new("3")
}

fn setup() -> Setup {
    let service = Service {
        letter: Letter::new('A').unwrap(),
        target: Duration::minutes(10),
        expected: Duration::minutes(4),
        p80: Duration::minutes(6),
    };
    Setup {
        services: BTreeMap::from([(ServiceId::new("cash"), service)]),
        desks: BTreeMap::from([(desk(), BTreeSet::from([ServiceId::new("cash")]))]),
        hours: vec![Opening { from: AT, to: AT + Duration::minutes(270) }],
        reopens_at: Some(AT + Duration::minutes(1440)),
        policy: Policy { alpha_milli: 500 },
    }
}

fn issue() -> Issue {
    Issue {
        service: ServiceId::new("cash"),
        language: Language::new("it"),
        priority: true,
        documents: vec![DocumentId::new("id")],
        token: Token::new("5f1d7a84db00d2fce00b31a7fc73224f"),
    }
}

fn issued() -> Event {
    let Issue { service, language, priority, documents, token } = issue();
    Event::TicketIssued {
        ticket: TICKET,
        number: Number { letter: Letter::new('A').unwrap(), count: 17 },
        service,
        language,
        priority,
        documents,
        token,
        due: AT + Duration::minutes(6),
        ahead: 2,
        at: AT,
    }
}

fn events() -> Vec<Event> {
    let reason = Reason {
        waited: Duration::minutes(5),
        target: Duration::minutes(10),
        priority: true,
        candidates: 3,
        overtaken: 1,
    };
    vec![
        Event::DayOpened { day: Day::new(2025, 11, 23), setup: Box::new(setup()), at: AT },
        issued(),
        Event::DeskOpened { desk: desk(), csr: CSR, at: AT },
        Event::DeskClosed { desk: desk(), at: AT },
        Event::TicketCalled { ticket: TICKET, desk: desk(), csr: CSR, reason, at: AT },
        Event::TicketRecalled { ticket: TICKET, desk: desk(), at: AT },
        Event::ServiceStarted { ticket: TICKET, desk: desk(), at: AT },
        Event::ServiceFinished { ticket: TICKET, desk: desk(), at: AT },
        Event::TicketNoShow { ticket: TICKET, desk: desk(), at: AT },
        Event::TicketCancelled { ticket: TICKET, desk: Some(desk()), at: AT },
    ]
}

fn commands() -> Vec<Command> {
    vec![
        Command::OpenDay { day: Day::new(2025, 11, 23), setup: Box::new(setup()) },
        Command::Issue(issue()),
        Command::OpenDesk { desk: desk(), csr: CSR },
        Command::CloseDesk { desk: desk(), csr: CSR },
        Command::CallNext { desk: desk(), csr: CSR },
        Command::Recall { desk: desk(), csr: CSR },
        Command::Start { desk: desk(), csr: CSR },
        Command::Finish { desk: desk(), csr: CSR },
        Command::NoShow { desk: desk(), csr: CSR },
        Command::Cancel { ticket: TICKET },
    ]
}

fn folder(kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(kind)
}

/// Every file is read as the example that it is named for, and the example is written as the file.
fn holds<T: Serialize + DeserializeOwned + PartialEq + Debug>(kind: &str, examples: Vec<T>) {
    for example in examples {
        let written = serde_json::to_value(&example).unwrap();
        let name = written[kind].as_str().expect("a tag");
        let path = folder(kind).join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), example, "{name} is read as it was");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), written, "{name} is written as it was");
    }
}

/// The tags of all variants, from what serde says of one that it does not know.
fn tags<T: DeserializeOwned + Debug>(kind: &str) -> BTreeSet<String> {
    let error = serde_json::from_str::<T>(&format!(r#"{{"{kind}":"?"}}"#)).unwrap_err().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn files(kind: &str) -> BTreeSet<String> {
    let names = std::fs::read_dir(folder(kind)).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn events_are_read_and_written_as_they_always_were() {
    holds("event", events());
}

#[test]
fn commands_are_read_and_written_as_they_always_were() {
    holds("command", commands());
}

#[test]
fn every_event_and_every_command_has_its_file() {
    assert_eq!(tags::<Event>("event").len(), 10);
    assert_eq!(files("event"), tags::<Event>("event"));
    assert_eq!(files("command"), tags::<Command>("command"));
    assert_eq!((events().len(), commands().len()), (files("event").len(), files("command").len()));
}

#[test]
fn an_issue_that_says_nothing_of_priority_and_documents_has_neither() {
    let mut written = serde_json::to_value(issued()).unwrap();
    written.as_object_mut().unwrap().retain(|key, _| key != "priority" && key != "documents");
    let Event::TicketIssued { priority, documents, .. } = serde_json::from_value(written).unwrap() else {
        panic!("issued");
    };
    assert_eq!((priority, documents), (false, vec![]));
}

#[test]
fn a_cancelled_ticket_that_nobody_had_called_has_no_desk() {
    let event = Event::TicketCancelled { ticket: TICKET, desk: None, at: AT };
    let written = r#"{"event":"ticket_cancelled","ticket":42,"desk":null,"at":1763884800000}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), written);
    assert_eq!(serde_json::from_str::<Event>(written).unwrap(), event);
}
