//! A request for a page, and the page that it is answered with.

use crate::http::AppState;
use crate::http::cookie::{device_cookie, keeps_secure_cookies};
use crate::http::devices::By;
use crate::http::extract::Wanted;
use crate::http::problem::Error;
use app::{PageAddress, PageData, PageDevice, PageLanguage, PageProblem};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use branch::{Handle, Screen, feed};
use leptos::config::Env;
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::ResponseOptions;
use machine::clock;
use serde::Serialize;
use store::Person;
use view::Scene;
use wire::{Language, PhoneCode, StaffMember};

/// What a page needs beside its data.
pub struct Visit {
    pub state: AppState,
    pub parts: Parts,
    /// The browser is an enrolled device.
    pub is_device: bool,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self { state: state.clone(), parts: parts.clone(), is_device: false })
    }
}

impl Visit {
    /// A page in the language that the browser asks for, of those that have the staff's words: for what belongs to one
    /// person.
    pub async fn personal<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = self.of_person(languages).await;
        self.render(data, &language, None).await
    }

    /// The language of such a page.
    pub async fn of_person(&self, languages: &[Language]) -> String {
        self.wanted(&of_staff(languages)).await
    }

    /// A page in the language that the browser asks for, among all: for a visitor's own device.
    pub async fn own<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = self.wanted(languages).await;
        self.render(data, &language, None).await
    }

    /// A page in the branch's first language, unless the address says otherwise: for what stands in the branch.
    pub async fn public<T: Serialize>(self, languages: &[Language], data: &T) -> Response {
        let language = Wanted::asked(self.parts.uri.query(), languages).to_owned();
        self.render(data, &language, None).await
    }

    /// The page of a kiosk or a display. An enrolled one is given its key anew, because browsers forget cookies after some months.
    pub async fn of_device<T: Serialize>(mut self, languages: &[Language], data: &T, by: By) -> Response {
        let By::Device(key) = by else { return self.public(languages, data).await };
        let secure = keeps_secure_cookies(self.state.site.public_url.as_deref(), &self.parts.headers);
        self.is_device = true;
        let page = self.public(languages, data).await;
        (CookieJar::new().add(device_cookie(key, secure)), page).into_response()
    }

    /// Leads to another path of this server; the query goes along.
    pub fn redirect(&self, path: &str) -> Redirect {
        let query = self.parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Redirect::to(&format!("{path}{query}"))
    }

    /// Whether the page shows codes for phones.
    pub fn phone_code(&self) -> PhoneCode {
        let site = &self.state.site;
        match site.phones.origin(&self.parts.headers) {
            Some(_) => PhoneCode::Shown,
            None if site.demo_users.is_empty() => PhoneCode::LeftOut,
            None => PhoneCode::Link,
        }
    }

    /// The language that the browser asks for.
    pub async fn wanted(&self, languages: &[Language]) -> String {
        let mut parts = self.parts.clone();
        let Ok(wanted) = Wanted::from_request_parts(&mut parts, &()).await;
        wanted.among(languages).to_owned()
    }

    /// The languages of all branches, for pages that belong to none.
    pub fn languages(&self) -> Vec<Language> {
        self.state.branches.setups().first().map(|setup| setup.languages.clone()).unwrap_or_default()
    }

    /// Has the app render the page; `problem` is the status of a page that explains why there is no other.
    pub async fn render<T: Serialize>(self, data: &T, language: &str, problem: Option<StatusCode>) -> Response {
        let data = match serde_json::to_string(data) {
            Ok(json) => PageData(json.into()),
            Err(error) => return Error::internal(error).into_response(),
        };
        let language = PageLanguage(language.to_owned());
        let options = self.state.site.leptos.clone();
        let address = PageAddress(self.parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned());
        let watch = options.env == Env::DEV;
        let is_device = self.is_device;
        let render = leptos_axum::render_app_async_with_context(
            move || {
                provide_context(address.clone());
                provide_context(data.clone());
                provide_context(language.clone());
                provide_context(PageProblem(problem.is_some()));
                provide_context(PageDevice(is_device));
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
        Err(error) => Error::internal(error).into_response(),
    }
}

/// What a page may load and run: what comes from here, sounds that it holds in memory, and the scripts that carry the
/// nonce of this very answer.
/// While developing, the page may also listen for a rebuild, at a port of its own.
fn policy(watch: bool) -> HeaderValue {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let rebuild = if watch { " ws:" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         connect-src 'self'{rebuild}; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
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
pub async fn look<T>(branch: &Handle, screen: &Screen, look: impl FnOnce(&Scene) -> T) -> T {
    branch.live().foreseen(screen).await;
    feed::scene(branch.live(), clock::now(), look)
}

/// The person who is signed in, as their own page names them.
pub fn staff_member(person: Person) -> StaffMember {
    StaffMember { id: person.id.0, name: person.name }
}
