//! What the staff are called for, as their screens tell it.

use crate::scene::Scene;
use crate::units::time;
use queue::{AlertKind, DeskId};
use wire::{Alert, PrinterFault, PrinterState};

/// Those that are open, in the order in which they were raised.
pub fn alerts(scene: &Scene) -> Vec<Alert> {
    scene.branch.alerts().map(|alert| told(scene, alert)).collect()
}

/// Those that a desk can see to: where the server is reached, and who was not content, is the manager's business, and
/// danger at a desk is not told to that desk.
pub fn alerts_of_desks(scene: &Scene, desk: &DeskId) -> Vec<Alert> {
    let seen_to_here = |alert: &&queue::Alert| match alert.kind {
        AlertKind::Phones | AlertKind::LowFeedback => false,
        AlertKind::Danger => alert.place.as_str() != desk.as_str(),
        _ => true,
    };
    scene.branch.alerts().filter(seen_to_here).map(|alert| told(scene, alert)).collect()
}

/// How the kiosks print, as far as the open alerts say.
pub fn kiosk_printer(scene: &Scene) -> PrinterState {
    let Some((id, _)) = scene.setup.kiosk_printer() else {
        return if scene.setup.browser_printing { PrinterState::Browser } else { PrinterState::None };
    };
    let printer = id.to_owned();
    let fault = scene.branch.alerts().find_map(|alert| match alert.kind {
        AlertKind::Printer(fault) if alert.place.as_str() == printer => Some(printer_fault(fault)),
        _ => None,
    });
    match fault {
        Some(fault) => PrinterState::Faulty { printer, fault },
        None => PrinterState::Well { printer },
    }
}

/// Whether what is called can be spoken.
pub fn speaks(scene: &Scene) -> bool {
    !scene.branch.alerts().any(|alert| alert.kind == AlertKind::Speech)
}

fn told(scene: &Scene, alert: &queue::Alert) -> Alert {
    let (kind, fault) = match alert.kind {
        AlertKind::Help => (wire::AlertKind::Help, None),
        AlertKind::DeskHelp => (wire::AlertKind::DeskHelp, None),
        AlertKind::Danger => (wire::AlertKind::Danger, None),
        AlertKind::Printer(fault) => (wire::AlertKind::Printer, Some(printer_fault(fault))),
        AlertKind::Speech => (wire::AlertKind::Speech, None),
        AlertKind::Clock => (wire::AlertKind::Clock, None),
        AlertKind::Phones => (wire::AlertKind::Phones, None),
        AlertKind::Device => (wire::AlertKind::Device, None),
        AlertKind::LowFeedback => (wire::AlertKind::LowFeedback, None),
    };
    let place = alert.place.to_string();
    let label = if alert.kind.is_at_a_desk() { scene.desk_label(&DeskId::new(&place)) } else { place.clone() };
    Alert { id: alert.id.0, kind, fault, place, label, since: time(alert.since) }
}

fn printer_fault(fault: queue::PrinterFault) -> PrinterFault {
    match fault {
        queue::PrinterFault::OutOfPaper => PrinterFault::OutOfPaper,
        queue::PrinterFault::CoverOpen => PrinterFault::CoverOpen,
        queue::PrinterFault::Unreachable => PrinterFault::Unreachable,
        queue::PrinterFault::Silent => PrinterFault::Silent,
        queue::PrinterFault::RollLow => PrinterFault::RollLow,
    }
}
