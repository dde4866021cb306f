//! The page in place of one that cannot be shown: what is wrong, what to do, the way home. It needs no script.

use crate::address;
use crate::browser::page;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{Code, Problem};
use words::{Locale, t};

/// The problem page, from the page's data.
pub fn screen() -> AnyView {
    let problem = page::initial::<Problem>();
    let code = problem.map_or(Code::NotFound, |problem| problem.code);
    view! { <ProblemView locale=page::locale() code /> }.into_any()
}

#[component]
fn ProblemView(locale: Locale, code: Code) -> impl IntoView {
    let (title, detail) = words(locale, code);
    view! {
        <main class="problem">
            <Icon name="warning" />
            <h1>{title}</h1>
            <p>{detail}</p>
            <p>
                <a class="button button-primary" rel="external" href=address::front_door(locale)>
                    {t!(locale, problem.home)}
                </a>
            </p>
            <p class="problem-code">{t!(locale, problem.code)} " " <code>{code.as_str()}</code></p>
        </main>
    }
}

fn words(locale: Locale, code: Code) -> (&'static str, &'static str) {
    match code {
        Code::NotFound | Code::MethodNotAllowed => {
            (t!(locale, problem.not_found), t!(locale, problem.not_found_detail))
        }
        Code::BranchUnknown => (t!(locale, problem.branch_unknown), t!(locale, problem.not_found_detail)),
        Code::DeskUnknown => (t!(locale, problem.desk_unknown), t!(locale, problem.not_found_detail)),
        Code::TicketUnknown => (t!(locale, problem.ticket_unknown), t!(locale, problem.ticket_unknown_detail)),
        other => (t!(locale, title.problem), words::refusal(locale, other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_page_says_what_to_do_and_leads_home() {
        let html = Owner::new().with(|| view! { <ProblemView locale=Locale::en code=Code::NotFound /> }.to_html());
        assert!(html.contains("This page does not exist"));
        assert!(html.contains("Check the address"));
        assert!(html.contains("href=\"/?lang=en\""));
    }
}
