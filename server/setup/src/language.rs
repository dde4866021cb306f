//! A further language of a set-up (`sportello-language/1`) is a file beside it that holds the set-up's texts by id. It must have
//! every text that visitors read, and no text that the set-up does not have.

mod codes;

pub use codes::is_known;

use crate::fault::{Error, Fault, Faults};
use crate::file::File;
use crate::{source, texts};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use wire::Language;

pub const FORMAT: &str = "sportello-language/1";

/// The file of a language.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name in messages: `bank.de.toml`.
    pub name: String,
    /// The language code in its name.
    pub code: String,
    pub text: String,
}

impl Source {
    pub fn of(stem: &str, code: &str, text: &str) -> Self {
        Self { name: format!("{stem}.{code}.toml"), code: code.to_owned(), text: text.to_owned() }
    }
}

/// Reads the language files beside a set-up: `bank.de.toml` beside `bank.toml`. A file whose name has no known language code, or
/// that is itself a set-up, is a copy and not a language; it is left alone, and the log names it.
pub fn beside(setup: &Path) -> Result<Vec<Source>, Error> {
    let Some(stem) = setup.file_stem().and_then(|stem| stem.to_str()) else { return Ok(Vec::new()) };
    let folder = setup.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unreadable = |source| Error::Unreadable { file: folder.display().to_string(), source };
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.'));
        let Some(code) = rest.and_then(|rest| rest.strip_suffix(".toml")) else { continue };
        if !is_known(code) {
            left.push(name.to_owned());
            continue;
        }
        let text = source::read(&path)?;
        if is_set_up(&text) {
            left.push(name.to_owned());
        } else {
            taken.push(Source::of(stem, code, &text));
        }
    }
    taken.sort_by(|one, other| one.code.cmp(&other.code));
    left.sort();
    if !taken.is_empty() {
        let files: Vec<&str> = taken.iter().map(|source| source.name.as_str()).collect();
        tracing::info!(files = files.join(", "), "languages beside the set-up");
    }
    if !left.is_empty() {
        tracing::info!(files = left.join(", "), "files beside the set-up that are no language files are left alone");
    }
    Ok(taken)
}

/// Whether a text is a set-up by its format: a copy under another name.
fn is_set_up(text: &str) -> bool {
    let format = text.lines().find_map(|line| line.trim_start().strip_prefix("format")?.trim_start().strip_prefix('='));
    format.is_some_and(|value| value.trim_start().starts_with("\"sportello-setup/"))
}

/// Adds the words of a language to those of the set-up; `None` if the file has mistakes.
pub fn add(file: &mut File, source: &Source, found: &mut Vec<Fault>) -> Option<Language> {
    let mut faults = Faults { file: Some(source.name.clone()), text: &source.text, found: Vec::new() };
    match DeTable::parse(&source.text) {
        Ok(table) => fill(file, source, table, &mut faults),
        Err(error) => faults.toml(&error),
    }
    let whole = faults.found.is_empty();
    found.append(&mut faults.found);
    whole.then(|| Language::new(&source.code))
}

fn fill(file: &mut File, source: &Source, table: Spanned<DeTable>, faults: &mut Faults) {
    let mut words = BTreeMap::new();
    collect("", table.get_ref(), &mut words, faults);
    let code = &source.code;
    expect(
        &mut words,
        "format",
        FORMAT,
        format!("this program reads \"{FORMAT}\"; a file of another kind needs another name"),
        faults,
    );
    expect(&mut words, "language", code, format!("the file's name says \"{code}\"; write the same here"), faults);
    if file.languages.iter().any(|own| own.get_ref() == code) {
        faults.add(None, "language", format!("the set-up itself has the language \"{code}\"; remove one of them"));
        return;
    }
    for slot in texts::every(file) {
        match words.remove(&slot.path).or_else(|| words.remove(&format!("{}.name", slot.path))) {
            Some((_, text)) if !text.trim().is_empty() => drop(slot.words.insert(code.clone(), text)),
            Some((place, _)) => faults.add(Some(place), &slot.path, "has no words; write some"),
            None if slot.must => faults.add(None, &slot.path, format!("is missing; add {}", remedy(&slot.path))),
            None => {}
        }
    }
    for list in texts::lists(file) {
        let own: Vec<String> = words.keys().filter(|path| path.starts_with(&list.path)).cloned().collect();
        let own: Vec<String> = own.iter().filter_map(|path| words.remove(path)).map(|(_, word)| word).collect();
        if own.iter().any(|word| word.trim().is_empty() || word.chars().count() > 60) {
            faults.add(None, list.path.trim_end_matches('.'), "write words of 1 to 60 letters");
        }
        list.words.insert(code.clone(), own);
    }
    for (path, (place, _)) in words {
        faults.add(Some(place), &path, "the set-up has no such text; remove it, or mend its id");
    }
}

/// Collects every string of a table by its path, as `service.cash.name`; a string in a list has its index as the last part.
fn collect(prefix: &str, table: &DeTable, words: &mut BTreeMap<String, (Range<usize>, String)>, faults: &mut Faults) {
    for (key, value) in table {
        collect_value([prefix, key.get_ref()].concat(), value, words, faults);
    }
}

fn collect_value(
    path: String,
    value: &Spanned<DeValue>,
    words: &mut BTreeMap<String, (Range<usize>, String)>,
    faults: &mut Faults,
) {
    match value.get_ref() {
        DeValue::String(text) => drop(words.insert(path, (value.span(), text.clone().into_owned()))),
        DeValue::Table(table) => collect(&[&path, "."].concat(), table, words, faults),
        DeValue::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                collect_value(format!("{path}.{place}"), value, words, faults);
            }
        }
        _ => {
            faults.add(Some(value.span()), &path, "is no text; write it in quotes");
            words.insert(path, (value.span(), "?".to_owned()));
        }
    }
}

/// Checks a field that says what the file is.
fn expect(
    words: &mut BTreeMap<String, (Range<usize>, String)>,
    field: &str,
    value: &str,
    otherwise: String,
    faults: &mut Faults,
) {
    match words.remove(field) {
        Some((_, found)) if found == value => {}
        Some((place, found)) => faults.add(Some(place), field, format!("\"{found}\" is not right: {otherwise}")),
        None => faults.add(None, field, format!("is missing; add {field} = \"{value}\"")),
    }
}

/// The remedy for a missing text: `how = "..." under [service.cash]`.
fn remedy(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((list, place)) if place.parse::<u32>().is_ok() => {
            format!("one to the list {list}, which has as many as in the set-up, in the same order")
        }
        Some((table, key)) => format!("{key} = \"...\" under [{table}]"),
        None => format!("{path} = \"...\""),
    }
}

#[cfg(test)]
mod tests;
