//! One desk: wires its buttons to the outbox, so that nothing is called twice, and its view to the stream.

mod controls;
mod open_ticket;
mod queue;

use crate::api::{self, Outcome};
use crate::live::Live;
use crate::outbox::{Outbox, Sending};
use crate::ui::{Notice, StaffBar, StaleBar, Tone, Unreadable, WithoutScript};
use crate::words::{self, Locale};
use crate::{address, page};
use controls::{CallNext, Shutter, Step, Steps};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use leptos_i18n::td_string;
use leptos_router::{LazyRoute, lazy_route};
use open_ticket::AtDesk;
use queue::Queue;
use wasm_bindgen::JsCast;
use wire::{DeskCommand, DeskPage, DeskSnapshot, DeskState, NextAnswer, Problem};

/// A command that an earlier load of the page left behind is sent on for a minute: later it would surprise.
const LONGEST_KEPT: f64 = 60_000.0;

/// `/b/{branch}/desk/{desk}`
pub struct DeskRoute;

#[lazy_route]
impl LazyRoute for DeskRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        match page::initial::<DeskPage>() {
            Some(page) => view! { <Desk page /> }.into_any(),
            None => view! { <Unreadable locale=page::locale() /> }.into_any(),
        }
    }
}

/// What the desk works with.
#[derive(Clone, Copy)]
struct Wires {
    locale: Locale,
    /// The id of who is signed in.
    staff: u32,
    live: Live<DeskSnapshot>,
    outbox: Outbox,
    /// The view after a command is on its way: until it is here, a second press would act on an old one.
    catching_up: RwSignal<bool>,
    /// The code of the problem for which the last command was refused.
    refused: RwSignal<Option<String>>,
}

impl Wires {
    /// The person may press a button.
    fn is_free(self) -> bool {
        let here = self.live.snapshot.with(|desk| desk.csr.as_ref().is_none_or(|csr| csr.id == self.staff));
        here && self.outbox.sending() == Sending::Idle && !self.catching_up.get()
    }

    fn press(self, step: Step) {
        let (legal, address) = self.live.snapshot.with_untracked(|desk| {
            (step.is_legal(desk.state), address::desk_command(&desk.head.branch, &desk.id, step.path()))
        });
        if legal && untrack(|| self.is_free()) {
            self.refused.set(None);
            self.outbox.send(address, &DeskCommand {}, move |answer| self.answered(step, answer));
        }
    }

    fn answered(self, step: Step, answer: Result<NextAnswer, Problem>) {
        self.refused.try_set(match answer {
            Ok(NextAnswer { ticket: None }) if step == Step::Next => Some("nobody_waiting".to_owned()),
            Ok(_) => None,
            Err(problem) => Some(problem.code),
        });
        self.catch_up();
    }

    fn catch_up(self) {
        self.catching_up.try_set(true);
        let address =
            self.live.snapshot.with_untracked(|desk| address::view(&desk.head.branch, &["desk/", &desk.id].concat()));
        spawn_local(async move {
            if let Outcome::Done(desk) = api::get::<DeskSnapshot>(&address).await {
                self.live.set(desk);
            }
            self.catching_up.try_set(false);
        });
    }

    /// The space bar calls, unless the focus is on something that has its own use for it.
    fn listen(self) {
        window_event_listener(ev::keydown, move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let elsewhere = element.is_some_and(|element| {
                matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT" | "SELECT" | "TEXTAREA" | "SUMMARY")
            });
            if event.key() == " " && !event.repeat() && !elsewhere {
                event.prevent_default();
                if self.live.snapshot.with_untracked(|desk| desk.next.is_some()) {
                    self.press(Step::Next);
                }
            }
        });
    }
}

#[component]
fn Desk(page: DeskPage) -> impl IntoView {
    let locale = page::locale();
    let DeskPage { staff, snapshot } = page;
    let head = snapshot.head.clone();
    let screen = ["desk/", &snapshot.id].concat();
    let wires = Wires {
        locale,
        staff: staff.id,
        outbox: Outbox::new(["sportello.desk.", &head.branch, ".", &snapshot.id].concat()),
        live: Live::follow(address::stream(&head.branch, &screen), snapshot),
        catching_up: RwSignal::new(false),
        refused: RwSignal::new(None),
    };
    Effect::new(move || {
        wires.listen();
        wires.outbox.resume(LONGEST_KEPT, move |answer| wires.answered(Step::Recall, answer));
    });
    let stale = move || {
        let utc_offset_minutes = head.utc_offset_minutes;
        view! { <StaleBar locales=vec![locale] since=wires.live.stale_since() utc_offset_minutes /> }
    };
    let (branch, offset) = (head.branch.clone(), head.utc_offset_minutes);
    view! {
        <StaffBar
            locale
            locales=words::of_branch(&head)
            branch=head.name.get(locale.code()).to_owned()
            staff=staff.name
        />
        {stale}
        <main class="desk">
            {move || title(wires, &branch)}
            {move || news(wires, &screen)}
            <WithoutScript words=td_string!(locale, desk.no_script) />
            <div class="desk-work">{controls(wires)} {at_desk(wires, offset)}</div>
            {queue(wires)}
        </main>
    }
}

