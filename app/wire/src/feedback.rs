//! What visitors are asked after their visit, and what came of it.

use crate::Text;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// The page that asks a visitor, one question at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackPage {
    pub ask: FeedbackAsk,
    /// The address to which an answer is posted, and from which the next question comes.
    pub action: String,
    /// What an answer at the exit goes on with; empty where a ticket answers.
    pub of: String,
    /// The ticket's number; empty at the exit.
    pub number: String,
    pub form: FilledForm,
    /// The way to the branch's form for complaints.
    pub complain: String,
}

/// What is asked at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackAsk {
    /// The visit is not over yet.
    Early,
    /// 1 to 5.
    Satisfaction,
    /// 1 to 7.
    Effort,
    /// 0 to 10.
    Recommendation,
    Comment,
    Thanks {
        /// The visitor was not content: a complaint is offered.
        low: bool,
    },
}

/// `POST /api/v1/feedback/{token}` and `POST /api/v1/branches/{branch}/feedback`: one step of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FeedbackRequest {
    /// 1 to 5. It comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<u8>,
    /// 1 to 7, where the ticket is asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<u8>,
    /// 0 to 10, where the ticket is asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<u8>,
    /// At most 1,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// The page on which the manager reads what visitors said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedbackOffice {
    pub total: FeedbackRow,
    pub by_service: Vec<FeedbackRow>,
    pub by_week: Vec<FeedbackRow>,
    /// Presses at the exit that were not counted.
    pub bursts: u32,
    pub contact: ContactFigures,
    pub comments: Vec<FeedbackComment>,
    /// The words that were searched for.
    pub search: String,
    pub form: FilledForm,
}

/// The figures of a service or a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedbackRow {
    pub of: RowOf,
    pub csat: Figure,
    pub nps: Figure,
    /// A mean of 1 to 7.
    pub effort: Figure,
}

/// What a row of figures is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOf {
    All,
    /// Answers at the exit, whose service is not known.
    Exit,
    Service(Text),
    /// By its Monday.
    Week(String),
}

/// A figure with its count and its 95 % interval; without a value where too few answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub n: u32,
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
}

/// How requests were resolved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ContactFigures {
    /// Resolved at the first contact, in percent.
    pub first_contact: Figure,
    /// Mean and median of how long resolved requests took, in minutes.
    pub resolution: Option<(u32, u32)>,
    pub open: u32,
}

/// What a visitor wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackComment {
    pub id: i64,
    pub version: u32,
    pub day: String,
    pub service: Text,
    pub satisfaction: u32,
    /// Nobody has seen to this low answer yet.
    pub open: bool,
    pub words: String,
}
