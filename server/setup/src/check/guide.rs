//! What leads a visitor to a service, or makes one needless: search words, questions, quick answers.

use super::Checker;
use crate::file::{self, Id, Synonyms, Translations};
use queue::ServiceId;
use std::collections::BTreeSet;
use wire::LeadsTo;

/// The most tiles on a screen of the kiosk: each is at least 20 mm, and people do not read more.
const TILES: usize = 6;

/// The guiding part of a catalogue.
pub(super) struct Guide {
    pub unsure: Option<String>,
    pub questions: Vec<wire::Question>,
    pub answers: Vec<wire::Answer>,
}

impl<'a> Checker<'a, '_> {
    /// Checks that search words, questions and answers lead to something that exists and fits on a screen.
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
            if let Some(phone) = &answer.phone
                && !is_phone(phone.get_ref())
            {
                let what = format!(
                    "\"{}\" is no telephone number; write it as \"800 123 456\" or \"+39 ...\"",
                    phone.get_ref()
                );
                self.add(phone, &format!("answer \"{}\", phone", answer.id.get_ref()), what);
            }
            if let Some(id) = &answer.service {
                self.known(id, &format!("answer \"{}\", service", answer.id.get_ref()), "service", services());
            }
        }
        for question in &file.question {
            self.choices(question);
            if self.leads_back(question) {
                let what = "its choices lead back to it, so that a visitor may walk in a circle; let one of them lead elsewhere";
                self.add(&question.id, &format!("question \"{}\", choices", question.id.get_ref()), what);
            }
        }
        self.tiles();
    }

    /// Whether a question can be reached again from its own choices.
    fn leads_back(&self, question: &file::Question) -> bool {
        let (mut seen, mut ahead) = (BTreeSet::new(), next_questions(question));
        while let Some(id) = ahead.pop() {
            if id == question.id.get_ref() {
                return true;
            }
            if seen.insert(id) {
                let found = self.file.question.iter().find(|question| question.id.get_ref() == id);
                ahead.extend(found.map(next_questions).unwrap_or_default());
            }
        }
        false
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

    /// The guide of a branch, which leads only to services of the branch.
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
            icon: answer.icon.get_ref().clone(),
            title: self.text(&answer.title),
            text: self.text(&answer.text),
            synonyms: searched_by(&answer.title, &answer.synonyms),
            service: answer.service.as_ref().filter(here).map(name),
            phone: answer.phone.as_ref().map(name),
            shows_hours: answer.shows_hours,
        };
        Guide {
            unsure: file.unsure.as_ref().filter(here).map(name),
            questions: that_lead_on(file.question.iter().map(question).collect()),
            answers: file.answer.iter().map(answer).collect(),
        }
    }
}

/// The questions that lead to something in this branch. The visitor begins with the first question; without it there is none.
fn that_lead_on(mut questions: Vec<wire::Question>) -> Vec<wire::Question> {
    let first = questions.first().map(|question| question.id.clone());
    while let Some(at) = questions.iter().position(|question| question.choices.is_empty()) {
        let dead_end = LeadsTo::Question(questions.remove(at).id);
        for question in &mut questions {
            question.choices.retain(|choice| choice.leads_to != dead_end);
        }
    }
    if questions.first().map(|question| &question.id) == first.as_ref() { questions } else { Vec::new() }
}

/// The questions that a question's choices lead to.
fn next_questions(question: &file::Question) -> Vec<&str> {
    question.choices.iter().filter_map(|choice| Some(choice.question.as_ref()?.get_ref().as_str())).collect()
}

/// Whether a text can be dialled.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let written = |char: char| char.is_ascii_digit() || matches!(char, ' ' | '+' | '-' | '.' | '/' | '(' | ')');
    (3..=20).contains(&digits) && text.chars().all(written)
}

/// The names and the synonyms in all languages, each once: a page carries the names of one language only.
pub(super) fn searched_by(names: &Translations, synonyms: &Synonyms) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.values().chain(synonyms.values().flatten()).filter(|word| seen.insert(word.as_str())).cloned().collect()
}
