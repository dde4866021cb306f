//! What a person chose for this device alone, kept in the browser's storage. Storage that is full or forbidden costs the
//! choice at the next load.

use leptos::prelude::*;

/// Whether a choice that is on by default was switched off on this device.
pub fn is_off(name: &str) -> bool {
    storage().and_then(|storage| storage.get_item(name).ok().flatten()).as_deref() == Some("off")
}

/// Keeps a choice that is on by default.
pub fn keep(name: &str, on: bool) {
    if let Some(storage) = storage() {
        let _ = if on { storage.remove_item(name) } else { storage.set_item(name, "off") };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
