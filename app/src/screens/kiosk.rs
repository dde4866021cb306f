//! The kiosk by the door: wires the visitor's way to the catalogue, the live waits and the outbox.
//!
//! Whatever a visitor chose lives in [`Visit`] and nowhere else.

#![allow(clippy::large_types_passed_by_value, reason = "`Wires` is handles, to be copied into closures")]

mod access;
mod basket;
mod finding;
mod frame;
mod issued;
mod looking;
mod needs;
mod prepare;
mod print;
mod question;
mod search;
mod speech_mode;
mod step;
mod visit;
mod welcome;
mod wires;

use crate::address;
use crate::address::Query;
use crate::browser::api::{self, Outcome};
use crate::browser::clock::running_millis;
use crate::browser::idle::Idle;
use crate::browser::live::Live;
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::printing::Printing;
use crate::browser::speech::{Reader, SpeechMode};
use crate::browser::{page, worker};
use crate::screens::live_page;
use crate::ui::{StaleBar, changing};
use frame::{Bottom, Help, Top};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use search::{Found, Index};
use step::Step;
use visit::Visit;
use wire::{Catalogue, KioskPage, KioskSnapshot, OpenHours};
use words::Locale;

/// A request that an earlier load of the page left behind is sent on for two hours.
const LONGEST_KEPT: f64 = 2.0 * 3_600_000.0;

/// A kiosk that was away from its server is loaded again, while nobody uses it, so that it is never older than the server;
/// not before it has run so long, in milliseconds, lest it does nothing else.
const RELOAD_AFTER: f64 = 10.0 * 60_000.0;

/// How often, and with what pause in milliseconds, a call for the staff is tried.
const ATTEMPTS: u32 = 100;
const PAUSE: u32 = 3_000;

/// `/b/{branch}/kiosk`
pub fn screen() -> AnyView {
    live_page::shown(|page: KioskPage| view! { <Kiosk page /> }.into_any())
}

/// What the kiosk works with beside the visit.
#[derive(Clone, Copy)]
struct Wires {
    branch: StoredValue<String>,
    live: Live<KioskSnapshot>,
    catalogue: RwSignal<Catalogue>,
    hours: StoredValue<Vec<OpenHours>>,
    outbox: Outbox,
    visit: Visit,
    speech: SpeechMode,
    /// How a ticket comes on paper here, before one is printed.
    paper: Printing,
    /// What the visitor's words find.
    found: Signal<Vec<Found>>,
    /// A quick answer was enough.
    thanked: RwSignal<bool>,
    /// How far a call for the staff is, until the branch knows of it.
    help: RwSignal<Help>,
}

impl Wires {
    /// Goes on in another language once the catalogue and the words are there in it; in the same one where they cannot be had.
    fn speak(self, locale: Locale) {
        let Self { catalogue, visit, .. } = self;
        if catalogue.with_untracked(|catalogue| catalogue.speaks(locale.code())) {
            return visit.speak(locale);
        }
        let address = self.branch.with_value(|branch| address::catalogue(branch));
        spawn_local(async move {
            if let Outcome::Done(whole) = api::get::<Catalogue>(&address).await {
                catalogue.try_set(whole);
                visit.speak(locale);
            }
        });
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
            until_answered(&address, "{}", || ()).await;
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
            let waiting = move || {
                help.try_set(Help::NoConnection);
            };
            until_answered(&address, r#"{"kind":"help"}"#, waiting).await;
            help.try_set(Help::Offered);
        });
    }

    /// How far a call for the staff is; the branch's own word goes first, for it may have been made elsewhere.
    fn help(self) -> Help {
        let called = self.live.snapshot.with(|snapshot| snapshot.help_called);
        if called { Help::Called } else { self.help.get() }
    }
}

/// Sends what belongs to nobody in particular under one key until it is answered, for some minutes; `waiting` is run when
/// an answer did not come.
async fn until_answered(address: &str, body: &str, waiting: impl Fn()) {
    let key = api::new_key();
    for _ in 0..ATTEMPTS {
        if !matches!(api::post::<()>(address, &key, body).await, Outcome::Unanswered) {
            return;
        }
        waiting();
        TimeoutFuture::new(PAUSE).await;
    }
}

