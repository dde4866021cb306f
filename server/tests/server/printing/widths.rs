//! Printers of 80 mm that print 512 dots a line: nothing is cut at either side.

use super::emulator::Printer;
use super::{PHONES, add_language, issue, printed, set_up_printing_at};
use crate::program::Server;

/// The white columns to the left and to the right of what stands in some rows.
fn margins(rows: &[Vec<bool>]) -> (usize, usize) {
    let left = rows.iter().filter_map(|row| row.iter().position(|black| *black)).min().unwrap();
    let right = rows.iter().filter_map(|row| row.iter().rev().position(|black| *black)).min().unwrap();
    (left, right)
}

#[tokio::test]
async fn what_is_read_from_the_right_keeps_its_beginning_on_512_dots() {
    let printer = Printer::start(512);
    let (folder, file) = set_up_printing_at(&printer.address, "paper_mm = 80\ndots = 512", |text| text);
    add_language(&file, "ar");
    let server = Server::start(folder, |command| command.args(["demo", "--public-url", PHONES, "--setup"]).arg(file));
    for language in ["ar", "it"] {
        let token = issue(&server, "account_open", language, &[]).await;
        // The emulator refuses what is wider than its paper.
        let paper = printed(&server, &printer, &token).await;
        paper.save(&format!("ticket-512-{language}.png"));
        assert!(paper.dots.iter().all(|row| row.len() == 512) && paper.was_cut && paper.stray.is_empty());
        assert_eq!(paper.codes(), [format!("{PHONES}/t/{token}")]);
        for (top, height) in &paper.pictures {
            let rows = &paper.dots[*top..top + height];
            if rows.iter().flatten().any(|black| *black) {
                let (left, right) = margins(rows);
                assert!(left + right > 0, "{language}: row {top} fills the paper from edge to edge");
            }
        }
        // Lines of text set as dots, where the system has a font for the language.
        let lines: Vec<_> = paper.pictures.iter().filter(|(_, height)| *height < 60).collect();
        if language == "ar" && !lines.is_empty() {
            let at_right = lines.iter().filter(|(top, height)| margins(&paper.dots[*top..top + height]).1 < 16).count();
            assert!(at_right >= lines.len() / 2, "{at_right} of {} lines begin at the right", lines.len());
        }
    }
}
