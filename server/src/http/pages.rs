//! The screens as pages: each is rendered from one snapshot, which it carries, and runs on from there.

use super::authorise::{Csr, Manager, signed_in};
use super::extract::{Branch, Desk, Wanted};
use super::problem::Error;
use super::session::{form_encoded, own_path};
use super::{AppState, tickets, views};
use app::{PageAddress, PageData, PageLanguage, PageProblem};
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use branch::Handle;
use branch::feed;
use leptos::config::Env;
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::ResponseOptions;
use machine::clock;
use queue::ServiceId;
use serde::{Deserialize, Serialize};
use store::Person;
use view::Scene;
use wire::{DeskChoicePage, DeskPage, FrontDoorPage, KioskPage, Language, LobbyPage};
use wire::{ManagerPage, PrinterRow, ReadyPage, SignInPage, StaffMember, TicketPage};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(front_door))
        .route("/sign-in", get(sign_in))
        .route("/b/{branch}/kiosk", get(kiosk))
        .route("/b/{branch}/lobby", get(lobby))
        .route("/b/{branch}/desk", get(desk_choice))
        .route("/b/{branch}/desk/{desk}", get(desk))
        .route("/b/{branch}/manager", get(manager))
        .route("/t/{token}", get(ticket))
        .route("/b/{branch}/ready/{service}", get(ready))
}

/// A page, or why there is none.
type Page = Result<Response, Response>;

/// A request for a page: what a page needs beside its data.
struct Visit {
    state: AppState,
    parts: Parts,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self { state: state.clone(), parts: parts.clone() })
    }
}

impl Visit {
    /// Takes what an API route would take, and explains its refusal as a page.
    async fn take<T: FromRequestParts<AppState, Rejection = Error>>(&mut self) -> Result<T, Response> {
        let taken = T::from_request_parts(&mut self.parts, &self.state).await;
        match taken {
            Ok(taken) => Ok(taken),
            Err(Error::Unauthenticated) => Err(self.to_sign_in(false)),
            Err(Error::Forbidden) => Err(self.to_sign_in(true)),
            Err(error) => Err(self.explain(&error).await),
        }
    }

    /// A person who lacks the role is told so there, and may sign in as another.
    fn to_sign_in(&self, forbidden: bool) -> Response {
        let next = self.parts.uri.path_and_query().map_or("/", |next| next.as_str());
        let mut query = vec![("next", next)];
        if forbidden {
            query.push(("forbidden", "1"));
        }
        if let Some(language) = Wanted::in_query(self.parts.uri.query()) {
            query.push(("lang", language));
        }
        Redirect::to(&format!("/sign-in?{}", form_encoded(&query))).into_response()
    }

    /// A page in the language that the browser asks for, of those that have the staff's words: for what belongs to one
    /// person.
    async fn personal<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = self.wanted(&of_staff(languages)).await;
        self.render(data, &language, None).await
    }

    /// A page in the language that the browser asks for, among all: for a visitor's own device.
    async fn own<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = self.wanted(languages).await;
        self.render(data, &language, None).await
    }

    /// A page in the branch's first language, unless the address says otherwise: for what stands in the branch.
    async fn public<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = Wanted::asked(self.parts.uri.query(), languages).to_owned();
        self.render(data, &language, None).await
    }

    async fn explain(&mut self, error: &Error) -> Response {
        let problem = error.problem();
        let language = self.wanted(&self.languages()).await;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let visit = Self { state: self.state.clone(), parts: self.parts.clone() };
        visit.render(&problem, &language, Some(status)).await
    }

    async fn wanted(&self, languages: &[Language]) -> String {
        let mut parts = self.parts.clone();
        let Ok(wanted) = Wanted::from_request_parts(&mut parts, &()).await;
        wanted.among(languages).to_owned()
    }

    /// The languages of all branches, for pages that belong to none.
    fn languages(&self) -> Vec<Language> {
        self.state.branches.setups().first().map(|setup| setup.languages.clone()).unwrap_or_default()
    }

    /// Has the app render the page; `problem` is the status of a page that explains why there is no other.
    async fn render<T: Serialize>(self, data: &T, language: &str, problem: Option<StatusCode>) -> Response {
        let data = match serde_json::to_string(data) {
            Ok(json) => PageData(json.into()),
            Err(error) => return Error::BodyInvalid(error.to_string()).into_response(),
        };
        let language = PageLanguage(language.to_owned());
        let options = self.state.site.leptos.clone();
        let address = PageAddress(self.parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned());
        let watch = options.env == Env::DEV;
        let render = leptos_axum::render_app_async_with_context(
            move || {
                provide_context(address.clone());
                provide_context(data.clone());
                provide_context(language.clone());
                provide_context(PageProblem(problem.is_some()));
                expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy(watch));
            },
            move || app::shell(options.clone()),
        );
        let mut response = finished(render(Request::from_parts(self.parts, Body::empty())).await).await;
        if let Some(status) = problem {
            *response.status_mut() = status;
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
        response
    }
}

