//! Articles: what the bank knows about serving somebody, as the desk reads it and as the office writes it.

use crate::form::Form as FilledForm;
use crate::{Language, Text, Time};
use serde::{Deserialize, Serialize};

/// A part of a text that the staff wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    Heading { text: String },
    Text { spans: Vec<Span> },
    List { ordered: bool, items: Vec<Vec<Span>> },
}

/// Some words of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Span {
    pub text: String,
    #[serde(default)]
    pub strong: bool,
}

/// What is at hand for a service, or was found: `GET /api/v1/branches/{branch}/articles`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Articles {
    /// The best first.
    pub articles: Vec<ArticleShown>,
    /// The products that stand by the service, in the set-up's order; none where words are looked for.
    #[serde(default)]
    pub products: Vec<crate::Product>,
}

/// A published article, or a quick answer of the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleShown {
    /// The article's number, or the id of the quick answer.
    pub id: String,
    pub title: Text,
    /// The language that it is written in; absent for a quick answer, which is in all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The text of a quick answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Text>,
    /// The text of an article.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The day by which somebody looks at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    /// That day is over.
    #[serde(default)]
    pub overdue: bool,
}

/// `POST /api/v1/branches/{branch}/articles` and `.../articles/{article}`: the words of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleRequest {
    /// 1 to 120 characters.
    pub title: String,
    /// Words by which it is looked for beside its title, with commas between them.
    #[serde(default)]
    pub searched: String,
    /// Markdown, 1 to 10,000 characters.
    pub text: String,
    /// One of the branch's languages.
    pub language: String,
    /// The services that it is about, by their ids; none stands for all.
    #[serde(default)]
    pub services: Vec<String>,
    /// Visitors read it, too, at the kiosk and on the page of the service.
    #[serde(default)]
    pub visitors: bool,
}

/// `POST /api/v1/branches/{branch}/articles/{article}/step`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleStepRequest {
    /// `submitted`, `returned`, `published`, `kept` or `retired`.
    pub to: String,
    /// The day by which it is looked at again, for `published` and `kept`: `2027-05-01`.
    #[serde(default)]
    pub review_by: Option<String>,
}

/// An article that was written or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleAnswer {
    pub id: i64,
    /// `draft`, `review`, `published` or `retired`.
    pub state: String,
    pub version: u32,
}

/// The office's list of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlesOffice {
    /// Those that wait for a reader first, then those that are to be looked at again.
    pub rows: Vec<ArticleRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRow {
    pub id: i64,
    pub title: String,
    pub state: String,
    /// Who wrote its words last.
    pub writer: String,
    /// The day by which it is looked at again; empty where nothing is published.
    pub review_by: String,
    pub overdue: bool,
}

/// What the form of an article offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleForm {
    pub form: FilledForm,
    pub languages: Vec<Language>,
    /// The services of the branch, by id.
    pub services: Vec<(String, Text)>,
}

/// What was done with an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleChange {
    /// The day in the branch.
    pub day: String,
    pub at: Time,
    pub by: String,
    /// The state that it led to.
    pub to: String,
}

/// One article in the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleOffice {
    pub row: ArticleRow,
    pub version: u32,
    /// The words as they were written last.
    pub blocks: Vec<Block>,
    /// The desks read words of this article.
    pub published: bool,
    /// Whoever looks at the page wrote its words.
    pub own: bool,
    /// What was done with it, in its order.
    pub changes: Vec<ArticleChange>,
    pub form: ArticleForm,
    /// The record was changed by somebody else, or its state does not allow the change.
    pub refused: bool,
    pub utc_offset_minutes: i32,
}
