//! The words of what the server prints: the only part of the app that the server itself reads.

pub mod form;
pub mod ticket;
