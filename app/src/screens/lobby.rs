//! The lobby display: wires the wall to the stream of calls, the clock and the chime.

mod show;
mod sign;
mod waits;
mod wall;

use crate::address;
use crate::browser::announcer::Announcer;
use crate::browser::live::Live;
use crate::browser::speech::Voices;
use crate::browser::{motion, page, worker};
use crate::screens::{live_page, wall_voice as voice};
use crate::ui::{Changing, HeldBack, StaleBar, changing};
use leptos::prelude::*;
use show::{Posting, Show, Slide};
use sign::Sign;
use std::time::Duration;
use waits::Waits;
use wall::{Announcements, Caption, Minute, SoundBlocked, Top, Wall, spoken};
use wire::{LobbyLayout, LobbyPage, LobbySnapshot};
use words::{Locale, t};

/// `/b/{branch}/lobby`
pub fn screen() -> AnyView {
    live_page::shown(|page: LobbyPage| view! { <Lobby page /> }.into_any())
}

/// How many languages the wall shows its few words in.
const SHOWN: usize = 2;

#[component]
fn Lobby(page: LobbyPage) -> impl IntoView {
    let LobbyPage { snapshot, speech, layout, desk, brand, silent, volumes, phone_code, .. } = page;
    let head = snapshot.head.clone();
    let locale = page::locale();
    let mut locales = words::of_branch(&head);
    // The language that the page was asked for in comes first.
    locales.sort_by_key(|other| *other != locale);
    // More would be too small to be read from afar; calls are said in any of them.
    locales.truncate(SHOWN);
    let first = (head.day.clone(), voice::newest(&snapshot));
    let stream = if layout.shows_detail() { "lobby-detail" } else { "lobby" };
    let live = Live::follow(address::stream(&head.branch, stream), snapshot);
    // A display above a desk is beside one that speaks.
    let announcer = (!silent && layout != LobbyLayout::Desk).then(|| {
        let voices = Voices::follow(head.branch.clone(), words::of_branch(&head), speech);
        voice::announce(live, head.branch.clone(), voices, volumes)
    });
    worker::register();

    let offset = move || live.snapshot.with(|snapshot| snapshot.head.utc_offset_minutes);
    let minute = live.clock.slowly();
    let clock = Signal::derive(move || minute.get().clock(offset()));
    let fresh = Callback::new(move |seq| {
        live.snapshot.with_untracked(|snapshot| snapshot.head.day != first.0 || seq > first.1)
    });
    let round = show(live);
    let content = match (layout, desk) {
        (LobbyLayout::Desk, Some(desk)) => sign(live, &locales, desk, fresh),
        _ => wall(live, &locales, layout, fresh),
    };
    let code = code(live, &locales, head.branch.clone(), phone_code);
    let bars = bars(live, &locales, announcer, locale);
    let class = move || {
        // While there is nothing to show, the calls have the whole wall.
        let layout = if layout == LobbyLayout::Notices && round.get().is_none() { LobbyLayout::Calls } else { layout };
        ["lobby lobby-", layout.as_str()].concat()
    };
    let logo = brand.logo.then(|| address::media(&head.branch, "logo"));
    let pictures =
        (layout == LobbyLayout::Notices).then(|| pictures(round, locale, locales.clone(), head.branch.clone()));
    view! {
        <div class=class>
            <Top bank=brand.name logo branch=head.name.get(locale.code()).to_owned() code clock />
            {bars.stale}
            {bars.news}
            <main class="lobby-main">
                <h1 class="unseen">{t!(locale, lobby.title)}</h1>
                {content}
                {pictures}
            </main>
            {changing(move || live.is_held_back().then(|| view! { <HeldBack locale /> }))}
            {bars.caption}
            {bars.blocked}
        </div>
    }
}

/// The calls, and the waits where the layout has them.
fn wall(live: Live<LobbySnapshot>, locales: &[Locale], layout: LobbyLayout, fresh: Callback<u64, bool>) -> AnyView {
    let told = {
        let locales = locales.to_vec();
        Memo::new(move |_| live.snapshot.with(|snapshot| spoken(&locales, snapshot.calls.first())))
    };
    let calls = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.calls.clone()));
    let waits = Memo::new(move |_| live.snapshot.with(|snapshot| snapshot.waits.clone()));
    let waits = (layout == LobbyLayout::Waits).then(|| {
        let locales = locales.to_vec();
        changing(move || view! { <Waits locales=locales.clone() waits=waits.get() /> })
    });
    let locales = locales.to_vec();
    view! {
        <p class="unseen" aria-live="polite">
            {told}
        </p>
        {changing(move || view! { <Wall locales=locales.clone() calls=calls.get() fresh /> })}
        {waits}
    }
    .into_any()
}

