//! The first page of the office: each section with a sentence, in four groups, and the person's own account.

use super::section_words;
use crate::address;
use leptos::prelude::*;
use wire::{OfficeHead, Section};
use words::{Locale, t};

/// What the first page puts together, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Visitors,
    Words,
    Figures,
    Branch,
}

impl Group {
    const ALL: [Self; 4] = [Self::Visitors, Self::Words, Self::Figures, Self::Branch];

    /// The group of a section; the first page itself stands in none.
    fn of(section: Section) -> Option<Self> {
        Some(match section {
            Section::Home => return None,
            Section::ToDo
            | Section::Book
            | Section::Phone
            | Section::Officers
            | Section::Cases
            | Section::Articles
            | Section::Forms => Self::Visitors,
            Section::Announcements | Section::Notices | Section::Feedback | Section::Complaints => Self::Words,
            Section::Figures | Section::Alerts => Self::Figures,
            Section::Staff | Section::Devices | Section::Setup | Section::Keys | Section::Audit | Section::Learn => {
                Self::Branch
            }
        })
    }

    fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Visitors => t!(locale, office.group_visitors),
            Self::Words => t!(locale, office.group_words),
            Self::Figures => t!(locale, office.group_figures),
            Self::Branch => t!(locale, office.group_branch),
        }
    }
}

/// The first page: each section with a sentence.
#[component]
pub fn Home(locale: Locale, head: OfficeHead) -> impl IntoView {
    let OfficeHead { branch, sections, manages, .. } = head;
    let card = |href: String, name: &'static str, detail: &'static str| {
        view! {
            <li class="office-card">
                <h3>
                    <a href=href>{name}</a>
                </h3>
                <p>{detail}</p>
            </li>
        }
    };
    let next = ["&next=/b/", &branch, "/office"].concat();
    let own = |page: &str| ["/", page, "?lang=", locale.code(), &next].concat();
    let account = || {
        view! {
            <li class="office-card">
                <h3>{t!(locale, account.mine)}</h3>
                <p>{t!(locale, account.mine_detail)}</p>
                <p>
                    <a href=own("password")>{t!(locale, account.password)}</a>
                    " · "
                    <a href=own("pin")>{t!(locale, account.pin)}</a>
                    " · "
                    <a href=own("second-factor")>{t!(locale, account.factor)}</a>
                </p>
            </li>
        }
    };
    let groups = Group::ALL
        .into_iter()
        .map(|group| {
            let cards = sections.iter().filter(|section| Group::of(**section) == Some(group)).map(|section| {
                let (name, detail) = section_words(locale, *section);
                card(address::office(&branch, section.path(), locale), name, detail)
            });
            let cards = cards.collect::<Vec<_>>();
            let bank = (group == Group::Figures && manages)
                .then(|| card(address::bank(locale), t!(locale, bank.title), t!(locale, bank.lead)));
            let account = (group == Group::Branch).then(account);
            let is_empty = cards.is_empty() && bank.is_none() && account.is_none();
            (!is_empty).then(|| {
                view! {
                    <section class="office-group">
                        <h2>{group.name(locale)}</h2>
                        <ul class="office-cards">{cards} {bank} {account}</ul>
                    </section>
                }
            })
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, office.lead)}</p>
        {groups}
    }
}
