//! The forms of the set-up: which fields a part has, what stands in them, and which edits of the file they are.

use setup::{Fields, Opening, Set, Written};
use std::collections::BTreeMap;
use wire::{SetupField, SetupGroup, SetupInput, SetupLabel};

/// The days of the week as the file names them.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Openings of a day that the form has room for.
const OPENINGS: usize = 3;
/// The rules of a branch, in the order of the file.
const POLICY: [&str; 12] = [
    "service_time_weight_percent",
    "appointment_lead_minutes",
    "appointment_grace_minutes",
    "officer_wait_minutes",
    "priority_share_percent",
    "preference_step_minutes",
    "no_show_calls",
    "no_show_after_seconds",
    "delay_most_minutes",
    "overtime_minutes",
    "extension_most_minutes",
    "auto_call_seconds",
];
/// What a branch sets of its book of appointments.
const BOOK: [&str; 5] = ["notice_minutes", "days_ahead", "share_percent", "open_per_contact", "buffer_minutes"];

/// What was typed, by the names of the fields.
pub type Typed = BTreeMap<String, String>;

/// A part of the set-up that can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Hours,
    Desks,
    Policy,
    /// The words and times of a service.
    Service(String),
    /// The whole text: of the set-up's own file, or of a language's.
    Text(Option<String>),
    /// A text from elsewhere, in place of the set-up's own file.
    Import,
    /// An older version, again.
    Undo(u32),
}

impl Part {
    /// The part with this address, behind `setup/`.
    pub fn parse(address: &str) -> Option<Self> {
        Some(match address.split_once('/') {
            None => match address {
                "hours" => Self::Hours,
                "desks" => Self::Desks,
                "policy" => Self::Policy,
                "text" => Self::Text(None),
                "import" => Self::Import,
                _ => return None,
            },
            Some(("services", id)) => Self::Service(id.to_owned()),
            Some(("text", code)) => Self::Text(Some(code.to_owned())),
            Some(("versions", number)) => Self::Undo(number.parse().ok()?),
            Some(_) => return None,
        })
    }

    pub fn address(&self) -> String {
        match self {
            Self::Hours => "hours".to_owned(),
            Self::Desks => "desks".to_owned(),
            Self::Policy => "policy".to_owned(),
            Self::Service(id) => format!("services/{id}"),
            Self::Text(None) => "text".to_owned(),
            Self::Text(Some(code)) => format!("text/{code}"),
            Self::Import => "import".to_owned(),
            Self::Undo(number) => format!("versions/{number}"),
        }
    }

    /// Whether only an admin of the bank may edit it: it holds more than one branch's.
    pub fn is_of_bank(&self) -> bool {
        matches!(self, Self::Service(_) | Self::Text(_) | Self::Import)
    }

    pub fn label(&self, base: &Fields) -> SetupLabel {
        match self {
            Self::Hours => SetupLabel::new("hours", ""),
            Self::Desks => SetupLabel::new("desks", ""),
            Self::Policy => SetupLabel::new("policy", ""),
            Self::Service(id) => SetupLabel::new("service", &service_name(base, id)),
            Self::Text(None) => SetupLabel::new("text", ""),
            Self::Text(Some(code)) => SetupLabel::new("language", code),
            Self::Import => SetupLabel::new("import", ""),
            Self::Undo(number) => SetupLabel::new("version", &number.to_string()),
        }
    }
}

/// A service by its name in the first language that it has.
pub fn service_name(base: &Fields, id: &str) -> String {
    let languages = base.texts(&["languages"]);
    let mut names = languages.iter().map(|code| base.text(&["service", id, "name", code]));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
}

/// The text of a page in which line breaks are as browsers send them.
fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

struct Form<'a> {
    base: &'a Fields,
    typed: Option<&'a Typed>,
    groups: Vec<SetupGroup>,
}

