//! Forms of pages: one that is new, and one that a browser sent without a script.

use crate::http::authorise::same_origin;
use crate::http::extract::Fields;
use crate::http::problem::Error;
use axum::extract::{FromRequest, Request};
use branch::RequestKey;
use records::{TextFault, Version};
use std::collections::BTreeMap;
use wire::{FieldFault, FilledForm};

/// A form that nobody has filled in yet.
pub fn new_form() -> FilledForm {
    FilledForm::new(RequestKey::fresh().as_str())
}

/// A form that was sent from a page of this server, with what was typed.
pub struct Sent(pub FilledForm);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let headers = request.headers().clone();
        let Fields(typed) = Fields::<BTreeMap<String, String>>::from_request(request, state).await?;
        same_origin(&headers)?;
        Ok(Self(filled(typed)))
    }
}

fn filled(typed: BTreeMap<String, String>) -> FilledForm {
    let mut form = new_form();
    for (name, value) in typed {
        if name == "key" && RequestKey::parse(&value).is_some() {
            form.key = value;
        } else {
            form = form.with(&name, value);
        }
    }
    form
}

/// The key of the request that a form makes; a new one where none can be read.
pub fn key_of(written: &str) -> RequestKey {
    RequestKey::parse(written).unwrap_or_else(RequestKey::fresh)
}

/// The version of the record that the form was made of.
pub fn seen(form: &FilledForm) -> Version {
    Version(form.value("version").parse().unwrap_or_default())
}

/// What is wrong with a field, of what is wrong with a text.
pub fn text_fault(fault: TextFault) -> FieldFault {
    match fault {
        TextFault::Missing => FieldFault::Missing,
        TextFault::TooLong(most) => FieldFault::TooLong { most: u32::try_from(most).unwrap_or(u32::MAX) },
    }
}
