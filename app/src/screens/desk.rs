//! One desk: wires its buttons to the console, so that nothing is done twice, and its view to the stream.

mod aside;
mod at_hand;
pub(super) mod auto_call;
mod call_next;
pub(super) mod controls;
mod danger;
mod dial;
mod finish;
mod forms;
mod guide;
mod issue;
pub(super) mod keys;
mod lending;
mod look_up;
mod open_ticket;
pub(super) mod order;
mod park;
mod phrases;
mod prepare;
mod press_once;
pub(super) mod question;
mod queue;
mod reason;
mod shutter;
pub(super) mod story;
mod ticket_button;
mod transfer;

use crate::address;
use crate::browser::live::Live;
use crate::browser::page;
use crate::screens::console::Console;
use crate::screens::desk_beside::Beside;
use crate::screens::desk_screen::{DeskScreen, NAME};
use crate::screens::live_page::{self, StaffPage};
use crate::ui::{Alerts, Icon, Notice, Tone, WithoutScript};
use aside::{DidNotCome, PutAside};
use at_hand::AtHand;
use call_next::WithoutVisitor;
use lending::Lending;
use leptos::html;
use leptos::prelude::*;
use open_ticket::AtDesk;
use order::Order;
use question::{Dialog, Question, Told};
use queue::Queue;
use shutter::{Shutter, Tools};
use wire::{DeskPage, DeskSnapshot, DeskState, OpenTicket, Time};
use words::{Locale, t};

/// `/b/{branch}/desk/{desk}`
pub fn screen() -> AnyView {
    live_page::shown(|page: DeskPage| view! { <Desk page /> }.into_any())
}

#[component]
fn Desk(page: DeskPage) -> impl IntoView {
    let locale = page::locale();
    let DeskPage { staff, snapshot, demo_players } = page;
    let (branch, offset) = (snapshot.head.branch.clone(), snapshot.head.utc_offset_minutes);
    let view_name = ["desk/", &snapshot.id].concat();
    let live = Live::follow(address::stream(&branch, &view_name), snapshot);
    let console = Console::new(live, &branch, &view_name);
    let screen = DeskScreen::new(locale, staff.id, console);
    let here = ["/b/", &branch, "/", &view_name].concat();
    view! {
        <StaffPage live staff=staff.name class="desk">
            {title(screen, &branch)}
            {move || news(screen, &demo_players, &here)}
            {alerts(screen, offset)}
            <WithoutScript words=t!(locale, desk.no_script) />
            {lending(screen, offset)}
            {practice(screen)}
            <div class="desk-work">{moment(screen, offset)} {under_way(screen)}</div>
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
    let hold = danger::Hold::new();
    let shutter = move || {
        let state = live.snapshot.with(|desk| desk.state);
        let (here, free) = (screen.is_here(), screen.console.is_free());
        let danger = Callback::new(move |()| screen.danger());
        view! { <Shutter locale state here free press=screen.pressing() ask=screen.asking() hold danger /> }
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
            <button
                type="button"
                class="button button-quiet desk-keys"
                title=t!(locale, desk_keys.list)
                on:click=move |_| screen.ask(Question::Keys)
            >
                <kbd aria-hidden="true">{keys::LIST}</kbd>
                <span class="unseen">{t!(locale, desk_keys.list)}</span>
            </button>
        </div>
    }
}

/// The alerts of the branch.
fn alerts(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let see_to = Callback::new(move |alert| screen.press(Order::SeeTo(alert)));
    let open = Memo::new(move |_| {
        let alerts = live.snapshot.with(|desk| desk.alerts.clone());
        // The clock is asked only while there is something to count down.
        if alerts.is_empty() { alerts } else { danger::due(&alerts, live.clock.now()) }
    });
    let own_desk = live.snapshot.with_untracked(|desk| Some(desk.id.clone()));
    move || {
        let (alerts, own_desk, free) = (open.get(), own_desk.clone(), screen.console.is_free());
        view! { <Alerts locale alerts own_desk utc_offset_minutes free see_to /> }
    }
}

/// What the manager asks of this desk.
fn lending(screen: DeskScreen, offset: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let minute = live.clock.slowly();
    let press = screen.pressing();
    move || {
        let lending = live.snapshot.with(|desk| desk.lending.clone()).filter(|_| screen.is_here())?;
        let (now, free) = (minute.get(), screen.console.is_free());
        Some(view! { <Lending locale lending now offset free press /> })
    }
}

/// Where people learn, visitors who are not real come when they are asked for.
fn practice(screen: DeskScreen) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let practice = live.snapshot.with_untracked(|desk| desk.head.practice);
    practice.then(|| {
        let free = move || screen.console.is_free();
        view! {
            <button
                type="button"
                class="button desk-visitor"
                disabled=move || !free()
                on:click=move |_| screen.press(Order::Visitor)
            >
                <Icon name="people" />
                <span>{t!(locale, practice.visitor)}</span>
            </button>
        }
    })
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
/// `players` are the CSRs whom the demo plays.
fn news(screen: DeskScreen, players: &[u32], here: &str) -> impl IntoView + use<> {
    let DeskScreen { locale, console, staff, .. } = screen;
    let colleague = console.live.snapshot.with(|desk| desk.csr.clone()).filter(|csr| csr.id != staff).map(|csr| {
        let free = console.is_free();
        let words = if players.contains(&csr.id) {
            t!(locale, desk.demo_plays).to_owned()
        } else {
            t!(locale, desk.not_here, name = csr.name)
        };
        view! {
            <div class="desk-colleague">
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
            </div>
        }
    });
    html::div().class("desk-news").child((colleague, console.news(locale, here)))
}

/// What is to be done now: the visitor at the desk with the steps of their stage, or the next one.
fn moment(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, beside, .. } = screen;
    let minute = live.clock.slowly();
    let notes: Signal<_> = beside.get_value().notes.into();
    let missing: Signal<_> = Memo::new(move |_| screen.missing()).into();
    let (press, ask) = (screen.pressing(), screen.asking());
    move || {
        let (here, free) = (screen.is_here(), screen.console.is_free());
        let (state, next, ticket) = live.snapshot.with(|desk| (desk.state, desk.next.clone(), desk.ticket.clone()));
        if let Some(ticket) = ticket {
            let now = minute.get();
            view! { <AtDesk locale ticket now utc_offset_minutes here free missing notes press ask /> }.into_any()
        } else {
            let counting = screen.counting.into();
            here.then(|| view! { <WithoutVisitor locale state next counting free press /> }).into_any()
        }
    }
}

