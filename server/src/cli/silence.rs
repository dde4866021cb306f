//! Tells the staff of a branch that one of its kiosks or displays has fallen silent while the branch is open, and that it is back.

use branch::{Branches, Handle, alerts};
use machine::clock;
use people::Devices;
use queue::AlertKind;
use std::collections::BTreeMap;
use std::time::Duration;

/// How often it is looked. A device is gone after fifteen seconds.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Looks as long as the program runs.
pub async fn watch(branches: Branches, devices: Devices) {
    // Branch and name of those of whom the staff were told, by number.
    let mut told: BTreeMap<u32, (String, String)> = BTreeMap::new();
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        // A store that fails has alerts of its own.
        let Ok(silent) = devices.silent(clock::now()).await else { continue };
        let back: Vec<u32> = told.keys().copied().filter(|id| !silent.iter().any(|device| device.id == *id)).collect();
        for id in back {
            if let Some((branch, name)) = told.remove(&id)
                && let Some(branch) = running(&branches, &branch).await
            {
                alerts::clear(&branch, AlertKind::Device, &name).await;
            }
        }
        for device in silent {
            if told.contains_key(&device.id) {
                continue;
            }
            let Some(branch) = running(&branches, device.branch.as_str()).await else { continue };
            let now = clock::now();
            if branch.live().read(|branch, _| branch.opening_at(now).is_some()) {
                alerts::raise(&branch, AlertKind::Device, &device.name).await;
                told.insert(device.id, (device.branch.to_string(), device.name));
            }
        }
    }
}

async fn running(branches: &Branches, id: &str) -> Option<Handle> {
    branches.get(id).await.ok().flatten()
}
