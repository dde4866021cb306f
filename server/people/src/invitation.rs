//! The link that makes the first admin, until somebody has used it.

use queue::Timestamp;

/// The fingerprint of the link that this server has printed, and until when it is good. It is in memory only: another start
/// prints another one.
#[derive(Debug, Default)]
pub(crate) struct Invitation(pub(crate) Option<(String, Timestamp)>);
