//! The numbers that this kiosk holds, and the tickets that it gave out while it could not reach the server: in the browser's
//! storage, so that they outlive a reload, until the server has them.
//!
//! A ticket is handed in under the key of the request that was made for it, if one was: the server carries out one of the two. Where
//! it had carried out the request, and only the answer was lost, that ticket is cancelled, since nobody knows its number.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::json;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use wire::{Code, HandInRequest, IssueRequest, Issued, ReserveRequest, Reserved, ReservedLetter, Time};

/// The pause after an attempt without an answer, in milliseconds.
const PAUSE: u32 = 2_000;

/// What is kept in the storage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Kept {
    /// The name of this kiosk on that day.
    kiosk: String,
    day: String,
    letters: Vec<ReservedLetter>,
    given: Vec<Given>,
}

/// A ticket that the server does not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Given {
    key: String,
    kiosk: String,
    number: String,
    taken_at: Time,
    ticket: IssueRequest,
    /// The server may have carried out a request for it under the same key.
    asked: bool,
}

impl Kept {
    /// Takes the next number for a service; `None` where no more is held.
    fn take(&mut self, service: &str) -> Option<String> {
        let letter = self.letters.iter_mut().find(|letter| letter.services.iter().any(|id| id == service))?;
        (!letter.numbers.is_empty()).then(|| letter.numbers.remove(0))
    }

    /// Takes what the server says is held. What was given out meanwhile is not.
    fn refill(&mut self, reserved: Reserved) {
        let given =
            |number: &String| self.given.iter().any(|given| given.kiosk == self.kiosk && given.number == *number);
        let mut letters = reserved.letters;
        for letter in &mut letters {
            letter.numbers.retain(|number| !given(number));
        }
        self.letters = letters;
        self.day = reserved.day;
    }
}

/// What a kiosk of a branch holds.
#[derive(Clone, Copy)]
pub struct Reserve {
    branch: StoredValue<String>,
    busy: StoredValue<bool>,
}

impl Reserve {
    pub fn of(branch: &str) -> Self {
        Self { branch: StoredValue::new(branch.to_owned()), busy: StoredValue::new(false) }
    }

    /// Gives a visitor the next number; `None` where none is held, or not of this day. `asked` is the key of a request that the server
    /// may have carried out.
    pub fn give(self, day: &str, ticket: &IssueRequest, asked: Option<String>) -> Option<String> {
        let mut kept = self.kept();
        if kept.day != day {
            return None;
        }
        let number = kept.take(&ticket.service)?;
        let taken_at = now();
        kept.given.push(Given {
            asked: asked.is_some(),
            key: asked.unwrap_or_else(api::new_key),
            kiosk: kept.kiosk.clone(),
            number: number.clone(),
            taken_at,
            ticket: ticket.clone(),
        });
        // A number that cannot be kept would be lost with the page.
        self.keep(&kept).then_some(number)
    }

    /// Whether there is a number for a service on a day.
    pub fn has(self, day: &str, service: &str) -> bool {
        let mut kept = self.kept();
        kept.day == day && kept.take(service).is_some()
    }

