//! The workers of the outbox, one a channel: each claims what is due, reads the record again, and sends what still fits. With several
//! servers each has them; a message is claimed by one.

mod contact;
mod phone;

use crate::calendar::{CalendarEvent, Method};
use crate::mail::{Letter, Mailer, SendFault};
use crate::push::Push;
use crate::sms::{SmsGateway, TextMessage};
use machine::clock;
use queue::{AppointmentId, Duration, Timestamp};
use records::grid::Quarter;
use records::reminder::MessageKind;
use setup::Branch;
use std::sync::Arc;
use store::{
    AppointmentPhone, BookedAppointment, Failure, MessageEnd, OutboxMessage, Store, appointment, appointment_phone,
    message,
};
use tokio::sync::watch;
use wire::PushMessage;
use words::mail::{AboutAppointment, Told, letter, short};

/// How often the outbox is looked at.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// How many messages are taken at a look.
const AT_ONCE: u32 = 50;
/// What a worker has had for so long, it will never end: its server was killed.
const GIVEN_UP_AFTER: Duration = Duration::minutes(10);
/// The pauses before a message is tried again; after the last one the pause stays.
const PAUSES: [Duration; 4] =
    [Duration::minutes(1), Duration::minutes(5), Duration::minutes(15), Duration::minutes(60)];

/// By what a worker's messages go. Each has a worker of its own, so that one that hangs holds no other up.
#[derive(Debug, Clone)]
pub enum Channel {
    Mail(Mailer),
    Sms(SmsGateway),
    Push(Push),
}

impl Channel {
    /// Its name in the rows.
    fn name(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::Sms(_) => "sms",
            Self::Push(_) => "push",
        }
    }
}

/// Sends what is due.
#[derive(Debug, Clone)]
pub struct OutboxWorker {
    store: Store,
    branches: Vec<Arc<Branch>>,
    channel: Channel,
    /// Where visitors reach this server; without it a letter has no link.
    origin: Option<String>,
}

impl OutboxWorker {
    pub fn new(store: Store, branches: Vec<Arc<Branch>>, channel: Channel, origin: Option<String>) -> Self {
        Self { store, branches, channel, origin }
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
        for waiting in message::due(&self.store, self.channel.name(), now, AT_ONCE).await? {
            if message::claim(&self.store, &waiting, now).await? {
                sent += usize::from(self.deliver(&waiting, now).await?);
            }
        }
        Ok(sent)
    }

    /// Delivers a claimed message, and notes what became of it.
    async fn deliver(&self, waiting: &OutboxMessage, now: Timestamp) -> Result<bool, Failure> {
        let key = &waiting.key;
        let message = if now > waiting.last { None } else { self.compose(waiting, now).await? };
        let Some(composed) = message else {
            message::end(&self.store, key, MessageEnd::Dropped, now).await?;
            return Ok(false);
        };
        let sent = match &composed {
            Composed::Letter(mailer, letter) => mailer.send(letter).await,
            Composed::Text(gateway, text) => gateway.send(text).await,
            Composed::Phone(push, to, message) => phone::send(&self.store, push, to, message).await?,
        };
        match sent {
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

    /// What is sent, from the record as it is now; `None` where it no longer fits.
    async fn compose(&self, waiting: &OutboxMessage, now: Timestamp) -> Result<Option<Composed<'_>>, Failure> {
        if contact::is_meant(waiting) {
            let Channel::Mail(mailer) = &self.channel else { return Ok(None) };
            let letter = contact::letter(&self.store, &self.branches, waiting).await?;
            return Ok(letter.map(|letter| Composed::Letter(mailer, letter)));
        }
        let key = &waiting.key;
        let Some(kind) = MessageKind::parse(&key.kind) else { return Ok(None) };
        let id = AppointmentId::new(&key.record);
        let Some(booked) = appointment::by_id(&self.store, &id).await? else { return Ok(None) };
        let stands = booked.state == "booked";
        if booked.version != key.version || stands == (kind == MessageKind::Cancelled) {
            return Ok(None);
        }
        let branch = self.branches.iter().find(|branch| branch.id == booked.branch.as_str());
        let Some(branch) = branch else { return Ok(None) };
        if let Channel::Push(push) = &self.channel {
            let to = appointment_phone::of(&self.store, &id).await?;
            return Ok(to.map(|to| Composed::Phone(push, to, phone::message(branch, &booked, kind))));
        }
        let Some(contact) = appointment::contact(&self.store, &id).await? else { return Ok(None) };
        Ok(match &self.channel {
            Channel::Mail(mailer) => {
                let letter = |to| self.letter(branch, &booked, kind, (to, mailer.sender()), now);
                contact.email.map(|to| Composed::Letter(mailer, letter(to)))
            }
            Channel::Sms(gateway) => {
                contact.phone.map(|to| Composed::Text(gateway, self.text(branch, &booked, kind, to)))
            }
            Channel::Push(_) => None,
        })
    }

    /// A text message: what, when and where to look. It never names the service.
    fn text(&self, branch: &Branch, booked: &BookedAppointment, kind: MessageKind, to: String) -> TextMessage {
        let language = booked.language.as_str();
        let link = self.origin.as_ref().map(|origin| format!("{origin}/a/{}", booked.token));
        let code = records::appointment::Code::from_written(&booked.code).spaced();
        let about = AboutAppointment {
            branch: branch.name.get(language),
            address: None,
            wall: &booked.wall,
            code: &code,
            link: link.as_deref(),
        };
        let id = format!("{}.{}.{}@sportello", booked.id, booked.version, kind.as_str());
        TextMessage { id, to, text: short(language, told(kind), &about) }
    }

    fn letter(
        &self,
        branch: &Branch,
        booked: &BookedAppointment,
        kind: MessageKind,
        (to, from): (String, String),
        now: Timestamp,
    ) -> Letter {
        let language = booked.language.as_str();
        let (name, address) = (branch.name.get(language), branch.address.as_ref().map(|text| text.get(language)));
        let link = self.origin.as_ref().map(|origin| format!("{origin}/a/{}", booked.token));
        let code = records::appointment::Code::from_written(&booked.code).spaced();
        let method = match kind {
            MessageKind::Booked | MessageKind::Moved => Some(Method::Request),
            MessageKind::Cancelled => Some(Method::Cancel),
            MessageKind::DayBefore | MessageKind::HoursBefore => None,
        };
        let about = AboutAppointment { branch: name, address, wall: &booked.wall, code: &code, link: link.as_deref() };
        let (subject, text) = letter(language, told(kind), &about);
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
                between: Some((from, to.clone())),
            };
            (method, event.write())
        });
        let id = format!("{}.{}.{}@sportello", booked.id, booked.version, kind.as_str());
        Letter { to, subject, text, calendar, attachment: None, id }
    }
}

/// A message in its words, with what sends it.
#[derive(Debug)]
enum Composed<'a> {
    Letter(&'a Mailer, Letter),
    Text(&'a SmsGateway, TextMessage),
    Phone(&'a Push, AppointmentPhone, PushMessage),
}

/// What a message tells.
fn told(kind: MessageKind) -> Told {
    match kind {
        MessageKind::Booked => Told::Booked,
        MessageKind::Moved => Told::Moved,
        MessageKind::Cancelled => Told::Cancelled,
        MessageKind::DayBefore | MessageKind::HoursBefore => Told::Reminder,
    }
}

#[cfg(test)]
mod tests;
