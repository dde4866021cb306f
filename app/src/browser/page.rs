//! The data that a page starts from: the same JSON on the server, which embeds it, and in the browser, which reads it
//! back. Both sides thus render exactly the same snapshot, and hydration always matches.

#[cfg(not(target_arch = "wasm32"))]
use crate::address;
use crate::address::Screen;
use crate::browser::json;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use words::Locale;

/// The page's data as JSON: the wire type of the page (`wire::KioskPage`, ...), or a `wire::Problem`.
#[derive(Debug, Clone)]
pub struct PageData(pub Arc<str>);

/// The page's language by its code (`it`, `en`).
#[derive(Debug, Clone)]
pub struct PageLanguage(pub String);

/// The address that the page was asked for by: path and query.
#[derive(Debug, Clone)]
pub struct PageAddress(pub String);

/// The page cannot be shown: its data is a `wire::Problem`.
#[derive(Debug, Clone, Copy)]
pub struct PageProblem(pub bool);

/// The page is that of an enrolled kiosk or display.
#[derive(Debug, Clone, Copy)]
pub struct PageDevice(pub bool);

const ELEMENT: &str = "page-data";
/// The element in which a live screen runs.
pub const CONTAINER: &str = "screen";

/// The page's data, or nothing when it is not of the type `T`.
pub fn initial<T: DeserializeOwned>() -> Option<T> {
    if let Some(data) = use_context::<PageData>() {
        return json::read(&data.0);
    }
    let element = is_browser().then(|| document().get_element_by_id(ELEMENT)).flatten()?;
    json::read(&element.text_content()?)
}

/// The language that the page was asked for in.
pub fn locale() -> Locale {
    if let Some(PageLanguage(code)) = use_context::<PageLanguage>() {
        return Locale::of(&code);
    }
    let code =
        is_browser().then(|| document().document_element()).flatten().and_then(|html| html.get_attribute("lang"));
    Locale::of(code.as_deref().unwrap_or_default())
}

/// The address that was asked for, without its host.
pub fn address() -> String {
    if let Some(PageAddress(address)) = use_context::<PageAddress>() {
        return address;
    }
    let location = is_browser().then(|| (location().pathname(), location().search()));
    location.map(|(path, query)| [path.unwrap_or_default(), query.unwrap_or_default()].concat()).unwrap_or_default()
}

/// The screen that was asked for.
pub fn screen() -> Screen {
    if use_context::<PageProblem>().is_some_and(|problem| problem.0) {
        return Screen::Problem;
    }
    Screen::at(&address())
}

/// The token in the address of a visitor's page, whose ticket can be shown.
#[cfg(not(target_arch = "wasm32"))]
pub fn token() -> Option<String> {
    let token = address::token_in(&address())?.to_owned();
    (screen() == Screen::Ticket).then_some(token)
}

/// The element with the words for an evacuation, which the server put before the screen in all languages of the branch.
pub const EVACUATION: &str = "evacuation";

/// Has the words for an evacuation stand over everything, or takes them away. A page of the staff has none.
pub fn show_evacuation(shown: bool) {
    let Some(words) = document().get_element_by_id(EVACUATION) else { return };
    let screen = document().get_element_by_id(CONTAINER);
    if shown {
        let _ = words.remove_attribute("hidden");
        let _ = screen.map(|screen| screen.set_attribute("inert", ""));
    } else {
        let _ = words.set_attribute("hidden", "");
        let _ = screen.map(|screen| screen.remove_attribute("inert"));
    }
}

/// Has the whole page be in the language that the visitor chose: its voice, its hyphens, its direction.
pub fn speak(locale: Locale) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", locale.code());
        let _ = html.set_attribute("dir", locale.dir());
    }
}

/// Whether a browser translates the page. It then puts words into elements of its own, and the texts that the program knows
/// are no longer on the page.
pub fn is_translated() -> bool {
    const BY_MACHINE: &str = "html.translated-ltr, html.translated-rtl, #screen font";
    is_browser() && document().query_selector(BY_MACHINE).ok().flatten().is_some()
}

/// Moves the focus to an element by its id, so that a screen reader goes on there.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}
