//! A question that must be answered before anything else: the browser's own dialog, with its focus and Escape.

use leptos::html::Dialog;
use leptos::prelude::*;

/// A modal dialog while it exists. `dismissed` is what Escape means. When it goes, the focus is back where it was.
#[component]
pub fn Modal(
    /// The id of the heading inside, which names the dialog.
    labelled_by: &'static str,
    #[prop(default = "modal")] class: &'static str,
    dismissed: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby=labelled_by
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                dismissed();
            }
        >
            {children()}
        </dialog>
    }
}
