//! Sending the visitor on: to a service, to a desk, to a colleague; and calling what they came for by another name.

use super::order::Order;
use crate::ui::{OneOf, Sheet, SheetButtons};
use leptos::prelude::*;
use wire::{Colleague, DeskSnapshot, Destination, NamedService, OpenTicket, Place, TransferRequest};
use words::{Locale, t};

/// In the order of the choices.
const PLACES: [Place; 3] = [Place::ByDue, Place::First, Place::Last];

/// A place where one can be sent, by what stands in the list's value: `service:loan`, `desk:3`, `csr:7`.
fn destination(value: &str) -> Option<Destination> {
    match value.split_once(':')? {
        ("service", id) => Some(Destination::Service(id.to_owned())),
        ("desk", id) => Some(Destination::Desk(id.to_owned())),
        ("csr", id) => id.parse().ok().map(Destination::Csr),
        _ => None,
    }
}

/// Where to, and behind whom.
#[component]
pub fn Transfer(
    locale: Locale,
    desk: DeskSnapshot,
    ticket: OpenTicket,
    press: Callback<Order>,
    close: Callback<()>,
) -> impl IntoView {
    let to = RwSignal::new(String::new());
    let place = RwSignal::new(0);
    let enabled = Signal::derive(move || to.with(|to| destination(to).is_some()));
    let confirm = Callback::new(move |()| {
        if let Some(to) = to.with_untracked(|to| destination(to)) {
            press.run(Order::Transfer(TransferRequest { to, place: PLACES[place.get_untracked()] }));
        }
    });
    let places = PLACES.map(|place| match place {
        Place::First => t!(locale, desk.place_first).to_owned(),
        Place::ByDue => t!(locale, desk.place_by_due).to_owned(),
        Place::Last => t!(locale, desk.place_last).to_owned(),
    });
    let DeskSnapshot { services, colleagues, .. } = desk;
    let number = ticket.number;
    let none = colleagues.is_empty().then(|| view! { <p>{t!(locale, desk.no_colleague)}</p> });
    view! {
        <Sheet title=t!(locale, desk.transfer_title, number = number) close>
            <label class="field">
                <span>{t!(locale, desk.transfer_to)}</span>
                <select on:change=move |event| to.set(event_target_value(&event))>
                    <option value="">{t!(locale, desk.transfer_choose)}</option>
                    <Destinations locale services colleagues />
                </select>
            </label>
            {none}
            <OneOf legend=t!(locale, desk.place) name="place" options=places.to_vec() chosen=place />
            <SheetButtons locale close words=t!(locale, desk.transfer_yes) confirm enabled />
        </Sheet>
    }
}

#[component]
fn Destinations(locale: Locale, services: Vec<NamedService>, colleagues: Vec<Colleague>) -> impl IntoView {
    let people = colleagues
        .iter()
        .map(|there| {
            let words = t!(locale, desk.person_at, name = there.csr.name.clone(), label = there.label.clone());
            view! { <option value=["csr:", &there.csr.id.to_string()].concat()>{words}</option> }
        })
        .collect_view();
    let desks = colleagues
        .iter()
        .map(|there| {
            let name = t!(locale, desk.name, label = there.label.clone());
            let words = [&name, ", ", there.name.get(locale.code())].concat();
            view! { <option value=["desk:", &there.id].concat()>{words}</option> }
        })
        .collect_view();
    let services = services
        .into_iter()
        .map(|service| {
            view! {
                <option value=["service:", &service.id].concat()>{service.name.get(locale.code()).to_owned()}</option>
            }
        })
        .collect_view();
    let somebody = !colleagues.is_empty();
    view! {
        {somebody.then(|| view! { <optgroup label=t!(locale, desk.transfer_people)>{people}</optgroup> })}
        {somebody.then(|| view! { <optgroup label=t!(locale, desk.transfer_desks)>{desks}</optgroup> })}
        <optgroup label=t!(locale, desk.transfer_services)>{services}</optgroup>
    }
}

/// Another service for the ticket that is here.
#[component]
pub fn ChangeService(
    locale: Locale,
    services: Vec<NamedService>,
    ticket: OpenTicket,
    press: Callback<Order>,
    close: Callback<()>,
) -> impl IntoView {
    let OpenTicket { id, number, service_id, .. } = ticket;
    let chosen = RwSignal::new(service_id.clone());
    let now = service_id.clone();
    let enabled = Signal::derive(move || chosen.with(|chosen| *chosen != now));
    let confirm = Callback::new(move |()| press.run(Order::Service(id, chosen.get_untracked())));
    let options = services
        .into_iter()
        .map(|service| {
            let selected = service.id == service_id;
            view! {
                <option value=service.id selected=selected>
                    {service.name.get(locale.code()).to_owned()}
                </option>
            }
        })
        .collect_view();
    view! {
        <Sheet title=t!(locale, desk.service_title, number = number) close>
            <p>{t!(locale, desk.service_detail)}</p>
            <label class="field">
                <span>{t!(locale, desk.service)}</span>
                <select on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
            </label>
            <SheetButtons locale close words=t!(locale, desk.service_yes) confirm enabled />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    #[test]
    fn a_visitor_can_be_sent_to_a_service_a_desk_or_a_person() {
        assert_eq!(destination("service:loan"), Some(Destination::Service("loan".to_owned())));
        assert_eq!(destination("desk:3"), Some(Destination::Desk("3".to_owned())));
        assert_eq!(destination("csr:7"), Some(Destination::Csr(7)));
        assert_eq!(destination(""), None);
        assert_eq!(destination("csr:anna"), None);
    }

    #[test]
    fn a_colleague_is_named_with_the_desk() {
        let html = Owner::new().with(|| {
            let desk = DeskSnapshot { colleagues: vec![sample::colleague()], ..sample::desk(DeskState::Serving) };
            let ticket = desk.ticket.clone().expect("a ticket");
            let (press, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
            view! { <Transfer locale=Locale::en desk ticket press close /> }.to_html()
        });
        assert!(html.contains("Bruno Conti, desk 2") && html.contains("csr:2"), "{html}");
    }
}
