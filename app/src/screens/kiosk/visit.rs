//! Everything that one visitor chose at the kiosk, and nothing else; a reset leaves nothing of it behind.

use super::access::Access;
use super::alone::AloneTicket;
use super::check_in::CheckedIn;
use super::needs;
use super::request::{Looked, Typed};
use super::step::Step;
use leptos::prelude::*;
use std::collections::BTreeMap;
use wire::{Catalogue, Code, Document, IssueRequest, Issued, Language, Need, Problem, Service, ServiceWait, Usual};
use words::Locale;

/// Everything that one visitor chose.
#[derive(Clone, Copy)]
pub struct Visit {
    /// The branch's first language, in which the next visitor is greeted.
    pub first: Locale,
    /// The language of the screen.
    pub locale: RwSignal<Locale>,
    /// The language that was asked for last; the screen follows once its words are there.
    pub asked: RwSignal<Locale>,
    pub step: RwSignal<Step>,
    /// The steps by which the visitor came here, the last one last.
    trail: RwSignal<Vec<Step>>,
    /// The services chosen before the one on the screen, by id.
    pub needs: RwSignal<Vec<String>>,
    /// Documents by id: at hand, or not with the visitor. Of the others nothing was said.
    answers: RwSignal<BTreeMap<String, bool>>,
    pub priority: RwSignal<bool>,
    /// What the visitor looks for, in their own words.
    pub query: RwSignal<String>,
    /// The code of an appointment, as it was typed or scanned.
    pub code: RwSignal<String>,
    /// What became of the check-in.
    pub checked_in: RwSignal<Option<CheckedIn>>,
    /// The code and the PIN of a request, and what they found.
    pub typed: Typed,
    pub looked: RwSignal<Option<Looked>>,
    /// What the visitor's phone keeps, where its code was scanned.
    pub usual: RwSignal<Option<Usual>>,
    /// A document that is always needed is missing, and the visitor is asked what to do.
    pub short: RwSignal<bool>,
    /// The code of the problem for which a ticket was refused.
    pub refused: RwSignal<Option<Code>>,
    pub access: Access,
}

impl Visit {
    /// A visitor who begins at this step.
    pub fn new(first: Locale, locale: Locale, step: Step, query: String) -> Self {
        Self {
            first,
            locale: RwSignal::new(locale),
            asked: RwSignal::new(locale),
            step: RwSignal::new(step),
            trail: RwSignal::new(Vec::new()),
            needs: RwSignal::new(Vec::new()),
            answers: RwSignal::new(BTreeMap::new()),
            priority: RwSignal::new(false),
            query: RwSignal::new(query),
            code: RwSignal::new(String::new()),
            checked_in: RwSignal::new(None),
            typed: Typed::new(),
            looked: RwSignal::new(None),
            usual: RwSignal::new(None),
            short: RwSignal::new(false),
            refused: RwSignal::new(None),
            access: Access::default(),
        }
    }

    /// Goes back to the step before, as [`Visit::before`] names it.
    pub fn back(self, before: Step) {
        if before == Step::Welcome && self.needs.with_untracked(Vec::is_empty) {
            return self.restart();
        }
        // Whoever stands there next does not read it.
        self.typed.forget();
        self.looked.set(None);
        self.trail.update(|trail| drop(trail.pop()));
        self.step.set(before);
    }

    /// Goes on to another step.
    pub fn go(self, step: Step) {
        if step == Step::Welcome && self.needs.with_untracked(Vec::is_empty) {
            return self.restart();
        }
        self.trail.update(|trail| trail.push(self.step.get_untracked()));
        self.step.set(step);
    }

    /// Goes on in another language: at once where its words are at hand.
    pub fn speak(self, locale: Locale) {
        if words::is_at_hand(locale) {
            self.locale.try_set(locale);
        }
        self.asked.try_set(locale);
    }

    /// Where "back" leads.
    pub fn before(self, catalogue: &Catalogue) -> Step {
        let last = self.trail.with(|trail| trail.last().cloned());
        last.unwrap_or_else(|| self.step.with(|step| step.before(catalogue)))
    }

    /// From the welcome again, in the same language and with the same aids.
    pub fn restart(self) {
        self.trail.set(Vec::new());
        self.needs.set(Vec::new());
        self.answers.set(BTreeMap::new());
        self.priority.set(false);
        self.query.set(String::new());
        self.code.set(String::new());
        self.checked_in.set(None);
        self.typed.forget();
        self.looked.set(None);
        self.short.set(false);
        self.step.set(Step::Welcome);
    }

    /// The visitor has gone: the next one finds everything as it was at first.
    pub fn reset(self) {
        self.refused.set(None);
        self.usual.set(None);
        self.access.reset();
        self.restart();
        self.speak(self.first);
    }

    /// Nobody has chosen anything.
    pub fn is_fresh(self) -> bool {
        let welcome = self.step.get() == Step::Welcome && self.needs.with(Vec::is_empty);
        welcome
            && self.locale.get() == self.first
            && self.refused.get().is_none()
            && self.usual.get().is_none()
            && !self.access.is_used()
    }

    /// Says of a document whether it is at hand.
    pub fn answer(self, document: String, at_hand: bool) {
        self.answers.update(|answers| {
            answers.insert(document, at_hand);
        });
    }

    /// What was said of a document.
    pub fn answered_of(self, document: &str) -> Option<bool> {
        self.answers.with(|answers| answers.get(document).copied())
    }

    /// Ids of the documents of which that was said.
    pub fn said(self, at_hand: bool) -> Vec<String> {
        self.answers.with(|answers| {
            answers.iter().filter(|(_, has)| **has == at_hand).map(|(document, _)| document.clone()).collect()
        })
    }

