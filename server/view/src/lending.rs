//! What desks were asked to serve besides, for the desk and for the manager.

use crate::scene::Scene;
use crate::units::time;
use queue::{DeskId, Lending, LendingState};
use wire::{DeskLending, LendingRow, Text};

/// What a desk is asked, or has agreed to.
pub(crate) fn of_desk(scene: &Scene, id: &DeskId) -> Option<DeskLending> {
    let lending = scene.branch.lending_of(id)?;
    Some(DeskLending {
        services: services(scene, lending),
        until: time(lending.until),
        lent: matches!(lending.state, LendingState::Lent { .. }),
        served: lending.served,
    })
}

/// Those of the day, the latest first.
pub(crate) fn rows(scene: &Scene) -> Vec<LendingRow> {
    let row = |lending: &Lending| {
        let (state, since, ended) = match lending.state {
            LendingState::Asked => (wire::LendingState::Asked, None, None),
            LendingState::NotLent { at } => (wire::LendingState::NotLent, None, Some(at)),
            LendingState::Lent { since } => (wire::LendingState::Lent, Some(since), None),
            LendingState::Returned { since, at } => (wire::LendingState::Returned, Some(since), Some(at)),
        };
        LendingRow {
            desk: lending.desk.to_string(),
            label: scene.desk_label(&lending.desk),
            services: services(scene, lending),
            until: time(lending.until),
            state,
            since: since.map(time),
            ended: ended.map(time),
            served: lending.served,
        }
    };
    scene.branch.lendings().rev().map(row).collect()
}

fn services(scene: &Scene, lending: &Lending) -> Vec<Text> {
    lending.services.iter().map(|service| scene.service_name(service)).collect()
}
