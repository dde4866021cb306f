//! The kiosk by the door: wires what the visitor does to the catalogue, the live waits and the outbox.
//!
//! Whatever a visitor chose lives in [`Visit`] and nowhere else.

#![allow(clippy::large_types_passed_by_value, reason = "`KioskScreen` is handles, to be copied into closures")]

mod access;
mod basket;
mod content;
mod dialogs;
mod finding;
mod frame;
mod issued;
mod needs;
mod prepare;
mod print;
mod question;
mod search;
mod search_page;
mod speech_mode;
mod state;
mod step;
mod visit;
mod welcome;

use crate::address::{self, Query};
use crate::browser::api::{self, Reply};
use crate::browser::clock::running_millis;
use crate::browser::idle::Idle;
use crate::browser::live::Live;
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::retry::{Retry, post_until_answered};
use crate::browser::speech::{Reader, SpeechMode, Voices};
use crate::browser::{catalogue, fetched_words, page, touchscreen, typing, worker};
use crate::screens::live_page;
use crate::ui::{StaleBar, changing};
use frame::{Bottom, Help, Top};
use issued::IssuedTicket;
use leptos::prelude::*;
use leptos::task::spawn_local;
use print::PrintProgress;
use search::{Found, Index};
use state::{Actions, KioskState, Request};
use step::Step;
use visit::Visit;
use wire::{Catalogue, Issued, KioskPage, KioskSnapshot, OpenHours, Printed, TicketSnapshot};
use words::Locale;

/// A request that an earlier load of the page left behind is sent on for two hours.
const LONGEST_KEPT: f64 = 2.0 * 3_600_000.0;

/// A kiosk that was away from its server is loaded again, while nobody uses it, so that it is never older than the server;
/// not before it has run so long, in milliseconds, lest it does nothing else.
const RELOAD_AFTER: f64 = 10.0 * 60_000.0;

/// A call for the staff, or a quick answer that was enough, is sent for some minutes.
const FOR_SOME_MINUTES: Retry = Retry { shortest_pause: 3_000, longest_pause: 3_000, attempts: 100 };

/// `/b/{branch}/kiosk`
pub fn screen() -> AnyView {
    live_page::shown(|page: KioskPage| view! { <Kiosk page /> }.into_any())
}

/// What the page works with.
#[derive(Clone, Copy)]
struct KioskScreen {
    branch: StoredValue<String>,
    live: Live<KioskSnapshot>,
    catalogue: RwSignal<Catalogue>,
    outbox: Outbox,
    visit: Visit,
    speech: SpeechMode,
    /// A quick answer was enough.
    thanked: RwSignal<bool>,
    /// How far a call for the staff is, until the branch knows of it.
    help: RwSignal<Help>,
}

impl KioskScreen {
    /// Goes on in another language once the catalogue and the words are there in it; in the same one where they cannot be had.
    fn speak(self, locale: Locale) {
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
        let address = self.branch.with_value(|branch| address::tickets(branch));
        outbox.send(address, &request, move |answer| visit.answered(answer));
    }

    /// A quick answer was enough: counted, where the server can be reached.
    fn solved(self, answer: &str) {
        let address = self.branch.with_value(|branch| address::solved(branch, answer));
        spawn_local(async move {
            post_until_answered::<()>(&FOR_SOME_MINUTES, &address, &api::new_key(), "{}", || ()).await;
        });
        self.thanked.set(true);
    }

