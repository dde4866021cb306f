//! Every event and every command as they lie in journals: `golden/event/*.json` and `golden/command/*.json`, one for each
//! tag and, after a dot, one for what else a shape can hold. A journal is kept for ever, so these files are only ever
//! added to: a shape that is no longer written keeps its file and a test that it can be read.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

mod examples;

use examples::{AT, TICKET, commands, commands_of_old, events, events_of_old, issue, issued};
use queue::{Command, Event};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::PathBuf;

fn folder(kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(kind)
}

fn text(kind: &str, name: &str) -> String {
    let path = folder(kind).join(format!("{name}.json"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file is read as the example that it is named for, and the example is written as the file.
fn holds<T: Serialize + DeserializeOwned + PartialEq + Debug>(kind: &str, examples: Vec<(&str, T)>) {
    for (name, example) in examples {
        let written = serde_json::to_value(&example).unwrap();
        assert_eq!(Some(written[kind].as_str().unwrap()), name.split('.').next(), "a file is named for its tag");
        let text = text(kind, name);
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), example, "{name} is read as it was");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), written, "{name} is written as it was");
    }
}

fn is_read<T: DeserializeOwned + PartialEq + Debug>(kind: &str, examples: Vec<(&str, T)>) {
    for (name, example) in examples {
        assert_eq!(serde_json::from_str::<T>(&text(kind, name)).unwrap(), example, "{name} is still read");
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
fn shapes_that_are_no_longer_written_are_still_read() {
    is_read("event", events_of_old());
    is_read("command", commands_of_old());
}

#[test]
fn every_event_and_every_command_has_its_file() {
    fn names<T>(examples: [Vec<(&str, T)>; 2]) -> BTreeSet<String> {
        examples.into_iter().flatten().map(|(name, _)| name.to_owned()).collect()
    }
    assert_eq!(files("event"), names([events(), events_of_old()]));
    assert_eq!(files("command"), names([commands(), commands_of_old()]));
    let of_files = |kind| files(kind).iter().map(|name| name.split('.').next().unwrap().to_owned()).collect();
    assert_eq!(tags::<Event>("event"), of_files("event"));
    assert_eq!(tags::<Command>("command"), of_files("command"));
}

#[test]
fn an_issue_that_says_nothing_of_priority_and_documents_has_neither() {
    let mut written = serde_json::to_value(issued(issue())).unwrap();
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
