//! Pure: from a branch's state to what each screen may see. This is the privacy line: what is not put into a
//! snapshot here cannot reach a screen.

mod accuracy;
mod advice;
mod alerts;
mod better_time;
mod blocks;
mod desk;
mod foresight;
mod found;
mod history;
mod kiosk;
mod lending;
mod lobby;
mod manager;
mod plan;
mod remote;
mod scene;
mod ticket;
mod units;
mod word;

pub use accuracy::{Telling, accuracy};
pub use advice::{Case, Quiet, advice};
pub use alerts::{kiosk_printer, speaks};
pub use better_time::better_time;
pub use blocks::blocks;
pub use desk::{called_ticket, desk, desk_choice};
pub use foresight::Foresight;
pub use found::found;
pub use history::history;
pub use kiosk::kiosk;
pub use lobby::{announcements, lobby, lobby_detail};
pub use manager::manager;
pub use plan::{DAYS_NEEDED, plan};
pub use scene::{MinuteCode, Posted, Scene};
pub use ticket::ticket;
pub use word::word;
