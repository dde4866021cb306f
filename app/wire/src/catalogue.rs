//! What a branch offers, as a visitor may read it. It changes with the set-up only, so it travels apart from
//! the snapshots; they name its version.

use crate::Text;
use serde::{Deserialize, Serialize};

/// The services of a branch by category, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Changes whenever anything in the catalogue does.
    pub version: String,
    /// "Indicative list: the bank may ask for other documents."
    pub disclaimer: Text,
    pub priority: PriorityOffer,
    pub categories: Vec<Category>,
    /// The id of the service for who is not sure what to ask for.
    pub unsure: Option<String>,
    /// The questions that lead to a service; the kiosk begins with the first one.
    pub questions: Vec<Question>,
    /// What needs no desk.
    pub answers: Vec<Answer>,
}

impl Catalogue {
    /// The service with this id and the category that it stands in.
    pub fn service(&self, id: &str) -> Option<(&Category, &Service)> {
        self.categories
            .iter()
            .find_map(|category| Some((category, category.services.iter().find(|service| service.id == id)?)))
    }

    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.id == id)
    }
}

impl Catalogue {
    /// Whether its texts are there in a language.
    pub fn speaks(&self, language: &str) -> bool {
        self.disclaimer.has(language)
    }

    /// Whether the visitors' words for its services are there, by which they are searched.
    pub fn is_searchable(&self) -> bool {
        self.categories.iter().flat_map(|category| &category.services).any(|service| !service.synonyms.is_empty())
    }

    /// The same without the visitors' words: they are a third of it, and few visitors search.
    #[must_use]
    pub fn without_search_words(mut self) -> Self {
        let services = self.categories.iter_mut().flat_map(|category| &mut category.services);
        let lists = services.map(|service| &mut service.synonyms);
        lists.chain(self.answers.iter_mut().map(|answer| &mut answer.synonyms)).for_each(Vec::clear);
        self
    }

    /// The same without what products cost and risk: the kiosk names them, and their sheets are at the desk.
    #[must_use]
    pub fn without_terms(mut self) -> Self {
        let services = self.categories.iter_mut().flat_map(|category| &mut category.services);
        for product in services.flat_map(|service| &mut service.products) {
            product.costs = Text::default();
            product.risks = Text::default();
            product.sheet = None;
        }
        self
    }

    /// The same in these languages only: what a page carries of it.
    #[must_use]
    pub fn in_languages(mut self, languages: &[&str]) -> Self {
        let keep = |text: &mut Text| text.keep(languages);
        keep(&mut self.disclaimer);
        keep(&mut self.priority.label);
        keep(&mut self.priority.help);
        for category in &mut self.categories {
            keep(&mut category.name);
            for service in &mut category.services {
                keep(&mut service.name);
                keep(&mut service.how);
                service.self_service.iter_mut().for_each(keep);
                keep(&mut service.who);
                for document in &mut service.documents {
                    keep(&mut document.name);
                    document.hint.iter_mut().chain(&mut document.when).for_each(keep);
                }
                service.forms.iter_mut().for_each(|form| keep(&mut form.name));
                for product in &mut service.products {
                    [&mut product.name, &mut product.what, &mut product.costs, &mut product.risks]
                        .into_iter()
                        .for_each(keep);
                }
            }
        }
        for question in &mut self.questions {
            keep(&mut question.text);
            question.choices.iter_mut().for_each(|choice| keep(&mut choice.label));
        }
        for answer in &mut self.answers {
            keep(&mut answer.title);
            keep(&mut answer.text);
        }
        self
    }
}

/// How the kiosk asks whether a visitor needs priority: yes or no, never why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PriorityOffer {
    pub label: Text,
    pub help: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Category {
    pub id: String,
    /// The name of an icon of the product's set.
    pub icon: String,
    pub name: Text,
    pub services: Vec<Service>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Service {
    pub id: String,
    pub name: Text,
    /// How it works, in a few sentences.
    pub how: Text,
    /// What can be done without a desk, where that is so.
    pub self_service: Option<Text>,
    /// How long it takes at the desk, in minutes, as a rule.
    pub minutes: u32,
    /// The id of the kind of desk that serves it; what one visitor needs of one kind is done in one turn.
    pub desk_kind: String,
    /// Who helps: the name of that kind of desk.
    pub who: Text,
    /// By what it is searched: its names and the visitor's own words for it, in all languages.
    pub synonyms: Vec<String>,
    /// The id of the quick answer that is shown before any queue.
    pub urgent: Option<String>,
    /// In the order in which the desk needs them.
    pub documents: Vec<Document>,
    pub forms: Vec<Form>,
    /// In the set-up's order, the same for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
}

/// A product of the bank, in the same words as every other: it is explained, and never recommended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Product {
    pub id: String,
    pub name: Text,
    pub what: Text,
    pub costs: Text,
    pub risks: Text,
    /// Where the sheet is that the law asks for; absent where it is a file of the branch, `products/{id}.pdf`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// What the visitor brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Document {
    pub id: String,
    pub name: Text,
    pub hint: Option<Text>,
    pub need: Need,
    /// The condition, where the need has one: "if you use the card".
    pub when: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Always,
    Conditional,
    Recommended,
    Optional,
}

/// What the visitor fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Form {
    pub id: String,
    pub name: Text,
    pub filled: Filled,
}

/// Where a form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filled {
    Branch,
    BranchOrHome,
    WithAdviser,
}

/// A question that leads a visitor to what they need, where the names of the services do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Question {
    pub id: String,
    pub text: Text,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Choice {
    pub label: Text,
    pub leads_to: LeadsTo,
}

/// Where the answer to a question leads, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeadsTo {
    Service(String),
    Question(String),
    Answer(String),
}

/// What a visitor wants to know and needs no desk for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    pub id: String,
    /// The name of an icon of the product's set.
    pub icon: String,
    pub title: Text,
    pub text: Text,
    /// By what it is searched: its names and the visitor's own words for it, in all languages.
    pub synonyms: Vec<String>,
    /// The id of the service for whom it did not help.
    pub service: Option<String>,
    /// A telephone number, shown large.
    pub phone: Option<String>,
    /// The branch's hours belong to it.
    pub shows_hours: bool,
}

/// When a branch is open on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenHours {
    /// Days by their place in the week, 0 is Monday.
    pub days: Vec<u8>,
    /// From and to, by the clock on the wall: `08:30`.
    pub openings: Vec<(String, String)>,
}

/// A day whose hours are not those of its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHours {
    /// `2026-12-24`
    pub day: String,
    /// None on a day on which the branch is closed.
    pub openings: Vec<(String, String)>,
}

/// The hours of a branch as its visitors are told them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchHours {
    pub week: Vec<OpenHours>,
    /// The days of about a year that differ from the week, in their order: a kiosk's page stays open for long.
    pub exceptions: Vec<DayHours>,
}
