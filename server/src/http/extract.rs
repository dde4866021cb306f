//! What handlers take from a request, parsed once and refused clearly: the branch, the desk, the key, the body.

mod fresh;
mod language;

pub use fresh::is_fresh;
pub use language::Wanted;

use super::AppState;
use super::problem::Error;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRef, FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use branch::{Handle, RequestKey};
use queue::DeskId;
use serde::de::DeserializeOwned;

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

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_axum_says_before_serde_is_left_out() {
        assert_eq!(plain("Failed to parse: missing field `service`"), "missing field `service`");
    }
}
