//! Which days a report is of, and which visits.

use crate::http::api::records::invalid;
use crate::http::extract::in_query;
use crate::http::openapi::{self, Refuses, Row};
use crate::http::problem::Result;
use jiff::civil::Date;
use machine::clock;
use queue::{DeskId, Letter, ServiceId};
use reports::{Channel, Filter};
use std::collections::BTreeSet;
use store::report::Days;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use wire::Code;

/// The most days of one report.
pub const LONGEST: i32 = 366;
/// The most days whose visits are in one file.
pub const LONGEST_VISITS: i32 = 93;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub first: Date,
    pub last: Date,
    pub filter: Filter,
}

impl Asked {
    /// Reads `from`, `to`, `service`, `letter`, `desk` and `channel`. Without days it is today.
    pub fn parse(setup: &setup::Branch, query: Option<&str>, longest: i32) -> Result<Self> {
        let today = setup.calendar.date(clock::now());
        let date = |field: &'static str| match in_query(query, field) {
            text if text.is_empty() => Ok(today),
            text => text.parse::<Date>().map_err(|_| invalid(field, "a day, as 2026-11-23")),
        };
        let (first, last) = (date("from")?, date("to")?);
        let days = first.until(last).map_err(|_| invalid("to", "a day that a calendar has"))?.get_days();
        if days < 0 {
            return Err(invalid("to", "a day that is not before \"from\""));
        }
        if days >= longest {
            return Err(invalid("to", format!("at most {longest} days from \"from\" on: ask for the rest by itself")));
        }
        let filter = filter_of(setup, query);
        let said = |field: &str| !in_query(query, field).is_empty();
        if filter.service.is_none() && said("service") {
            return Err(invalid("service", "a service of the branch, by its id"));
        }
        if filter.letter.is_none() && said("letter") {
            return Err(invalid("letter", "a letter of the branch's tickets"));
        }
        if filter.desk.is_none() && said("desk") {
            return Err(invalid("desk", "a desk of the branch, by its id"));
        }
        if filter.channel.is_none() && said("channel") {
            return Err(invalid("channel", "kiosk, staff, visitor or appointment"));
        }
        Ok(Self { first, last, filter })
    }

    pub fn days(&self) -> Days {
        Days { first: office::day(self.first), last: office::day(self.last) }
    }
}

/// Which visits are asked for; what the branch has not is not asked for.
pub fn filter_of(setup: &setup::Branch, query: Option<&str>) -> Filter {
    let service = ServiceId::new(&in_query(query, "service"));
    let letter = in_query(query, "letter").parse().ok().and_then(Letter::new);
    let desk = DeskId::new(&in_query(query, "desk"));
    Filter {
        service: setup.services.contains_key(&service).then_some(service),
        letter: letter.filter(|letter| letters_of(setup).contains(letter)),
        desk: setup.desks.contains_key(&desk).then_some(desk),
        channel: Channel::parse(&in_query(query, "channel")),
    }
}

/// The letters of a branch's tickets.
pub fn letters_of(setup: &setup::Branch) -> BTreeSet<Letter> {
    setup.services.values().map(|service| service.letter).collect()
}

/// The name of the branch's time zone.
pub fn time_zone(setup: &setup::Branch) -> String {
    setup.calendar.time_zone().iana_name().unwrap_or("UTC").to_owned()
}

impl IntoParams for Asked {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
        let id = "^[a-z0-9_-]{1,40}$";
        vec![
            openapi::text_query("from", "The first day; today where it is missing.", day),
            openapi::text_query("to", "The last day; today where it is missing.", day),
            openapi::text_query("service", "Only visits for this service.", id),
            openapi::text_query("letter", "Only tickets with this letter.", "^[A-Z]$"),
            openapi::text_query("desk", "Only visits that this desk called last.", id),
            openapi::text_query("channel", "Only turns that were taken so.", "^(kiosk|staff|visitor|appointment)$"),
        ]
    }
}

impl Refuses for Asked {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::FieldInvalid)]];
}
