//! What differs between two set-ups, as data for sentences: one change a thing that somebody changed, with the words or values of before
//! and after, and when it takes effect. Pure.

#[cfg(test)]
mod tests;

use crate::load::Written;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The longest text that a change quotes, in characters.
const QUOTED: usize = 200;
/// The same of a list: what came and what went is told of all of it.
const LISTED: usize = 4000;

/// One change of a set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: Kind,
    /// Where it stands: `branch.centro.hours`, `service.cash.name.it`; `language.de.service.cash.name` in the file of a language.
    pub path: String,
    /// The entry that it is about, by the name that it has in the set-up's first language; empty for the set-up as a whole.
    pub subject: String,
    pub old: String,
    pub new: String,
    pub takes: Takes,
}

/// What was changed, as its sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Added,
    Removed,
    /// The entries of a list stand in another order.
    Ordered,
    /// The hours of the week.
    Hours,
    /// Days that are closed, or have hours of their own.
    Exceptions,
    /// The name of something, in one language.
    Renamed,
    /// Another text, in one language.
    Text,
    Target,
    /// How long a service takes as a rule.
    Minutes,
    /// What a desk serves.
    Profile,
    /// Anything else, told by its path.
    Value,
}

/// When a change takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// What a running day can bear: words, pictures, printers, the book of appointments.
    AtOnce,
    /// The rules of a day, which stand in its journal from its beginning.
    NextDay,
    /// What a server takes up when it starts.
    Restart,
}

/// Returns what differs, in the order of the paths. Texts that are no TOML differ as a whole.
pub fn difference(old: &Written, new: &Written) -> Vec<Change> {
    let mut walk = Walk { languages: BTreeSet::new(), path: Vec::new(), subject: String::new(), found: Vec::new() };
    match (old.text.parse::<Table>(), new.text.parse::<Table>()) {
        (Ok(before), Ok(after)) => {
            walk.languages = [&before, &after].into_iter().flat_map(languages).collect();
            walk.tables(&before, &after);
        }
        _ if old.text == new.text => {}
        _ => walk.note(Kind::Value, String::new(), String::new()),
    }
    walk.further(old, new);
    settle(walk.found)
}

/// The languages of a set-up's own file.
fn languages(file: &Table) -> Vec<String> {
    let codes = file.get("languages").and_then(Value::as_array).into_iter().flatten();
    codes.filter_map(Value::as_str).map(str::to_owned).collect()
}

struct Walk {
    languages: BTreeSet<String>,
    path: Vec<String>,
    subject: String,
    found: Vec<Change>,
}

impl Walk {
    fn note(&mut self, kind: Kind, old: String, new: String) {
        let takes = takes(&self.path, kind);
        self.found.push(Change { kind, path: self.path.join("."), subject: self.subject.clone(), old, new, takes });
    }

    fn tables(&mut self, old: &Table, new: &Table) {
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for key in keys {
            self.path.push(key.clone());
            self.values(old.get(key), new.get(key));
            self.path.pop();
        }
    }

    fn values(&mut self, old: Option<&Value>, new: Option<&Value>) {
        if old == new {
            return;
        }
        let last = self.path.last().map(String::as_str).unwrap_or_default();
        let (is_hours, is_exception) = (last == "hours", matches!(last, "closed_on" | "special_hours"));
        if (is_hours || is_exception) && self.path.first().is_some_and(|first| first == "branch") {
            let kind = if is_hours { Kind::Hours } else { Kind::Exceptions };
            return self.note(kind, quoted(old), quoted(new));
        }
        let empty = Table::new();
        match (old, new) {
            (Some(Value::Table(old)), Some(Value::Table(new))) => self.tables(old, new),
            (Some(Value::Table(old)), None) => self.tables(old, &empty),
            (None, Some(Value::Table(new))) => self.tables(&empty, new),
            (Some(Value::Array(old)), Some(Value::Array(new))) if have_ids(old) && have_ids(new) => {
                self.lists(old, new);
            }
            (Some(Value::Array(old)), None) if have_ids(old) && !old.is_empty() => self.lists(old, &[]),
            (None, Some(Value::Array(new))) if have_ids(new) && !new.is_empty() => self.lists(&[], new),
            (Some(Value::Array(old)), Some(Value::Array(new))) if are_tables(old) && are_tables(new) => {
                self.in_order(old, new);
            }
            (Some(Value::Array(old)), None) if are_tables(old) && !old.is_empty() => self.in_order(old, &[]),
            (None, Some(Value::Array(new))) if are_tables(new) && !new.is_empty() => self.in_order(&[], new),
            _ => self.note(self.kind(), quoted(old), quoted(new)),
        }
    }

