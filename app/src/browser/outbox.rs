//! Commands that must not be lost: kept in the browser's storage before they are sent, and sent under the same
//! key until the answer is definite. One command at a time; a second one is refused while the first is under way.
//!
//! Storage that is full or forbidden only costs the survival of a reload.

use crate::browser::api;
use crate::browser::clock::running_millis;
use crate::browser::json;
use crate::browser::local::Local;
use crate::browser::retry::{Retry, post_until_answered};
use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wire::Problem;

/// A kept command is never given up while the page is open.
const FOR_GOOD: Retry = Retry { shortest_pause: 500, longest_pause: 5_000, attempts: u32::MAX };
/// The person is told that there is no connection after this time without an answer, in milliseconds.
const PATIENCE: f64 = 8_000.0;

/// The progress of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    Idle,
    UnderWay,
    /// The command is under way, but the server does not answer.
    NoConnection,
}

#[derive(Clone, Serialize, Deserialize)]
struct Command {
    key: String,
    address: String,
    body: String,
    /// The moment at which the command was kept, by the browser's clock, in milliseconds.
    #[serde(serialize_with = "whole")]
    kept_at: f64,
}

/// Milliseconds are whole: no browser has to load how a fraction is written.
#[allow(clippy::cast_possible_truncation, clippy::trivially_copy_pass_by_ref)]
fn whole<S: serde::Serializer>(millis: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(*millis as i64)
}

/// The place of one unsent command.
#[derive(Clone, Copy)]
pub struct Outbox {
    slot: StoredValue<String>,
    sending: RwSignal<Sending>,
    /// The way to take back the command that is under way.
    way_back: Local<Option<AbortHandle>>,
}

impl Outbox {
    /// `slot` names the place in the browser's storage: one for each kiosk and each desk.
    pub fn new(slot: String) -> Self {
        Self { slot: StoredValue::new(slot), sending: RwSignal::new(Sending::Idle), way_back: Local::new(|| None) }
    }

    /// The progress of the command.
    pub fn sending(self) -> Sending {
        self.sending.get()
    }

    /// Keeps the command, sends it until it is answered, forgets it, and hands over the answer.
    /// Does nothing while another one is under way.
    pub fn send<T: DeserializeOwned + 'static>(
        self,
        address: String,
        body: &impl Serialize,
        answered: impl FnOnce(Result<T, Problem>) + 'static,
    ) {
        if self.sending.get_untracked() != Sending::Idle {
            return;
        }
        let body = serde_json::to_string(body).unwrap_or_default();
        let command = Command { key: api::new_key(), address, body, kept_at: js_sys::Date::now() };
        self.keep(&command);
        self.deliver(command, answered);
    }

    /// Sends a command that an earlier load of the page left behind. A command older than `longest` milliseconds is dropped
    /// instead, since the person who gave it has gone.
    pub fn resume<T: DeserializeOwned + 'static>(
        self,
        longest: f64,
        answered: impl FnOnce(Result<T, Problem>) + 'static,
    ) {
        match self.kept() {
            Some(command) if (0.0..longest).contains(&(js_sys::Date::now() - command.kept_at)) => {
                self.deliver(command, answered);
            }
            Some(_) => self.forget(),
            None => {}
        }
    }

    /// The body of the command that is kept.
    pub fn asked<T: DeserializeOwned>(self) -> Option<T> {
        json::read(&self.kept()?.body)
    }

    /// Takes back the command that is under way. Returns its key: the server may have carried it out, and the answer was not heard.
    pub fn take_back(self) -> Option<String> {
        let key = self.kept()?.key;
        self.way_back.update(Option::take)??.abort();
        Some(key)
    }

    fn deliver<T: DeserializeOwned + 'static>(
        self,
        command: Command,
        answered: impl FnOnce(Result<T, Problem>) + 'static,
    ) {
        self.sending.set(Sending::UnderWay);
        let (answer, handle) = abortable(async move { self.until_answered(&command).await });
        self.way_back.update(|way_back| *way_back = Some(handle));
        spawn_local(async move {
            let answer = answer.await;
            self.way_back.update(Option::take);
            self.forget();
            if let Ok(Some(answer)) = answer {
                answered(answer);
            }
            self.sending.try_set(Sending::Idle);
        });
    }

    async fn until_answered<T: DeserializeOwned>(self, command: &Command) -> Option<Result<T, Problem>> {
        let started = running_millis();
        let unanswered = || {
            if running_millis() - started > PATIENCE {
                self.sending.try_set(Sending::NoConnection);
            }
        };
        post_until_answered(&FOR_GOOD, &command.address, &command.key, &command.body, unanswered).await
    }

    fn keep(self, command: &Command) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(command)) {
            let _ = storage.set_item(&self.slot.get_value(), &text);
        }
    }

    fn kept(self) -> Option<Command> {
        let text = storage()?.get_item(&self.slot.get_value()).ok()??;
        json::read(&text)
    }

    fn forget(self) {
        if let (Some(storage), Some(slot)) = (storage(), self.slot.try_get_value()) {
            let _ = storage.remove_item(&slot);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
