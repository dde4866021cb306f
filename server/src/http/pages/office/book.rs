//! `/b/{branch}/office/book`: the staff's book. Searching changes nothing; the form of a free time books for a caller.

use super::{refused, shown};
use crate::http::api::appointments::{book_of, contact, find, problem, start, told, wall};
use crate::http::authorise::{Csr, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::{key_of, new_form};
use crate::http::pages::public::book::{refusal, said};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use ::branch::{Handle, RequestKey};
use axum::response::{IntoResponse, Redirect};
use jiff::ToSpan;
use jiff::civil::Date;
use machine::clock;
use office::appointments::{BookingWish, OfferSearch, from_row, staff_officers};
use queue::{Language, ServiceId, TicketState, Timestamp};
use records::appointment::{Appointment, Party, State};
use records::grid::{Quarter, date};
use records::officer::Officer;
use records::slots::{Book, Taken, midnight};
use serde::Deserialize;
use setup::Branch as Setup;
use std::sync::Arc;
use store::{AppointmentContact, BranchId, Person, appointment, officer, staff};
use wire::{
    Arrival, BookDay, BookEntry, BookOfficer, BookRefusal, BookedEntry, FilledForm, FreeTime, OfficeBody,
    OfficeBookPage, Time,
};

/// How many free times are found at most.
const FOUND: usize = 12;
/// How many days are searched.
const DAYS: u32 = 60;
/// The hour at which the afternoon begins.
const NOON: i8 = 12;

/// `GET /b/{branch}/office/book`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let wish = Wish::in_query(visit.parts.uri.query());
    let week = in_query(visit.parts.uri.query(), "view") == "week";
    let mut page = book_page(&visit, &branch, &wish, week).await?;
    page.booked = just_booked(&visit).await?;
    Ok(shown(visit, &branch, person, OfficeBody::Book(Box::new(page))).await)
}

/// The appointment that was just booked, where the address names it.
pub(super) async fn just_booked(visit: &Visit) -> Result<Option<wire::Appointment>, Error> {
    let token = in_query(visit.parts.uri.query(), "booked");
    Ok(find(&visit.state, &token).await?.map(|own| told(&own.setup, &own.booked)))
}

/// What a page of the book is asked for.
pub(super) struct Wish {
    service: String,
    part: String,
    speaks: String,
    day: String,
}

impl Wish {
    /// The search that an address has.
    pub(super) fn in_query(query: Option<&str>) -> Self {
        let said = |name| in_query(query, name);
        Self { service: said("service"), part: said("part"), speaks: said("speaks"), day: said("day") }
    }
}

/// The page for a search; `week` says how much of the book it shows.
pub(super) async fn book_page(
    visit: &Visit,
    branch: &Handle,
    wish: &Wish,
    week: bool,
) -> Result<OfficeBookPage, Error> {
    let setup = branch.live().setup();
    let (now, zone) = (clock::now(), setup.calendar.time_zone());
    let today = date(zone, now);
    let asked: Date = wish.day.parse().unwrap_or(today);
    // A day far from all days makes no sense, and cannot be reckoned with.
    let day = if (1970..9990).contains(&asked.year()) { asked } else { today };
    let (first, count) = if week {
        let monday = i32::from(day.weekday().to_monday_zero_offset());
        (day.checked_sub(monday.days()).unwrap_or(day), 7)
    } else {
        (day, 1)
    };
    let step = |days: i32| day.checked_add(days.days()).unwrap_or(day).to_string();
    let here = BranchId::new(&setup.id);
    let officers = officer::of_branch(&visit.state.store, &here).await?;
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let advised =
        |id: &str| officers.iter().any(|officer| officer.services.split_whitespace().any(|known| known == id));
    let services = services.filter(|one| advised(&one.id)).map(|one| (one.id.clone(), one.name.clone())).collect();
    let search =
        FilledForm::default().with("service", &wish.service).with("part", &wish.part).with("speaks", &wish.speaks);
    let found =
        if wish.service.is_empty() { None } else { Some(search_times(visit, &setup, wish, day.max(today)).await?) };
    Ok(OfficeBookPage {
        day: day.to_string(),
        before: step(-count),
        after: step(count),
        week,
        days: days(visit, branch, first, count).await?,
        search,
        services,
        found,
        form: new_form(),
        refusal: None,
        booked: None,
    })
}