    fn call_staff(self) {
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
    fn help(self) -> Help {
        let called = self.live.snapshot.with(|snapshot| snapshot.help_called);
        if called { Help::Called } else { self.help.get() }
    }

    /// Makes the page ready for the next visitor, its address and its scroll position too.
    fn start_over(self) {
        self.visit.reset();
        self.speech.reset();
        // The address of a step that was walked without script, if there is one.
        if let (Ok(path), Ok(history)) = (location().pathname(), window().history()) {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// What the components show and can ask for.
    fn state(self, hours: Vec<OpenHours>, idle: Idle) -> KioskState {
        let Self { branch, live, catalogue, outbox, visit, thanked, .. } = self;
        let sending = move || match outbox.sending() {
            Sending::Idle => None,
            Sending::UnderWay => Some(Request::UnderWay),
            Sending::NoConnection => Some(Request::NoConnection),
        };
        KioskState {
            branch,
            snapshot: live.snapshot,
            catalogue,
            hours: StoredValue::new(hours),
            visit,
            found: found(visit, catalogue),
            thanked,
            sending: Signal::derive(sending),
            idle_seconds: Signal::derive(move || idle.question()),
            actions: Actions {
                take: Callback::new(move |()| self.take()),
                solved: Callback::new(move |answer: String| self.solved(&answer)),
                leave: Callback::new(move |()| self.start_over()),
                stay: Callback::new(move |()| idle.stay()),
            },
        }
    }
}

#[component]
fn Kiosk(page: KioskPage) -> impl IntoView {
    let KioskPage { catalogue, snapshot, hours, speech: speaks, prints, browser_prints, .. } = page;
    let paper = match (prints, browser_prints) {
        (true, _) => PrintProgress::UnderWay,
        (false, true) => PrintProgress::ByBrowser,
        (false, false) => PrintProgress::Off,
    };
    let head = snapshot.head.clone();
    let locales = words::of_branch(&head);
    let query = Query::of(&page::address());
    let step = Step::of_query(&query, &catalogue);
    let visit = Visit::new(locales[0], page::locale(), step, query.words("q").unwrap_or_default());
    let kiosk = KioskScreen {
        branch: StoredValue::new(head.branch.clone()),
        live: Live::follow(address::stream(&head.branch, "kiosk"), snapshot),
        catalogue: RwSignal::new(catalogue),
        outbox: Outbox::new(["sportello.kiosk.", &head.branch].concat()),
        visit,
        speech: SpeechMode::new(),
        thanked: RwSignal::new(false),
        help: RwSignal::new(Help::Offered),
    };
    run(kiosk);
    touchscreen::without_menus();
    worker::register();
    let speech = kiosk.speech;
    let used = move || !visit.is_fresh() || speech.on.get();
    let watched = Signal::derive(move || used() && kiosk.outbox.sending() == Sending::Idle);
    let patient = Signal::derive(move || speech.on.get() || visit.access.large.get());
    let idle = Idle::watch(watched, patient, move || kiosk.start_over());
    let voices = Voices::follow(head.branch.clone(), locales.clone(), speaks);
    let speaks = Memo::new(move |_| voices.speak(visit.locale.get()));
    let reader = Reader::follow(speech, visit.locale.into(), head.branch.clone(), speaks.into());
    Effect::watch(move || reader.progress(), move |_, _, _| idle.listens(), false);
    Effect::new(move || {
        let locale = visit.locale.get();
        if speech.on.get() {
            reader.fetch(&[question::not_connected(locale)]);
        }
    });
    Effect::new(move || page::speak(visit.locale.get()));
    let state = kiosk.state(hours, idle);
    let offset = head.utc_offset_minutes;
    let name = head.name.clone();
    let top = changing(move || {
        let locale = visit.locale.get();
        let choose = Callback::new(move |locale| kiosk.speak(locale));
        let branch = name.get(locale.code()).to_owned();
        view! { <Top locale locales=locales.clone() branch step=visit.step.get() choose /> }
    });
    let stale = changing(move || {
        view! { <StaleBar locales=vec![visit.locale.get()] since=kiosk.live.stale_since() utc_offset_minutes=offset /> }
    });
    view! {
        <div class=move || visit.access.classes() data-speech="" lang=move || visit.locale.get().code() dir=move || visit.locale.get().dir()>
            {top}
            {stale}
            <main class="kiosk-main">{changing(move || of_step(state, paper, visit.step.get()))}</main>
            {changing(move || bottom(kiosk, speaks.get(), visit.locale.get()))}
            {dialogs::dialogs(state)}
        </div>
    }
}

fn of_step(state: KioskState, paper: PrintProgress, step: Step) -> AnyView {
    let visit = state.visit;
    let go = Callback::new(move |step| visit.go(step));
    match step {
        Step::Ticket(issued) => view! { <Ticket state paper issued /> }.into_any(),
        Step::Search => {
            typing::lead();
            content::content(state, step, go)
        }
        step => content::content(state, step, go),
    }
}

/// The ticket, followed by its own stream: its figures are the phone's.
#[component]
fn Ticket(state: KioskState, paper: PrintProgress, issued: Issued) -> impl IntoView {
    let KioskState { catalogue, visit, actions, .. } = state;
    // The page is in the browser when there is a ticket: it is asked for here, and once.
    let printing = if paper == PrintProgress::UnderWay { print_once(&issued.token) } else { Signal::stored(paper) };
    let live = Live::<Option<TicketSnapshot>>::follow(address::ticket(&issued.token, "stream"), None);
    let status = Memo::new(move |_| live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.status.clone())));
    let at_hand = Memo::new(move |_| {
        let of_the_ticket = live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.at_hand.clone()));
        let mut at_hand = of_the_ticket.unwrap_or_else(|| visit.said(true));
        at_hand.sort();
        at_hand
    });
    changing(move || {
        let issued = issued.clone();
        let services = catalogue.with(|catalogue| needs::services(catalogue, &visit.wanted(&issued.service)));
        let (status, at_hand) = (status.into(), at_hand.get());
        let by_browser = Callback::new(|()| drop(window().print()));
        let done = actions.leave;
        view! { <IssuedTicket locale=visit.locale.get() issued status services at_hand printing by_browser done /> }
    })
}