    /// The documents that are always needed and that the visitor does not have with them.
    pub fn missing(self, documents: Vec<Document>) -> Vec<Document> {
        let missing = |document: &Document| self.answered_of(&document.id) == Some(false);
        documents.into_iter().filter(|document| document.need == Need::Always && missing(document)).collect()
    }

    /// What the visitor came for: what was chosen before, and the service on the screen.
    pub fn wanted(self, service: &str) -> Vec<String> {
        let mut wanted = self.needs.get();
        if !wanted.iter().any(|id| id == service) {
            wanted.push(service.to_owned());
        }
        wanted
    }

    /// Keeps the service, and lets the visitor choose another one.
    pub fn add(self, service: String) {
        let wanted = untrack(|| self.wanted(&service));
        self.needs.set(wanted);
        self.go(Step::Welcome);
    }

    /// Takes one of several needs back.
    pub fn remove(self, service: &str) {
        self.needs.update(|needs| needs.retain(|id| id != service));
    }

    /// The answer to the request for a ticket.
    pub fn answered(self, answer: Result<Issued, Problem>) {
        self.short.set(false);
        match answer {
            Ok(issued) => {
                self.speak(Locale::of(issued.language.as_str()));
                self.step.set(Step::Ticket(issued));
            }
            Err(problem) => self.refused.set(Some(problem.code)),
        }
    }

    /// The kiosk gave out a ticket without the server.
    pub fn alone(self, ticket: AloneTicket, language: &Language) {
        self.short.set(false);
        self.speak(Locale::of(language.as_str()));
        self.step.set(Step::Alone(ticket));
    }

    /// The request for one ticket for all of this, as the visitor has answered so far.
    pub fn request(self, services: &[Service], waits: &[ServiceWait]) -> IssueRequest {
        let mut order = needs::in_best_order(services, waits).into_iter();
        let listed = needs::documents(services);
        let said = |at_hand| {
            let said = untrack(|| self.said(at_hand));
            said.into_iter().filter(|id| listed.iter().any(|document| document.id == *id)).collect()
        };
        IssueRequest {
            service: order.next().unwrap_or_default(),
            then: order.collect(),
            language: Language::new(self.locale.get_untracked().code()),
            priority: self.priority.get_untracked(),
            documents: said(true),
            missing: said(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn visit() -> Visit {
        let visit = Visit::new(Locale::it, Locale::en, Step::Service("cash".to_owned()), "soldi".to_owned());
        visit.priority.set(true);
        visit
    }

    fn services(visit: Visit) -> Vec<Service> {
        needs::services(&sample::catalogue(), &visit.wanted("cash"))
    }

    #[test]
    fn a_reset_leaves_nothing_behind() {
        Owner::new().with(|| {
            let visit = visit();
            visit.answer("id".to_owned(), true);
            visit.access.large.set(true);
            visit.add("cash".to_owned());
            visit.reset();
            assert!(visit.is_fresh() && visit.query.get().is_empty());
            let request = visit.request(&services(visit), &[]);
            assert!(!request.priority && request.documents.is_empty() && request.language.as_str() == "it");
        });
    }

    #[test]
    fn a_ticket_keeps_the_language_it_was_asked_for_in() {
        Owner::new().with(|| {
            let visit = visit();
            visit.answered(Ok(sample::issued()));
            assert_eq!(visit.locale.get_untracked(), Locale::it);
            assert_eq!(visit.step.get_untracked(), Step::Ticket(sample::issued()));
        });
    }

    #[test]
    fn back_leads_where_the_visitor_came_from() {
        Owner::new().with(|| {
            let catalogue = sample::catalogue();
            let visit = Visit::new(Locale::it, Locale::it, Step::Welcome, String::new());
            visit.go(Step::Question("start".to_owned()));
            visit.go(Step::Service("cash".to_owned()));
            assert_eq!(visit.before(&catalogue), Step::Question("start".to_owned()));
            visit.back(visit.before(&catalogue));
            assert_eq!(visit.before(&catalogue), Step::Welcome);
            // Whoever came by an address goes back the shortest way.
            let visit = Visit::new(Locale::it, Locale::it, Step::Service("cash".to_owned()), String::new());
            visit.back(visit.before(&catalogue));
            assert_eq!(visit.step.get(), Step::Category("counter".to_owned()));
            assert_eq!(visit.before(&catalogue), Step::Welcome);
        });
    }

    #[test]
    fn several_needs_make_one_request_with_what_was_said_of_their_documents() {
        Owner::new().with(|| {
            let visit = visit();
            visit.answer("id".to_owned(), true);
            visit.answer("card".to_owned(), false);
            visit.answer("of another service".to_owned(), true);
            visit.add("cheques".to_owned());
            assert_eq!(visit.step.get(), Step::Welcome);
            let request = visit.request(&services(visit), &[]);
            assert_eq!((request.service.as_str(), &request.then[..]), ("cheques", &["cash".to_owned()][..]));
            assert_eq!((request.documents, request.missing), (vec!["id".to_owned()], vec!["card".to_owned()]));
        });
    }

    #[test]
    fn only_a_document_that_is_always_needed_makes_one_short() {
        Owner::new().with(|| {
            let visit = visit();
            let documents = needs::documents(&services(visit));
            visit.answer("card".to_owned(), false);
            assert!(visit.missing(documents.clone()).is_empty());
            visit.answer("id".to_owned(), false);
            assert_eq!(visit.missing(documents)[0].id, "id");
        });
    }
}
