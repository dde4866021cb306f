//! The way to a ticket from home: what it is about, how far away the visitor is.

use crate::address;
use crate::ui::{Faults, FormKey, Notice, SelectField, TextField};
use leptos::prelude::*;
use wire::{Category, FilledForm, JoinPage, JoinStep, Offer, ServiceWait};
use words::{Locale, t};

/// The heading of a step: the question that it asks.
pub fn question(locale: Locale, page: &JoinPage) -> &'static str {
    match page {
        JoinPage::Off { .. } => t!(locale, join.off),
        JoinPage::Service { .. } => t!(locale, join.title),
        JoinPage::Travel(_) => t!(locale, join.travel),
    }
}

/// `/b/{branch}/join`
#[component]
pub fn Join(locale: Locale, branch: String, page: JoinPage) -> impl IntoView {
    match page {
        JoinPage::Off { why } => {
            let back = ["/b/", &branch, "?lang=", locale.code()].concat();
            view! {
                <p class="lead">{words::refusal(locale, why)}</p>
                <p>
                    <a class="button button-primary" href=back>
                        {t!(locale, public.back)}
                    </a>
                </p>
            }
            .into_any()
        }
        JoinPage::Service { categories, waits } => view! { <Services locale branch categories waits /> }.into_any(),
        JoinPage::Travel(step) => view! { <Travel locale branch step=*step /> }.into_any(),
    }
}

#[component]
fn Services(locale: Locale, branch: String, categories: Vec<Category>, waits: Vec<ServiceWait>) -> impl IntoView {
    let shown = categories
        .into_iter()
        .map(|category| {
            let links = category
                .services
                .into_iter()
                .filter_map(|service| {
                    let wait = waits.iter().find(|wait| wait.service == service.id)?;
                    let name = service.name.get(locale.code()).to_owned();
                    let href = [&address::page(&branch, "join", locale), "&service=", &service.id].concat();
                    let now = match wait.offer {
                        Offer::Open => words::wait(locale, wait.wait),
                        Offer::Stopped => t!(locale, kiosk.stopped).to_owned(),
                        Offer::TooLate => t!(locale, kiosk.too_late).to_owned(),
                    };
                    let name = match wait.offer {
                        Offer::Open => view! { <a href=href>{name}</a> }.into_any(),
                        Offer::Stopped | Offer::TooLate => view! { <span>{name}</span> }.into_any(),
                    };
                    Some(view! { <li>{name} " " <span class="hint">{now}</span></li> })
                })
                .collect_view();
            view! {
                <h3>{category.name.get(locale.code()).to_owned()}</h3>
                <ul class="public-choices">{links}</ul>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, join.lead)}</p>
        <h2>{t!(locale, join.service)}</h2>
        {shown}
    }
}

#[component]
fn Travel(locale: Locale, branch: String, step: JoinStep) -> impl IntoView {
    let JoinStep { service, name, wait, minutes, form, call_back, refused } = step;
    let action = address::page(&branch, "join", locale);
    let choices = minutes.iter().map(|minutes| (minutes.to_string(), t!(locale, join.minutes, minutes = *minutes)));
    let labels = vec![("travel", t!(locale, join.travel).to_owned())];
    let comes = (!minutes.is_empty()).then(|| {
        view! {
            <form method="post" action=action.clone() class="public-form">
                <FormKey form=form.clone() />
                <input type="hidden" name="service" value=service.clone() />
                <input type="hidden" name="language" value=locale.code() />
                <SelectField
                    locale
                    form=form.clone()
                    name="travel"
                    label=t!(locale, join.travel)
                    choices=choices.collect()
                />
                <p>{t!(locale, join.how)} " " {t!(locale, join.grace)}</p>
                <p>
                    <button type="submit" class="button button-primary">
                        {t!(locale, join.take)}
                    </button>
                </p>
            </form>
        }
    });
    let called = call_back.map(|form| {
        let (action, service) = (action.clone(), service.clone());
        view! { <CalledBack locale action service form /> }
    });
    view! {
        {refused.map(|code| view! { <Notice words=words::refusal(locale, code) /> })}
        <Faults locale form=form.clone() labels />
        <dl class="public-facts">
            <dt>{t!(locale, book.what)}</dt>
            <dd>{name.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, join.wait_now)}</dt>
            <dd>{words::wait(locale, wait)}</dd>
        </dl>
        {comes}
        {called}
        <p>
            <a href=action>{t!(locale, join.other_service)}</a>
        </p>
    }
}

