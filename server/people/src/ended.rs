//! What this server tells of sessions that have ended.

/// What this server has ended.
#[derive(Debug, Clone)]
pub(crate) enum Ended {
    /// The session with this fingerprint.
    Session(String),
    /// The sessions of a person whose password or role is new.
    OfSomebody,
}
