//! The manager's page.

use super::office::learn::tour;
use super::visit::{look, staff_member};
use super::{Page, Visit};
use crate::http::authorise::Manager;
use crate::http::extract::Branch;
use branch::Screen;
use wire::{ManagerPage, PrinterRow};

/// `/b/{branch}/manager`
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let setup = &branch.live().setup();
    let rows = setup.printers.iter().map(|(id, printer)| PrinterRow {
        id: id.clone(),
        paper_mm: printer.paper.millimetres(),
        of_kiosk: setup.kiosk_printer.as_ref() == Some(id),
    });
    let (snapshot, printers) = (look(&branch, &Screen::Manager, view::manager).await, rows.collect());
    let tour = tour(&visit, &branch, &person, true).await?;
    let page = ManagerPage { staff: staff_member(person), snapshot, tour, printers };
    Ok(visit.personal(&branch.live().setup().languages, &page).await)
}
