//! A ticket that the staff look for by its number.

use crate::scene::Scene;
use crate::ticket::ticket;
use wire::FoundTicket;

/// The ticket of the day with this number, as people write it: `A042`, `a 42`; `None` where there is none.
pub fn found(scene: &Scene, number: &str) -> Option<FoundTicket> {
    let mut signs = number.chars().filter(|sign| !sign.is_whitespace());
    let letter = signs.next()?.to_ascii_uppercase();
    let count: u32 = signs.collect::<String>().parse().ok()?;
    let number = format!("{letter}{count:03}");
    let id = scene.branch.tickets().find(|ticket| ticket.number.to_string() == number)?.id;
    let shown = ticket(scene, id)?;
    Some(FoundTicket {
        id: id.0,
        number: shown.number,
        service: shown.service,
        issued_at: shown.issued_at,
        status: shown.status,
    })
}
