//! What the visitors would see of a set-up that is not saved: the kiosk's tiles, the list of a service, the printed ticket.

use super::page_of;
use crate::ui::{Icon, ReadyList};
use leptos::prelude::*;
use wire::{Category, OfficeHead, PaperLine, Service, SetupPreview};
use words::{Locale, t};

#[component]
pub fn Preview(locale: Locale, head: OfficeHead, page: SetupPreview) -> impl IntoView {
    let SetupPreview { part, seen, typed, languages, language, categories, service, paper, .. } = page;
    let shown = Locale::of(language.as_str());
    let typed =
        typed.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let choices = languages
        .into_iter()
        .map(|code| {
            let (chosen, code) = (code == language, code.to_string());
            let name = Locale::known(&code).map_or_else(|| code.clone(), |known| known.own_name().to_owned());
            view! {
                <option value=code selected=chosen>
                    {name}
                </option>
            }
        })
        .collect_view();
    let list = service.map(|service| {
        let Service { name, documents, forms, .. } = service;
        view! {
            <section aria-labelledby="preview-list" lang=shown.code() dir=shown.dir()>
                <h2 id="preview-list">{name.get(language.as_str()).to_owned()}</h2>
                <ReadyList locale=shown documents forms at_hand=Vec::new() />
            </section>
        }
    });
    let tiles = categories.into_iter().map(|category| view! { <Tiles shown category /> }).collect_view();
    let lines = paper.into_iter().map(|line| view! { <OnPaper line /> }).collect_view();
    view! {
        <p class="lead">{t!(locale, setup.preview_lead)}</p>
        <form method="post" action=page_of(&head.branch, &part, locale) class="office-actions">
            <input type="hidden" name="seen" value=seen />
            {typed}
            <label for="in">{t!(locale, setup.preview_in)}</label>
            <select id="in" name="in">
                {choices}
            </select>
            <button type="submit" class="button" name="do" value="preview">
                {t!(locale, setup.preview_again)}
            </button>
            <button type="submit" class="button button-primary" name="do" value="check">
                {t!(locale, setup.check)}
            </button>
            <button type="submit" class="button" name="do" value="edit">
                {t!(locale, setup.preview_back)}
            </button>
        </form>
        <section aria-labelledby="preview-kiosk">
            <h2 id="preview-kiosk">{t!(locale, setup.preview_kiosk)}</h2>
            <div class="preview-tiles" lang=shown.code() dir=shown.dir()>
                {tiles}
            </div>
        </section>
        {list}
        <section aria-labelledby="preview-paper">
            <h2 id="preview-paper">{t!(locale, setup.preview_paper)}</h2>
            <div class="preview-paper" lang=shown.code() dir=shown.dir()>
                {lines}
            </div>
        </section>
    }
}

/// A category of the kiosk with its services, in their order.
#[component]
fn Tiles(shown: Locale, category: Category) -> impl IntoView {
    let services = category.services.into_iter().map(|service| {
        let minutes = t!(shown, kiosk.minutes, minutes = service.minutes);
        view! {
            <li>
                {service.name.get(shown.code()).to_owned()} " " <span class="hint">{minutes}</span>
            </li>
        }
    });
    view! {
        <div class="preview-tile">
            <h3>
                <Icon name=category.icon />
                <span>{category.name.get(shown.code()).to_owned()}</span>
            </h3>
            <ul>{services.collect_view()}</ul>
        </div>
    }
}

#[component]
fn OnPaper(line: PaperLine) -> impl IntoView {
    match line {
        PaperLine::Text { text, bold, tall, centred } => view! {
            <p class:paper-bold=bold class:paper-tall=tall class:paper-centred=centred>
                {text}
            </p>
        }
        .into_any(),
        PaperLine::Number(number) => view! { <p class="paper-number">{number}</p> }.into_any(),
        PaperLine::Code => view! { <p class="paper-code">"QR"</p> }.into_any(),
        PaperLine::Rule => view! { <hr /> }.into_any(),
        PaperLine::Gap => ().into_any(),
    }
}
