//! The bodies of requests: JSON of programs, and the fields of plain forms.

use crate::http::openapi::{Refuses, Row};
use crate::http::problem::Error;
use axum::Json;
use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;
use wire::Code;

/// The largest body that is read, in bytes.
pub const BODY_MAX: usize = 16 * 1024;
/// The longest body of a form with long texts: 8,000 characters of three bytes are 72 kB in a form's encoding.
pub const LONG_FORM_MAX: usize = 160 * 1024;
/// The longest body of a form of the set-up, which may hold the whole of it: that of the program has 138 kB before a form's encoding.
pub const SETUP_FORM_MAX: usize = 4 * 1024 * 1024;

/// Why a body was not read.
#[derive(Debug)]
enum BodyError {
    NotJson(String),
    Invalid(String),
    TooLarge,
    MediaType,
    NotForm,
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::NotJson(why) => Self::new(
                StatusCode::BAD_REQUEST,
                Code::BodyNotJson,
                "The body is not JSON",
                format!("Send a JSON object: {why}."),
            ),
            BodyError::Invalid(why) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::BodyInvalid,
                "The body is not what is expected",
                format!("{why}."),
            ),
            BodyError::TooLarge => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                Code::BodyTooLarge,
                "The body is too large",
                format!("At most {BODY_MAX} bytes are read."),
            ),
            BodyError::MediaType => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::MediaType,
                "The body's type is not JSON",
                "Send the header Content-Type: application/json.",
            ),
            BodyError::NotForm => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::MediaType,
                "The body is no form",
                "Send the header Content-Type: application/x-www-form-urlencoded.",
            ),
        }
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let error = match Json::from_request(request, state).await {
            Ok(Json(Object(body))) => return Ok(Self(body)),
            Err(JsonRejection::JsonDataError(error)) => BodyError::Invalid(plain(&error.body_text())),
            Err(JsonRejection::JsonSyntaxError(error)) => BodyError::NotJson(plain(&error.body_text())),
            Err(JsonRejection::MissingJsonContentType(_)) => BodyError::MediaType,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => BodyError::TooLarge,
            Err(rejection) => BodyError::NotJson(plain(&rejection.body_text())),
        };
        Err(error.into())
    }
}

/// What is read from an object alone: a struct would be read from a list of its fields, too.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfObject(PhantomData)).map(Self)
    }
}

struct OfObject<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OfObject<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

impl<T> Refuses for Body<T> {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(400, Code::BodyNotJson), (413, Code::BodyTooLarge), (415, Code::MediaType), (422, Code::BodyInvalid)]];
}

/// The fields of a form that a browser sends without a script.
#[derive(Debug)]
pub struct Fields<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Fields<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let error = match Form::from_request(request, state).await {
            Ok(Form(fields)) => return Ok(Self(fields)),
            Err(FormRejection::InvalidFormContentType(_)) => BodyError::NotForm,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => BodyError::TooLarge,
            Err(rejection) => BodyError::Invalid(plain(&rejection.body_text())),
        };
        Err(error.into())
    }
}

/// The text without what axum puts before serde's own words.
fn plain(text: &str) -> String {
    text.split_once(": ").map_or(text, |(_, words)| words).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Object, plain};
    use wire::ContactCheckRequest;

    #[test]
    fn a_body_is_an_object_and_no_list_of_its_fields() {
        let read = |text| serde_json::from_str::<Object<ContactCheckRequest>>(text);
        assert!(read("{}").is_ok());
        assert!(read("[null, null]").is_err_and(|error| error.to_string().contains("expected a JSON object")));
    }

    #[test]
    fn what_axum_says_before_serde_is_left_out() {
        assert_eq!(plain("Failed to parse: missing field `service`"), "missing field `service`");
    }
}
