//! The kiosk's work: the live waits, the catalogue, the outbox and the visit together, and what they ask the server for.

#![allow(clippy::large_types_passed_by_value, reason = "`Reception` is handles, to be copied into closures")]

use super::kiosk::alone::AloneTicket;
use super::kiosk::check_in::{self, CheckedIn};
use super::kiosk::frame::Help;
use super::kiosk::needs;
use super::kiosk::request::Looked;
use super::kiosk::search::{Found, Index};
use super::kiosk::search_page;
use super::kiosk::state::{Actions, KioskState, Request};
use super::kiosk::step::Step;
use super::kiosk::visit::Visit;
use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::catalogue;
use crate::browser::idle::Idle;
use crate::browser::live::Live;
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::reserve::Reserve;
use crate::browser::retry::{Retry, post_until_answered};
use crate::browser::speech::SpeechMode;
use crate::ui::in_turn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{
    ArticleShown, Articles, BranchHours, CaseStatus, Catalogue, CheckInAnswer, Code, IssueRequest, KioskSnapshot,
    Opening, PhoneCode, StatusRequest, Usual,
};
use words::Locale;

/// A notice stands so many seconds, where there are several.
const NOTICE_SECONDS: i64 = 20;

/// A call for the staff, or a quick answer that was enough, is sent for some minutes.
const FOR_SOME_MINUTES: Retry = Retry { shortest_pause: 3_000, longest_pause: 3_000, attempts: 100 };

/// What the page works with.
#[derive(Clone, Copy)]
pub struct Reception {
    pub branch: StoredValue<String>,
    pub live: Live<KioskSnapshot>,
    pub catalogue: RwSignal<Catalogue>,
    pub outbox: Outbox,
    /// What the kiosk gives out without the server.
    pub reserve: Reserve,
    pub visit: Visit,
    pub speech: SpeechMode,
    /// A quick answer was enough.
    pub thanked: RwSignal<bool>,
    /// How far a call for the staff is, until the branch knows of it.
    pub help: RwSignal<Help>,
    /// What the bank tells its visitors about the service on the screen.
    pub articles: RwSignal<Vec<ArticleShown>>,
}

impl Reception {
    /// Goes on in another language once the catalogue and the words are there in it; in the same one where they cannot be had.
    pub fn speak(self, locale: Locale) {
        let Self { catalogue, visit, .. } = self;
        if catalogue.with_untracked(|catalogue| catalogue.speaks(locale.code())) {
            return visit.speak(locale);
        }
        catalogue::fetch(self.branch, catalogue, move || visit.speak(locale));
    }

    /// Asks for the ticket for everything that the visitor wants.
    fn take(self) {
        let Self { outbox, visit, live, catalogue, .. } = self;
        let Step::Service(id) = visit.step.get_untracked() else { return };
        let wanted = untrack(|| visit.wanted(&id));
        let services = catalogue.with_untracked(|catalogue| needs::services(catalogue, &wanted));
        let request = live.snapshot.with_untracked(|snapshot| visit.request(&services, &snapshot.services));
        if self.day_alone(&request).is_some_and(|day| self.give(&day, &request, None)) {
            return;
        }
        let address = self.branch.with_value(|branch| address::tickets(branch));
        outbox.send(address, &request, move |answer| visit.answered(answer));
    }

    /// The day on which the kiosk gives out such a ticket without the server: while that cannot be reached, for no longer than the
    /// branch lets it, in its hours, and as long as there are numbers.
    fn day_alone(self, request: &IssueRequest) -> Option<String> {
        let Self { live, reserve, .. } = self;
        let (since, now) = untrack(|| Some((live.stale_since()?, live.clock.now())))?;
        live.snapshot.with_untracked(|snapshot| {
            let most = snapshot.alone_minutes.filter(|most| now.minutes_since(since) < *most);
            let open = matches!(snapshot.opening, Opening::Open { closes_at } if closes_at.is_none_or(|at| now < at));
            let day = &snapshot.head.day;
            (most.is_some() && open && reserve.has(day, &request.service)).then(|| day.clone())
        })
    }

