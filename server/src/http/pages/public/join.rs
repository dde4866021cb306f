//! `/b/{branch}/join`: the way to a ticket from home. Looking changes nothing; the last step's form takes the ticket.

use super::{shown, with_status};
use crate::http::api::tickets::{NotTaken, call_back, find, issued, new_token};
use crate::http::authorise::same_origin;
use crate::http::client;
use crate::http::cookie::{joined, joined_cookie, keeps_secure_cookies};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::{key_of, new_form};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use ::branch::{Actor, CommandError, Handle, RequestKey, feed};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use machine::clock;
use queue::{Command, Duration, Issue, Language, ServiceId};
use records::contact::Contact;
use serde::Deserialize;
use wire::{Code, FieldFault, FilledForm, JoinPage, JoinStep, PublicBody, Service, ServiceWait};

/// The ways to choose from, in minutes.
pub const MINUTES: [u32; 9] = [5, 10, 15, 20, 30, 45, 60, 90, 120];
/// What a form has chosen before the visitor does.
pub const USUAL_MINUTES: u32 = 20;

/// `GET /b/{branch}/join`: a question a page, by what the address has.
pub async fn page(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let wanted = in_query(visit.parts.uri.query(), "service");
    let service = setup.service(&ServiceId::new(&wanted)).cloned();
    let page = match (why_not(&branch), service) {
        (Some(why), _) => JoinPage::Off { why },
        (None, None) => {
            let language = visit.wanted(&setup.languages).await;
            let catalogue = wire::Catalogue::clone(&setup.catalogue).without_search_words();
            let categories = catalogue.in_languages(&[&language]).categories;
            JoinPage::Service { categories, waits: waits(&visit, &branch).await }
        }
        (None, Some(service)) => {
            let form = new_form().with("travel", USUAL_MINUTES.to_string());
            JoinPage::Travel(Box::new(step(&visit, &branch, &service, form, None).await))
        }
    };
    Ok(shown(visit, &setup, PublicBody::Join(Box::new(page))).await)
}

/// Why nobody can take a ticket from home now.
pub fn why_not(branch: &Handle) -> Option<Code> {
    let now = clock::now();
    branch.live().read(|branch, _| {
        if !comes(branch) && !is_called_back(branch) {
            Some(Code::NoRemote)
        } else if branch.evacuating().is_some() {
            Some(Code::Evacuating)
        } else {
            branch.opening_at(now).is_none().then_some(Code::Closed)
        }
    })
}

/// Whether the branch gives tickets from home, and whether it calls visitors back.
pub fn comes(branch: &queue::Branch) -> bool {
    branch.setup().is_some_and(|setup| setup.policy.remote_most > 0)
}

pub fn is_called_back(branch: &queue::Branch) -> bool {
    branch.setup().is_some_and(|setup| setup.policy.call_backs_most > 0)
}

/// What the next visitor for each service can expect, where the forecast is fresh.
pub async fn waits(visit: &Visit, branch: &Handle) -> Vec<ServiceWait> {
    let (now, limits) = (clock::now(), visit.state.limits.clone());
    let foreseen = branch.live().foresight_outside(now, || limits.prediction()).await.is_some();
    let mut waits = feed::scene(branch.live(), now, |scene| view::kiosk(scene).services);
    for wait in waits.iter_mut().filter(|_| !foreseen) {
        wait.wait = None;
    }
    waits
}

