//! Every text of a set-up stands in every one of its languages, and in no other.

use super::super::file::{Id, Words};
use super::Checker;
use std::ops::Range;

impl Checker<'_, '_> {
    /// Every text stands in every language.
    pub(super) fn texts(&mut self) {
        let file = self.file;
        self.words(&file.format.span(), "disclaimer", &file.disclaimer);
        self.words(&file.priority.span(), "priority.label", &file.priority.get_ref().label);
        self.words(&file.priority.span(), "priority.help", &file.priority.get_ref().help);
        for branch in &file.branch {
            self.named("branch", &branch.id, "name", &branch.name);
            for desk in &branch.desk {
                self.named("branch.desk", &desk.id, "name", &desk.name);
            }
        }
        for kind in &file.desk_kind {
            self.named("desk_kind", &kind.id, "name", &kind.name);
        }
        for category in &file.category {
            self.named("category", &category.id, "name", &category.name);
        }
        for document in &file.document {
            self.named("document", &document.id, "name", &document.name);
            if let Some(hint) = &document.hint {
                self.named("document", &document.id, "hint", hint);
            }
        }
        for form in &file.form {
            self.named("form", &form.id, "name", &form.name);
        }
        for service in &file.service {
            self.named("service", &service.id, "name", &service.name);
            self.named("service", &service.id, "how", &service.how);
            if let Some(words) = &service.self_service {
                self.named("service", &service.id, "self_service", words);
            }
            for document in &service.documents {
                if let Some(when) = &document.when {
                    self.words(
                        &document.id.span(),
                        &format!("service \"{}\", documents.when", service.id.get_ref()),
                        when,
                    );
                }
            }
        }
    }

    pub(super) fn named(&mut self, kind: &str, id: &Id, field: &str, words: &Words) {
        self.words(&id.span(), &format!("{kind} \"{}\", {field}", id.get_ref()), words);
    }

    fn words(&mut self, place: &Range<usize>, field: &str, words: &Words) {
        let file = self.file;
        for language in &file.languages {
            if words.get(language.get_ref()).is_none_or(|text| text.trim().is_empty()) {
                let what =
                    format!("has no words in \"{0}\"; add {1}.{0} = \"...\"", language.get_ref(), last_word(field));
                self.faults.add(Some(place.clone()), field, what);
            }
        }
        for language in words.keys() {
            if !file.languages.iter().any(|known| known.get_ref() == language) {
                let what = format!(
                    "\"{language}\" is not one of the languages of the file; add it to `languages` or remove it"
                );
                self.faults.add(Some(place.clone()), field, what);
            }
        }
    }
}

fn last_word(field: &str) -> &str {
    field.rsplit([' ', '.']).next().unwrap_or(field)
}
