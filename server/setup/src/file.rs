//! The shape of a set-up file (`sportello-setup/1`). What can be wrong about a value, beyond its type, is for `check`.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text in each language of the file, by its code.
pub type Translations = BTreeMap<String, String>;
/// Search words for one thing, in each language that has some.
pub type Synonyms = BTreeMap<String, Vec<String>>;
/// An id and its place in the file.
pub type Id = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub format: Spanned<String>,
    pub languages: Vec<Id>,
    pub disclaimer: Translations,
    pub priority: Spanned<Priority>,
    pub branch: Vec<Branch>,
    pub desk_kind: Vec<DeskKind>,
    pub category: Vec<Category>,
    pub document: Vec<Document>,
    pub form: Vec<Form>,
    pub service: Vec<Service>,
    /// The service for visitors who are not sure.
    pub unsure: Option<Id>,
    #[serde(default)]
    pub question: Vec<Question>,
    #[serde(default)]
    pub answer: Vec<Answer>,
    #[serde(default)]
    pub feedback: Feedback,
    #[serde(default)]
    pub case_type: Vec<CaseType>,
    #[serde(default)]
    pub cases: Cases,
    #[serde(default)]
    pub product: Vec<Product>,
    #[serde(default)]
    pub security: Security,
    #[serde(default)]
    pub alert_to: Vec<AlertTo>,
    #[serde(default)]
    pub alert_rule: Vec<AlertRule>,
    #[serde(default)]
    pub report_to: Vec<ReportTo>,
    #[serde(default)]
    pub setup: Editing,
}

/// To whom reports are sent by themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportTo {
    pub id: Id,
    pub mail: Spanned<String>,
    pub every: ReportEvery,
    /// By the branch's clock: `07:00`.
    pub at: Option<Spanned<String>>,
    #[serde(default)]
    pub branches: Vec<Id>,
    pub language: Option<Spanned<String>>,
}

/// How often a report is sent: of the day before, or of the month before.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportEvery {
    Day,
    Month,
}

/// Who is told when something is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertTo {
    pub id: Id,
    /// A program's address.
    pub webhook: Option<Spanned<String>>,
    /// An address for letters.
    pub mail: Option<Spanned<String>>,
}

/// When somebody is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    pub id: Id,
    pub when: AlertWhen,
    /// From how many minutes, visitors or percent on.
    pub over: Option<Spanned<u32>>,
    #[serde(default)]
    pub branches: Vec<Id>,
    pub to: Vec<Id>,
    pub pause_minutes: Option<Spanned<u32>>,
    /// On the branch's clock: `20:00-08:00`.
    pub quiet: Option<Spanned<String>>,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertWhen {
    Wait,
    Queue,
    NoShows,
    Forecast,
    Device,
    Printer,
    Speech,
    Help,
    LowRating,
    Danger,
    ComplaintDue,
}

/// How the set-up itself is changed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editing {
    /// Whether it can be edited on a page; otherwise the file alone rules.
    pub editor: Option<bool>,
}

/// Sessions and devices.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    pub open_devices: Option<bool>,
    pub session_hours: Option<Spanned<u32>>,
    pub idle_tablet_minutes: Option<Spanned<u32>>,
    pub idle_office_minutes: Option<Spanned<u32>>,
    pub idle_desk_minutes: Option<Spanned<u32>>,
    /// Whether managers and admins must have a second factor.
    #[serde(default)]
    pub second_factor: bool,
}

/// What visitors are asked after their visit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Services after which nobody is asked to recommend the branch.
    #[serde(default)]
    pub no_recommendation_after: Vec<Id>,
}

/// Requests in progress, of whatever kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// Who is told of each change.
    #[serde(default)]
    pub tell: Vec<Id>,
}

