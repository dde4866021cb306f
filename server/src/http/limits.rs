//! How often anybody may ask. The limits are far above what a branch does and below what a program does that tries passwords or
//! floods a server; an answer that goes over one is 429 with Retry-After.
//!
//! | whose | requests | at once |
//! |---|---|---|
//! | an address | 20,000 a second | 40,000 |
//! | a session or an enrolled device | 2,000 a second | 8,000 |
//! | signing in, from an address | 5 a second | 200 |
//! | asking to be enrolled, from an address | 1 a second | 60 |
//! | what visitors send from elsewhere (bookings, complaints, answers, a case's PIN), from an address | 2 a second | 120 |
//! | tickets that are taken from home, from an address | 2 a minute | 20 |
//! | predictions for readers of public pages, of all branches together | 4 a second | 16 |
//!
//! Who goes over the last one reads the page without waits. A branch of ten desks and six screens behind one address asks 20 times a second. `sportello load` drives a server from one
//! address with 6,400 tickets a second, and each desk's session with some 10 a second.

use super::cookie::token;
use axum::extract::Request;
use axum::http::Method;
use axum_extra::extract::CookieJar;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// After so many requests the counts of those who have been silent are dropped.
const TIDY_EVERY: u32 = 50_000;

/// Somebody asks too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// After so many seconds the next request is answered.
    pub seconds: u32,
}

/// The limits of a server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Limits(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    of_address: DefaultKeyedRateLimiter<IpAddr>,
    of_session: DefaultKeyedRateLimiter<u64>,
    of_sign_in: DefaultKeyedRateLimiter<IpAddr>,
    of_enrolment: DefaultKeyedRateLimiter<IpAddr>,
    of_visitors: DefaultKeyedRateLimiter<IpAddr>,
    of_joins: DefaultKeyedRateLimiter<IpAddr>,
    of_predictions: DefaultDirectRateLimiter,
    asked: AtomicU32,
}

impl Default for Limits {
    fn default() -> Self {
        Self(Arc::new(Inner {
            of_address: RateLimiter::keyed(quota(20_000, 40_000)),
            of_session: RateLimiter::keyed(quota(2_000, 8_000)),
            of_sign_in: RateLimiter::keyed(quota(5, 200)),
            of_enrolment: RateLimiter::keyed(quota(1, 60)),
            of_visitors: RateLimiter::keyed(quota(2, 120)),
            of_joins: RateLimiter::keyed(quota_of(ONE_JOIN_EVERY, 20)),
            of_predictions: RateLimiter::direct(quota(4, 16)),
            asked: AtomicU32::new(0),
        }))
    }
}

fn quota(a_second: u32, at_once: u32) -> Quota {
    let count = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(count(a_second)).allow_burst(count(at_once))
}

/// One address takes a ticket from home this often, beyond the first ones.
const ONE_JOIN_EVERY: Duration = Duration::from_secs(30);

fn quota_of(every: Duration, at_once: u32) -> Quota {
    let one = Quota::with_period(every).unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN));
    one.allow_burst(NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN))
}

impl Limits {
    /// Counts a visitor who takes a ticket from home.
    pub fn join(&self, address: IpAddr) -> Result<(), TooMany> {
        self.0.of_joins.check_key(&address).map_err(|until| too_many(&until))
    }

    /// Counts a prediction for who reads a public page. Returns whether it may be made.
    pub fn prediction(&self) -> bool {
        self.0.of_predictions.check().is_ok()
    }

    /// Counts a request of a browser that asks to be enrolled as a device.
    pub fn enrolment(&self, address: IpAddr) -> Result<(), TooMany> {
        self.0.of_enrolment.check_key(&address).map_err(|until| too_many(&until))
    }

    /// Counts a request.
    pub fn count(&self, address: IpAddr, request: &Request) -> Result<(), TooMany> {
        let inner = &self.0;
        if inner.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            inner.tidy();
        }
        inner.of_address.check_key(&address).map_err(|until| too_many(&until))?;
        let signs_in = matches!(
            request.uri().path(),
            "/sign-in"
                | "/sign-in/code"
                | "/sign-in/passkey"
                | "/api/v1/session"
                | "/password"
                | "/pin"
                | "/second-factor"
                | "/passkeys"
        );
        let comes_back = request.uri().path() == people::sign_on::BACK;
        if signs_in && request.method() == Method::POST || comes_back {
            inner.of_sign_in.check_key(&address).map_err(|until| too_many(&until))?;
        }
        if request.method() == Method::POST && is_from_elsewhere(request.uri().path()) {
            inner.of_visitors.check_key(&address).map_err(|until| too_many(&until))?;
        }
        if let Some(token) = token(&CookieJar::from_headers(request.headers())) {
            let mut hasher = DefaultHasher::new();
            token.hash(&mut hasher);
            inner.of_session.check_key(&hasher.finish()).map_err(|until| too_many(&until))?;
        }
        Ok(())
    }
}

