//! What a visitor came for, taken together: the order of desks, and one list of what to have ready.

use wire::{Catalogue, Document, Form, Need, Service, ServiceWait};

/// The services of these ids, in their order; what the branch does not have is left out.
pub fn services(catalogue: &Catalogue, ids: &[String]) -> Vec<Service> {
    ids.iter().filter_map(|id| catalogue.service(id).map(|(_, service)| service.clone())).collect()
}

/// The order in which one ticket visits the desks: what one kind of desk serves in one go, and the kinds by the wait that
/// is expected there, the shortest first; where no desk is open last. Equal ones stay as they were chosen.
pub fn in_best_order(services: &[Service], waits: &[ServiceWait]) -> Vec<String> {
    let minutes = |service: &Service| {
        let wait = waits.iter().find(|wait| wait.service == service.id).and_then(|wait| wait.wait);
        wait.map_or(u32::MAX, |wait| wait.low_minutes + wait.high_minutes)
    };
    let of_kind = |kind: &str| services.iter().filter(|service| service.desk_kind == kind).map(minutes).min();
    let first_of_kind = |kind: &str| services.iter().position(|service| service.desk_kind == kind);
    let mut order: Vec<&Service> = services.iter().collect();
    order.sort_by_key(|service| (of_kind(&service.desk_kind), first_of_kind(&service.desk_kind)));
    order.into_iter().map(|service| service.id.clone()).collect()
}

/// Every document of the services once, where it stands first, as strictly needed as any of them needs it.
pub fn documents(services: &[Service]) -> Vec<Document> {
    let mut all: Vec<Document> = Vec::new();
    for document in services.iter().flat_map(|service| &service.documents) {
        match all.iter_mut().find(|known| known.id == document.id) {
            Some(known) if strictness(document.need) < strictness(known.need) => *known = document.clone(),
            Some(_) => {}
            None => all.push(document.clone()),
        }
    }
    all
}

/// Every form of the services once.
pub fn forms(services: &[Service]) -> Vec<Form> {
    let mut all: Vec<Form> = Vec::new();
    for form in services.iter().flat_map(|service| &service.forms) {
        if !all.iter().any(|known| known.id == form.id) {
            all.push(form.clone());
        }
    }
    all
}

fn strictness(need: Need) -> u8 {
    match need {
        Need::Always => 0,
        Need::Conditional => 1,
        Need::Recommended => 2,
        Need::Optional => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{Offer, WaitRange};

    fn service(id: &str, kind: &str) -> Service {
        let catalogue = sample::catalogue();
        let (_, cash) = catalogue.service("cash").expect("a sample service");
        Service { id: id.to_owned(), desk_kind: kind.to_owned(), ..cash.clone() }
    }

    fn wait(id: &str, low: u32, high: u32) -> ServiceWait {
        let wait = Some(WaitRange { low_minutes: low, high_minutes: high });
        ServiceWait { service: id.to_owned(), waiting: 1, wait, later: None, offer: Offer::Open }
    }

    #[test]
    fn one_kind_of_desk_is_visited_once_and_the_shortest_wait_first() {
        let services = [service("loan", "credit"), service("cash", "teller"), service("mortgage", "credit")];
        let waits = [wait("loan", 20, 30), wait("cash", 0, 5), wait("mortgage", 15, 25)];
        assert_eq!(in_best_order(&services, &waits), ["cash", "loan", "mortgage"]);
        // Nothing known of the teller: it comes last.
        assert_eq!(in_best_order(&services, &waits[..1]), ["loan", "mortgage", "cash"]);
    }

    #[test]
    fn equal_waits_keep_the_order_of_choice() {
        let services = [service("b", "x"), service("a", "y"), service("c", "x")];
        assert_eq!(in_best_order(&services, &[]), ["b", "c", "a"]);
    }

    #[test]
    fn a_document_of_two_services_is_listed_once_and_as_the_stricter_needs_it() {
        let (mut one, two) = (service("a", "x"), service("b", "x"));
        one.documents.iter_mut().for_each(|document| document.need = Need::Optional);
        let all = documents(&[one, two.clone()]);
        assert_eq!(all, two.documents);
        assert_eq!(forms(&[two.clone(), two.clone()]), two.forms);
    }
}
