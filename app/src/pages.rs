//! The pages that the server renders and that run no program in the browser, and the document around every page.

pub mod account;
pub mod carried_words;
pub mod document;
mod evacuation;
pub mod finished;
pub mod front_door;
pub mod net;
pub mod office;
pub mod problem;
pub mod public;
pub mod ready;
pub mod sign_in;
pub mod title;
pub mod usual;
