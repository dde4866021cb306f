//! The right in which something is open for long, such as a stream: it ends with its session.
//!
//! This server tells at once of the sessions that it ends itself. Those that another server ends, or that expire, are
//! found by a look every few seconds.

use crate::ended::Ended;
use crate::may::may;
use crate::staff::Staff;
use crate::token::fingerprint;
use machine::clock;
use std::time::Duration;
use store::Role;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, interval_at};

/// How often the store is asked about a session that nobody on this server has ended.
const LOOK_EVERY: Duration = Duration::from_secs(4);

/// The right of one session to act in a branch in a role.
#[derive(Debug)]
pub struct Right {
    staff: Staff,
    token: String,
    /// The fingerprint of the token.
    session: String,
    branch: String,
    role: Role,
    ended: Receiver<Ended>,
}

impl Staff {
    /// Returns the right of the session with this token to act in a branch in a role, to be watched while something is open in it.
    pub fn right(&self, token: String, branch: &str, role: Role) -> Right {
        let session = fingerprint(&token);
        Right { staff: self.clone(), token, session, branch: branch.to_owned(), role, ended: self.ended.subscribe() }
    }
}

impl Right {
    /// Returns once the session has ended, or its person may no longer act in the branch in the role.
    pub async fn until_ended(mut self) {
        let mut look = interval_at(Instant::now() + LOOK_EVERY, LOOK_EVERY);
        loop {
            tokio::select! {
                said = self.ended.recv() => match said {
                    Ok(Ended::Session(session)) if session != self.session => continue,
                    // Some were missed: this one may be among them.
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                _ = look.tick() => {}
            }
            if !self.holds().await {
                return;
            }
        }
    }

    /// A store that fails ends no right: the next look may find it well.
    async fn holds(&self) -> bool {
        match self.staff.signed_in(&self.token, clock::now()).await {
            Ok(person) => person.is_some_and(|person| may(&person, &self.branch, self.role)),
            Err(_) => true,
        }
    }
}
