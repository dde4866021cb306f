//! Everything that one visitor chose at the kiosk, and nothing else; a reset leaves nothing of it behind.

use super::step::Step;
use crate::words::{self, Locale};
use leptos::prelude::*;
use wire::{IssueRequest, Issued, Language, Problem};

/// Everything that one visitor chose.
#[derive(Clone, Copy)]
pub struct Visit {
    /// The branch's first language, in which the next visitor is greeted.
    pub first: Locale,
    pub locale: RwSignal<Locale>,
    pub step: RwSignal<Step>,
    pub at_hand: RwSignal<Vec<String>>,
    pub priority: RwSignal<bool>,
    /// The code of the problem for which a ticket was refused.
    pub refused: RwSignal<Option<String>>,
}

impl Visit {
    /// Goes to another step; another service begins with nothing ticked.
    pub fn go(self, step: Step) {
        if matches!(step, Step::Welcome | Step::Category(_)) {
            self.at_hand.set(Vec::new());
            self.priority.set(false);
        }
        self.step.set(step);
    }

    /// Goes on in another language; in the same one where its words cannot be had.
    pub fn speak(self, locale: Locale) {
        words::once_at_hand(locale, move || {
            self.locale.try_set(locale);
        });
    }

    /// Ticks a document, or takes the tick away.
    pub fn toggle(self, document: String) {
        self.at_hand.update(|at_hand| match at_hand.iter().position(|id| *id == document) {
            Some(place) => drop(at_hand.remove(place)),
            None => at_hand.push(document),
        });
    }

    /// The answer to the request for a ticket.
    pub fn answered(self, answer: Result<Issued, Problem>) {
        match answer {
            Ok(issued) => {
                self.speak(Locale::of(issued.language.as_str()));
                self.step.set(Step::Ticket(issued));
            }
            Err(problem) => self.refused.set(Some(problem.code)),
        }
    }

    /// The visitor has gone: the next one finds everything as it was at first.
    pub fn reset(self) {
        self.refused.set(None);
        self.go(Step::Welcome);
        self.speak(self.first);
    }

    /// Nobody has chosen anything.
    pub fn is_fresh(self) -> bool {
        self.step.get() == Step::Welcome && self.locale.get() == self.first && self.refused.get().is_none()
    }

    /// The request for a ticket, as the visitor has answered so far.
    pub fn request(self, service: String) -> IssueRequest {
        IssueRequest {
            service,
            then: Vec::new(),
            language: Language::new(self.locale.get_untracked().code()),
            priority: self.priority.get_untracked(),
            documents: self.at_hand.get_untracked(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn visit() -> Visit {
        Visit {
            first: Locale::it,
            locale: RwSignal::new(Locale::en),
            step: RwSignal::new(Step::Service("cash".to_owned())),
            at_hand: RwSignal::new(Vec::new()),
            priority: RwSignal::new(true),
            refused: RwSignal::new(None),
        }
    }

    #[test]
    fn a_reset_leaves_nothing_behind() {
        Owner::new().with(|| {
            let visit = visit();
            visit.toggle("id".to_owned());
            visit.reset();
            assert!(visit.is_fresh());
            let request = visit.request("cash".to_owned());
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
}
