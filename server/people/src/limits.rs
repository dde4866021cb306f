//! How long a session lasts, and what is demanded of people.

use queue::Duration;

/// When sessions end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// After the sign-in, whatever happens.
    pub longest: Duration,
    /// When nobody has acted, on a tablet that colleagues hand on.
    pub idle_on_tablet: Duration,
    /// The same for whoever manages something: the dashboard, the office.
    pub idle_of_office: Duration,
    /// The same for a CSR at a desk, where a conversation with a visitor lasts.
    pub idle_at_desk: Duration,
}

/// What a set-up says of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    pub limits: Limits,
    /// Whoever manages a branch or the bank must have a second factor.
    pub second_factor: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            longest: Duration::minutes(12 * 60),
            idle_on_tablet: Duration::minutes(5),
            idle_of_office: Duration::minutes(15),
            idle_at_desk: Duration::minutes(60),
        }
    }
}
