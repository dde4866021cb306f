//! Edits of a set-up's text by field. Whatever is not edited stays byte by byte: comments, order, spacing.
//!
//! A path leads to a field as the difference writes it: `branch.centro.policy.no_show_calls`, where the id of an entry stands for its place
//! in its list; `language.de.service.cash.name` leads into the file of a language.

mod branches;
#[cfg(test)]
mod tests;

use crate::load::Written;
use serde::{Deserialize, Serialize};
use std::ops::{Range, RangeInclusive};
use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, Item, Table, TableLike, Value};

/// What a field is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    Text(String),
    Number(i64),
    Flag(bool),
    /// A list of texts.
    Texts(Vec<String>),
    /// The field goes; its default holds.
    Nothing,
    /// A list of openings, each with its days or dates.
    Openings(Vec<Opening>),
}

/// From when to when, on some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub days: Vec<String>,
    pub open: String,
    pub close: String,
}

/// Why a field cannot be edited: the text is no TOML, or has no such entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the set-up has no such field")]
pub struct NoSuchField;

impl Written {
    /// Sets fields, each by its path. A field that has the value already stays as it is written.
    ///
    /// # Errors
    /// A path leads into an entry that is not there.
    pub fn set(&self, edits: &[(Vec<String>, Set)]) -> Result<Self, NoSuchField> {
        let mut changed = self.clone();
        let mut own: Option<DocumentMut> = None;
        for (path, set) in edits {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            if let ["language", code, rest @ ..] = &parts[..] {
                let text = changed.languages.get_mut(*code).ok_or(NoSuchField)?;
                let mut document: DocumentMut = text.parse().map_err(|_| NoSuchField)?;
                put(document.as_table_mut(), rest, set)?;
                *text = document.to_string();
            } else {
                let document = match &mut own {
                    Some(document) => document,
                    None => own.insert(self.text.parse().map_err(|_| NoSuchField)?),
                };
                put(document.as_table_mut(), &parts, set)?;
            }
        }
        if let Some(document) = own {
            changed.text = document.to_string();
        }
        Ok(changed)
    }

    /// The lines of a field, from 1, by which a fault is shown beside it; `None` where the field is not written.
    pub fn lines(&self, path: &[String]) -> Option<RangeInclusive<usize>> {
        let document = Document::parse(self.text.as_str()).ok()?;
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        place(document.as_table(), &parts).map(|span| self.lines_of(span))
    }

    /// The lines of each entry of a list of tables, in its order.
    pub fn lines_of_entries(&self, path: &[String]) -> Vec<RangeInclusive<usize>> {
        let Ok(document) = Document::parse(self.text.as_str()) else { return Vec::new() };
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        places(document.as_table(), &parts).into_iter().map(|span| self.lines_of(span)).collect()
    }

    fn lines_of(&self, span: Range<usize>) -> RangeInclusive<usize> {
        let line = |at: usize| self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        line(span.start)..=line(span.end.saturating_sub(1).max(span.start))
    }
}

/// Where each entry of a list of tables stands.
fn places(table: &dyn TableLike, path: &[&str]) -> Vec<Range<usize>> {
    let [key, rest @ ..] = path else { return Vec::new() };
    match (table.get(key), rest) {
        (Some(Item::ArrayOfTables(list)), []) => list.iter().filter_map(extent).collect(),
        (Some(Item::ArrayOfTables(list)), [id, rest @ ..]) => {
            list.iter().find(|entry| has_id(*entry, id)).map_or_else(Vec::new, |entry| places(entry, rest))
        }
        (Some(item), rest) => item.as_table_like().map_or_else(Vec::new, |table| places(table, rest)),
        (None, _) => Vec::new(),
    }
}

