//! What a running day takes up of a newer set-up. The rules of the day (hours, services, desks and what they serve, policy) stand in its
//! journal and stay; words, pictures, printers and the book of appointments follow the newer set-up at once.

#[cfg(test)]
mod tests;

use crate::branch::{Branch, Desk};
use crate::check::version_of;
use std::collections::BTreeMap;
use std::sync::Arc;
use wire::Catalogue;

impl Branch {
    /// This branch, whose day has begun, with what the day can bear of a newer set-up.
    #[must_use]
    pub fn bearing(&self, newer: &Self) -> Self {
        let of_day = self.same_offer(newer).then(|| self.with_words_of(newer));
        let desk = |(id, desk): (&queue::DeskId, &Desk)| {
            let words = newer.desks.get(id).unwrap_or(desk);
            let built = Desk {
                label: words.label.clone(),
                name: words.name.clone(),
                profile: desk.profile.clone(),
                preference: desk.preference.clone(),
            };
            (id.clone(), built)
        };
        Self {
            id: self.id.clone(),
            practice: self.practice,
            beside: self.beside.clone(),
            manager_sees_lessons: newer.manager_sees_lessons,
            calendar: self.calendar.clone(),
            desks: self.desks.iter().map(desk).collect(),
            services: self.services.clone(),
            policy: self.policy,
            sheets: if of_day.is_some() { newer.sheets.clone() } else { self.sheets.clone() },
            join_code: self.join_code,
            forms: if of_day.is_some() { newer.forms.clone() } else { self.forms.clone() },
            catalogue: of_day.unwrap_or_else(|| self.catalogue.clone()),
            name: newer.name.clone(),
            languages: newer.languages.clone(),
            kiosk_panel_inches: newer.kiosk_panel_inches,
            lobby_panel_inches: newer.lobby_panel_inches,
            lobby_layout: newer.lobby_layout,
            brand: newer.brand.clone(),
            media: newer.media.clone(),
            volumes: newer.volumes.clone(),
            book: newer.book,
            address: newer.address.clone(),
            step_free: newer.step_free.clone(),
            no_recommendation: newer.no_recommendation.clone(),
            case_types: newer.case_types.clone(),
            printers: newer.printers.clone(),
            kiosk_printer: newer.kiosk_printer.clone(),
            browser_printing: newer.browser_printing,
        }
    }

    /// Whether both offer the same services, in the same places and at the same kinds of desks.
    fn same_offer(&self, newer: &Self) -> bool {
        let offer = |catalogue: &Catalogue| -> Vec<(String, Vec<(String, String)>)> {
            let services = |category: &wire::Category| {
                category.services.iter().map(|service| (service.id.clone(), service.desk_kind.clone())).collect()
            };
            catalogue.categories.iter().map(|category| (category.id.clone(), services(category))).collect()
        };
        offer(&self.catalogue) == offer(&newer.catalogue)
    }

    /// The newer catalogue, in which each service takes as long as the day reckons with.
    fn with_words_of(&self, newer: &Self) -> Arc<Catalogue> {
        let minutes: BTreeMap<&str, u32> = self
            .catalogue
            .categories
            .iter()
            .flat_map(|category| &category.services)
            .map(|service| (service.id.as_str(), service.minutes))
            .collect();
        let services = newer.catalogue.categories.iter().flat_map(|category| &category.services);
        if services.clone().all(|service| minutes.get(service.id.as_str()) == Some(&service.minutes)) {
            return newer.catalogue.clone();
        }
        let mut catalogue = Catalogue::clone(&newer.catalogue);
        for service in catalogue.categories.iter_mut().flat_map(|category| &mut category.services) {
            service.minutes = minutes.get(service.id.as_str()).copied().unwrap_or(service.minutes);
        }
        catalogue.version = String::new();
        catalogue.version = version_of(&catalogue);
        Arc::new(catalogue)
    }
}
