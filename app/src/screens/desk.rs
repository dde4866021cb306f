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
use crate::browser::api::{self, Reply};
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
use story::Fetched;
use wasm_bindgen::JsCast;
use wire::{DeskPage, DeskSnapshot, DeskState, TicketHistory, Time};
use words::{Locale, t};

/// The id of the desk's name, to which the focus goes when what it was on has gone.
const NAME: &str = "desk-name";

/// `/b/{branch}/desk/{desk}`
pub fn screen() -> AnyView {
    live_page::shown(|page: DeskPage| view! { <Desk page /> }.into_any())
}

/// The handles that the desk's page works with.
#[derive(Clone, Copy)]
struct DeskScreen {
    locale: Locale,
    /// The id of who is signed in.
    staff: u32,
    console: Console<DeskSnapshot>,
    /// The question that the person is being asked.
    question: RwSignal<Option<Question>>,
    /// The history of the ticket that is asked about.
    story: RwSignal<Fetched<TicketHistory>>,
    /// The CSRs whom the demo plays.
    demo_players: StoredValue<Vec<u32>>,
}

impl DeskScreen {
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
        self.story.set(Fetched::UnderWay);
        let address =
            self.console.live.snapshot.with_untracked(|desk| address::ticket_of(&desk.head.branch, ticket, "history"));
        spawn_local(async move {
            self.story.try_set(match api::get(&address).await {
                Reply::Done(history) => Fetched::Done(history),
                Reply::Refused(_) | Reply::Unanswered => Fetched::Failed,
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
    let DeskPage { staff, snapshot, demo_players } = page;
    let (branch, offset) = (snapshot.head.branch.clone(), snapshot.head.utc_offset_minutes);
    let view_name = ["desk/", &snapshot.id].concat();
    let live = Live::follow(address::stream(&branch, &view_name), snapshot);
    let screen = DeskScreen {
        locale,
        staff: staff.id,
        console: Console::new(live, &branch, &view_name),
        question: RwSignal::new(None),
        story: RwSignal::new(Fetched::UnderWay),
        demo_players: StoredValue::new(demo_players),
    };
    Effect::new(move || screen.listen());
    let here = ["/b/", &branch, "/", &view_name].concat();
    view! {
        <StaffPage live staff=staff.name class="desk">
            {title(screen, &branch)}
            {move || news(screen, &here)}
            {alerts(screen, offset)}
            <WithoutScript words=t!(locale, desk.no_script) />
            <div class="desk-work">{controls(screen)} {at_desk(screen, offset)}</div>
            <div class="desk-lists">{lists(screen, offset)}</div>
        </StaffPage>
        {dialog(screen)}
    }
}

/// The desk's name and state, and the buttons that open, leave and close it. The name is made once: what is made anew
/// would lose the focus.
fn title(screen: DeskScreen, branch: &str) -> impl IntoView + use<> {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let (label, name) = live.snapshot.with_untracked(|desk| (desk.label.clone(), desk.name.clone()));
    let state = move || live.snapshot.with(|desk| state(locale, desk));
    let shutter = move || {
        let state = live.snapshot.with(|desk| desk.state);
        view! { <Shutter locale state free=screen.is_free() press=screen.pressing() ask=screen.asking() /> }
    };
    view! {
        <div class="desk-title">
            <h1 id=NAME tabindex="-1">
                {t!(locale, desk.name, label = label)} " " <small>{name.get(locale.code()).to_owned()}</small>
            </h1>
            {state}
            {shutter}
            <a class="button button-quiet" rel="external" href=address::page(branch, "desk", locale)>
                {t!(locale, desk.other)}
            </a>
        </div>
    }
}

/// The alerts of the branch.
fn alerts(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let see_to = Callback::new(move |alert| screen.press(Order::SeeTo(alert)));
    let open = Memo::new(move |_| live.snapshot.with(|desk| desk.alerts.clone()));
    let own_desk = live.snapshot.with_untracked(|desk| Some(desk.id.clone()));
    move || {
        let (alerts, own_desk, free) = (open.get(), own_desk.clone(), screen.console.is_free());
        view! { <Alerts locale alerts own_desk utc_offset_minutes free see_to /> }
    }
}

/// The state of the desk; of a pause, also its reason and its start.
fn state(locale: Locale, desk: &DeskSnapshot) -> impl IntoView + use<> {
    let (class, state) = words::desk_state(locale, desk.state);
    let clock = |time: Time| time.clock(desk.head.utc_offset_minutes);
    let paused = desk.pause.map(|pause| words::paused(locale, pause.reason, clock(pause.since)));
    view! {
        <p class=class>
            <span class="unseen">{t!(locale, desk.status)} ": "</span>
            {paused.unwrap_or_else(|| state.to_owned())}
        </p>
    }
}

/// The notices about the last command and about the desk.
fn news(screen: DeskScreen, here: &str) -> impl IntoView + use<> {
    let DeskScreen { locale, console, staff, .. } = screen;
    let colleague = console.live.snapshot.with(|desk| desk.csr.clone()).filter(|csr| csr.id != staff).map(|csr| {
        let free = console.is_free();
        let words = if screen.demo_players.with_value(|players| players.contains(&csr.id)) {
            t!(locale, desk.demo_plays).to_owned()
        } else {
            t!(locale, desk.not_here, name = csr.name)
        };
        view! {
            <Notice words tone=Tone::Calm />
            <button
                type="button"
                class="button"
                disabled=!free
                on:click=move |_| screen.ask(Question::TakeOver)
            >
                <Icon name="user" />
                <span>{t!(locale, desk.take_over)}</span>
            </button>
        }
    });
    html::div().class("desk-news").child((colleague, console.news(locale, here)))
}

fn controls(screen: DeskScreen) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let missing = Memo::new(move |_| {
        let rule = live.snapshot.with(|desk| desk.no_show)?;
        Missing::of(rule, live.clock.now())
    });
    let (press, ask) = (screen.pressing(), screen.asking());
    move || {
        let (state, next) = live.snapshot.with(|desk| (desk.state, desk.next.clone()));
        let ticket = live.snapshot.with(|desk| desk.ticket.as_ref().map(|ticket| ticket.id));
        let free = screen.is_free();
        let waiting = (!free && screen.console.is_under_way()).then(|| {
            view! {
                <p class="unseen" role="status">
                    {t!(locale, desk.sending)}
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

fn at_desk(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let minute = live.clock.slowly();
    let (press, ask) = (screen.pressing(), screen.asking());
    move || {
        let ticket = live.snapshot.with(|desk| desk.ticket.clone());
        let free = screen.is_free();
        view! { <AtDesk locale ticket now=minute.get() utc_offset_minutes free press ask /> }
    }
}

/// Who waits for this desk, who was put aside, and who did not come.
fn lists(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let minute = live.clock.slowly();
    let (press, ask) = (screen.pressing(), screen.asking());
    let queue = move || {
        let (entries, waiting) = live.snapshot.with(|desk| (desk.queue.clone(), desk.waiting));
        let free = screen.is_free() && live.snapshot.with(|desk| desk.state == DeskState::Free);
        view! { <Queue locale entries waiting now=minute.get() utc_offset_minutes free ask /> }
    };
    let parked = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.parked.clone()), screen.is_free());
        view! { <PutAside locale tickets now=minute.get() utc_offset_minutes free press ask /> }
    };
    let absent = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.absent.clone()), screen.is_free());
        view! { <DidNotCome locale tickets utc_offset_minutes free press ask /> }
    };
    (queue, parked, absent)
}

/// The question that is open, as long as it makes sense.
fn dialog(screen: DeskScreen) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, question, story, .. } = screen;
    let open = Memo::new(move |_| question.get().filter(|question| live.snapshot.with(|desk| question.holds(desk))));
    // A question that has gone does not come back by itself.
    Effect::new(move || {
        if open.with(Option::is_none) && question.with_untracked(Option::is_some) {
            screen.close();
        }
    });
    let (press, close) = (screen.pressing(), Callback::new(move |()| screen.close()));
    move || {
        open.get().map(|question| {
            let desk = live.snapshot.get_untracked();
            view! { <Dialog locale question desk story=story.into() press close /> }
        })
    }
}
