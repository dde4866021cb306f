//! Where a visitor stands between the welcome and the ticket.

use super::alone::AloneTicket;
use crate::address::Query;
use wire::{Catalogue, Issued, LeadsTo};
use words::Locale;

/// One screen of the way; each but the tickets has an address, so that the way can be walked without script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Welcome,
    /// The services of a category, by its id.
    Category(String),
    /// A question that leads to a service, by its id.
    Question(String),
    /// The visitor's own words.
    Search,
    /// A page of the quick answers, from 0.
    Answers(usize),
    /// A quick answer, by its id.
    Answer(String),
    /// What to have ready for a service, by its id.
    Service(String),
    /// The check-in for an appointment.
    CheckIn,
    /// How a request is doing.
    Request,
    Ticket(Issued),
    /// A ticket of which the server does not know yet.
    Alone(AloneTicket),
}

impl From<LeadsTo> for Step {
    fn from(leads_to: LeadsTo) -> Self {
        match leads_to {
            LeadsTo::Service(id) => Self::Service(id),
            LeadsTo::Question(id) => Self::Question(id),
            LeadsTo::Answer(id) => Self::Answer(id),
        }
    }
}

impl Step {
    /// The step that a query names; what the branch does not have is the welcome.
    pub fn of_query(query: &Query, catalogue: &Catalogue) -> Self {
        let named = |parameter: &str, known: &dyn Fn(&str) -> bool| query.get(parameter).filter(|id| known(id));
        let category = |id: &str| catalogue.categories.iter().any(|category| category.id == id);
        if let Some(id) = named("service", &|id| catalogue.service(id).is_some()) {
            Self::Service(id)
        } else if let Some(id) = named("category", &category) {
            Self::Category(id)
        } else if let Some(id) = named("question", &|id| catalogue.question(id).is_some()) {
            Self::Question(id)
        } else if let Some(id) = named("answer", &|id| catalogue.answer(id).is_some()) {
            Self::Answer(id)
        } else if let Some(page) = query.get("answers").and_then(|page| page.parse().ok()) {
            Self::Answers(page)
        } else if query.get("check-in").is_some() {
            Self::CheckIn
        } else if query.get("request").is_some() {
            Self::Request
        } else if query.get("q").is_some() {
            Self::Search
        } else {
            Self::Welcome
        }
    }

    /// The address of this step on the kiosk's page.
    pub fn href(&self, locale: Locale) -> String {
        let lang = ["?lang=", locale.code()].concat();
        match self {
            Self::Welcome | Self::Ticket(_) | Self::Alone(_) => lang,
            Self::Category(id) => [&lang, "&category=", id].concat(),
            Self::Question(id) => [&lang, "&question=", id].concat(),
            Self::Search => [&lang, "&q="].concat(),
            Self::CheckIn => [&lang, "&check-in="].concat(),
            Self::Request => [&lang, "&request="].concat(),
            Self::Answers(page) => [&lang, "&answers=", &page.to_string()].concat(),
            Self::Answer(id) => [&lang, "&answer=", id].concat(),
            Self::Service(id) => [&lang, "&service=", id].concat(),
        }
    }

    /// The step before this one, for a visitor of whom it is not known how they came here.
    pub fn before(&self, catalogue: &Catalogue) -> Self {
        match self {
            Self::Service(id) => {
                catalogue.service(id).map_or(Self::Welcome, |(category, _)| Self::Category(category.id.clone()))
            }
            Self::Answer(_) => Self::Answers(0),
            _ => Self::Welcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn at(parameter: &str, value: &str) -> Step {
        Step::of_query(&Query::of(&["/b/centro/kiosk?", parameter, "=", value].concat()), &sample::catalogue())
    }

    #[test]
    fn the_way_can_be_walked_by_addresses_alone() {
        let catalogue = sample::catalogue();
        assert_eq!(Step::of_query(&Query::default(), &catalogue), Step::Welcome);
        assert_eq!(at("category", "counter"), Step::Category("counter".to_owned()));
        let step = at("service", "cash");
        assert_eq!(step.href(Locale::en), "?lang=en&service=cash");
        assert_eq!(step.before(&catalogue).href(Locale::en), "?lang=en&category=counter");
        assert_eq!(at("question", "start").href(Locale::it), "?lang=it&question=start");
        assert_eq!(at("answer", "hours").before(&catalogue).href(Locale::it), "?lang=it&answers=0");
        assert_eq!(at("q", "mutuo"), Step::Search);
        assert_eq!(at("check-in", ""), Step::CheckIn);
        assert_eq!(at("request", ""), Step::Request);
        assert_eq!(Step::Request.href(Locale::en), "?lang=en&request=");
        assert_eq!(Step::CheckIn.href(Locale::en), "?lang=en&check-in=");
    }

    #[test]
    fn what_is_not_there_leads_to_the_welcome() {
        assert_eq!(at("service", "nonsense"), Step::Welcome);
        assert_eq!(at("question", "nonsense"), Step::Welcome);
        assert_eq!(at("answer", "nonsense"), Step::Welcome);
    }
}
