//! What to have ready for what the visitor came for, and the one button that gives the ticket.

use super::needs;
use super::welcome::Unavailable;
use crate::ui::{Icon, VisitorArticles, WithoutScript, changing};
use leptos::prelude::*;
use wire::{Answer, ArticleShown, BetterTime, Document, Form, PriorityOffer, Product, Service, WaitRange};
use words::{Locale, t};

/// What the visitor answers on this screen, and what each touch does.
#[derive(Clone, Copy)]
pub struct Answers {
    /// What was said of documents by id: at hand, or not with the visitor.
    pub said: Callback<String, Option<bool>>,
    pub say: Callback<(String, bool)>,
    pub priority: Signal<bool>,
    pub prioritise: Callback<bool>,
    pub take: Callback<()>,
    /// Keep this, and choose something else too.
    pub more: Callback<()>,
}

/// The list beside the answers.
#[component]
pub fn Prepare(
    locale: Locale,
    /// What the visitor came for; the one on the screen last.
    services: Vec<Service>,
    wait: Option<WaitRange>,
    /// When it is better to come back, and what the branch's clock is ahead of UTC.
    later: Option<(BetterTime, i32)>,
    /// Why no ticket is given out, where none is.
    unavailable: Option<&'static str>,
    /// What must be said before any queue.
    urgent: Option<Answer>,
    /// What the bank tells its visitors about the service.
    #[prop(into)]
    articles: Signal<Vec<ArticleShown>>,
    offer: PriorityOffer,
    disclaimer: String,
    answers: Answers,
) -> impl IntoView {
    let code = locale.code();
    let documents = needs::documents(&services);
    let forms = needs::forms(&services);
    let none = documents.is_empty().then(|| view! { <p>{t!(locale, ready.nothing)}</p> });
    let tap = (!documents.is_empty()).then(|| view! { <p>{t!(locale, ready.tap)}</p> });
    let documents =
        documents.into_iter().map(|document| view! { <DocumentChoice locale document answers /> }).collect_view();
    let forms = (!forms.is_empty()).then(|| view! { <Forms locale forms /> });
    let way = match unavailable {
        Some(words) => view! { <Unavailable words /> }.into_any(),
        None => view! { <Take locale wait later offer answers /> }.into_any(),
    };
    let name = services.last().map(|service| service.name.get(code).to_owned());
    let explained = services.into_iter().rev().map(|service| view! { <Explained locale service /> }).collect_view();
    view! {
        <h1 id="step" tabindex="-1">{name}</h1>
        <div class="prepare">
            <section class="prepare-list" aria-labelledby="prepare-title" tabindex="0">
                {urgent.map(|answer| view! { <Urgent locale answer /> })}
                {explained}
                {changing(move || view! { <VisitorArticles locale articles=articles.get() /> })}
                <h2 id="prepare-title">{t!(locale, ready.title)}</h2>
                {none}
                {tap}
                <ol class="choices">{documents}</ol>
                {forms}
                <p class="prepare-note">{disclaimer}</p>
            </section>
            <section class="prepare-answers" aria-label=t!(locale, kiosk.take)>
                {way}
            </section>
        </div>
    }
}

/// What cannot wait for a desk.
#[component]
fn Urgent(locale: Locale, answer: Answer) -> impl IntoView {
    view! {
        <div class="urgent">
            <h2>{answer.title.get(locale.code()).to_owned()}</h2>
            {answer.phone.map(|phone| view! { <p class="answer-phone"><Icon name="phone" /><span>{phone}</span></p> })}
            <p>{answer.text.get(locale.code()).to_owned()}</p>
        </div>
    }
}

