//! The forms of the set-up: which fields a part has, and what stands in them.

use super::week::{DAYS, OPENINGS, week};
use super::{Part, Typed, name_of};
use setup::{Fields, Written};
use wire::{SetupField, SetupGroup, SetupInput, SetupLabel};

/// The rules of a branch, in the order of the file.
const POLICY: [&str; 16] = [
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
    "join_from_home",
    "join_grace_minutes",
    "alone_numbers",
    "alone_minutes",
];
/// What a branch sets of its book of appointments.
const BOOK: [&str; 5] = ["notice_minutes", "days_ahead", "share_percent", "open_per_contact", "buffer_minutes"];

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

/// The form of a part: what is written, or what was typed, with names in the language of the page. None where there is no such part.
pub fn form(part: &Part, base: &Written, branch: &str, typed: Option<&Typed>, spoken: &str) -> Option<Vec<SetupGroup>> {
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
                    let name = name_of(&fields, "desk_kind", kind, spoken);
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
                let label = SetupLabel::new("target", &name_of(&fields, "service", &id, spoken));
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
            form.group(if empty { "from_text" } else { label }, "");
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
