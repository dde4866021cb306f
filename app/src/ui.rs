//! What several screens share: functions of data to view. They know neither the API nor the streams.

mod alerts;
mod frame;
mod icon;
mod modal;
mod notice;
mod ready_list;
mod sheet;
mod ticket_number;

pub use alerts::Alerts;
pub use frame::{LanguageLinks, StaffBar};
pub use icon::Icon;
pub use modal::Modal;
pub use notice::{Notice, StaleBar, Tone, Unreadable, WithoutScript};
pub use ready_list::{ReadyList, filled, need};
pub use sheet::{Answer, OneOf, Sheet, Tick, Ways};
pub use ticket_number::TicketNumber;
