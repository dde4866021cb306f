//! The manager's dashboard: wires its figures, its table, its desks and the day's buttons to the stream.

mod aside;
mod day;
mod desks;
mod extend;
mod figures;
mod printers;
mod services;

use crate::address;
use crate::browser::live::Live;
use crate::browser::page;
use crate::screens::console::{self, Console};
use crate::screens::live_page::{self, StaffPage};
use crate::ui::{Alerts, WithoutScript};
use aside::{DidNotCome, PutAside};
use day::{DayDialog, DayOrder, DayQuestion, Today};
use desks::Desks;
use figures::{Figures, opening};
use leptos::html;
use leptos::prelude::*;
use printers::{Preview, Printers};
use services::Services;
use wire::{DeskCommand, ManagerPage, ManagerSnapshot, PrinterRow};
use words::Locale;
use words::td_string;

/// The id of the page's heading, to which the focus goes when what it was on has gone.
const HEADING: &str = "manager-heading";

/// `/b/{branch}/manager`
pub fn screen() -> AnyView {
    live_page::shown(|page: ManagerPage| view! { <Manager page /> }.into_any())
}

/// What the dashboard works with.
#[derive(Clone, Copy)]
struct Wires {
    locale: Locale,
    console: Console<ManagerSnapshot>,
    question: RwSignal<Option<DayQuestion>>,
    /// The printer whose ticket is looked at.
    preview: RwSignal<Option<String>>,
}

impl Wires {
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

    fn close(self) {
        self.question.set(None);
        console::keep_focus(HEADING);
    }
}

#[component]
fn Manager(page: ManagerPage) -> impl IntoView {
    let locale = page::locale();
    let ManagerPage { staff, snapshot, printers } = page;
    let branch = snapshot.head.branch.clone();
    let live = Live::follow(address::stream(&branch, "manager"), snapshot);
    let console = Console::new(live, &branch, "manager");
    let wires = Wires { locale, console, question: RwSignal::new(None), preview: RwSignal::new(None) };
    let here = ["/b/", &branch, "/manager"].concat();
    let now = live.clock.slowly();
    view! {
        <StaffPage live staff=staff.name class="manager">
            <div class="manager-title">
                <h1 id=HEADING tabindex="-1">{td_string!(locale, manager.heading)}</h1>
                <p>{move || live.snapshot.with(|snapshot| opening(locale, &snapshot.head, &snapshot.opening))}</p>
            </div>
            {move || html::div().class("desk-news").child(wires.console.news(locale, &here))}
            {alerts(wires)}
            <WithoutScript words=td_string!(locale, desk.no_script) />
            {move || view! { <Figures locale snapshot=live.snapshot.get() now=now.get() /> }}
            {today(wires)}
            {services(wires)}
            {move || {
                let (desks, offset) =
                    live.snapshot.with(|snapshot| (snapshot.desks.clone(), snapshot.head.utc_offset_minutes));
                view! { <Desks locale desks now=now.get() utc_offset_minutes=offset /> }
            }}
            <div class="manager-aside">{aside(wires)} {paper(wires, printers)}</div>
        </StaffPage>
        {dialog(wires)}
        {ticket_preview(wires, branch)}
    }
}

/// What the staff are called for.
fn alerts(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let see_to = Callback::new(move |alert| wires.see_to(alert));
    let open =
        Memo::new(move |_| live.snapshot.with(|snapshot| (snapshot.alerts.clone(), snapshot.head.utc_offset_minutes)));
    move || {
        let ((alerts, utc_offset_minutes), free) = (open.get(), wires.console.is_free());
        view! { <Alerts locale alerts utc_offset_minutes free see_to /> }
    }
}

fn today(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, question, .. } = wires;
    let press = Callback::new(move |order: DayOrder| wires.press(&order));
    let ask = Callback::new(move |asked| question.set(Some(asked)));
    move || view! { <Today locale snapshot=live.snapshot.get() free=wires.console.is_free() press ask /> }
}

fn services(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
    let now = live.clock.slowly();
    let press = Callback::new(move |order: DayOrder| wires.press(&order));
    move || {
        let (rows, day) = live.snapshot.with(|snapshot| (snapshot.services.clone(), snapshot.day));
        // While all is stopped, or over, there is nothing to stop for one service.
        let free = wires.console.is_free() && !day.stopped && !day.closed;
        view! { <Services locale rows now=now.get() free press /> }
    }
}

fn aside(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, .. } = wires;
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

/// The branch's printers, with what is wrong with them.
fn paper(wires: Wires, printers: Vec<PrinterRow>) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, preview, .. } = wires;
    let open = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.alerts.clone()));
    let preview = Callback::new(move |printer| preview.set(Some(printer)));
    move || view! { <Printers locale printers=printers.clone() alerts=open.get() preview /> }
}

/// The printed ticket that is looked at.
fn ticket_preview(wires: Wires, branch: String) -> impl IntoView {
    let Wires { locale, preview, .. } = wires;
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
fn dialog(wires: Wires) -> impl IntoView {
    let Wires { locale, console: Console { live, .. }, question, .. } = wires;
    let press = Callback::new(move |order: DayOrder| wires.press(&order));
    let close = Callback::new(move |()| wires.close());
    move || {
        question.get().map(|question| {
            let snapshot = live.snapshot.get_untracked();
            view! { <DayDialog locale question snapshot press close /> }
        })
    }
}
