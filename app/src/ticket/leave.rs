//! Leaving the queue, in two touches: the second one confirms.

use crate::ui::Icon;
use crate::words::Locale;
use crate::words::td_string;
use leptos::prelude::*;

/// How far the visitor is with leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Not asked.
    Staying,
    /// Asked once: are you sure?
    Asked,
    /// Confirmed, and on its way.
    UnderWay,
    /// Confirmed, and kept until there is a connection.
    Kept,
}

/// The button, then the question, then the word that it is under way.
#[component]
pub fn Leave(locale: Locale, leaving: Leaving, ask: Callback<bool>, confirm: Callback<()>) -> impl IntoView {
    match leaving {
        Leaving::Staying => view! {
            <button type="button" class="button button-quiet" on:click=move |_| ask.run(true)>
                <Icon name="leave" />
                <span>{td_string!(locale, ticket.leave)}</span>
            </button>
        }
        .into_any(),
        Leaving::Asked => view! {
            <div class="leave-question" role="group" aria-labelledby="leave">
                <h2 id="leave">{td_string!(locale, ticket.leave_sure)}</h2>
                <p>{td_string!(locale, ticket.leave_detail)}</p>
                <button type="button" class="button button-primary" on:click=move |_| ask.run(false)>
                    {td_string!(locale, ticket.leave_no)}
                </button>
                <button type="button" class="button button-danger" on:click=move |_| confirm.run(())>
                    {td_string!(locale, ticket.leave_yes)}
                </button>
            </div>
        }
        .into_any(),
        Leaving::UnderWay => view! { <p role="status">{td_string!(locale, ticket.leaving)}</p> }.into_any(),
        Leaving::Kept => view! { <p role="status">{td_string!(locale, ticket.leave_kept)}</p> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_takes_a_second_touch() {
        let shown = |leaving| {
            Owner::new().with(|| {
                let (ask, confirm) = (Callback::new(|_| ()), Callback::new(|()| ()));
                view! { <Leave locale=Locale::en leaving ask confirm /> }.to_html()
            })
        };
        assert!(!shown(Leaving::Staying).contains("Yes, leave the queue"));
        assert!(shown(Leaving::Asked).contains("Yes, leave the queue"));
    }
}
