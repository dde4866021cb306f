//! Lessons: short tours on the real screens of a practice branch.

use serde::{Deserialize, Serialize};

/// A lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lesson {
    Serve,
    NoShow,
    PassOn,
    PutAside,
    Leave,
    Complaint,
    CloseDay,
    Evacuate,
}

impl Lesson {
    /// The lesson's name in a form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::NoShow => "no_show",
            Self::PassOn => "pass_on",
            Self::PutAside => "put_aside",
            Self::Leave => "leave",
            Self::Complaint => "complaint",
            Self::CloseDay => "close_day",
            Self::Evacuate => "evacuate",
        }
    }
}

/// What a step of a lesson asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LessonStep {
    OpenDesk,
    Visitor,
    Call,
    Recall,
    NoShow,
    Start,
    Finish,
    PassOn,
    PutAside,
    Resume,
    Pause,
    ComeBack,
    CloseDesk,
    EnterComplaint,
    StopTickets,
    CloseDay,
    Evacuate,
    Lift,
}

/// The screen that lessons are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessonScreen {
    Desk,
    Manager,
    Complaint,
}

impl LessonScreen {
    /// The screen as the address of its help page names it.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Manager => "manager",
            Self::Complaint => "complaint",
        }
    }
}

/// `GET .../view/lesson`: the lesson that a person has under way in a practice branch; null where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LessonNow {
    pub lesson: Option<LessonUnderWay>,
}

/// A lesson that somebody has under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LessonUnderWay {
    pub lesson: Lesson,
    /// How many steps are over, and of how many.
    pub over: u32,
    pub of: u32,
    /// What is asked for now; null where every step is over.
    pub step: Option<LessonStep>,
    /// The real branch beside it, which lists the lessons.
    pub beside: String,
}

/// `/b/{branch}/office/learn`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnOffice {
    /// The branch in which people learn; nothing where the set-up makes none.
    pub practice: Option<String>,
    /// Those for this person's roles.
    pub lessons: Vec<LessonRow>,
    /// The screens that have a help page.
    pub helps: Vec<LessonScreen>,
    /// The branch's managers see what people have done.
    pub seen: bool,
    /// What the colleagues have done, for a manager who may see it.
    pub colleagues: Vec<Learner>,
}

/// A lesson, and how far the person is with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonRow {
    pub lesson: Lesson,
    pub over: u32,
    pub of: u32,
    /// The day on which it was done last.
    pub done: Option<String>,
    /// It was begun, and is the one that the person turned to last.
    pub current: bool,
}

/// A colleague, and the lessons that they have begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learner {
    pub name: String,
    pub lessons: Vec<LessonRow>,
}

/// `/b/{branch}/office/help/{screen}`: the lessons of a screen, to be read and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpOffice {
    pub screen: LessonScreen,
    pub lessons: Vec<(Lesson, Vec<LessonStep>)>,
}
