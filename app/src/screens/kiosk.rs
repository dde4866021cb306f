//! The kiosk by the door: wires what the visitor does to the catalogue, the live waits and the outbox.
//!
//! Whatever a visitor chose lives in [`Visit`] and nowhere else.

#![allow(clippy::large_types_passed_by_value, reason = "`Reception` is handles, to be copied into closures")]

mod access;
pub mod alone;
mod basket;
pub mod check_in;
mod content;
mod dialogs;
mod finding;
pub mod frame;
mod issued;
pub mod needs;
mod phone;
mod prepare;
mod print;
mod question;
pub mod request;
pub mod search;
pub mod search_page;
mod speech_mode;
pub mod state;
pub mod step;
mod usual;
pub mod visit;
mod welcome;

use crate::address::{self, Query};
use crate::browser::api::{self, Reply};
use crate::browser::clock::running_millis;
use crate::browser::idle::Idle;
use crate::browser::live::Live;
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::reserve::Reserve;
use crate::browser::speech::{Reader, SpeechMode, Voices};
use crate::browser::{catalogue, fetched_words, page, touchscreen, typing, worker};
use crate::screens::live_page;
use crate::screens::reception::Reception;
use crate::ui::{StaleBar, changing};
use alone::{AloneTicket, TicketAlone};
use frame::{Bottom, Help, Top};
use issued::IssuedTicket;
use leptos::prelude::*;
use leptos::task::spawn_local;
use print::PrintProgress;
use state::KioskState;
use step::Step;
use visit::Visit;
use wire::{Issued, KioskPage, Printed, TicketSnapshot};
use words::Locale;

/// A request that an earlier load of the page left behind is sent on for two hours.
const LONGEST_KEPT: f64 = 2.0 * 3_600_000.0;

/// A kiosk that was away from its server is loaded again, while nobody uses it, so that it is never older than the server;
/// not before it has run so long, in milliseconds, lest it does nothing else.
const RELOAD_AFTER: f64 = 10.0 * 60_000.0;

/// `/b/{branch}/kiosk`
pub fn screen() -> AnyView {
    live_page::shown(|page: KioskPage| view! { <Kiosk page /> }.into_any())
}

#[component]
fn Kiosk(page: KioskPage) -> impl IntoView {
    let KioskPage {
        catalogue,
        snapshot,
        hours,
        speech: speaks,
        prints,
        browser_prints,
        phone_code,
        appointments,
        requests,
        ..
    } = page;
    let paper = match (prints, browser_prints) {
        (true, _) => PrintProgress::UnderWay,
        (false, true) => PrintProgress::ByBrowser,
        (false, false) => PrintProgress::Off,
    };
    let alone_paper = alone::printing_alone(browser_prints, prints);
    let head = snapshot.head.clone();
    let locales = words::of_branch(&head);
    let query = Query::of(&page::address());
    let step = Step::of_query(&query, &catalogue);
    let visit = Visit::new(locales[0], page::locale(), step, query.words("q").unwrap_or_default());
    let kiosk = Reception {
        branch: StoredValue::new(head.branch.clone()),
        live: Live::follow(address::stream(&head.branch, "kiosk"), snapshot),
        catalogue: RwSignal::new(catalogue),
        outbox: Outbox::new(["sportello.kiosk.", &head.branch].concat()),
        reserve: Reserve::of(&head.branch),
        visit,
        speech: SpeechMode::new(),
        thanked: RwSignal::new(false),
        help: RwSignal::new(Help::Offered),
        articles: RwSignal::new(Vec::new()),
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
            reader.keep(&[question::not_connected(locale)]);
        }
    });
    Effect::new(move || page::speak(visit.locale.get()));
    let state = kiosk.state(hours, phone_code, (appointments, requests), idle);
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
            <main class="kiosk-main">{changing(move || of_step(state, (paper, alone_paper), visit.step.get()))}</main>
            {changing(move || bottom(kiosk, speaks.get(), visit.locale.get()))}
            {dialogs::dialogs(state)}
        </div>
    }
}

/// `papers` are how a ticket is printed, and how it is without the server.
fn of_step(state: KioskState, papers: (PrintProgress, PrintProgress), step: Step) -> AnyView {
    let visit = state.visit;
    let go = Callback::new(move |step| visit.go(step));
    if matches!(step, Step::Search | Step::CheckIn | Step::Request) {
        typing::lead();
    } else {
        typing::scanned(move |typed| state.actions.scanned.run(typed));
    }
    match step {
        Step::Ticket(issued) => view! { <Ticket state paper=papers.0 issued /> }.into_any(),
        Step::Alone(ticket) => view! { <Alone state printing=papers.1 ticket /> }.into_any(),
        step => content::content(state, step, go),
    }
}

/// The ticket, followed by its own stream: its figures are the phone's.
#[component]
fn Ticket(state: KioskState, paper: PrintProgress, issued: Issued) -> impl IntoView {
    let KioskState { catalogue, visit, phone_code, actions, .. } = state;
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
        view! { <IssuedTicket locale=visit.locale.get() issued status services at_hand phone_code printing by_browser done /> }
    })
}

/// The ticket of which the server does not know yet: nothing on it changes.
#[component]
fn Alone(state: KioskState, printing: PrintProgress, ticket: AloneTicket) -> impl IntoView {
    let KioskState { catalogue, visit, actions, .. } = state;
    changing(move || {
        let services = catalogue.with(|catalogue| needs::services(catalogue, &visit.wanted(&ticket.service)));
        let mut at_hand = visit.said(true);
        at_hand.sort();
        let by_browser = Callback::new(|()| drop(window().print()));
        let (number, done) = (ticket.number.clone(), actions.leave);
        view! { <TicketAlone locale=visit.locale.get() number services at_hand printing by_browser done /> }
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

fn bottom(kiosk: Reception, speaks: bool, locale: Locale) -> impl IntoView {
    let visit = kiosk.visit;
    let step = visit.step.get();
    let before = kiosk.catalogue.with(|catalogue| visit.before(catalogue));
    let back = Callback::new(move |step| visit.back(step));
    let restart = Callback::new(move |()| visit.restart());
    let call_staff = Callback::new(move |()| kiosk.call_staff());
    let help = kiosk.help();
    view! { <Bottom locale step before back restart help call_staff access=visit.access speech=speaks.then_some(kiosk.speech.on) /> }
}

/// What happens beside what is shown: a kept request, a language, a newer catalogue or release, the focus.
fn run(kiosk: Reception) {
    let Reception { branch, live, catalogue, outbox, reserve, visit, .. } = kiosk;
    Effect::new(move || outbox.resume(LONGEST_KEPT, move |answer| visit.answered(answer)));
    let is_lost = Memo::new(move |_| live.stale_since().is_some());
    let day_alone =
        Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.alone_minutes.map(|_| snapshot.head.day.clone())));
    Effect::new(move || {
        let day = day_alone.get();
        if !is_lost.get() {
            reserve.catch_up(day);
        }
    });
    Effect::new(move || {
        if is_lost.get() && outbox.sending() != Sending::Idle {
            kiosk.go_on_alone();
        }
    });
    fetched_words::follow(visit.asked, visit.locale);
    let version = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.catalogue.clone()));
    catalogue::follow(branch, catalogue, version);
    Effect::new(move || {
        if let Step::Service(service) = visit.step.get() {
            kiosk.read_about(service);
        }
    });
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
            let place = match step {
                Step::Search => search_page::FIELD,
                Step::CheckIn => check_in::FIELD,
                Step::Request => request::FIELD,
                _ => "step",
            };
            request_animation_frame(move || page::focus(place));
        },
        false,
    );
}