fn place(table: &dyn TableLike, path: &[&str]) -> Option<Range<usize>> {
    let [key, rest @ ..] = path else { return None };
    let item = table.get(key)?;
    match (item, rest) {
        (Item::ArrayOfTables(list), [id, rest @ ..]) => {
            let entry = list.iter().find(|entry| has_id(*entry, id))?;
            if rest.is_empty() { extent(entry) } else { place(entry, rest) }
        }
        (Item::ArrayOfTables(list), []) => {
            let mut spans = list.iter().filter_map(extent);
            let first = spans.next()?;
            let end = spans.last().map_or(first.end, |last| last.end);
            Some(first.start..end)
        }
        (item, []) => item.span(),
        (item, rest) => place(item.as_table_like()?, rest),
    }
}

/// Where a table stands, from its heading to its last value.
fn extent(table: &Table) -> Option<Range<usize>> {
    let heading = table.span()?;
    let ends = table.iter().filter_map(|(_, item)| item.span()).map(|span| span.end);
    Some(heading.start..ends.max().unwrap_or(heading.end).max(heading.end))
}

fn has_id(table: &dyn TableLike, id: &str) -> bool {
    table.get("id").and_then(Item::as_str) == Some(id)
}

fn put(table: &mut dyn TableLike, path: &[&str], set: &Set) -> Result<(), NoSuchField> {
    match path {
        [] => Err(NoSuchField),
        [key] => {
            write(table, key, set);
            Ok(())
        }
        [key, rest @ ..] => {
            if !table.contains_key(key) {
                if *set == Set::Nothing {
                    return Ok(());
                }
                let mut inner = Table::new();
                // One text of several languages is written as `name.de = "..."`.
                inner.set_dotted(rest.len() == 1 && rest[0].len() <= 3);
                table.insert(key, Item::Table(inner));
            }
            match table.get_mut(key).ok_or(NoSuchField)? {
                Item::ArrayOfTables(list) => {
                    let [id, rest @ ..] = rest else { return Err(NoSuchField) };
                    let entry = list.iter_mut().find(|entry| has_id(*entry, id)).ok_or(NoSuchField)?;
                    put(entry, rest, set)
                }
                item => put(item.as_table_like_mut().ok_or(NoSuchField)?, rest, set),
            }
        }
    }
}

fn write(table: &mut dyn TableLike, key: &str, set: &Set) {
    let value = match set {
        Set::Nothing => {
            table.remove(key);
            return;
        }
        Set::Openings(openings) => return write_openings(table, key, openings),
        Set::Text(text) => Value::from(text.as_str()),
        Set::Number(number) => Value::from(*number),
        Set::Flag(flag) => Value::from(*flag),
        Set::Texts(texts) => Value::Array(texts.iter().map(String::as_str).collect::<Array>()),
    };
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            if !same(old, &value) {
                let decor = old.decor().clone();
                *old = value;
                *old.decor_mut() = decor;
            }
        }
        _ => drop(table.insert(key, Item::Value(value))),
    }
}

fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::String(old), Value::String(new)) => old.value() == new.value(),
        (Value::Integer(old), Value::Integer(new)) => old.value() == new.value(),
        (Value::Boolean(old), Value::Boolean(new)) => old.value() == new.value(),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        _ => false,
    }
}

