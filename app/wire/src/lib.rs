//! What crosses the network: serde types and nothing else.
//!
//! One snapshot type per screen, so that a browser can never receive what its screen must not show; the bodies
//! of the commands and of their answers; the problems. Storage formats live elsewhere and change apart.
//! This crate imports neither the server nor leptos.
#![forbid(unsafe_code)]

mod account;
mod alert;
mod announcement;
mod appointment;
mod article;
mod booking;
mod branch;
mod case;
mod catalogue;
mod code;
mod complaint;
mod contact_check;
mod desk;
mod destination;
mod device;
mod feedback;
mod fill;
mod follow_up;
mod forecast;
mod form;
mod form_code;
mod front_door;
mod history;
mod interest;
mod kiosk;
mod lending;
mod lesson;
mod lobby;
mod manager;
mod note;
mod notice;
mod office;
mod office_book;
mod office_officers;
mod office_phone;
mod people;
mod print;
mod problem;
mod public;
mod push;
mod ready;
mod remote;
mod role;
#[cfg(feature = "schema")]
mod schema;
mod setup_office;
mod setup_rollout;
mod sign_in;
mod speech;
mod text;
mod ticket;
mod time;
mod to_do;
mod trouble;
mod usual;
mod whole;

pub use account::{Account, AccountPage, AccountRole, FactorStep, PasskeyOffer, PasskeyRow};
pub use alert::{Alert, AlertKind, AlertRequest, DisplaySound, PrinterFault};
pub use announcement::{AnnounceRequest, Announced, Announcement, AnnouncementsPage};
pub use appointment::{
    Appointment, AppointmentRequest, AppointmentState, CheckInAnswer, CheckInRequest, ContactRequest, FreeTime,
    FreeTimes, MoveRequest,
};
pub use article::{
    ArticleAnswer, ArticleChange, ArticleForm, ArticleOffice, ArticleRequest, ArticleRow, ArticleShown,
    ArticleStepRequest, Articles, ArticlesOffice, Block, Span,
};
pub use booking::{
    AppointmentAsks, AppointmentPage, AppointmentPhone, BookPage, BookRefusal, BranchPage, ContactStep, HereStep,
    JoinPage, JoinStep,
};
pub use branch::{
    AbsentTicket, DeskState, Head, NamedService, Opening, ParkReason, ParkedTicket, PauseReason, Stage, WaitRange,
};
pub use case::{
    CaseAnswer, CaseCard, CaseOffice, CaseRow, CaseStatus, CaseStepRequest, CasesOffice, KeyRow, KeysOffice,
    NewCaseOffice, StatusPage, StatusRefused, StatusRequest, SystemCase,
};
pub use catalogue::{
    Answer, BranchHours, Catalogue, Category, Choice, DayHours, Document, Filled, Form, LeadsTo, Need, OpenHours,
    PriorityOffer, Product, Question, Service,
};
pub use code::Code;
pub use complaint::{
    ComplainPage, ComplaintAnswer, ComplaintOffice, ComplaintReceipt, ComplaintRefused, ComplaintRequest, ComplaintRow,
    ComplaintStepMade, ComplaintStepRequest, ComplaintWords, ComplaintsOffice, DueWhy, NewComplaintOffice,
};
pub use contact_check::{
    ContactChangeRequest, ContactCheck, ContactCheckAnswer, ContactCheckRequest, ContactOffice, ContactStepRequest,
    NewContactOffice,
};
pub use desk::{
    AutoCall, AutoCallRequest, CallReason, CallRequest, CallRule, CalledTicket, Checked, Colleague, DeskCallBack,
    DeskChoice, DeskChoicePage, DeskChoiceSnapshot, DeskCommand, DeskPage, DeskPause, DeskSnapshot, DocumentRequest,
    FinishRequest, NextAnswer, NextPick, NoShowRule, OpenTicket, Outcome, ParkRequest, PauseRequest, Place,
    PriorityRequest, QueueEntry, ReinstateRequest, ServiceRequest, StaffMember, TransferRequest,
};
pub use destination::Destination;
pub use device::{DeviceContact, DeviceKind, DeviceRow, DeviceSelf, DevicesPage, PrinterState};
pub use feedback::{
    ContactFigures, FeedbackAsk, FeedbackComment, FeedbackOffice, FeedbackPage, FeedbackRequest, FeedbackRow, Figure,
    RowOf,
};
pub use fill::{FillField, FillKind, FillPage};
pub use follow_up::{
    FollowUp, FollowUpAnswer, FollowUpOffice, FollowUpRequest, FollowUpStepRequest, NewFollowUpOffice,
};
pub use forecast::{
    Accuracy, Advice, BetterTime, DayPlan, HourScore, Plan, PlanGroup, PlanQuarter, Score, ServiceScore, Step,
    Suggestion,
};
pub use form::{FieldFault, Form as FilledForm};
pub use form_code::FormCode;
pub use front_door::{BranchName, DemoGuide, FrontDoorPage};
pub use history::{Happening, TicketHistory, What};
pub use interest::{
    Consent, ConsentWording, Interest, InterestAnswer, InterestOffice, InterestPage, InterestRequest,
    InterestStepRequest, NewInterestOffice, NewInterestPage,
};
pub use kiosk::{
    HandInRequest, IssueRequest, Issued, KioskPage, KioskSnapshot, Offer, PhoneCode, ReserveRequest, Reserved,
    ReservedLetter, ServiceWait,
};
pub use lending::{DeskLending, LendRequest, LendingRow, LendingState};
pub use lesson::{
    HelpOffice, LearnOffice, Learner, Lesson, LessonNow, LessonRow, LessonScreen, LessonStep, LessonUnderWay,
};
pub use lobby::{
    BrandPage, LetterWait, LobbyCall, LobbyCode, LobbyDesk, LobbyLayout, LobbyMedia, LobbyPage, LobbySnapshot,
    MediaKind, Volume,
};
pub use manager::{
    DayControl, DeskChoices, DeskRow, DeskTicket, ExtendRequest, Extension, IssuingRequest, ManagerPage,
    ManagerSnapshot, ServiceRow,
};
pub use note::{NOTE_LENGTH, Note, NoteRequest, TicketNotes};
pub use notice::{
    Notice, NoticeAnswer, NoticeList, NoticeRefused, NoticeRequest, NoticeRow, NoticeState, NoticesOffice,
};
pub use office::{
    AuditLine, AuditPage, BankBranch, BankBranches, BankKnown, BankPage, BankServes, BankSums, BankTarget,
    BankTargetChange, BankTrend, FiguresOf, FiguresPage, FiguresReport, FiguresRow, FormsOffice, GuideOffice, HeatRow,
    Hindsight, HindsightDay, HindsightQuarter, Kpi, KpiLine, KpiRow, KpiUnit, KpiValue, LetterRow, NewsKind, NewsRow,
    NewsState, OfficeBody, OfficeHead, OfficePage, Period, PhoneRow, QuarterFigures, Said, ScannedForm, Section,
    TargetFigures, TargetRow, TargetSet, TroubleRow, TroublesPage, Within,
};
pub use office_book::{Arrival, BookDay, BookEntry, BookOfficer, BookedEntry, OfficeBookPage};
pub use office_officers::{AbsenceRow, OfficerOffice, OfficerRow, OfficersOffice};
pub use office_phone::{JoinedCaller, PhoneCase, PhoneGuide, PhoneJoin, PhoneOffice};
pub use people::{GivenPassword, PersonPage, PersonRow, StaffPage, StaffRefusal};
pub use print::{Printed, PrinterRow};
pub use problem::Problem;
pub use public::{HerePage, PublicBody, PublicHead, PublicPage};
pub use push::{PushEnd, PushKey, PushKeys, PushMessage, PushRequest, PushStanding};
pub use ready::ReadyPage;
pub use remote::{ArriveRequest, RemoteStage, RemoteTurn};
pub use role::StaffRole;
pub use setup_office::{
    PaperLine, SetupChange, SetupChanged, SetupCompared, SetupFault, SetupField, SetupForm, SetupGroup, SetupHolds,
    SetupHome, SetupInput, SetupLabel, SetupPreview, SetupRefused, SetupReview, SetupSaved, SetupTakes, SetupUnfit,
    SetupVersions,
};
pub use setup_rollout::{
    RolloutBranchRow, RolloutForm, RolloutGroupRow, RolloutPage, RolloutRefused, RolloutRow, RolloutStanding, Rollouts,
};
pub use sign_in::{DemoUser, SignIn, SignInPage, SignInRefusal};
pub use speech::SpokenLanguages;
pub use text::{Language, Text};
pub use ticket::{DelayRequest, FoundTicket, TicketPage, TicketSnapshot, TicketStatus};
pub use time::Time;
pub use to_do::{Pressure, ToDoCount, ToDoEntry, ToDoList, ToDoOffice};
pub use trouble::{OpenTrouble, TroubleWhat};
pub use usual::Usual;

/// The name of the Server-Sent Event that carries a snapshot.
pub const EVENT_VIEW: &str = "view";
/// The name of the Server-Sent Event that says "still here"; its data is a [`Time`].
pub const EVENT_HEARTBEAT: &str = "heartbeat";
