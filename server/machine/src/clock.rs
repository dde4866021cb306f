//! The only place that knows what time it is. Everything else is handed a moment.

use queue::Timestamp;

/// Now, by the system's clock, which may step in either direction.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the system's clock")]
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}
