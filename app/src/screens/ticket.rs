//! A visitor's own ticket on their phone: wires the turn to its stream, what they ask for to the outbox, and the calls of all
//! the phone's tickets to the visitor's attention.

mod coming;
mod forms;
mod later;
mod leave;
mod others;
mod tell;
mod turn;

use crate::address;
use crate::address::Query;
use crate::browser::attention::{self, Attention};
use crate::browser::family::{self, Family};
use crate::browser::live::Live;
use crate::browser::notify::{self, Asked};
use crate::browser::outbox::{Outbox, Sending};
use crate::browser::{page, worker};
use crate::screens::live_page::{self, Stale};
use crate::ui::{Changing, Notice, PlainBar, Posted, ReadyList, WithoutScript, changing_anew, not_over};
use coming::Coming;
use later::Later;
use leave::{Leave, Leaving};
use leptos::prelude::*;
use leptos::task::spawn_local;
use others::Others;
use tell::{NotificationState, TellMe};
use turn::{Turn, alarm, told};
use wire::{ArriveRequest, Code, DelayRequest, RemoteStage, TicketPage, TicketSnapshot, TicketStatus};
use words::{Locale, t};

/// A request to leave that an earlier load of the page left behind is sent on for an hour.
const LONGEST_KEPT: f64 = 3_600_000.0;
/// How often a phone that is told asks whether it still is.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(30);

/// `/t/{token}`
pub fn screen() -> AnyView {
    live_page::shown(|page: TicketPage| view! { <Ticket page /> }.into_any())
}

/// What the head of the page says beside its title: how a phone keeps it on its home screen.
#[cfg(not(target_arch = "wasm32"))]
#[component]
pub fn Head(token: String) -> impl IntoView {
    view! {
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#0b5d57" />
        <link rel="manifest" href=[&address::ticket_page(&token), "/manifest.webmanifest"].concat() />
        <link rel="apple-touch-icon" href="/icons/touch-180.png" />
    }
}

#[component]
fn Ticket(page: TicketPage) -> impl IntoView {
    let locale = page::locale();
    let TicketPage { token, snapshot, .. } = page;
    let head = snapshot.head.clone();
    let (documents, forms) = (snapshot.documents.clone(), snapshot.forms.clone());
    let (branch, practice) = (head.branch.clone(), head.practice);
    let live = Live::follow(address::ticket(&token, "stream"), snapshot);
    let status = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.status.clone()));
    let polite = attention::polite(locale, status, told);
    let (attention, family) = (Attention::new(), Family::of(&token, &head.day));
    attention.follow(locale, status, alarm);
    attention.follow_others(family);
    end_with(live, status, family);
    worker::register();
    let others = Memo::new(move |_| cards(family));
    let now = live.clock.slowly();
    let notices = Memo::new(move |_| live.snapshot.with(|snapshot| not_over(&snapshot.notices, now.get())));
    let feedback = address::feedback(&token, locale);
    let ready = changing(move || {
        let (documents, forms) = (documents.clone(), forms.clone());
        let at_hand = live.snapshot.with(|snapshot| snapshot.at_hand.clone());
        view! { <ReadyList locale documents forms at_hand branch=branch.clone() /> }
    });
    view! {
        <PlainBar locale locales=words::of_branch(&head) name=head.name.get(locale.code()) />
        <Stale locale live />
        <main class="ticket">
            {changing(move || view! { <Turn locale snapshot=live.snapshot.get() /> })}
            // The program updates these texts in place, which a translator would take from it.
            <p class="unseen" role="status" translate="no">{polite}</p>
            <p class="unseen" role="alert" translate="no">
                {move || [alarm(locale, &status.get()), others.with(|others| others::alarm(locale, others))].join(" ").trim().to_owned()}
            </p>
            <WithoutScript words=t!(locale, ticket.no_script) />
            {changing(move || (!practice && status.with(family::is_over)).then(|| how_it_was(locale, feedback.clone())))}
            {coming_to_the_branch(locale, token.clone(), head.seq, status)}
            {notification(locale, token.clone(), status, attention, family)}
            {changing(move || view! { <Others locale others=others.get() /> })}
            {changing(move || view! { <Posted locale notices=notices.get() /> })}
            {leaving_and_later(locale, token, head.seq, status)}
            <section class="ticket-ready" aria-labelledby="ready">
                <h2 id="ready">{t!(locale, ready.title)}</h2>
                {ready}
            </section>
            <p class="ticket-privacy">{t!(locale, ticket.privacy)}</p>
        </main>
    }
}

