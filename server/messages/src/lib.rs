//! Messages that leave the branch: `push` sends a call to a visitor's phone, `mail` a letter, `calendar`
//! writes an appointment for calendars; `outbox` is the worker that sends each message once; `webhook` tells the bank's programs of troubles.
#![forbid(unsafe_code)]

pub mod calendar;
pub mod mail;
pub mod outbox;
pub mod push;
pub mod webhook;