/// The desk's name and state, and the button that opens or closes it.
fn title(wires: Wires, branch: &str) -> impl IntoView + use<> {
    let Wires { locale, live, .. } = wires;
    let desk = live.snapshot.get();
    let (class, state) = match desk.state {
        DeskState::Closed => ("state state-closed", td_string!(locale, state.closed)),
        DeskState::Paused => ("state state-paused", td_string!(locale, state.paused)),
        DeskState::Free => ("state state-free", td_string!(locale, state.free)),
        DeskState::Calling => ("state state-calling", td_string!(locale, state.calling)),
        DeskState::Serving => ("state state-serving", td_string!(locale, state.serving)),
    };
    let press = Callback::new(move |step| wires.press(step));
    view! {
        <div class="desk-title">
            <h1>
                {td_string!(locale, desk.name, label = desk.label)} " "
                <small>{desk.name.get(locale.code()).to_owned()}</small>
            </h1>
            <p class=class>
                <span class="unseen">{td_string!(locale, desk.status)} ": "</span>
                {state}
            </p>
            <Shutter locale state=desk.state free=wires.is_free() press />
            <a class="button button-quiet" rel="external" href=address::page(branch, "desk", locale)>
                {td_string!(locale, desk.other)}
            </a>
        </div>
    }
}

/// What the person must know about the last command, or about the desk.
fn news(wires: Wires, screen: &str) -> impl IntoView + use<> {
    let Wires { locale, live, outbox, refused, staff, .. } = wires;
    let kept =
        (outbox.sending() == Sending::NoConnection).then(|| view! { <Notice words=td_string!(locale, desk.kept) /> });
    let colleague = live.snapshot.with(|desk| desk.csr.clone()).filter(|csr| csr.id != staff).map(|csr| {
        view! { <Notice words=td_string!(locale, desk.not_here, name = csr.name) tone=Tone::Calm /> }
    });
    let next = live.snapshot.with_untracked(|desk| ["/b/", &desk.head.branch, "/", screen].concat());
    let refused = refused.get().map(|code| {
        let again = (code == "unauthenticated").then(|| {
            view! {
                <a class="button" rel="external" href=address::sign_in(&next, locale)>
                    {td_string!(locale, desk.sign_in_again)}
                </a>
            }
        });
        view! {
            <Notice words=words::refusal(locale, &code) />
            {again}
        }
    });
    html::div().class("desk-news").child((kept, colleague, refused))
}

fn controls(wires: Wires) -> impl IntoView {
    let Wires { locale, live, .. } = wires;
    let press = Callback::new(move |step| wires.press(step));
    move || {
        let (state, next) = live.snapshot.with(|desk| (desk.state, desk.next.clone()));
        let free = wires.is_free();
        let waiting = (!free && wires.outbox.sending() == Sending::UnderWay).then(|| {
            view! {
                <p class="unseen" role="status">
                    {td_string!(locale, desk.sending)}
                </p>
            }
        });
        view! {
            <CallNext locale state next free press />
            <Steps locale state free press />
            {waiting}
        }
    }
}

fn at_desk(wires: Wires, utc_offset_minutes: i32) -> impl IntoView {
    let Wires { locale, live, .. } = wires;
    let minute = live.clock.slowly();
    move || {
        let ticket = live.snapshot.with(|desk| desk.ticket.clone());
        view! { <AtDesk locale ticket now=minute.get() utc_offset_minutes /> }
    }
}

fn queue(wires: Wires) -> impl IntoView {
    let Wires { locale, live, .. } = wires;
    let minute = live.clock.slowly();
    move || {
        let (entries, waiting) = live.snapshot.with(|desk| (desk.queue.clone(), desk.waiting));
        view! { <Queue locale entries waiting now=minute.get() /> }
    }
}
