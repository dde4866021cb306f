//! Alerts that the server itself raises for the staff when something of a branch fails, and clears when it works again.
//! Visitors and staff raise theirs by `http/alerts`.

use crate::branches::Branches;
use crate::handle::Handle;
use crate::request::Actor;
use queue::{AlertId, AlertKind, AlertPlace, Command, Day};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::RequestKey;
use tokio::sync::watch;

/// Raises an alert, unless the same one is open. An alert that cannot be raised (the day is closed, the store fails) is
/// logged, and the caller goes on.
pub async fn raise(branch: &Handle, kind: AlertKind, place: &str) {
    let place = AlertPlace::new(place);
    let open = branch.live().read(|branch, _| branch.alert_at(kind, &place).map(|alert| alert.kind));
    if open != Some(kind) {
        command(branch, Command::RaiseAlert { kind, place }).await;
    }
}

/// Clears an alert whose cause has ended by itself.
pub async fn clear(branch: &Handle, kind: AlertKind, place: &str) {
    if let Some(alert) = open(branch, kind, place) {
        command(branch, Command::ClearAlert { alert }).await;
    }
}

/// The lasting faults that each branch's staff were alerted to, with the day: a roll that is nearly over, an address that
/// phones do not reach. An alert that somebody has cleared is not raised again on that day. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Told(Arc<Mutex<HashMap<Fault, Option<Day>>>>);

/// A branch, what is wrong there, and its place.
type Fault = (String, AlertKind, String);

impl Told {
    /// Raises an alert, unless this server has raised the same one today.
    pub async fn raise(&self, branch: &Handle, kind: AlertKind, place: &str) {
        let today = branch.live().read(|branch, _| branch.day().cloned());
        let before = self.faults().insert(fault(branch, kind, place), today.clone());
        if before != Some(today) {
            raise(branch, kind, place).await;
        }
    }

    /// Whether this server has raised this alert.
    pub fn knows(&self, branch: &Handle, kind: AlertKind, place: &str) -> bool {
        self.faults().contains_key(&fault(branch, kind, place))
    }

    /// Forgets a fault that is over, so that the next one raises an alert.
    pub fn forget(&self, branch: &Handle, kind: AlertKind, place: &str) {
        self.faults().remove(&fault(branch, kind, place));
    }

    fn faults(&self) -> MutexGuard<'_, HashMap<Fault, Option<Day>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fault(branch: &Handle, kind: AlertKind, place: &str) -> Fault {
    (branch.live().setup().id.clone(), kind, place.to_owned())
}

/// The place of an alert about speech.
const SERVER: &str = "server";

/// Tells the staff of every branch whether calls can be spoken, whenever that changes.
pub async fn of_speech(branches: Branches, mut silent: watch::Receiver<bool>) {
    while silent.changed().await.is_ok() {
        let is_silent = *silent.borrow_and_update();
        let ids: Vec<String> = branches.setups().iter().map(|setup| setup.id.clone()).collect();
        for id in ids {
            let Ok(Some(branch)) = branches.get(&id).await else { continue };
            if is_silent {
                raise(&branch, AlertKind::Speech, SERVER).await;
            } else {
                clear(&branch, AlertKind::Speech, SERVER).await;
            }
        }
    }
}

fn open(branch: &Handle, kind: AlertKind, place: &str) -> Option<AlertId> {
    branch.live().read(|branch, _| branch.alert_at(kind, &AlertPlace::new(place)).map(|alert| alert.id))
}

async fn command(branch: &Handle, command: Command) {
    if let Err(error) = branch.command(RequestKey::fresh(), Actor::Server, command).await {
        tracing::warn!(branch = branch.live().setup().id, %error, "the staff could not be told");
    }
}
