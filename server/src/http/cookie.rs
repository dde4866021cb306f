//! The cookie that keeps a session, and whether a browser keeps it.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// The session's cookie where the server is reached by TLS or from its own machine.
const SECURE_NAME: &str = "__Host-sportello";
/// The same by plain HTTP in a branch's own network, where a browser would not keep the other one.
const PLAIN_NAME: &str = "sportello";

/// The session's token in a request.
pub fn token(jar: &CookieJar) -> Option<String> {
    [SECURE_NAME, PLAIN_NAME].iter().find_map(|name| jar.get(name)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that keeps a session; the browser forgets it when it is closed, the store after the hours of [`people::Limits`].
/// A foreign page can neither read it nor have it sent with a command.
pub fn cookie(token: String, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_NAME } else { PLAIN_NAME };
    Cookie::build((name, token)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).build()
}

/// The cookie of a sign-in that waits for its code, and the same by plain HTTP.
const SECURE_HALF: &str = "__Host-sportello-code";
const PLAIN_HALF: &str = "sportello-code";

/// The token of a sign-in that waits for its code.
pub fn half_token(jar: &CookieJar) -> Option<String> {
    [SECURE_HALF, PLAIN_HALF].iter().find_map(|name| jar.get(name)).map(|cookie| cookie.value().to_owned())
}

/// The cookie of a sign-in that waits for its code; what it names ends after some minutes.
pub fn half_cookie(token: String, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_HALF } else { PLAIN_HALF };
    Cookie::build((name, token)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).build()
}

/// Cookies that make a browser forget the sign-in that waited.
pub fn forget_half(jar: CookieJar) -> CookieJar {
    [(SECURE_HALF, true), (PLAIN_HALF, false)].into_iter().fold(jar, |jar, (name, secure)| {
        jar.remove(Cookie::build(name).path("/").secure(secure).http_only(true).same_site(SameSite::Lax))
    })
}

/// The cookie of a browser that is on its way to the provider of sign-on and back, and the same by plain HTTP.
const SECURE_WAY: &str = "__Host-sportello-way";
const PLAIN_WAY: &str = "sportello-way";

/// What a browser keeps on its way: the secrets of the sign-in that it began, and where to go then. Only the same browser can
/// finish the sign-in, because another one has another cookie or none.
pub fn way(jar: &CookieJar) -> Option<([String; 3], String)> {
    let cookie = [SECURE_WAY, PLAIN_WAY].iter().find_map(|name| jar.get(name))?;
    let mut parts = cookie.value().splitn(4, '.').map(str::to_owned);
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let secrets = [next()?, next()?, next()?];
    let path = url::form_urlencoded::parse(next()?.as_bytes()).next()?.0.into_owned();
    Some((secrets, path))
}

/// The cookie of a browser on its way. `secrets` are of letters, digits, `-` and `_`.
pub fn way_cookie(secrets: &[&str; 3], next: &str, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_WAY } else { PLAIN_WAY };
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let value = [secrets.join(".").as_str(), ".", &next].concat();
    Cookie::build((name, value)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).build()
}

/// Cookies that make a browser forget its way.
pub fn forget_way(jar: CookieJar) -> CookieJar {
    [(SECURE_WAY, true), (PLAIN_WAY, false)].into_iter().fold(jar, |jar, (name, secure)| {
        jar.remove(Cookie::build(name).path("/").secure(secure).http_only(true).same_site(SameSite::Lax))
    })
}

/// The cookie of a device's key, and the same by plain HTTP.
const SECURE_DEVICE: &str = "__Host-sportello-device";
const PLAIN_DEVICE: &str = "sportello-device";

