//! A booking that is moved, cancelled, or reached by another contact.

use super::book::note;
use super::facts::{from_row, to_row, wall};
use super::{BookError, BranchBook, Wish, parts};
use crate::change::once;
use queue::{AppointmentId, CsrId, Timestamp};
use records::Version;
use records::appointment::{Appointment, Party, State};
use records::contact::Contact;
use records::reminder::MessageKind;
use store::{RequestKey, Transaction, appointment};

impl BranchBook {
    /// Moves a booking to another time. Its id, link, code and calendar entry stay.
    pub async fn move_to(
        &self,
        key: &RequestKey,
        id: &AppointmentId,
        seen: Version,
        wish: (Timestamp, Option<CsrId>),
        party: Party,
        now: Timestamp,
    ) -> Result<Appointment, BookError> {
        let wished = Wish::Move { id, start: wish.0, officer: wish.1 };
        self.change(key, &wished, id, seen, now, async |transaction, before| {
            let rules = self.rules(party);
            let search = self.search(&before.service, wish.1, None)?;
            let (start, officer) = self.find(transaction, &search, wish.0, rules, Some(before), now).await?;
            appointment::free_slots(&mut *transaction, id).await?;
            let after = Appointment {
                officer,
                start,
                quarters: search.quarters,
                wall: wall(&self.setup, wish.0),
                version: before.version.next(),
                ..before.clone()
            };
            if !appointment::take_slots(transaction, &to_row(&self.id(), &after)).await? {
                return Err(BookError::Taken { next: Vec::new() });
            }
            self.keep(transaction, &after, party, now).await?;
            let contact = self.contact_of(transaction, id).await?;
            self.put_off_erasing(transaction, &after).await?;
            self.tell(transaction, &after, &contact, MessageKind::Moved, now).await?;
            Ok(after)
        })
        .await
    }

    /// Cancels a booking and gives its time back.
    pub async fn cancel(
        &self,
        key: &RequestKey,
        id: &AppointmentId,
        seen: Version,
        party: Party,
        now: Timestamp,
    ) -> Result<Appointment, BookError> {
        self.change(key, &Wish::Cancel { id }, id, seen, now, async |transaction, before| {
            appointment::free_slots(&mut *transaction, id).await?;
            let after = Appointment { state: State::Cancelled, version: before.version.next(), ..before.clone() };
            self.keep(transaction, &after, party, now).await?;
            let contact = self.contact_of(transaction, id).await?;
            self.tell(transaction, &after, &contact, MessageKind::Cancelled, now).await?;
            Ok(after)
        })
        .await
    }

    /// Keeps another contact for a booking, or none.
    pub async fn reach(
        &self,
        key: &RequestKey,
        id: &AppointmentId,
        seen: Version,
        contact: &Contact,
        party: Party,
        now: Timestamp,
    ) -> Result<Appointment, BookError> {
        let wished = Wish::Reach { id, contact: parts(contact) };
        self.change(key, &wished, id, seen, now, async |transaction, before| {
            let after = Appointment { version: before.version.next(), ..before.clone() };
            self.keep(transaction, &after, party, now).await?;
            self.keep_contact(transaction, &after, contact).await?;
            self.tell(transaction, &after, contact, MessageKind::Booked, now).await?;
            Ok(after)
        })
        .await
    }

    async fn change(
        &self,
        key: &RequestKey,
        wished: &Wish<'_>,
        id: &AppointmentId,
        seen: Version,
        now: Timestamp,
        carry_out: impl AsyncFnOnce(&mut Transaction<'_>, &Appointment) -> Result<Appointment, BookError>,
    ) -> Result<Appointment, BookError> {
        once(self.store.begin().await?, &self.id(), key, wished, async |transaction| {
            appointment::take_book(transaction, &self.id()).await?;
            let row = appointment::by_id(&mut *transaction, id).await?.ok_or(BookError::Unknown)?;
            if row.branch != self.id() {
                return Err(BookError::Unknown);
            }
            let before = from_row(&row)?;
            before.may_change(seen, now)?;
            carry_out(transaction, &before).await
        })
        .await
    }

    /// Keeps a booking as it is after a change, with its step.
    async fn keep(
        &self,
        transaction: &mut Transaction<'_>,
        after: &Appointment,
        party: Party,
        now: Timestamp,
    ) -> Result<(), BookError> {
        if !appointment::update(&mut *transaction, &to_row(&self.id(), after)).await? {
            return Err(store::Failure::Other("a booking changed while its book was taken".to_owned()).into());
        }
        note(transaction, after, party, now).await?;
        Ok(())
    }
}
