//! Who is asking, and whether they may. Each guarded route names its role by the extractor that it takes.

use super::AppState;
use super::extract::path_parameter;
use super::problem::Error;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use machine::clock;
use people::{Right, may};
use store::{Person, Role};

/// The session's cookie where the server is reached by TLS or from its own machine.
const SECURE_NAME: &str = "__Host-sportello";
/// The same by plain HTTP in a branch's own network, where a browser would not keep the other one.
const PLAIN_NAME: &str = "sportello";

/// A CSR of the branch that the path names; its manager may do the same.
#[derive(Debug)]
pub struct Csr(pub Person);

/// A manager of the branch that the path names.
#[derive(Debug)]
pub struct Manager(pub Person);

macro_rules! guard {
    ($guard:ident, $role:expr) => {
        impl<S: Send + Sync> FromRequestParts<S> for $guard
        where
            AppState: FromRef<S>,
        {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
                let state = AppState::from_ref(state);
                let person = signed_in(parts, &state).await?.ok_or(Error::Unauthenticated)?;
                let branch = path_parameter(parts, "branch").await;
                if may(&person, &branch, $role) { Ok(Self(person)) } else { Err(Error::Forbidden) }
            }
        }
    };
}

guard!(Csr, Role::Csr);
guard!(Manager, Role::Manager);

/// Who the request's cookie belongs to.
pub async fn signed_in(parts: &Parts, state: &AppState) -> Result<Option<Person>, Error> {
    match token(&CookieJar::from_headers(&parts.headers)) {
        Some(token) => Ok(state.staff.signed_in(&token, clock::now()).await?),
        None => Ok(None),
    }
}

/// The right in which a request opens something that lasts.
pub fn right(state: &AppState, headers: &HeaderMap, branch: &str, role: Role) -> Option<Right> {
    let token = token(&CookieJar::from_headers(headers))?;
    Some(state.staff.right(token, branch, role))
}

/// The session's token in a request.
pub fn token(jar: &CookieJar) -> Option<String> {
    [SECURE_NAME, PLAIN_NAME].iter().find_map(|name| jar.get(name)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that keeps a session; the browser forgets it when it is closed, the store after [`people::SESSION`].
/// A foreign page can neither read it nor have it sent with a command.
pub fn cookie(token: String, secure: bool) -> Cookie<'static> {
    let name = if secure { SECURE_NAME } else { PLAIN_NAME };
    Cookie::build((name, token)).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).build()
}

/// Cookies that make a browser forget the session.
pub fn forget(jar: CookieJar) -> CookieJar {
    [(SECURE_NAME, true), (PLAIN_NAME, false)].into_iter().fold(jar, |jar, (name, secure)| {
        jar.remove(Cookie::build(name).path("/").secure(secure).http_only(true).same_site(SameSite::Lax))
    })
}

/// Whether a browser that reached the server at this `Host` keeps a `Secure` cookie: by TLS, which a proxy in front
/// says in the public address, or on the machine itself.
pub fn keeps_secure_cookies(public_url: Option<&str>, host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    let own_machine = matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost");
    own_machine || public_url.is_some_and(|url| url.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secure_cookie_is_kept_over_tls_and_on_the_own_machine() {
        assert!(keeps_secure_cookies(Some("https://sportello.example"), "sportello.example"));
        assert!(keeps_secure_cookies(None, "127.0.0.1:3000"));
        assert!(keeps_secure_cookies(None, "[::1]:3000"));
        assert!(keeps_secure_cookies(None, "localhost"));
        assert!(!keeps_secure_cookies(None, "192.168.1.10:3000"));
        assert!(!keeps_secure_cookies(Some("http://branch.lan"), "branch.lan"));
    }
}
