//! The kiosks, displays and tablets: how one is enrolled, what it may do, and that it may no longer.
//!
//! A browser that asks is given a key, which it keeps in a cookie, and eight letters, which it shows. Once a manager has typed the
//! letters, the key is that of a device.

use crate::by::By;
use crate::token::{fingerprint, random_token};
use machine::clock;
use queue::{CsrId, Duration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::audit::{What, note};
use store::{BranchId, Device, DeviceRole, Enrolment, Failure, NewDevice, Store, device};
use tokio::sync::watch;
use tokio::time::Instant;

/// Letters are shown for so long; then the device asks anew.
pub const LETTERS_GOOD_FOR: Duration = Duration::minutes(10);
/// The consonants: no vowel, so that no word comes of them.
const CONSONANTS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many of them: 34 bits.
pub const LETTERS: usize = 8;
/// A device that has not been heard of for so long is gone.
pub const GONE_AFTER: Duration = Duration::seconds(15);
/// One that has been gone for so long is not waited for any more.
const WAITED_FOR: Duration = Duration::minutes(12 * 60);
/// A device shows who it is for so long.
const SHOWN_FOR: Duration = Duration::seconds(20);
/// How often what was heard of the devices is written down.
const WRITE_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// How often the store is asked whether another server has revoked a device.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(700);

/// What the key in a browser's cookie is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Enrolled(Device),
    /// These letters are shown until then.
    Asks(String, Timestamp),
    Unknown,
}

/// What a device said of itself last.
#[derive(Debug, Clone)]
struct Heard {
    at: Timestamp,
    address: String,
    version: String,
}

/// The devices of all branches. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Devices {
    store: Store,
    heard: Arc<Mutex<HashMap<u32, Heard>>>,
    /// Changes whenever a device was revoked, here or on another server.
    revoked: Arc<watch::Sender<Timestamp>>,
}

impl Devices {
    /// Returns the devices in `store`, and keeps what is heard of them.
    pub fn start(store: Store) -> Self {
        let devices = Self { store, heard: Arc::default(), revoked: Arc::new(watch::Sender::new(Timestamp(0))) };
        tokio::spawn(write_down(devices.store.clone(), Arc::downgrade(&devices.heard)));
        tokio::spawn(look(devices.store.clone(), Arc::downgrade(&devices.revoked)));
        devices
    }

    /// Begins an enrolment, and returns the key for the browser's cookie.
    pub async fn ask(&self, address: &str, now: Timestamp) -> Result<String, Failure> {
        let key = random_token();
        loop {
            let asked = Enrolment {
                letters: letters(),
                key_hash: fingerprint(&key),
                expires: now + LETTERS_GOOD_FOR,
                address: address.to_owned(),
            };
            let mut transaction = self.store.begin().await?;
            let is_free = device::ask(&mut transaction, &asked, now).await?;
            transaction.commit().await?;
            if is_free {
                return Ok(key);
            }
        }
    }

    /// Returns what a key is.
    pub async fn standing(&self, key: &str, now: Timestamp) -> Result<Standing, Failure> {
        let key_hash = fingerprint(key);
        if let Some(device) = device::by_key(&self.store, &key_hash).await? {
            return Ok(Standing::Enrolled(device));
        }
        let asked = device::asked(&self.store, &key_hash, now).await?;
        Ok(asked.map_or(Standing::Unknown, |asked| Standing::Asks(asked.letters, asked.expires)))
    }

    /// Enrols the device that shows these letters, however they were typed. Returns its number, or `None` where none shows them.
    pub async fn enrol(
        &self,
        typed: &str,
        branch: &BranchId,
        role: DeviceRole,
        name: &str,
        person: CsrId,
        by: &By,
    ) -> Result<Option<u32>, Failure> {
        let Some(letters) = read_letters(typed) else { return Ok(None) };
        let mut transaction = self.store.begin().await?;
        let device = NewDevice { branch, role, name, by: person };
        let enrolled = device::enrol(&mut transaction, &letters, device, clock::now()).await?;
        if let Some(id) = enrolled {
            note(&mut transaction, &[by.about_device(What::DeviceEnrolled, branch, id)]).await?;
        }
        transaction.commit().await?;
        Ok(enrolled)
    }

    /// Returns the devices of a branch, each with when it was heard of last.
    pub async fn of_branch(&self, branch: &BranchId) -> Result<Vec<Device>, Failure> {
        let mut devices = device::of_branch(&self.store, branch).await?;
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for device in &mut devices {
            if let Some(heard) = heard.get(&device.id).filter(|heard| heard.at > device.seen) {
                device.seen = heard.at;
                device.address.clone_from(&heard.address);
                device.version.clone_from(&heard.version);
            }
        }
        Ok(devices)
    }