async fn step(visit: &Visit, branch: &Handle, service: &Service, form: FilledForm, refused: Option<Code>) -> JoinStep {
    let row = waits(visit, branch).await.into_iter().find(|wait| wait.service == service.id);
    let (comes, called_back) = branch.live().read(|branch, _| (comes(branch), is_called_back(branch)));
    JoinStep {
        service: service.id.clone(),
        name: service.name.clone(),
        wait: row.and_then(|row| row.wait),
        minutes: if comes { MINUTES.to_vec() } else { Vec::new() },
        form,
        call_back: called_back.then(new_form),
        refused,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    key: String,
    service: String,
    travel: String,
    language: String,
    /// There where the visitor asks to be called back.
    call_back: String,
    phone: String,
}

/// `POST /b/{branch}/join`: takes a ticket, and leads to its page. A browser that has one already is led to that.
pub async fn join(visit: Visit, Branch(branch): Branch, Fields(form): Fields<JoinForm>) -> Page {
    same_origin(&visit.parts.headers)?;
    let setup = branch.live().setup();
    let service = ServiceId::new(&form.service);
    let Some(offered) = setup.service(&service).cloned() else {
        return Ok(Redirect::to(&format!("/b/{}/join", setup.id)).into_response());
    };
    let spoken = setup.languages.iter().map(wire::Language::as_str);
    let language =
        spoken.clone().find(|code| *code == form.language).or(spoken.clone().next()).unwrap_or("it").to_owned();
    let to_ticket = |token: &str| Redirect::to(&format!("/t/{token}?lang={language}"));
    let jar = CookieJar::from_headers(&visit.parts.headers);
    if let Some(token) = still_waiting(&visit, &branch, &jar).await {
        return Ok(to_ticket(&token).into_response());
    }
    if !form.call_back.is_empty() {
        let joined = to_be_called(&visit, &branch, (&offered, language.as_str()), &form).await?;
        return match joined {
            Ok(token) => {
                let secure = keeps_secure_cookies(visit.state.site.public_url.as_deref(), &visit.parts.headers);
                Ok((jar.add(joined_cookie(token.clone(), secure)), to_ticket(&token)).into_response())
            }
            Err((step, status)) => {
                let page = PublicBody::Join(Box::new(JoinPage::Travel(step)));
                Ok(with_status(visit, &setup, page, status).await)
            }
        };
    }
    let typed = FilledForm::new(&form.key).with("travel", &form.travel);
    let Some(minutes) = form.travel.parse::<u32>().ok().filter(|minutes| MINUTES.contains(minutes)) else {
        let mut typed = typed;
        typed.fault("travel", FieldFault::NotOffered);
        let page = JoinPage::Travel(Box::new(step(&visit, &branch, &offered, typed, None).await));
        return Ok(with_status(visit, &setup, PublicBody::Join(Box::new(page)), StatusCode::UNPROCESSABLE_ENTITY).await);
    };
    let address = client::address(&visit.parts.extensions, &visit.parts.headers, &visit.state.site.trusted_proxies);
    visit.state.limits.join(address)?;
    let command = from_home(service, &language, minutes);
    let key = key_of(&form.key);
    match branch.command(key, Actor::Visitor, command).await {
        Ok(events) => {
            let token = issued(&events)?.token;
            let secure = keeps_secure_cookies(visit.state.site.public_url.as_deref(), &visit.parts.headers);
            Ok((jar.add(joined_cookie(token.clone(), secure)), to_ticket(&token)).into_response())
        }
        Err(error @ (CommandError::Refused(_) | CommandError::KeyReused)) => {
            // The next try is another request.
            let typed = FilledForm { key: RequestKey::fresh().as_str().to_owned(), ..typed };
            let refused = Some(Error::from(error).code());
            let page = JoinPage::Travel(Box::new(step(&visit, &branch, &offered, typed, refused).await));
            Ok(with_status(visit, &setup, PublicBody::Join(Box::new(page)), StatusCode::CONFLICT).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a ticket for who asks to be called back: its token, or the page that says why there is none.
async fn to_be_called(
    visit: &Visit,
    branch: &Handle,
    (service, language): (&Service, &str),
    form: &JoinForm,
) -> Result<std::result::Result<String, (Box<JoinStep>, StatusCode)>, Error> {
    let typed = FilledForm::new(&form.key).with("phone", &form.phone);
    let phone = match dialled(&form.phone) {
        Ok(phone) => phone,
        Err(fault) => {
            let mut typed = typed;
            typed.fault("phone", fault);
            let page = asked_again(visit, branch, service, typed, None).await;
            return Ok(Err((page, StatusCode::UNPROCESSABLE_ENTITY)));
        }
    };
    let address = client::address(&visit.parts.extensions, &visit.parts.headers, &visit.state.site.trusted_proxies);
    visit.state.limits.join(address)?;
    let asks = (key_of(&form.key), Actor::Visitor);
    match call_back(&visit.state, branch, asks, (ServiceId::new(&service.id), language), &phone).await {
        Ok(taken) => Ok(Ok(taken.token)),
        Err(NotTaken::Command(error @ (CommandError::Refused(_) | CommandError::KeyReused))) => {
            // The next try is another request.
            let typed = FilledForm { key: RequestKey::fresh().as_str().to_owned(), ..typed };
            let refused = Some(Error::from(error).code());
            Ok(Err((asked_again(visit, branch, service, typed, refused).await, StatusCode::CONFLICT)))
        }
        Err(NotTaken::Command(error)) => Err(error.into()),
        Err(NotTaken::Failed(error)) => Err(error),
    }
}

/// The step with the form of a call-back as it was filled in.
async fn asked_again(
    visit: &Visit,
    branch: &Handle,
    service: &Service,
    call_back: FilledForm,
    refused: Option<Code>,
) -> Box<JoinStep> {
    let chosen = new_form().with("travel", USUAL_MINUTES.to_string());
    let page = step(visit, branch, service, chosen, refused).await;
    Box::new(JoinStep { call_back: Some(call_back), ..page })
}

/// The number to dial, as it was typed; or what is wrong with it.
pub fn dialled(typed: &str) -> std::result::Result<String, FieldFault> {
    match Contact::parse("", "", typed) {
        Ok(contact) => contact.phone.ok_or(FieldFault::Missing),
        Err(_) => Err(FieldFault::Malformed),
    }
}

/// A ticket for who is so many minutes away.
pub fn from_home(service: ServiceId, language: &str, minutes: u32) -> Command {
    Command::Issue(Issue {
        service,
        then: Vec::new(),
        language: Language::new(language),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: None,
        travel: Some(Duration::minutes(i64::from(minutes))),
        call_back: false,
        token: new_token(),
    })
}

/// The ticket of this branch that was taken from home in this browser, while its turn is to come.
pub(super) async fn still_waiting(visit: &Visit, branch: &Handle, jar: &CookieJar) -> Option<String> {
    let token = joined(jar)?;
    let (of, ticket) = find(&visit.state, &token).await.ok()?;
    let waits = of.live().read(|branch, _| branch.ticket(ticket).is_some_and(|ticket| !ticket.state.is_over()));
    (waits && of.live().setup().id == branch.live().setup().id).then_some(token)
}