/// A kind of request that takes longer than a visit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    pub id: Id,
    pub name: Translations,
    /// How long it takes as a rule, in working days.
    pub from_days: Spanned<u32>,
    pub to_days: Spanned<u32>,
    /// The service at which clients bring what is missing.
    pub service: Id,
    pub steps: Vec<CaseStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStep {
    pub id: Id,
    pub name: Translations,
    /// Who must act.
    pub who: Spanned<crate::case_type::Acts>,
}

/// A product of the bank. It stands by some services, and by all those of some categories.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub id: Id,
    #[serde(default)]
    pub services: Vec<Id>,
    #[serde(default)]
    pub categories: Vec<Id>,
    pub name: Translations,
    pub what: Translations,
    pub costs: Translations,
    pub risks: Translations,
    /// The sheet that the law asks for: an address, or a PDF beside the set-up.
    pub sheet: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    pub label: Translations,
    pub help: Translations,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    pub id: Id,
    pub name: Translations,
    pub time_zone: Spanned<String>,
    pub kiosk_panel_inches: Spanned<f32>,
    pub lobby_panel_inches: Spanned<f32>,
    /// What a display of the lobby shows whose address does not say it.
    pub lobby_layout: Option<Spanned<wire::LobbyLayout>>,
    pub brand: Option<Brand>,
    /// The bank's own pictures and videos for the wall.
    #[serde(default)]
    pub media: Vec<Media>,
    #[serde(default)]
    pub volume: Vec<Volume>,
    #[serde(default)]
    pub closed_on: Vec<Spanned<String>>,
    pub hours: Vec<Hours>,
    #[serde(default)]
    pub special_hours: Vec<SpecialHours>,
    #[serde(default)]
    pub policy: Policy,
    /// Where the branch is, and the way in without steps, for those who read of it at home.
    pub address: Option<Translations>,
    pub step_free: Option<Translations>,
    #[serde(default)]
    pub book: Book,
    /// By the id of the service.
    #[serde(default)]
    pub target_minutes: BTreeMap<String, Spanned<u32>>,
    pub desk: Vec<Desk>,
    #[serde(default)]
    pub printer: Vec<Printer>,
    /// The kiosk's printer; without it the kiosk does not print.
    pub kiosk_printer: Option<Id>,
    /// Whether the kiosk's browser prints while the kiosk has no printer.
    #[serde(default)]
    pub browser_printing: bool,
    /// Whether there is a branch beside this one, in which people learn.
    #[serde(default)]
    pub practice: bool,
    /// Whether the branch's managers see which lessons people have done there.
    #[serde(default)]
    pub manager_sees_lessons: bool,
}

/// How the bank shows itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub name: Option<Spanned<String>>,
    /// A file beside the set-up.
    pub logo: Option<Spanned<String>>,
    pub colour: Option<Spanned<String>>,
}

/// How loud the wall is at a time of day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    pub open: Spanned<String>,
    pub close: Spanned<String>,
    pub percent: Spanned<u32>,
}

/// A picture or a video for the wall, and when it is shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    pub id: Id,
    /// A file beside the set-up.
    pub file: Spanned<String>,
    pub alt: Translations,
    /// The first and the last day.
    pub from: Option<Spanned<String>>,
    pub until: Spanned<String>,
    /// Times of day.
    pub open: Option<Spanned<String>>,
    pub close: Option<Spanned<String>>,
    pub seconds: Option<Spanned<u32>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    pub id: Id,
    pub address: Spanned<String>,
    pub paper_mm: Spanned<u32>,
    /// The printable width, where it is not the usual one of the paper.
    pub dots: Option<Spanned<u32>>,
    #[serde(default = "yes")]
    pub status: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialHours {
    pub dates: Vec<Spanned<String>>,
    pub open: Spanned<String>,
    pub close: Spanned<String>,
}

fn yes() -> bool {
    true
}

