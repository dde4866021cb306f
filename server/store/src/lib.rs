//! What is kept: the journal, and the tables beside it, in one SQLite file or in a PostgreSQL database that several
//! servers share. Nothing here knows a rule, a screen or HTTP.
//!
//! Each module imports only modules above it in this list:
//!
//! - `failure`, `branch_id`, `request_key`: the words of the crate;
//! - `database`: the one place that runs a statement on either engine;
//! - `open`: opening a database, and what can be wrong with it;
//! - `journal`: appending and reading rows, engine by engine where speed asks for it;
//! - `store`: the handle that other crates hold;
//! - `tables`: one file a table, each with its SQL written once;
//! - `names`: the names of the staff in memory;
//! - `transfer`: backup and restore.
#![forbid(unsafe_code)]

mod branch_id;
#[cfg(test)]
mod contract;
mod database;
mod failure;
mod journal;
mod names;
mod open;
pub mod private;
mod request_key;
mod store;
mod tables;
mod transfer;

pub use branch_id::BranchId;
pub use database::{Answer, AnyRow, Column, FromRow, Run, Statement, Transaction, Value, sql};
pub use failure::{AppendError, Failure};
pub use journal::{Position, Row};
pub use names::Names;
pub use open::OpenError;
pub use request_key::RequestKey;
pub use store::Store;
pub use tables::appointment::{AppointmentContact, AppointmentStep, BookedAppointment};
pub use tables::appointment_phone::AppointmentPhone;
pub use tables::device::{Device, DeviceRole, Enrolment, NewDevice};
pub use tables::learned::Learned;
pub use tables::lesson::BegunLesson;
pub use tables::manager_phone::ManagerPhone;
pub use tables::message::{MessageEnd, MessageKey, OutboxMessage};
pub use tables::officer::{BookableOfficer, OfficerAbsence, OfficerHours};
pub use tables::passkey::{NewPasskey, Passkey};
pub use tables::passkey_challenge::PasskeyChallenge;
pub use tables::push_subscription::PushSubscription;
pub use tables::report_letter::ReportLetter;
pub use tables::rollout::{NewRollout, Rollout, RolloutBranch, RolloutCount, RolloutGroup, RolloutState};
pub use tables::setup_version::{SetupSave, SetupVersion};
pub use tables::sign_in_failure::Attempt;
pub use tables::staff::{Credentials, Description, NewPerson, Person, Role, Roles};
pub use tables::ticket_note::{Noted, TicketNote};
pub use tables::to_do::ToDo;
pub use tables::told::{NewWord, Told};
pub use tables::visit::Visit;
pub use tables::{
    announcement, appointment, appointment_phone, arrival_try, article, audit, branch_now, call_back, cases,
    check_in_try, complaint, contact_check, device, feedback, follow_up, foreseen, half_sign_in, interest, learned,
    lesson, look_up_try, manager_phone, message, notice, officer, passkey, passkey_challenge, push_subscription,
    record_request, report, report_day, report_letter, rollout, second_factor, server_secret, session, setup_version,
    sign_in_failure, staff, staff_identity, staff_pin, system_key, ticket_note, to_do, told, trouble, visit,
};
pub use transfer::{BackupError, Contents, RestoreError, backup, restore};
