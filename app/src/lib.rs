//! The screens of Sportello: rendered by the server, then run in the browser.
//!
//! This file holds the parts that a browser loads and the way to start one, and is the only one that looks at cargo
//! features; `document.rs` is what the server renders around a screen. Each screen is a page file that wires (`kiosk.rs`) and a folder of components (`kiosk/`) that are
//! functions of data. A screen imports no other screen; nothing here imports the server.
#![forbid(unsafe_code)]
#![recursion_limit = "512"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` is for the server, `hydrate` for the browser: never both");

mod address;
mod announcer;
mod api;
mod attention;
mod browser;
mod clock;
mod console;
mod desk;
mod desk_choice;
#[cfg(not(target_arch = "wasm32"))]
mod document;
mod family;
#[cfg(not(target_arch = "wasm32"))]
mod front_door;
mod idle;
mod json;
mod kiosk;
mod live;
mod live_page;
mod lobby;
mod local;
mod manager;
mod notify;
mod outbox;
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
mod printing;
#[cfg(not(target_arch = "wasm32"))]
mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod ready;
#[cfg(test)]
mod sample;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in;
mod sound;
mod speech;
mod ticket;
mod ui;
mod worker;

#[cfg(not(target_arch = "wasm32"))]
pub use document::shell;
pub use page::{PageAddress, PageData, PageLanguage, PageProblem};
#[cfg(not(target_arch = "wasm32"))]
pub use pages::carried_words::{VERSION as WORDS_VERSION, at as words_at};
#[cfg(not(target_arch = "wasm32"))]
pub use pages::title::ticket_title;

use address::Screen;

use leptos::prelude::AnyView;

/// Every screen that runs in the browser is a part of its own: a phone never loads the dashboard.
mod parts {
    use super::{desk, desk_choice, kiosk, lobby, manager, run, ticket};
    use leptos::lazy;

    #[lazy]
    pub fn kiosk() {
        run(kiosk::screen);
    }
    #[lazy]
    pub fn lobby() {
        run(lobby::screen);
    }
    #[lazy]
    pub fn desk_choice() {
        run(desk_choice::screen);
    }
    #[lazy]
    pub fn desk() {
        run(desk::screen);
    }
    #[lazy]
    pub fn manager() {
        run(manager::screen);
    }
    #[lazy]
    pub fn ticket() {
        run(ticket::screen);
    }
}

/// The codes of the languages that have all words, the staff's too.
#[cfg(not(target_arch = "wasm32"))]
pub fn languages_of_staff() -> Vec<&'static str> {
    words::Locale::complete().into_iter().map(words::Locale::code).collect()
}

/// Loads the part of the program that a screen needs, and runs it.
async fn load_and_run(screen: Screen) {
    match screen {
        Screen::Kiosk => parts::kiosk().await,
        Screen::Lobby => parts::lobby().await,
        Screen::DeskChoice => parts::desk_choice().await,
        Screen::Desk => parts::desk().await,
        Screen::Manager => parts::manager().await,
        Screen::Ticket => parts::ticket().await,
        Screen::FrontDoor | Screen::SignIn | Screen::Ready | Screen::Problem => {}
    }
}

/// Takes over what the server rendered.
#[cfg(feature = "hydrate")]
fn run(screen: fn() -> AnyView) {
    leptos::mount::hydrate_body(screen);
}

/// The server renders a screen and leaves it at that.
#[cfg(not(feature = "hydrate"))]
fn run(_screen: fn() -> AnyView) {}

/// Starts the page in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    browser::fetched_words::take_up();
    js_sys::futures::spawn_local(load_and_run(page::screen()));
}
