//! From the shape of a set-up file to what the server uses; or everything that is wrong with it, each with its line,
//! its field and a remedy. A set-up is used whole or not at all.

use super::calendar::{Calendar, Hours};
use super::file::{self, File, Id, Words};
use super::{Branch, Desk, Setup};
use jiff::civil::{Date, Time, Weekday};
use queue::{DeskId, Duration, Letter, ServiceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use wire::{Catalogue, Language, Need, Text};

pub const FORMAT: &str = "sportello-setup/1";

/// One mistake in a set-up file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// Where it stands: `service "cash", documents`.
    pub field: String,
    /// What is wrong, and what to write instead.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.field, self.what)
    }
}

/// The set-up in `text`, or all its mistakes. One of TOML itself or of a type hides those behind it.
pub fn check(text: &str) -> Result<Setup, Vec<Fault>> {
    let mut faults = Faults { text, found: Vec::new() };
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let field = text[error.span().map_or(0..0, |span| line_of(text, &span))].trim().to_owned();
            faults.add(
                error.span(),
                if field.is_empty() { "file" } else { &field },
                error.message().replace('\n', ", "),
            );
            return Err(faults.found);
        }
    };
    let setup = Checker { file: &file, faults: &mut faults }.setup();
    if faults.found.is_empty() { Ok(setup) } else { Err(faults.found) }
}

/// The bytes of the line that a place begins in.
fn line_of(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..end
}

struct Faults<'a> {
    text: &'a str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, place: Option<Range<usize>>, field: &str, what: impl Into<String>) {
        let start = place.map_or(0, |place| place.start).min(self.text.len());
        let line = self.text[..start].matches('\n').count() + 1;
        self.found.push(Fault { line, field: field.to_owned(), what: what.into() });
    }
}

struct Checker<'a, 'f> {
    file: &'a File,
    faults: &'a mut Faults<'f>,
}

