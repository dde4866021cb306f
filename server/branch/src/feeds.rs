//! The feeds of a branch by screen. A feed runs while somebody listens to it.

use bytes::Bytes;
use queue::{DeskId, TicketId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The screen whose snapshot a feed sends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Screen {
    Kiosk,
    /// The calls alone.
    Lobby,
    /// The calls, the waits by letter and the desks: for the displays that show them.
    LobbyDetail,
    Manager,
    DeskChoice,
    Desk(DeskId),
    Ticket(TicketId),
}

impl Screen {
    /// Whether the screen shows any forecast.
    pub fn shows_waits(&self) -> bool {
        match self {
            Self::Kiosk | Self::LobbyDetail | Self::Manager | Self::Ticket(_) => true,
            Self::Lobby | Self::DeskChoice | Self::Desk(_) => false,
        }
    }
}

/// The feeds of one branch that somebody listens to.
#[derive(Debug, Default)]
pub struct Feeds(Mutex<HashMap<Screen, watch::Sender<Bytes>>>);

impl Feeds {
    pub fn open(&self) -> MutexGuard<'_, HashMap<Screen, watch::Sender<Bytes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a feed for all who listen to it.
    pub fn close(&self, screen: &Screen) {
        self.open().remove(screen);
    }

    /// Ends the feed under the lock, so that nobody subscribes to a feed that is about to end.
    pub fn close_if_unused(&self, screen: &Screen, frames: &watch::Sender<Bytes>) -> bool {
        let mut feeds = self.open();
        let unused = frames.receiver_count() == 0;
        if unused {
            feeds.remove(screen);
        }
        unused
    }
}
