//! What a manager may do about the day: stop and resume the tickets, extend it, close it.

use super::extend::Extend;
use crate::ui::{Icon, Sheet, SheetButtons};
use leptos::prelude::*;
use serde::{Serialize, Serializer};
use wire::{DeskCommand, ExtendRequest, IssuingRequest, ManagerSnapshot, Opening, Time};
use words::{Locale, t};

/// A command about the day. Serialised it is the command's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOrder {
    /// Give out no more tickets, for one service or for all.
    Stop(Option<String>),
    Resume(Option<String>),
    Extend(Time),
    Close,
}

impl DayOrder {
    /// The last part of its address.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Stop(_) => "stop",
            Self::Resume(_) => "resume",
            Self::Extend(_) => "extend",
            Self::Close => "close",
        }
    }
}

impl Serialize for DayOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Stop(service) | Self::Resume(service) => {
                IssuingRequest { service: service.clone() }.serialize(serializer)
            }
            Self::Extend(until) => ExtendRequest { until: *until }.serialize(serializer),
            Self::Close => DeskCommand {}.serialize(serializer),
        }
    }
}

/// What is asked before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayQuestion {
    Extend,
    Close,
}

/// Why the day cannot be closed yet.
fn hindrance(locale: Locale, snapshot: &ManagerSnapshot) -> Option<&'static str> {
    if matches!(snapshot.opening, Opening::Open { .. }) && !snapshot.day.stopped {
        Some(t!(locale, manager.close_first))
    } else if snapshot.desks.iter().any(|desk| desk.ticket.is_some()) {
        Some(t!(locale, manager.close_serving))
    } else {
        None
    }
}