/// The first free times that fit.
async fn search_times(visit: &Visit, setup: &Arc<Setup>, wish: &Wish, first: Date) -> Result<Vec<FreeTime>, Error> {
    let speaks = Some(&wish.speaks).filter(|code| !code.is_empty());
    let search = OfferSearch {
        service: ServiceId::new(&wish.service),
        officer: None,
        language: speaks.map(|code| Language::new(code)),
    };
    let staff = Party::Staff(queue::CsrId(0));
    let offers =
        book_of(&visit.state, setup).offers(&search, first, DAYS, staff, clock::now()).await.map_err(problem)?;
    let zone = setup.calendar.time_zone();
    let fits = |at: Timestamp| {
        let morning = records::grid::wall(zone, at).hour() < NOON;
        match wish.part.as_str() {
            "morning" => morning,
            "afternoon" => !morning,
            _ => true,
        }
    };
    let times = offers.offers.into_iter().filter(|offer| fits(offer.start.start())).take(FOUND);
    Ok(times
        .map(|offer| FreeTime {
            start: Time::from_millis(offer.start.start().0),
            wall: wall(setup, offer.start.start()),
            officers: offer.officers.into_iter().map(|officer| officer.0).collect(),
        })
        .collect())
}

/// The days of the book from one on, so many, with bookings and gaps.
async fn days(visit: &Visit, branch: &Handle, first: Date, count: i32) -> Result<Vec<BookDay>, Error> {
    let (setup, store) = (branch.live().setup(), &visit.state.store);
    let (zone, here) = (setup.calendar.time_zone(), BranchId::new(&setup.id));
    let after = first.checked_add(count.days()).unwrap_or(first);
    let (from, to) = (Quarter::containing(midnight(zone, first)), Quarter::containing(midnight(zone, after)));
    let officers = staff_officers(
        officer::of_branch(store, &here).await?,
        &officer::weeks(store, &here).await?,
        &officer::absences(store, &here, from.start()).await?,
    );
    let rows = appointment::between(store, &here, from.0, to.0).await?;
    let booked: Vec<Appointment> = rows.iter().map(from_row).collect::<Result<_, _>>()?;
    let contacts = appointment::contacts_between(store, &here, from.0, to.0).await?;
    let people: Vec<Person> = staff::all(store).await?;
    let name = |officer: &Officer| {
        let person = people.iter().find(|person| person.id == officer.person);
        person.map_or_else(|| officer.person.0.to_string(), |person| person.name.clone())
    };
    let dates = (0..count).filter_map(|later| first.checked_add(later.days()).ok());
    let taken = Taken::new();
    let openings = |day: Date| setup.calendar.openings(day);
    let book = Book { zone, rules: setup.book, officers: &officers, taken: &taken, openings: &openings };
    let day = |day: Date| BookDay {
        day: day.to_string(),
        officers: officers
            .iter()
            .map(|officer| {
                let of_day = |one: &&Appointment| {
                    one.officer == officer.person && one.state == State::Booked && date(zone, one.starts_at()) == day
                };
                let booked: Vec<&Appointment> = booked.iter().filter(of_day).collect();
                let stretches = book.bookable(officer, &setup.calendar.openings(day), day);
                BookOfficer { name: name(officer), entries: entries(branch, &stretches, &booked, &contacts) }
            })
            .collect(),
    };
    Ok(dates.map(day).collect())
}

