//! What a browser does of its own when a finger stays on the screen: a menu opens, a link can be dragged away. A kiosk
//! does neither, so that no visitor finds what the one before left open.

use leptos::ev;
use leptos::prelude::*;

/// Keeps, in the browser, its menu and its dragging from the page.
pub fn without_menus() {
    Effect::new(|| {
        window_event_listener(ev::contextmenu, |event| event.prevent_default());
        window_event_listener(ev::dragstart, |event| event.prevent_default());
    });
}