/// The page as the app rendered it, made whole: it is sent in one piece.
async fn finished(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    match axum::body::to_bytes(body, usize::MAX).await {
        Ok(html) => Response::from_parts(parts, app::finished(&String::from_utf8_lossy(&html)).into()),
        Err(error) => Error::BodyInvalid(error.to_string()).into_response(),
    }
}

/// What a page may load and run: what comes from here, and the scripts that carry the nonce of this very answer.
/// While developing, the page may also listen for a rebuild, at a port of its own.
fn policy(watch: bool) -> HeaderValue {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let rebuild = if watch { " ws:" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         connect-src 'self'{rebuild}; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

/// The languages that have the staff's words: those of a branch, or where it has none such, all there are.
fn of_staff(languages: &[Language]) -> Vec<Language> {
    let mut known: Vec<Language> = app::languages_of_staff().into_iter().map(Language::new).collect();
    if known.iter().any(|known| languages.contains(known)) {
        known = languages.iter().filter(|language| known.contains(language)).cloned().collect();
    }
    known
}

/// What a page shows, from the branch's state at this moment.
fn look<T>(branch: &Handle, look: impl FnOnce(&Scene) -> T) -> T {
    feed::scene(branch.live(), clock::now(), look)
}

fn staff_member(person: Person) -> StaffMember {
    StaffMember { id: person.id.0, name: person.name }
}

async fn front_door(visit: Visit) -> Response {
    let page = FrontDoorPage { branches: views::names(&visit.state) };
    let languages = visit.languages();
    visit.personal(&languages, &page).await
}

async fn kiosk(mut visit: Visit) -> Page {
    let Branch(branch) = visit.take().await?;
    let setup = branch.live().setup.clone();
    // Its own language, and the first one, in which the next visitor is greeted; another is fetched when it is chosen.
    let spoken = [
        Wanted::asked(visit.parts.uri.query(), &setup.languages),
        setup.languages.first().map_or("", Language::as_str),
    ];
    let mut catalogue = setup.catalogue.as_ref().clone().in_languages(&spoken);
    // A page that shows no search is sent without its words; the kiosk fetches them once it runs.
    let searches = visit.parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("q=")));
    if !searches {
        catalogue = catalogue.without_search_words();
    }
    let page = KioskPage {
        catalogue,
        snapshot: look(&branch, view::kiosk),
        panel_inches: setup.kiosk_panel_inches,
        hours: setup.calendar.week(),
        speech: visit.state.speech.available().await,
        prints: setup.kiosk_printer().is_some(),
        browser_prints: setup.browser_printing,
    };
    Ok(visit.public(&setup.languages, &page).await)
}