    /// Notes that a device is there. It is written down with others.
    pub fn hear(&self, device: &Device, now: Timestamp, address: String, version: String) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.insert(device.id, Heard { at: now, address, version });
    }

    /// Returns the kiosks and displays that have fallen silent within the last hours.
    pub async fn silent(&self, now: Timestamp) -> Result<Vec<Device>, Failure> {
        let mut silent = device::silent(&self.store, now - WAITED_FOR, now - GONE_AFTER).await?;
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        // What this server has heard may not have been written down yet.
        silent.retain(|device| heard.get(&device.id).is_none_or(|heard| now - heard.at > GONE_AFTER));
        Ok(silent)
    }

    pub async fn rename(&self, branch: &BranchId, id: u32, name: &str, by: &By) -> Result<bool, Failure> {
        let mut transaction = self.store.begin().await?;
        let is_renamed = device::rename(&mut transaction, branch, id, name).await?;
        if is_renamed {
            note(&mut transaction, &[by.about_device(What::DeviceChanged, branch, id)]).await?;
        }
        transaction.commit().await?;
        Ok(is_renamed)
    }

    /// Has a device show its name for a while.
    pub async fn show(&self, branch: &BranchId, id: u32, now: Timestamp) -> Result<bool, Failure> {
        device::show(&self.store, branch, id, now + SHOWN_FOR).await
    }

    /// Revokes a device: what is open on it ends at once.
    pub async fn revoke(&self, branch: &BranchId, id: u32, now: Timestamp, by: &By) -> Result<bool, Failure> {
        let mut transaction = self.store.begin().await?;
        let revoked = device::revoke(&mut transaction, branch, id, now).await?;
        if revoked {
            note(&mut transaction, &[by.about_device(What::DeviceRevoked, branch, id)]).await?;
        }
        transaction.commit().await?;
        if revoked {
            self.revoked.send_modify(|at| *at = now.max(Timestamp(at.0 + 1)));
        }
        Ok(revoked)
    }

    /// Returns once the key is no longer that of a device of the branch.
    pub async fn until_revoked(self, key: String, branch: BranchId) {
        let mut revoked = self.revoked.subscribe();
        loop {
            // Asked first: it may have been revoked since it was looked up.
            match device::by_key(&self.store, &fingerprint(&key)).await {
                Ok(device) if device.as_ref().is_none_or(|device| device.branch != branch) => return,
                // A store that fails revokes nothing: the next look may find it well.
                Ok(_) | Err(_) => {}
            }
            if revoked.changed().await.is_err() {
                return;
            }
        }
    }
}

/// Returns eight consonants at random.
fn letters() -> String {
    let mut letters = String::with_capacity(LETTERS);
    while letters.len() < LETTERS {
        // What would prefer the first letters is thrown away: 240 is the largest multiple of 20 in a byte.
        let fair = machine::random::<16>().into_iter().filter(|byte| *byte < 240);
        letters.extend(fair.take(LETTERS - letters.len()).map(|byte| char::from(CONSONANTS[usize::from(byte) % 20])));
    }
    letters
}

/// Returns the letters that somebody has typed, in small or capital letters, with spaces or hyphens or without; `None` where they
/// are none.
fn read_letters(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let are_letters = letters.len() == LETTERS && letters.bytes().all(|letter| CONSONANTS.contains(&letter));
    are_letters.then_some(letters)
}

async fn write_down(store: Store, heard: Weak<Mutex<HashMap<u32, Heard>>>) {
    loop {
        tokio::time::sleep(WRITE_EVERY).await;
        let Some(heard) = heard.upgrade() else { return };
        let heard = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
        if heard.is_empty() {
            continue;
        }
        // What is not written is heard again in a few seconds.
        if let Err(error) = write_all(&store, heard).await {
            tracing::debug!(%error, "what was heard of the devices was not written down");
        }
    }
}

async fn write_all(store: &Store, heard: HashMap<u32, Heard>) -> Result<(), Failure> {
    let mut transaction = store.begin().await?;
    // In one order on every server, lest two wait for each other.
    let mut heard: Vec<_> = heard.into_iter().collect();
    heard.sort_by_key(|(id, _)| *id);
    for (id, Heard { at, address, version }) in heard {
        device::seen(&mut transaction, id, at, &address, &version).await?;
    }
    transaction.commit().await
}

