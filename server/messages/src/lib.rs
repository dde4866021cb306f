//! Messages that leave the branch: `push` sends a call to a visitor's phone, `mail` a letter, `sms` a text message, `calendar`
//! writes an appointment for calendars; `outbox` is the worker that sends each message once; `webhook` tells the bank's programs of troubles, and
//! `tell` is the worker that tells of each by its way.
#![forbid(unsafe_code)]

pub mod calendar;
pub mod mail;
pub mod outbox;
pub mod push;
mod signed;
pub mod sms;
pub mod tell;
pub mod webhook;
