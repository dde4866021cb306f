//! What is always there, always in the same place: branch, languages, back, start over.

use super::step::Step;
use crate::ui::Icon;
use crate::words::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// A link to another step: followed at once where there is script, by its address where there is none.
#[component]
pub fn StepLink(
    locale: Locale,
    to: Step,
    go: Callback<Step>,
    class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=class
            rel="external"
            href=to.href(locale)
            on:click=move |event| {
                event.prevent_default();
                go.run(to.clone());
            }
        >
            {children()}
        </a>
    }
}

/// The branch's name and its languages.
#[component]
pub fn Top(
    locale: Locale,
    locales: Vec<Locale>,
    branch: String,
    /// The step at which a change of language stays.
    step: Step,
    choose: Callback<Locale>,
    /// What else is always there.
    children: Children,
) -> impl IntoView {
    let links = locales
        .into_iter()
        .map(|other| {
            view! {
                <li>
                    <a
                        class="kiosk-language"
                        rel="external"
                        href=step.href(other)
                        lang=other.code()
                        hreflang=other.code()
                        aria-current=(other == locale).then_some("true")
                        on:click=move |event| {
                            event.prevent_default();
                            choose.run(other);
                        }
                    >
                        {other.own_name()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="kiosk-top">
            <p class="kiosk-branch">
                <Icon name="brand" />
                <span>{branch}</span>
            </p>
            <nav class="kiosk-languages" aria-label=td_string!(locale, language.label)>
                <ul>{links}</ul>
            </nav>
            {children()}
        </header>
    }
}

/// Back and start over; on the welcome there is nothing to go back to, and their place stays free.
#[component]
pub fn Bottom(locale: Locale, step: Step, before: Step, go: Callback<Step>) -> impl IntoView {
    let under_way = matches!(step, Step::Category(_) | Step::Service(_)).then(|| {
        view! {
            <nav class="kiosk-ways" aria-label=td_string!(locale, title.kiosk)>
                <StepLink locale to=before go class="kiosk-way" attr:data-way="back">
                    <Icon name="back" />
                    <span>{td_string!(locale, kiosk.back)}</span>
                </StepLink>
                <StepLink locale to=Step::Welcome go class="kiosk-way">
                    <Icon name="restart" />
                    <span>{td_string!(locale, kiosk.start_over)}</span>
                </StepLink>
            </nav>
        }
    });
    view! { <footer class="kiosk-bottom">{under_way}</footer> }
}
