//! The services of a set-up: how they queue, and what visitors read of them.

use super::Checker;
use super::guide::searched_by;
use crate::file::{self, Id};
use queue::{Duration, Letter, ServiceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use toml::Spanned;
use wire::{Catalogue, Need};

/// What a service, and the wait for it, may take.
pub(super) const MINUTES: std::ops::RangeInclusive<u32> = 1..=480;

impl<'a> Checker<'a, '_> {
    /// How every service of the file queues.
    pub(super) fn services(&mut self) -> BTreeMap<ServiceId, queue::Service> {
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
            if !MINUTES.contains(minutes.get_ref()) {
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

    /// A list names each id once.
    fn once(&mut self, field: &str, ids: impl Iterator<Item = &'a Id>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.get_ref()) {
                self.add(id, field, format!("\"{}\" is there twice; remove one of them", id.get_ref()));
            }
        }
    }

    fn needs(&mut self, service: &'a file::Service) {
        let file = self.file;
        let field = |name: &str| format!("service \"{}\", {name}", service.id.get_ref());
        self.once(&field("documents"), service.documents.iter().map(|needed| &needed.id));
        self.once(&field("forms"), service.forms.iter());
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
    pub(super) fn catalogue(&self, served: &BTreeSet<ServiceId>) -> Catalogue {
        let file = self.file;
        let category = |category: &file::Category| wire::Category {
            id: category.id.get_ref().clone(),
            icon: category.icon.get_ref().clone(),
            name: self.text(&category.name),
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
        let priority = wire::PriorityOffer { label: self.text(&priority.label), help: self.text(&priority.help) };
        let guide = self.guide(served);
        let catalogue = Catalogue {
            version: String::new(),
            disclaimer: self.text(&file.disclaimer),
            priority,
            categories,
            unsure: guide.unsure,
            questions: guide.questions,
            answers: guide.answers,
        };
        Catalogue { version: version_of(&catalogue), ..catalogue }
    }

    fn service(&self, service: &file::Service) -> wire::Service {
        let kind = self.file.desk_kind.iter().find(|kind| kind.id.get_ref() == service.desk_kind.get_ref());
        wire::Service {
            id: service.id.get_ref().clone(),
            name: self.text(&service.name),
            how: self.text(&service.how),
            self_service: service.self_service.as_ref().map(|words| self.text(words)),
            minutes: *service.expected_minutes.get_ref(),
            desk_kind: service.desk_kind.get_ref().clone(),
            who: kind.map(|kind| self.text(&kind.name)).unwrap_or_default(),
            synonyms: searched_by(&service.name, &service.synonyms),
            urgent: service.urgent.as_ref().map(|id| id.get_ref().clone()),
            documents: service.documents.iter().filter_map(|needed| self.document(needed)).collect(),
            forms: service.forms.iter().filter_map(|id| self.form(id)).collect(),
            products: self.products(service),
        }
    }

    fn document(&self, needed: &file::Needed) -> Option<wire::Document> {
        let document = self.file.document.iter().find(|document| document.id.get_ref() == needed.id.get_ref())?;
        Some(wire::Document {
            id: document.id.get_ref().clone(),
            name: self.text(&document.name),
            hint: document.hint.as_ref().map(|words| self.text(words)),
            need: *needed.need.get_ref(),
            when: needed.when.as_ref().map(|words| self.text(words)),
        })
    }

    fn form(&self, id: &Id) -> Option<wire::Form> {
        let form = self.file.form.iter().find(|form| form.id.get_ref() == id.get_ref())?;
        Some(wire::Form { id: form.id.get_ref().clone(), name: self.text(&form.name), filled: form.filled })
    }
}

/// The first 64 bits of the SHA-256 of the catalogue, in hexadecimal.
pub fn version_of(catalogue: &Catalogue) -> String {
    use sha2::{Digest, Sha256};
    let json = serde_json::to_vec(catalogue).unwrap_or_default();
    Sha256::digest(&json)[..8].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
