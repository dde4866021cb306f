//! Where a visitor stands between the welcome and the ticket.

use crate::address::Query;
use crate::words::Locale;
use wire::{Catalogue, Issued};

/// One screen of the way; each but the last has an address, so that the way can be walked without script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Welcome,
    /// The services of a category, by its id.
    Category(String),
    /// What to have ready for a service, by its id.
    Service(String),
    Ticket(Issued),
}

impl Step {
    /// The step that a query names; an unknown category or service is the welcome.
    pub fn of_query(query: &Query, catalogue: &Catalogue) -> Self {
        let service = query.get("service").filter(|id| catalogue.service(id).is_some());
        let category =
            query.get("category").filter(|id| catalogue.categories.iter().any(|category| category.id == *id));
        match (service, category) {
            (Some(service), _) => Self::Service(service),
            (None, Some(category)) => Self::Category(category),
            (None, None) => Self::Welcome,
        }
    }

    /// The address of this step on the kiosk's page.
    pub fn href(&self, locale: Locale) -> String {
        let lang = ["?lang=", locale.code()].concat();
        match self {
            Self::Welcome | Self::Ticket(_) => lang,
            Self::Category(id) => [&lang, "&category=", id].concat(),
            Self::Service(id) => [&lang, "&service=", id].concat(),
        }
    }

    /// The step before this one.
    pub fn before(&self, catalogue: &Catalogue) -> Self {
        match self {
            Self::Service(id) => {
                catalogue.service(id).map_or(Self::Welcome, |(category, _)| Self::Category(category.id.clone()))
            }
            _ => Self::Welcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_way_can_be_walked_by_addresses_alone() {
        let catalogue = sample::catalogue();
        assert_eq!(Step::of_query(&Query::of("/b/centro/kiosk"), &catalogue), Step::Welcome);
        let query = Query::of("/b/centro/kiosk?category=counter");
        assert_eq!(Step::of_query(&query, &catalogue), Step::Category("counter".to_owned()));
        let query = Query::of("?lang=en&category=counter&service=cash#step");
        let step = Step::of_query(&query, &catalogue);
        assert_eq!(step.href(Locale::en), "?lang=en&service=cash");
        assert_eq!(step.before(&catalogue).href(Locale::en), "?lang=en&category=counter");
    }

    #[test]
    fn an_unknown_service_leads_to_the_welcome() {
        let query = Query::of("?service=nonsense");
        assert_eq!(Step::of_query(&query, &sample::catalogue()), Step::Welcome);
    }
}
