//! The branches of a set-up: desks, panels, hours.

use super::super::calendar::{Calendar, Hours};
use super::super::file;
use super::super::{Branch, Desk};
use super::{Checker, text};
use jiff::civil::{Date, Time, Weekday};
use queue::{DeskId, ServiceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use toml::Spanned;
use wire::Language;

impl<'a> Checker<'a, '_> {
    pub(super) fn branches(&mut self) -> BTreeMap<String, Arc<Branch>> {
        let file = self.file;
        if file.branch.is_empty() {
            self.faults.add(Some(file.format.span()), "branch", "there is none; add a [[branch]]");
        }
        let services = self.services();
        let mut catalogues = HashMap::new();
        let mut branches = BTreeMap::new();
        for branch in &file.branch {
            let desks = self.desks(branch);
            let served: BTreeSet<ServiceId> = desks.values().flat_map(|desk| desk.profile.iter().cloned()).collect();
            let catalogue = catalogues.entry(served.clone()).or_insert_with(|| Arc::new(self.catalogue(&served)));
            let built = Branch {
                id: branch.id.get_ref().clone(),
                name: text(&branch.name),
                languages: file.languages.iter().map(|language| Language::new(language.get_ref())).collect(),
                calendar: self.calendar(branch),
                kiosk_panel_inches: self.inches("branch.kiosk_panel_inches", &branch.kiosk_panel_inches),
                lobby_panel_inches: self.inches("branch.lobby_panel_inches", &branch.lobby_panel_inches),
                desks,
                services: services
                    .iter()
                    .filter(|(id, _)| served.contains(*id))
                    .map(|(id, service)| (id.clone(), service.clone()))
                    .collect(),
                catalogue: catalogue.clone(),
            };
            branches.insert(built.id.clone(), Arc::new(built));
        }
        branches
    }

    pub(super) fn inches(&mut self, field: &str, inches: &Spanned<f32>) -> f32 {
        if !(5.0..=120.0).contains(inches.get_ref()) {
            self.add(inches, field, "a panel's diagonal is 5 to 120 inches");
        }
        *inches.get_ref()
    }

    /// The desks of a branch, each with the services of its kinds.
    pub(super) fn desks(&mut self, branch: &'a file::Branch) -> BTreeMap<DeskId, Desk> {
        let file = self.file;
        if branch.desk.is_empty() {
            self.add(
                &branch.id,
                &format!("branch \"{}\", desk", branch.id.get_ref()),
                "there is none; add a [[branch.desk]]",
            );
        }
        let mut desks = BTreeMap::new();
        for desk in &branch.desk {
            let field = format!("desk \"{}\"", desk.id.get_ref());
            if desk.label.get_ref().trim().is_empty() || desk.label.get_ref().chars().count() > 4 {
                self.add(
                    &desk.label,
                    &format!("{field}, label"),
                    "write 1 to 4 characters: visitors read it from afar",
                );
            }
            if desk.kinds.is_empty() {
                self.add(&desk.id, &format!("{field}, kinds"), "the desk serves nothing; name at least one desk_kind");
            }
            for kind in &desk.kinds {
                self.known(kind, &format!("{field}, kinds"), "desk_kind", file.desk_kind.iter().map(|kind| &kind.id));
            }
            let serves =
                |service: &&file::Service| desk.kinds.iter().any(|kind| kind.get_ref() == service.desk_kind.get_ref());
            let profile =
                file.service.iter().filter(serves).map(|service| ServiceId::new(service.id.get_ref())).collect();
            let built = Desk { label: desk.label.get_ref().clone(), name: text(&desk.name), profile };
            desks.insert(DeskId::new(desk.id.get_ref()), built);
        }
        desks
    }

    pub(super) fn calendar(&mut self, branch: &'a file::Branch) -> Calendar {
        let name = branch.time_zone.get_ref();
        let time_zone = jiff::tz::TimeZone::get(name).unwrap_or_else(|_| {
            let what = format!("there is no time zone \"{name}\"; write one of the IANA database, as \"Europe/Rome\"");
            self.add(&branch.time_zone, "branch.time_zone", what);
            jiff::tz::TimeZone::UTC
        });
        let closed_on = branch.closed_on.iter().filter_map(|date| self.date(date)).collect();
        let hours: Vec<Hours> = branch.hours.iter().filter_map(|hours| self.hours(hours)).collect();
        self.overlaps(branch, &hours);
        Calendar::new(time_zone, hours, closed_on)
    }

    fn date(&mut self, date: &Spanned<String>) -> Option<Date> {
        let parsed = date.get_ref().parse().ok();
        if parsed.is_none() {
            self.add(
                date,
                "branch.closed_on",
                format!("\"{}\" is no date; write it as \"2026-12-25\"", date.get_ref()),
            );
        }
        parsed
    }

    fn hours(&mut self, hours: &'a file::Hours) -> Option<Hours> {
        let days: Vec<Weekday> = hours.days.iter().filter_map(|day| self.weekday(day)).collect();
        let open = self.time(&hours.open, "branch.hours.open")?;
        let close = match hours.close.get_ref().as_str() {
            "24:00" => None,
            _ => Some(self.time(&hours.close, "branch.hours.close")?),
        };
        if close.is_some_and(|close| close <= open) {
            let what = format!(
                "the branch would close before it opens; write a time after {}, at most \"24:00\"",
                hours.open.get_ref()
            );
            self.add(&hours.close, "branch.hours.close", what);
        }
        Some(Hours { days, open, close })
    }

    fn weekday(&mut self, day: &Spanned<String>) -> Option<Weekday> {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let found = names.iter().zip(Weekday::Monday.cycle_forward()).find(|(name, _)| *name == day.get_ref());
        if found.is_none() {
            self.add(
                day,
                "branch.hours.days",
                format!("\"{}\" is no day; write one of {}", day.get_ref(), names.join(", ")),
            );
        }
        found.map(|(_, weekday)| weekday)
    }

    fn time(&mut self, time: &Spanned<String>, field: &str) -> Option<Time> {
        let parsed = Time::strptime("%H:%M", time.get_ref()).ok();
        if parsed.is_none() {
            self.add(time, field, format!("\"{}\" is no time of day; write it as \"08:30\"", time.get_ref()));
        }
        parsed
    }

    fn overlaps(&mut self, branch: &file::Branch, hours: &[Hours]) {
        for (index, (one, source)) in hours.iter().zip(&branch.hours).enumerate() {
            let clash = hours[..index].iter().any(|other| {
                let same_day = one.days.iter().any(|day| other.days.contains(day));
                let before = |end: Option<Time>, start: Time| end.is_some_and(|end| end <= start);
                same_day && !before(one.close, other.open) && !before(other.close, one.open)
            });
            if clash {
                self.add(
                    &source.open,
                    "branch.hours",
                    "these hours overlap with earlier ones of the same day; join them into one",
                );
            }
        }
    }
}
