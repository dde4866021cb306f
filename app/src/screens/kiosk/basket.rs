//! What the visitor has chosen so far, when one thing is not all: one visit, one ticket.

use super::frame::StepLink;
use super::step::Step;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::Service;
use words::{Locale, t};

/// The services chosen, each to be taken back, and the way on to the ticket.
#[component]
pub fn Basket(locale: Locale, services: Vec<Service>, go: Callback<Step>, remove: Callback<String>) -> impl IntoView {
    let last = services.last().map(|service| service.id.clone());
    let chosen = services
        .into_iter()
        .map(|service| {
            let name = service.name.get(locale.code()).to_owned();
            let label = t!(locale, kiosk.remove, service = name.clone());
            view! {
                <li>
                    <button type="button" class="basket-need" aria-label=label on:click=move |_| remove.run(service.id.clone())>
                        <span>{name}</span>
                        <Icon name="close" />
                    </button>
                </li>
            }
        })
        .collect_view();
    last.map(|id| {
        view! {
            <section class="basket" aria-label=t!(locale, kiosk.basket)>
                <ul>{chosen}</ul>
                <StepLink locale to=Step::Service(id) go class="kiosk-way basket-go">
                    <span>{t!(locale, kiosk.basket_go)}</span>
                    <Icon name="arrow" />
                </StepLink>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn shown(services: Vec<Service>) -> String {
        Owner::new().with(|| {
            let (go, remove) = (Callback::new(|_| ()), Callback::new(|_| ()));
            view! { <Basket locale=Locale::en services go remove /> }.to_html()
        })
    }

    #[test]
    fn what_was_chosen_can_be_taken_back_or_led_on_to_the_ticket() {
        let html = shown(sample::catalogue().categories.remove(0).services);
        assert!(html.contains("Pay in or withdraw cash") && html.contains("service=cheques"), "{html}");
        assert!(!shown(Vec::new()).contains("basket"));
    }
}
