//! How the program takes over a page that the server rendered: as it was sent, or rendered again where something between
//! server and browser has changed it.
//!
//! A filter, an extension or a phone's browser may put elements into a page, wrap its numbers or strip its comments. The
//! program would stop on such a page, so the page's elements are counted first.

use crate::browser::page;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};

/// Set where the program has stopped while it took over (`public/net.js`).
const MAKE: &str = "sportello.make";
/// What `public/net.js` listens for.
const RUNS: &str = "sportello:runs";
const BROKEN: &str = "sportello:broken";

/// Where a screen runs, and whether it can be taken over as it is.
pub fn container() -> Option<(HtmlElement, bool)> {
    let element = document().get_element_by_id(page::CONTAINER)?;
    let whole = is_whole(&element) && !must_be_made();
    Some((element.dyn_into().ok()?, whole))
}

/// Whether the screen has as many elements and comments as the server sent.
fn is_whole(screen: &Element) -> bool {
    let sent = screen.get_attribute("data-whole").unwrap_or_default();
    let elements = screen.get_elements_by_tag_name("*").length();
    let here = [elements.to_string(), comments(screen).to_string()].join(".");
    here == sent
}

fn comments(node: &Node) -> u32 {
    let mut count = 0;
    let mut child = node.first_child();
    while let Some(node) = child {
        count += if node.node_type() == Node::COMMENT_NODE { 1 } else { comments(&node) };
        child = node.next_sibling();
    }
    count
}

fn must_be_made() -> bool {
    let storage = window().session_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(MAKE).ok().flatten()).is_some()
}

/// The program runs the page.
pub fn runs() {
    tell(RUNS);
}

/// The program has stopped.
pub fn broken() {
    tell(BROKEN);
}

fn tell(event: &str) {
    if let Ok(event) = Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}
