//! The manager's dashboard: wires its figures, its table, its desks and the day's buttons to the stream.

mod accuracy;
mod advice;
mod aside;
mod curve;
mod day;
mod desks;
mod evacuate;
mod extend;
mod figures;
mod lend;
mod plan;
mod printers;
mod services;
mod troubles;

use crate::address;
use crate::browser::live::Live;
use crate::browser::page;
use crate::screens::console::{self, Console};
use crate::screens::live_page::{self, StaffPage};
use crate::ui::{Alerts, TourOffer, WithoutScript};
use accuracy::WhatWeSaid;
use advice::WhatToDo;
use aside::{DidNotCome, PutAside};
use day::{DayDialog, DayOrder, DayQuestion, Today};
use desks::Desks;
use evacuate::{Evacuate, EvacuationDialog, EvacuationOrder};
use figures::{Figures, opening};
use lend::{Lend, Lendings};
use leptos::html;
use leptos::prelude::*;
use plan::NextDay;
use printers::{Preview, Printers};
use services::Services;
use troubles::Troubles;
use wire::{DeskCommand, LendRequest, LendingState, ManagerPage, ManagerSnapshot, PrinterRow};
use words::{Locale, t};

/// The id of the page's heading, to which the focus goes when what it was on has gone.
const HEADING: &str = "manager-heading";

/// `/b/{branch}/manager`
pub fn screen() -> AnyView {
    live_page::shown(|page: ManagerPage| view! { <Manager page /> }.into_any())
}

/// The handles that the dashboard works with.
#[derive(Clone, Copy)]
struct ManagerScreen {
    locale: Locale,
    console: Console<ManagerSnapshot>,
    question: RwSignal<Option<DayQuestion>>,
    /// Whether the building is to be evacuated, or people may come back, is asked.
    evacuation: RwSignal<bool>,
    /// The desk that is to be asked for help.
    lend: RwSignal<Option<String>>,
    /// The printer whose ticket is looked at.
    preview: RwSignal<Option<String>>,
}

impl ManagerScreen {
    fn press(self, order: &DayOrder) {
        let branch = self.console.live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
        self.console.send(address::day_command(&branch, order.path()), order, false);
        if self.question.with_untracked(Option::is_some) {
            self.close();
        }
    }

    fn see_to(self, alert: u32) {
        let branch = self.console.live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
        self.console.send(address::clear_alert(&branch, alert), &DeskCommand {}, false);
    }

    fn order(self, order: EvacuationOrder) {
        let branch = self.console.live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
        self.console.send(address::evacuation(&branch, order.path()), &DeskCommand {}, false);
        self.close();
    }

    /// Asks a desk to help.
    fn ask_help(self, desk: &str, request: &LendRequest) {
        let branch = self.console.live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
        self.console.send(address::desk_command(&branch, desk, "lend"), request, false);
        self.close();
    }

    /// Ends what a desk was asked, or has agreed to.
    fn give_back(self, desk: &str) {
        let branch = self.console.live.snapshot.with_untracked(|snapshot| snapshot.head.branch.clone());
        self.console.send(address::desk_command(&branch, desk, "return"), &DeskCommand {}, false);
    }

    fn close(self) {
        self.question.set(None);
        self.evacuation.set(false);
        self.lend.set(None);
        console::keep_focus(HEADING);
    }
}

