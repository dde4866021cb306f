//! An appointment as a calendar file (RFC 5545): one UID for its life, SEQUENCE its version, times in UTC. It never names the
//! service: calendars are shared with families and employers.

use icalendar::{Calendar, Component, Event};
use queue::Timestamp;

/// What a file asks of the calendar that reads it (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Keep the event; somebody fetched it.
    Publish,
    /// Keep or change the event; it was sent.
    Request,
    /// Take the event out.
    Cancel,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An appointment as calendars have it.
#[derive(Debug, Clone)]
pub struct CalendarEvent {
    pub uid: String,
    pub sequence: u32,
    /// When the file was made.
    pub stamp: Timestamp,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub summary: String,
    pub location: String,
    /// The visitor's own page.
    pub link: Option<String>,
    pub method: Method,
    /// Who sends and who receives it, as addresses of mail; a file that is fetched has neither.
    pub between: Option<(String, String)>,
}

impl CalendarEvent {
    /// The file, with lines of at most 75 octets that end in CR LF.
    pub fn write(&self) -> String {
        let mut event = Event::new();
        // What is not set is invented by the library: an id and a clock of its own.
        event.add_property("UID", &self.uid);
        event.add_property("DTSTAMP", utc(self.stamp));
        event.add_property("SEQUENCE", self.sequence.to_string());
        event.add_property("DTSTART", utc(self.starts));
        event.add_property("DTEND", utc(self.ends));
        event.add_property("SUMMARY", &self.summary);
        event.add_property("LOCATION", &self.location);
        let cancelled = self.method == Method::Cancel;
        event.add_property("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
        if let Some(link) = &self.link {
            event.add_property("URL", link);
            event.add_property("DESCRIPTION", link);
        }
        if let Some((from, to)) = &self.between {
            event.add_property("ORGANIZER", format!("mailto:{from}"));
            event.add_property("ATTENDEE", format!("mailto:{to}"));
        }
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", "-//Sportello//Appointments//EN"));
        calendar.append_property(("METHOD", self.method.as_str()));
        calendar.push(event.done());
        calendar.to_string()
    }
}

/// A moment in UTC: `20261203T091500Z`.
fn utc(at: Timestamp) -> String {
    let written = wire::Time::from_millis(at.0.div_euclid(1_000).saturating_mul(1_000)).to_string();
    written.chars().filter(|sign| !matches!(sign, '-' | ':')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::icalendar::{ICalendar, ICalendarComponentType};

    fn event() -> CalendarEvent {
        CalendarEvent {
            uid: "00ff@sportello".to_owned(),
            sequence: 3,
            stamp: Timestamp(1_796_112_000_123),
            starts: Timestamp(1_796_289_300_000),
            ends: Timestamp(1_796_292_900_000),
            summary: "Filiale Centro; però, \\ con \"virgole\"".to_owned(),
            location: "Filiale Centro, Via dell'Università degli Studi 12, 00184 Roma (ingresso da Piazza 平和広場)"
                .to_owned(),
            link: Some("https://banca.example/a/0123456789abcdef0123456789abcdef".to_owned()),
            method: Method::Request,
            between: Some(("banca@example.org".to_owned(), "anna@example.org".to_owned())),
        }
    }

    /// The properties of the event as another parser reads them.
    fn read(file: &str) -> Vec<(String, String)> {
        let calendar = ICalendar::parse(file).unwrap_or_else(|entry| panic!("{entry:?}: {file}"));
        let event = calendar.components.iter().find(|one| one.component_type == ICalendarComponentType::VEvent);
        let entries = &event.expect("an event").entries;
        entries.iter().map(|entry| (entry.name.as_str().to_owned(), format!("{:?}", entry.values))).collect()
    }

    #[test]
    fn another_parser_reads_what_was_meant() {
        let file = event().write();
        let properties = read(&file);
        let value = |name: &str| {
            let found: Vec<_> = properties.iter().filter(|(known, _)| known == name).collect();
            assert_eq!(found.len(), 1, "{name} in {file}");
            found[0].1.clone()
        };
        assert!(value("UID").contains("00ff@sportello"));
        assert!(value("SEQUENCE").contains('3'));
        assert!(value("SUMMARY").contains("Filiale Centro; però, "), "{}", value("SUMMARY"));
        assert!(value("LOCATION").contains("平和広場"), "{}", value("LOCATION"));
        for name in ["DTSTAMP", "DTSTART", "DTEND", "STATUS", "URL", "ORGANIZER", "ATTENDEE"] {
            value(name);
        }
        assert!(file.contains("\r\nDTSTART:20261203T091500Z\r\n") && file.contains("\r\nDTSTAMP:"), "{file}");
        assert!(file.contains("\r\nMETHOD:REQUEST\r\n"));
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_cuts_a_sign() {
        let file = event().write();
        assert!(file.ends_with("\r\n"));
        for line in file.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
    }

    #[test]
    fn a_cancelled_appointment_is_taken_out_of_calendars_by_the_same_id() {
        let cancelled = CalendarEvent { method: Method::Cancel, sequence: 4, ..event() };
        let file = cancelled.write();
        assert!(file.contains("METHOD:CANCEL") && file.contains("STATUS:CANCELLED") && file.contains("SEQUENCE:4"));
        assert!(file.contains("UID:00ff@sportello"));
    }
}
