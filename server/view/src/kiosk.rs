//! What the kiosk sees: whether the branch is open, and what the next visitor for each service can expect.

use crate::scene::Scene;
use queue::{AlertKind, AlertPlace, KIOSK};
use wire::{KioskSnapshot, ServiceWait};

pub fn kiosk(scene: &Scene) -> KioskSnapshot {
    let services = scene.setup.services.keys().map(|id| ServiceWait {
        service: id.to_string(),
        waiting: scene.branch.waiting_count_in(id),
        wait: scene.next_wait(id),
        later: scene.foresight.later.get(id).copied(),
        offer: scene.offer(id),
    });
    KioskSnapshot {
        head: scene.head(),
        opening: scene.opening(),
        catalogue: scene.setup.catalogue.version.clone(),
        services: services.collect(),
        notices: scene.notices(),
        alone_minutes: alone_minutes(scene),
        help_called: scene.branch.alert_at(AlertKind::Help, &AlertPlace::new(KIOSK)).is_some(),
    }
}

/// How long the kiosk goes on without the server, in a branch whose kiosks hold numbers.
fn alone_minutes(scene: &Scene) -> Option<u32> {
    let policy = scene.branch.setup()?.policy;
    (policy.reserve_size > 0).then(|| policy.alone_most.whole_minutes())
}
