//! What touches the browser.

pub mod fetched_words;
