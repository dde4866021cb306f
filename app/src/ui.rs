//! What several screens share: functions of data to view. They know neither the API nor the streams.

mod alerts;
mod articles;
mod blocks;
#[cfg(not(target_arch = "wasm32"))]
mod case_state;
mod changing;
mod checked_in;
#[cfg(not(target_arch = "wasm32"))]
mod complaint;
#[cfg(not(target_arch = "wasm32"))]
mod consent;
#[cfg(not(target_arch = "wasm32"))]
mod day;
#[cfg(not(target_arch = "wasm32"))]
mod demo_users;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code)]
mod form;
mod icon;
mod languages;
mod modal;
mod notice;
mod opening_hours;
mod plain_bar;
mod posted;
mod products;
mod put_aside;
mod ready_list;
#[cfg(not(target_arch = "wasm32"))]
mod role_words;
mod sheet;
mod staff_bar;
#[cfg(not(target_arch = "wasm32"))]
mod table;
mod ticket_number;
#[cfg(not(target_arch = "wasm32"))]
mod times;
mod tour_offer;

pub use alerts::Alerts;
pub use articles::VisitorArticles;
pub use blocks::Blocks;
#[cfg(not(target_arch = "wasm32"))]
pub use case_state::CaseState;
pub use changing::{Changing, changing, changing_anew};
pub use checked_in::checked_in;
#[cfg(not(target_arch = "wasm32"))]
pub use complaint::{
    ComplaintClient, ComplaintPaper, ComplaintSubject, complaint_kind, complaint_kinds, complaint_labels, remedy,
};
#[cfg(not(target_arch = "wasm32"))]
pub use consent::ConsentTick;
#[cfg(not(target_arch = "wasm32"))]
pub use day::day_words;
#[cfg(not(target_arch = "wasm32"))]
pub use demo_users::DemoUsers;
#[cfg(not(target_arch = "wasm32"))]
#[allow(unused_imports)]
pub use form::{AreaField, Faults, FormKey, RadioField, SelectField, TextField, TickField, area_text, fault_words};
pub use icon::Icon;
pub use languages::LanguageLinks;
pub use modal::Modal;
pub use notice::{HeldBack, Notice, StaleBar, Tone, Unreadable, WithoutScript};
pub use opening_hours::OpeningHours;
pub use plain_bar::PlainBar;
pub use posted::{Posted, in_turn, not_over};
pub use products::Products;
pub use put_aside::{AbsentDetail, ParkedDetail};
pub use ready_list::ReadyList;
#[cfg(not(target_arch = "wasm32"))]
pub use role_words::role_words;
pub use sheet::{Answer, OneOf, Sheet, SheetButtons, Tick};
pub use staff_bar::StaffBar;
#[cfg(not(target_arch = "wasm32"))]
pub use table::Table;
pub use ticket_number::TicketNumber;
#[cfg(not(target_arch = "wasm32"))]
pub use times::{Times, spoken, spoken_day};
pub use tour_offer::TourOffer;