/// The way to the question how the visit was, once it is over.
fn how_it_was(locale: Locale, href: String) -> impl IntoView {
    view! {
        <p class="ticket-feedback">
            <a class="button button-primary" rel="external" href=href>
                {t!(locale, feedback.link)}
            </a>
        </p>
    }
}

/// A part of the page that changes, under a translator too.
fn changing<V: IntoView + 'static>(shown: impl FnMut() -> V + Send + 'static) -> Changing {
    changing_anew(shown, page::is_translated)
}

/// A ticket that is over is followed no more, and no card leads to it.
fn end_with(live: Live<TicketSnapshot>, status: Memo<TicketStatus>, family: Family) {
    Effect::new(move || {
        if status.with(family::is_over) {
            live.close();
            family.leave();
        }
    });
}

/// The other tickets of the phone: the address of each one's page, and its snapshot.
fn cards(family: Family) -> Vec<(String, TicketSnapshot)> {
    let card = |other: &family::Other| (address::ticket_page(&other.token), other.snapshot.clone());
    family.others.with(|others| others.iter().map(card).collect())
}

/// "Tell me when it is my turn", while there is a turn to come.
fn notification(
    locale: Locale,
    token: String,
    status: Memo<TicketStatus>,
    attention: Attention,
    family: Family,
) -> impl IntoView {
    let notification = RwSignal::new(NotificationState::NotYet);
    Effect::new(move || {
        let told = family.is_told() && notify::is_allowed();
        notification.set(if told { NotificationState::Told } else { NotificationState::Offered });
        if told {
            attention.arm();
        }
    });
    let token = StoredValue::new(token);
    let ask = Callback::new(move |()| {
        attention.arm();
        let anew = notification.get_untracked() == NotificationState::Lost;
        notification.set(NotificationState::Asking);
        spawn_local(async move {
            let asked = notify::subscribe(&token.get_value(), anew).await;
            family.set_told(asked == Asked::Told);
            notification.try_set(match asked {
                Asked::Told => NotificationState::Told,
                Asked::Unable => NotificationState::WhileOpen,
                Asked::Forbidden => NotificationState::Forbidden,
                Asked::Failed => NotificationState::Failed,
            });
        });
    });
    let take_back = Callback::new(move |()| {
        notification.set(NotificationState::Asking);
        spawn_local(async move {
            let done = notify::unsubscribe(&token.get_value()).await;
            family.set_told(!done);
            notification.try_set(if done { NotificationState::Offered } else { NotificationState::Told });
        });
    });
    let to_come = Memo::new(move |_| {
        status.with(|status| matches!(status, TicketStatus::Waiting { .. } | TicketStatus::Parked { .. }))
    });
    watch_standing(token, status, notification, family);
    changing(move || {
        to_come.get().then(|| {
            let notification = notification.get();
            view! {
                <section class="tell" aria-label=t!(locale, tell.ask)>
                    <TellMe locale notification ask take_back />
                </section>
            }
        })
    })
}

/// A phone that is told asks whether it still is: whenever its ticket changes, when the page is seen again, and every half
/// minute. Its push service may have refused the last call.
fn watch_standing(
    token: StoredValue<String>,
    status: Memo<TicketStatus>,
    notification: RwSignal<NotificationState>,
    family: Family,
) {
    let is_told = move || notification.try_get_untracked() == Some(NotificationState::Told);
    let look = move || {
        if !is_told() {
            return;
        }
        spawn_local(async move {
            let Some(token) = token.try_get_value() else { return };
            if notify::is_told(&token).await == Some(false) && is_told() {
                family.set_told(false);
                notification.try_set(NotificationState::Lost);
            }
        });
    };
    Effect::new(move || {
        status.track();
        notification.track();
        look();
    });
    Effect::new(move || {
        if let Ok(interval) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || interval.clear());
        }
        let seen = window_event_listener(leptos::ev::visibilitychange, move |_| look());
        on_cleanup(move || seen.remove());
    });
}

/// The body of a command that needs none.
#[derive(serde::Serialize)]
struct Nothing {}

/// What the visitor is thinking of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Intent {
    Nothing,
    Leave,
    Later,
}

impl Intent {
    /// What the address asks for: where the page did not run when a button was touched.
    fn asked(query: Option<&str>) -> Self {
        match query {
            Some("leave") => Self::Leave,
            Some("later") => Self::Later,
            _ => Self::Nothing,
        }
    }
}

