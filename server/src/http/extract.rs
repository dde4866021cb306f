//! What handlers take from a request, parsed once and refused clearly: the branch, the key, the body, the language.

use super::AppState;
use super::problem::Error;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRef, FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use branch::{Handle, RequestKey};
use queue::DeskId;
use serde::de::DeserializeOwned;
use wire::Language;

/// The running branch that the path names.
#[derive(Debug)]
pub struct Branch(pub Handle);

impl<S: Send + Sync> FromRequestParts<S> for Branch
where
    AppState: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let state = AppState::from_ref(state);
        let id = path_parameter(parts, "branch").await;
        let running = state.branches.get(&id).await?;
        running.map(Self).ok_or(Error::BranchUnknown(id))
    }
}

/// A desk that the branch has.
#[derive(Debug)]
pub struct Desk(pub DeskId);

impl<S: Send + Sync> FromRequestParts<S> for Desk
where
    AppState: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Branch(branch) = Branch::from_request_parts(parts, state).await?;
        let id = path_parameter(parts, "desk").await;
        let desk = DeskId::new(&id);
        let known = branch.live().read(|branch, _| branch.desk(&desk).is_some());
        if known { Ok(Self(desk)) } else { Err(Error::DeskUnknown(id)) }
    }
}

/// The value of a path's parameter; empty where it has none of that name.
pub async fn path_parameter(parts: &mut Parts, name: &str) -> String {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(parameters) => {
            parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
        }
        Err(_) => String::new(),
    }
}

/// The header `Idempotency-Key`, which every command needs.
#[derive(Debug)]
pub struct Key(pub RequestKey);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let header = parts.headers.get("idempotency-key").ok_or(Error::KeyMissing)?;
        let key = header.to_str().ok().and_then(RequestKey::parse);
        key.map(Self).ok_or(Error::KeyMalformed)
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::JsonDataError(error)) => Err(Error::BodyInvalid(plain(&error.body_text()))),
            Err(JsonRejection::JsonSyntaxError(error)) => Err(Error::BodyNotJson(plain(&error.body_text()))),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Error::MediaType),
            Err(rejection) if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Error::BodyTooLarge)
            }
            Err(rejection) => Err(Error::BodyNotJson(plain(&rejection.body_text()))),
        }
    }
}

/// Without what axum puts before serde's own words.
fn plain(text: &str) -> String {
    text.split_once(": ").map_or(text, |(_, words)| words).trim_end_matches('.').to_owned()
}

/// The language that the browser asks for, among those of a branch; its first one where it asks for none of them.
#[derive(Debug)]
pub struct Wanted(Vec<String>);

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.strip_prefix("lang="));
        let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()).unwrap_or_default();
        let accepted = header.split(',').filter_map(|range| range.trim().split(['-', ';']).next());
        Ok(Self(query.chain(accepted).map(str::to_lowercase).collect()))
    }
}

impl Wanted {
    /// The first wish that `languages` fulfil.
    pub fn among<'a>(&self, languages: &'a [Language]) -> &'a str {
        let granted = self.0.iter().find_map(|wish| languages.iter().find(|language| language.as_str() == wish));
        granted.or(languages.first()).map_or("en", Language::as_str)
    }

    /// The language that an address asks for.
    pub fn in_query(query: Option<&str>) -> Option<&str> {
        query?.split('&').find_map(|pair| pair.strip_prefix("lang="))
    }

    /// The same for a screen that stands in the branch and belongs to nobody: only the address counts.
    pub fn asked<'a>(query: Option<&str>, languages: &'a [Language]) -> &'a str {
        let granted =
            Self::in_query(query).and_then(|code| languages.iter().find(|language| language.as_str() == code));
        granted.or(languages.first()).map_or("en", Language::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Language> {
        vec![Language::new("it"), Language::new("en")]
    }

    #[test]
    fn the_first_wish_that_can_be_fulfilled_counts() {
        let wanted = Wanted(vec!["de".into(), "en".into(), "it".into()]);
        assert_eq!(wanted.among(&languages()), "en");
        assert_eq!(Wanted(vec!["fr".into()]).among(&languages()), "it");
    }

    #[test]
    fn a_screen_of_the_branch_speaks_its_first_language_unless_the_address_says_otherwise() {
        assert_eq!(Wanted::asked(Some("x=1&lang=en"), &languages()), "en");
        assert_eq!(Wanted::asked(Some("lang=xx"), &languages()), "it");
        assert_eq!(Wanted::asked(None, &languages()), "it");
    }

    #[test]
    fn what_axum_says_before_serde_is_left_out() {
        assert_eq!(plain("Failed to parse: missing field `service`"), "missing field `service`");
    }
}
