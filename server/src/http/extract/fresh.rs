//! Whether the client has the present version already (RFC 9110, section 13.1.2).

use axum::http::{HeaderMap, header};

/// Whether `If-None-Match` names this entity tag. Its comparison is weak: `W/"1"` names `"1"`; `*` names any.
pub fn is_fresh(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(tags).any(|known| known == "*" || opaque(known) == opaque(tag))
}

/// The entity tags of a header's list. A comma inside the quotes belongs to its tag.
fn tags(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    list.split(move |letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    })
    .map(str::trim)
}

/// A tag without the mark of a weak one.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn fresh(known: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(known));
        is_fresh(&headers, "\"v1,2\"")
    }

    #[test]
    fn a_tag_is_known_alone_weak_in_a_list_and_by_a_star() {
        for known in ["\"v1,2\"", "W/\"v1,2\"", "\"a\", \"v1,2\"", "\"a\",W/\"v1,2\" , \"b\"", "*"] {
            assert!(fresh(known), "{known}");
        }
        for other in ["\"v1\"", "v1,2", "\"a,\"v1,2", "", "\"*\""] {
            assert!(!fresh(other), "{other}");
        }
        assert!(!is_fresh(&HeaderMap::new(), "\"v1,2\""), "without the header");
    }

    #[test]
    fn a_header_that_is_sent_twice_is_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::IF_NONE_MATCH, HeaderValue::from_static("\"a\""));
        headers.append(header::IF_NONE_MATCH, HeaderValue::from_static("\"b\""));
        assert!(is_fresh(&headers, "\"b\""));
    }
}
