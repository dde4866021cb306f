//! The pages that visitors read at home: the frame around them. A folder file a page.

mod appointment;
mod arrival;
mod book;
mod branch;
mod complain;
mod feedback;
mod fill;
mod here;
mod interest;
mod join;
mod new_interest;
mod remind;
mod status;
pub mod usual;

use crate::browser::page;
use crate::ui::{PlainBar, Unreadable};
use appointment::Appointment;
use book::Book;
use branch::Branch;
use leptos::prelude::*;
use wire::{PublicBody, PublicHead, PublicPage};
use words::{Locale, t};

/// The branch's pages for visitors, and visitors' links.
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<PublicPage>() {
        Some(page) => view! { <Public locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

/// The heading of the page that is asked for.
pub fn page_heading(locale: Locale) -> Option<String> {
    page::initial::<PublicPage>().map(|page| heading(locale, &page.head, &page.body))
}

/// The heading of a page for visitors.
fn heading(locale: Locale, head: &PublicHead, body: &PublicBody) -> String {
    match body {
        PublicBody::Branch(_) => head.name.get(locale.code()).to_owned(),
        PublicBody::Book(page) => book::question(locale, page),
        PublicBody::Join(page) => join::question(locale, page).to_owned(),
        PublicBody::Here(_) => t!(locale, here.title).to_owned(),
        PublicBody::Fill(page) => t!(locale, fill.title, form = page.name.as_str()),
        PublicBody::Appointment(page) => appointment::heading(locale, page),
        PublicBody::LinkOver => t!(locale, public.link_over).to_owned(),
        PublicBody::Feedback(page) => feedback::heading(locale, page.ask).to_owned(),
        PublicBody::Complain(page) if page.receipt.is_some() => t!(locale, complain.entered).to_owned(),
        PublicBody::Complain(_) => t!(locale, complain.title).to_owned(),
        PublicBody::Status(_) => t!(locale, status.title).to_owned(),
        PublicBody::Interest(_) => t!(locale, consent.title).to_owned(),
        PublicBody::NewInterest(_) => t!(locale, consent.ask).to_owned(),
    }
}

/// What a page for visitors shows below its heading.
fn content(locale: Locale, head: &PublicHead, body: PublicBody) -> AnyView {
    let branch = head.branch.clone();
    match body {
        PublicBody::Branch(page) => view! { <Branch locale page=*page /> }.into_any(),
        PublicBody::Book(page) => view! { <Book locale branch page=*page /> }.into_any(),
        PublicBody::Join(page) => view! { <join::Join locale branch page=*page /> }.into_any(),
        PublicBody::Fill(page) => view! { <fill::Fill locale branch page=*page /> }.into_any(),
        PublicBody::Here(page) => view! { <here::Here locale branch page /> }.into_any(),
        PublicBody::Appointment(page) => {
            view! { <Appointment locale page=*page branch_name=head.name.clone() /> }.into_any()
        }
        PublicBody::LinkOver => view! { <p>{t!(locale, public.link_over_detail)}</p> }.into_any(),
        PublicBody::Feedback(page) => view! { <feedback::Feedback locale page=*page /> }.into_any(),
        PublicBody::Complain(page) => view! { <complain::Complain locale page=*page /> }.into_any(),
        PublicBody::Interest(page) => view! { <interest::Interest locale page=*page /> }.into_any(),
        PublicBody::NewInterest(page) => view! { <new_interest::NewInterest locale page=*page /> }.into_any(),
        PublicBody::Status(page) => view! { <status::Status locale page=*page /> }.into_any(),
    }
}

/// The frame: whose page it is, its languages, the page itself.
#[component]
fn Public(locale: Locale, page: PublicPage) -> impl IntoView {
    let PublicPage { head, body } = page;
    let title = heading(locale, &head, &body);
    let shown = content(locale, &head, body);
    view! {
        <a class="skip-link" href="#main">{t!(locale, skip)}</a>
        <PlainBar locale locales=words::among(&head.languages) name=head.name.get(locale.code()) />
        <main id="main" class="public" tabindex="-1">
            <h1>{title}</h1>
            {shown}
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_link_that_is_over_is_said_in_the_visitor_s_language() {
        let sample = sample::head();
        let head = PublicHead { branch: sample.branch, name: sample.name, languages: sample.languages };
        let page = PublicPage { head, body: PublicBody::LinkOver };
        let html = Owner::new().with(|| view! { <Public locale=Locale::en page /> }.to_html());
        assert!(html.contains(t!(Locale::en, public.link_over)), "{html}");
    }
}