#[component]
fn Manager(page: ManagerPage) -> impl IntoView {
    let locale = page::locale();
    let ManagerPage { staff, snapshot, tour, printers } = page;
    let branch = snapshot.head.branch.clone();
    let tour = tour.map(|lesson| view! { <TourOffer locale branch=branch.clone() here="manager" lesson /> });
    let live = Live::follow(address::stream(&branch, "manager"), snapshot);
    let console = Console::new(live, &branch, "manager");
    let screen = ManagerScreen {
        locale,
        console,
        question: RwSignal::new(None),
        evacuation: RwSignal::new(false),
        lend: RwSignal::new(None),
        preview: RwSignal::new(None),
    };
    let here = ["/b/", &branch, "/manager"].concat();
    let now = live.clock.slowly();
    view! {
        <StaffPage live staff=staff.name class="manager">
            <div class="manager-title">
                <h1 id=HEADING tabindex="-1">{t!(locale, manager.heading)}</h1>
                <p>{move || live.snapshot.with(|snapshot| opening(locale, &snapshot.head, &snapshot.opening))}</p>
                {evacuate(screen)}
            </div>
            {move || html::div().class("desk-news").child(screen.console.news(locale, &here))}
            {alerts(screen)}
            {troubles(screen)}
            {tour}
            <WithoutScript words=t!(locale, desk.no_script) />
            {move || view! { <Figures locale snapshot=live.snapshot.get() now=now.get() /> }}
            {advice(screen)}
            {today(screen)}
            {services(screen)}
            {desks(screen)}
            {lendings(screen)}
            {accuracy(screen)}
            {next_day(screen)}
            <div class="manager-aside">{aside(screen)} {paper(screen, printers)}</div>
        </StaffPage>
        {dialog(screen)}
        {evacuation_dialog(screen)}
        {lend_dialog(screen)}
        {ticket_preview(screen, branch)}
    }
}

/// The alerts of the branch.
fn alerts(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let see_to = Callback::new(move |alert| screen.see_to(alert));
    let open =
        Memo::new(move |_| live.snapshot.with(|snapshot| (snapshot.alerts.clone(), snapshot.head.utc_offset_minutes)));
    move || {
        let ((alerts, utc_offset_minutes), free) = (open.get(), screen.console.is_free());
        view! { <Alerts locale alerts utc_offset_minutes free see_to /> }
    }
}

/// What else is wrong by the rules of the set-up.
fn troubles(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let open = Memo::new(move |_| {
        live.snapshot.with(|snapshot| {
            let head = &snapshot.head;
            (troubles::named(locale, snapshot), head.branch.clone(), head.utc_offset_minutes)
        })
    });
    move || {
        let (troubles, branch, utc_offset_minutes) = open.get();
        view! { <Troubles locale branch utc_offset_minutes troubles /> }
    }
}

fn today(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, question, .. } = screen;
    let press = Callback::new(move |order: DayOrder| screen.press(&order));
    let ask = Callback::new(move |asked| question.set(Some(asked)));
    move || view! { <Today locale snapshot=live.snapshot.get() free=screen.console.is_free() press ask /> }
}

/// The way to have everybody leave the building, or to let them come back.
fn evacuate(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, evacuation, .. } = screen;
    let lasts = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.head.evacuating.is_some()));
    let ask = Callback::new(move |()| evacuation.set(true));
    move || view! { <Evacuate locale lasts=lasts.get() free=screen.console.is_free() ask /> }
}

fn evacuation_dialog(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, evacuation, .. } = screen;
    let order = Callback::new(move |order| screen.order(order));
    let close = Callback::new(move |()| screen.close());
    move || {
        evacuation.get().then(|| {
            let lasts = live.snapshot.with_untracked(|snapshot| snapshot.head.evacuating.is_some());
            view! { <EvacuationDialog locale lasts order close /> }
        })
    }
}

fn services(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let now = live.clock.slowly();
    let press = Callback::new(move |order: DayOrder| screen.press(&order));
    move || {
        let (rows, day) = live.snapshot.with(|snapshot| (snapshot.services.clone(), snapshot.day));
        // While all is stopped, or over, there is nothing to stop for one service.
        let free = screen.console.is_free() && !day.stopped && !day.closed;
        view! { <Services locale rows now=now.get() free press /> }
    }
}

