//! What the rules of alerts find wrong in a branch, and what became of the news of it.

use crate::TroubleWhat;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// The page of alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroublesPage {
    pub form: FilledForm,
    /// Whether the set-up has a rule for the branch.
    pub rules: bool,
    /// The open ones first.
    pub troubles: Vec<TroubleRow>,
    /// The programs and mailboxes that are told, by id.
    pub recipients: Vec<String>,
    /// The phones that are told of the branch.
    pub phones: Vec<PhoneRow>,
    /// The servers' public key, to which a browser subscribes.
    pub push_key: String,
    /// The latest first.
    pub news: Vec<NewsRow>,
}

/// A trouble, open or over. Times are those of the branch's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleRow {
    pub rule: String,
    /// What the rule is about; `None` where the set-up has it no more.
    pub what: Option<TroubleWhat>,
    pub place: String,
    pub value: u32,
    pub since: String,
    /// When it was over.
    pub over: Option<String>,
    /// Who has seen it, and when.
    pub seen: Option<(String, String)>,
}

/// A manager's phone that is told of the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneRow {
    pub id: String,
    /// Whose it is.
    pub name: String,
    pub since: String,
}

/// News for a program, a mailbox or a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsRow {
    pub id: String,
    pub kind: NewsKind,
    pub rule: String,
    /// The id of the set-up; of a phone, whose it is.
    pub recipient: String,
    pub state: NewsState,
    pub tries: u32,
    /// When its state changed.
    pub at: String,
    /// What went wrong at the last try.
    pub fault: String,
}

/// What news tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsKind {
    Opened,
    Over,
    Test,
    /// A request in progress has changed.
    Case,
}

/// What became of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsState {
    Waiting,
    Sent,
    /// Nobody took them; they are tried again when somebody asks for it.
    Dead,
    /// The trouble was over before they were sent.
    CalledOff,
}
