//! What the components of the kiosk show and what they can ask for: signals and callbacks, made by the page.

use super::search::Found;
use super::visit::Visit;
use leptos::prelude::*;
use wire::{ArticleShown, BranchHours, Catalogue, KioskSnapshot, Notice, PhoneCode};

/// The state of the kiosk, as handles that are copied into closures.
#[derive(Clone, Copy)]
pub struct KioskState {
    /// The branch's id.
    pub branch: StoredValue<String>,
    pub snapshot: RwSignal<KioskSnapshot>,
    pub catalogue: RwSignal<Catalogue>,
    pub hours: StoredValue<BranchHours>,
    pub phone_code: PhoneCode,
    /// The branch takes appointments.
    pub appointments: bool,
    /// The branch has requests in progress, whose visitors look them up.
    pub requests: bool,
    /// The notice that has its turn.
    pub notice: Memo<Option<Notice>>,
    pub visit: Visit,
    /// What the bank tells its visitors about the service on the screen.
    pub articles: RwSignal<Vec<ArticleShown>>,
    /// What the visitor's words find.
    pub found: Signal<Vec<Found>>,
    /// A quick answer was enough.
    pub thanked: RwSignal<bool>,
    /// The request for a ticket, while there is one.
    pub sending: Signal<Option<Request>>,
    /// The seconds left to answer "are you still there?", while that is asked.
    pub idle_seconds: Signal<Option<u32>>,
    pub actions: Actions,
}

/// How far a request for a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    UnderWay,
    NoConnection,
}

/// What the page does for the components.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Asks for the ticket for everything that the visitor wants.
    pub take: Callback<()>,
    /// Checks in for an appointment, by what was typed.
    pub check_in: Callback<()>,
    /// Takes what a scanner typed where no field is.
    pub scanned: Callback<String>,
    /// Looks a request up, by the code and the PIN that were typed.
    pub look: Callback<()>,
    /// Counts that the quick answer of this id was enough.
    pub solved: Callback<String>,
    /// The visitor goes: the next one finds everything as it was at first.
    pub leave: Callback<()>,
    /// The visitor is still there.
    pub stay: Callback<()>,
}