/// "I am on my way" and "I am here", for who took the ticket from elsewhere.
fn coming_to_the_branch(locale: Locale, token: String, seq: u64, status: Memo<TicketStatus>) -> impl IntoView {
    let outbox = Outbox::new(["sportello.coming.", &token].concat());
    let refused = RwSignal::new(None);
    let answered = move |answer: Result<serde::de::IgnoredAny, wire::Problem>| {
        refused.try_set(answer.err().map(|problem| problem.code));
    };
    Effect::new(move || outbox.resume(LONGEST_KEPT, answered));
    // Where the QR code on the wall led here, the address has the code.
    let code = RwSignal::new(Query::of(&page::address()).get("code").unwrap_or_default());
    let [off, there] = ["set-off", "arrive"].map(|command| address::ticket(&token, command));
    let set_off = Callback::new(move |()| outbox.send(off.clone(), &Nothing {}, answered));
    let arrive = Callback::new(move |()| {
        let code = Some(code.get_untracked()).filter(|code| !code.is_empty());
        outbox.send(there.clone(), &ArriveRequest { code }, answered);
    });
    let key = ["coming.", &token, ".", &seq.to_string()].concat();
    let page = address::ticket_page(&token);
    changing(move || {
        let remote = status.with(|status| match status {
            TicketStatus::Waiting { remote, .. } => *remote,
            _ => None,
        })?;
        let sending = outbox.sending() != Sending::Idle;
        let (page, key) = (page.clone(), key.clone());
        Some(view! {
            {refused.get().map(|code| view! { <Notice words=words::refusal(locale, code) /> })}
            <Coming locale remote sending page key code set_off arrive />
        })
    })
}

/// To be called later, and the way out of the queue, while there is one.
fn leaving_and_later(locale: Locale, token: String, seq: u64, status: Memo<TicketStatus>) -> impl IntoView {
    let outbox = Outbox::new(["sportello.ticket.", &token].concat());
    let query = Query::of(&page::address());
    let intent = RwSignal::new(Intent::asked(query.get("ask").as_deref()));
    let refused = RwSignal::new(query.get("refused").map(|word| Code::parse(&word)));
    let answered = move |answer: Result<serde::de::IgnoredAny, wire::Problem>| {
        intent.try_set(Intent::Nothing);
        refused.try_set(answer.err().map(|problem| problem.code));
    };
    Effect::new(move || outbox.resume(LONGEST_KEPT, answered));
    let (cancel, delay) = (address::ticket(&token, "cancel"), address::ticket(&token, "delay"));
    let leave = Callback::new(move |()| outbox.send(cancel.clone(), &Nothing {}, answered));
    let later = Callback::new(move |minutes| outbox.send(delay.clone(), &DelayRequest { minutes }, answered));
    let ask_leave = Callback::new(move |yes| intent.set(if yes { Intent::Leave } else { Intent::Nothing }));
    let ask_later = Callback::new(move |yes| {
        intent.set(if yes { Intent::Later } else { Intent::Nothing });
        if yes {
            request_animation_frame(|| page::focus("later"));
        }
    });
    // The same page sends the same forms: each counts once.
    let key = ["form.", &token, ".", &seq.to_string()].concat();
    let page = address::ticket_page(&token);
    changing(move || {
        let most_minutes = status.with(|status| match status {
            // Who is away is late anyway.
            TicketStatus::Waiting { remote: Some(remote), .. } if remote.stage != RemoteStage::Here => Some(0),
            TicketStatus::Waiting { delay_most_minutes, .. } => Some(*delay_most_minutes),
            TicketStatus::Called { .. } | TicketStatus::Parked { .. } => Some(0),
            _ => None,
        })?;
        let (sending, intended) = (outbox.sending(), intent.get());
        let leaving = match (sending, intended) {
            (Sending::UnderWay, _) => Leaving::UnderWay,
            (Sending::NoConnection, _) => Leaving::Kept,
            (Sending::Idle, Intent::Leave) => Leaving::Asked,
            (Sending::Idle, _) => Leaving::Staying,
        };
        let asked = intended == Intent::Later;
        let later = (sending == Sending::Idle && intended != Intent::Leave).then(|| {
            let (page, key) = (page.clone(), key.clone());
            view! { <Later locale most_minutes asked page key ask=ask_later delay=later /> }
        });
        let leave = (!(asked && sending == Sending::Idle)).then(|| {
            let (page, key) = (page.clone(), key.clone());
            view! { <Leave locale leaving page key ask=ask_leave confirm=leave /> }
        });
        Some(view! {
            <div class="leave">
                {refused.get().map(|code| view! { <Notice words=words::refusal(locale, code) /> })}
                {later}
                {leave}
            </div>
        })
    })
}
