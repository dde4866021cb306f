//! A change of one branch that is made to others: which fields it sets, what that comes to in each branch, and the way back. Pure.
//!
//! Of a list only what was added or taken away is changed, and of the week only the days that differ: what a branch has of its own stays.

#[cfg(test)]
mod tests;

use crate::edit::{Fields, Opening, Set};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The days of the week as the file names them.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A field of a branch that is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Where it stands below the branch: `policy.no_show_calls`.
    pub path: Vec<String>,
    pub from: Set,
    pub to: Set,
}

/// A change that cannot be made to other branches: entries come or go, or a value has a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change belongs to one branch alone")]
pub struct OfOneBranch;

/// What a change comes to in a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    Changes(Vec<Step>),
    /// The branch has it already.
    Same,
    /// The branch has no such entry: `desk.7`.
    Lacks(String),
}

/// What of a change can be taken back in a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    pub steps: Vec<Step>,
    /// The fields that somebody has changed since; they stay.
    pub since: Vec<String>,
}

/// Returns what was changed in a branch.
///
/// # Errors
/// It cannot be made to other branches.
pub fn steps(old: &Fields, new: &Fields, branch: &str) -> Result<Vec<Step>, OfOneBranch> {
    let path = ["branch", branch];
    let mut found = Vec::new();
    walk(old.value(&path), new.value(&path), &mut Vec::new(), &mut found)?;
    Ok(found)
}

fn walk(
    old: Option<&Value>,
    new: Option<&Value>,
    path: &mut Vec<String>,
    found: &mut Vec<Step>,
) -> Result<(), OfOneBranch> {
    if old == new {
        return Ok(());
    }
    let empty = Table::new();
    let table = |value: Option<&'_ Value>| value.is_none_or(Value::is_table);
    if table(old) && table(new) {
        let inner = |value: Option<&'_ Value>| value.and_then(Value::as_table).unwrap_or(&empty).clone();
        let (old, new) = (inner(old), inner(new));
        for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            path.push(key.clone());
            walk(old.get(key), new.get(key), path, found)?;
            path.pop();
        }
        return Ok(());
    }
    if let (Some(before), Some(after)) = (ids(old), ids(new)) {
        if before != after {
            return Err(OfOneBranch);
        }
        for id in before {
            path.push(id.to_owned());
            walk(entry(old, id), entry(new, id), path, found)?;
            path.pop();
        }
        return Ok(());
    }
    let (from, to) = (set_of(old).ok_or(OfOneBranch)?, set_of(new).ok_or(OfOneBranch)?);
    if !same(&from, &to) {
        found.push(Step { path: path.clone(), from, to });
    }
    Ok(())
}

/// The ids of a list of entries.
fn ids(value: Option<&Value>) -> Option<Vec<&str>> {
    let list = value?.as_array().filter(|list| !list.is_empty())?;
    list.iter().map(|entry| entry.get("id").and_then(Value::as_str)).collect()
}

fn entry<'a>(list: Option<&'a Value>, id: &str) -> Option<&'a Value> {
    list?.as_array()?.iter().find(|entry| entry.get("id").and_then(Value::as_str) == Some(id))
}

/// A value as it is set; none where it has a shape of its own.
fn set_of(value: Option<&Value>) -> Option<Set> {
    Some(match value {
        None => Set::Nothing,
        Some(Value::String(text)) => Set::Text(text.clone()),
        Some(Value::Integer(number)) => Set::Number(*number),
        Some(Value::Boolean(flag)) => Set::Flag(*flag),
        Some(Value::Array(list)) if list.iter().all(Value::is_str) => Set::Texts(texts(list)),
        Some(Value::Array(list)) => Set::Openings(list.iter().map(opening).collect::<Option<_>>()?),
        Some(_) => return None,
    })
}