/// The code of the minute. A display that has not heard of its server for a while shows none, nor one that is good no more.
fn code(live: Live<LobbySnapshot>, locales: &[Locale], branch: String, phone_code: bool) -> Changing {
    let now = live.clock.slowly();
    let shown = Memo::new(move |_| {
        let code = live.snapshot.with(|snapshot| snapshot.code.clone());
        code.filter(|code| live.stale_since().is_none() && now.get().millis() < code.until.millis())
    });
    let locales = locales.to_vec();
    changing(move || {
        shown.get().map(|code| {
            let qr = phone_code.then(|| address::here_qr(&branch, &code.digits));
            view! { <Minute locales=locales.clone() code qr /> }
        })
    })
}

/// The desk above which the display hangs.
fn sign(live: Live<LobbySnapshot>, locales: &[Locale], desk: String, fresh: Callback<u64, bool>) -> AnyView {
    let shown = Memo::new(move |_| live.snapshot.with(|snapshot| sign::shown(snapshot, &desk)));
    let told = {
        let locales = locales.to_vec();
        Memo::new(move |_| shown.with(|shown| sign::spoken(&locales, shown)))
    };
    let locales = locales.to_vec();
    view! {
        <p class="unseen" aria-live="polite">
            {told}
        </p>
        {changing(move || {
            let shown = shown.get();
            let fresh = fresh.run(shown.seq);
            view! { <Sign locales=locales.clone() shown fresh /> }
        })}
    }
    .into_any()
}

/// Which of the branch's notices, and of the bank's pictures and videos, is shown.
#[derive(Clone, Copy)]
struct Round {
    shown: Memo<Option<Slide>>,
    still: RwSignal<bool>,
    next: Callback<()>,
}

impl Round {
    fn get(self) -> Option<Slide> {
        self.shown.get()
    }
}

/// Shows one after the other, in the browser, for as long as each stands.
fn show(live: Live<LobbySnapshot>) -> Round {
    let (place, stood, still) = (RwSignal::new(0_usize), StoredValue::new(0_u32), RwSignal::new(true));
    let now = live.clock.slowly();
    let shown = Memo::new(move |_| {
        live.snapshot.with(|snapshot| show::at(&snapshot.notices, &snapshot.media, place.get(), now.get()))
    });
    let next = Callback::new(move |()| {
        stood.set_value(0);
        place.update(|place| *place = place.wrapping_add(1));
    });
    Effect::new(move || {
        still.set(motion::is_unwanted());
        let second = move || {
            stood.update_value(|seconds| *seconds += 1);
            let over = shown.with_untracked(|shown| {
                shown.as_ref().is_some_and(|shown| show::is_over(shown, stood.get_value(), still.get_untracked()))
            });
            if over {
                next.run(());
            }
        };
        if let Ok(interval) = set_interval_with_handle(second, Duration::from_secs(1)) {
            on_cleanup(move || interval.clear());
        }
    });
    Round { shown, still, next }
}

fn pictures(round: Round, locale: Locale, locales: Vec<Locale>, branch: String) -> Changing {
    changing(move || {
        let still = round.still.get();
        let shown = round.get();
        shown.map(|slide| match slide {
            Slide::Notice(notice) => view! { <Posting locales=locales.clone() notice /> }.into_any(),
            Slide::Media(media) => {
                view! { <Show locale branch=branch.clone() media still over=round.next /> }.into_any()
            }
        })
    })
}

/// What stands above and below the calls.
struct Bars {
    stale: Changing,
    news: Changing,
    caption: Option<Changing>,
    blocked: Option<Changing>,
}

fn bars(live: Live<LobbySnapshot>, locales: &[Locale], announcer: Option<Announcer>, locale: Locale) -> Bars {
    let (locales, shown) = (locales.to_vec(), locales.to_vec());
    let stale = changing(move || {
        let offset = live.snapshot.with(|snapshot| snapshot.head.utc_offset_minutes);
        view! { <StaleBar locales=locales.clone() since=live.stale_since() utc_offset_minutes=offset /> }
    });
    let minute = live.clock.slowly();
    let told = Memo::new(move |_| {
        let now = minute.get();
        let holds = |announcement: &wire::Announcement| now.millis() < announcement.until.millis();
        let all = live.snapshot.with(|snapshot| snapshot.announcements.clone());
        all.into_iter().filter(holds).collect::<Vec<_>>()
    });
    let news = {
        let locales = shown.clone();
        changing(move || view! { <Announcements locales=locales.clone() announcements=told.get() /> })
    };
    let caption = announcer.map(|announcer| {
        changing(move || {
            let said = announcer.said().map(|said| said.lines).unwrap_or_default();
            view! { <Caption said /> }
        })
    });
    let blocked = announcer.map(|announcer| {
        let chime = announcer.chime();
        changing(move || {
            let allow = Callback::new(move |()| chime.allow());
            chime.blocked().then(|| view! { <SoundBlocked locale allow /> })
        })
    });
    Bars { stale, news, caption, blocked }
}
