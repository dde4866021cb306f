//! The screens that run in the browser. Each is a page file that wires (`kiosk.rs`) and a folder of components (`kiosk/`),
//! which are functions of data. A screen imports no other screen.

mod console;
pub mod desk;
mod desk_beside;
pub mod desk_choice;
mod desk_screen;
pub mod kiosk;
mod lesson_bar;
mod live_page;
pub mod lobby;
pub mod manager;
mod reception;
pub mod ticket;
mod wall_voice;