impl Form<'_> {
    fn group(&mut self, key: &str, of: &str) {
        self.groups.push(SetupGroup { label: SetupLabel::new(key, of), fields: Vec::new() });
    }

    /// A field with what was typed, or else with what is written. A box that is not ticked is not sent.
    fn field(&mut self, name: &str, label: SetupLabel, input: SetupInput, written: String) {
        let typed = self.typed.map(|typed| typed.get(name).cloned().unwrap_or_default());
        let field =
            SetupField { name: name.to_owned(), label, input, value: typed.unwrap_or(written), faults: Vec::new() };
        if let Some(group) = self.groups.last_mut() {
            group.fields.push(field);
        }
    }

    fn number(&mut self, name: &str, label: SetupLabel, path: &[&str]) {
        let written = self.base.text(path);
        self.field(name, label, SetupInput::Number, written);
    }

    fn text(&mut self, name: &str, label: SetupLabel, path: &[&str]) {
        let written = self.base.text(path);
        self.field(name, label, SetupInput::Text, written);
    }
}

/// The form of a part: what is written, or what was typed. None where there is no such part.
pub fn form(part: &Part, base: &Written, branch: &str, typed: Option<&Typed>) -> Option<Vec<SetupGroup>> {
    let fields = base.fields();
    let mut form = Form { base: &fields, typed, groups: Vec::new() };
    let own = fields.texts(&["languages"]);
    match part {
        Part::Hours => hours_form(&mut form, branch),
        Part::Desks => {
            let kinds = fields.ids(&["desk_kind"]);
            for desk in fields.ids(&["branch", branch, "desk"]) {
                let path = |field: &'static str| ["branch", branch, "desk", &desk, field];
                form.group("desk", &fields.text(&path("label")));
                form.text(&format!("desk.{desk}.label"), SetupLabel::new("desk_label", ""), &path("label"));
                for code in &own {
                    let path = ["branch", branch, "desk", desk.as_str(), "name", code.as_str()];
                    form.text(&format!("desk.{desk}.name.{code}"), SetupLabel::new("name", code), &path);
                }
                let serves = fields.texts(&path("kinds"));
                for kind in &kinds {
                    let name = kind_name(&fields, &own, kind);
                    let ticked = if serves.contains(kind) { "on" } else { "" };
                    let label = SetupLabel::new("serves", &name);
                    form.field(&format!("desk.{desk}.kinds.{kind}"), label, SetupInput::Tick, ticked.to_owned());
                }
            }
        }
        Part::Policy => {
            form.group("policy_rules", "");
            for rule in POLICY {
                form.number(&format!("policy.{rule}"), SetupLabel::new(rule, ""), &["branch", branch, "policy", rule]);
            }
            form.group("targets", "");
            for id in fields.ids(&["service"]) {
                let label = SetupLabel::new("target", &service_name(&fields, &id));
                form.number(&format!("target_minutes.{id}"), label, &["branch", branch, "target_minutes", &id]);
            }
            form.group("book", "");
            for rule in BOOK {
                let label = SetupLabel::new(&format!("book_{rule}"), "");
                form.number(&format!("book.{rule}"), label, &["branch", branch, "book", rule]);
            }
        }
        Part::Service(id) => {
            if !fields.ids(&["service"]).contains(id) {
                return None;
            }
            form.group("service_words", "");
            for code in &own {
                form.text(&format!("name.{code}"), SetupLabel::new("name", code), &["service", id, "name", code]);
            }
            for code in base.languages.keys() {
                let path = ["language", code, "service", id, "name"];
                form.text(&format!("language.{code}"), SetupLabel::new("name", code), &path);
            }
            form.group("service_times", "");
            for minutes in ["expected_minutes", "p80_minutes", "target_minutes"] {
                form.number(minutes, SetupLabel::new(minutes, ""), &["service", id, minutes]);
            }
        }
        Part::Text(None) | Part::Import => {
            let empty = *part == Part::Import;
            let label = if empty { "import_text" } else { "whole_text" };
            form.group(label, "");
            let written = if empty { String::new() } else { base.text.clone() };
            form.field("text", SetupLabel::new(label, ""), SetupInput::Lines(24), written);
        }
        Part::Text(Some(code)) => {
            let written = base.languages.get(code)?.clone();
            form.group("whole_text", "");
            form.field("text", SetupLabel::new("whole_text", ""), SetupInput::Lines(24), written);
        }
        Part::Undo(_) => {}
    }
    Some(form.groups)
}