    /// Compares lists whose entries have ids.
    fn lists(&mut self, old: &[Value], new: &[Value]) {
        // A bank has thousands of branches: each is found by its id.
        let by_id = |list: &'_ [Value]| -> BTreeMap<String, usize> {
            list.iter().enumerate().rev().map(|(at, entry)| (id(entry).to_owned(), at)).collect()
        };
        let (of_old, of_new) = (by_id(old), by_id(new));
        for entry in old {
            self.entry(entry, of_new.get(id(entry)).map(|at| &new[*at]));
        }
        for entry in new.iter().filter(|entry| !of_old.contains_key(id(entry))) {
            self.within(entry, |walk| walk.note(Kind::Added, String::new(), String::new()));
        }
        let common = |list: &[Value], other: &BTreeMap<String, usize>| -> Vec<String> {
            let ids = list.iter().map(id).filter(|id| other.contains_key(*id));
            ids.map(str::to_owned).collect()
        };
        let (before, after) = (common(old, &of_new), common(new, &of_old));
        if before != after {
            self.note(Kind::Ordered, shortened_to(LISTED, &before.join(", ")), shortened_to(LISTED, &after.join(", ")));
        }
    }

    /// Compares lists whose entries have no ids: each with the one in its place, from 0.
    fn in_order(&mut self, old: &[Value], new: &[Value]) {
        for at in 0..old.len().max(new.len()) {
            self.path.push(at.to_string());
            match (old.get(at), new.get(at)) {
                (Some(Value::Table(old)), Some(Value::Table(new))) => self.tables(old, new),
                (Some(_), None) => self.note(Kind::Removed, String::new(), String::new()),
                _ => self.note(Kind::Added, String::new(), String::new()),
            }
            self.path.pop();
        }
    }

    fn entry(&mut self, old: &Value, new: Option<&Value>) {
        self.within(old, |walk| match (old, new) {
            (Value::Table(old), Some(Value::Table(new))) => walk.tables(old, new),
            _ => walk.note(Kind::Removed, String::new(), String::new()),
        });
    }

    /// Goes on inside an entry of a list.
    fn within(&mut self, entry: &Value, go: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.subject, name(entry));
        self.path.push(id(entry).to_owned());
        go(self);
        self.path.pop();
        self.subject = before;
    }

    /// What a value is that has no parts of its own.
    fn kind(&self) -> Kind {
        let part = |back: usize| self.path.len().checked_sub(back).map_or("", |at| self.path[at].as_str());
        if self.languages.contains(part(1)) && self.path.len() > 1 {
            return if matches!(part(2), "name" | "title") { Kind::Renamed } else { Kind::Text };
        }
        match (part(1), part(2)) {
            ("target_minutes", _) | (_, "target_minutes") => Kind::Target,
            ("expected_minutes" | "p80_minutes", _) => Kind::Minutes,
            ("kinds", _) => Kind::Profile,
            _ => Kind::Value,
        }
    }

    /// Compares the files of the further languages.
    fn further(&mut self, old: &Written, new: &Written) {
        let codes: BTreeSet<&String> = old.languages.keys().chain(new.languages.keys()).collect();
        for code in codes {
            self.path = vec!["language".to_owned(), code.clone()];
            match (old.languages.get(code), new.languages.get(code)) {
                (Some(_), None) => self.note(Kind::Removed, String::new(), String::new()),
                (None, _) => self.note(Kind::Added, String::new(), String::new()),
                (Some(before), Some(after)) if before != after => {
                    let texts = |text: &str| {
                        let mut texts = Vec::new();
                        flat(&mut Vec::new(), &Value::Table(text.parse().unwrap_or_default()), &mut texts);
                        texts
                    };
                    self.texts(&texts(before), &texts(after));
                }
                _ => {}
            }
        }
        self.path.clear();
    }

    /// Compares the texts of one language, by their paths.
    fn texts(&mut self, old: &[(Vec<String>, String)], new: &[(Vec<String>, String)]) {
        let paths: BTreeSet<&Vec<String>> = old.iter().chain(new).map(|(path, _)| path).collect();
        for path in paths {
            let text = |texts: &[(Vec<String>, String)]| {
                texts.iter().find(|(other, _)| other == path).map(|(_, text)| shortened(text)).unwrap_or_default()
            };
            let full = |texts: &[(Vec<String>, String)]| texts.iter().find(|(other, _)| other == path).cloned();
            if full(old) == full(new) {
                continue;
            }
            let start = self.path.len();
            self.path.extend(path.iter().cloned());
            let kind = if path.last().is_some_and(|last| last == "name" || last == "title") {
                Kind::Renamed
            } else {
                Kind::Text
            };
            self.note(kind, text(old), text(new));
            self.path.truncate(start);
        }
    }
}

