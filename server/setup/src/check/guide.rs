//! What leads a visitor to a service, or makes one needless: search words, questions, quick answers.

use super::super::file::{self, Id, Synonyms, Words};
use super::Checker;
use queue::ServiceId;
use std::collections::BTreeSet;
use wire::LeadsTo;

/// Tiles that a kiosk shows at once, at most: each is 20 mm or more, and a choice of more is no choice.
const TILES: usize = 6;

/// The guiding part of a catalogue.
pub(super) struct Guide {
    pub unsure: Option<String>,
    pub questions: Vec<wire::Question>,
    pub answers: Vec<wire::Answer>,
}

impl<'a> Checker<'a, '_> {
    /// Whatever guides leads to something that is there, and fits on a screen.
    pub(super) fn guides(&mut self) {
        let file = self.file;
        let services = || file.service.iter().map(|service| &service.id);
        let answers = || file.answer.iter().map(|answer| &answer.id);
        if let Some(id) = &file.unsure {
            self.known(id, "unsure", "service", services());
        }
        for service in &file.service {
            if let Some(id) = &service.urgent {
                self.known(id, &format!("service \"{}\", urgent", service.id.get_ref()), "answer", answers());
            }
        }
        for answer in &file.answer {
            if let Some(id) = &answer.service {
                self.known(id, &format!("answer \"{}\", service", answer.id.get_ref()), "service", services());
            }
        }
        for question in &file.question {
            self.choices(question);
        }
        self.tiles();
    }

    fn choices(&mut self, question: &'a file::Question) {
        let file = self.file;
        let field = format!("question \"{}\", choices", question.id.get_ref());
        let wrong = match question.choices.len() {
            0 | 1 => Some("a question needs two choices or more; add some, or take the question out"),
            2..=TILES => None,
            _ => Some("a screen shows at most six choices; split the question into two"),
        };
        if let Some(what) = wrong {
            self.add(&question.id, &field, what);
        }
        for choice in &question.choices {
            if let Some(id) = &choice.service {
                self.known(id, &field, "service", file.service.iter().map(|service| &service.id));
            }
            if let Some(id) = &choice.question {
                self.known(id, &field, "question", file.question.iter().map(|question| &question.id));
            }
            if let Some(id) = &choice.answer {
                self.known(id, &field, "answer", file.answer.iter().map(|answer| &answer.id));
            }
            let ways = [&choice.service, &choice.question, &choice.answer].into_iter().flatten().count();
            if ways != 1 {
                let what =
                    "a choice leads to one thing; write one of service = \"...\", question = \"...\", answer = \"...\"";
                self.add(&question.id, &field, what);
            }
        }
    }

    fn tiles(&mut self) {
        let file = self.file;
        if let Some(category) = file.category.get(TILES) {
            self.add(&category.id, "category", "the kiosk shows at most six categories; join two of them");
        }
        for category in &file.category {
            let mut of_it = file.service.iter().filter(|service| service.category.get_ref() == category.id.get_ref());
            if let Some(service) = of_it.nth(TILES) {
                let what = "the kiosk shows at most six services of a category; put this one into another";
                self.add(&service.category, &format!("service \"{}\", category", service.id.get_ref()), what);
            }
        }
    }

    /// What guides the visitors of a branch: only to what is served there.
    pub(super) fn guide(&self, served: &BTreeSet<ServiceId>) -> Guide {
        let file = self.file;
        let here = |id: &&Id| served.contains(&ServiceId::new(id.get_ref()));
        let name = |id: &Id| id.get_ref().clone();
        let leads_to = |choice: &file::Choice| {
            let service = choice.service.as_ref().filter(here).map(|id| LeadsTo::Service(name(id)));
            let question = choice.question.as_ref().map(|id| LeadsTo::Question(name(id)));
            service.or(question).or(choice.answer.as_ref().map(|id| LeadsTo::Answer(name(id))))
        };
        let choice =
            |choice: &file::Choice| Some(wire::Choice { label: self.text(&choice.label), leads_to: leads_to(choice)? });
        let question = |question: &file::Question| wire::Question {
            id: name(&question.id),
            text: self.text(&question.text),
            choices: question.choices.iter().filter_map(choice).collect(),
        };
        let answer = |answer: &file::Answer| wire::Answer {
            id: name(&answer.id),
            icon: answer.icon.clone(),
            title: self.text(&answer.title),
            text: self.text(&answer.text),
            synonyms: searched_by(&answer.title, &answer.synonyms),
            service: answer.service.as_ref().filter(here).map(name),
            phone: answer.phone.as_ref().map(name),
            shows_hours: answer.shows_hours,
        };
        Guide {
            unsure: file.unsure.as_ref().filter(here).map(name),
            questions: file.question.iter().map(question).collect(),
            answers: file.answer.iter().map(answer).collect(),
        }
    }
}

/// The names and the synonyms in all languages, each once: a page carries the names of one language only.
pub(super) fn searched_by(names: &Words, synonyms: &Synonyms) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.values().chain(synonyms.values().flatten()).filter(|word| seen.insert(word.as_str())).cloned().collect()
}
