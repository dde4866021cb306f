//! What a set-up says of people and devices: when sessions end, and whether devices are enrolled.

use queue::Duration;

/// The rules of people and devices that a bank sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Security {
    /// Whether kiosks and displays work without being enrolled, in a closed network; `None` where the set-up does not say.
    pub open_devices: Option<bool>,
    /// A session ends so long after its sign-in.
    pub session: Duration,
    /// A session on a tablet ends when nobody has acted for so long.
    pub idle_on_tablet: Duration,
    /// The same for who manages something.
    pub idle_of_office: Duration,
    /// The same for a CSR at a desk.
    pub idle_at_desk: Duration,
    /// Whoever manages a branch or the bank must have a second factor.
    pub second_factor: bool,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            open_devices: None,
            session: Duration::minutes(12 * 60),
            idle_on_tablet: Duration::minutes(5),
            idle_of_office: Duration::minutes(15),
            idle_at_desk: Duration::minutes(60),
            second_factor: false,
        }
    }
}