/// The key of the device that sends a request.
pub fn device_key(jar: &CookieJar) -> Option<String> {
    [SECURE_DEVICE, PLAIN_DEVICE].iter().find_map(|name| jar.get(name)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that keeps a device's key, over restarts and months.
pub fn device_cookie(key: String, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_DEVICE } else { PLAIN_DEVICE };
    let cookie = Cookie::build((name, key)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax);
    // A browser keeps it for 400 days at most; it is given anew whenever the device's page is.
    cookie.permanent().build()
}

/// The cookie that names the ticket that was taken from home in this browser, and the same by plain HTTP.
const SECURE_JOINED: &str = "__Host-sportello-joined";
const PLAIN_JOINED: &str = "sportello-joined";

/// The token of the ticket that was taken from home in the browser that sends a request.
pub fn joined(jar: &CookieJar) -> Option<String> {
    [SECURE_JOINED, PLAIN_JOINED].iter().find_map(|name| jar.get(name)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that keeps which ticket was taken from home, so that a browser takes one at a time. It ends with the browser, the
/// ticket with its day.
pub fn joined_cookie(token: String, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_JOINED } else { PLAIN_JOINED };
    Cookie::build((name, token)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).build()
}

/// Cookies that make a browser forget the session.
pub fn forget(jar: CookieJar) -> CookieJar {
    [(SECURE_NAME, true), (PLAIN_NAME, false)].into_iter().fold(jar, |jar, (name, secure)| {
        jar.remove(Cookie::build(name).path("/").secure(secure).http_only(true).same_site(SameSite::Lax))
    })
}

/// Whether the browser that sent this request keeps a `Secure` cookie: it is on the machine itself, or it came by TLS.
///
/// This program speaks plain HTTP; TLS ends at the proxy that the public address names. Beside it a desk may come by
/// plain HTTP on the branch's own network, and would drop a `Secure` cookie without a word. Its request is told from one
/// through the proxy by what the proxy says (`X-Forwarded-Proto`, `Forwarded`), and where it says nothing by the `Host`, or by
/// `Sec-Fetch-Site`, which browsers but WebKit's send over TLS only. WebKit's also drop a `Secure` cookie from their own
/// machine by plain HTTP. Whoever forges these headers changes their own cookie alone.
pub fn keeps_secure_cookies(public_url: Option<&str>, headers: &HeaderMap) -> bool {
    let host = text(headers, "host").unwrap_or_default();
    let own_machine = is_own_machine(host) && !is_webkit(headers);
    let Some(public) = public_url.and_then(|url| url.strip_prefix("https://")) else { return own_machine };
    own_machine
        || match forwarded_scheme(headers) {
            Some(scheme) => scheme.eq_ignore_ascii_case("https"),
            None => {
                host.eq_ignore_ascii_case(public) || (headers.contains_key("sec-fetch-site") && !is_webkit(headers))
            }
        }
}

/// Whether a browser is WebKit's: Safari, and every browser of an iPhone. Those of Chromium bear WebKit's name too.
fn is_webkit(headers: &HeaderMap) -> bool {
    let agent = text(headers, "user-agent").unwrap_or_default();
    agent.contains("AppleWebKit/") && !agent.contains("Chrome/") && !agent.contains("Chromium/")
}

/// Whether a host, with or without a port, is the machine itself.
pub fn is_own_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

/// The scheme of the browser's request, as the proxy that it reached first says.
fn forwarded_scheme(headers: &HeaderMap) -> Option<&str> {
    let first = |list: &'static str| Some(text(headers, list)?.split(',').next()?.trim());
    let forwarded = || {
        let mut pairs = first("forwarded")?.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| name.eq_ignore_ascii_case("proto")).map(|(_, scheme)| scheme.trim_matches('"'))
    };
    first("x-forwarded-proto").or_else(forwarded)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn keeps(public_url: Option<&str>, headers: &[(&'static str, &'static str)]) -> bool {
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        keeps_secure_cookies(public_url, &pairs.collect())
    }

    #[test]
    fn a_secure_cookie_is_kept_over_tls_and_on_the_own_machine() {
        assert!(keeps(Some("https://sportello.example"), &[("host", "sportello.example")]));
        for own in ["127.0.0.1:3000", "[::1]:3000", "localhost"] {
            assert!(keeps(None, &[("host", own)]), "{own}");
        }
        assert!(!keeps(None, &[("host", "192.168.1.10:3000")]));
        assert!(!keeps(Some("http://branch.lan"), &[("host", "branch.lan")]));
    }

    #[test]
    fn safari_is_given_a_cookie_that_it_keeps() {
        let safari = (
            "user-agent",
            "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
        );
        let chrome =
            ("user-agent", "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36");
        let (own, site) = (("host", "127.0.0.1:3000"), ("sec-fetch-site", "same-origin"));
        assert!(!keeps(None, &[own, site, safari]) && keeps(None, &[own, site, chrome]));
        let (public, inside) = (Some("https://sportello.example"), ("host", "10.0.0.5:3000"));
        assert!(!keeps(public, &[inside, site, safari]) && keeps(public, &[inside, site, chrome]));
        assert!(keeps(public, &[("host", "sportello.example"), site, safari]));
    }

    #[test]
    fn a_desk_that_comes_by_plain_http_beside_the_proxy_is_given_a_cookie_that_it_keeps() {
        let public = Some("https://sportello.example");
        assert!(!keeps(public, &[("host", "192.168.1.10:3000")]));
        assert!(!keeps(public, &[("host", "sportello.example"), ("x-forwarded-proto", "http")]));
        assert!(!keeps(public, &[("host", "sportello.example:3000")]));
    }

    #[test]
    fn a_proxy_that_changes_the_host_is_known_by_what_it_forwards() {
        let public = Some("https://sportello.example");
        for (name, value) in [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-proto", "https, http"),
            ("forwarded", "for=10.0.0.7;Proto=\"https\", for=10.0.0.8;proto=http"),
            ("sec-fetch-site", "same-origin"),
        ] {
            assert!(keeps(public, &[("host", "10.0.0.5:3000"), (name, value)]), "{name}: {value}");
        }
        assert!(!keeps(None, &[("host", "10.0.0.5:3000"), ("x-forwarded-proto", "https")]), "there is no proxy");
    }

    proptest::proptest! {
        #[test]
        fn no_header_of_a_stranger_is_a_panic_and_only_tls_keeps_a_secure_cookie(
            cookie in "(__Host-sportello|sportello)?=?.{0,30}(; ?.{0,30})?", host in r"[a-z0-9.:\[\]]{0,30}", forwarded in ".{0,40}",
        ) {
            let mut headers = HeaderMap::new();
            for (name, value) in [("cookie", &cookie), ("host", &host), ("forwarded", &forwarded)] {
                if let Ok(value) = HeaderValue::from_str(value) {
                    headers.insert(HeaderName::from_static(name), value);
                }
            }
            let _ = token(&CookieJar::from_headers(&headers));
            if keeps_secure_cookies(None, &headers) {
                proptest::prop_assert!(host.contains("localhost") || host.contains("127.0.0.1") || host.contains("[::1]"));
            }
        }
    }
}
