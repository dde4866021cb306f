//! Every place in a set-up file where words stand. The check and the further languages both go by this list.

use crate::fault::Faults;
use crate::file::{File, Id, Synonyms, Translations};
use std::ops::Range;

/// A text of a set-up.
pub struct Slot<'a> {
    pub place: Range<usize>,
    /// Its name in messages: `service "cash", how`.
    pub field: String,
    /// Its path in the file of a further language: `service.cash.how`.
    pub path: String,
    /// Whether every further language must have it. An optional text falls back to the set-up's first language.
    pub must: bool,
    pub words: &'a mut Translations,
}

/// Checks that every text is there in every language of the file and in no other.
pub fn check(file: &mut File, faults: &mut Faults) {
    let languages: Vec<String> = file.languages.iter().map(|language| language.get_ref().clone()).collect();
    for slot in every(file) {
        for language in &languages {
            if slot.words.get(language).is_none_or(|text| text.trim().is_empty()) {
                let name = last_word(&slot.field);
                let what = format!("has no words in \"{language}\"; add {name}.{language} = \"...\"");
                faults.add(Some(slot.place.clone()), &slot.field, what);
            }
        }
        if slot.words.values().any(|text| text.chars().any(|char| char.is_control() && char != '\n')) {
            faults.add(Some(slot.place.clone()), &slot.field, "holds a control character; remove it");
        }
        for language in slot.words.keys().filter(|language| !languages.contains(language)) {
            faults.add(Some(slot.place.clone()), &slot.field, stray(language));
        }
    }
    for list in lists(file) {
        for (language, words) in &*list.words {
            let field = format!("{}.{language}", list.field);
            if !languages.contains(language) {
                faults.add(Some(list.place.clone()), &field, stray(language));
            }
            if words.iter().any(|word| word.trim().is_empty() || word.chars().count() > 60) {
                faults.add(Some(list.place.clone()), &field, "write words of 1 to 60 letters");
            }
        }
    }
}

fn stray(language: &str) -> String {
    format!("\"{language}\" is not one of the languages of the file; add it to `languages` or remove it")
}

fn last_word(field: &str) -> &str {
    field.rsplit([' ', '.']).next().unwrap_or(field)
}

