//! What the server renders.

pub mod carried_words;
pub mod title;