/// The word for those who hear the page that a command is on its way.
fn under_way(screen: DeskScreen) -> impl IntoView {
    let DeskScreen { locale, console, .. } = screen;
    move || {
        console.is_under_way().then(|| {
            view! {
                <p class="unseen" role="status">
                    {t!(locale, desk.sending)}
                </p>
            }
        })
    }
}

/// Who waits for this desk, who was put aside, and who did not come.
fn lists(screen: DeskScreen, utc_offset_minutes: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, .. } = screen;
    let minute = live.clock.slowly();
    let (press, ask) = (screen.pressing(), screen.asking());
    let queue = move || {
        let (entries, waiting) = live.snapshot.with(|desk| (desk.queue.clone(), desk.waiting));
        let calls = screen.is_here() && live.snapshot.with(|desk| desk.state == DeskState::Free && !desk.blind);
        let free = screen.console.is_free();
        view! { <Queue locale entries waiting now=minute.get() utc_offset_minutes calls free ask /> }
    };
    let parked = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.parked.clone()), screen.is_free());
        view! { <PutAside locale tickets now=minute.get() utc_offset_minutes free press ask /> }
    };
    let absent = move || {
        let (tickets, free) = (live.snapshot.with(|desk| desk.absent.clone()), screen.is_free());
        view! { <DidNotCome locale tickets utc_offset_minutes free press ask /> }
    };
    let tools = move || screen.is_here().then(|| view! { <Tools locale ask /> });
    (at_hand(screen, utc_offset_minutes), view! { <div class="desk-queue">{tools} {queue} {parked} {absent}</div> })
}

/// What is at hand for the visitor at the desk.
fn at_hand(screen: DeskScreen, offset: i32) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, beside, .. } = screen;
    let Beside { notes, draft, .. } = beside.get_value();
    let press = screen.pressing();
    move || {
        let ticket = live.snapshot.with(|desk| desk.ticket.clone())?;
        let OpenTicket { id, language, how, forms, delivered, .. } = ticket;
        let branch = live.snapshot.with_untracked(|desk| desk.head.branch.clone());
        let (here, free) = (screen.is_here(), screen.console.is_free());
        let notes = notes.into();
        let ask = screen.asking();
        Some(view! { <AtHand locale id language how branch forms delivered notes draft offset here free press ask /> })
    }
}

/// The question that is open, as long as it makes sense.
fn dialog(screen: DeskScreen) -> impl IntoView {
    let DeskScreen { locale, console: Console { live, .. }, question, beside, letters, .. } = screen;
    let beside = beside.get_value();
    let open = Memo::new(move |_| question.get().filter(|question| live.snapshot.with(|desk| question.holds(desk))));
    // A question that has gone does not come back by itself.
    Effect::new(move || {
        if open.with(Option::is_none) && question.with_untracked(Option::is_some) {
            screen.close();
        }
    });
    let (press, ask, close) = (screen.pressing(), screen.asking(), Callback::new(move |()| screen.close()));
    let told = Told {
        story: beside.story.into(),
        found: beside.found.into(),
        given: beside.given.into(),
        letters,
        look: Callback::new(move |number: String| beside.look(&number)),
        articles: beside.articles.into(),
        search: Callback::new(move |words: String| beside.search(words)),
        issue: Callback::new(move |request| beside.issue(&request)),
    };
    move || {
        open.get().map(|question| {
            let desk = live.snapshot.get_untracked();
            view! { <Dialog locale question desk told press ask close /> }
        })
    }
}
