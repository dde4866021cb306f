//! Pages that many may ask for at once, kept as they were sent. A page is rendered and compressed anew only when what it shows has
//! changed, and by one of those who ask for it while the others wait.
//!
//! All who get the same answer get the same nonce. That is as safe as a nonce of their own: it is drawn after everything that the
//! page shows was written, so nobody could write it into the page.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lru::LruCache;
use setup::Branch;
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tower::{Layer, ServiceExt, service_fn};
use tower_http::compression::CompressionLayer;

/// So many pages are kept: eight languages of some thirty branches that are read at the same time, of some 10 KB each.
const PAGES_MAX: NonZeroUsize = NonZeroUsize::new(256).expect("not zero");
/// So late a page may be with what is passing: a branch that calls ten times a second has its page rendered once in that time.
const LATE: Duration = Duration::from_secs(1);
/// A page with a longer address, or asked for with a longer list of encodings, is not kept.
const KEY_MAX: usize = 300;

/// What one reader's page shares with another's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query.
    pub address: String,
    pub language: String,
    /// What the browser accepts, as it says it.
    pub encodings: Option<HeaderValue>,
}

/// What a page shows: the set-up, and the JSON of all else. Equal parts render to equal pages.
#[derive(Debug, Clone)]
pub struct Shows {
    pub setup: Arc<Branch>,
    /// What changes with each call, such as the waits. A page may show it as it was a [moment](`LATE`) ago.
    pub passing: Arc<str>,
    pub rest: Arc<str>,
}

/// The pages that a server keeps. Cheap to clone.
#[derive(Debug, Clone)]
pub struct KeptPages(Arc<Mutex<LruCache<Key, Place>>>);

type Place = Arc<tokio::sync::Mutex<Option<Kept>>>;

#[derive(Debug)]
struct Kept {
    shows: Shows,
    /// When that was looked up.
    since: Instant,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Default for KeptPages {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(PAGES_MAX))))
    }
}

impl KeptPages {
    /// Answers with the page that is kept, or has it rendered.
    pub async fn page(&self, key: Key, shows: Shows, render: impl Future<Output = Response>) -> Response {
        if key.address.len() + key.encodings.as_ref().map_or(0, HeaderValue::len) > KEY_MAX {
            return render.await;
        }
        let encodings = key.encodings.clone();
        let since = Instant::now();
        let place = self.place(key);
        let mut kept = place.lock().await;
        if let Some(page) = kept.as_ref().filter(|kept| kept.is_good_for(&shows, since)) {
            return page.answer();
        }
        let (parts, body) = compressed(encodings, render.await).await.into_parts();
        let body = match axum::body::to_bytes(body, usize::MAX).await {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(%error, "a page that was rendered cannot be read");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        let page = Kept { shows, since, status: parts.status, headers: parts.headers, body };
        let answer = page.answer();
        // What went wrong is tried again by the next reader.
        *kept = page.status.is_success().then_some(page);
        answer
    }

    fn place(&self, key: Key) -> Place {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(pages.get_or_insert(key, Place::default))
    }
}

impl Kept {
    /// Whether it answers somebody who finds at a moment that this is to be shown.
    fn is_good_for(&self, shows: &Shows, at: Instant) -> bool {
        let is_passing_good = self.shows.passing == shows.passing || at.saturating_duration_since(self.since) < LATE;
        Arc::ptr_eq(&self.shows.setup, &shows.setup) && self.shows.rest == shows.rest && is_passing_good
    }

