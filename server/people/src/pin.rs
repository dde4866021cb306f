//! A PIN: digits by which a person signs in quickly on an enrolled tablet of a branch where they work. The tablet's key is the other
//! factor, so a PIN is worth nothing anywhere else.

use crate::audit::chain_of;
use crate::password::hash_of;
use crate::sign_in::Place;
use crate::staff::Staff;
use machine::clock;
use queue::CsrId;
use store::audit::{Entry, What, Who, note};
use store::{Failure, Person, staff_pin};

/// The fewest digits.
pub const PIN_MIN: usize = 6;
/// The most digits.
pub const PIN_MAX: usize = 12;

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinFault {
    /// Other than six to twelve digits.
    Digits,
    /// The first that anybody tries: one digit again and again, or digits in a row.
    Simple,
}

/// Whether a text can be a PIN at all.
pub(crate) fn is_pin(text: &str) -> bool {
    (PIN_MIN..=PIN_MAX).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Returns what is wrong with a PIN that somebody chooses.
pub fn pin_fault(text: &str) -> Option<PinFault> {
    if !is_pin(text) {
        return Some(PinFault::Digits);
    }
    let digits: Vec<i16> = text.bytes().map(i16::from).collect();
    let step = digits[1] - digits[0];
    let is_simple = step.abs() <= 1 && digits.windows(2).all(|pair| pair[1] - pair[0] == step);
    is_simple.then_some(PinFault::Simple)
}

impl Staff {
    /// Gives a person, whose password was checked, the PIN that they chose.
    pub async fn choose_pin(&self, person: &Person, pin: &str, place: &Place) -> Result<(), Failure> {
        let pin = pin.to_owned();
        let hash = tokio::task::spawn_blocking(move || hash_of(&pin)).await;
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
mod tests {
    use super::*;
    use crate::{SignIn, hash};
    use store::{NewPerson, Role, Roles, Store};

    #[test]
    fn a_pin_has_six_digits_and_is_not_the_first_that_is_tried() {
        for wrong in ["", "12345", "1234567890123", "12a456", "١٢٣٤٥٦", "-12345"] {
            assert_eq!(pin_fault(wrong), Some(PinFault::Digits), "{wrong:?}");
        }
        for simple in ["000000", "123456", "987654", "777777777"] {
            assert_eq!(pin_fault(simple), Some(PinFault::Simple), "{simple:?}");
        }
        assert_eq!((pin_fault("290583"), pin_fault("121212")), (None, None));
    }

    #[tokio::test]
    async fn a_pin_signs_in_on_a_tablet_of_the_branch_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let staff = Staff::load(Store::sqlite(&folder.path().join("staff.db")).await.unwrap()).await.unwrap();
        let anna = NewPerson {
            login: "anna".to_owned(),
            name: "Anna".to_owned(),
            roles: Roles::default().with("centro", Role::Csr),
            languages: Vec::new(),
            password_hash: hash("correct horse").unwrap(),
            must_change: false,
        };
        staff.put(anna).await.unwrap();
        let person = store::staff::by_login(&staff.store, "anna").await.unwrap().unwrap().person;
        let desk = Place::address("10.0.0.7");
        staff.choose_pin(&person, "290583", &desk).await.unwrap();
        let tablet = |branch: &str| Place::tablet("Hall (device 3)", branch);
        let tried = async |secret: &str, place: &Place| staff.sign_in("anna", secret, place).await.unwrap();
        assert!(matches!(tried("290583", &tablet("centro")).await, SignIn::Done(..)));
        assert!(matches!(tried("correct horse", &tablet("centro")).await, SignIn::Done(..)), "the password too");
        assert_eq!(tried("290584", &tablet("centro")).await, SignIn::Refused);
        assert_eq!(tried("290583", &tablet("porto")).await, SignIn::Refused, "another branch's tablet");
        assert_eq!(tried("290583", &desk).await, SignIn::Refused, "the device's key is the other factor");
        staff.remove_pin(&person, &desk).await.unwrap();
        assert_eq!(tried("290583", &tablet("centro")).await, SignIn::Refused);
        // A password that somebody else gives ends the PIN.
        staff.choose_pin(&person, "290583", &desk).await.unwrap();
        crate::roster::set_password(&staff.store, "anna", &hash("another horse").unwrap(), true).await.unwrap();
        assert!(!staff.has_pin(person.id).await.unwrap());
    }
}