/// The rules that a branch changes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub service_time_weight_percent: Option<Spanned<u32>>,
    pub appointment_lead_minutes: Option<Spanned<u32>>,
    pub appointment_grace_minutes: Option<Spanned<u32>>,
    pub officer_wait_minutes: Option<Spanned<u32>>,
    pub priority_share_percent: Option<Spanned<u32>>,
    pub preference_step_minutes: Option<Spanned<u32>>,
    pub no_show_calls: Option<Spanned<u32>>,
    pub no_show_after_seconds: Option<Spanned<u32>>,
    pub delay_most_minutes: Option<Spanned<u32>>,
    pub overtime_minutes: Option<Spanned<u32>>,
    pub extension_most_minutes: Option<Spanned<u32>>,
    pub auto_call_seconds: Option<Spanned<u32>>,
    pub manual_picks: Option<queue::ManualPicks>,
    pub join_from_home: Option<Spanned<u32>>,
    pub join_grace_minutes: Option<Spanned<u32>>,
    pub alone_numbers: Option<Spanned<u32>>,
    pub alone_minutes: Option<Spanned<u32>>,
    pub join_code: Option<bool>,
    pub call_backs: Option<Spanned<u32>>,
    pub call_back_again_minutes: Option<Spanned<u32>>,
    pub call_back_dials: Option<Spanned<u32>>,
}

/// What a branch sets of its book of appointments.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    pub notice_minutes: Option<Spanned<u32>>,
    pub days_ahead: Option<Spanned<u32>>,
    pub share_percent: Option<Spanned<u32>>,
    pub open_per_contact: Option<Spanned<u32>>,
    pub buffer_minutes: Option<Spanned<u32>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    pub days: Vec<Spanned<String>>,
    pub open: Spanned<String>,
    pub close: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub id: Id,
    pub label: Spanned<String>,
    pub name: Translations,
    pub kinds: Vec<Id>,
    /// Services, most preferred first; without it the desk prefers what its kinds prefer.
    pub prefers: Option<Vec<Id>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskKind {
    pub id: Id,
    pub letter: Spanned<String>,
    pub name: Translations,
    /// What a desk of this kind prefers if the desk itself names nothing.
    #[serde(default)]
    pub prefers: Vec<Id>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: Id,
    pub icon: Spanned<String>,
    pub name: Translations,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: Id,
    pub name: Translations,
    pub hint: Option<Translations>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub id: Id,
    pub name: Translations,
    pub filled: wire::Filled,
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The bank's own file, by its path beside the set-up.
    pub pdf: Option<Spanned<String>>,
}

/// A place of a form to fill in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub kind: Spanned<crate::form::FieldKind>,
    pub label: Translations,
    pub lines: Option<Spanned<u32>>,
    #[serde(default)]
    pub options: Vec<Translations>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: Id,
    pub category: Id,
    pub desk_kind: Id,
    pub target_minutes: Spanned<u32>,
    pub expected_minutes: Spanned<u32>,
    pub p80_minutes: Spanned<u32>,
    pub name: Translations,
    pub how: Translations,
    pub self_service: Option<Translations>,
    #[serde(default)]
    pub synonyms: Synonyms,
    /// The quick answer that is shown before any queue.
    pub urgent: Option<Id>,
    #[serde(default)]
    pub documents: Vec<Needed>,
    #[serde(default)]
    pub forms: Vec<Id>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needed {
    pub id: Id,
    pub need: Spanned<wire::Need>,
    pub when: Option<Translations>,
}

/// A question that leads a visitor to a service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: Id,
    pub text: Translations,
    pub choices: Vec<Choice>,
}

/// One of its answers; it leads to exactly one of the three.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub label: Translations,
    pub service: Option<Id>,
    pub question: Option<Id>,
    pub answer: Option<Id>,
}

/// What needs no desk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub id: Id,
    pub icon: Spanned<String>,
    pub title: Translations,
    pub text: Translations,
    #[serde(default)]
    pub synonyms: Synonyms,
    /// Where to go when it did not help.
    pub service: Option<Id>,
    pub phone: Option<Spanned<String>>,
    #[serde(default)]
    pub shows_hours: bool,
}
