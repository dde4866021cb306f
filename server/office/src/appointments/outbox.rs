//! Who booked, until it is erased; and what is to be told of a booking.

use super::BranchBook;
use jiff::civil::Date;
use queue::{AppointmentId, Day, Timestamp};
use records::appointment::Appointment;
use records::contact::Contact;
use records::grid::date;
use records::reminder::{MessageKind, after_quiet, plan};
use store::{
    AppointmentContact, Failure, MessageKey, OutboxMessage, Transaction, appointment, appointment_phone, message,
};

/// The channel of e-mail, that of text messages, and that of phones that asked on the appointment's page.
pub const MAIL: &str = "mail";
pub const SMS: &str = "sms";
pub const PUSH: &str = "push";

impl BranchBook {
    /// Keeps who booked, until the day after the appointment.
    pub(super) async fn keep_contact(
        &self,
        transaction: &mut Transaction<'_>,
        booked: &Appointment,
        contact: &Contact,
    ) -> Result<(), Failure> {
        let kept = AppointmentContact {
            appointment: booked.id.clone(),
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            contact: contact.key(),
            erase_on: self.erase_on(booked),
        };
        appointment::put_contact(transaction, &self.id(), &kept).await
    }

    pub(super) async fn put_off_erasing(
        &self,
        transaction: &mut Transaction<'_>,
        booked: &Appointment,
    ) -> Result<(), Failure> {
        appointment_phone::erase_on(&mut *transaction, &booked.id, &self.erase_on(booked)).await?;
        appointment::erase_contact_on(transaction, &booked.id, &self.erase_on(booked)).await
    }

    /// The day after the appointment.
    pub(super) fn erase_on(&self, booked: &Appointment) -> Day {
        let day: Date = date(self.setup.calendar.time_zone(), booked.starts_at());
        let after = day.tomorrow().unwrap_or(day);
        Day::new(after.year(), after.month(), after.day())
    }

    pub(super) async fn contact_of(
        &self,
        transaction: &mut Transaction<'_>,
        id: &AppointmentId,
    ) -> Result<Contact, Failure> {
        let kept = appointment::contact(transaction, id).await?;
        Ok(kept.map_or_else(Contact::default, |kept| Contact { name: kept.name, email: kept.email, phone: kept.phone }))
    }

    /// Puts into the outbox what is to be told of a booking, in place of what waited there of the version before.
    pub(super) async fn tell(
        &self,
        transaction: &mut Transaction<'_>,
        booked: &Appointment,
        contact: &Contact,
        kind: MessageKind,
        now: Timestamp,
    ) -> Result<(), Failure> {
        message::drop_waiting(&mut *transaction, booked.id.as_str(), now).await?;
        // Who left both is written to: a letter has room for what to bring.
        let channel = match (&contact.email, &contact.phone) {
            (Some(_), _) => Some(MAIL),
            (None, Some(_)) => Some(SMS),
            (None, None) => None,
        };
        if let Some(channel) = channel {
            self.put_messages(transaction, booked, channel, kind, now).await?;
        }
        if appointment_phone::of(&mut *transaction, &booked.id).await?.is_some() {
            self.put_messages(transaction, booked, PUSH, kind, now).await?;
        }
        Ok(())
    }

    /// Puts what is to be told of a booking on one channel into the outbox, unless it is there.
    pub(super) async fn put_messages(
        &self,
        transaction: &mut Transaction<'_>,
        booked: &Appointment,
        channel: &str,
        kind: MessageKind,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let zone = self.setup.calendar.time_zone();
        for planned in plan(kind, booked.starts_at(), now, zone) {
            // Whoever has a phone be told looks at the booking.
            if channel == PUSH && planned.kind == MessageKind::Booked {
                continue;
            }
            let due = if channel == MAIL { planned.due } else { after_quiet(planned.due, zone) };
            let key = MessageKey {
                record: booked.id.to_string(),
                version: booked.version.0,
                kind: planned.kind.as_str().to_owned(),
                channel: channel.to_owned(),
            };
            let waiting = OutboxMessage { key, branch: self.id(), due, last: planned.last, tries: 0 };
            message::put(&mut *transaction, &waiting, now).await?;
        }
        Ok(())
    }
}