impl<'a> Checker<'a, '_> {
    fn setup(mut self) -> Setup {
        let file = self.file;
        if file.format.get_ref() != FORMAT {
            let what = format!("this program reads \"{FORMAT}\", not \"{}\"", file.format.get_ref());
            self.add(&file.format, "format", what);
        }
        if file.languages.is_empty() {
            self.faults.add(
                Some(file.format.span()),
                "languages",
                "name at least one language, as in [\"it\", \"en\"]",
            );
        }
        for language in &file.languages {
            let code = language.get_ref();
            if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.add(
                    language,
                    "languages",
                    format!("\"{code}\" is no language code; write two or three letters, as \"it\""),
                );
            }
        }
        self.ids();
        self.texts();
        let branches = self.branches();
        Setup { branches }
    }

    fn add<T>(&mut self, place: &Spanned<T>, field: &str, what: impl Into<String>) {
        self.faults.add(Some(place.span()), field, what);
    }

    /// Ids are well written, and each is there once.
    fn ids(&mut self) {
        let file = self.file;
        self.distinct("branch", file.branch.iter().map(|branch| &branch.id));
        self.distinct("desk_kind", file.desk_kind.iter().map(|kind| &kind.id));
        self.distinct("category", file.category.iter().map(|category| &category.id));
        self.distinct("document", file.document.iter().map(|document| &document.id));
        self.distinct("form", file.form.iter().map(|form| &form.id));
        self.distinct("service", file.service.iter().map(|service| &service.id));
        for branch in &file.branch {
            self.distinct("branch.desk", branch.desk.iter().map(|desk| &desk.id));
        }
    }

    fn distinct(&mut self, field: &str, ids: impl Iterator<Item = &'a Id>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let name = id.get_ref();
            let well_written =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
            if name.is_empty() || name.len() > 40 || !name.bytes().all(well_written) {
                let what = format!("\"{name}\" is no id; use 1 to 40 of a to z, 0 to 9, \"-\" and \"_\"");
                self.add(id, &format!("{field}.id"), what);
            }
            if !seen.insert(name) {
                self.add(id, &format!("{field}.id"), format!("\"{name}\" is there twice; give one of them another id"));
            }
        }
    }

    /// Every text stands in every language.
    fn texts(&mut self) {
        let file = self.file;
        self.words(&file.format.span(), "disclaimer", &file.disclaimer);
        self.words(&file.priority.span(), "priority.label", &file.priority.get_ref().label);
        self.words(&file.priority.span(), "priority.help", &file.priority.get_ref().help);
        for branch in &file.branch {
            self.named("branch", &branch.id, "name", &branch.name);
            for desk in &branch.desk {
                self.named("branch.desk", &desk.id, "name", &desk.name);
            }
        }
        for kind in &file.desk_kind {
            self.named("desk_kind", &kind.id, "name", &kind.name);
        }
        for category in &file.category {
            self.named("category", &category.id, "name", &category.name);
        }
        for document in &file.document {
            self.named("document", &document.id, "name", &document.name);
            if let Some(hint) = &document.hint {
                self.named("document", &document.id, "hint", hint);
            }
        }
        for form in &file.form {
            self.named("form", &form.id, "name", &form.name);
        }
        for service in &file.service {
            self.named("service", &service.id, "name", &service.name);
            self.named("service", &service.id, "how", &service.how);
            if let Some(words) = &service.self_service {
                self.named("service", &service.id, "self_service", words);
            }
            for document in &service.documents {
                if let Some(when) = &document.when {
                    self.words(
                        &document.id.span(),
                        &format!("service \"{}\", documents.when", service.id.get_ref()),
                        when,
                    );
                }
            }
        }
    }

    fn named(&mut self, kind: &str, id: &Id, field: &str, words: &Words) {
        self.words(&id.span(), &format!("{kind} \"{}\", {field}", id.get_ref()), words);
    }

    fn words(&mut self, place: &Range<usize>, field: &str, words: &Words) {
        let file = self.file;
        for language in &file.languages {
            if words.get(language.get_ref()).is_none_or(|text| text.trim().is_empty()) {
                let what =
                    format!("has no words in \"{0}\"; add {1}.{0} = \"...\"", language.get_ref(), last_word(field));
                self.faults.add(Some(place.clone()), field, what);
            }
        }
        for language in words.keys() {
            if !file.languages.iter().any(|known| known.get_ref() == language) {
                let what = format!(
                    "\"{language}\" is not one of the languages of the file; add it to `languages` or remove it"
                );
                self.faults.add(Some(place.clone()), field, what);
            }
        }
    }

    fn branches(&mut self) -> BTreeMap<String, Arc<Branch>> {
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

    fn inches(&mut self, field: &str, inches: &Spanned<f32>) -> f32 {
        if !(5.0..=120.0).contains(inches.get_ref()) {
            self.add(inches, field, "a panel's diagonal is 5 to 120 inches");
        }
        *inches.get_ref()
    }

    /// The desks of a branch, each with the services of its kinds.
    fn desks(&mut self, branch: &'a file::Branch) -> BTreeMap<DeskId, Desk> {
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

    /// An id that must stand elsewhere in the file.
    fn known(&mut self, id: &Id, field: &str, kind: &str, ids: impl Iterator<Item = &'a Id>) {
        let ids: Vec<&str> = ids.map(|id| id.get_ref().as_str()).collect();
        if !ids.contains(&id.get_ref().as_str()) {
            let what = format!(
                "there is no {kind} \"{}\"; write one of {}, or add a [[{kind}]]",
                id.get_ref(),
                ids.join(", ")
            );
            self.add(id, field, what);
        }
    }

    fn calendar(&mut self, branch: &'a file::Branch) -> Calendar {
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

    /// How every service of the file queues.
    fn services(&mut self) -> BTreeMap<ServiceId, queue::Service> {
        let file = self.file;
        let letters: HashMap<&str, Letter> =
            file.desk_kind.iter().filter_map(|kind| Some((kind.id.get_ref().as_str(), self.letter(kind)?))).collect();
        let mut services = BTreeMap::new();
        for service in &file.service {
            let field = |name: &str| format!("service \"{}\", {name}", service.id.get_ref());
            self.known(
                &service.category,
                &field("category"),
                "category",
                file.category.iter().map(|category| &category.id),
            );
            self.known(
                &service.desk_kind,
                &field("desk_kind"),
                "desk_kind",
                file.desk_kind.iter().map(|kind| &kind.id),
            );
            self.times(service);
            self.needs(service);
            let Some(letter) = letters.get(service.desk_kind.get_ref().as_str()) else { continue };
            let minutes = |minutes: &Spanned<u32>| Duration::minutes(i64::from(*minutes.get_ref()));
            services.insert(
                ServiceId::new(service.id.get_ref()),
                queue::Service {
                    letter: *letter,
                    target: minutes(&service.target_minutes),
                    expected: minutes(&service.expected_minutes),
                    p80: minutes(&service.p80_minutes),
                },
            );
        }
        services
    }

    fn letter(&mut self, kind: &'a file::DeskKind) -> Option<Letter> {
        let mut letters = kind.letter.get_ref().chars();
        let letter = letters.next().and_then(Letter::new).filter(|_| letters.next().is_none());
        if letter.is_none() {
            let what = format!("\"{}\" is no letter; write one of \"A\" to \"Z\"", kind.letter.get_ref());
            self.add(&kind.letter, &format!("desk_kind \"{}\", letter", kind.id.get_ref()), what);
        }
        letter
    }

    fn times(&mut self, service: &file::Service) {
        let field = |name: &str| format!("service \"{}\", {name}", service.id.get_ref());
        for (name, minutes) in [
            ("target_minutes", &service.target_minutes),
            ("expected_minutes", &service.expected_minutes),
            ("p80_minutes", &service.p80_minutes),
        ] {
            if !(1..=480).contains(minutes.get_ref()) {
                self.add(minutes, &field(name), format!("{} is out of range; write 1 to 480", minutes.get_ref()));
            }
        }
        if service.p80_minutes.get_ref() < service.expected_minutes.get_ref() {
            self.add(
                &service.p80_minutes,
                &field("p80_minutes"),
                "must not be below expected_minutes: 80 visitors of 100 take no longer",
            );
        }
    }

    fn needs(&mut self, service: &'a file::Service) {
        let file = self.file;
        let field = |name: &str| format!("service \"{}\", {name}", service.id.get_ref());
        for needed in &service.documents {
            self.known(&needed.id, &field("documents"), "document", file.document.iter().map(|document| &document.id));
            if *needed.need.get_ref() == Need::Conditional && needed.when.is_none() {
                self.add(
                    &needed.need,
                    &field("documents"),
                    "a conditional document needs its condition; add when = { it = \"...\" }",
                );
            }
        }
        for form in &service.forms {
            self.known(form, &field("forms"), "form", file.form.iter().map(|form| &form.id));
        }
    }

    /// What visitors of a branch read: the services that it serves, by category.
    fn catalogue(&self, served: &BTreeSet<ServiceId>) -> Catalogue {
        let file = self.file;
        let category = |category: &file::Category| wire::Category {
            id: category.id.get_ref().clone(),
            icon: category.icon.clone(),
            name: text(&category.name),
            services: file
                .service
                .iter()
                .filter(|service| service.category.get_ref() == category.id.get_ref())
                .filter(|service| served.contains(&ServiceId::new(service.id.get_ref())))
                .map(|service| self.service(service))
                .collect(),
        };
        let categories = file.category.iter().map(category).filter(|category| !category.services.is_empty()).collect();
        let priority = file.priority.get_ref();
        let priority = wire::PriorityOffer { label: text(&priority.label), help: text(&priority.help) };
        let catalogue = Catalogue { version: String::new(), disclaimer: text(&file.disclaimer), priority, categories };
        Catalogue { version: version_of(&catalogue), ..catalogue }
    }

    fn service(&self, service: &file::Service) -> wire::Service {
        wire::Service {
            id: service.id.get_ref().clone(),
            name: text(&service.name),
            how: text(&service.how),
            self_service: service.self_service.as_ref().map(text),
            minutes: *service.expected_minutes.get_ref(),
            documents: service.documents.iter().filter_map(|needed| self.document(needed)).collect(),
            forms: service.forms.iter().filter_map(|id| self.form(id)).collect(),
        }
    }

    fn document(&self, needed: &file::Needed) -> Option<wire::Document> {
        let document = self.file.document.iter().find(|document| document.id.get_ref() == needed.id.get_ref())?;
        Some(wire::Document {
            id: document.id.get_ref().clone(),
            name: text(&document.name),
            hint: document.hint.as_ref().map(text),
            need: *needed.need.get_ref(),
            when: needed.when.as_ref().map(text),
        })
    }

    fn form(&self, id: &Id) -> Option<wire::Form> {
        let form = self.file.form.iter().find(|form| form.id.get_ref() == id.get_ref())?;
        Some(wire::Form { id: form.id.get_ref().clone(), name: text(&form.name), filled: form.filled })
    }
}

fn text(words: &Words) -> Text {
    Text(words.clone())
}

fn last_word(field: &str) -> &str {
    field.rsplit([' ', '.']).next().unwrap_or(field)
}

/// The first 64 bits of the SHA-256 of the catalogue, in hexadecimal.
fn version_of(catalogue: &Catalogue) -> String {
    use sha2::{Digest, Sha256};
    let json = serde_json::to_vec(catalogue).unwrap_or_default();
    Sha256::digest(&json)[..8].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