fn kind_name(fields: &Fields, languages: &[String], kind: &str) -> String {
    let mut names = languages.iter().map(|code| fields.text(&["desk_kind", kind, "name", code]));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| kind.to_owned())
}

/// When a branch opens and closes on each day of the week.
type Week = [Vec<(String, String)>; 7];

fn week(openings: &[Opening]) -> Week {
    let mut week = Week::default();
    for opening in openings {
        for day in DAYS.iter().enumerate().filter(|(_, day)| opening.days.iter().any(|other| other == *day)) {
            week[day.0].push((opening.open.clone(), opening.close.clone()));
        }
    }
    for day in &mut week {
        day.sort();
    }
    week
}

fn hours_form(form: &mut Form<'_>, branch: &str) {
    let written = week(&form.base.openings(&["branch", branch, "hours"]));
    for (day, openings) in DAYS.iter().zip(&written) {
        form.group("day", day);
        for at in 0..OPENINGS {
            let (open, close) = openings.get(at).cloned().unwrap_or_default();
            let number = (at + 1).to_string();
            form.field(&format!("hours.{day}.{at}.open"), SetupLabel::new("opens", &number), SetupInput::Clock, open);
            form.field(
                &format!("hours.{day}.{at}.close"),
                SetupLabel::new("closes", &number),
                SetupInput::Clock,
                close,
            );
        }
    }
    form.group("exceptions", "");
    let closed = form.base.texts(&["branch", branch, "closed_on"]).join("\n");
    form.field("closed_on", SetupLabel::new("closed_on", ""), SetupInput::Lines(8), closed);
    let special = form.base.openings(&["branch", branch, "special_hours"]);
    let lines: Vec<String> =
        special.iter().map(|day| format!("{} {}-{}", day.days.join(", "), day.open, day.close)).collect();
    form.field("special_hours", SetupLabel::new("special_hours", ""), SetupInput::Lines(5), lines.join("\n"));
}

/// The hours that were typed: days with the same opening stand together, in the order of their first.
fn typed_week(typed: &Typed) -> Week {
    let value = |name: String| typed.get(&name).map(|value| value.trim().to_owned()).unwrap_or_default();
    let mut week = Week::default();
    for (day, openings) in DAYS.iter().zip(&mut week) {
        let pairs =
            (0..OPENINGS).map(|at| (value(format!("hours.{day}.{at}.open")), value(format!("hours.{day}.{at}.close"))));
        openings.extend(pairs.filter(|(open, close)| !open.is_empty() || !close.is_empty()));
        openings.sort();
    }
    week
}

fn together(week: &Week) -> Vec<Opening> {
    let mut openings: Vec<Opening> = Vec::new();
    for (day, of_day) in DAYS.iter().zip(week) {
        for (open, close) in of_day {
            match openings.iter_mut().find(|opening| opening.open == *open && opening.close == *close) {
                Some(opening) => opening.days.push((*day).to_owned()),
                None => {
                    openings.push(Opening { days: vec![(*day).to_owned()], open: open.clone(), close: close.clone() });
                }
            }
        }
    }
    openings
}