/// How it works, how long it takes, who helps, and what can be done without a desk.
#[component]
fn Explained(locale: Locale, service: Service) -> impl IntoView {
    let code = locale.code();
    let products = (!service.products.is_empty()).then(|| view! { <Products locale products=service.products /> });
    view! {
        <p class="prepare-how">{service.how.get(code).to_owned()}</p>
        <p class="prepare-who">
            <Icon name="user" />
            <span>
                {service.who.get(code).to_owned()} " · "
                {t!(locale, kiosk.minutes, minutes = service.minutes)}
            </span>
        </p>
        {service
            .self_service
            .map(|hint| {
                view! {
                    <p class="prepare-alone">
                        <Icon name="info" />
                        <span>{hint.get(code).to_owned()}</span>
                    </p>
                }
            })}
        {products}
    }
}

/// What the bank offers here, in the set-up's order. The sheets are at the desk: a kiosk does not lead away.
#[component]
fn Products(locale: Locale, products: Vec<Product>) -> impl IntoView {
    let code = locale.code();
    let entries = products
        .into_iter()
        .map(|product| {
            view! {
                <li>
                    <strong>{product.name.get(code).to_owned()}</strong>
                    ": "
                    {product.what.get(code).to_owned()}
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 class="prepare-products-title">{t!(locale, products.title)}</h2>
        <ul class="prepare-products">{entries}</ul>
        <p class="prepare-note">{t!(locale, products.at_desk)}</p>
    }
}

/// The wait, the question of priority, the one button, and the way to a second need.
#[component]
fn Take(
    locale: Locale,
    wait: Option<WaitRange>,
    later: Option<(BetterTime, i32)>,
    offer: PriorityOffer,
    answers: Answers,
) -> impl IntoView {
    let later = later.map(|(BetterTime { from, wait }, utc_offset_minutes)| {
        let time = from.clock(utc_offset_minutes);
        view! {
            <p class="prepare-later">{t!(locale, wait.later, time = time, wait = words::wait(locale, Some(wait)))}</p>
        }
    });
    view! {
        <p class="prepare-wait">
            <Icon name="clock" />
            <span>{t!(locale, wait.label)} ": " <strong>{words::wait(locale, wait)}</strong></span>
        </p>
        {later}
        <Priority locale offer answers />
        <WithoutScript words=t!(locale, kiosk.no_script) />
        <button type="button" class="kiosk-way prepare-more" on:click=move |_| answers.more.run(())>
            <Icon name="plus" />
            <span>{t!(locale, kiosk.more)}</span>
        </button>
        <button type="button" class="take" on:click=move |_| answers.take.run(())>
            <Icon name="ticket" />
            <span>{t!(locale, kiosk.take)}</span>
        </button>
    }
}

/// A document with two large answers: "I have it", "Not with me".
#[component]
fn DocumentChoice(locale: Locale, document: Document, answers: Answers) -> impl IntoView {
    let need = words::need(locale, &document);
    let Document { id, name, hint, .. } = document;
    let choices = [(true, t!(locale, ready.have)), (false, t!(locale, ready.have_not))]
        .into_iter()
        .map(|(value, words)| {
            let (group, asked, told) = (["document-", &id].concat(), id.clone(), id.clone());
            view! {
                <label class="answer" class:answer-not=!value>
                    <input
                        type="radio"
                        name=group
                        prop:checked=move || answers.said.run(asked.clone()) == Some(value)
                        on:change=move |_| answers.say.run((told.clone(), value))
                    />
                    <Icon name=if value { "check" } else { "close" } />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <li>
            <fieldset class="choice">
                <legend class="choice-words">
                    <span class="choice-name">{name.get(locale.code()).to_owned()}</span>
                    <span class="choice-need">{need}</span>
                    {hint.map(|hint| view! { <span class="choice-hint">{hint.get(locale.code()).to_owned()}</span> })}
                </legend>
                <div class="choice-answers">{choices}</div>
            </fieldset>
        </li>
    }
}

#[component]
fn Forms(locale: Locale, forms: Vec<Form>) -> impl IntoView {
    let forms = forms
        .into_iter()
        .map(|form| {
            view! {
                <li>
                    <Icon name="form" />
                    <span>
                        <span class="choice-name">{form.name.get(locale.code()).to_owned()}</span>
                        <span class="choice-need">{words::filling(locale, &form)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{t!(locale, ready.forms)}</h2>
        <ol class="forms">{forms}</ol>
    }
}

/// Yes or no; the reason is neither asked nor kept.
#[component]
fn Priority(locale: Locale, offer: PriorityOffer, answers: Answers) -> impl IntoView {
    let choices = [(false, t!(locale, kiosk.no)), (true, t!(locale, kiosk.yes))]
        .into_iter()
        .map(|(value, words)| {
            view! {
                <label class="answer">
                    <input
                        type="radio"
                        name="priority"
                        checked=!value
                        prop:checked=move || answers.priority.get() == value
                        on:change=move |_| answers.prioritise.run(value)
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="priority" aria-describedby="priority-help">
            <legend>{t!(locale, kiosk.priority_question)}</legend>
            <p id="priority-help">{offer.help.get(locale.code()).to_owned()}</p>
            <div class="priority-answers">{choices}</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(services: &[&str], urgent: Option<Answer>) -> String {
        shown_with(services, urgent, None)
    }

    fn shown_with(services: &[&str], urgent: Option<Answer>, later: Option<(BetterTime, i32)>) -> String {
        let catalogue = sample::catalogue();
        let services: Vec<String> = services.iter().map(|id| (*id).to_owned()).collect();
        let services = needs::services(&catalogue, &services);
        Owner::new().with(|| {
            let answers = Answers {
                said: Callback::new(|id: String| (id == "id").then_some(true)),
                say: Callback::new(|_| ()),
                priority: Signal::stored(false),
                prioritise: Callback::new(|_| ()),
                take: Callback::new(|()| ()),
                more: Callback::new(|()| ()),
            };
            let (offer, disclaimer) = (catalogue.priority.clone(), "Elenco indicativo.".to_owned());
            let (locale, articles) = (Locale::it, Signal::stored(Vec::new()));
            view! { <Prepare locale services wait=None later unavailable=None urgent articles offer disclaimer answers /> }
                .to_html()
        })
    }

    #[test]
    fn the_list_stands_in_order_with_its_conditions_and_one_way_on() {
        let html = shown(&["cash"], None);
        let identity = html.find("Documento d'identità").or_else(|| html.find("Documento d&#x27;identità"));
        let card = html.find("Carta di pagamento");
        assert!(identity.is_some() && identity < card, "{html}");
        assert!(html.contains("Se usa la carta"));
        assert_eq!(html.matches("class=\"take\"").count(), 1);
    }

    #[test]
    fn each_document_is_asked_once_with_two_answers_for_several_needs_too() {
        let html = shown(&["cash", "cheques"], None);
        assert_eq!(html.matches("name=\"document-id\"").count(), 2, "{html}");
        assert!(html.contains("Assegni"), "the one on the screen names it");
    }

    #[test]
    fn a_service_is_explained_by_who_helps_and_how_long() {
        let html = shown(&["cash"], None);
        assert!(html.contains("Cassa") && html.contains("circa 6 minuti"), "{html}");
    }

    #[test]
    fn what_cannot_wait_is_said_first() {
        let html = shown(&["cash"], sample::catalogue().answers.pop());
        assert!(html.find("800 822 056") < html.find("Alla cassa mostra"), "{html}");
    }

    #[test]
    fn a_better_time_of_the_day_is_said_beside_the_wait() {
        let wait = WaitRange { low_minutes: 5, high_minutes: 10 };
        let later = BetterTime { from: sample::head().at, wait };
        let html = shown_with(&["cash"], None, Some((later, 60)));
        assert!(html.contains("Se torna dalle 10:30: 5–10 minuti."), "{html}");
        assert!(!shown(&["cash"], None).contains("Se torna"));
    }
}
