//! Rules of alerts and whom they tell, from people's units to those of the server.

use super::Checker;
use crate::alerts::{AlertTo, AlertWay, Alerts};
use crate::file::AlertWhen;
use jiff::civil::Time;
use queue::Duration;
use records::alert_rule::{AlertRule, PHONES, When};
use records::contact::Contact;
use std::collections::BTreeSet;
use toml::Spanned;

/// The rules that hold where the set-up has none about the same: a manager whose phone asked for it hears of these.
const CARRIED: [(&str, When); 2] = [("danger", When::Danger), ("low-rating", When::LowRating)];

/// What a recipient that hears of complaints is told, by the part of their legal time that is over, where the set-up has no rule about
/// complaints.
const COMPLAINTS: [(&str, u8); 3] = [("complaint-half", 50), ("complaint-urgent", 80), ("complaint-due", 100)];

/// The usual pause before the same trouble is told again, in minutes.
const PAUSE: u32 = 30;

impl Checker<'_, '_> {
    pub(super) fn alerts(&mut self) -> Alerts {
        let file = self.file;
        self.distinct("alert_to", file.alert_to.iter().map(|to| &to.id));
        self.distinct("alert_rule", file.alert_rule.iter().map(|rule| &rule.id));
        let mut alerts = Alerts::default();
        for to in &file.alert_to {
            if to.id.get_ref() == PHONES {
                self.add(&to.id, "alert_to, id", "\"phones\" are the managers' phones already; choose another id");
            }
            if let Some(way) = self.way(to) {
                alerts.to.push(AlertTo { id: to.id.get_ref().clone(), way });
            }
        }
        for to in &file.cases.tell {
            let programs = file.alert_to.iter().filter(|to| to.webhook.is_some());
            self.known(to, "cases.tell", "alert_to with a webhook", programs.map(|to| &to.id));
            alerts.cases.push(to.get_ref().clone());
        }
        for rule in &file.alert_rule {
            let id = rule.id.get_ref().clone();
            let field = |name: &str| format!("alert_rule \"{id}\", {name}");
            for branch in &rule.branches {
                self.known(branch, &field("branches"), "branch", file.branch.iter().map(|branch| &branch.id));
            }
            for to in rule.to.iter().filter(|to| to.get_ref() != PHONES) {
                self.known(to, &field("to"), "alert_to", file.alert_to.iter().map(|to| &to.id));
            }
            if rule.to.is_empty() {
                self.add(&rule.id, &field("to"), "there is nobody to tell; name at least one alert_to, or \"phones\"");
            }
            let when = self.about(rule, &field("over"));
            let pause = rule.pause_minutes.as_ref().map_or(PAUSE, |pause| *pause.get_ref());
            if let Some(set) = rule.pause_minutes.as_ref().filter(|_| !(1..=1440).contains(&pause)) {
                self.add(set, &field("pause_minutes"), format!("{pause} is out of range; write 1 to 1440"));
            }
            let quiet = rule.quiet.as_ref().and_then(|quiet| {
                let minutes = hours(quiet.get_ref());
                if minutes.is_none() {
                    self.add(quiet, &field("quiet"), "write from when to when, as \"20:00-08:00\"");
                }
                minutes
            });
            let ids = |ids: &[Spanned<String>]| ids.iter().map(|id| id.get_ref().clone()).collect::<Vec<_>>();
            let (branches, to) = (ids(&rule.branches).into_iter().collect(), ids(&rule.to));
            let pause = Duration::minutes(i64::from(pause));
            alerts.rules.push(AlertRule { id, when, branches, to, pause, quiet });
        }
        let carried = |id: &str, when, to| {
            let pause = Duration::minutes(i64::from(PAUSE));
            AlertRule { id: id.to_owned(), when, branches: BTreeSet::new(), to, pause, quiet: None }
        };
        for (id, when) in CARRIED {
            let same = |rule: &AlertRule| rule.id == id || rule.when == when;
            if !alerts.rules.iter().any(same) {
                alerts.rules.push(carried(id, when, vec![PHONES.to_owned()]));
            }
        }
        let hear: Vec<_> = file.alert_to.iter().filter(|to| to.complaints).map(|to| to.id.get_ref().clone()).collect();
        let is_of_complaints = |rule: &AlertRule| matches!(rule.when, When::ComplaintDue { .. });
        if !hear.is_empty() && !alerts.rules.iter().any(is_of_complaints) {
            let taken = |id: &str| alerts.rules.iter().any(|rule| rule.id == id);
            let free = COMPLAINTS.into_iter().filter(|(id, _)| !taken(id));
            let more: Vec<_> =
                free.map(|(id, percent)| carried(id, When::ComplaintDue { percent }, hear.clone())).collect();
            alerts.rules.extend(more);
        }
        alerts
    }

