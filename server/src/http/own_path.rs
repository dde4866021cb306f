//! Where a person goes after signing in: a path of this server, read as a browser reads it.

use url::Url;

/// `next` as a path of this server; `/` where it leads anywhere else or is none.
///
/// A browser drops tabs and line breaks, takes `\` for `/`, and resolves `..`, so that many texts which begin with one `/`
/// lead to another server. What is given back is the resolved address, not the text.
pub fn own_path(next: &str) -> String {
    resolved(next).unwrap_or_else(|| "/".to_owned())
}

fn resolved(next: &str) -> Option<String> {
    if !next.starts_with('/') || next.chars().any(char::is_control) {
        return None;
    }
    // No server has this name: an address that stays on it named none.
    let here = Url::parse("http://sportello.invalid/").ok()?;
    let there = here.join(next).ok()?;
    let own = there.origin() == here.origin() && there.username().is_empty() && there.password().is_none();
    let path = there.as_str().strip_prefix("http://sportello.invalid")?;
    (own && !path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_of_this_server_stays_as_it_is() {
        for own in ["/", "/b/centro/desk", "/b/centro/desk/1?lang=en", "/t/0a?x=%2F%2Fevil", "/b/centro/desk#queue"] {
            assert_eq!(own_path(own), own);
        }
    }

    #[test]
    fn what_leads_elsewhere_leads_to_the_front_door() {
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\n/evil.example",
            "\\/evil.example",
            "/a/..//evil.example",
            "/./\\evil.example",
            "/.//evil.example",
            "//user@sportello.invalid/",
            "javascript:alert(1)",
            "b/centro",
            "",
        ] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Texts of the pieces from which foreign addresses are made, and of any letters.
        #[test]
        fn no_text_leads_a_browser_to_another_server(
            next in prop_oneof![
                "([/\\\\.@:?#%\t\n\r ]|evil\\.example|https:|%2[fF]|%5[cC]|%09|\\.\\.|[a-z]){0,12}",
                "/[/\\\\.\t]{0,6}evil\\.example",
                any::<String>(),
            ],
            scheme in prop_oneof!["http", "https"],
        ) {
            let path = own_path(&next);
            prop_assert!(path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic()), "{path:?}");
            let here = Url::parse(&format!("{scheme}://lobby.example/sign-in")).unwrap();
            prop_assert_eq!(here.join(&path).unwrap().origin(), here.origin());
        }
    }
}
