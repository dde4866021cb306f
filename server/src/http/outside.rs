//! What the public listener serves: the pages that visitors read at home, their own links, and what these need. The internet may
//! reach it; anything else is not found there, whoever asks.

use super::problem::Error;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// A route for visitors: whether it can be read, whether it takes something, its pattern.
type Route = (bool, bool, &'static str);

const READ: bool = true;
const TAKES: bool = true;

/// Every route of the public listener. What no route answers is a file of the site.
const ROUTES: &[Route] = &[
    // The branch's pages.
    (READ, !TAKES, "/b/{branch}"),
    (READ, !TAKES, "/b/{branch}/"),
    (READ, TAKES, "/b/{branch}/book"),
    (READ, TAKES, "/b/{branch}/join"),
    (READ, !TAKES, "/b/{branch}/here"),
    (READ, TAKES, "/b/{branch}/status"),
    (READ, TAKES, "/b/{branch}/complain"),
    (READ, TAKES, "/b/{branch}/interest"),
    (READ, TAKES, "/b/{branch}/feedback"),
    (READ, !TAKES, "/b/{branch}/ready/{service}"),
    (READ, !TAKES, "/b/{branch}/fill/{form}"),
    (READ, !TAKES, "/api/v1/branches/{branch}/ready/{service}/qr.svg"),
    (READ, !TAKES, "/api/v1/branches/{branch}/ready/{service}/usual.svg"),
    (READ, !TAKES, "/api/v1/branches/{branch}/ready/{service}/articles"),
    (READ, !TAKES, "/api/v1/branches/{branch}/forms/{form}"),
    (READ, !TAKES, "/api/v1/branches/{branch}/products/{sheet}"),
    // Of an appointment.
    (READ, !TAKES, "/a/{token}"),
    (READ, TAKES, "/a/{token}/cancel"),
    (READ, TAKES, "/a/{token}/move"),
    (READ, TAKES, "/a/{token}/here"),
    (!READ, TAKES, "/a/{token}/phone"),
    (READ, !TAKES, "/api/v1/appointments/{token}"),
    (READ, !TAKES, "/api/v1/appointments/{token}/calendar.ics"),
    (READ, !TAKES, "/api/v1/appointments/{token}/qr.svg"),
    (!READ, TAKES, "/api/v1/appointments/{token}/arrive"),
    (!READ, TAKES, "/api/v1/appointments/{token}/cancel"),
    (!READ, TAKES, "/api/v1/appointments/{token}/move"),
    (!READ, TAKES, "/api/v1/appointments/{token}/contact"),
    // Of a ticket.
    (READ, !TAKES, "/t/{token}"),
    (READ, !TAKES, "/t/{token}/"),
    (READ, TAKES, "/t/{token}/cancel"),
    (READ, TAKES, "/t/{token}/delay"),
    (READ, TAKES, "/t/{token}/set-off"),
    (READ, TAKES, "/t/{token}/arrive"),
    (READ, !TAKES, "/t/{token}/manifest.webmanifest"),
    (READ, !TAKES, "/api/v1/tickets/{token}"),
    (READ, !TAKES, "/api/v1/tickets/{token}/stream"),
    (READ, !TAKES, "/api/v1/tickets/{token}/qr.svg"),
    (!READ, TAKES, "/api/v1/tickets/{token}/cancel"),
    (!READ, TAKES, "/api/v1/tickets/{token}/delay"),
    (!READ, TAKES, "/api/v1/tickets/{token}/set-off"),
    (!READ, TAKES, "/api/v1/tickets/{token}/arrive"),
    (READ, TAKES, "/api/v1/tickets/{token}/push"),
    (READ, !TAKES, "/api/v1/push-key"),
    // Of an interest in a product.
    (READ, TAKES, "/i/{token}"),
    // How the visit was.
    (READ, TAKES, "/f/{token}"),
    (!READ, TAKES, "/api/v1/feedback/{token}"),
    // The words of the pages that run.
    (READ, !TAKES, "/words/{version}/{screen}/{file}"),
    (READ, !TAKES, "/offline-words.json"),
    // What visitors send from a program of their own.
    (!READ, TAKES, "/api/v1/branches/{branch}/appointments"),
    (READ, !TAKES, "/api/v1/branches/{branch}/slots"),
    (!READ, TAKES, "/api/v1/branches/{branch}/complaints"),
];

/// Whether the public listener answers this.
fn is_for_visitors(method: &Method, pattern: &str) -> bool {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let takes = matches!(*method, Method::POST | Method::DELETE);
    ROUTES.iter().any(|(read, take, route)| *route == pattern && ((*read && reads) || (*take && takes)))
}

/// The layer by which everything else is not found.
pub async fn visitors_only(request: Request, next: Next) -> Response {
    // The site's files have no route; what is no file is not found there.
    let pattern = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let is_open = pattern.is_none_or(|pattern| is_for_visitors(request.method(), pattern));
    if is_open { next.run(request).await } else { Error::not_found().into_response() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::api;
    use std::collections::BTreeSet;

    #[test]
    fn no_route_for_visitors_is_guarded_and_each_is_there() {
        let (_, document) = api::router().split_for_parts();
        let document = serde_json::to_value(document).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let mut open = BTreeSet::new();
        for (path, methods) in paths {
            for (method, operation) in methods.as_object().unwrap() {
                if is_for_visitors(&method.to_uppercase().parse().unwrap(), path) {
                    assert!(operation["security"].is_null(), "{method} {path} is not for anybody");
                    open.insert(path.as_str());
                }
            }
        }
        for (_, _, route) in ROUTES.iter().filter(|(_, _, route)| route.starts_with("/api/")) {
            assert!(open.contains(route), "{route} is no route of the API");
        }
    }
}
