//! What is always there, always in the same place: branch, languages, back, start over, the staff, the aids.

use super::access::{Access, AccessButtons};
use super::speech_mode::SpeechButton;
use super::step::Step;
use crate::ui::Icon;
use leptos::prelude::*;
use words::{Locale, t};

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
            <nav class="kiosk-languages" aria-label=t!(locale, language.label)>
                <ul>{links}</ul>
            </nav>
        </header>
    }
}

/// How far a call for the staff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    Offered,
    UnderWay,
    /// Nobody answers; it is tried again.
    NoConnection,
    /// They know, and have not come yet.
    Called,
}

/// What is always there at the foot: back and start over (on the welcome their place stays free), the staff, the aids.
#[component]
pub fn Bottom(
    locale: Locale,
    step: Step,
    before: Step,
    back: Callback<Step>,
    restart: Callback<()>,
    /// How far a call for the staff is.
    help: Help,
    call_staff: Callback<()>,
    access: Access,
    /// Whether the kiosk speaks; absent where it cannot.
    speech: Option<RwSignal<bool>>,
) -> impl IntoView {
    let under_way = !matches!(step, Step::Welcome | Step::Ticket(_) | Step::Alone(_));
    let ways = under_way.then(|| {
        view! {
            <StepLink locale to=before go=back class="kiosk-way" attr:data-way="back">
                <Icon name="back" />
                <span>{t!(locale, kiosk.back)}</span>
            </StepLink>
            <a
                class="kiosk-way"
                rel="external"
                href=Step::Welcome.href(locale)
                on:click=move |event| {
                    event.prevent_default();
                    restart.run(());
                }
            >
                <Icon name="restart" />
                <span>{t!(locale, kiosk.start_over)}</span>
            </a>
        }
    });
    let words = match help {
        Help::Offered => t!(locale, kiosk.call_staff),
        Help::UnderWay => t!(locale, kiosk.sending),
        Help::NoConnection => t!(locale, kiosk.kept),
        Help::Called => t!(locale, kiosk.staff_called),
    };
    view! {
        <footer class="kiosk-bottom">
            <nav class="kiosk-ways" aria-label=t!(locale, title.kiosk)>
                {ways}
            </nav>
            <button type="button" class="kiosk-way kiosk-help" class:kiosk-called={help != Help::Offered} on:click=move |_| call_staff.run(())>
                <Icon name="bell" />
                <span aria-live="polite">{words}</span>
            </button>
            <AccessButtons locale access>{speech.map(|on| view! { <SpeechButton locale on /> })}</AccessButtons>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foot(help: Help, step: Step) -> String {
        Owner::new().with(|| {
            let (back, nothing) = (Callback::new(|_| ()), Callback::new(|()| ()));
            view! {
                <Bottom locale=Locale::en step before=Step::Welcome back restart=nothing help call_staff=nothing access=Access::default() speech=None />
            }
            .to_html()
        })
    }

    #[test]
    fn whoever_calls_the_staff_is_told_how_far_that_is() {
        let told =
            [Help::Offered, Help::UnderWay, Help::NoConnection, Help::Called].map(|help| foot(help, Step::Welcome));
        for (html, words) in told.iter().zip(["Call staff", "One moment", "No connection", "We are coming"]) {
            assert!(html.contains(words), "{html}");
        }
    }

    #[test]
    fn there_is_a_way_back_from_every_step_but_the_first_and_the_last() {
        assert!(foot(Help::Offered, Step::Search).contains("Start over"));
        assert!(!foot(Help::Offered, Step::Welcome).contains("Start over"));
    }
}
