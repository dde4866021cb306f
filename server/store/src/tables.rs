//! The tables beside the journal: one file a table, with its types, its SQL and the promises that it keeps on both
//! engines. Each function takes where it runs: `&store`, or `&mut transaction` beside statements of other tables.

pub mod announcement;
pub mod appointment;
pub mod article;
pub mod audit;
pub mod branch_now;
pub mod cases;
pub mod complaint;
pub mod device;
pub mod feedback;
pub mod half_sign_in;
pub mod learned;
pub mod message;
pub mod notice;
pub mod officer;
pub mod push_subscription;
pub mod record_request;
pub mod report;
pub mod report_day;
pub mod second_factor;
pub mod server_secret;
pub mod session;
pub mod setup_version;
pub mod sign_in_failure;
pub mod staff;
pub mod staff_identity;
pub mod staff_pin;
pub mod ticket_note;
pub mod to_do;
pub mod told;
pub mod trouble;
pub mod visit;