    /// Gives the visitor a number that the kiosk holds. Returns whether it could.
    fn give(self, day: &str, request: &IssueRequest, asked: Option<String>) -> bool {
        let given = self.reserve.give(day, request, asked);
        if let Some(number) = given {
            self.visit.alone(AloneTicket { number, service: request.service.clone() }, &request.language);
            return true;
        }
        false
    }

    /// The server was lost while it was asked for a ticket: the visitor has one from the kiosk instead.
    pub fn go_on_alone(self) {
        let Some(request) = self.outbox.asked() else { return };
        if let Some(day) = self.day_alone(&request)
            && let Some(key) = self.outbox.take_back()
        {
            self.give(&day, &request, Some(key));
        }
    }

    /// A scanner has typed, where no field is: the code of an appointment, or of what a phone keeps for its visitor.
    fn scanned(self, typed: String, appointments: bool) {
        let visit = self.visit;
        if matches!(visit.step.get_untracked(), Step::Ticket(_) | Step::Alone(_)) {
            self.start_over();
        }
        if appointments && typed.contains("/a/") {
            visit.go(Step::CheckIn);
            visit.code.set(typed);
            self.check_in();
        } else {
            self.recognise(Usual::read(&typed).unwrap_or_default());
        }
    }

    /// Goes on in the language of a visitor who comes again, with their service first.
    fn recognise(self, mut usual: Usual) {
        let spoken = self.live.snapshot.with_untracked(|snapshot| words::of_branch(&snapshot.head));
        match spoken.into_iter().find(|locale| locale.code() == usual.language) {
            Some(locale) => self.speak(locale),
            None => usual.language.clear(),
        }
        self.visit.code.set(String::new());
        self.visit.usual.set(Some(usual));
        self.visit.go(Step::Welcome);
    }

    /// Checks in for an appointment, by what was typed or scanned. A visitor who is on time sees their ticket at once.
    fn check_in(self) {
        let visit = self.visit;
        let typed = visit.code.get_untracked();
        if typed.trim().is_empty() || visit.checked_in.get_untracked() == Some(CheckedIn::UnderWay) {
            return;
        }
        if let Some(usual) = Usual::read(&typed) {
            return self.recognise(usual);
        }
        let Ok(body) = serde_json::to_string(&check_in::request(&typed)) else { return };
        visit.checked_in.set(Some(CheckedIn::UnderWay));
        let address = self.branch.with_value(|branch| address::check_in(branch));
        spawn_local(async move {
            let told = match api::post::<CheckInAnswer>(&address, &api::new_key(), &body).await {
                Reply::Done(CheckInAnswer::OnTime { ticket, .. }) => return visit.answered(Ok(ticket)),
                Reply::Done(answer) => CheckedIn::Answered(answer),
                Reply::Refused(problem) => match problem.code {
                    Code::AppointmentUnknown | Code::CodeInvalid => CheckedIn::Unknown,
                    code => CheckedIn::Refused(code),
                },
                Reply::Unanswered => CheckedIn::NoConnection,
            };
            // The visitor may have gone meanwhile.
            if visit.step.try_get_untracked() == Some(Step::CheckIn) {
                visit.checked_in.try_set(Some(told));
                visit.code.try_set(String::new());
            }
        });
    }

    /// Looks a request up, by the code and the PIN that were typed. A wrong PIN is typed again, and the code stays.
    fn look(self) {
        let visit = self.visit;
        let (code, pin) = (visit.typed.code.get_untracked(), visit.typed.pin.get_untracked());
        if pin.trim().is_empty() || visit.looked.get_untracked() == Some(Looked::UnderWay) {
            return;
        }
        let Ok(body) = serde_json::to_string(&StatusRequest { code, pin }) else { return };
        visit.looked.set(Some(Looked::UnderWay));
        spawn_local(async move {
            let looked = match api::post::<CaseStatus>(address::STATUS, &api::new_key(), &body).await {
                Reply::Done(found) => Looked::Found(Box::new(found)),
                Reply::Refused(problem) if problem.code == Code::CaseUnknown => Looked::Wrong,
                Reply::Refused(problem) if problem.code == Code::CaseLocked => Looked::Locked,
                Reply::Refused(_) => Looked::Stopped,
                Reply::Unanswered => Looked::NoConnection,
            };
            // The visitor may have gone meanwhile.
            if visit.step.try_get_untracked() == Some(Step::Request) {
                let found = matches!(looked, Looked::Found(_));
                visit.looked.try_set(Some(looked));
                visit.typed.pin.try_set(String::new());
                if found {
                    visit.typed.forget();
                }
            }
        });
    }

