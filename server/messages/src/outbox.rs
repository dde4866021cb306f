//! The worker of the outbox: claims what is due, reads the record again, and sends what still fits. With several servers each has a
//! worker; a message is claimed by one.

use crate::calendar::{CalendarEvent, Method};
use crate::mail::{Letter, Mailer, SendFault};
use machine::clock;
use queue::{AppointmentId, Duration, Timestamp};
use records::grid::Quarter;
use records::reminder::MessageKind;
use setup::Branch;
use std::sync::Arc;
use store::{BookedAppointment, Failure, MessageEnd, OutboxMessage, Store, appointment, message};
use tokio::sync::watch;
use words::mail::{AboutAppointment, Told, letter};

/// How often the outbox is looked at.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// How many messages are taken at a look.
const AT_ONCE: u32 = 50;
/// What a worker has had for so long, it will never end: its server was killed.
const GIVEN_UP_AFTER: Duration = Duration::minutes(10);
/// The pauses before a message is tried again; after the last one the pause stays.
const PAUSES: [Duration; 4] =
    [Duration::minutes(1), Duration::minutes(5), Duration::minutes(15), Duration::minutes(60)];

/// Sends what is due.
#[derive(Debug, Clone)]
pub struct OutboxWorker {
    store: Store,
    branches: Vec<Arc<Branch>>,
    mailer: Mailer,
    /// Where visitors reach this server; without it a letter has no link.
    origin: Option<String>,
}

impl OutboxWorker {
    pub fn new(store: Store, branches: Vec<Arc<Branch>>, mailer: Mailer, origin: Option<String>) -> Self {
        Self { store, branches, mailer, origin }
    }

    /// Works until the server stops.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            if let Err(failure) = self.round(clock::now()).await {
                tracing::warn!(%failure, "the outbox could not be read; what waits there is sent later");
            }
        }
    }

    /// Sends what is due at a moment. Returns how many messages were sent.
    pub async fn round(&self, now: Timestamp) -> Result<usize, Failure> {
        let lost = message::give_up(&self.store, now - GIVEN_UP_AFTER, now).await?;
        if lost > 0 {
            tracing::warn!(lost, "messages were being sent when their server ended; they are not sent again");
        }
        let mut sent = 0;
        for waiting in message::due(&self.store, now, AT_ONCE).await? {
            if message::claim(&self.store, &waiting, now).await? {
                sent += usize::from(self.deliver(&waiting, now).await?);
            }
        }
        Ok(sent)
    }

    /// Delivers a claimed message, and notes what became of it.
    async fn deliver(&self, waiting: &OutboxMessage, now: Timestamp) -> Result<bool, Failure> {
        let key = &waiting.key;
        let letter = if now > waiting.last { None } else { self.compose(waiting, now).await? };
        let Some(letter) = letter else {
            message::end(&self.store, key, MessageEnd::Dropped, now).await?;
            return Ok(false);
        };
        match self.mailer.send(&letter).await {
            Ok(()) => {
                message::end(&self.store, key, MessageEnd::Sent, clock::now()).await?;
                return Ok(true);
            }
            // No address and no name goes into the log.
            Err(SendFault::Refused(_)) => {
                tracing::warn!(kind = key.kind, "a message was refused for good");
                message::end(&self.store, key, MessageEnd::Refused, clock::now()).await?;
            }
            Err(SendFault::Later(_)) => {
                tracing::warn!(kind = key.kind, tries = waiting.tries + 1, "a message is tried again later");
                let pause = PAUSES[PAUSES.len().min(waiting.tries as usize + 1) - 1];
                message::put_off(&self.store, key, now + pause, clock::now()).await?;
            }
            // It stays claimed, and is given up: it may have been sent.
            Err(SendFault::InDoubt(_)) => tracing::warn!(kind = key.kind, "it is not known whether a message was sent"),
        }
        Ok(false)
    }

    /// The letter of a message, from the record as it is now; `None` where it no longer fits.
    async fn compose(&self, waiting: &OutboxMessage, now: Timestamp) -> Result<Option<Letter>, Failure> {
        let key = &waiting.key;
        let Some(kind) = MessageKind::parse(&key.kind) else { return Ok(None) };
        let id = AppointmentId::new(&key.record);
        let Some(booked) = appointment::by_id(&self.store, &id).await? else { return Ok(None) };
        let stands = booked.state == "booked";
        if booked.version != key.version || stands == (kind == MessageKind::Cancelled) {
            return Ok(None);
        }
        let contact = appointment::contact(&self.store, &id).await?.and_then(|contact| contact.email);
        let branch = self.branches.iter().find(|branch| branch.id == booked.branch.as_str());
        let (Some(to), Some(branch)) = (contact, branch) else { return Ok(None) };
        Ok(Some(self.letter(branch, &booked, kind, to, now)))
    }

    fn letter(
        &self,
        branch: &Branch,
        booked: &BookedAppointment,
        kind: MessageKind,
        to: String,
        now: Timestamp,
    ) -> Letter {
        let language = booked.language.as_str();
        let (name, address) = (branch.name.get(language), branch.address.as_ref().map(|text| text.get(language)));
        let link = self.origin.as_ref().map(|origin| format!("{origin}/a/{}", booked.token));
        let code = records::appointment::Code::from_written(&booked.code).spaced();
        let (told, method) = match kind {
            MessageKind::Booked => (Told::Booked, Some(Method::Request)),
            MessageKind::Moved => (Told::Moved, Some(Method::Request)),
            MessageKind::Cancelled => (Told::Cancelled, Some(Method::Cancel)),
            MessageKind::DayBefore | MessageKind::HoursBefore => (Told::Reminder, None),
        };
        let about = AboutAppointment { branch: name, address, wall: &booked.wall, code: &code, link: link.as_deref() };
        let (subject, text) = letter(language, told, &about);
        let starts = Quarter(booked.quarter).start();
        let minutes = branch.service(&booked.service).map_or(60, |service| service.minutes);
        let calendar = method.map(|method| {
            let event = CalendarEvent {
                uid: format!("{}@sportello", booked.id),
                sequence: booked.version,
                stamp: now,
                starts,
                ends: starts + Duration::minutes(i64::from(minutes)),
                summary: name.to_owned(),
                location: address.map_or_else(|| name.to_owned(), |address| format!("{name}, {address}")),
                link: link.clone(),
                method,
                between: Some((self.mailer.sender(), to.clone())),
            };
            (method, event.write())
        });
        let id = format!("{}.{}.{}@sportello", booked.id, booked.version, kind.as_str());
        Letter { to, subject, text, calendar, id }
    }
}

#[cfg(test)]
mod tests;
