//! One desk: wires its buttons to the console, so that nothing is done twice, and its view to the stream.

mod aside;
mod controls;
mod finish;
mod open_ticket;
mod order;
mod park;
mod question;
mod queue;
mod reason;
mod story;
mod ticket_button;
mod transfer;

use crate::address;
use crate::browser::api::{self, Outcome};
use crate::browser::live::Live;
use crate::browser::{page, typing};
use crate::screens::console::{self, Console};
use crate::screens::live_page::{self, StaffPage};
use crate::ui::{Alerts, Icon, Notice, Tone, WithoutScript};
use aside::{DidNotCome, PutAside};
use controls::{CallNext, Missing, MoreSteps, Shutter, Steps};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use open_ticket::AtDesk;
use order::Order;
use question::{Dialog, Question};
use queue::Queue;
use story::Telling;
use wasm_bindgen::JsCast;
use wire::{DeskPage, DeskSnapshot, DeskState, TicketHistory, Time};
use words::Locale;
use words::td_string;

/// The id of the desk's name, to which the focus goes when what it was on has gone.
const NAME: &str = "desk-name";

/// `/b/{branch}/desk/{desk}`
pub fn screen() -> AnyView {
    live_page::shown(|page: DeskPage| view! { <Desk page /> }.into_any())
}

/// What the desk works with.
#[derive(Clone, Copy)]
struct Wires {
    locale: Locale,
    /// The id of who is signed in.
    staff: u32,
    console: Console<DeskSnapshot>,
    /// What the person is being asked.
    question: RwSignal<Option<Question>>,
    /// The story of the ticket that is asked about.
    telling: RwSignal<Telling<TicketHistory>>,
}

impl Wires {
    /// The desk is the person's own, or nobody's.
    fn is_here(self) -> bool {
        self.console.live.snapshot.with(|desk| desk.csr.as_ref().is_none_or(|csr| csr.id == self.staff))
    }

    /// The person may press a button.
    fn is_free(self) -> bool {
        self.is_here() && self.console.is_free()
    }

    fn press(self, order: Order) {
        let (legal, address) = self
            .console
            .live
            .snapshot
            .with_untracked(|desk| (order.is_legal(desk.state), order.address(&desk.head.branch, &desk.id)));
        let anybodys = matches!(order, Order::TakeOver | Order::SeeTo(_));
        if legal && (anybodys || untrack(|| self.is_here())) {
            self.console.send(address, &order, order == Order::Next);
        }
        if self.question.with_untracked(Option::is_some) {
            self.close();
        }
    }

    fn ask(self, question: Question) {
        if let Question::Story(id, _) = &question {
            self.tell(*id);
        }
        self.question.set(Some(question));
    }

    fn close(self) {
        self.question.set(None);
        console::keep_focus(NAME);
    }

    fn tell(self, ticket: u32) {
        self.telling.set(Telling::UnderWay);
        let address =
            self.console.live.snapshot.with_untracked(|desk| address::ticket_of(&desk.head.branch, ticket, "history"));
        spawn_local(async move {
            self.telling.try_set(match api::get(&address).await {
                Outcome::Done(history) => Telling::Told(history),
                Outcome::Refused(_) | Outcome::Unanswered => Telling::Failed,
            });
        });
    }

    fn pressing(self) -> Callback<Order> {
        Callback::new(move |order| self.press(order))
    }

    fn asking(self) -> Callback<Question> {
        Callback::new(move |question| self.ask(question))
    }

    /// The space bar calls, alone, unless the focus is on something that has its own use for it or a dialog is open.
    fn listen(self) {
        window_event_listener(ev::keydown, move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let elsewhere = typing::is_text(&event)
                || element.is_some_and(|element| {
                    matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT" | "SUMMARY" | "DIALOG")
                });
            let with_others = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
            let asked = self.question.with_untracked(Option::is_some);
            if event.key() == " " && !event.repeat() && !with_others && !elsewhere && !asked {
                event.prevent_default();
                if self.console.live.snapshot.with_untracked(|desk| desk.next.is_some()) {
                    self.press(Order::Next);
                }
            }
        });
    }
}

#[component]
fn Desk(page: DeskPage) -> impl IntoView {
    let locale = page::locale();
    let DeskPage { staff, snapshot } = page;
    let (branch, offset) = (snapshot.head.branch.clone(), snapshot.head.utc_offset_minutes);
    let screen = ["desk/", &snapshot.id].concat();
    let live = Live::follow(address::stream(&branch, &screen), snapshot);
    let wires = Wires {
        locale,
        staff: staff.id,
        console: Console::new(live, &branch, &screen),
        question: RwSignal::new(None),
        telling: RwSignal::new(Telling::UnderWay),
    };
    Effect::new(move || wires.listen());
    let here = ["/b/", &branch, "/", &screen].concat();
    view! {
        <StaffPage live staff=staff.name class="desk">
            {title(wires, &branch)}
            {move || news(wires, &here)}
            {alerts(wires, offset)}
            <WithoutScript words=td_string!(locale, desk.no_script) />
            <div class="desk-work">{controls(wires)} {at_desk(wires, offset)}</div>
            <div class="desk-lists">{lists(wires, offset)}</div>
        </StaffPage>
        {dialog(wires)}
    }
}