    fn answer(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// The answer as the browser accepts it: by the same layer as every other page.
async fn compressed(encodings: Option<HeaderValue>, response: Response) -> Response {
    let mut request = Request::new(Body::empty());
    if let Some(encodings) = encodings {
        request.headers_mut().insert(header::ACCEPT_ENCODING, encodings);
    }
    let mut response = Some(response);
    let rendered = service_fn(move |_: Request| {
        let response = response.take().unwrap_or_default();
        async move { Ok::<_, Infallible>(response) }
    });
    let Ok(response) = CompressionLayer::new().layer(rendered).oneshot(request).await;
    response.map(Body::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::setup::Setup;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn key(address: &str, encodings: &'static str) -> Key {
        let encodings = Some(HeaderValue::from_static(encodings));
        Key { address: address.to_owned(), language: "it".to_owned(), encodings }
    }

    fn setup() -> Arc<Branch> {
        Setup::load(None).expect("the carried set-up").branches["centro"].clone()
    }

    fn shows(setup: &Arc<Branch>, rest: &str) -> Shows {
        Shows { setup: Arc::clone(setup), passing: "".into(), rest: rest.into() }
    }

    async fn text(response: Response) -> String {
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        String::from_utf8_lossy(&body).into_owned()
    }

    /// Asks for a page that says how often one was rendered.
    async fn ask(pages: &KeptPages, rendered: &AtomicUsize, key: Key, shows: Shows) -> Response {
        let render = async { format!("rendered {}", rendered.fetch_add(1, Ordering::Relaxed)).into_response() };
        pages.page(key, shows, render).await
    }

    #[tokio::test]
    async fn a_page_is_rendered_anew_when_what_it_shows_has_changed_and_no_sooner() {
        let (pages, rendered) = (KeptPages::default(), AtomicUsize::new(0));
        let (setup, edited) = (setup(), setup());
        let ask = async |key: Key, shows: Shows| text(ask(&pages, &rendered, key, shows).await).await;
        let plain = || key("/b/centro", "identity");
        assert_eq!(ask(plain(), shows(&setup, "10 min")).await, "rendered 0");
        assert_eq!(ask(plain(), shows(&setup, "10 min")).await, "rendered 0");
        assert_eq!(ask(plain(), shows(&setup, "15 min")).await, "rendered 1");
        assert_eq!(ask(plain(), shows(&edited, "15 min")).await, "rendered 2", "another set-up of the same words");
        assert_eq!(ask(key("/b/centro?lang=en", "identity"), shows(&edited, "15 min")).await, "rendered 3");
    }

    #[tokio::test]
    async fn what_is_passing_may_be_a_moment_late_and_no_more() {
        let (pages, rendered, setup) = (KeptPages::default(), AtomicUsize::new(0), setup());
        let ask = async |passing: &str| {
            let shows = Shows { passing: passing.into(), ..shows(&setup, "") };
            text(ask(&pages, &rendered, key("/b/centro", "br"), shows).await).await
        };
        let began = Instant::now();
        assert_eq!(ask("10 min").await, "rendered 0");
        let next = ask("15 min").await;
        assert!(next == "rendered 0" || began.elapsed() >= LATE, "{next}");
        while ask("15 min").await == "rendered 0" {
            tokio::time::sleep(LATE / 20).await;
        }
        assert!(began.elapsed() >= LATE);
        assert_eq!(ask("15 min").await, "rendered 1");
    }

    #[tokio::test]
    async fn readers_who_ask_at_once_wait_for_one_rendering() {
        let (pages, rendered) = (KeptPages::default(), AtomicUsize::new(0));
        let setup = setup();
        let asked = (0..50).map(|_| ask(&pages, &rendered, key("/b/centro", "br"), shows(&setup, "10 min")));
        for response in futures::future::join_all(asked).await {
            assert_eq!(text(response).await, "rendered 0");
        }
        assert_eq!(rendered.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_page_is_kept_as_it_was_compressed_and_says_so() {
        let (pages, setup) = (KeptPages::default(), setup());
        let ask = async |encodings| {
            let render = async { "ten minutes at most ".repeat(50).into_response() };
            pages.page(key("/b/centro", encodings), shows(&setup, ""), render).await
        };
        for again in [false, true] {
            let by_brotli = ask("gzip, br").await;
            assert_eq!(by_brotli.headers()[header::CONTENT_ENCODING], "br", "again: {again}");
            assert_eq!(by_brotli.headers()[header::VARY], "accept-encoding");
            assert!(axum::body::to_bytes(by_brotli.into_body(), usize::MAX).await.expect("a body").len() < 100);
            let plain = ask("identity").await;
            assert_eq!(plain.headers().get(header::CONTENT_ENCODING), None);
            assert_eq!(text(plain).await.len(), 1_000);
        }
    }

    #[tokio::test]
    async fn a_failure_and_an_overlong_address_are_not_kept() {
        let (pages, rendered) = (KeptPages::default(), AtomicUsize::new(0));
        let setup = setup();
        let fails = async { StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        let failed = pages.page(key("/b/centro", "br"), shows(&setup, ""), fails).await;
        assert_eq!(failed.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            text(ask(&pages, &rendered, key("/b/centro", "identity"), shows(&setup, "")).await).await,
            "rendered 0"
        );
        let long = || key(&"x".repeat(KEY_MAX), "identity");
        assert_eq!(text(ask(&pages, &rendered, long(), shows(&setup, "")).await).await, "rendered 1");
        assert_eq!(text(ask(&pages, &rendered, long(), shows(&setup, "")).await).await, "rendered 2");
    }
}
