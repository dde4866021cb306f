//! The dialogs of the staff: a heading, what is asked, and two ways out. Escape is the quiet one.

use crate::ui::{Icon, Modal};
use leptos::prelude::*;
use words::{Locale, t};

/// A dialog with a heading; it goes when `close` is run.
#[component]
pub fn Sheet(#[prop(into)] title: String, close: Callback<()>, children: Children) -> impl IntoView {
    view! {
        <Modal labelled_by="sheet" class="modal sheet" dismissed=move || close.run(())>
            <h2 id="sheet">{title}</h2>
            {children()}
        </Modal>
    }
}

/// The buttons of a sheet: one closes it, the other confirms.
#[component]
pub fn SheetButtons(
    locale: Locale,
    close: Callback<()>,
    /// The sheet asks nothing, it only tells.
    #[prop(optional)]
    tells: bool,
    /// The words of the button that confirms, where the answers are not buttons themselves.
    #[prop(optional, into)]
    words: String,
    #[prop(optional)] confirm: Option<Callback<()>>,
    #[prop(optional, into)] enabled: Option<Signal<bool>>,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let class = if danger { "button button-danger" } else { "button button-primary" };
    let confirm = confirm.map(|confirm| {
        let disabled = move || enabled.is_some_and(|enabled| !enabled.get());
        view! {
            <button type="button" class=class disabled=disabled on:click=move |_| confirm.run(())>
                {words}
            </button>
        }
    });
    let out = if tells { t!(locale, sheet.close) } else { t!(locale, sheet.cancel) };
    view! {
        <div class="sheet-ways">
            <button type="button" class="button" on:click=move |_| close.run(())>
                {out}
            </button>
            {confirm}
        </div>
    }
}

/// One of several, each a target of its own: the place of the chosen one.
#[component]
pub fn OneOf(
    #[prop(into)] legend: String,
    /// The name of the group in its page.
    name: &'static str,
    options: Vec<String>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .enumerate()
        .map(|(place, words)| {
            view! {
                <label class="option">
                    <input
                        type="radio"
                        name=name
                        checked=chosen.get_untracked() == place
                        prop:checked=move || chosen.get() == place
                        on:change=move |_| chosen.set(place)
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="options">
            <legend>{legend}</legend>
            <div>{options}</div>
        </fieldset>
    }
}

/// A box to tick.
#[component]
pub fn Tick(#[prop(into)] words: String, ticked: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="option">
            <input
                type="checkbox"
                checked=ticked.get_untracked()
                prop:checked=move || ticked.get()
                on:change=move |event| ticked.set(event_target_checked(&event))
            />
            <span>{words}</span>
        </label>
    }
}

/// A large choice that answers at once.
#[component]
pub fn Answer(icon: &'static str, #[prop(into)] words: String, run: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="sheet-answer" on:click=move |_| run.run(())>
            <Icon name=icon />
            <span>{words}</span>
        </button>
    }
}
