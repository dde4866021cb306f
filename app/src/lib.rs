//! The screens of Sportello: rendered by the server, then run in the browser.
//!
//! This file holds the document, the routes and the two ways to start, and is the only one that looks at cargo
//! features. Each screen is a page file that wires (`kiosk.rs`) and a folder of components (`kiosk/`) that are
//! functions of data. A screen imports no other screen; nothing here imports the server.
#![forbid(unsafe_code)]
// `#[lazy_route]` passes on the route's own data, of which these screens have none.
#![allow(clippy::used_underscore_binding)]
#![recursion_limit = "512"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` is for the server, `hydrate` for the browser: never both");

mod address;
mod api;
mod clock;
mod console;
mod desk;
mod desk_choice;
mod front_door;
mod idle;
mod kiosk;
mod live;
mod live_page;
mod lobby;
mod manager;
mod outbox;
mod page;
pub mod paper;
mod problem;
mod ready;
#[cfg(test)]
mod sample;
mod sign_in;
mod sound;
mod ticket;
mod ui;
mod words;

pub use page::{PageData, PageLanguage, PageProblem};

use address::Screen;
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, path};

/// The whole document of any page.
///
/// The server provides [`PageData`], [`PageLanguage`] and, for a page that could not be shown, [`PageProblem`]
/// as contexts, and the router's `RequestUrl`.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let locale = page::locale();
    let screen = page::screen();
    let kind = if screen == Screen::Problem { "problem" } else { "screen" };
    let sheet = stylesheet(&options);
    let body = match screen {
        Screen::Problem => view! { <problem::ProblemScreen /> }.into_any(),
        _ => view! { <App /> }.into_any(),
    };
    view! {
        <!DOCTYPE html>
        <html lang=locale.code() class=screen.class()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light" />
                <title>{words::title(locale, screen)}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=sheet />
                {page::panel_scale().map(|scale| view! { <style nonce=use_nonce()>{scale}</style> })}
                {(screen == Screen::Ticket)
                    .then(|| view! { <noscript><meta http-equiv="refresh" content="20" /></noscript> })}
                <AutoReload options=options.clone() />
                {screen.is_live().then(|| view! { <HydrationScripts options /> })}
            </head>
            <body>
                {body}
                <script type="application/json" id="page-data" data-page=kind nonce=use_nonce()>
                    {page::embedded()}
                </script>
            </body>
        </html>
    }
}

/// The address of the style sheet that the build made, under its hashed name where there is one.
fn stylesheet(options: &LeptosOptions) -> String {
    let mut name = options.output_name.to_string();
    if options.hash_files {
        let hashes = std::env::current_exe()
            .ok()
            .and_then(|program| program.parent().map(|folder| folder.join(options.hash_file.as_ref())))
            .and_then(|file| std::fs::read_to_string(file).ok())
            .unwrap_or_default();
        if let Some(hash) = hashes.lines().find_map(|line| line.strip_prefix("css:")) {
            name.push('.');
            name.push_str(hash.trim());
        }
    }
    ["/", &options.site_pkg_dir, "/", &name, ".css"].concat()
}

/// The screens by address. Every screen is loaded on its own: a phone never loads the dashboard.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/") view={Lazy::<front_door::FrontDoorRoute>::new()} />
                <Route path=path!("/sign-in") view={Lazy::<sign_in::SignInRoute>::new()} />
                <Route path=path!("/b/:branch/kiosk") view={Lazy::<kiosk::KioskRoute>::new()} />
                <Route path=path!("/b/:branch/lobby") view={Lazy::<lobby::LobbyRoute>::new()} />
                <Route path=path!("/b/:branch/desk") view={Lazy::<desk_choice::DeskChoiceRoute>::new()} />
                <Route path=path!("/b/:branch/desk/:desk") view={Lazy::<desk::DeskRoute>::new()} />
                <Route path=path!("/b/:branch/manager") view={Lazy::<manager::ManagerRoute>::new()} />
                <Route path=path!("/b/:branch/ready/:service") view={Lazy::<ready::ReadyRoute>::new()} />
                <Route path=path!("/t/:token") view={Lazy::<ticket::TicketRoute>::new()} />
            </FlatRoutes>
        </Router>
    }
}

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(App);
}
