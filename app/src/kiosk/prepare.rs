//! What to have ready for a service, and the one button that gives the ticket.

use super::welcome::Unavailable;
use crate::ui::{Icon, WithoutScript, filled, need};
use crate::words::td_string;
use crate::words::{self, Locale};
use leptos::prelude::*;
use wire::{Document, Form, PriorityOffer, Service, WaitRange};

/// What the visitor answers on this screen, and what each touch does.
#[derive(Clone, Copy)]
pub struct Answers {
    /// Ids of the documents at hand.
    pub at_hand: Signal<Vec<String>>,
    pub toggle: Callback<String>,
    pub priority: Signal<bool>,
    pub prioritise: Callback<bool>,
    pub take: Callback<()>,
}

/// The list beside the answers.
#[component]
pub fn Prepare(
    locale: Locale,
    service: Service,
    wait: Option<WaitRange>,
    /// Why no ticket is given out, where none is.
    unavailable: Option<&'static str>,
    offer: PriorityOffer,
    disclaimer: String,
    answers: Answers,
) -> impl IntoView {
    let code = locale.code();
    let none = service.documents.is_empty().then(|| view! { <p>{td_string!(locale, ready.nothing)}</p> });
    let tap = (!service.documents.is_empty()).then(|| view! { <p>{td_string!(locale, ready.tap)}</p> });
    let documents = service
        .documents
        .into_iter()
        .map(|document| view! { <DocumentChoice locale document answers /> })
        .collect_view();
    let forms = (!service.forms.is_empty()).then(|| view! { <Forms locale forms=service.forms /> });
    let way = match unavailable {
        Some(words) => view! { <Unavailable words /> }.into_any(),
        None => view! { <Take locale wait offer answers /> }.into_any(),
    };
    view! {
        <h1 id="step" tabindex="-1">{service.name.get(code).to_owned()}</h1>
        <div class="prepare">
            <section class="prepare-list" aria-labelledby="prepare-title" tabindex="0">
                <p class="prepare-how">{service.how.get(code).to_owned()}</p>
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
                <h2 id="prepare-title">{td_string!(locale, ready.title)}</h2>
                {none}
                {tap}
                <ol class="choices">{documents}</ol>
                {forms}
                <p class="prepare-note">{disclaimer}</p>
            </section>
            <section class="prepare-answers" aria-label=td_string!(locale, kiosk.take)>
                {way}
            </section>
        </div>
    }
}

/// The wait, the question of priority, and the one button.
#[component]
fn Take(locale: Locale, wait: Option<WaitRange>, offer: PriorityOffer, answers: Answers) -> impl IntoView {
    view! {
        <p class="prepare-wait">
            <Icon name="clock" />
            <span>{td_string!(locale, wait.label)} ": " <strong>{words::wait(locale, wait)}</strong></span>
        </p>
        <Priority locale offer answers />
        <WithoutScript words=td_string!(locale, kiosk.no_script) />
        <button type="button" class="take" on:click=move |_| answers.take.run(())>
            <Icon name="ticket" />
            <span>{td_string!(locale, kiosk.take)}</span>
        </button>
    }
}

/// A document as one large target: "I have it".
#[component]
fn DocumentChoice(locale: Locale, document: Document, answers: Answers) -> impl IntoView {
    let need = need(locale, &document);
    let Document { id, name, hint, .. } = document;
    let has = {
        let id = id.clone();
        move || answers.at_hand.with(|at_hand| at_hand.contains(&id))
    };
    view! {
        <li>
            <label class="choice">
                <input type="checkbox" prop:checked=has on:change=move |_| answers.toggle.run(id.clone()) />
                <span class="choice-box">
                    <Icon name="check" />
                </span>
                <span class="choice-words">
                    <span class="choice-name">{name.get(locale.code()).to_owned()}</span>
                    <span class="choice-need">{need}</span>
                    {hint.map(|hint| view! { <span class="choice-hint">{hint.get(locale.code()).to_owned()}</span> })}
                </span>
                <span class="choice-have">{td_string!(locale, ready.have)}</span>
            </label>
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
                        <span class="choice-need">{filled(locale, &form)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{td_string!(locale, ready.forms)}</h2>
        <ol class="forms">{forms}</ol>
    }
}

/// Yes or no; the reason is neither asked nor kept.
#[component]
fn Priority(locale: Locale, offer: PriorityOffer, answers: Answers) -> impl IntoView {
    let choices = [(false, td_string!(locale, kiosk.no)), (true, td_string!(locale, kiosk.yes))]
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
            <legend>{td_string!(locale, kiosk.priority_question)}</legend>
            <p id="priority-help">{offer.help.get(locale.code()).to_owned()}</p>
            <div class="priority-answers">{choices}</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_list_stands_in_order_with_its_conditions_and_one_way_on() {
        let catalogue = sample::catalogue();
        let service = catalogue.service("cash").expect("a sample service").1.clone();
        let html = Owner::new().with(|| {
            let answers = Answers {
                at_hand: Signal::stored(vec!["id".to_owned()]),
                toggle: Callback::new(|_| ()),
                priority: Signal::stored(false),
                prioritise: Callback::new(|_| ()),
                take: Callback::new(|()| ()),
            };
            let offer = catalogue.priority.clone();
            view! {
                <Prepare locale=Locale::it service wait=None unavailable=None offer disclaimer="Elenco indicativo.".to_owned() answers />
            }
            .to_html()
        });
        let identity = html.find("Documento d'identità").or_else(|| html.find("Documento d&#x27;identità"));
        let card = html.find("Carta di pagamento");
        assert!(identity.is_some() && identity < card, "{html}");
        assert!(html.contains("Se usa la carta"));
        assert_eq!(html.matches("class=\"take\"").count(), 1);
    }
}