#[component]
fn Kiosk(page: KioskPage) -> impl IntoView {
    let KioskPage { catalogue, snapshot, hours, speech: speaks, prints, browser_prints, .. } = page;
    let paper = match (prints, browser_prints) {
        (true, _) => Printing::UnderWay,
        (false, true) => Printing::ByBrowser,
        (false, false) => Printing::Off,
    };
    let head = snapshot.head.clone();
    let locales = words::of_branch(&head);
    let query = Query::of(&page::address());
    let step = Step::of_query(&query, &catalogue);
    let visit = Visit::new(locales[0], page::locale(), step, query.words("q").unwrap_or_default());
    let catalogue = RwSignal::new(catalogue);
    let wires = Wires {
        branch: StoredValue::new(head.branch.clone()),
        live: Live::follow(address::stream(&head.branch, "kiosk"), snapshot),
        catalogue,
        hours: StoredValue::new(hours),
        outbox: Outbox::new(["sportello.kiosk.", &head.branch].concat()),
        visit,
        speech: SpeechMode::new(),
        paper,
        found: found(visit, catalogue),
        thanked: RwSignal::new(false),
        help: RwSignal::new(Help::Offered),
    };
    run(wires, head.branch.clone());
    worker::register();
    let speech = wires.speech;
    let used = move || !visit.is_fresh() || speech.on.get();
    let watched = Signal::derive(move || used() && wires.outbox.sending() == Sending::Idle);
    let patient = Signal::derive(move || speech.on.get() || visit.access.large.get());
    let idle = Idle::watch(watched, patient, move || start_over(wires));
    let reader = Reader::follow(speech, visit.locale.into(), head.branch.clone(), speaks);
    Effect::watch(move || reader.progress(), move |_, _, _| idle.listens(), false);
    Effect::new(move || {
        let locale = visit.locale.get();
        if speech.on.get() {
            reader.fetch(&[question::not_connected(locale)]);
        }
    });
    let go = Callback::new(move |step| visit.go(step));
    let offset = head.utc_offset_minutes;
    let name = head.name.clone();
    let top = changing(move || {
        let locale = visit.locale.get();
        let choose = Callback::new(move |locale| wires.speak(locale));
        let branch = name.get(locale.code()).to_owned();
        view! { <Top locale locales=locales.clone() branch step=visit.step.get() choose /> }
    });
    let stale = changing(move || {
        view! { <StaleBar locales=vec![visit.locale.get()] since=wires.live.stale_since() utc_offset_minutes=offset /> }
    });
    view! {
        <div class=move || visit.access.classes() data-speech="" lang=move || visit.locale.get().code() dir=move || visit.locale.get().dir()>
            {top}
            {stale}
            <main class="kiosk-main">{changing(move || wires::content::content(wires, visit.step.get(), go))}</main>
            {changing(move || bottom(wires, speaks, visit.locale.get()))}
            {wires::over::over(wires, idle)}
        </div>
    }
}

fn bottom(wires: Wires, speaks: bool, locale: Locale) -> impl IntoView {
    let visit = wires.visit;
    let step = visit.step.get();
    let before = wires.catalogue.with(|catalogue| visit.before(catalogue));
    let back = Callback::new(move |step| visit.back(step));
    let restart = Callback::new(move |()| visit.restart());
    let call_staff = Callback::new(move |()| wires.call_staff());
    let help = wires.help();
    view! { <Bottom locale step before back restart help call_staff access=visit.access speech=speaks.then_some(wires.speech.on) /> }
}

/// What the visitor's words find; the index is made once for a catalogue.
fn found(visit: Visit, catalogue: RwSignal<Catalogue>) -> Signal<Vec<Found>> {
    let index = Memo::new(move |_| catalogue.with(Index::of));
    let found = Memo::new(move |_| visit.query.with(|query| index.with(|index| index.find(query, looking::MOST))));
    found.into()
}

/// What happens beside what is shown: a kept request, a newer catalogue or release, the focus.
fn run(wires: Wires, branch: String) {
    let Wires { live, catalogue, outbox, visit, .. } = wires;
    Effect::new(move || outbox.resume(LONGEST_KEPT, move |answer| visit.answered(answer)));
    let version = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.catalogue.clone()));
    Effect::new(move || {
        if catalogue.with_untracked(|catalogue| catalogue.version != *version.read()) {
            let address = address::catalogue(&branch);
            spawn_local(async move {
                if let Outcome::Done(newer) = api::get::<Catalogue>(&address).await {
                    catalogue.try_set(newer);
                }
            });
        }
    });
    wires::search_words::fetch(wires);
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
            let place = if *step == Step::Search { looking::FIELD } else { "step" };
            request_animation_frame(move || page::focus(place));
        },
        false,
    );
}

/// Makes the page ready for the next visitor, its address and its scroll position too.
fn start_over(wires: Wires) {
    wires.visit.reset();
    wires.speech.reset();
    // The address of a step that was walked without script, if there is one.
    if let (Ok(path), Ok(history)) = (location().pathname(), window().history()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