/// A line of days with hours of their own: `12-24, 12-31 08:30-12:00`.
fn special_line(line: &str) -> Opening {
    let (dates, hours) = line.trim().rsplit_once(' ').unwrap_or((line.trim(), ""));
    let (open, close) = hours.split_once('-').unwrap_or((hours, ""));
    let dates = dates.split(',').map(|date| date.trim().to_owned()).filter(|date| !date.is_empty());
    Opening { days: dates.collect(), open: open.trim().to_owned(), close: close.trim().to_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser sends of a form that nobody has touched.
    fn untouched(part: &Part) -> Typed {
        let groups = form(part, &Written::carried(), "centro", None).unwrap();
        let fields = groups.into_iter().flat_map(|group| group.fields);
        fields
            .filter(|field| field.input != SetupInput::Tick || field.value == "on")
            .map(|field| (field.name, field.value))
            .collect()
    }

    #[test]
    fn a_form_that_nobody_has_touched_changes_not_one_byte() {
        let service = || Part::Service("cash".to_owned());
        for part in
            [Part::Hours, Part::Desks, Part::Policy, service(), Part::Text(None), Part::Text(Some("de".to_owned()))]
        {
            let typed = untouched(&part);
            assert!(!typed.is_empty(), "{part:?}");
            assert_eq!(
                edited(&part, &Written::carried(), "centro", &typed, None),
                Some(Written::carried()),
                "{part:?}"
            );
            assert_eq!(Part::parse(&part.address()), Some(part));
        }
    }

    #[test]
    fn hours_are_grouped_by_their_days_and_the_check_takes_them() {
        let mut typed = untouched(&Part::Hours);
        typed.insert("hours.fri.1.open".to_owned(), String::new());
        typed.insert("hours.fri.1.close".to_owned(), String::new());
        typed.insert("special_hours".to_owned(), "12-24, 12-31 08:30-12:00\r\n2026-12-23 09:00-11:00".to_owned());
        let new = edited(&Part::Hours, &Written::carried(), "centro", &typed, None).unwrap();
        new.check(None).unwrap();
        let openings = new.fields().openings(&["branch", "centro", "hours"]);
        let days: Vec<String> = openings.iter().map(|opening| opening.days.join(" ")).collect();
        assert_eq!(days, ["mon tue wed thu fri", "mon tue wed thu"]);
        let special = new.fields().openings(&["branch", "centro", "special_hours"]);
        assert_eq!(
            special[1],
            Opening { days: vec!["2026-12-23".to_owned()], open: "09:00".to_owned(), close: "11:00".to_owned() }
        );
    }

    #[test]
    fn a_fault_of_the_check_stands_where_it_was_typed() {
        let mut typed = untouched(&Part::Policy);
        typed.insert("policy.no_show_calls".to_owned(), "many".to_owned());
        let new = edited(&Part::Policy, &Written::carried(), "centro", &typed, None).unwrap();
        let faults = new.check(None).unwrap_err();
        let lines = new.lines(&path(&Part::Policy, "centro", "policy.no_show_calls")).unwrap();
        assert!(faults.iter().any(|fault| lines.contains(&fault.line)), "{faults:?}, {lines:?}");
    }

    #[test]
    fn a_desk_serves_what_is_ticked_in_the_order_that_it_had() {
        let mut typed = untouched(&Part::Desks);
        typed.remove("desk.2.kinds.teller");
        typed.insert("desk.2.kinds.adviser".to_owned(), "on".to_owned());
        typed.insert("desk.2.label".to_owned(), " 2B ".to_owned());
        let new = edited(&Part::Desks, &Written::carried(), "centro", &typed, None).unwrap();
        let found = setup::difference(&Written::carried(), &new);
        let told: Vec<_> = found.iter().map(|change| (change.path.as_str(), change.new.as_str())).collect();
        assert_eq!(told, [("branch.centro.desk.2.kinds", "welcome, adviser"), ("branch.centro.desk.2.label", "2B")]);
    }

    #[test]
    fn a_service_is_renamed_in_its_languages_wherever_they_stand() {
        let part = Part::Service("cash".to_owned());
        let mut typed = untouched(&part);
        typed.insert("name.en".to_owned(), "Cash".to_owned());
        typed.insert("language.de".to_owned(), "Bargeld".to_owned());
        typed.insert("target_minutes".to_owned(), "7".to_owned());
        let new = edited(&part, &Written::carried(), "centro", &typed, None).unwrap();
        let found = setup::difference(&Written::carried(), &new);
        let told: Vec<_> = found.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(told, ["service.cash.name.en", "service.cash.target_minutes", "language.de.service.cash.name"]);
        assert_eq!(form(&Part::Service("nothing".to_owned()), &Written::carried(), "centro", None), None);
    }
}
