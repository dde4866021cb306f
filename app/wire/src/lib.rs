//! What crosses the network: serde types and nothing else.
//!
//! One snapshot type per screen, so that a browser can never receive what its screen must not show; the bodies
//! of the commands and of their answers; the problems. Storage formats live elsewhere and change apart.
//! This crate imports neither the server nor leptos.
#![forbid(unsafe_code)]

mod branch;
mod catalogue;
mod desk;
mod front_door;
mod kiosk;
mod lobby;
mod manager;
mod problem;
mod sign_in;
mod text;
mod ticket;
mod time;

pub use branch::{DeskState, Head, Opening, Stage, WaitRange};
pub use catalogue::{Catalogue, Category, Document, Filled, Form, Need, PriorityOffer, Service};
pub use desk::{
    CallReason, CalledTicket, Checked, DeskChoice, DeskChoicePage, DeskChoiceSnapshot, DeskCommand, DeskPage,
    DeskSnapshot, NextAnswer, NextPick, OpenTicket, QueueEntry, StaffMember,
};
pub use front_door::{BranchName, FrontDoorPage};
pub use kiosk::{IssueRequest, Issued, KioskPage, KioskSnapshot, ServiceWait};
pub use lobby::{LobbyCall, LobbyPage, LobbySnapshot};
pub use manager::{DeskRow, DeskTicket, ManagerPage, ManagerSnapshot, ServiceRow};
pub use problem::Problem;
pub use sign_in::{SignIn, SignInPage};
pub use text::{Language, Text};
pub use ticket::{TicketPage, TicketSnapshot, TicketStatus};
pub use time::Time;

/// The name of the Server-Sent Event that carries a snapshot.
pub const EVENT_VIEW: &str = "view";
/// The name of the Server-Sent Event that says "still here"; its data is a [`Time`].
pub const EVENT_HEARTBEAT: &str = "heartbeat";
