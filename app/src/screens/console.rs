//! The commands of the staff: one at a time, kept until it is answered, and no second one on an old view.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::live::{Live, Snapshot};
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::page;
use crate::ui::Notice;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use wire::{NextAnswer, Problem};
use words::{Locale, t};

/// A command that an earlier load of the page left behind is sent on for a minute: later it would surprise.
const LONGEST_KEPT: f64 = 60_000.0;

/// Sends the commands of a page, beside its live view.
pub struct Console<T: 'static> {
    pub live: Live<T>,
    outbox: Outbox,
    /// The address of the view, fetched again after each command.
    view: StoredValue<String>,
    /// The view after a command is on its way: until it is here, a second press would act on an old one.
    catching_up: RwSignal<bool>,
    /// The code of the problem for which the last command was refused.
    refused: RwSignal<Option<String>>,
}

impl<T> Clone for Console<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Console<T> {}

impl<T: Snapshot> Console<T> {
    /// The console of the page that shows `screen` of a branch (`desk/3`, `manager`); takes up what it was sending.
    pub fn new(live: Live<T>, branch: &str, screen: &str) -> Self {
        let console = Self {
            live,
            outbox: Outbox::new(["sportello.", screen, ".", branch].concat()),
            view: StoredValue::new(address::view(branch, screen)),
            catching_up: RwSignal::new(false),
            refused: RwSignal::new(None),
        };
        Effect::new(move || console.outbox.resume(LONGEST_KEPT, move |answer| console.answered(answer, None)));
        console
    }

    /// No command is under way, and what is shown is what the last one left.
    pub fn is_free(self) -> bool {
        self.outbox.sending() == Sending::Idle && !self.catching_up.get()
    }

    /// A command is on its way, and is expected to be answered soon.
    pub fn is_under_way(self) -> bool {
        self.outbox.sending() == Sending::UnderWay
    }

    /// Sends a command, unless another one is under way. `for_nobody` is what it means that the answer names no ticket.
    pub fn send(self, address: String, body: &impl Serialize, for_nobody: Option<&'static str>) {
        if untrack(|| self.is_free()) {
            self.refused.set(None);
            self.outbox.send(address, body, move |answer| self.answered(answer, for_nobody));
        }
    }

    /// A desk's commands answer with whom they called; the others with nothing.
    fn answered(self, answer: Result<Option<NextAnswer>, Problem>, for_nobody: Option<&'static str>) {
        self.refused.try_set(match answer {
            Ok(Some(NextAnswer { ticket: None })) => for_nobody.map(str::to_owned),
            Ok(_) => None,
            Err(problem) => Some(problem.code),
        });
        self.catching_up.try_set(true);
        spawn_local(async move {
            if let Some(address) = self.view.try_get_value()
                && let Reply::Done(snapshot) = api::get::<T>(&address).await
            {
                self.live.set(snapshot);
            }
            self.catching_up.try_set(false);
        });
    }

    /// The notices about the last command. A new sign-in leads to `next`.
    pub fn news(self, locale: Locale, next: &str) -> impl IntoView + use<T> {
        let kept =
            (self.outbox.sending() == Sending::NoConnection).then(|| view! { <Notice words=t!(locale, desk.kept) /> });
        let refused = self.refused.get().map(|code| {
            let again = (code == "unauthenticated").then(|| {
                view! {
                    <a class="button" rel="external" href=address::sign_in(next, locale)>
                        {t!(locale, desk.sign_in_again)}
                    </a>
                }
            });
            view! {
                <Notice words=refusal(locale, &code) />
                {again}
            }
        });
        (kept, refused)
    }
}

/// Why a command of the staff was refused, by the problem's code.
fn refusal(locale: Locale, code: &str) -> &'static str {
    match code {
        "ticket_open" => t!(locale, problem.ticket_open),
        "no_ticket_open" => t!(locale, problem.no_ticket),
        "nobody_waiting" => t!(locale, problem.nobody_waiting),
        "desk_closed" => t!(locale, problem.desk_closed),
        "desk_taken" => t!(locale, problem.desk_taken),
        "csr_elsewhere" => t!(locale, problem.csr_elsewhere),
        "not_your_desk" => t!(locale, problem.not_your_desk),
        "still_issuing" => t!(locale, problem.still_issuing),
        "still_serving" => t!(locale, problem.still_serving),
        "extension_out_of_range" => t!(locale, problem.extension_out_of_range),
        "desk_paused" => t!(locale, problem.desk_paused),
        "csr_absent" => t!(locale, problem.csr_absent),
        "not_parked" => t!(locale, problem.not_parked),
        "not_absent" => t!(locale, problem.not_absent),
        "not_served_here" => t!(locale, problem.not_served_here),
        "sent_nowhere" => t!(locale, problem.sent_nowhere),
        "too_soon" => t!(locale, problem.too_soon),
        "return_in_the_past" => t!(locale, problem.return_in_the_past),
        "checked_in" => t!(locale, problem.checked_in),
        "appointment_not_today" => t!(locale, problem.appointment_not_today),
        _ => words::refusal(locale, code),
    }
}

/// After a dialog was answered: its button may be one that cannot be pressed for the moment, and the focus would be
/// nowhere. Then it goes to the page's heading.
pub fn keep_focus(heading: &'static str) {
    request_animation_frame(move || {
        let lost = document().active_element().is_none_or(|element| {
            element.tag_name() == "BODY" || element.has_attribute("disabled") || !element.is_connected()
        });
        if lost {
            page::focus(heading);
        }
    });
}
