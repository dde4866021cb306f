//! `/b/{branch}`: the branch's page for visitors.

use super::shown_to_many;
use crate::http::extract::Branch;
use crate::http::pages::{Page, Visit};
use ::branch::feed;
use jiff::civil::Date;
use machine::clock;
use serde_json::{Value, json};
use store::BranchId;
use wire::{BranchHours, BranchPage, Head, Offer, PublicBody, ServiceWait, Time};

/// In milliseconds.
const MINUTE: i64 = 60_000;
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `GET /b/{branch}`
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let books = visit.state.bookable.is_in(&visit.state.store, &BranchId::new(&setup.id)).await?;
    let now = clock::now();
    let is_open = branch.live().read(|branch, _| branch.opening_at(now).is_some());
    let limits = visit.state.limits.clone();
    // A closed branch has no waits, and no crawler has any predicted there.
    let foreseen =
        if is_open { branch.live().foresight_outside(now, || limits.prediction()).await } else { None }.is_some();
    let language = visit.wanted(&setup.languages).await;
    let (waits, page) = feed::scene(branch.live(), now, |scene| {
        let kiosk = view::kiosk(scene);
        let waits = if is_open { waits(kiosk.services, foreseen) } else { Vec::new() };
        let page = BranchPage {
            facts: String::new(),
            head: to_the_minute(kiosk.head),
            opening: kiosk.opening,
            hours: setup.calendar.told(now),
            address: setup.address.clone(),
            step_free: setup.step_free.clone(),
            categories: Vec::new(),
            waits: Vec::new(),
            books,
            joins: is_open
                && scene
                    .branch
                    .setup()
                    .is_some_and(|setup| setup.policy.remote_most > 0 || setup.policy.call_backs_most > 0),
            notices: kiosk.notices,
        };
        (waits, page)
    });
    // What follows from the set-up alone is added where the page is rendered.
    let whole = |waits, page: BranchPage| {
        let catalogue = wire::Catalogue::clone(&setup.catalogue).without_search_words();
        let categories = catalogue.in_languages(&[&language]).categories;
        let facts = facts(&setup, &page.hours, &language);
        PublicBody::Branch(Box::new(BranchPage { facts, categories, waits, ..page }))
    };
    Ok(shown_to_many(visit, &setup, &language, (waits, page), whole).await)
}

/// The page does not show which second it is, nor how many commands there were.
fn to_the_minute(head: Head) -> Head {
    Head { at: Time::from_millis(head.at.millis().div_euclid(MINUTE) * MINUTE), seq: 0, ..head }
}

/// What is said of each service while the branch is open: without a forecast only that one is not to be had.
fn waits(services: Vec<ServiceWait>, foreseen: bool) -> Vec<ServiceWait> {
    services.into_iter().filter(|service| foreseen || service.offer != Offer::Open).collect()
}

/// The branch as search engines read it (schema.org). A `<` cannot stand in it: it could close the script that holds it.
fn facts(setup: &setup::Branch, hours: &BranchHours, language: &str) -> String {
    let span = |days: Value, (from, to): &(String, String)| json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": from, "closes": closing(to) });
    let mut week = Vec::new();
    for line in &hours.week {
        let days: Vec<&str> = line.days.iter().filter_map(|day| DAYS.get(usize::from(*day)).copied()).collect();
        week.extend(line.openings.iter().map(|opening| span(json!(days), opening)));
    }
    let mut special = Vec::new();
    for day in hours.exceptions.iter().filter(|day| day.day.parse::<Date>().is_ok()) {
        let of_day = |opens: &str, closes: &str| {
            json!({
                "@type": "OpeningHoursSpecification", "validFrom": day.day, "validThrough": day.day,
                "opens": opens, "closes": closing(closes),
            })
        };
        // A day on which both are midnight is closed, as schema.org has it.
        if day.openings.is_empty() {
            special.push(of_day("00:00", "00:00"));
        }
        special.extend(day.openings.iter().map(|(from, to)| of_day(from, to)));
    }
    let facts = json!({
        "@context": "https://schema.org",
        "@type": "BankOrCreditUnion",
        "name": setup.name.get(language),
        "address": setup.address.as_ref().map(|address| address.get(language)),
        "openingHoursSpecification": week,
        "specialOpeningHoursSpecification": special,
    });
    facts.to_string().replace('<', "\\u003c")
}

fn closing(to: &str) -> &str {
    if to == "24:00" { "23:59" } else { to }
}