/// An officer's day: the appointments, and the gaps between them.
fn entries(
    branch: &Handle,
    stretches: &[(Quarter, Quarter)],
    booked: &[&Appointment],
    contacts: &[AppointmentContact],
) -> Vec<BookEntry> {
    let setup = &branch.live().setup();
    let clock = |quarter: Quarter| wall(setup, quarter.start()).split('T').nth(1).unwrap_or_default().to_owned();
    // A day that lasts until midnight ends at 24:00.
    let end_of = |quarter: Quarter| match clock(quarter) {
        midnight if midnight.starts_with("00:00") => "24:00".to_owned(),
        other => other,
    };
    let mut entries: Vec<(Quarter, BookEntry)> = booked
        .iter()
        .map(|one| {
            let end = one.start.plus(one.quarters);
            let entry =
                BookEntry { from: clock(one.start), to: end_of(end), booked: Some(entry(branch, one, contacts)) };
            (one.start, entry)
        })
        .collect();
    for (from, to) in stretches {
        let mut free = *from;
        let mut inside: Vec<&&Appointment> = booked.iter().filter(|one| (*from..*to).contains(&one.start)).collect();
        inside.sort_by_key(|one| one.start);
        for one in inside {
            if free < one.start {
                entries.push((free, BookEntry { from: clock(free), to: end_of(one.start), booked: None }));
            }
            free = one.start.plus(one.quarters);
        }
        if free < *to {
            entries.push((free, BookEntry { from: clock(free), to: end_of(*to), booked: None }));
        }
    }
    entries.sort_by_key(|(start, _)| *start);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(branch: &Handle, one: &Appointment, contacts: &[AppointmentContact]) -> BookedEntry {
    let setup = &branch.live().setup();
    let contact = contacts.iter().find(|contact| contact.appointment == one.id);
    let ticket = branch.live().read(|branch, _| {
        branch
            .by_appointment(&one.id)
            .map(|ticket| (ticket.number.to_string(), matches!(ticket.state, TicketState::Done { .. })))
    });
    let arrival = match ticket {
        Some((number, true)) => Arrival::Served { number },
        Some((number, false)) => Arrival::Arrived { number },
        None if one.starts_at() + setup.policy.appointment_grace < clock::now() => Arrival::Missed,
        None => Arrival::Expected,
    };
    BookedEntry {
        token: one.token.to_string(),
        code: one.code.spaced(),
        service: setup.service(&one.service).map(|service| service.name.clone()).unwrap_or_default(),
        name: contact.and_then(|contact| contact.name.clone()),
        phone: contact.and_then(|contact| contact.phone.clone()),
        email: contact.and_then(|contact| contact.email.clone()),
        arrival,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CallerForm {
    key: String,
    lang: String,
    day: String,
    service: String,
    part: String,
    speaks: String,
    start: String,
    name: String,
    phone: String,
    email: String,
}

/// What became of booking for a caller.
pub(super) enum Outcome {
    /// It is booked; with this query a page of the office says so.
    Booked { query: String },
    /// The page comes again, with what was typed and what is wrong.
    Again(Box<(Wish, FilledForm, Option<BookRefusal>)>),
}

/// `POST /b/{branch}/office/book`: books for a caller.
pub async fn book(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Fields(form): Fields<CallerForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    match book_for(&visit, &branch, &person, &form).await? {
        Outcome::Booked { query } => {
            let address = format!("/b/{}/office/book?{query}", branch.live().setup().id);
            Ok(Redirect::to(&address).into_response())
        }
        Outcome::Again(again) => {
            let (wish, form, refusal) = *again;
            let page = OfficeBookPage { form, refusal, ..book_page(&visit, &branch, &wish, false).await? };
            Ok(refused(visit, &branch, person, OfficeBody::Book(Box::new(page))).await)
        }
    }
}

/// Books the time that was chosen for a caller.
pub(super) async fn book_for(
    visit: &Visit,
    branch: &Handle,
    person: &Person,
    form: &CallerForm,
) -> Result<Outcome, Error> {
    let setup = branch.live().setup();
    let at = start(&setup, &form.start)?;
    let wish = Wish {
        service: form.service.clone(),
        part: form.part.clone(),
        speaks: form.speaks.clone(),
        day: form.day.clone(),
    };
    let typed = FilledForm::new(&form.key)
        .with("start", &form.start)
        .with("name", &form.name)
        .with("email", &form.email)
        .with("phone", &form.phone);
    let contact = match contact(&form.name, &form.email, &form.phone) {
        Ok(contact) => contact,
        Err(faults) => {
            let mut typed = typed;
            faults.0.iter().for_each(|fault| typed.fault(fault.field(), said(*fault)));
            return Ok(Outcome::Again(Box::new((wish, typed, None))));
        }
    };
    let spoken = setup.languages.iter().map(wire::Language::as_str);
    let language = spoken.clone().find(|code| *code == form.speaks).or(spoken.clone().next()).unwrap_or("it");
    let booking = BookingWish {
        service: ServiceId::new(&form.service),
        start: at,
        officer: None,
        language: Language::new(language),
        contact,
    };
    let key = key_of(&form.key);
    let party = Party::Staff(person.id);
    match book_of(&visit.state, &setup).book(&key, &booking, party, clock::now()).await {
        Ok(booked) => {
            let day = booked.wall.split('T').next().unwrap_or_default();
            let known = setup.languages.iter().any(|language| language.as_str() == form.lang);
            let lang = if known { format!("&lang={}", form.lang) } else { String::new() };
            Ok(Outcome::Booked { query: format!("day={day}&booked={}{lang}", booked.token) })
        }
        Err(error) => match refusal(&setup, &error) {
            Some(refusal) => {
                let typed = FilledForm { key: RequestKey::fresh().as_str().to_owned(), ..typed };
                Ok(Outcome::Again(Box::new((wish, typed, Some(refusal)))))
            }
            None => Err(problem(error)),
        },
    }
}
