//! The staff are told: what the server itself raises when something of the branch fails, and clears when it is well
//! again. Visitors and staff raise theirs by `http/alerts`.

use crate::branches::Branches;
use crate::handle::Handle;
use crate::request::Actor;
use queue::{AlertId, AlertKind, AlertPlace, Command};
use store::RequestKey;
use tokio::sync::watch;

/// Calls the staff, unless they are called for the same already. That it cannot be done (the day is closed, the store
/// fails) is logged: whoever found the fault goes on.
pub async fn raise(branch: &Handle, kind: AlertKind, place: &str) {
    let place = AlertPlace::new(place);
    let open = branch.live().read(|branch, _| branch.alert_at(kind, &place).map(|alert| alert.kind));
    if open != Some(kind) {
        command(branch, Command::RaiseAlert { kind, place }).await;
    }
}

/// What the staff were called for is over by itself.
pub async fn clear(branch: &Handle, kind: AlertKind, place: &str) {
    if let Some(alert) = open(branch, kind, place) {
        command(branch, Command::ClearAlert { alert }).await;
    }
}

/// Where speech is made.
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
        tracing::warn!(branch = branch.live().setup.id, %error, "the staff could not be told");
    }
}
