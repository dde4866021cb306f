//! The ticket on paper: asked for once, and how far it is.

use crate::address;
use crate::browser::api::{self, Outcome};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::Printed;

/// How far the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printing {
    /// Nothing is printed here.
    Off,
    /// The kiosk's browser prints, when the visitor asks for it.
    ByBrowser,
    UnderWay,
    Printed,
    NotPrinted,
}

/// Has the ticket printed, once: its key is the ticket's own.
pub fn print_once(token: &str) -> Signal<Printing> {
    let printing = RwSignal::new(Printing::UnderWay);
    let (address, key) = (address::ticket(token, "print"), ["print.", token].concat());
    spawn_local(async move {
        printing.try_set(match api::post::<Printed>(&address, &key, "{}").await {
            Outcome::Done(_) => Printing::Printed,
            Outcome::Refused(_) | Outcome::Unanswered => Printing::NotPrinted,
        });
    });
    printing.into()
}
