//! Each active branch has one task, the only writer of its journal on this server: it batches requests, finds duplicates,
//! decides, appends, publishes and replies.
//!
//! A decision is visible to nobody until it is committed. After any failed append, an unknown commit included, the task
//! drops its memory, reads the journal again and answers its requests by their keys.
#![forbid(unsafe_code)]

pub mod alerts;
pub mod bank;
mod branches;
mod calling_in;
pub mod feed;
mod feeds;
mod foresight;
mod handle;
mod history;
mod journal;
mod keeper;
mod live;
mod looks;
mod minute_code;
mod moved;
pub mod notices;
mod observed;
mod observers;
pub mod reporting;
mod request;
pub mod rollouts;
pub mod setups;
pub mod troubles;
mod uses;

pub use branches::Branches;
pub use feeds::Screen;
pub use foresight::{Forecasting, LearnedFrom, learn};
pub use handle::Handle;
pub use history::history;
pub use journal::{Recorded, Working};
pub use live::{FORECAST_HOLDS_MS, Live};
pub use minute_code::MinuteKey;
pub use moved::{Moved, Word};
pub use observers::{Committed, Observers};
pub use reporting::Reporting;
pub use request::{Actor, CommandError, Outcome};
pub use setups::Setups;
pub use store::RequestKey;
