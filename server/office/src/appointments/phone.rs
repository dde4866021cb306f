//! The phone that is told of a booking: its reminders go into the outbox when it asks, further news with each change.

use super::facts::from_row;
use super::outbox::PUSH;
use super::{BookError, BranchBook};
use queue::{AppointmentId, Timestamp};
use records::reminder::MessageKind;
use store::{AppointmentPhone, appointment, appointment_phone};

/// A browser's subscription with its push service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneKeys {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

impl BranchBook {
    /// Has a phone be told of a booking that stands, in place of another one. What was sent already is not sent again.
    pub async fn remind_on_phone(&self, id: &AppointmentId, keys: PhoneKeys, now: Timestamp) -> Result<(), BookError> {
        let mut transaction = self.store.begin().await?;
        // A change beside it waits, so that no reminder of a version before is put in.
        appointment::take_book(&mut transaction, &self.id()).await?;
        let row = appointment::by_id(&mut transaction, id).await?.filter(|row| row.branch == self.id());
        let booked = from_row(&row.ok_or(BookError::Unknown)?)?;
        booked.may_change(booked.version, now)?;
        let PhoneKeys { endpoint, p256dh, auth } = keys;
        let (appointment, branch, erase_on) = (id.clone(), self.id(), self.erase_on(&booked));
        let phone = AppointmentPhone { appointment, branch, endpoint, p256dh, auth, erase_on };
        appointment_phone::put(&mut transaction, &phone).await?;
        self.put_messages(&mut transaction, &booked, PUSH, MessageKind::Booked, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Returns whether a phone is told of a booking.
    pub async fn has_phone(&self, id: &AppointmentId) -> Result<bool, BookError> {
        Ok(appointment_phone::of(&self.store, id).await?.is_some())
    }

    /// Has no phone be told of a booking.
    pub async fn forget_phone(&self, id: &AppointmentId) -> Result<(), BookError> {
        Ok(appointment_phone::forget(&self.store, id).await?)
    }
}
