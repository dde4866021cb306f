//! A problem as a page: what is wrong, what to do, the way home; and where somebody must sign in, the sign-in.

use super::{Visit, enrol};
use crate::http::AppState;
use crate::http::extract::Wanted;
use crate::http::pages::sign_in::form_encoded;
use crate::http::problem::Error;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use wire::Code;

/// A layer around everything that a person may open: it puts a page in the place of each problem. Programs, which ask
/// below `/api/`, and pages, which ask for their parts below `/pkg/`, are answered with the problem itself.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") || path.starts_with("/pkg/") {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let visit = Visit { state, parts: parts.clone(), is_device: false };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = response.extensions_mut().remove::<Error>() else { return response };
    let read = matches!(visit.parts.method, Method::GET | Method::HEAD);
    match error.code() {
        Code::Unauthenticated if read => to_sign_in(&visit, false),
        Code::Forbidden if read => to_sign_in(&visit, true),
        Code::DeviceUnknown if read => enrol::page(visit).await,
        Code::PasswordChangeRequired if read => to_duty(&visit, "/password"),
        Code::SecondFactorMissing if read => to_duty(&visit, "/second-factor"),
        _ => {
            let mut page = page(visit, &error).await;
            for name in [header::ALLOW, header::RETRY_AFTER] {
                if let Some(value) = response.headers_mut().remove(&name) {
                    page.headers_mut().insert(name, value);
                }
            }
            page
        }
    }
}

async fn page(visit: Visit, error: &Error) -> Response {
    let language = visit.wanted(&visit.languages()).await;
    visit.render(&error.problem(), &language, Some(error.status())).await
}

/// A person whose password somebody else knows changes it first, and one who lacks the second factor that the bank demands sets it up.
fn to_duty(visit: &Visit, page: &str) -> Response {
    let next = visit.parts.uri.path_and_query().map_or("/", |next| next.as_str());
    let mut query = vec![("next", next)];
    query.extend(Wanted::in_query(visit.parts.uri.query()).map(|language| ("lang", language)));
    Redirect::to(&format!("{page}?{}", form_encoded(&query))).into_response()
}

/// A person who lacks the role is told so there, and may sign in as another.
fn to_sign_in(visit: &Visit, forbidden: bool) -> Response {
    let next = visit.parts.uri.path_and_query().map_or("/", |next| next.as_str());
    let mut query = vec![("next", next)];
    if forbidden {
        query.push(("forbidden", "1"));
    }
    if let Some(language) = Wanted::in_query(visit.parts.uri.query()) {
        query.push(("lang", language));
    }
    Redirect::to(&format!("/sign-in?{}", form_encoded(&query))).into_response()
}
