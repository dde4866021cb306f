//! The pages of the office: what the staff do beside the queue. The server renders them whole; they run no program.

mod audit;
mod bank;
mod figures;
mod forms;
mod hindsight;
mod targets;
mod troubles;

pub use audit::{AuditLine, AuditPage};
pub use bank::{BankBranch, BankBranches, BankKnown, BankPage, BankServes, BankSums, BankTrend};
pub use figures::{
    FiguresOf, FiguresPage, FiguresReport, FiguresRow, HeatRow, Kpi, KpiLine, KpiRow, KpiUnit, KpiValue, LetterRow,
    Period, QuarterFigures, Within,
};
pub use forms::{FormsOffice, ScannedForm};
pub use hindsight::{Hindsight, HindsightDay, HindsightQuarter};
pub use targets::{BankTarget, BankTargetChange, TargetFigures, TargetRow, TargetSet};
pub use troubles::{NewsKind, NewsRow, NewsState, PhoneRow, TroubleRow, TroublesPage};

use crate::{
    AnnouncementsPage, ArticleForm, ArticleOffice, ArticlesOffice, CaseOffice, CasesOffice, ComplaintOffice,
    ComplaintsOffice, DevicesPage, FeedbackOffice, Language, NewCaseOffice, NewComplaintOffice, NoticesOffice,
    PersonPage, RolloutForm, RolloutPage, Rollouts, SetupCompared, SetupForm, SetupHome, SetupPreview, SetupReview,
    SetupVersions, StaffMember, StaffPage, Text, ToDoOffice,
};
use serde::{Deserialize, Serialize};

/// A page of the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficePage {
    pub head: OfficeHead,
    /// What has just been done here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    pub body: OfficeBody,
}

/// What stands around every page of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHead {
    pub branch: String,
    pub name: Text,
    pub languages: Vec<Language>,
    pub staff: StaffMember,
    /// Whether this person may open the manager's page.
    pub manages: bool,
    /// The sections that this person may open.
    pub sections: Vec<Section>,
    /// How much of what this person sees to is due today or was before.
    #[serde(default)]
    pub due: u32,
}

/// A part of the office, with a place in its navigation and in its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The way to all the others.
    Home,
    Staff,
    Devices,
    Audit,
    /// Waits, arrivals and KPIs, today and before.
    Figures,
    /// What the waiting room is told.
    Announcements,
    /// What the visitors are told for days or weeks.
    Notices,
    ToDo,
    Feedback,
    Complaints,
    Cases,
    /// What the bank knows about serving somebody.
    Articles,
    /// The code on a form.
    Forms,
    /// The book of appointments.
    Book,
    /// Somebody is on the telephone.
    Phone,
    /// Who can be booked, and when.
    Officers,
    /// What the rules of alerts find wrong.
    Alerts,
    /// Hours, services, desks, policy.
    Setup,
    /// The keys of the bank's programs.
    Keys,
    /// Lessons in the practice branch, and help.
    Learn,
}

impl Section {
    /// Every one of them.
    pub const ALL: [Self; 20] = [
        Self::Home,
        Self::Staff,
        Self::Devices,
        Self::Audit,
        Self::Figures,
        Self::Announcements,
        Self::Notices,
        Self::ToDo,
        Self::Feedback,
        Self::Complaints,
        Self::Cases,
        Self::Articles,
        Self::Forms,
        Self::Book,
        Self::Phone,
        Self::Officers,
        Self::Alerts,
        Self::Setup,
        Self::Keys,
        Self::Learn,
    ];

    /// The section as its address names it; empty for the first page.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "",
            Self::Staff => "staff",
            Self::Devices => "devices",
            Self::Audit => "audit",
            Self::Figures => "reports",
            Self::Announcements => "announcements",
            Self::Notices => "notices",
            Self::ToDo => "to-do",
            Self::Feedback => "feedback",
            Self::Complaints => "complaints",
            Self::Cases => "cases",
            Self::Articles => "articles",
            Self::Forms => "forms",
            Self::Book => "book",
            Self::Phone => "phone",
            Self::Officers => "officers",
            Self::Alerts => "alerts",
            Self::Setup => "setup",
            Self::Keys => "keys",
            Self::Learn => "learn",
        }
    }
}

/// `/b/{branch}/office/help/{section}`: what is done in a section, to be read and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideOffice {
    pub section: Section,
}