/// The state of the day, and what can be done about it.
#[component]
pub fn Today(
    locale: Locale,
    snapshot: ManagerSnapshot,
    free: bool,
    press: Callback<DayOrder>,
    ask: Callback<DayQuestion>,
) -> impl IntoView {
    let day = snapshot.day;
    if day.closed {
        return view! {
            <section class="day" aria-labelledby="day">
                <h2 id="day">{t!(locale, manager.day)}</h2>
                <p class="day-state day-off">
                    <Icon name="lock" />
                    <strong>{t!(locale, manager.day_closed)}</strong>
                    " "
                    <span>{t!(locale, manager.day_closed_detail)}</span>
                </p>
            </section>
        }
        .into_any();
    }
    let (class, icon, state) = if day.stopped {
        ("day-state day-off", "warning", t!(locale, manager.issuing_off))
    } else {
        ("day-state", "ticket", t!(locale, manager.issuing_on))
    };
    let hindrance = hindrance(locale, &snapshot);
    let extend = day.extension.map(|_| {
        view! {
            <button type="button" class="button" disabled=!free on:click=move |_| ask.run(DayQuestion::Extend)>
                <Icon name="clock" />
                <span>{t!(locale, manager.extend)}</span>
            </button>
        }
    });
    view! {
        <section class="day" aria-labelledby="day">
            <h2 id="day">{t!(locale, manager.day)}</h2>
            <p class=class>
                <Icon name=icon />
                <span>{state}</span>
            </p>
            <div class="day-ways">
                <StopOrResume locale stopped=day.stopped free press />
                {extend}
                <button
                    type="button"
                    class="button"
                    disabled=!(free && hindrance.is_none())
                    on:click=move |_| ask.run(DayQuestion::Close)
                >
                    <Icon name="door" />
                    <span>{t!(locale, manager.close_day)}</span>
                </button>
                {hindrance.map(|words| view! { <span class="day-hindrance">{words}</span> })}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn StopOrResume(locale: Locale, stopped: bool, free: bool, press: Callback<DayOrder>) -> impl IntoView {
    let (class, icon, words) = if stopped {
        ("button button-primary", "play", t!(locale, manager.resume_all))
    } else {
        ("button", "minus", t!(locale, manager.stop_all))
    };
    let run = move |_| press.run(if stopped { DayOrder::Resume(None) } else { DayOrder::Stop(None) });
    view! {
        <button type="button" class=class disabled=!free on:click=run>
            <Icon name=icon />
            <span>{words}</span>
        </button>
    }
}

/// The dialog of a question about the day.
#[component]
pub fn DayDialog(
    locale: Locale,
    question: DayQuestion,
    snapshot: ManagerSnapshot,
    press: Callback<DayOrder>,
    close: Callback<()>,
) -> impl IntoView {
    match question {
        DayQuestion::Extend => snapshot
            .day
            .extension
            .map(|extension| {
                let offset = snapshot.head.utc_offset_minutes;
                view! { <Extend locale extension utc_offset_minutes=offset press close /> }
            })
            .into_any(),
        DayQuestion::Close => {
            let left = snapshot.waiting + u32::try_from(snapshot.parked.len()).unwrap_or(u32::MAX);
            view! { <Close locale left press close /> }.into_any()
        }
    }
}

#[component]
fn Close(
    locale: Locale,
    /// How many tickets end with the day.
    left: u32,
    press: Callback<DayOrder>,
    close: Callback<()>,
) -> impl IntoView {
    let ends = if left == 0 {
        t!(locale, manager.close_none).to_owned()
    } else {
        t!(locale, manager.close_some, count = left)
    };
    view! {
        <Sheet title=t!(locale, manager.close_title) close>
            <p>
                <strong>{ends}</strong>
            </p>
            <p>{t!(locale, manager.close_detail)}</p>
            <SheetButtons
                locale
                close
                words=t!(locale, manager.close_yes)
                confirm=Callback::new(move |()| press.run(DayOrder::Close))
                danger=true
            />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DayControl;

    fn today(snapshot: ManagerSnapshot) -> String {
        Owner::new().with(|| {
            let (press, ask) = (Callback::new(|_| ()), Callback::new(|_| ()));
            view! { <Today locale=Locale::en snapshot free=true press ask /> }.to_html()
        })
    }

    fn with(day: DayControl) -> ManagerSnapshot {
        let mut snapshot = ManagerSnapshot { day, ..sample::manager() };
        snapshot.desks.iter_mut().for_each(|desk| desk.ticket = None);
        snapshot
    }

    #[test]
    fn the_day_is_closed_only_after_the_tickets_were_stopped_and_the_desks_are_empty() {
        let open = DayControl { closed: false, stopped: false, extension: None };
        let html = today(with(open));
        assert!(html.contains("Stop giving out tickets first") && html.contains("disabled"), "{html}");
        let stopped = DayControl { stopped: true, ..open };
        assert!(!today(with(stopped)).contains("disabled"));
        let serving = today(ManagerSnapshot { day: stopped, ..sample::manager() });
        assert!(serving.contains("A desk still has a ticket open"), "{serving}");
        let closed = today(with(DayControl { closed: true, ..stopped }));
        assert!(closed.contains("The day is closed") && !closed.contains("<button"), "{closed}");
    }

    #[test]
    fn whoever_closes_the_day_is_told_how_many_tickets_end_with_it() {
        let html = Owner::new().with(|| {
            let (press, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            let snapshot = ManagerSnapshot { parked: vec![sample::parked(0)], ..sample::manager() };
            view! { <DayDialog locale=Locale::en question=DayQuestion::Close snapshot press close /> }.to_html()
        });
        assert!(html.contains("5 tickets that wait or were put aside"), "{html}");
    }

    #[test]
    fn an_order_s_body_is_that_of_its_command() {
        let body = |order: DayOrder| serde_json::to_string(&order).expect("a body");
        assert_eq!(body(DayOrder::Stop(None)), r#"{"service":null}"#);
        assert_eq!(body(DayOrder::Resume(Some("cash".to_owned()))), r#"{"service":"cash"}"#);
        assert_eq!(body(DayOrder::Close), "{}");
        assert!(body(DayOrder::Extend(sample::head().at)).contains(r#""until":"2026-11-22T09:30:00Z""#));
    }
}
