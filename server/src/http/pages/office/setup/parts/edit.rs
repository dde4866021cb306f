//! Which edits of the file a form is.

use super::week::{special_line, together, typed_week, week};
use super::{Part, Typed};
use setup::{Opening, Set, Written};

/// The text of a page in which line breaks are as browsers send them.
fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// A number, or nothing; what is no number is written as it was typed, and the check says what is wrong with it.
fn number(text: &str) -> Set {
    match (text.trim(), text.trim().parse()) {
        ("", _) => Set::Nothing,
        (_, Ok(number)) => Set::Number(number),
        (text, Err(_)) => Set::Text(text.to_owned()),
    }
}

/// The path of a form's field in the file.
pub fn path(part: &Part, branch: &str, name: &str) -> Vec<String> {
    let parts: Vec<&str> = name.split('.').collect();
    let path: Vec<&str> = match part {
        Part::Hours => match parts[..] {
            ["hours", ..] => vec!["branch", branch, "hours"],
            _ => [&["branch", branch], &parts[..]].concat(),
        },
        Part::Desks => match parts[..] {
            ["desk", desk, "kinds", ..] => vec!["branch", branch, "desk", desk, "kinds"],
            _ => [&["branch", branch], &parts[..]].concat(),
        },
        Part::Policy => [&["branch", branch], &parts[..]].concat(),
        Part::Service(id) => match parts[..] {
            ["language", code] => vec!["language", code, "service", id, "name"],
            _ => [&["service", id.as_str()], &parts[..]].concat(),
        },
        Part::Text(_) | Part::Import | Part::Undo(_) => parts,
    };
    path.into_iter().map(str::to_owned).collect()
}

/// The set-up with what was typed. `older` is the version to go back to. None where the base has no such fields.
pub fn edited(part: &Part, base: &Written, branch: &str, typed: &Typed, older: Option<&Written>) -> Option<Written> {
    let fields = base.fields();
    let value = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let mut edits: Vec<(Vec<String>, Set)> = Vec::new();
    match part {
        Part::Hours => {
            let week_typed = typed_week(typed);
            if week_typed != week(&fields.openings(&["branch", branch, "hours"])) {
                edits.push((path(part, branch, "hours"), Set::Openings(together(&week_typed))));
            }
            edits.push((path(part, branch, "closed_on"), Set::Texts(lines(value("closed_on")))));
            let special: Vec<Opening> = lines(value("special_hours")).iter().map(|line| special_line(line)).collect();
            if special != fields.openings(&["branch", branch, "special_hours"]) {
                edits.push((path(part, branch, "special_hours"), Set::Openings(special)));
            }
        }
        Part::Desks => {
            let kinds = fields.ids(&["desk_kind"]);
            for desk in fields.ids(&["branch", branch, "desk"]) {
                let names = typed.keys().filter(|name| {
                    name.strip_prefix("desk.")
                        .and_then(|name| name.strip_prefix(desk.as_str()))
                        .is_some_and(|name| name == ".label" || name.starts_with(".name."))
                });
                edits.extend(names.map(|name| (path(part, branch, name), Set::Text(value(name).trim().to_owned()))));
                let ticked = |kind: &String| value(&format!("desk.{desk}.kinds.{kind}")) == "on";
                let written = fields.texts(&["branch", branch, "desk", &desk, "kinds"]);
                // Those that stay keep their order, by which the desk prefers.
                let stay = written.iter().filter(|kind| ticked(kind) || !kinds.contains(kind));
                let come = kinds.iter().filter(|kind| ticked(kind) && !written.contains(kind));
                let all = stay.chain(come).cloned().collect();
                edits.push((path(part, branch, &format!("desk.{desk}.kinds")), Set::Texts(all)));
            }
        }
        Part::Policy => {
            let known =
                |name: &&String| ["policy.", "target_minutes.", "book."].iter().any(|start| name.starts_with(start));
            edits.extend(typed.keys().filter(known).map(|name| (path(part, branch, name), number(value(name)))));
        }
        Part::Service(_) => {
            for name in typed.keys() {
                let set = match name.split_once('.') {
                    Some(("name" | "language", _)) => Set::Text(value(name).trim().to_owned()),
                    None if name.ends_with("_minutes") => number(value(name)),
                    _ => continue,
                };
                edits.push((path(part, branch, name), set));
            }
        }
        Part::Text(None) | Part::Import => {
            return Some(Written { text: plain_lines(value("text")), languages: base.languages.clone() });
        }
        Part::Text(Some(code)) => {
            let mut changed = base.clone();
            *changed.languages.get_mut(code)? = plain_lines(value("text"));
            return Some(changed);
        }
        Part::Undo(_) => return older.cloned(),
    }
    base.set(&edits).ok()
}
