//! The names of the staff in memory, for every screen: the journal and the rules know people by number only.

use crate::failure::Failure;
use crate::store::Store;
use crate::tables::staff;
use queue::CsrId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// How often the names are read again: other servers and `sportello staff` add and remove some.
const READ_AGAIN: Duration = Duration::from_secs(30);

/// The names by id. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Names(Arc<RwLock<HashMap<CsrId, String>>>);

impl Names {
    /// Reads the names in `store`, and reads them again from time to time.
    pub async fn load(store: &Store) -> Result<Self, Failure> {
        let names = Self(Arc::new(RwLock::new(all(store).await?)));
        tokio::spawn(refresh(store.clone(), Arc::downgrade(&names.0)));
        Ok(names)
    }

    /// Returns all names. The lock is held as long as they are: whoever adds a name waits.
    pub fn read(&self) -> RwLockReadGuard<'_, HashMap<CsrId, String>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a name, or replaces the name of the same person.
    pub fn put(&self, id: CsrId, name: String) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, name);
    }
}

async fn all(store: &Store) -> Result<HashMap<CsrId, String>, Failure> {
    Ok(staff::all(store).await?.into_iter().map(|person| (person.id, person.name)).collect())
}

async fn refresh(store: Store, names: std::sync::Weak<RwLock<HashMap<CsrId, String>>>) {
    loop {
        tokio::time::sleep(READ_AGAIN).await;
        let Some(names) = names.upgrade() else { return };
        // After a failure the names stay as they were.
        if let Ok(now) = all(&store).await {
            *names.write().unwrap_or_else(PoisonError::into_inner) = now;
        }
    }
}
