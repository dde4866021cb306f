//! What stands over the kiosk for a moment: being sent, refused, "are you still there?".

use crate::ui::{Icon, Modal};
use crate::words::{self, Locale};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The request is under way; after a while, that it is kept.
#[component]
pub fn UnderWay(locale: Locale, connected: bool) -> impl IntoView {
    let (icon, title, detail) = if connected {
        ("clock", td_string!(locale, kiosk.sending), td_string!(locale, kiosk.sending_detail))
    } else {
        ("offline", td_string!(locale, kiosk.kept), td_string!(locale, kiosk.kept_detail))
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
    [td_string!(locale, kiosk.kept), ". ", td_string!(locale, kiosk.kept_detail)].concat()
}

/// The request was refused, for this reason.
#[component]
pub fn Refused(locale: Locale, code: String, understood: Callback<()>) -> impl IntoView {
    view! {
        <Modal labelled_by="refused" dismissed=move || understood.run(())>
            <Icon name="warning" />
            <h2 id="refused">{td_string!(locale, kiosk.refused)}</h2>
            <p>{words::refusal(locale, &code)}</p>
            <button type="button" class="take" on:click=move |_| understood.run(())>
                {td_string!(locale, kiosk.understood)}
            </button>
        </Modal>
    }
}

/// Nobody has touched the screen for a while.
#[component]
pub fn StillThere(locale: Locale, seconds: Signal<u32>, stay: Callback<()>, leave: Callback<()>) -> impl IntoView {
    view! {
        <Modal labelled_by="still-there" dismissed=move || stay.run(())>
            <h2 id="still-there">{td_string!(locale, kiosk.idle_title)}</h2>
            <p>{move || td_string!(locale, kiosk.idle_detail, seconds = seconds.get())}</p>
            <div class="modal-ways">
                <button type="button" class="take" on:click=move |_| stay.run(())>
                    {td_string!(locale, kiosk.idle_stay)}
                </button>
                <button type="button" class="kiosk-way" on:click=move |_| leave.run(())>
                    {td_string!(locale, kiosk.idle_leave)}
                </button>
            </div>
        </Modal>
    }
}
