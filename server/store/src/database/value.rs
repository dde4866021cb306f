//! The values that are bound to a statement: texts, whole numbers and truth values, which both engines have. A time is
//! a whole number of milliseconds.

use crate::branch_id::BranchId;
use crate::request_key::RequestKey;
use queue::{AppointmentId, CsrId, Day, Duration, Language, ServiceId, TicketId, Timestamp, Token};

/// A value for a statement's `$1`, `$2`, ...; `None` is NULL.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Text(Option<&'a str>),
    Number(Option<i64>),
    Truth(Option<bool>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl<'a> From<&'a $text> for Value<'a> {
            fn from(text: &'a $text) -> Self {
                Self::Text(Some(text.as_str()))
            }
        }
    )*};
}
texts!(AppointmentId, String, BranchId, Day, Language, RequestKey, ServiceId, Token);

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(at: Timestamp) -> Self {
        at.0.into()
    }
}

impl From<Duration> for Value<'_> {
    fn from(span: Duration) -> Self {
        span.0.into()
    }
}

impl From<CsrId> for Value<'_> {
    fn from(id: CsrId) -> Self {
        id.0.into()
    }
}

impl From<TicketId> for Value<'_> {
    fn from(id: TicketId) -> Self {
        id.0.into()
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(Some(truth))
    }
}
