//! What stands over the kiosk for a moment: being sent, refused, a document missing, "are you still there?".

use crate::ui::{Icon, Modal};
use leptos::prelude::*;
use wire::{Code, Document};
use words::{Locale, t};

/// The request is under way; after a while, that it is kept.
#[component]
pub fn UnderWay(locale: Locale, connected: bool) -> impl IntoView {
    let (icon, title, detail) = if connected {
        ("clock", t!(locale, kiosk.sending), t!(locale, kiosk.sending_detail))
    } else {
        ("offline", t!(locale, kiosk.kept), t!(locale, kiosk.kept_detail))
    };
    view! {
        <Modal labelled_by="under-way" dismissed=|| ()>
            <Icon name=icon />
            <h2 id="under-way" tabindex="-1" autofocus>{title}</h2>
            <p role="status">{detail}</p>
        </Modal>
    }
}

/// What is heard of a request that is kept.
pub fn not_connected(locale: Locale) -> String {
    [t!(locale, kiosk.kept), ". ", t!(locale, kiosk.kept_detail)].concat()
}

/// The request was refused, for this reason.
#[component]
pub fn Refused(locale: Locale, code: Code, understood: Callback<()>) -> impl IntoView {
    view! {
        <Modal labelled_by="refused" dismissed=move || understood.run(())>
            <Icon name="warning" />
            <h2 id="refused">{t!(locale, kiosk.refused)}</h2>
            <p>{words::refusal(locale, code)}</p>
            <button type="button" class="take" on:click=move |_| understood.run(())>
                {t!(locale, kiosk.understood)}
            </button>
        </Modal>
    }
}

/// A document that is always needed is not with the visitor: their choice, and never a dead end.
#[component]
pub fn Missing(
    locale: Locale,
    documents: Vec<Document>,
    /// The way of the list onto the phone.
    to_phone: impl IntoView + 'static,
    /// Take the ticket all the same.
    take: Callback<()>,
    /// Back to the list.
    back: Callback<()>,
    /// Come back another time.
    leave: Callback<()>,
) -> impl IntoView {
    let missing = documents
        .into_iter()
        .map(|document| view! { <li>{document.name.get(locale.code()).to_owned()}</li> })
        .collect_view();
    view! {
        <Modal labelled_by="missing" dismissed=move || back.run(())>
            <h2 id="missing">{t!(locale, missing.title)}</h2>
            <ul class="missing-list">{missing}</ul>
            <p>{t!(locale, missing.detail)}</p>
            <div class="missing-phone">
                {to_phone}
            </div>
            <div class="modal-ways">
                <button type="button" class="take" on:click=move |_| take.run(())>
                    {t!(locale, missing.take)}
                </button>
                <button type="button" class="kiosk-way" on:click=move |_| leave.run(())>
                    {t!(locale, missing.leave)}
                </button>
                <button type="button" class="kiosk-way" on:click=move |_| back.run(())>
                    {t!(locale, kiosk.back)}
                </button>
            </div>
        </Modal>
    }
}

/// Whoever has their answer needs no ticket.
#[component]
pub fn Solved(locale: Locale, done: Callback<()>, more: Callback<()>) -> impl IntoView {
    view! {
        <Modal labelled_by="solved" dismissed=move || more.run(())>
            <Icon name="check" />
            <h2 id="solved">{t!(locale, solved.title)}</h2>
            <p>{t!(locale, solved.detail)}</p>
            <div class="modal-ways">
                <button type="button" class="take" on:click=move |_| done.run(())>
                    {t!(locale, kiosk.done)}
                </button>
                <button type="button" class="kiosk-way" on:click=move |_| more.run(())>
                    {t!(locale, kiosk.more)}
                </button>
            </div>
        </Modal>
    }
}

/// Nobody has touched the screen for a while.
#[component]
pub fn StillThere(locale: Locale, seconds: Signal<u32>, stay: Callback<()>, leave: Callback<()>) -> impl IntoView {
    view! {
        <Modal labelled_by="still-there" dismissed=move || stay.run(())>
            <h2 id="still-there">{t!(locale, kiosk.idle_title)}</h2>
            <p>{move || t!(locale, kiosk.idle_detail, seconds = seconds.get())}</p>
            <div class="modal-ways">
                <button type="button" class="take" on:click=move |_| stay.run(())>
                    {t!(locale, kiosk.idle_stay)}
                </button>
                <button type="button" class="kiosk-way" on:click=move |_| leave.run(())>
                    {t!(locale, kiosk.idle_leave)}
                </button>
            </div>
        </Modal>
    }
}