/// The desk's name and state, and the buttons that open, leave and close it. The name is made once: what is made anew
/// would lose the focus.
fn title(wires: Wires, branch: &str) -> impl IntoView + use<> {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let (label, name) = live.snapshot.with_untracked(|desk| (desk.label.clone(), desk.name.clone()));
    let state = move || live.snapshot.with(|desk| state(locale, desk));
    let shutter = move || {
        let state = live.snapshot.with(|desk| desk.state);
        view! { <Shutter locale state free=wires.is_free() press=wires.pressing() ask=wires.asking() /> }
    };
    view! {
        <div class="desk-title">
            <h1 id=NAME tabindex="-1">
                {td_string!(locale, desk.name, label = label)} " " <small>{name.get(locale.code()).to_owned()}</small>
            </h1>
            {state}
            {shutter}
            <a class="button button-quiet" rel="external" href=address::page(branch, "desk", locale)>
                {td_string!(locale, desk.other)}
            </a>
        </div>
    }
}

/// What the staff are called for, here and elsewhere.
fn alerts(wires: Wires, utc_offset_minutes: i32) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let see_to = Callback::new(move |alert| wires.press(Order::SeeTo(alert)));
    let open = Memo::new(move |_| live.snapshot.with(|desk| desk.alerts.clone()));
    let own_desk = live.snapshot.with_untracked(|desk| Some(desk.id.clone()));
    move || {
        let (alerts, own_desk, free) = (open.get(), own_desk.clone(), wires.console.is_free());
        view! { <Alerts locale alerts own_desk utc_offset_minutes free see_to /> }
    }
}

/// What the desk is doing; of a pause, why and since when.
fn state(locale: Locale, desk: &DeskSnapshot) -> impl IntoView + use<> {
    let (class, state) = words::desk_state(locale, desk.state);
    let clock = |time: Time| time.clock(desk.head.utc_offset_minutes);
    let paused = desk.pause.map(|pause| words::paused(locale, pause.reason, clock(pause.since)));
    view! {
        <p class=class>
            <span class="unseen">{td_string!(locale, desk.status)} ": "</span>
            {paused.unwrap_or_else(|| state.to_owned())}
        </p>
    }
}

/// What the person must know about the last command, or about the desk.
fn news(wires: Wires, here: &str) -> impl IntoView + use<> {
    let Wires { locale, console, staff, .. } = wires;
    let colleague = console.live.snapshot.with(|desk| desk.csr.clone()).filter(|csr| csr.id != staff).map(|csr| {
        let free = console.is_free();
        view! {
            <Notice words=td_string!(locale, desk.not_here, name = csr.name) tone=Tone::Calm />
            <button
                type="button"
                class="button"
                disabled=!free
                on:click=move |_| wires.ask(Question::TakeOver)
            >
                <Icon name="user" />
                <span>{td_string!(locale, desk.take_over)}</span>
            </button>
        }
    });
    html::div().class("desk-news").child((colleague, console.news(locale, here)))
}

fn controls(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let missing = Memo::new(move |_| {
        let rule = live.snapshot.with(|desk| desk.no_show)?;
        Missing::of(rule, live.clock.now())
    });
    let (press, ask) = (wires.pressing(), wires.asking());
    move || {
        let (state, next) = live.snapshot.with(|desk| (desk.state, desk.next.clone()));
        let ticket = live.snapshot.with(|desk| desk.ticket.as_ref().map(|ticket| ticket.id));
        let free = wires.is_free();
        let waiting = (!free && wires.console.is_under_way()).then(|| {
            view! {
                <p class="unseen" role="status">
                    {td_string!(locale, desk.sending)}
                </p>
            }
        });
        view! {
            <CallNext locale state next free press />
            <Steps locale state free missing=missing.into() press />
            <MoreSteps locale state ticket free ask />
            {waiting}
        }
    }
}

fn at_desk(wires: Wires, utc_offset_minutes: i32) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let minute = live.clock.slowly();
    let (press, ask) = (wires.pressing(), wires.asking());
    move || {
        let ticket = live.snapshot.with(|desk| desk.ticket.clone());
        let free = wires.is_free();
        view! { <AtDesk locale ticket now=minute.get() utc_offset_minutes free press ask /> }
    }
}

/// Who waits for this desk, who was put aside, and who did not come.
fn lists(wires: Wires, utc_offset_minutes: i32) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let minute = live.clock.slowly();
    let (press, ask) = (wires.pressing(), wires.asking());
    let queue = move || {
        let (entries, waiting) = live.snapshot.with(|desk| (desk.queue.clone(), desk.waiting));
        let free = wires.is_free() && live.snapshot.with(|desk| desk.state == DeskState::Free);
        view! { <Queue locale entries waiting now=minute.get() utc_offset_minutes free ask /> }
    };
    let parked = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.parked.clone()), wires.is_free());
        view! { <PutAside locale tickets now=minute.get() utc_offset_minutes free press ask /> }
    };
    let absent = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.absent.clone()), wires.is_free());
        view! { <DidNotCome locale tickets utc_offset_minutes free press ask /> }
    };
    (queue, parked, absent)
}

/// The question that is open, as long as it makes sense.
fn dialog(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, question, telling, .. } = wires;
    let open = Memo::new(move |_| question.get().filter(|question| live.snapshot.with(|desk| question.holds(desk))));
    // A question that has gone does not come back by itself.
    Effect::new(move || {
        if open.with(Option::is_none) && question.with_untracked(Option::is_some) {
            wires.close();
        }
    });
    let (press, close) = (wires.pressing(), Callback::new(move |()| wires.close()));
    move || {
        open.get().map(|question| {
            let desk = live.snapshot.get_untracked();
            view! { <Dialog locale question desk telling=telling.into() press close /> }
        })
    }
}
