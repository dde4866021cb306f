//! The kiosk: its snapshot, and the one command that it sends.

use crate::{BetterTime, BranchHours, Catalogue, Head, Language, Notice, Opening, Time, WaitRange};
use serde::{Deserialize, Serialize};

/// Everything that the kiosk shows and that changes during a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KioskSnapshot {
    pub head: Head,
    pub opening: Opening,
    /// The version of the catalogue that is in force; another than the page's own: fetch it again.
    pub catalogue: String,
    pub services: Vec<ServiceWait>,
    /// The visitor's call for the staff is open: somebody is coming.
    #[serde(default)]
    pub help_called: bool,
    /// What the branch tells its visitors now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// For so many minutes the kiosk gives out tickets while it cannot reach the server; absent where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone_minutes: Option<u32>,
}

/// What the next visitor for a service can expect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServiceWait {
    pub service: String,
    /// Tickets that wait for this service.
    pub waiting: u32,
    /// Absent while no open desk serves it.
    pub wait: Option<WaitRange>,
    /// The best time to come back today, where that is much better than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<BetterTime>,
    pub offer: Offer,
}

/// Whether a ticket for a service is given out while the branch is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    Open,
    /// The staff have stopped it.
    Stopped,
    /// The visitor could not be served any more before the branch closes.
    TooLate,
}

/// `POST /api/v1/branches/{branch}/tickets`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IssueRequest {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Id))]
    pub service: String,
    /// Ids of what else the visitor came for, in the order of desks: one visit, one ticket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<crate::schema::Id>))]
    pub then: Vec<String>,
    pub language: Language,
    /// The visitor says that they need priority; the reason is neither asked nor kept.
    #[serde(default)]
    pub priority: bool,
    /// Ids of the documents that the visitor has at hand.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<crate::schema::Id>))]
    pub documents: Vec<String>,
    /// Ids of the documents that the visitor does not have with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<crate::schema::Id>))]
    pub missing: Vec<String>,
}

/// The answer to it: the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Issued {
    /// The ticket within its branch and day.
    pub id: u32,
    /// A letter and at least three digits: `A042`.
    pub number: String,
    /// The key to the visitor's own page, `/t/{token}`: 128 random bits as 32 hexadecimal digits.
    pub token: String,
    pub service: String,
    pub language: Language,
    /// People who were ahead when the ticket was given out.
    pub ahead: u32,
}

/// `POST /api/v1/branches/{branch}/reserve`: a kiosk asks for numbers that nobody else gives out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReserveRequest {
    /// 128 random bits as 32 hexadecimal digits, which the kiosk makes for itself, each day anew.
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{32}$"))]
    pub kiosk: String,
}

/// The answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reserved {
    /// The day on which the numbers hold, in the branch's time zone.
    pub day: String,
    pub letters: Vec<ReservedLetter>,
}

/// What a kiosk holds for the services of one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReservedLetter {
    /// Ids of the services whose tickets have it.
    pub services: Vec<String>,
    /// Every number that the kiosk has not handed in, in the order in which it gives them out: `A501`.
    pub numbers: Vec<String>,
}

/// `POST /api/v1/branches/{branch}/reserve/hand-in`: a ticket that the kiosk gave out while it could not reach the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandInRequest {
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{32}$"))]
    pub kiosk: String,
    /// The number that the visitor has, one of those that the kiosk holds.
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z][0-9]{3,6}$"))]
    pub number: String,
    /// When the visitor took the ticket, by the kiosk's clock.
    pub taken_at: Time,
    /// The time of this request by the same clock, which need not be right: how long ago the ticket was taken is what counts.
    pub sent_at: Time,
    pub ticket: IssueRequest,
}

/// What the kiosk's page starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the kiosk")]
pub struct KioskPage {
    pub catalogue: Catalogue,
    pub snapshot: KioskSnapshot,
    /// The panel's diagonal in inches (full HD); the size of what can be touched follows from it.
    pub panel_inches: f32,
    pub hours: BranchHours,
    /// Whether the server speaks: the kiosk can be heard.
    #[serde(default)]
    pub speech: bool,
    /// A ticket can be printed on a printer of the branch.
    #[serde(default)]
    pub prints: bool,
    /// Where it cannot: the kiosk's browser prints.
    #[serde(default)]
    pub browser_prints: bool,
    pub phone_code: PhoneCode,
    /// The branch takes appointments: their visitors check in here.
    #[serde(default)]
    pub appointments: bool,
    /// The branch has requests in progress: their visitors look them up here.
    #[serde(default)]
    pub requests: bool,
}

/// Whether a screen shows a code for a visitor's phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneCode {
    #[default]
    Shown,
    /// Only this machine reaches the server, which is a demo: a link to click stands there.
    Link,
    /// Phones do not reach the server: the code would lead each to itself.
    LeftOut,
}