/// Tells of revocations by other servers.
async fn look(store: Store, revoked: Weak<watch::Sender<Timestamp>>) {
    let mut next = Instant::now();
    loop {
        next += LOOK_EVERY;
        tokio::time::sleep_until(next).await;
        let Some(revoked) = revoked.upgrade() else { return };
        if revoked.receiver_count() == 0 {
            continue;
        }
        if let Ok(Some(last)) = device::last_revocation(&store).await {
            revoked.send_if_modified(|known| {
                let is_new = last > *known;
                *known = last.max(*known);
                is_new
            });
        }
        next = next.max(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn devices() -> (Devices, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("devices.db")).await.unwrap();
        (Devices::start(store), folder)
    }

    async fn enrolled(devices: &Devices) -> (String, u32) {
        let key = devices.ask("10.0.0.5", clock::now()).await.unwrap();
        let Standing::Asks(letters, _) = devices.standing(&key, clock::now()).await.unwrap() else {
            panic!("no letters")
        };
        let typed = format!("{} {}", letters[..4].to_lowercase(), &letters[4..]);
        let branch = BranchId::new("centro");
        let id = devices
            .enrol(&typed, &branch, DeviceRole::Kiosk, "Door", CsrId(7), &By::command_line())
            .await
            .unwrap()
            .unwrap();
        (key, id)
    }

    #[tokio::test]
    async fn a_device_is_unknown_then_asks_then_is_enrolled_by_its_letters() {
        let (devices, _folder) = devices().await;
        let now = clock::now();
        assert_eq!(devices.standing("forged", now).await.unwrap(), Standing::Unknown);
        let key = devices.ask("10.0.0.5", now).await.unwrap();
        let late = now + LETTERS_GOOD_FOR;
        assert_eq!(devices.standing(&key, late).await.unwrap(), Standing::Unknown, "letters have their time");
        let (key, id) = enrolled(&devices).await;
        let Standing::Enrolled(device) = devices.standing(&key, late).await.unwrap() else { panic!("not enrolled") };
        assert_eq!((device.id, device.role, device.branch.as_str()), (id, DeviceRole::Kiosk, "centro"));
    }

    #[tokio::test]
    async fn a_revoked_device_ends_what_is_open_on_it_within_a_second_and_no_other_does() {
        let (devices, _folder) = devices().await;
        let ((key, id), (other, _)) = (enrolled(&devices).await, enrolled(&devices).await);
        let centro = BranchId::new("centro");
        let open = tokio::spawn(devices.clone().until_revoked(key.clone(), centro.clone()));
        let stays = tokio::spawn(devices.clone().until_revoked(other, centro.clone()));
        assert!(!devices.revoke(&BranchId::new("porto"), id, clock::now(), &By::command_line()).await.unwrap());
        assert!(devices.revoke(&centro, id, clock::now(), &By::command_line()).await.unwrap());
        tokio::time::timeout(std::time::Duration::from_secs(1), open).await.expect("within a second").unwrap();
        assert!(!stays.is_finished());
        assert_eq!(devices.standing(&key, clock::now()).await.unwrap(), Standing::Unknown);
    }

    #[tokio::test]
    async fn a_device_that_another_server_revokes_stops_within_a_second_too() {
        let (devices, _folder) = devices().await;
        let (key, id) = enrolled(&devices).await;
        let centro = BranchId::new("centro");
        let open = tokio::spawn(devices.clone().until_revoked(key, centro.clone()));
        tokio::task::yield_now().await;
        device::revoke(&devices.store, &centro, id, clock::now()).await.unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(1), open).await.expect("within a second").unwrap();
    }

    #[tokio::test]
    async fn what_a_device_says_of_itself_is_seen_at_once() {
        let (devices, _folder) = devices().await;
        let (key, _) = enrolled(&devices).await;
        let Standing::Enrolled(device) = devices.standing(&key, clock::now()).await.unwrap() else { panic!("gone") };
        let later = device.seen + Duration::seconds(4);
        devices.hear(&device, later, "10.0.0.9".to_owned(), "1.2.3".to_owned());
        let listed = devices.of_branch(&device.branch).await.unwrap();
        assert_eq!(
            (listed[0].seen, listed[0].address.as_str(), listed[0].version.as_str()),
            (later, "10.0.0.9", "1.2.3")
        );
    }

    #[test]
    fn letters_are_eight_consonants_and_read_however_they_are_typed() {
        let shown = letters();
        assert!(shown.len() == LETTERS && shown.bytes().all(|letter| CONSONANTS.contains(&letter)), "{shown}");
        assert_eq!(read_letters(" bcdf-ghjk "), Some("BCDFGHJK".to_owned()));
        for wrong in ["", "BCDFGHJ", "BCDFGHJKL", "ABCDEFGH", "BCDFGHJ1"] {
            assert_eq!(read_letters(wrong), None, "{wrong:?}");
        }
    }
}