/// The desks, each with the way to ask it for help.
fn desks(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, lend, .. } = screen;
    let now = live.clock.slowly();
    let ask = Callback::new(move |desk| lend.set(Some(desk)));
    move || {
        let (desks, lent, offset) = live.snapshot.with(|snapshot| {
            let open =
                snapshot.lendings.iter().filter(|row| matches!(row.state, LendingState::Asked | LendingState::Lent));
            let lent: Vec<String> = open.map(|row| row.desk.clone()).collect();
            (snapshot.desks.clone(), lent, snapshot.head.utc_offset_minutes)
        });
        let free = screen.console.is_free();
        view! { <Desks locale desks lent now=now.get() utc_offset_minutes=offset free ask /> }
    }
}

/// What came of asking.
fn lendings(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let now = live.clock.slowly();
    let give_back = Callback::new(move |desk: String| screen.give_back(&desk));
    let rows = Memo::new(move |_| {
        live.snapshot.with(|snapshot| (snapshot.lendings.clone(), snapshot.head.utc_offset_minutes))
    });
    move || {
        let ((lendings, offset), free) = (rows.get(), screen.console.is_free());
        view! { <Lendings locale lendings now=now.get() utc_offset_minutes=offset free give_back /> }
    }
}

/// The question what a desk is to help with, on the branch as it was when it was asked.
fn lend_dialog(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, lend, .. } = screen;
    let close = Callback::new(move |()| screen.close());
    move || {
        let id = lend.get()?;
        let ManagerSnapshot { head, desks, services, .. } = live.snapshot.get_untracked();
        let desk = desks.into_iter().find(|desk| desk.id == id)?;
        let ask = Callback::new(move |request| screen.ask_help(&id, &request));
        let (now, offset) = (untrack(|| live.clock.now()), head.utc_offset_minutes);
        Some(view! { <Lend locale desk services now utc_offset_minutes=offset lend=ask close /> })
    }
}

fn aside(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let now = live.clock.slowly();
    move || {
        let (parked, absent, offset) = live
            .snapshot
            .with(|snapshot| (snapshot.parked.clone(), snapshot.absent.clone(), snapshot.head.utc_offset_minutes));
        view! {
            <PutAside locale tickets=parked now=now.get() utc_offset_minutes=offset />
            <DidNotCome locale tickets=absent utc_offset_minutes=offset />
        }
    }
}

/// What could be done about the waiting.
fn advice(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let advice = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.advice.clone()));
    move || view! { <WhatToDo locale advice=advice.get() /> }
}

/// How right the waits were that visitors were told.
fn accuracy(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let accuracy = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.accuracy.clone()));
    move || view! { <WhatWeSaid locale accuracy=accuracy.get() /> }
}

/// The plan of the next day. It changes once a day, so a table that is open stays open.
fn next_day(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, .. } = screen;
    let plan = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.plan.clone()));
    move || view! { <NextDay locale plan=plan.get() /> }
}

/// The branch's printers, with what is wrong with them.
fn paper(screen: ManagerScreen, printers: Vec<PrinterRow>) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, preview, .. } = screen;
    let open = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.alerts.clone()));
    let preview = Callback::new(move |printer| preview.set(Some(printer)));
    move || view! { <Printers locale printers=printers.clone() alerts=open.get() preview /> }
}

/// The printed ticket that is looked at.
fn ticket_preview(screen: ManagerScreen, branch: String) -> impl IntoView {
    let ManagerScreen { locale, preview, .. } = screen;
    let close = Callback::new(move |()| {
        preview.set(None);
        console::keep_focus(HEADING);
    });
    move || {
        let branch = branch.clone();
        preview.get().map(|printer| view! { <Preview locale branch printer close /> })
    }
}

/// The question that is open, on the branch as it was when it was asked.
fn dialog(screen: ManagerScreen) -> impl IntoView {
    let ManagerScreen { locale, console: Console { live, .. }, question, .. } = screen;
    let press = Callback::new(move |order: DayOrder| screen.press(&order));
    let close = Callback::new(move |()| screen.close());
    move || {
        question.get().map(|question| {
            let snapshot = live.snapshot.get_untracked();
            view! { <DayDialog locale question snapshot press close /> }
        })
    }
}