    /// Fetches what the bank tells its visitors about a service. Without it the page is what it was.
    pub fn read_about(self, service: String) {
        let Self { articles, visit, .. } = self;
        articles.set(Vec::new());
        let address = self.branch.with_value(|branch| address::visitor_articles(branch, &service));
        spawn_local(async move {
            let Reply::Done(Articles { articles: found, .. }) = api::get(&address).await else { return };
            // The visitor may look at another service by now.
            if visit.step.try_get_untracked() == Some(Step::Service(service)) {
                articles.try_set(found);
            }
        });
    }

    /// A quick answer was enough: counted, where the server can be reached.
    fn solved(self, answer: &str) {
        let address = self.branch.with_value(|branch| address::solved(branch, answer));
        spawn_local(async move {
            post_until_answered::<()>(&FOR_SOME_MINUTES, &address, &api::new_key(), "{}", || ()).await;
        });
        self.thanked.set(true);
    }

    pub fn call_staff(self) {
        let help = self.help;
        if help.get_untracked() != Help::Offered {
            return;
        }
        help.set(Help::UnderWay);
        let address = self.branch.with_value(|branch| address::alerts(branch));
        spawn_local(async move {
            let unanswered = move || {
                help.try_set(Help::NoConnection);
            };
            let (key, body) = (api::new_key(), r#"{"kind":"help"}"#);
            post_until_answered::<()>(&FOR_SOME_MINUTES, &address, &key, body, unanswered).await;
            help.try_set(Help::Offered);
        });
    }

    /// How far a call for the staff is; the branch's own word goes first, for it may have been made elsewhere.
    pub fn help(self) -> Help {
        let called = self.live.snapshot.with(|snapshot| snapshot.help_called);
        if called { Help::Called } else { self.help.get() }
    }

    /// Makes the page ready for the next visitor, its address and its scroll position too.
    pub fn start_over(self) {
        self.visit.reset();
        self.speech.reset();
        // The address of a step that was walked without script, if there is one.
        if let (Ok(path), Ok(history)) = (location().pathname(), window().history()) {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// What the components show and can ask for. `looks`: visitors check in for appointments, and look requests up.
    pub fn state(self, hours: BranchHours, phone_code: PhoneCode, looks: (bool, bool), idle: Idle) -> KioskState {
        let (appointments, requests) = looks;
        let Self { branch, live, catalogue, outbox, visit, thanked, articles, .. } = self;
        let sending = move || match outbox.sending() {
            Sending::Idle => None,
            Sending::UnderWay => Some(Request::UnderWay),
            Sending::NoConnection => Some(Request::NoConnection),
        };
        let now = live.clock.slowly();
        let notice =
            Memo::new(move |_| live.snapshot.with(|snapshot| in_turn(&snapshot.notices, now.get(), NOTICE_SECONDS)));
        KioskState {
            branch,
            notice,
            snapshot: live.snapshot,
            catalogue,
            hours: StoredValue::new(hours),
            phone_code,
            appointments,
            requests,
            visit,
            articles,
            found: found(visit, catalogue),
            thanked,
            sending: Signal::derive(sending),
            idle_seconds: Signal::derive(move || idle.question()),
            actions: Actions {
                take: Callback::new(move |()| self.take()),
                check_in: Callback::new(move |()| self.check_in()),
                look: Callback::new(move |()| self.look()),
                scanned: Callback::new(move |typed| self.scanned(typed, appointments)),
                solved: Callback::new(move |answer: String| self.solved(&answer)),
                leave: Callback::new(move |()| self.start_over()),
                stay: Callback::new(move |()| idle.stay()),
            },
        }
    }
}

/// What the visitor's words find; the index is made once for a catalogue.
fn found(visit: Visit, catalogue: RwSignal<Catalogue>) -> Signal<Vec<Found>> {
    let index = Memo::new(move |_| catalogue.with(Index::of));
    let found = Memo::new(move |_| visit.query.with(|query| index.with(|index| index.find(query, search_page::MOST))));
    found.into()
}
