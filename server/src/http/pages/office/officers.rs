//! The officers of a branch: a manager says who can be booked, for what, in which hours, and when somebody is not there.

use super::super::public::complain::services;
use super::{done, language, refused, shown};
use crate::http::authorise::Manager;
use crate::http::extract::{Branch, path_parameter};
use crate::http::pages::form::{Sent, new_form};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use branch::Handle;
use machine::clock;
use office::officers::{self, Duty, OfficerOnDuty, Officers};
use queue::CsrId;
use records::grid::{Quarter, WallFault, parse_start, wall};
use records::officer::WorkHours;
use store::audit::Who;
use store::{BranchId, OfficerAbsence, Person, appointment, staff};
use wire::{AbsenceRow, FieldFault, FilledForm, Language, OfficeBody, OfficerOffice, OfficerRow, OfficersOffice, Said};

const SERVICE: &str = "service.";
const SPEAKS: &str = "speaks.";
/// The fields of the hours, Monday's first, with the day as a week is written.
const DAYS: [(&str, &str); 7] = [
    ("day0", "mon"),
    ("day1", "tue"),
    ("day2", "wed"),
    ("day3", "thu"),
    ("day4", "fri"),
    ("day5", "sat"),
    ("day6", "sun"),
];

/// `GET /b/{branch}/office/officers`
pub async fn list(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let (names, here) = (services(&branch.live().setup()), id(&branch));
    let on_duty = officers::all(&visit.state.store, &here, clock::now()).await?;
    let mut page = OfficersOffice { officers: Vec::new(), others: Vec::new() };
    for colleague in colleagues(&visit, &here).await? {
        let Some(officer) = on_duty.iter().find(|officer| officer.person == colleague.id) else {
            page.others.push((colleague.id.0, colleague.name));
            continue;
        };
        let names = names.iter().filter(|(id, _)| officer.duty.services.contains(id));
        page.officers.push(OfficerRow {
            id: colleague.id.0,
            name: colleague.name,
            services: names.map(|(_, name)| name.clone()).collect(),
            week: (0..7).filter_map(|day| Some((day, hours_of(&officer.duty.week, day)?))).collect(),
            absences: absences(&visit, &branch, Some(officer)).await?,
        });
    }
    Ok(shown(visit, &branch, person, OfficeBody::Officers(Box::new(page))).await)
}

