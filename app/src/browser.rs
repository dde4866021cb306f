//! Whatever touches the browser: requests, streams, storage, sound, speech, timers. It knows no screen and no component.

pub mod announcer;
pub mod api;
pub mod attention;
pub mod catalogue;
pub mod clock;
pub mod family;
pub mod fetched_words;
pub mod idle;
mod json;
pub mod live;
mod local;
pub mod motion;
pub mod notify;
pub mod outbox;
pub mod page;
pub mod reserve;
pub mod retry;
pub mod setting;
mod sound;
pub mod speech;
#[cfg(target_arch = "wasm32")]
pub mod takeover;
pub mod touchscreen;
pub mod typing;
pub mod worker;