/// Lists every text of the file.
pub fn every(file: &mut File) -> Vec<Slot<'_>> {
    let mut slots = Slots(Vec::new());
    let place = file.format.span();
    slots.add(place, "disclaimer".to_owned(), "disclaimer".to_owned(), &mut file.disclaimer);
    let place = file.priority.span();
    let priority = file.priority.get_mut();
    slots.add(place.clone(), "priority.label".to_owned(), "priority.label".to_owned(), &mut priority.label);
    slots.add(place, "priority.help".to_owned(), "priority.help".to_owned(), &mut priority.help);
    for branch in &mut file.branch {
        slots.of("branch", &branch.id, "name", &mut branch.name).must = false;
        for (part, words) in [("address", branch.address.as_mut()), ("step_free", branch.step_free.as_mut())] {
            if let Some(words) = words {
                slots.of("branch", &branch.id, part, words).must = false;
            }
        }
        let within = ["branch.", branch.id.get_ref(), ".desk"].concat();
        for desk in &mut branch.desk {
            let slot = slots.of("branch.desk", &desk.id, "name", &mut desk.name);
            slot.path = [&within, ".", desk.id.get_ref()].concat();
            slot.must = false;
        }
        let within = ["branch.", branch.id.get_ref(), ".media"].concat();
        for media in &mut branch.media {
            let slot = slots.of("branch.media", &media.id, "alt", &mut media.alt);
            slot.path = [&within, ".", media.id.get_ref()].concat();
            slot.must = false;
        }
    }
    for kind in &mut file.desk_kind {
        slots.of("desk_kind", &kind.id, "", &mut kind.name).must = false;
    }
    for category in &mut file.category {
        slots.of("category", &category.id, "", &mut category.name);
    }
    for document in &mut file.document {
        slots.of("document", &document.id, "name", &mut document.name);
        slots.maybe("document", &document.id, "hint", document.hint.as_mut());
    }
    for form in &mut file.form {
        slots.of("form", &form.id, "", &mut form.name);
        for (place, field) in form.fields.iter_mut().enumerate() {
            let slot = slots.of("form", &form.id, "fields.label", &mut field.label);
            slot.path = format!("form.{}.fields.{place}", form.id.get_ref());
            slot.must = false;
            for (option, words) in field.options.iter_mut().enumerate() {
                let slot = slots.of("form", &form.id, "fields.options", words);
                slot.path = format!("form.{}.options.{place}.{option}", form.id.get_ref());
                slot.must = false;
            }
        }
    }
    for service in &mut file.service {
        slots.of("service", &service.id, "name", &mut service.name);
        slots.of("service", &service.id, "how", &mut service.how);
        slots.maybe("service", &service.id, "self_service", service.self_service.as_mut());
        let id = service.id.get_ref();
        for document in &mut service.documents {
            let Some(when) = &mut document.when else { continue };
            let path = ["service.", id, ".when.", document.id.get_ref()].concat();
            slots.add(document.id.span(), format!("service \"{id}\", documents.when"), path, when);
        }
    }
    for question in &mut file.question {
        slots.of("question", &question.id, "text", &mut question.text);
        for (place, choice) in question.choices.iter_mut().enumerate() {
            let slot = slots.of("question", &question.id, "choices.label", &mut choice.label);
            slot.path = format!("question.{}.choices.{place}", question.id.get_ref());
        }
    }
    for answer in &mut file.answer {
        slots.of("answer", &answer.id, "title", &mut answer.title);
        slots.of("answer", &answer.id, "text", &mut answer.text);
    }
    for product in &mut file.product {
        let parts = [("name", &mut product.name), ("what", &mut product.what)];
        let parts = parts.into_iter().chain([("costs", &mut product.costs), ("risks", &mut product.risks)]);
        for (part, words) in parts {
            slots.of("product", &product.id, part, words).must = false;
        }
    }
    for kind in &mut file.case_type {
        slots.of("case_type", &kind.id, "name", &mut kind.name).must = false;
        let within = ["case_type.", kind.id.get_ref(), ".steps."].concat();
        for step in &mut kind.steps {
            let slot = slots.of("case_type.steps", &step.id, "name", &mut step.name);
            slot.path = [&within, step.id.get_ref().as_str()].concat();
            slot.must = false;
        }
    }
    slots.0
}

/// A list of search words, which is optional in each language.
pub struct List<'a> {
    pub place: Range<usize>,
    pub field: String,
    pub path: String,
    pub words: &'a mut Synonyms,
}

/// Lists every list of search words.
pub fn lists(file: &mut File) -> Vec<List<'_>> {
    let services = file.service.iter_mut().map(|service| ("service", &service.id, &mut service.synonyms));
    let answers = file.answer.iter_mut().map(|answer| ("answer", &answer.id, &mut answer.synonyms));
    let list = |(kind, id, words): (&str, &Id, _)| List {
        place: id.span(),
        field: format!("{kind} \"{}\", synonyms", id.get_ref()),
        path: format!("{kind}.{}.synonyms.", id.get_ref()),
        words,
    };
    services.map(list).chain(answers.map(list)).collect()
}

struct Slots<'a>(Vec<Slot<'a>>);

impl<'a> Slots<'a> {
    fn add(&mut self, place: Range<usize>, field: String, path: String, words: &'a mut Translations) {
        self.0.push(Slot { place, field, path, must: true, words });
    }

    /// Adds a text of an entry with an id. `part` is empty if the name is the entry's only text: `slip = "..."` under `[form]`.
    fn of(&mut self, kind: &str, id: &Id, part: &str, words: &'a mut Translations) -> &mut Slot<'a> {
        let name = id.get_ref();
        let field = format!("{kind} \"{name}\", {}", if part.is_empty() { "name" } else { part });
        let path = if part.is_empty() { [kind, ".", name].concat() } else { [kind, ".", name, ".", part].concat() };
        self.add(id.span(), field, path, words);
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    fn maybe(&mut self, kind: &str, id: &Id, part: &str, words: Option<&'a mut Translations>) {
        if let Some(words) = words {
            self.of(kind, id, part, words);
        }
    }
}