fn texts(list: &[Value]) -> Vec<String> {
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn opening(entry: &Value) -> Option<Opening> {
    let time = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let days = entry.get("days").or_else(|| entry.get("dates")).and_then(Value::as_array)?;
    let whole = entry.as_table()?.len() == 3;
    whole.then_some(())?;
    Some(Opening { days: texts(days), open: time("open")?, close: time("close")? })
}

/// An empty list is none.
fn same(one: &Set, other: &Set) -> bool {
    let is_empty = |set: &Set| match set {
        Set::Nothing => true,
        Set::Texts(list) => list.is_empty(),
        Set::Openings(list) => list.is_empty(),
        _ => false,
    };
    one == other || (is_empty(one) && is_empty(other))
}

/// Returns what a change comes to in a branch.
pub fn fit(steps: &[Step], fields: &Fields, branch: &str) -> Fit {
    let mut own = Vec::new();
    for step in steps {
        if let Some(lacking) = lacking(step, fields, branch) {
            return Fit::Lacks(lacking);
        }
        let now = now(step, fields, branch);
        let after = now.as_ref().map(|now| step.after(now));
        match (now, after) {
            (Some(from), Some(to)) if !same(&from, &to) => own.push(Step { path: step.path.clone(), from, to }),
            (Some(_), _) => {}
            // What stands there has another shape than the change.
            (None, _) => return Fit::Lacks(step.path.join(".")),
        }
    }
    if own.is_empty() { Fit::Same } else { Fit::Changes(own) }
}

/// Returns what of a change that was made to a branch can be taken back.
pub fn back(made: &[Step], fields: &Fields, branch: &str) -> Back {
    let mut back = Back::default();
    for step in made {
        let now = lacking(step, fields, branch).is_none().then(|| now(step, fields, branch)).flatten();
        let returned = now.as_ref().and_then(|now| step.before(now));
        match (now, returned) {
            (Some(from), Some(to)) if from == to => {}
            (Some(from), Some(to)) => back.steps.push(Step { path: step.path.clone(), from, to }),
            _ => back.since.push(step.path.join(".")),
        }
    }
    back
}

/// What a field of a branch is now; none where it has a shape of its own.
fn now(step: &Step, fields: &Fields, branch: &str) -> Option<Set> {
    let path: Vec<&str> = ["branch", branch].into_iter().chain(step.path.iter().map(String::as_str)).collect();
    set_of(fields.value(&path))
}

/// The entry that a branch would need for a step and does not have.
fn lacking(step: &Step, fields: &Fields, branch: &str) -> Option<String> {
    let path: Vec<&str> = ["branch", branch].into_iter().chain(step.path.iter().map(String::as_str)).collect();
    if fields.value(&path[..2]).is_none() {
        return Some(path[..2].join("."));
    }
    // An entry is found by its id in a list: `desk.7`.
    let needs = step.path.len() > 1 && step.path[0] == "desk";
    (needs && fields.value(&path[..4]).is_none()).then(|| step.path[..2].join("."))
}

impl Step {
    fn is_of_week(&self) -> bool {
        self.path == ["hours"]
    }

    /// What a field becomes that is `now`.
    fn after(&self, now: &Set) -> Set {
        if same(now, &self.from) {
            return self.to.clone();
        }
        match (list(&self.from), list(&self.to), list(now)) {
            (Some(from), Some(to), Some(now)) => Set::Texts(moved(&now, &from, &to)),
            _ => match (openings(&self.from), openings(&self.to), openings(now)) {
                (Some(from), Some(to), Some(now)) if self.is_of_week() => Set::Openings(of_week(&now, &from, &to)),
                (Some(from), Some(to), Some(now)) => Set::Openings(moved(&now, &from, &to)),
                _ => self.to.clone(),
            },
        }
    }

    /// What a field becomes again that is `now`; none where somebody has changed it since.
    fn before(&self, now: &Set) -> Option<Set> {
        if same(now, &self.to) {
            return Some(self.from.clone());
        }
        if same(now, &self.from) {
            return Some(now.clone());
        }
        match (list(&self.from), list(&self.to), list(now)) {
            (Some(from), Some(to), Some(now)) => Some(Set::Texts(moved(&now, &to, &from))),
            _ => match (openings(&self.from), openings(&self.to), openings(now)) {
                (Some(from), Some(to), Some(now)) if self.is_of_week() => {
                    let (before, after, today) = (week(&from), week(&to), week(&now));
                    let stay = (0..DAYS.len()).all(|day| before[day] == after[day] || after[day] == today[day]);
                    stay.then(|| Set::Openings(of_week(&now, &to, &from)))
                }
                (Some(from), Some(to), Some(now)) => Some(Set::Openings(moved(&now, &to, &from))),
                _ => None,
            },
        }
    }
}

/// The texts of a list, where the set is one. Nothing is a list too.
fn list(set: &Set) -> Option<Vec<String>> {
    match set {
        Set::Texts(texts) => Some(texts.clone()),
        Set::Nothing => Some(Vec::new()),
        _ => None,
    }
}

fn openings(set: &Set) -> Option<Vec<Opening>> {
    match set {
        Set::Openings(openings) => Some(openings.clone()),
        Set::Nothing => Some(Vec::new()),
        // An empty list has no shape.
        Set::Texts(texts) if texts.is_empty() => Some(Vec::new()),
        _ => None,
    }
}

/// A list, to which happens what leads from one list to another.
fn moved<T: Clone + PartialEq>(now: &[T], from: &[T], to: &[T]) -> Vec<T> {
    let stay = now.iter().filter(|item| to.contains(item) || !from.contains(item));
    let come = to.iter().filter(|item| !from.contains(item) && !now.contains(item));
    stay.chain(come).cloned().collect()
}

/// When a branch opens and closes on each day of the week.
fn week(openings: &[Opening]) -> [Vec<(&str, &str)>; 7] {
    DAYS.map(|day| {
        let of_day = openings.iter().filter(|opening| opening.days.iter().any(|other| other == day));
        let mut of_day: Vec<_> = of_day.map(|opening| (opening.open.as_str(), opening.close.as_str())).collect();
        of_day.sort_unstable();
        of_day
    })
}

/// A week in which the days are as in `to` that differ between `from` and `to`.
fn of_week(now: &[Opening], from: &[Opening], to: &[Opening]) -> Vec<Opening> {
    let (before, after, mut own) = (week(from), week(to), week(now));
    for day in 0..DAYS.len() {
        if before[day] != after[day] {
            own[day].clone_from(&after[day]);
        }
    }
    let mut together: Vec<Opening> = Vec::new();
    for (day, of_day) in DAYS.iter().zip(&own) {
        for (open, close) in of_day {
            match together.iter_mut().find(|opening| opening.open == *open && opening.close == *close) {
                Some(opening) => opening.days.push((*day).to_owned()),
                None => together.push(Opening {
                    days: vec![(*day).to_owned()],
                    open: (*open).to_owned(),
                    close: (*close).to_owned(),
                }),
            }
        }
    }
    together
}