/// Every text of a table with its path; a list is one text.
fn flat(path: &mut Vec<String>, value: &Value, found: &mut Vec<(Vec<String>, String)>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                path.push(key.clone());
                flat(path, value, found);
                path.pop();
            }
        }
        other => found.push((path.clone(), written(other))),
    }
}

fn are_tables(list: &[Value]) -> bool {
    list.iter().all(Value::is_table)
}

fn have_ids(list: &[Value]) -> bool {
    list.iter().all(|entry| entry.get("id").is_some_and(Value::is_str))
}

fn id(entry: &Value) -> &str {
    entry.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// The name of an entry as people know it: its label, its name or title, its id.
fn name(entry: &Value) -> String {
    let texts = entry.get("name").or_else(|| entry.get("title")).and_then(Value::as_table);
    let first = texts.and_then(|texts| texts.get("it").or_else(|| texts.values().next())).and_then(Value::as_str);
    match (entry.get("label").and_then(Value::as_str), first) {
        (Some(label), Some(name)) => format!("{label} ({name})"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => id(entry).to_owned(),
    }
}

fn quoted(value: Option<&Value>) -> String {
    let most = if value.is_some_and(Value::is_array) { LISTED } else { QUOTED };
    value.map(|value| shortened_to(most, &written(value))).unwrap_or_default()
}

fn shortened(text: &str) -> String {
    shortened_to(QUOTED, text)
}

fn shortened_to(most: usize, text: &str) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A value as a person reads it: hours as `mon, tue 08:30-13:30`, lists with commas.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(written).collect();
            parts.join(if list.iter().any(Value::is_table) { "; " } else { ", " })
        }
        Value::Table(table) => match (table.get("open"), table.get("close")) {
            (Some(open), Some(close)) => {
                let days = table.get("days").or_else(|| table.get("dates")).map(written).unwrap_or_default();
                format!("{days} {}-{}", written(open), written(close)).trim().to_owned()
            }
            _ => table.iter().map(|(key, value)| format!("{key} {}", written(value))).collect::<Vec<_>>().join(", "),
        },
        other => other.to_string(),
    }
}

/// When a change takes effect, by its path alone.
fn takes(path: &[String], kind: Kind) -> Takes {
    let part = |at: usize| path.get(at).map(String::as_str).unwrap_or_default();
    let whole = matches!(kind, Kind::Added | Kind::Removed | Kind::Ordered);
    match (part(0), part(2)) {
        ("setup" | "languages" | "format" | "cases" | "alert_to" | "alert_rule", _)
        | ("branch" | "language", "")
        | ("branch", "practice") => Takes::Restart,
        ("branch", "desk") if !matches!(part(4), "label" | "name") => Takes::NextDay,
        ("desk_kind" | "category" | "service", _) if whole => Takes::NextDay,
        ("branch", "hours" | "special_hours" | "closed_on" | "policy" | "target_minutes" | "time_zone")
        | ("desk_kind", "letter" | "prefers")
        | ("service", "desk_kind" | "category" | "target_minutes" | "expected_minutes" | "p80_minutes")
        | ("", _) => Takes::NextDay,
        _ => Takes::AtOnce,
    }
}

/// Where the services that a branch offers may have changed, the whole catalogue waits for the next day with them.
fn settle(mut changes: Vec<Change>) -> Vec<Change> {
    let offers = |change: &Change| {
        let parts: Vec<&str> = change.path.split('.').collect();
        let whole = matches!(change.kind, Kind::Added | Kind::Removed | Kind::Ordered);
        match parts[..] {
            ["service" | "category" | "desk_kind", ..] if whole => true,
            ["service", _, "desk_kind" | "category"] | ["branch", _, "desk", _, "kinds"] => true,
            ["branch", _, "desk", ..] if whole => true,
            _ => false,
        }
    };
    if changes.iter().any(offers) {
        for change in &mut changes {
            let path = change
                .path
                .strip_prefix("language.")
                .and_then(|path| path.split_once('.'))
                .map_or(&*change.path, |(_, path)| path);
            let of_catalogue = !matches!(path.split('.').next(), Some("branch" | "feedback" | "case_type"));
            if of_catalogue && change.takes == Takes::AtOnce {
                change.takes = Takes::NextDay;
            }
        }
    }
    changes
}
