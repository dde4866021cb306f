//! Desks are opened, paused, taken over and closed. A ticket that waits for one desk or one CSR alone is released when
//! that desk closes or that CSR leaves, so that some desk can always call it.

use super::Decision;
use crate::{Branch, CsrId, DeskId, Event, PauseReason, Refusal, Timestamp};

impl Branch {
    /// A CSR who opens their own open desk ends its pause, if it has one.
    pub(super) fn open_desk(&self, id: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let desk = self.known_desk(id)?;
        match desk.csr() {
            Some(there) if there == csr => {
                let resumed = Event::DeskResumed { desk: id.clone(), at };
                return Ok(if desk.pause().is_some() { vec![resumed] } else { vec![] });
            }
            Some(there) => return Err(Refusal::DeskTaken { desk: id.clone(), csr: there }),
            None => {}
        }
        self.at_no_desk(csr)?;
        Ok(vec![Event::DeskOpened { desk: id.clone(), csr, at }])
    }

    pub(super) fn close_desk(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        self.idle_desk(desk, csr)?;
        let mut events = self.releases(Some(desk), csr, at);
        events.extend(self.end_lending(desk, at));
        events.push(Event::DeskClosed { desk: desk.clone(), at });
        Ok(events)
    }

    pub(super) fn pause_desk(&self, id: &DeskId, csr: CsrId, reason: PauseReason, at: Timestamp) -> Decision {
        self.idle_desk(id, csr)?;
        let paused = self.known_desk(id)?.pause().is_some();
        let event = Event::DeskPaused { desk: id.clone(), reason, at };
        Ok(if paused { vec![] } else { vec![event] })
    }

    /// The desk keeps its ticket: its CSR went home and left it open.
    pub(super) fn take_over_desk(&self, id: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let Some(from) = self.known_desk(id)?.csr() else { return Err(Refusal::DeskClosed(id.clone())) };
        if from == csr {
            return Ok(vec![]);
        }
        self.at_no_desk(csr)?;
        let mut events = self.releases(None, from, at);
        // Whoever comes has not agreed to it.
        events.extend(self.end_lending(id, at));
        events.push(Event::DeskTakenOver { desk: id.clone(), csr, from, at });
        Ok(events)
    }

    /// Refuses a CSR who is at some desk already.
    fn at_no_desk(&self, csr: CsrId) -> Result<(), Refusal> {
        match self.desk_of(csr) {
            Some(elsewhere) => Err(Refusal::CsrElsewhere(elsewhere.clone())),
            None => Ok(()),
        }
    }
}
