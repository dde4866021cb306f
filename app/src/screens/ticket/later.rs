//! "Call me later": so many minutes, as many as the branch allows. Without script each touch is a plain form.

use super::forms::{Ask, Post, plainly};
use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

/// The choices, in minutes.
const CHOICES: [u32; 3] = [5, 10, 20];

/// The button, then the choices; nothing where the visitor may ask for no more.
#[component]
pub fn Later(
    locale: Locale,
    most_minutes: u32,
    asked: bool,
    /// The path of the ticket's page.
    page: String,
    /// By which a form that is sent twice counts once.
    key: String,
    ask: Callback<bool>,
    delay: Callback<u32>,
) -> impl IntoView {
    let choices: Vec<u32> = CHOICES.into_iter().filter(|minutes| *minutes <= most_minutes).collect();
    if choices.is_empty() {
        return ().into_any();
    }
    if !asked {
        return view! {
            <Ask locale page>
                <button type="submit" name="ask" value="later" class="button" on:click=plainly(move || ask.run(true))>
                    <Icon name="clock" />
                    <span>{t!(locale, ticket.delay)}</span>
                </button>
            </Ask>
        }
        .into_any();
    }
    let choices = choices
        .into_iter()
        .map(|minutes| {
            view! {
                <button
                    type="submit"
                    name="minutes"
                    value=minutes.to_string()
                    class="button"
                    on:click=plainly(move || delay.run(minutes))
                >
                    {t!(locale, ticket.delay_by, minutes = minutes)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="later-question" role="group" aria-labelledby="later">
            <h2 id="later" tabindex="-1">{t!(locale, ticket.delay_question)}</h2>
            <p>{t!(locale, ticket.delay_detail)}</p>
            <Post locale action=[&page, "/delay"].concat() key>
                {choices}
            </Post>
            <Ask locale page=page.clone()>
                <button type="submit" class="button button-primary" on:click=plainly(move || ask.run(false))>
                    {t!(locale, ticket.delay_no)}
                </button>
            </Ask>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(most_minutes: u32, asked: bool) -> String {
        Owner::new().with(|| {
            let (ask, delay) = (Callback::new(|_| ()), Callback::new(|_| ()));
            let (page, key) = ("/t/0123".to_owned(), "form.0123.7".to_owned());
            view! { <Later locale=Locale::en most_minutes asked page key ask delay /> }.to_html()
        })
    }

    #[test]
    fn no_more_is_offered_than_the_branch_allows() {
        let html = shown(12, true);
        assert!(html.contains("In 5 minutes") && html.contains("In 10 minutes"), "{html}");
        assert!(!html.contains("In 20 minutes"));
        assert!(!shown(4, false).contains("I am late"));
        assert!(shown(5, false).contains("I am late"));
    }

    #[test]
    fn each_choice_is_a_form_that_needs_no_script() {
        let html = shown(12, true);
        assert!(html.contains("action=\"/t/0123/delay\"") && html.contains("name=\"minutes\""), "{html}");
    }
}