    /// Hands in what the server does not have, in order; then asks for as many numbers again, where kiosks hold numbers on the day.
    pub fn catch_up(self, day: Option<String>) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(given) = self.kept().given.into_iter().next() {
                self.hand_in(&given).await;
            }
            if let Some(day) = day {
                self.refill(&day).await;
            }
            self.busy.try_set_value(false);
        });
    }

    /// Tries until the server has the ticket, or will never take it.
    async fn hand_in(self, given: &Given) {
        let Some(address) = self.branch.try_with_value(|branch| address::hand_in(branch)) else { return };
        let request = HandInRequest {
            kiosk: given.kiosk.clone(),
            number: given.number.clone(),
            taken_at: given.taken_at,
            sent_at: now(),
            ticket: given.ticket.clone(),
        };
        let body = serde_json::to_string(&request).unwrap_or_default();
        match api::post::<Issued>(&address, &given.key, &body).await {
            Reply::Refused(problem) if given.asked && problem.code == Code::IdempotencyKeyReused => {
                self.undo(given).await;
            }
            Reply::Refused(problem) if matches!(problem.code, Code::DeviceUnknown | Code::Forbidden) => {
                // A manager enrols the kiosk again: its visitors wait all the same.
                TimeoutFuture::new(PAUSE).await;
            }
            Reply::Done(_) | Reply::Refused(_) => {
                let is_other = |other: &Given| other.number != given.number || other.kiosk != given.kiosk;
                if !self.change(|kept| kept.given.retain(is_other)) {
                    TimeoutFuture::new(PAUSE).await;
                }
            }
            Reply::Unanswered => TimeoutFuture::new(PAUSE).await,
        }
    }

    /// Cancels the ticket that the server gave out for the same visitor, and hands in theirs under another key.
    async fn undo(self, given: &Given) {
        let Some(address) = self.branch.try_with_value(|branch| address::tickets(branch)) else { return };
        let body = serde_json::to_string(&given.ticket).unwrap_or_default();
        match api::post::<Issued>(&address, &given.key, &body).await {
            Reply::Done(issued) => {
                let address = address::ticket(&issued.token, "cancel");
                if let Reply::Unanswered = api::post::<()>(&address, &["undo.", &given.key].concat(), "{}").await {
                    return TimeoutFuture::new(PAUSE).await;
                }
            }
            Reply::Refused(_) => {}
            Reply::Unanswered => return TimeoutFuture::new(PAUSE).await,
        }
        self.change(|kept| {
            for other in kept.given.iter_mut().filter(|other| other.key == given.key) {
                (other.key, other.asked) = (api::new_key(), false);
            }
        });
    }

    async fn refill(self, day: &str) {
        let Some(address) = self.branch.try_with_value(|branch| address::reserve(branch)) else { return };
        self.change(|kept| {
            if kept.day != day || kept.kiosk.is_empty() {
                (kept.kiosk, kept.letters) = (api::new_key(), Vec::new());
            }
        });
        let body = serde_json::to_string(&ReserveRequest { kiosk: self.kept().kiosk }).unwrap_or_default();
        if let Reply::Done(reserved) = api::post::<Reserved>(&address, &api::new_key(), &body).await {
            self.change(|kept| kept.refill(reserved));
        }
    }

    /// Returns whether the change could be kept.
    fn change(self, change: impl FnOnce(&mut Kept)) -> bool {
        let mut kept = self.kept();
        change(&mut kept);
        self.keep(&kept)
    }

    /// Returns whether it could be kept.
    fn keep(self, kept: &Kept) -> bool {
        let (Some(storage), Some(slot), Ok(text)) = (storage(), self.slot(), serde_json::to_string(kept)) else {
            return false;
        };
        storage.set_item(&slot, &text).is_ok()
    }

    fn kept(self) -> Kept {
        let text = || storage()?.get_item(&self.slot()?).ok()?;
        text().and_then(|text| json::read(&text)).unwrap_or_default()
    }

    fn slot(self) -> Option<String> {
        self.branch.try_with_value(|branch| ["sportello.reserve.", branch].concat())
    }
}

/// The device's own time, which the server sets right.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
fn now() -> Time {
    Time::from_millis(js_sys::Date::now() as i64)
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Language;

    fn reserved(cash: &[&str], loan: &[&str]) -> Reserved {
        let letter = |services: &[&str], numbers: &[&str]| ReservedLetter {
            services: services.iter().map(|id| (*id).to_owned()).collect(),
            numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
        };
        Reserved {
            day: "2026-11-23".to_owned(),
            letters: vec![letter(&["cash", "card"], cash), letter(&["loan"], loan)],
        }
    }

    fn ticket(service: &str) -> IssueRequest {
        IssueRequest {
            service: service.to_owned(),
            then: Vec::new(),
            language: Language::new("it"),
            priority: false,
            documents: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn given(number: &str, asked: bool) -> Given {
        let (key, kiosk) = ("k".to_owned(), "door".to_owned());
        let taken_at = Time::from_millis(1_763_884_800_000);
        Given { key, kiosk, number: number.to_owned(), taken_at, ticket: ticket("cash"), asked }
    }

    #[test]
    fn numbers_are_given_out_in_order_for_the_services_of_their_letter() {
        let mut kept = Kept { kiosk: "door".to_owned(), ..Kept::default() };
        assert_eq!(kept.take("cash"), None, "nothing is held yet");
        kept.refill(reserved(&["A501", "A502"], &["D501"]));
        assert_eq!(kept.take("card").as_deref(), Some("A501"));
        assert_eq!(kept.take("loan").as_deref(), Some("D501"));
        assert_eq!(kept.take("cash").as_deref(), Some("A502"));
        assert_eq!((kept.take("cash"), kept.take("loan"), kept.take("gold")), (None, None, None));
    }

    #[test]
    fn what_was_given_out_is_not_held_again_before_the_server_has_it() {
        let mut kept = Kept { kiosk: "door".to_owned(), given: vec![given("A501", false)], ..Kept::default() };
        kept.refill(reserved(&["A501", "A502"], &[]));
        assert_eq!(kept.take("cash").as_deref(), Some("A502"));
        // Another day's kiosk has another name, and its numbers are others.
        let mut kept = Kept { kiosk: "of today".to_owned(), given: vec![given("A501", false)], ..Kept::default() };
        kept.refill(reserved(&["A501"], &[]));
        assert_eq!(kept.take("cash").as_deref(), Some("A501"));
    }

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        let mut kept = Kept { kiosk: "door".to_owned(), given: vec![given("A501", true)], ..Kept::default() };
        kept.refill(reserved(&["A502"], &["D501"]));
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(json::read::<Kept>(&text), Some(kept));
    }
}