/// Has the ticket printed, once: its key is the ticket's own.
fn print_once(token: &str) -> Signal<PrintProgress> {
    let progress = RwSignal::new(PrintProgress::UnderWay);
    let (address, key) = (address::ticket(token, "print"), ["print.", token].concat());
    spawn_local(async move {
        progress.try_set(match api::post::<Printed>(&address, &key, "{}").await {
            Reply::Done(_) => PrintProgress::Printed,
            Reply::Refused(_) | Reply::Unanswered => PrintProgress::NotPrinted,
        });
    });
    progress.into()
}

fn bottom(kiosk: KioskScreen, speaks: bool, locale: Locale) -> impl IntoView {
    let visit = kiosk.visit;
    let step = visit.step.get();
    let before = kiosk.catalogue.with(|catalogue| visit.before(catalogue));
    let back = Callback::new(move |step| visit.back(step));
    let restart = Callback::new(move |()| visit.restart());
    let call_staff = Callback::new(move |()| kiosk.call_staff());
    let help = kiosk.help();
    view! { <Bottom locale step before back restart help call_staff access=visit.access speech=speaks.then_some(kiosk.speech.on) /> }
}

/// What the visitor's words find; the index is made once for a catalogue.
fn found(visit: Visit, catalogue: RwSignal<Catalogue>) -> Signal<Vec<Found>> {
    let index = Memo::new(move |_| catalogue.with(Index::of));
    let found = Memo::new(move |_| visit.query.with(|query| index.with(|index| index.find(query, search_page::MOST))));
    found.into()
}

/// What happens beside what is shown: a kept request, a language, a newer catalogue or release, the focus.
fn run(kiosk: KioskScreen) {
    let KioskScreen { branch, live, catalogue, outbox, visit, .. } = kiosk;
    Effect::new(move || outbox.resume(LONGEST_KEPT, move |answer| visit.answered(answer)));
    fetched_words::follow(visit.asked, visit.locale);
    let version = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.catalogue.clone()));
    catalogue::follow(branch, catalogue, version);
    let searches = Memo::new(move |_| visit.step.with(|step| *step == Step::Search));
    catalogue::fetch_search_words(branch, catalogue, searches);
    Effect::new(move || {
        let unused = visit.is_fresh() && outbox.sending() == Sending::Idle;
        if live.reopened() > 0 && unused && running_millis() > RELOAD_AFTER {
            let _ = location().reload();
        }
    });
    Effect::watch(
        move || visit.step.get(),
        |step, _, _| {
            // The search begins with typing, every other step with its heading.
            let place = if *step == Step::Search { search_page::FIELD } else { "step" };
            request_animation_frame(move || page::focus(place));
        },
        false,
    );
}
