//! Where the visitors of tickets from elsewhere are.

use queue::{Presence, Remote};
use wire::RemoteStage;

/// Where the visitor of a ticket from elsewhere is.
pub(crate) fn stage(remote: &Remote) -> RemoteStage {
    match (remote.presence, remote.called_in) {
        (Presence::Here { .. }, _) => RemoteStage::Here,
        (Presence::OnTheWay { .. }, _) => RemoteStage::OnTheWay,
        (Presence::Away, Some(_)) => RemoteStage::Leave,
        (Presence::Away, None) => RemoteStage::Stay,
    }
}