impl Inner {
    /// Drops the counts that are as if they had never been.
    fn tidy(&self) {
        self.of_address.retain_recent();
        self.of_session.retain_recent();
        self.of_sign_in.retain_recent();
        self.of_enrolment.retain_recent();
        self.of_visitors.retain_recent();
        self.of_joins.retain_recent();
    }
}

/// Whether a path is one to which visitors send something without being signed in: each costs a row or guards a secret.
fn is_from_elsewhere(path: &str) -> bool {
    const LAST: [&str; 13] = [
        "appointments",
        "arrive",
        "book",
        "check-in",
        "complain",
        "complaints",
        "contact",
        "feedback",
        "here",
        "interest",
        "join",
        "phone",
        "status",
    ];
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // A device says every few seconds that it is there.
    LAST.contains(&last) && !path.starts_with("/api/v1/device/")
}

fn too_many(until: &governor::NotUntil<governor::clock::QuantaInstant>) -> TooMany {
    let wait = until.wait_time_from(DefaultClock::default().now());
    TooMany { seconds: u32::try_from(wait.as_secs().saturating_add(1)).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn sign_in(limits: &Limits, address: &str) -> bool {
        let request = Request::post("/sign-in").body(Body::empty()).unwrap();
        limits.count(address.parse().unwrap(), &request).is_ok()
    }

    #[test]
    fn one_address_that_tries_passwords_without_end_is_stopped_and_no_other() {
        let limits = Limits::default();
        let taken = (0..1_000).filter(|_| sign_in(&limits, "10.0.0.66")).count();
        assert!((200..400).contains(&taken), "{taken} tries of 1,000");
        assert!(sign_in(&limits, "10.0.0.7"));
    }

    #[test]
    fn a_bench_that_gives_tickets_as_fast_as_it_can_is_not_stopped() {
        let limits = Limits::default();
        for _ in 0..30_000 {
            let request = Request::post("/api/v1/branches/centro/tickets").body(Body::empty()).unwrap();
            assert!(limits.count("127.0.0.1".parse().unwrap(), &request).is_ok());
        }
    }

    #[test]
    fn the_pin_of_a_case_is_not_tried_without_end_and_a_device_s_contact_is_no_attempt() {
        let limits = Limits::default();
        let taken = |path: &str| {
            let request = || Request::post(path.to_owned()).body(Body::empty()).unwrap();
            (0..1_000).filter(|_| limits.count("10.0.0.66".parse().unwrap(), &request()).is_ok()).count()
        };
        assert!((120..200).contains(&taken("/api/v1/status")), "the PIN of a case");
        assert_eq!(taken("/api/v1/device/contact"), 1_000);
        assert_eq!(taken("/api/v1/branches/centro/tickets"), 1_000);
    }

    #[test]
    fn a_crawler_of_all_public_pages_has_a_few_predictions_made() {
        let limits = Limits::default();
        let made = (0..5_000).filter(|_| limits.prediction()).count();
        assert!((16..200).contains(&made), "{made} of 5,000");
    }

    #[test]
    fn one_address_takes_no_tickets_from_home_without_end() {
        let limits = Limits::default();
        let taken = (0..200).filter(|_| limits.join("10.0.0.66".parse().unwrap()).is_ok()).count();
        assert!((20..25).contains(&taken), "{taken}");
        assert!(limits.join("10.0.0.7".parse().unwrap()).is_ok());
    }

    #[test]
    fn who_is_stopped_is_told_for_how_long() {
        let limits = Limits::default();
        let address = "10.0.0.66".parse().unwrap();
        let stopped = (0..100).find_map(|_| limits.enrolment(address).err()).expect("60 at once are the most");
        assert!((1..=2).contains(&stopped.seconds), "{stopped:?}");
    }
}
