//! The screens of Sportello: rendered by the server, then run in the browser.
//!
//! This file holds the parts that a browser loads and the way to start one, and is the only one that looks at cargo
//! features. `screens` run in the browser; `pages` are rendered by the server and run no program; `ui` are the widgets that
//! both share; `browser` is whatever touches the browser. Nothing here imports the server.
#![forbid(unsafe_code)]
#![recursion_limit = "512"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` is for the server, `hydrate` for the browser: never both");

mod address;
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
#[cfg(test)]
mod sample;
mod screens;
mod ui;
mod unicode;

pub use browser::page::{PageAddress, PageData, PageDevice, PageLanguage, PageProblem};
#[cfg(not(target_arch = "wasm32"))]
pub use pages::carried_words::{VERSION as WORDS_VERSION, at as words_at};
#[cfg(not(target_arch = "wasm32"))]
pub use pages::finished::finished;
#[cfg(not(target_arch = "wasm32"))]
pub use pages::office::figures::said as figures_said;
#[cfg(not(target_arch = "wasm32"))]
pub use pages::title::ticket_title;
#[cfg(not(target_arch = "wasm32"))]
pub use screens::kiosk::search;

use address::Screen;

use leptos::prelude::AnyView;

/// Every screen that runs in the browser is a part of its own: a phone never loads the dashboard.
mod parts {
    use super::run;
    use super::screens::{desk, desk_choice, kiosk, lobby, manager, ticket};
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
        Screen::FrontDoor
        | Screen::SignIn
        | Screen::Account
        | Screen::Ready
        | Screen::Office
        | Screen::Bank
        | Screen::Public
        | Screen::Problem => {}
    }
}

/// The whole document of any page, rendered by the server; see [`pages::document::shell`] for what it reads.
#[cfg(not(target_arch = "wasm32"))]
pub fn shell(options: leptos::config::LeptosOptions) -> impl leptos::IntoView {
    use std::future::Future;
    use std::task::{Context, Waker};
    pages::document::shell(options, |screen| {
        // The server waits for nothing here: one poll notes the part.
        let _ = std::pin::pin!(load_and_run(screen)).poll(&mut Context::from_waker(Waker::noop()));
    })
}

/// Takes over what the server rendered, or makes it anew where it did not arrive as it was sent.
#[cfg(feature = "hydrate")]
fn run(screen: fn() -> AnyView) {
    let Some((container, whole)) = browser::takeover::container() else { return };
    if whole {
        leptos::mount::hydrate_from(container, screen).forget();
    } else {
        container.set_inner_html("");
        leptos::mount::mount_to(container, screen).forget();
    }
    browser::takeover::runs();
}

/// The server renders a screen and leaves it at that.
#[cfg(not(feature = "hydrate"))]
fn run(_screen: fn() -> AnyView) {}

/// Starts the page in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        browser::takeover::broken();
    }));
    browser::fetched_words::take_up();
    js_sys::futures::spawn_local(load_and_run(browser::page::screen()));
}