async fn lobby(mut visit: Visit) -> Page {
    let Branch(branch) = visit.take().await?;
    let setup = branch.live().setup.clone();
    let page = LobbyPage {
        snapshot: look(&branch, view::lobby),
        panel_inches: setup.lobby_panel_inches,
        speech: visit.state.speech.available().await,
    };
    Ok(visit.public(&setup.languages, &page).await)
}

async fn desk_choice(mut visit: Visit) -> Page {
    let Branch(branch) = visit.take().await?;
    let Csr(person) = visit.take().await?;
    let page = DeskChoicePage { staff: staff_member(person), snapshot: look(&branch, view::desk_choice) };
    Ok(visit.personal(&branch.live().setup.languages, &page).await)
}

async fn desk(mut visit: Visit) -> Page {
    let Branch(branch) = visit.take().await?;
    let Csr(person) = visit.take().await?;
    let Desk(desk) = visit.take().await?;
    let Some(snapshot) = look(&branch, |scene| view::desk(scene, &desk)) else {
        return Err(visit.explain(&Error::DeskUnknown(desk.to_string())).await);
    };
    let page = DeskPage { staff: staff_member(person), snapshot };
    Ok(visit.personal(&branch.live().setup.languages, &page).await)
}

async fn manager(mut visit: Visit) -> Page {
    let Branch(branch) = visit.take().await?;
    let Manager(person) = visit.take().await?;
    let setup = &branch.live().setup;
    let rows = setup.printers.iter().map(|(id, printer)| PrinterRow {
        id: id.clone(),
        paper_mm: printer.paper.millimetres(),
        of_kiosk: setup.kiosk_printer.as_ref() == Some(id),
    });
    let (snapshot, printers) = (look(&branch, view::manager), rows.collect());
    let page = ManagerPage { staff: staff_member(person), snapshot, printers };
    Ok(visit.personal(&branch.live().setup.languages, &page).await)
}

/// The visitor's page speaks the ticket's language, unless the address says otherwise.
async fn ticket(mut visit: Visit, Path(token): Path<String>) -> Page {
    let found = tickets::find(&visit.state, &token).await;
    let (branch, id) = match found {
        Ok(found) => found,
        Err(error) => return Err(visit.explain(&error).await),
    };
    let Some(snapshot) = look(&branch, |scene| view::ticket(scene, id)) else {
        return Err(visit.explain(&Error::LinkUnknown).await);
    };
    let own = snapshot.language.clone();
    let mut languages = branch.live().setup.languages.clone();
    languages.sort_by_key(|language| *language != own);
    Ok(visit.public(&languages, &TicketPage { token, snapshot }).await)
}

/// What to have ready for a service, to take away.
async fn ready(mut visit: Visit, Path((_, service)): Path<(String, String)>) -> Page {
    let Branch(branch) = visit.take().await?;
    let setup = branch.live().setup.clone();
    let Some(found) = setup.service(&ServiceId::new(&service)) else {
        return Err(visit.explain(&Error::ServiceNotFound(service)).await);
    };
    let page = ReadyPage {
        branch: setup.id.clone(),
        name: setup.name.clone(),
        languages: setup.languages.clone(),
        disclaimer: setup.catalogue.disclaimer.clone(),
        service: found.clone(),
    };
    Ok(visit.own(&setup.languages, &page).await)
}

#[derive(Deserialize)]
struct SignInQuery {
    #[serde(default)]
    next: String,
    refused: Option<String>,
    forbidden: Option<String>,
}

async fn sign_in(visit: Visit, State(state): State<AppState>, Query(query): Query<SignInQuery>) -> Page {
    let person = signed_in(&visit.parts, &state).await.map_err(IntoResponse::into_response)?;
    let page = SignInPage {
        next: own_path(&query.next).to_owned(),
        refused: query.refused.is_some(),
        signed_in_as: person.filter(|_| query.forbidden.is_some()).map(|person| person.name),
        demo_users: state.site.demo_users.clone(),
    };
    let languages = visit.languages();
    Ok(visit.personal(&languages, &page).await)
}
