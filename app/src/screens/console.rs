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
use wire::{Code, NextAnswer, Problem};
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
    /// Why the last command was refused.
    refused: RwSignal<Option<Why>>,
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
        Effect::new(move || console.outbox.resume(LONGEST_KEPT, move |answer| console.answered(answer, false)));
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

    /// Sends a command, unless another one is under way. `for_a_call` says that
    /// it is to call a visitor.
    pub fn send(self, address: String, body: &impl Serialize, for_a_call: bool) {
        if untrack(|| self.is_free()) {
            self.refused.set(None);
            self.outbox.send(address, body, move |answer| self.answered(answer, for_a_call));
        }
    }

    /// A desk's commands answer with whom they called; the others with nothing.
    fn answered(self, answer: Result<Option<NextAnswer>, Problem>, for_a_call: bool) {
        self.refused.try_set(match answer {
            Ok(Some(NextAnswer { ticket: None })) => for_a_call.then_some(Why::NobodyWaits),
            Ok(_) => None,
            Err(problem) => Some(Why::Refused(problem.code)),
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
        let refused = self.refused.get().map(|why| {
            let again = (why == Why::Refused(Code::Unauthenticated)).then(|| {
                view! {
                    <a class="button" rel="external" href=address::sign_in(next, locale)>
                        {t!(locale, desk.sign_in_again)}
                    </a>
                }
            });
            let words = match why {
                Why::NobodyWaits => t!(locale, problem.nobody_waiting),
                Why::Refused(code) => refusal(locale, code),
            };
            view! {
                <Notice words />
                {again}
            }
        });
        (kept, refused)
    }
}

/// Why a command had no effect that the person expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// A visitor was to be called, and nobody waits.
    NobodyWaits,
    Refused(Code),
}

/// Why a command of the staff was refused, by the problem's code.
fn refusal(locale: Locale, code: Code) -> &'static str {
    words_of_staff(locale, code).unwrap_or_else(|| words::refusal(locale, code))
}

/// The words of a code that only the staff meet.
fn words_of_staff(locale: Locale, code: Code) -> Option<&'static str> {
    Some(match code {
        Code::TicketOpen => t!(locale, problem.ticket_open),
        Code::NoTicketOpen => t!(locale, problem.no_ticket),
        Code::DeskClosed => t!(locale, problem.desk_closed),
        Code::DeskTaken => t!(locale, problem.desk_taken),
        Code::CsrElsewhere => t!(locale, problem.csr_elsewhere),
        Code::NotYourDesk => t!(locale, problem.not_your_desk),
        Code::StillIssuing => t!(locale, problem.still_issuing),
        Code::StillServing => t!(locale, problem.still_serving),
        Code::ExtensionOutOfRange => t!(locale, problem.extension_out_of_range),
        Code::DeskPaused => t!(locale, problem.desk_paused),
        Code::CsrAbsent => t!(locale, problem.csr_absent),
        Code::LendingOpen => t!(locale, problem.lending_open),
        Code::NoLending => t!(locale, problem.no_lending),
        Code::ServedAnyway => t!(locale, problem.served_anyway),
        Code::NoAutoCall => t!(locale, problem.no_auto_call),
        Code::NoManualPicks => t!(locale, problem.no_manual_picks),
        Code::NotCallBack => t!(locale, problem.not_call_back),
        Code::StillAway => t!(locale, problem.still_away),
        Code::NotParked => t!(locale, problem.not_parked),
        Code::NotAbsent => t!(locale, problem.not_absent),
        Code::NotServedHere => t!(locale, problem.not_served_here),
        Code::SentNowhere => t!(locale, problem.sent_nowhere),
        Code::TooSoon => t!(locale, problem.too_soon),
        Code::ReturnInThePast => t!(locale, problem.return_in_the_past),
        Code::AnnouncementsFull => t!(locale, problem.announcements_full),
        Code::AnnouncementUnknown => t!(locale, problem.announcement_unknown),
        Code::CheckedIn => t!(locale, problem.checked_in),
        Code::NotesFull => t!(locale, problem.notes_full),
        Code::AppointmentNotToday => t!(locale, problem.appointment_not_today),
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes that a screen never shows: what its program cannot ask wrongly, or what it says in its own way.
    const FOR_PROGRAMS: &[Code] = &[
        Code::BodyNotJson,
        Code::BodyInvalid,
        Code::BodyTooLarge,
        Code::MediaType,
        Code::IdempotencyKeyMissing,
        Code::IdempotencyKeyMalformed,
        Code::VersionMissing,
        Code::VersionStale,
        Code::RecordUnknown,
        Code::ReportUnknown,
        Code::CaseUnknown,
        Code::CaseLocked,
        Code::TooManyPins,
        Code::FieldInvalid,
        Code::StepRefused,
        Code::AppointmentUnknown,
        Code::StartInvalid,
        Code::StartSkipped,
        Code::StartOffGrid,
        Code::StartPast,
        Code::StartTooSoon,
        Code::StartTooFar,
        Code::StartAmbiguous,
        Code::ContactInvalid,
        Code::CodeInvalid,
        Code::SlotTaken,
        Code::SlotNotOffered,
        Code::ContactFull,
        Code::AppointmentCancelled,
        Code::AppointmentOver,
        Code::IdempotencyKeyReused,
        Code::SignInRefused,
        Code::SignInLater,
        Code::SignInLocked,
        Code::PasswordChangeRequired,
        Code::SecondFactorRequired,
        Code::SecondFactorMissing,
        Code::DeviceUnknown,
        Code::TooSlow,
        Code::ScreenUnknown,
        Code::FormUnknown,
        Code::ProductUnknown,
        Code::LanguageUnknown,
        Code::DocumentUnknown,
        Code::AlertUnknown,
        Code::AnswerUnknown,
        Code::PrinterUnknown,
        Code::MediaUnknown,
        Code::AlertKind,
        Code::PushUnusable,
        Code::PushFull,
        Code::NoReserve,
        Code::ReservesFull,
        Code::NotReserved,
        Code::NoPhoneAddress,
        Code::NoPrinter,
        Code::PrintedOften,
        Code::PrinterOutOfPaper,
        Code::PrinterCoverOpen,
        Code::PrinterUnreachable,
        Code::PrinterBusy,
        Code::TextEmpty,
        Code::TextTooLong,
        Code::SpeechLanguage,
        Code::SpeechBusy,
        Code::SpeechUnavailable,
    ];

    #[test]
    fn every_code_has_words_or_is_for_programs_alone() {
        let said = |code: &Code| words_of_staff(Locale::en, *code).or(words::words_of(Locale::en, *code)).is_some();
        let amiss: Vec<_> = Code::ALL.iter().filter(|code| said(code) == FOR_PROGRAMS.contains(code)).collect();
        assert!(amiss.is_empty(), "{amiss:?}");
    }

    #[test]
    fn a_code_of_another_release_is_said_to_be_unexpected() {
        assert_eq!(refusal(Locale::en, Code::Unknown), t!(Locale::en, problem.unexpected));
    }
}