/// `GET /b/{branch}/office/officers/{person}`
pub async fn one(mut visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let colleague = colleague(&mut visit, &branch).await?;
    let body = page_of(&visit, &branch, &colleague, None, new_form()).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/officers/{person}`: `do` is `save`, `remove`, `away` or `back`.
pub async fn change(mut visit: Visit, Branch(branch): Branch, Manager(person): Manager, Sent(mut form): Sent) -> Page {
    let colleague = colleague(&mut visit, &branch).await?;
    let (store, here, by) = (visit.state.store.clone(), id(&branch), Who::staff(person.id));
    let officers = Officers { store: &store, branch: &here, by: &by, now: clock::now() };
    match form.value("do") {
        "save" => {
            let Some(duty) = duty(&mut form, &branch) else {
                let body = page_of(&visit, &branch, &colleague, Some(form), new_form()).await?;
                return Ok(refused(visit, &branch, person, body).await);
            };
            officers.put(colleague.id, &duty).await?;
        }
        "remove" => officers.remove(colleague.id).await?,
        "away" => {
            let Some(absence) = absence(&mut form, &branch, colleague.id) else {
                let body = page_of(&visit, &branch, &colleague, None, form).await?;
                return Ok(refused(visit, &branch, person, body).await);
            };
            officers.away(&absence).await?;
        }
        "back" => {
            let from = form.value("at").parse().map_err(|_| Error::not_found())?;
            officers.back(colleague.id, queue::Timestamp(from)).await?;
        }
        _ => return Err(Error::not_found()),
    }
    visit.state.bookable.forget(&here);
    let page = match form.value("do") {
        "remove" => "officers".to_owned(),
        _ => format!("officers/{}", colleague.id.0),
    };
    Ok(done(&branch, &page, Said::Saved, &language(&visit)))
}

fn id(branch: &Handle) -> BranchId {
    BranchId::new(&branch.live().setup().id)
}

/// Who works in the branch, by name.
async fn colleagues(visit: &Visit, here: &BranchId) -> Result<Vec<Person>> {
    let mut all = staff::all(&visit.state.store).await?;
    all.retain(|person| person.roles.in_branch(here.as_str()).next().is_some());
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

/// The colleague whom the address names.
async fn colleague(visit: &mut Visit, branch: &Handle) -> Result<Person> {
    let number = path_parameter(&mut visit.parts, "person").await.parse().map_err(|_| Error::not_found())?;
    let all = colleagues(visit, &id(branch)).await?;
    all.into_iter().find(|person| person.id == CsrId(number)).ok_or_else(Error::not_found)
}

async fn page_of(
    visit: &Visit,
    branch: &Handle,
    colleague: &Person,
    refused: Option<FilledForm>,
    away: FilledForm,
) -> Result<OfficeBody> {
    let on_duty = officers::all(&visit.state.store, &id(branch), clock::now()).await?;
    let officer = on_duty.iter().find(|officer| officer.person == colleague.id);
    let form = refused.unwrap_or_else(|| officer.map_or_else(new_form, |officer| filled(&officer.duty)));
    Ok(OfficeBody::Officer(Box::new(OfficerOffice {
        id: colleague.id.0,
        name: colleague.name.clone(),
        can_be_booked: officer.is_some(),
        form,
        services: services(&branch.live().setup()),
        languages: branch.live().setup().languages.clone(),
        absences: absences(visit, branch, officer).await?,
        away,
    })))
}

/// The form as it stands for what is kept.
fn filled(duty: &Duty) -> FilledForm {
    let mut form = new_form();
    for service in &duty.services {
        form = form.with(&[SERVICE, service].concat(), "on");
    }
    for language in &duty.languages {
        form = form.with(&[SPEAKS, language].concat(), "on");
    }
    for (day, (field, _)) in (0..).zip(DAYS) {
        form = form.with(field, hours_of(&duty.week, day).unwrap_or_default());
    }
    form
}

/// The hours of a weekday as they are typed: `08:30-13:30, 14:45-16:15`.
fn hours_of(week: &[WorkHours], day: u8) -> Option<String> {
    let of_day: Vec<WorkHours> = week.iter().filter(|hours| hours.weekday == u32::from(day)).copied().collect();
    let written = WorkHours::write_week(&of_day);
    let stretches: Vec<&str> =
        written.lines().filter_map(|line| line.split_once(' ')).map(|(_, hours)| hours).collect();
    (!stretches.is_empty()).then(|| stretches.join(", "))
}

/// What was typed, or what is wrong with it.
fn duty(form: &mut FilledForm, branch: &Handle) -> Option<Duty> {
    let languages: Vec<Language> = branch.live().setup().languages.clone();
    let is_ticked = |form: &FilledForm, name: String| form.value(&name) == "on";
    let services = services(&branch.live().setup()).into_iter().map(|(id, _)| id);
    let services: Vec<String> = services.filter(|id| is_ticked(form, [SERVICE, id].concat())).collect();
    if services.is_empty() {
        form.fault("services", FieldFault::Missing);
    }
    let languages = languages.iter().map(|language| language.as_str().to_owned());
    let languages = languages.filter(|code| is_ticked(form, [SPEAKS, code].concat())).collect();
    let mut week = Vec::new();
    for (field, day) in DAYS {
        let stretches = form.value(field).split(',').map(str::trim).filter(|stretch| !stretch.is_empty());
        let lines: Vec<String> = stretches.map(|stretch| format!("{day} {}", stretch.replace('–', "-"))).collect();
        match WorkHours::parse_week(&lines.join("\n")) {
            Ok(hours) => week.extend(hours),
            Err(_) => form.fault(field, FieldFault::Malformed),
        }
    }
    if week.is_empty() && form.is_right() {
        form.fault("day0", FieldFault::Missing);
    }
    form.is_right().then_some(Duty { services, languages, week })
}

fn absence(form: &mut FilledForm, branch: &Handle, person: CsrId) -> Option<OfficerAbsence> {
    let zone = branch.live().setup().calendar.time_zone().clone();
    let mut time = |field: &str| match parse_start(&zone, form.value(field)) {
        Ok(at) => Some(at),
        Err(WallFault::Unreadable) if form.value(field).is_empty() => {
            form.fault(field, FieldFault::Missing);
            None
        }
        Err(_) => {
            form.fault(field, FieldFault::Malformed);
            None
        }
    };
    let (from, to) = (time("from"), time("to"));
    let (from, to) = (from?, to?);
    if to <= from {
        form.fault("to", FieldFault::Malformed);
    } else if to <= clock::now() {
        form.fault("to", FieldFault::Past);
    }
    form.is_right().then_some(OfficerAbsence { person, from, to })
}

/// The absences of an officer that are not over, each with what is still booked in it.
async fn absences(visit: &Visit, branch: &Handle, officer: Option<&OfficerOnDuty>) -> Result<Vec<AbsenceRow>> {
    let zone = branch.live().setup().calendar.time_zone().clone();
    let (here, store) = (id(branch), &visit.state.store);
    let mut rows = Vec::new();
    for absence in officer.into_iter().flat_map(|officer| &officer.absences) {
        let (first, last) = (Quarter::containing(absence.from).0, Quarter::from(absence.to).0);
        let booked = appointment::between(store, &here, first, last).await?;
        let booked = booked.iter().filter(|one| one.officer == absence.person && one.state == "booked").count();
        let clock = |at| wall(&zone, at).strftime("%Y-%m-%dT%H:%M").to_string();
        rows.push(AbsenceRow {
            at: absence.from.0,
            from: clock(absence.from),
            to: clock(absence.to),
            booked: u32::try_from(booked).unwrap_or(u32::MAX),
        });
    }
    Ok(rows)
}