/// Writes a list of openings: those that are there are changed in their places, so that comments above them stay.
fn write_openings(table: &mut dyn TableLike, key: &str, openings: &[Opening]) {
    if !matches!(table.get(key), Some(Item::ArrayOfTables(_))) {
        table.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    let Some(Item::ArrayOfTables(list)) = table.get_mut(key) else { return };
    while list.len() > openings.len() {
        list.remove(list.len() - 1);
    }
    let days = if key == "hours" { "days" } else { "dates" };
    for (at, opening) in openings.iter().enumerate() {
        if at >= list.len() {
            let mut entry = Table::new();
            entry.decor_mut().set_prefix("\n");
            list.push(entry);
        }
        let Some(entry) = list.get_mut(at) else { continue };
        write(entry, days, &Set::Texts(opening.days.clone()));
        write(entry, "open", &Set::Text(opening.open.clone()));
        write(entry, "close", &Set::Text(opening.close.clone()));
    }
    if openings.is_empty() {
        table.remove(key);
    }
}

/// A set-up whose fields can be read by their paths. A text that is no TOML has none.
#[derive(Debug, Default)]
pub struct Fields {
    own: toml::Table,
    languages: std::collections::BTreeMap<String, toml::Table>,
}

impl Written {
    /// The fields as they are written.
    pub fn fields(&self) -> Fields {
        let parsed = |(code, text): (&String, &String)| (code.clone(), text.parse().unwrap_or_default());
        Fields { own: self.text.parse().unwrap_or_default(), languages: self.languages.iter().map(parsed).collect() }
    }
}

impl Fields {
    pub(crate) fn value(&self, path: &[&str]) -> Option<&toml::Value> {
        let (table, path) = match path {
            ["language", code, rest @ ..] => (self.languages.get(*code)?, rest),
            path => (&self.own, path),
        };
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(table.get(*first)?, |value, part| match value {
            toml::Value::Array(list) => list.iter().find(|entry| id_of(entry) == Some(part)).or_else(|| {
                let entry = part.parse().ok().and_then(|at: usize| list.get(at));
                entry.filter(|entry| id_of(entry).is_none())
            }),
            value => value.get(part),
        })
    }

    /// A text or a number as it is written; empty where there is none.
    pub fn text(&self, path: &[&str]) -> String {
        match self.value(path) {
            Some(toml::Value::String(text)) => text.clone(),
            Some(value @ (toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_))) => {
                value.to_string()
            }
            _ => String::new(),
        }
    }

    /// The name of an entry in a language, or in the first one that it has: `3 (Welcome desk)` where the wall has a label for it. None
    /// where it is not there, or has no name but its id.
    pub fn called(&self, path: &[&str], language: &str) -> Option<String> {
        let entry = self.value(path)?;
        let of_language = |texts: &toml::Table| {
            let texts: Vec<(&String, &str)> =
                texts.iter().filter_map(|(code, text)| Some((code, text.as_str()?))).collect();
            let first =
                self.texts(&["languages"]).into_iter().find(|code| texts.iter().any(|(other, _)| *other == code));
            let wanted = [Some(language.to_owned()), first].into_iter().flatten();
            wanted
                .filter_map(|code| texts.iter().find(|(other, _)| **other == code))
                .map(|(_, text)| (*text).to_owned())
                .next()
        };
        let keys = ["name", "title", "label", "text", "alt"];
        let name = keys.iter().find_map(|key| entry.get(*key)?.as_table().and_then(of_language));
        let name = name.or_else(|| entry.as_table().and_then(of_language));
        match (entry.get("label").and_then(toml::Value::as_str), name) {
            (Some(label), Some(name)) => Some(format!("{label} ({name})")),
            (None, Some(name)) => Some(name),
            _ => None,
        }
    }

    /// A list of texts.
    pub fn texts(&self, path: &[&str]) -> Vec<String> {
        self.value(path).map(texts).unwrap_or_default()
    }

    /// The ids of a list's entries, in their order.
    pub fn ids(&self, path: &[&str]) -> Vec<String> {
        let list = self.value(path).and_then(toml::Value::as_array).into_iter().flatten();
        list.filter_map(id_of).map(str::to_owned).collect()
    }

    /// A list of openings, each with its days or dates.
    pub fn openings(&self, path: &[&str]) -> Vec<Opening> {
        let list = self.value(path).and_then(toml::Value::as_array).into_iter().flatten();
        let text = |entry: &toml::Value, key: &str| {
            entry.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
        };
        let opening = |entry: &toml::Value| Opening {
            days: entry.get("days").or_else(|| entry.get("dates")).map(texts).unwrap_or_default(),
            open: text(entry, "open"),
            close: text(entry, "close"),
        };
        list.map(opening).collect()
    }
}

fn texts(value: &toml::Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

fn id_of(entry: &toml::Value) -> Option<&str> {
    entry.get("id").and_then(toml::Value::as_str)
}
