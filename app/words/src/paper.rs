//! The words of what the server prints: tickets and forms.

pub mod form;
pub mod ticket;
