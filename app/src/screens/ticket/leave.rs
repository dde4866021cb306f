//! Leaving the queue, in two touches: the second one confirms. Without script each touch is a plain form.

use super::forms::{Ask, Post, plainly};
use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

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
pub fn Leave(
    locale: Locale,
    leaving: Leaving,
    /// The path of the ticket's page.
    page: String,
    /// By which a form that is sent twice counts once.
    key: String,
    ask: Callback<bool>,
    confirm: Callback<()>,
) -> impl IntoView {
    match leaving {
        Leaving::Staying => view! {
            <Ask locale page>
                <button
                    type="submit"
                    name="ask"
                    value="leave"
                    class="button button-quiet"
                    on:click=plainly(move || ask.run(true))
                >
                    <Icon name="leave" />
                    <span>{t!(locale, ticket.leave)}</span>
                </button>
            </Ask>
        }
        .into_any(),
        Leaving::Asked => view! {
            <div class="leave-question" role="group" aria-labelledby="leave">
                <h2 id="leave">{t!(locale, ticket.leave_sure)}</h2>
                <p>{t!(locale, ticket.leave_detail)}</p>
                <Ask locale page=page.clone()>
                    <button type="submit" class="button button-primary" on:click=plainly(move || ask.run(false))>
                        {t!(locale, ticket.leave_no)}
                    </button>
                </Ask>
                <Post locale action=[&page, "/cancel"].concat() key>
                    <button type="submit" class="button button-danger" on:click=plainly(move || confirm.run(()))>
                        {t!(locale, ticket.leave_yes)}
                    </button>
                </Post>
            </div>
        }
        .into_any(),
        Leaving::UnderWay => view! { <p role="status">{t!(locale, ticket.leaving)}</p> }.into_any(),
        Leaving::Kept => view! { <p role="status">{t!(locale, ticket.leave_kept)}</p> }.into_any(),
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
                let (page, key) = ("/t/0123".to_owned(), "form.0123.7".to_owned());
                view! { <Leave locale=Locale::en leaving page key ask confirm /> }.to_html()
            })
        };
        assert!(!shown(Leaving::Staying).contains("Yes, leave the queue"));
        assert!(!shown(Leaving::Staying).contains("method=\"post\""), "the first touch changes nothing");
        let asked = shown(Leaving::Asked);
        assert!(asked.contains("Yes, leave the queue"));
        assert!(asked.contains("action=\"/t/0123/cancel\"") && asked.contains("value=\"form.0123.7\""), "{asked}");
    }
}
