//! The kiosk by the door: wires the visitor's way to the catalogue, the live waits and the outbox.
//!
//! Whatever a visitor chose lives in [`Visit`] and nowhere else.

mod frame;
mod issued;
mod prepare;
mod print;
mod question;
mod step;
mod visit;
mod welcome;

use crate::api::{self, Outcome};
use crate::idle::Idle;
use crate::live::Live;
use crate::outbox::{Outbox, Sending};
use crate::printing::{Printing, print_once};
use crate::ui::StaleBar;
use crate::words::{self, Locale};
use crate::{address, live_page, page};
use frame::{Bottom, Top};
use issued::IssuedTicket;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use prepare::{Answers, Prepare};
use question::{Refused, StillThere, UnderWay};
use step::Step;
use visit::Visit;
use welcome::{Closed, Services, Welcome, unavailable};
use wire::{Catalogue, Issued, KioskPage, KioskSnapshot, Opening, TicketSnapshot};

/// A request that an earlier load of the page left behind is sent on for two hours.
const LONGEST_KEPT: f64 = 2.0 * 3_600_000.0;

/// `/b/{branch}/kiosk`
pub struct KioskRoute;

#[lazy_route]
impl LazyRoute for KioskRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        live_page::shown(|page: KioskPage| view! { <Kiosk page /> }.into_any())
    }
}

/// What the kiosk works with beside the visit.
#[derive(Clone, Copy)]
struct Wires {
    live: Live<KioskSnapshot>,
    catalogue: RwSignal<Catalogue>,
    outbox: Outbox,
    visit: Visit,
    /// How a ticket comes on paper here, before one is printed.
    paper: Printing,
}

#[component]
fn Kiosk(page: KioskPage) -> impl IntoView {
    let KioskPage { catalogue, snapshot, prints, browser_prints, .. } = page;
    let paper = match (prints, browser_prints) {
        (true, _) => Printing::UnderWay,
        (false, true) => Printing::ByBrowser,
        (false, false) => Printing::Off,
    };
    let head = snapshot.head.clone();
    let locales = words::of_branch(&head);
    let visit = Visit {
        first: locales[0],
        locale: RwSignal::new(page::locale()),
        step: RwSignal::new(Step::of_query(&use_query_map().get_untracked(), &catalogue)),
        at_hand: RwSignal::new(Vec::new()),
        priority: RwSignal::new(false),
        refused: RwSignal::new(None),
    };
    let wires = Wires {
        live: Live::follow(address::stream(&head.branch, "kiosk"), snapshot),
        catalogue: RwSignal::new(catalogue),
        outbox: Outbox::new(["sportello.kiosk.", &head.branch].concat()),
        visit,
        paper,
    };
    run(wires, head.branch.clone());
    let idle =
        Idle::watch(Signal::derive(move || !visit.is_fresh() && wires.outbox.sending() == Sending::Idle), move || {
            start_over(visit);
        });
    let go = Callback::new(move |step| visit.go(step));
    let offset = head.utc_offset_minutes;
    let name = head.name.clone();
    let top = move || {
        let locale = visit.locale.get();
        let choose = Callback::new(move |locale| visit.locale.set(locale));
        let branch = name.get(locale.code()).to_owned();
        view! { <Top locale locales=locales.clone() branch step=visit.step.get() choose /> }
    };
    let bottom = move || {
        let step = visit.step.get();
        let before = wires.catalogue.with(|catalogue| step.before(catalogue));
        view! { <Bottom locale=visit.locale.get() step before go /> }
    };
    let stale = move || {
        view! { <StaleBar locales=vec![visit.locale.get()] since=wires.live.stale_since() utc_offset_minutes=offset /> }
    };
    view! {
        <div class="kiosk" lang=move || visit.locale.get().code()>
            {top}
            {stale}
            <main class="kiosk-main">{move || content(wires, visit.step.get(), go)}</main>
            {bottom}
            {over(wires, idle)}
        </div>
    }
}

/// What happens beside what is shown: a kept request, a newer catalogue, the focus.
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
    Effect::watch(move || visit.step.get(), |_, _, _| request_animation_frame(|| page::focus("step")), false);
}

