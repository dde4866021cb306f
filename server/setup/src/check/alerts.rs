//! Rules of alerts and whom they tell, from people's units to those of the server.

use super::Checker;
use crate::alerts::{AlertTo, Alerts};
use crate::file::AlertWhen;
use jiff::civil::Time;
use queue::Duration;
use records::alert_rule::{AlertRule, When};
use toml::Spanned;

/// The usual pause before the same trouble is told again, in minutes.
const PAUSE: u32 = 30;

impl Checker<'_, '_> {
    pub(super) fn alerts(&mut self) -> Alerts {
        let file = self.file;
        self.distinct("alert_to", file.alert_to.iter().map(|to| &to.id));
        self.distinct("alert_rule", file.alert_rule.iter().map(|rule| &rule.id));
        let mut alerts = Alerts::default();
        for to in &file.alert_to {
            let (id, webhook) = (to.id.get_ref().clone(), to.webhook.get_ref().clone());
            if !webhook.starts_with("https://") && !webhook.starts_with("http://") {
                let field = format!("alert_to \"{id}\", webhook");
                self.add(&to.webhook, &field, "write an address, as \"https://hooks.bank.example/sportello\"");
            }
            alerts.to.push(AlertTo { id, webhook });
        }
        for rule in &file.alert_rule {
            let id = rule.id.get_ref().clone();
            let field = |name: &str| format!("alert_rule \"{id}\", {name}");
            for branch in &rule.branches {
                self.known(branch, &field("branches"), "branch", file.branch.iter().map(|branch| &branch.id));
            }
            for to in &rule.to {
                self.known(to, &field("to"), "alert_to", file.alert_to.iter().map(|to| &to.id));
            }
            if rule.to.is_empty() {
                self.add(&rule.id, &field("to"), "there is nobody to tell; name at least one alert_to");
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
        alerts
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
        };
        match (counted, &rule.over) {
            (Some(unit), None) => self.add(&rule.id, field, format!("say from how many {unit} on, as over = 20")),
            (Some(_), Some(over)) if !(1..=10_000).contains(over.get_ref()) => {
                self.add(over, field, format!("{number} is out of range; write 1 to 10000"));
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
    let minutes = |text: &str| {
        let time: Time = text.trim().parse().ok()?;
        u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
    };
    Some((minutes(from)?, minutes(until)?)).filter(|(from, until)| from != until)
}
