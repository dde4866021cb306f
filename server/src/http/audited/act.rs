//! Which requests are noted, and what their fields say of it.

use axum::http::{HeaderMap, Method, header};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a request does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    SignIn,
    /// The second factor after the password, by its code or by a passkey.
    Code,
    SignOut,
}

/// What a request does, by its method and its path; `None` for all that is not noted here.
pub fn act(method: &Method, path: &str) -> Option<Act> {
    if *method == Method::DELETE {
        return (path == "/api/v1/session").then_some(Act::SignOut);
    }
    if *method == Method::GET {
        return (path == people::sign_on::BACK).then_some(Act::SignIn);
    }
    if *method != Method::POST {
        return None;
    }
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts[..] {
        ["api", "v1", "session"] | ["sign-in"] => Some(Act::SignIn),
        ["sign-in", "code" | "passkey"] => Some(Act::Code),
        ["sign-out"] => Some(Act::SignOut),
        _ => None,
    }
}

/// The fields of a form or of a JSON object.
#[derive(Debug, Default)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    pub fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
        if !kind.starts_with(b"application/json") {
            return Self(url::form_urlencoded::parse(body).into_owned().collect());
        }
        let Ok(Value::Object(object)) = serde_json::from_slice(body) else { return Self::default() };
        let texts = object.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
        Self(texts.collect())
    }

    /// The value of a field; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn of_kind(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    #[test]
    fn the_login_is_found_in_either_form() {
        let json = Fields::read(&of_kind("application/json"), br#"{"user":"anna","password":"x"}"#);
        let form = Fields::read(&of_kind("application/x-www-form-urlencoded"), b"next=%2F&user=+anna+&password=x");
        assert_eq!((json.value("user"), form.value("user")), ("anna", "anna"));
    }

    #[test]
    fn what_only_looks_is_not_noted() {
        assert_eq!(act(&Method::GET, "/sign-in"), None);
        assert_eq!(act(&Method::POST, "/api/v1/branches/centro/tickets"), None);
        assert_eq!(act(&Method::DELETE, "/api/v1/session"), Some(Act::SignOut));
    }

    proptest! {
        #[test]
        fn no_path_and_no_body_of_a_stranger_is_a_panic(path in ".{0,60}", body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = act(&Method::POST, &path);
            Fields::read(&of_kind("application/json"), &body);
            Fields::read(&HeaderMap::new(), &body);
        }
    }
}
