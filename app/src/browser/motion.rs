//! Whether the person, or the device, wants nothing to move.

use leptos::prelude::*;

/// Nothing is to move; on the server, which cannot know, too.
pub fn is_unwanted() -> bool {
    let asked = is_browser().then(|| window().match_media("(prefers-reduced-motion: reduce)"));
    asked.is_none_or(|asked| asked.ok().flatten().is_some_and(|asked| asked.matches()))
}
