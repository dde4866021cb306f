//! The tickets that this phone has opened today, as of a family. Each is followed by its own snapshot. The phone's storage
//! keeps only their links, until their day or their turn is over. Without storage the page shows its own ticket alone.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::json;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wire::{TicketSnapshot, TicketStatus};

const SLOT: &str = "sportello.family";
/// The most tickets that are kept. The ticket that was opened last comes first.
const MOST: usize = 6;
/// The pause between two requests for the other tickets. Streams of their own would use up the connections that a browser allows.
const EVERY: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    token: String,
    day: String,
    /// Whether the browser gets a push message when the ticket is called.
    #[serde(default)]
    told: bool,
}

/// Another ticket of the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    pub token: String,
    pub snapshot: TicketSnapshot,
}

/// The present state of this phone's other tickets.
#[derive(Clone, Copy)]
pub struct Family {
    token: StoredValue<String>,
    pub others: RwSignal<Vec<Other>>,
}

impl Family {
    /// Stores the ticket with its day, and follows the other tickets in the browser.
    pub fn of(token: &str, day: &str) -> Self {
        let family = Self { token: StoredValue::new(token.to_owned()), others: RwSignal::default() };
        let (token, day) = (token.to_owned(), day.to_owned());
        Effect::new(move || {
            write(&joined(read(), &token, &day));
            family.ask();
            if let Ok(interval) = set_interval_with_handle(move || family.ask(), EVERY) {
                on_cleanup(move || interval.clear());
            }
        });
        family
    }

    /// Whether the browser gets a push message when this ticket is called, as it was last stored.
    pub fn is_told(self) -> bool {
        self.token.with_value(|token| read().iter().any(|kept| kept.token == *token && kept.told))
    }

    pub fn set_told(self, told: bool) {
        let mut all = read();
        self.token.with_value(|token| {
            for kept in all.iter_mut().filter(|kept| kept.token == *token) {
                kept.told = told;
            }
        });
        write(&all);
    }

    /// Removes this ticket, which is over, from the pages of the other tickets.
    pub fn leave(self) {
        self.token.with_value(|token| forget(token));
    }

    fn ask(self) {
        let Some(own) = self.token.try_get_value() else { return };
        for Kept { token, .. } in read().into_iter().filter(|kept| kept.token != own) {
            spawn_local(async move {
                match api::get::<TicketSnapshot>(&address::own_ticket(&token)).await {
                    Reply::Done(snapshot) if !is_over(&snapshot.status) => self.show(Other { token, snapshot }),
                    Reply::Unanswered => {}
                    Reply::Done(_) | Reply::Refused(_) => {
                        forget(&token);
                        self.others.try_update(|others| others.retain(|other| other.token != token));
                    }
                }
            });
        }
    }

    fn show(self, other: Other) {
        self.others.try_update(|others| match others.iter_mut().find(|known| known.token == other.token) {
            Some(known) => *known = other,
            None => others.push(other),
        });
    }
}

/// Whether a ticket is over.
pub fn is_over(status: &TicketStatus) -> bool {
    matches!(status, TicketStatus::Done | TicketStatus::Cancelled | TicketStatus::DayEnded)
}

/// Puts a ticket first, and drops tickets of other days.
fn joined(kept: Vec<Kept>, token: &str, day: &str) -> Vec<Kept> {
    let told = kept.iter().any(|kept| kept.token == token && kept.told);
    let own = Kept { token: token.to_owned(), day: day.to_owned(), told };
    let others = kept.into_iter().filter(|kept| kept.day == day && kept.token != token);
    std::iter::once(own).chain(others).take(MOST).collect()
}

fn forget(token: &str) {
    let mut kept = read();
    kept.retain(|kept| kept.token != token);
    write(&kept);
}

fn read() -> Vec<Kept> {
    let text = storage().and_then(|storage| storage.get_item(SLOT).ok().flatten()).unwrap_or_default();
    json::read(&text).unwrap_or_default()
}

fn write(kept: &[Kept]) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(kept)) {
        let _ = if kept.is_empty() { storage.remove_item(SLOT) } else { storage.set_item(SLOT, &text) };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_keeps_the_tickets_of_today_the_last_one_first() {
        let kept = joined(Vec::new(), "one", "2026-11-21");
        let kept = joined(kept, "two", "2026-11-22");
        let kept = joined(kept, "three", "2026-11-22");
        let tokens = |kept: &[Kept]| kept.iter().map(|kept| kept.token.clone()).collect::<Vec<_>>();
        assert_eq!(tokens(&kept), ["three", "two"], "yesterday's is gone");
        assert_eq!(tokens(&joined(kept.clone(), "two", "2026-11-22")), ["two", "three"], "no ticket twice");
        let many = (0..20).fold(kept, |kept, number| joined(kept, &number.to_string(), "2026-11-22"));
        assert_eq!(many.len(), MOST);
    }

    #[test]
    fn opening_a_ticket_again_keeps_that_its_call_is_told() {
        let told = vec![Kept { token: "one".to_owned(), day: "2026-11-22".to_owned(), told: true }];
        assert!(joined(told, "one", "2026-11-22")[0].told);
    }
}
