//! The pages for visitors about a branch and its appointments.

use crate::form::Form as FilledForm;
use crate::{
    Appointment, BranchHours, Category, CheckInAnswer, Code, FreeTime, Head, Opening, Service, ServiceWait, Text, Time,
    WaitRange,
};
use serde::{Deserialize, Serialize};

/// `/b/{branch}`: what a visitor wants to know before they come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BranchPage {
    pub head: Head,
    pub opening: Opening,
    pub hours: BranchHours,
    pub address: Option<Text>,
    /// The way in without steps.
    pub step_free: Option<Text>,
    /// In the page's language only.
    pub categories: Vec<Category>,
    pub waits: Vec<ServiceWait>,
    /// Whether appointments can be booked.
    pub books: bool,
    /// Whether a ticket can be taken from home now.
    pub joins: bool,
    /// The hours for search engines: schema.org as JSON.
    pub facts: String,
    /// What the branch tells its visitors now.
    pub notices: Vec<crate::Notice>,
}

/// `/b/{branch}/join`: the way to a ticket from home, a question a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum JoinPage {
    /// Nobody can take a ticket from home now, and why.
    Off { why: Code },
    /// The services, with the wait for each.
    Service { categories: Vec<Category>, waits: Vec<ServiceWait> },
    /// How far away the visitor is.
    Travel(Box<JoinStep>),
}

/// The last step before a ticket from home.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JoinStep {
    pub service: String,
    pub name: Text,
    /// What the next one waits; absent where nobody knows.
    pub wait: Option<WaitRange>,
    /// The ways to choose from, in minutes; none where the branch gives no tickets from home.
    pub minutes: Vec<u32>,
    pub form: FilledForm,
    /// Who is called back, where the branch does that.
    pub call_back: Option<FilledForm>,
    /// Why there was no ticket, at the last try.
    pub refused: Option<Code>,
}

/// `/b/{branch}/book`: the way to an appointment, a question a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum BookPage {
    /// The services that can be booked.
    Service { categories: Vec<Category> },
    /// The free times of some days.
    Time { service: String, name: Text, times: Vec<FreeTime>, next: Option<String> },
    /// Who books; after a fault with what was typed.
    Contact(Box<ContactStep>),
}

/// The last step before the booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactStep {
    pub service: String,
    pub name: Text,
    /// The start as the form sends it, and by the branch's clock.
    pub start: String,
    pub wall: String,
    pub form: FilledForm,
    pub refusal: Option<BookRefusal>,
}

/// Why a time could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookRefusal {
    /// The next times, each with its reading by the branch's clock.
    Taken(Vec<(Time, String)>),
    NotOffered(Vec<(Time, String)>),
    ContactFull {
        most: u32,
    },
}

/// `/a/{token}`: a visitor's appointment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the appointment")]
pub struct AppointmentPage {
    pub appointment: Appointment,
    pub service: Option<Service>,
    pub address: Option<Text>,
    pub step_free: Option<Text>,
    /// The time is over.
    pub over: bool,
    /// Phones reach the server: there is a code to show.
    pub code: bool,
    /// The visitor may say on this page that they are there.
    pub here: bool,
    /// The key of the forms of this page.
    pub key: String,
    pub asks: AppointmentAsks,
    /// Somebody else changed it meanwhile.
    pub stale: bool,
    pub refusal: Option<BookRefusal>,
    pub phone: AppointmentPhone,
}

/// Whether a phone is told of an appointment, and what it takes to have one be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentPhone {
    pub is_told: bool,
    /// The servers' public key, by which the browser subscribes.
    pub push_key: String,
    /// Nothing can be sent to the browser that has just asked.
    pub unusable: bool,
}

/// What the page of an appointment asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asks", rename_all = "snake_case")]
pub enum AppointmentAsks {
    Nothing,
    /// Whether it is to be cancelled.
    Cancel,
    /// The time to move it to.
    Move {
        times: Vec<FreeTime>,
        next: Option<String>,
    },
    /// Whether it is to be moved to this time.
    MoveTo {
        start: String,
        wall: String,
    },
    /// The code on the wall of the lobby, by which a visitor shows that they are there.
    Here(Box<HereStep>),
}

/// The step in which a visitor says on their phone that they are there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HereStep {
    /// The code as it was typed, or as the address has it.
    pub code: String,
    /// Why it was not taken.
    pub refused: Option<Code>,
    /// What became of the visitor.
    pub told: Option<CheckInAnswer>,
    /// The token of their ticket, where they have one.
    pub ticket: Option<String>,
    pub utc_offset_minutes: i32,
}