/// What a page of the office shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum OfficeBody {
    Home,
    Staff(StaffPage),
    Person(PersonPage),
    Devices(DevicesPage),
    Audit(AuditPage),
    Figures(Box<FiguresPage>),
    /// How each figure is computed.
    FiguresExplained,
    Announcements(AnnouncementsPage),
    Notices(Box<NoticesOffice>),
    ToDo(Box<ToDoOffice>),
    Feedback(Box<FeedbackOffice>),
    Forms(Box<FormsOffice>),
    Complaints(Box<ComplaintsOffice>),
    Complaint(Box<ComplaintOffice>),
    NewComplaint(Box<NewComplaintOffice>),
    Cases(Box<CasesOffice>),
    Case(Box<CaseOffice>),
    NewCase(Box<NewCaseOffice>),
    Keys(Box<crate::KeysOffice>),
    Contact(Box<crate::ContactOffice>),
    NewContact(Box<crate::NewContactOffice>),
    Interest(Box<crate::InterestOffice>),
    NewInterest(Box<crate::NewInterestOffice>),
    FollowUp(Box<crate::FollowUpOffice>),
    NewFollowUp(Box<crate::NewFollowUpOffice>),
    Articles(Box<ArticlesOffice>),
    Article(Box<ArticleOffice>),
    NewArticle(Box<ArticleForm>),
    Book(Box<crate::OfficeBookPage>),
    Phone(Box<crate::PhoneOffice>),
    Officers(Box<crate::OfficersOffice>),
    Officer(Box<crate::OfficerOffice>),
    Alerts(Box<TroublesPage>),
    Setup(Box<SetupHome>),
    SetupForm(Box<SetupForm>),
    SetupPreview(Box<SetupPreview>),
    SetupReview(Box<SetupReview>),
    SetupVersions(Box<SetupVersions>),
    SetupCompared(Box<SetupCompared>),
    NewRollout(Box<RolloutForm>),
    Rollouts(Box<Rollouts>),
    Rollout(Box<RolloutPage>),
    Learn(Box<crate::LearnOffice>),
    Help(Box<crate::HelpOffice>),
    /// The guide to a section.
    Guide(GuideOffice),
}

impl OfficeBody {
    /// The section to which the page belongs.
    pub const fn section(&self) -> Section {
        match self {
            Self::Home => Section::Home,
            Self::Staff(_) | Self::Person(_) => Section::Staff,
            Self::Devices(_) => Section::Devices,
            Self::Audit(_) => Section::Audit,
            Self::Figures(_) | Self::FiguresExplained => Section::Figures,
            Self::Announcements(_) => Section::Announcements,
            Self::Notices(_) => Section::Notices,
            Self::ToDo(_)
            | Self::FollowUp(_)
            | Self::NewFollowUp(_)
            | Self::Contact(_)
            | Self::NewContact(_)
            | Self::Interest(_)
            | Self::NewInterest(_) => Section::ToDo,
            Self::Feedback(_) => Section::Feedback,
            Self::Complaints(_) | Self::Complaint(_) | Self::NewComplaint(_) => Section::Complaints,
            Self::Cases(_) | Self::Case(_) | Self::NewCase(_) => Section::Cases,
            Self::Articles(_) | Self::Article(_) | Self::NewArticle(_) => Section::Articles,
            Self::Forms(_) => Section::Forms,
            Self::Book(_) => Section::Book,
            Self::Phone(_) => Section::Phone,
            Self::Officers(_) | Self::Officer(_) => Section::Officers,
            Self::Alerts(_) => Section::Alerts,
            Self::Keys(_) => Section::Keys,
            Self::Setup(_)
            | Self::SetupForm(_)
            | Self::SetupPreview(_)
            | Self::SetupReview(_)
            | Self::SetupVersions(_)
            | Self::SetupCompared(_)
            | Self::NewRollout(_)
            | Self::Rollouts(_)
            | Self::Rollout(_) => Section::Setup,
            Self::Learn(_) | Self::Help(_) | Self::Guide(_) => Section::Learn,
        }
    }
}

/// What has just been done, as a page says it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Saved,
    /// A complaint was entered in the practice branch, and nothing of it was kept.
    Practised,
}

impl Said {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[Self::Saved, Self::Practised];

    /// The word by which an address says it: `?said=saved`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Practised => "practised",
        }
    }

    /// What a word of an address says.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|said| said.as_str() == word).copied()
    }
}
