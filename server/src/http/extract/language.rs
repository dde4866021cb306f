//! The language of a page: what its address asks for, and what the browser prefers.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::cmp::Reverse;
use wire::Language;

/// The languages that a request asks for: the one in its address, then those of `Accept-Language` by their quality values
/// (RFC 9110, section 12.5.4).
#[derive(Debug)]
pub struct Wanted {
    /// The most wanted one first.
    wanted: Vec<String>,
    /// Those of quality 0, which are not acceptable.
    refused: Vec<String>,
}

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()).unwrap_or_default();
        let mut languages = Self::accepted(header);
        if let Some(language) = Self::in_query(parts.uri.query()) {
            languages.wanted.insert(0, language.to_lowercase());
        }
        Ok(languages)
    }
}

impl Wanted {
    /// The languages of an `Accept-Language` header.
    fn accepted(header: &str) -> Self {
        let mut ranges: Vec<(String, u16)> = header.split(',').filter_map(range).collect();
        // The sort is stable: languages of one quality stay in the order of the header.
        ranges.sort_by_key(|(_, quality)| Reverse(*quality));
        let (wanted, refused): (Vec<_>, Vec<_>) = ranges.into_iter().partition(|(_, quality)| *quality > 0);
        let languages = |ranges: Vec<(String, u16)>| ranges.into_iter().map(|(language, _)| language).collect();
        Self { wanted: languages(wanted), refused: languages(refused) }
    }

    /// The most wanted language of `languages`. Where none of them is wanted, it is the first that is not refused.
    pub fn among<'a>(&self, languages: &'a [Language]) -> &'a str {
        let named = |wanted: &String| languages.iter().find(|language| language.as_str() == wanted);
        let granted = self.wanted.iter().find_map(named);
        let unrefused = || languages.iter().find(|language| !self.refused.contains(&language.0));
        granted.or_else(unrefused).or(languages.first()).map_or("en", Language::as_str)
    }

    /// The language that an address asks for.
    pub fn in_query(query: Option<&str>) -> Option<&str> {
        query?.split('&').find_map(|pair| pair.strip_prefix("lang="))
    }

    /// The language of a screen that stands in the branch and belongs to nobody: only its address counts.
    pub fn asked<'a>(query: Option<&str>, languages: &'a [Language]) -> &'a str {
        let granted =
            Self::in_query(query).and_then(|code| languages.iter().find(|language| language.as_str() == code));
        granted.or(languages.first()).map_or("en", Language::as_str)
    }
}

/// A range of the header as its language and its quality: `en-GB;q=0.5` is English, 500 thousandths.
fn range(range: &str) -> Option<(String, u16)> {
    let (range, parameters) = range.split_once(';').unwrap_or((range, ""));
    let language = range.trim().split('-').next().unwrap_or_default().to_lowercase();
    (!language.is_empty()).then(|| (language, quality(parameters)))
}

/// The quality value in a range's parameters, in thousandths; 1 where there is none, 0 where it is none.
fn quality(parameters: &str) -> u16 {
    let mut pairs = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let Some((_, value)) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("q")) else { return 1000 };
    let (whole, part) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let thousandths = format!("{part:0<3}");
    match (whole, thousandths.parse::<u16>()) {
        ("1", _) => 1000,
        ("0", Ok(part)) if thousandths.len() == 3 => part,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Language> {
        ["it", "en", "de"].map(Language::new).to_vec()
    }

    fn spoken(header: &str) -> String {
        Wanted::accepted(header).among(&languages()).to_owned()
    }

    #[test]
    fn the_language_of_the_highest_quality_is_spoken() {
        assert_eq!(spoken("de;q=0.1, en;q=0.9"), "en");
        assert_eq!(spoken("fr, de;q=0.5, en;q=0.50"), "de", "of one quality the first one counts");
        assert_eq!(spoken("de; Q=0.2 ,en-GB"), "en");
    }

    #[test]
    fn a_language_of_quality_nought_is_spoken_only_where_there_is_no_other() {
        assert_eq!(spoken("it;q=0, fr"), "en");
        assert_eq!(spoken("it;q=0.000, en;q=nonsense, *"), "de");
        assert_eq!(spoken("de;q=0, it;q=0.1"), "it");
        assert_eq!(spoken("it;q=0, en;q=0, de;q=0"), "it");
    }

    #[test]
    fn a_header_that_names_nothing_spoken_gives_the_first_language() {
        for header in ["", "fr", "*", ";;;,,q=1", "it"] {
            assert_eq!(spoken(header), "it", "{header}");
        }
    }

    #[tokio::test]
    async fn the_language_in_the_address_comes_before_those_of_the_browser() {
        let request = axum::http::Request::get("/?lang=de").header(ACCEPT_LANGUAGE, "en").body(()).unwrap();
        let Ok(wanted) = Wanted::from_request_parts(&mut request.into_parts().0, &()).await;
        assert_eq!(wanted.among(&languages()), "de");
    }

    #[test]
    fn a_screen_of_the_branch_speaks_its_first_language_unless_the_address_says_otherwise() {
        assert_eq!(Wanted::asked(Some("x=1&lang=en"), &languages()), "en");
        assert_eq!(Wanted::asked(Some("lang=xx"), &languages()), "it");
        assert_eq!(Wanted::asked(None, &languages()), "it");
    }
}
