//! The printers of a branch: their addresses, the width of their paper, and which one is the kiosk's.

use super::Checker;
use crate::branch::{Paper, Printer};
use crate::file;
use std::collections::BTreeMap;

/// The port of a printer whose address has none.
const PORT: u16 = 9100;
/// 203 dpi.
const DOTS_PER_MM: u32 = 8;
/// The narrowest line: 20 letters of 12 dots.
const NARROWEST: u32 = 240;

impl<'a> Checker<'a, '_> {
    pub(super) fn printers(&mut self, branch: &'a file::Branch) -> BTreeMap<String, Printer> {
        self.distinct("branch.printer", branch.printer.iter().map(|printer| &printer.id));
        if let Some(kiosk) = &branch.kiosk_printer {
            let field = format!("branch \"{}\", kiosk_printer", branch.id.get_ref());
            self.known(kiosk, &field, "branch.printer", branch.printer.iter().map(|printer| &printer.id));
        }
        let mut printers = BTreeMap::new();
        for printer in &branch.printer {
            let field = format!("printer \"{}\"", printer.id.get_ref());
            let paper = match printer.paper_mm.get_ref() {
                80 => Paper::Mm80,
                58 => Paper::Mm58,
                other => {
                    self.add(
                        &printer.paper_mm,
                        &format!("{field}, paper_mm"),
                        format!("{other} mm is no width of receipt paper; write 80 or 58"),
                    );
                    continue;
                }
            };
            let Some(address) = address(printer.address.get_ref()) else {
                let what = format!(
                    "\"{}\" is no address; write a host and a port, as \"192.168.1.50:9100\" or \"printer-1\"",
                    printer.address.get_ref()
                );
                self.add(&printer.address, &format!("{field}, address"), what);
                continue;
            };
            let dots = self.dots(printer, paper, &field);
            let status = printer.status;
            printers.insert(printer.id.get_ref().clone(), Printer { address, paper, dots, status });
        }
        printers
    }

    /// The printable width: the usual one of the paper, or what the printer's manual says.
    fn dots(&mut self, printer: &'a file::Printer, paper: Paper, printer_field: &str) -> u16 {
        let usual = paper.dots();
        let Some(dots) = &printer.dots else { return usual };
        // The printable part is narrower than the paper by 6 mm at least.
        let widest = (paper.millimetres() - 6) * DOTS_PER_MM;
        match u16::try_from(*dots.get_ref()) {
            Ok(set) if (NARROWEST..=widest).contains(&u32::from(set)) && set.is_multiple_of(8) => set,
            _ => {
                let what = format!(
                    "{} is no width of this paper; write a multiple of 8 from {NARROWEST} to {}, as the printer's manual says: \
                     many of 80 mm have 576 or 512",
                    dots.get_ref(),
                    widest / 8 * 8
                );
                self.add(dots, &format!("{printer_field}, dots"), what);
                usual
            }
        }
    }
}

/// Host and port; the usual port where none is given. An IPv6 address stands in brackets.
fn address(written: &str) -> Option<String> {
    let in_brackets = written.ends_with(']');
    let (host, port) = match written.rsplit_once(':') {
        Some((host, port)) if !in_brackets => (host, port.parse().ok().filter(|port| *port > 0)?),
        _ => (written, PORT),
    };
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let sound = match name {
        Some(name) => name.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        }
    };
    sound.then(|| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_a_host_and_a_port_or_the_usual_one() {
        assert_eq!(address("192.168.1.50:9101").as_deref(), Some("192.168.1.50:9101"));
        assert_eq!(address("printer-1.branch.lan").as_deref(), Some("printer-1.branch.lan:9100"));
        assert_eq!(address("[fd00::7]").as_deref(), Some("[fd00::7]:9100"));
        assert_eq!(address("[fd00::7]:9102").as_deref(), Some("[fd00::7]:9102"));
        for wrong in ["", ":9100", "printer:0", "printer:99999", "a printer", "http://printer", "fd00::7", "[printer]"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
