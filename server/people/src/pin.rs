//! A PIN: digits by which a person signs in quickly on an enrolled tablet of a branch where they work. The tablet's key is the other
//! factor, so a PIN is worth nothing anywhere else.

use crate::audit::chain_of;
use crate::password::hash_of;
use crate::place::Place;
use crate::staff::Staff;
use machine::clock;
use queue::CsrId;
use store::audit::{Entry, What, Who, note};
use store::{Failure, Person, staff_pin};

impl Staff {
    /// Gives a person, whose password was checked, the PIN that they chose.
    pub async fn choose_pin(&self, person: &Person, pin: &str, place: &Place) -> Result<(), Failure> {
        let pin = pin.to_owned();
        let hash = machine::beside(move || hash_of(&pin)).await;
        let hash = hash.map_err(|error| Failure::Other(error.to_string()))?;
        let hash = hash.map_err(|error| Failure::Other(error.to_string()))?;
        let sealed = self.sealing_key().await?.seal(person.id, hash.as_bytes())?;
        let mut transaction = self.store.begin().await?;
        staff_pin::put(&mut transaction, person.id, &sealed).await?;
        note(&mut transaction, &[line(person, "PIN chosen", place)]).await?;
        transaction.commit().await
    }

    /// Removes a person's own PIN.
    pub async fn remove_pin(&self, person: &Person, place: &Place) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        if staff_pin::remove(&mut transaction, person.id).await? {
            note(&mut transaction, &[line(person, "PIN removed", place)]).await?;
        }
        transaction.commit().await
    }

    pub async fn has_pin(&self, person: CsrId) -> Result<bool, Failure> {
        Ok(staff_pin::of(&self.store, person).await?.is_some())
    }

    /// The hash of the PIN by which this person may sign in at this place.
    pub(crate) async fn pin_hash(&self, person: &Person, place: &Place) -> Result<Option<String>, Failure> {
        let works_there = place
            .tablet_of
            .as_ref()
            .is_some_and(|branch| person.roles.in_branch(branch).next().is_some() || person.roles.is_admin());
        if !works_there {
            return Ok(None);
        }
        let Some(sealed) = staff_pin::of(&self.store, person.id).await? else { return Ok(None) };
        // One that was sealed before a restore opens no more: its person chooses another.
        let opened = self.sealing_key().await?.open(person.id, &sealed);
        Ok(opened.and_then(|hash| String::from_utf8(hash).ok()))
    }
}

fn line(person: &Person, how: &str, place: &Place) -> Entry {
    let entry = Entry::new(&chain_of(person), clock::now(), Who::staff(person.id), What::PasswordChanged);
    entry.about(format!("{} {how}", Who::staff(person.id))).from(place.origin())
}

#[cfg(test)]
mod tests;