/// The other way: to be called back.
#[component]
fn CalledBack(locale: Locale, action: String, service: String, form: FilledForm) -> impl IntoView {
    let labels = vec![("phone", t!(locale, book.phone).to_owned())];
    view! {
        <section aria-labelledby="call-back">
            <h2 id="call-back">{t!(locale, call_back.title)}</h2>
            <p>{t!(locale, call_back.how)}</p>
            <Faults locale form=form.clone() labels />
            <form method="post" action=action class="public-form">
                <FormKey form=form.clone() />
                <input type="hidden" name="service" value=service />
                <input type="hidden" name="language" value=locale.code() />
                <input type="hidden" name="call_back" value="on" />
                <TextField
                    locale
                    form
                    name="phone"
                    label=t!(locale, book.phone)
                    hint=t!(locale, call_back.kept)
                    kind="tel"
                    autocomplete="tel"
                />
                <p>
                    <button type="submit" class="button">
                        {t!(locale, call_back.ask)}
                    </button>
                </p>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{Code, WaitRange};

    fn shown(page: JoinPage) -> String {
        let branch = "centro".to_owned();
        Owner::new().with(|| view! { <Join locale=Locale::en branch page /> }.to_html())
    }

    fn travel(refused: Option<Code>) -> JoinPage {
        JoinPage::Travel(Box::new(JoinStep {
            service: "cash".to_owned(),
            name: sample::text("Contanti", "Cash"),
            wait: Some(WaitRange { low_minutes: 20, high_minutes: 30 }),
            minutes: vec![5, 30],
            form: FilledForm::new("k1234567").with("travel", "30"),
            call_back: None,
            refused,
        }))
    }

    #[test]
    fn who_need_not_come_asks_to_be_called_back() {
        let JoinPage::Travel(step) = travel(None) else { unreachable!("a step") };
        let html = shown(JoinPage::Travel(step.clone()));
        assert!(!html.contains("name=\"call_back\""), "{html}");
        let call_back = Some(FilledForm::new("k7654321").with("phone", "call me"));
        let html = shown(JoinPage::Travel(Box::new(JoinStep { call_back, minutes: Vec::new(), ..*step })));
        for part in ["name=\"call_back\"", "k7654321", "value=\"call me\"", "Call me back"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("name=\"travel\""), "the branch gives no tickets from home: {html}");
    }

    #[test]
    fn a_service_leads_to_its_question_and_one_that_is_stopped_does_not() {
        let row = |service: &str, offer| ServiceWait {
            service: service.to_owned(),
            waiting: 2,
            wait: Some(WaitRange { low_minutes: 20, high_minutes: 30 }),
            later: None,
            offer,
        };
        let page =
            |offer| JoinPage::Service { categories: sample::catalogue().categories, waits: vec![row("cash", offer)] };
        let html = shown(page(Offer::Open));
        assert!(html.contains("/b/centro/join?lang=en&amp;service=cash") && html.contains("20–30 minutes"), "{html}");
        let html = shown(page(Offer::Stopped));
        assert!(!html.contains("service=cash") && html.contains("Not available now"), "{html}");
    }

    #[test]
    fn the_form_says_what_it_is_about_and_keeps_what_was_chosen() {
        let html = shown(travel(None));
        for part in ["Cash", "20–30 minutes", "value=\"k1234567\"", "method=\"post\"", "30 minutes", "Take a ticket"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("<option value=\"30\" selected"), "{html}");
    }

    #[test]
    fn a_refusal_says_why() {
        let html = shown(travel(Some(Code::RemoteFull)));
        assert!(html.contains(t!(Locale::en, problem.remote_full)), "{html}");
        let html = shown(JoinPage::Off { why: Code::Closed });
        assert!(html.contains(t!(Locale::en, problem.closed)) && html.contains("/b/centro?lang=en"), "{html}");
    }
}
