//! The branches of a set-up: desks and what they prefer, panels, target waits.

use super::Checker;
use super::services::MINUTES;
use crate::branch::{Branch, Desk, PRACTICE};
use crate::file::{self, Id};
use queue::{DeskId, Duration, ServiceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use toml::Spanned;

impl<'a> Checker<'a, '_> {
    pub(super) fn branches(&mut self) -> BTreeMap<String, Arc<Branch>> {
        let file = self.file;
        if file.branch.is_empty() {
            self.faults.add(Some(file.format.span()), "branch", "there is none; add a [[branch]]");
        }
        let services = self.services();
        let forms = Arc::new(self.forms());
        let sheets = Arc::new(self.sheets());
        let no_recommendation = self.no_recommendation();
        let case_types = self.case_types();
        let mut catalogues = HashMap::new();
        let mut branches = BTreeMap::new();
        for branch in &file.branch {
            let desks = self.desks(branch);
            let served: BTreeSet<ServiceId> = desks.values().flat_map(|desk| desk.profile.iter().cloned()).collect();
            let catalogue = catalogues.entry(served.clone()).or_insert_with(|| Arc::new(self.catalogue(&served)));
            if branch.id.get_ref().ends_with(PRACTICE) {
                let what = format!("\"{PRACTICE}\" ends the ids of branches in which people learn; write another id");
                self.add(&branch.id, "branch.id", what);
            }
            let built = Branch {
                id: branch.id.get_ref().clone(),
                practice: false,
                beside: branch.practice.then(|| [branch.id.get_ref().as_str(), PRACTICE].concat()),
                manager_sees_lessons: branch.manager_sees_lessons,
                name: self.text(&branch.name),
                languages: self.languages(),
                calendar: self.calendar(branch),
                kiosk_panel_inches: self.inches("branch.kiosk_panel_inches", &branch.kiosk_panel_inches),
                lobby_panel_inches: self.inches("branch.lobby_panel_inches", &branch.lobby_panel_inches),
                lobby_layout: self.lobby_layout(branch),
                brand: self.brand(branch),
                media: self.media(branch),
                volumes: self.volumes(branch),
                desks,
                services: self.targets(
                    branch,
                    services
                        .iter()
                        .filter(|(id, _)| served.contains(*id))
                        .map(|(id, service)| (id.clone(), service.clone()))
                        .collect(),
                ),
                policy: self.policy(branch),
                join_code: branch.policy.join_code.unwrap_or(true),
                book: self.book(branch),
                address: branch.address.as_ref().map(|address| self.text(address)),
                step_free: branch.step_free.as_ref().map(|way| self.text(way)),
                printers: self.printers(branch),
                kiosk_printer: branch.kiosk_printer.as_ref().map(|id| id.get_ref().clone()),
                browser_printing: branch.browser_printing,
                catalogue: catalogue.clone(),
                forms: forms.clone(),
                sheets: sheets.clone(),
                no_recommendation: no_recommendation.clone(),
                case_types: case_types.clone(),
            };
            if branch.practice {
                let practice = built.for_practice();
                branches.insert(practice.id.clone(), Arc::new(practice));
            }
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
            self.label(branch, desk, &field);
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
            let preference = self.preference(desk, &profile);
            let built = Desk { label: desk.label.get_ref().clone(), name: self.text(&desk.name), profile, preference };
            desks.insert(DeskId::new(desk.id.get_ref()), built);
        }
        desks
    }

    /// A label is short and unique in its branch: visitors look for it on the wall.
    fn label(&mut self, branch: &'a file::Branch, desk: &'a file::Desk, desk_field: &str) {
        let field = format!("{desk_field}, label");
        let label = desk.label.get_ref();
        if label.trim().is_empty() || label.chars().count() > 4 || label.chars().any(char::is_control) {
            self.add(&desk.label, &field, "write 1 to 4 characters: visitors read it from afar");
        }
        let same = |other: &&file::Desk| other.label.get_ref().trim() == label.trim();
        if let Some(other) = branch.desk.iter().take_while(|other| !std::ptr::eq(*other, desk)).find(same) {
            let what =
                format!("desk \"{}\" has the label \"{label}\" too; give one of them another", other.id.get_ref());
            self.add(&desk.label, &field, what);
        }
    }

    /// What a desk prefers: its own order, or else that of each of its kinds, one after the other.
    fn preference(&mut self, desk: &'a file::Desk, profile: &BTreeSet<ServiceId>) -> Vec<ServiceId> {
        let service = |id: &Id| ServiceId::new(id.get_ref());
        let Some(prefers) = &desk.prefers else {
            let kinds = desk
                .kinds
                .iter()
                .filter_map(|id| self.file.desk_kind.iter().find(|kind| kind.id.get_ref() == id.get_ref()));
            let mut preference: Vec<ServiceId> = Vec::new();
            for id in kinds.flat_map(|kind| &kind.prefers).map(service).filter(|id| profile.contains(id)) {
                if !preference.contains(&id) {
                    preference.push(id);
                }
            }
            return preference;
        };
        self.preferred(prefers, &format!("desk \"{}\", prefers", desk.id.get_ref()), profile);
        prefers.iter().map(service).collect()
    }

    /// Each kind has services, and prefers services of its own.
    pub(super) fn kinds(&mut self) {
        let file = self.file;
        for kind in &file.desk_kind {
            let of_it = file.service.iter().filter(|service| service.desk_kind.get_ref() == kind.id.get_ref());
            let profile: BTreeSet<ServiceId> = of_it.map(|service| ServiceId::new(service.id.get_ref())).collect();
            if profile.is_empty() {
                let name = kind.id.get_ref();
                let what =
                    format!("no service is served there; give a service desk_kind = \"{name}\", or remove the kind");
                self.add(&kind.id, &format!("desk_kind \"{name}\""), what);
            }
            self.preferred(&kind.prefers, &format!("desk_kind \"{}\", prefers", kind.id.get_ref()), &profile);
        }
    }

    /// A preference names services that can be served there, each once.
    fn preferred(&mut self, prefers: &'a [Id], field: &str, profile: &BTreeSet<ServiceId>) {
        for (place, id) in prefers.iter().enumerate() {
            let name = id.get_ref();
            if prefers[..place].iter().any(|other| other.get_ref() == name) {
                self.add(id, field, format!("\"{name}\" is there twice; leave it where it is preferred most"));
            } else if !profile.contains(&ServiceId::new(name)) {
                self.add(id, field, format!("\"{name}\" is not served there; write one of {}", listed(profile)));
            }
        }
    }

    /// The services of a branch, with the target waits that it sets itself.
    fn targets(
        &mut self,
        branch: &'a file::Branch,
        mut services: BTreeMap<ServiceId, queue::Service>,
    ) -> BTreeMap<ServiceId, queue::Service> {
        for (id, target) in &branch.target_minutes {
            let field = format!("branch \"{}\", target_minutes.{id}", branch.id.get_ref());
            if !MINUTES.contains(target.get_ref()) {
                self.add(target, &field, format!("{} is out of range; write 1 to 480", target.get_ref()));
            }
            if let Some(service) = services.get_mut(&ServiceId::new(id)) {
                service.target = Duration::minutes(i64::from(*target.get_ref()));
            } else {
                let known = listed(&services.keys().cloned().collect());
                self.add(target, &field, format!("no desk of the branch serves \"{id}\"; write one of {known}"));
            }
        }
        services
    }
}

fn listed(services: &BTreeSet<ServiceId>) -> String {
    services.iter().map(ServiceId::as_str).collect::<Vec<_>>().join(", ")
}
