//! The office's pages of the set-up: what is in force, its forms, what a save would change, and the versions.

use crate::{Category, Language, Service, Time};
use serde::{Deserialize, Serialize};

/// What was changed, as its sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupChanged {
    Added,
    Removed,
    /// The entries of a list stand in another order.
    Ordered,
    Value,
}

/// How the values of a change are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupHolds {
    /// As they are written.
    Value,
    Number,
    Flag,
    /// A word of the file that the pages have words for.
    Choice,
    /// A text for people.
    Words,
    /// By what came and what went.
    List,
    /// Dates by the calendar, by what came and what went.
    Dates,
    /// The hours of the week, by their days.
    Hours,
}

/// When a change takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupTakes {
    AtOnce,
    NextDay,
    Restart,
}

/// One change of the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupChange {
    pub what: SetupChanged,
    /// Where it stands: `branch.centro.hours`.
    pub path: String,
    /// The key of the set-up, without the ids of entries: `branch.hours`. Empty where the set-up has no such key any more.
    pub key: String,
    /// What it is about, from the outside in: the key of a list, and the entry's own name. Empty for the set-up as a whole.
    pub entries: Vec<(String, String)>,
    /// The language of a text; empty where it is none.
    pub language: String,
    pub holds: SetupHolds,
    /// One value, the parts of a list, or nothing.
    pub old: Vec<String>,
    pub new: Vec<String>,
    pub takes: SetupTakes,
}

/// A version that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupSaved {
    pub number: u32,
    /// How it came: `carried`, `file`, `editor`, `import`, `undo`, `rollout`, `rollback`.
    pub origin: String,
    /// The name of the rollout for which it was saved; empty where it was for none.
    pub rollout: String,
    /// The name of who saved it; empty where it was the server or a command.
    pub by: String,
    /// The day by the branch's clock.
    pub day: String,
    pub at: Time,
    pub changes: Vec<SetupChange>,
}

/// The first page of the set-up.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a person may do or not")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupHome {
    pub newest: SetupSaved,
    /// The services whose words and times can be edited, by id and name; empty for who may not.
    pub services: Vec<(String, String)>,
    /// The further languages, each a file of its own.
    pub languages: Vec<String>,
    /// Whether this person may change more than this branch.
    pub whole: bool,
    /// Whether this person may make a change to many branches.
    pub rollouts: bool,
    /// Whether this person may have the file: it holds every branch.
    pub exports: bool,
    /// Whether anything can be edited here.
    pub editor: bool,
    pub utc_offset_minutes: i32,
}

/// The name of a field or of a group of fields: a key of the words, and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupLabel {
    pub key: String,
    pub of: String,
}

impl SetupLabel {
    pub fn new(key: &str, of: &str) -> Self {
        Self { key: key.to_owned(), of: of.to_owned() }
    }
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupInput {
    Text,
    /// A whole number; empty for the usual value.
    Number,
    /// A time of day, by the clock on the wall.
    Clock,
    /// So many lines.
    Lines(u32),
    Tick,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupField {
    pub name: String,
    pub label: SetupLabel,
    pub input: SetupInput,
    pub value: String,
    /// What the check of the set-up says of it.
    pub faults: Vec<String>,
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupGroup {
    pub label: SetupLabel,
    pub fields: Vec<SetupField>,
}

/// One mistake that the check of the set-up names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupFault {
    /// The file of a language; none for the set-up's own.
    pub file: Option<String>,
    pub line: u32,
    pub field: String,
    pub what: String,
    /// The name of the form's field where it stands.
    pub at: Option<String>,
}

/// Why nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupRefused {
    /// The check names mistakes.
    Faulty,
    /// Somebody else has saved a version meanwhile; here is theirs.
    Stale(Box<SetupSaved>),
    /// All is as it was.
    Unchanged,
    /// It changes what belongs to the bank or to another branch.
    NotYours,
    /// It cannot be made to other branches.
    OfOneBranch,
    /// The file that was chosen is no set-up.
    Unfit(SetupUnfit),
}

/// What a file is that is no set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupUnfit {
    /// No file was chosen, or an empty one.
    Nothing,
    TooLong,
    /// A picture, a sound or a video.
    Picture,
    /// HTML, or another marked-up text.
    Page,
    /// No text in UTF-8.
    NoText,
}

/// A form of the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupForm {
    /// What stands behind `setup/` in its address: `hours`, `services/cash`.
    pub part: String,
    /// What the page is called.
    pub label: SetupLabel,
    /// The version that is edited.
    pub seen: u32,
    pub groups: Vec<SetupGroup>,
    pub faults: Vec<SetupFault>,
    pub refused: Option<SetupRefused>,
    pub utc_offset_minutes: i32,
}

/// What a save would change, before it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupReview {
    pub part: String,
    pub label: SetupLabel,
    pub seen: u32,
    /// The form as it was filled in.
    pub typed: Vec<(String, String)>,
    pub changes: Vec<SetupChange>,
    /// Whether it can be made to other branches too.
    pub spreads: bool,
}

/// What the visitors would see with what was typed, before it is saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetupPreview {
    pub part: String,
    pub label: SetupLabel,
    pub seen: u32,
    /// The form as it was filled in.
    pub typed: Vec<(String, String)>,
    /// The languages of the branch, and the one in which it is shown.
    pub languages: Vec<Language>,
    pub language: Language,
    /// The kiosk's tiles.
    pub categories: Vec<Category>,
    /// The service whose list and ticket are shown.
    pub service: Option<Service>,
    pub paper: Vec<PaperLine>,
}

/// A line of a printed ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperLine {
    Text {
        text: String,
        bold: bool,
        tall: bool,
        centred: bool,
    },
    Number(String),
    /// The code for the visitor's phone.
    Code,
    /// A line across the paper.
    Rule,
    /// White space.
    Gap,
}

/// The versions, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupVersions {
    pub saves: Vec<SetupSaved>,
    /// Where the list goes on.
    pub before: Option<u32>,
    pub utc_offset_minutes: i32,
}

/// A version beside another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupCompared {
    pub save: SetupSaved,
    /// The version that it is compared with; 0 for none.
    pub with: u32,
    pub changes: Vec<SetupChange>,
    pub newest: u32,
    /// Whether this person may have its file.
    pub exports: bool,
    /// Whether this person may go back to it.
    pub may_undo: bool,
    pub refused: Option<SetupRefused>,
    pub utc_offset_minutes: i32,
}