/// Makes the page ready for the next visitor, its address and its scroll position too.
fn start_over(visit: Visit) {
    visit.reset();
    // The address of a step that was walked without script, if there is one.
    if let (Ok(path), Ok(history)) = (location().pathname(), window().history()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The screen of a step. It is made anew with each step only; inside, it follows the language and the waits.
fn content(wires: Wires, step: Step, go: Callback<Step>) -> AnyView {
    let Wires { live, catalogue, visit, .. } = wires;
    if let Step::Ticket(issued) = step {
        return view! { <Ticket wires issued /> }.into_any();
    }
    (move || {
        let locale = visit.locale.get();
        let snapshot = live.snapshot.get();
        if let Opening::Closed { opens_at } = snapshot.opening {
            return view! { <Closed locale head=snapshot.head opens_at /> }.into_any();
        }
        let catalogue = catalogue.get();
        match &step {
            Step::Category(id) => {
                let category = catalogue.categories.into_iter().find(|category| category.id == *id);
                category.map(|category| view! { <Services locale category waits=snapshot.services go /> }).into_any()
            }
            Step::Service(id) => prepare(wires, locale, &snapshot, &catalogue, id),
            Step::Welcome | Step::Ticket(_) => {
                view! { <Welcome locale categories=catalogue.categories waits=snapshot.services go /> }.into_any()
            }
        }
    })
    .into_any()
}

fn prepare(wires: Wires, locale: Locale, snapshot: &KioskSnapshot, catalogue: &Catalogue, id: &str) -> AnyView {
    let Wires { outbox, visit, .. } = wires;
    let Some((_, service)) = catalogue.service(id) else { return ().into_any() };
    let known = snapshot.services.iter().find(|wait| wait.service == id);
    let (wait, unavailable) = known.map_or((None, None), |known| (known.wait, unavailable(locale, known.offer)));
    let (service_id, address) = (id.to_owned(), address::tickets(&snapshot.head.branch));
    let answers = Answers {
        at_hand: visit.at_hand.into(),
        toggle: Callback::new(move |document| visit.toggle(document)),
        priority: visit.priority.into(),
        prioritise: Callback::new(move |priority| visit.priority.set(priority)),
        take: Callback::new(move |()| {
            outbox.send(address.clone(), &visit.request(service_id.clone()), move |answer| visit.answered(answer));
        }),
    };
    let disclaimer = catalogue.disclaimer.get(locale.code()).to_owned();
    let (service, offer) = (service.clone(), catalogue.priority.clone());
    view! { <Prepare locale service wait unavailable offer disclaimer answers /> }.into_any()
}

/// The ticket, followed by its own stream: its figures are the phone's.
#[component]
fn Ticket(wires: Wires, issued: Issued) -> impl IntoView {
    let Wires { catalogue, visit, paper, .. } = wires;
    // The page is in the browser when there is a ticket: it is asked for here, and once.
    let printing = if paper == Printing::UnderWay { print_once(&issued.token) } else { Signal::stored(paper) };
    let live = Live::<Option<TicketSnapshot>>::follow(address::ticket(&issued.token, "stream"), None);
    let status = Memo::new(move |_| live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.status.clone())));
    let at_hand = Memo::new(move |_| {
        let of_the_ticket = live.snapshot.with(|snapshot| Some(snapshot.as_ref()?.at_hand.clone()));
        let mut at_hand = of_the_ticket.unwrap_or_else(|| visit.at_hand.get());
        at_hand.sort();
        at_hand
    });
    move || {
        let issued = issued.clone();
        let service =
            catalogue.with(|catalogue| catalogue.service(&issued.service).map(|(_, service)| service.clone()));
        let (status, at_hand) = (status.into(), at_hand.get());
        let done = Callback::new(move |()| start_over(visit));
        let by_browser = Callback::new(|()| drop(window().print()));
        view! { <IssuedTicket locale=visit.locale.get() issued status service at_hand printing by_browser done /> }
    }
}

/// What stands over the page.
fn over(wires: Wires, idle: Idle) -> impl IntoView {
    let Wires { outbox, visit, .. } = wires;
    let under_way = move || {
        let sending = outbox.sending();
        (sending != Sending::Idle)
            .then(|| view! { <UnderWay locale=visit.locale.get() connected=sending == Sending::UnderWay /> })
    };
    let refused = move || {
        visit.refused.get().map(|code| {
            let understood = Callback::new(move |()| visit.refused.set(None));
            view! { <Refused locale=visit.locale.get() code understood /> }
        })
    };
    let asked = Memo::new(move |_| idle.question().is_some());
    let still_there = move || {
        asked.get().then(|| {
            let seconds = Signal::derive(move || idle.question().unwrap_or_default());
            let stay = Callback::new(move |()| idle.stay());
            let leave = Callback::new(move |()| {
                idle.stay();
                start_over(visit);
            });
            view! { <StillThere locale=visit.locale.get() seconds stay leave /> }
        })
    };
    view! {
        {under_way}
        {refused}
        {still_there}
    }
}