    /// The way by which somebody is told: exactly one.
    fn way(&mut self, to: &crate::file::AlertTo) -> Option<AlertWay> {
        let field = |name: &str| format!("alert_to \"{}\", {name}", to.id.get_ref());
        match (&to.webhook, &to.mail) {
            (Some(set), None) => {
                let webhook = set.get_ref().clone();
                if !webhook.starts_with("https://") && !webhook.starts_with("http://") {
                    self.add(set, &field("webhook"), "write an address, as \"https://hooks.bank.example/sportello\"");
                }
                Some(AlertWay::Webhook(webhook))
            }
            (None, Some(set)) => {
                let mail = Contact::parse("", set.get_ref(), "").ok().and_then(|contact| contact.email);
                if mail.is_none() {
                    self.add(set, &field("mail"), "write an address, as \"operations@bank.example\"");
                }
                mail.map(AlertWay::Mail)
            }
            _ => {
                self.add(&to.id, &field("webhook"), "say one way to tell it: webhook or mail");
                None
            }
        }
    }

    /// What a rule is about. What has a number says how much is too much, and what has none says nothing.
    fn about(&mut self, rule: &crate::file::AlertRule, field: &str) -> When {
        let over = rule.over.as_ref().map(|over| *over.get_ref());
        let number = over.unwrap_or(1);
        let (when, counted) = match rule.when {
            AlertWhen::Wait => (When::Wait { minutes: number }, Some("minutes")),
            AlertWhen::Queue => (When::Queue { visitors: number }, Some("visitors")),
            AlertWhen::NoShows => (When::NoShows { visitors: number }, Some("visitors")),
            AlertWhen::Forecast => (When::Forecast { minutes: number }, Some("minutes over the target")),
            AlertWhen::Device => (When::Device, None),
            AlertWhen::Printer => (When::Printer, None),
            AlertWhen::Speech => (When::Speech, None),
            AlertWhen::Help => (When::Help, None),
            AlertWhen::LowRating => (When::LowRating, None),
            AlertWhen::Danger => (When::Danger, None),
            AlertWhen::ComplaintDue => (
                When::ComplaintDue { percent: u8::try_from(number.min(100)).unwrap_or(100) },
                Some("percent of its time"),
            ),
        };
        match (counted, &rule.over) {
            (Some(unit), None) => self.add(&rule.id, field, format!("say from how many {unit} on, as over = 20")),
            (Some(_), Some(over)) if !(1..=10_000).contains(over.get_ref()) => {
                self.add(over, field, format!("{number} is out of range; write 1 to 10000"));
            }
            (Some(_), Some(over)) if matches!(when, When::ComplaintDue { .. }) && *over.get_ref() > 100 => {
                self.add(over, field, format!("{number} is out of range; write 1 to 100"));
            }
            (None, Some(over)) => self.add(over, field, "this rule counts nothing; remove it"),
            _ => {}
        }
        when
    }
}

/// Hours as minutes of the day: `20:00-08:00`.
fn hours(text: &str) -> Option<(u16, u16)> {
    let (from, until) = text.split_once('-')?;
    Some((minute_of(from)?, minute_of(until)?)).filter(|(from, until)| from != until)
}

/// A time of day as its minute: `07:00`.
pub(super) fn minute_of(text: &str) -> Option<u16> {
    let time: Time = text.trim().parse().ok()?;
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
}
