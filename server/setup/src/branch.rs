//! A checked set-up: branches as the rules, the screens and the calendar use them. A newer one is another value.

use crate::alerts::Alerts;
use crate::brand::Brand;
use crate::calendar::Calendar;
use crate::case_type::CaseType;
use crate::form::Form;
use crate::media::Media;
use crate::reports::ReportTo;
use crate::security::Security;
use queue::{DeskId, ServiceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use wire::{Catalogue, Language, Text};

/// Every branch of a server, by id.
#[derive(Debug, Clone)]
pub struct Setup {
    pub branches: BTreeMap<String, Arc<Branch>>,
    pub security: Security,
    pub alerts: Alerts,
    pub reports: Vec<ReportTo>,
    /// Whether the set-up can be edited on a page.
    pub editor: bool,
}

/// What the id of a practice branch has after that of the branch beside it.
pub const PRACTICE: &str = "-practice";

/// One branch.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the set-up")]
#[derive(Debug, Clone)]
pub struct Branch {
    pub id: String,
    /// People learn here, on the rules of the branch beside it; nothing of it counts anywhere.
    pub practice: bool,
    /// The branch beside it: of a branch where people learn the real one, of a real one the other, where there is one.
    pub beside: Option<String>,
    /// The branch's managers see which lessons people have done in the practice branch.
    pub manager_sees_lessons: bool,
    pub name: Text,
    /// A screen starts in the first language. Languages from files of their own come last.
    pub languages: Vec<Language>,
    pub calendar: Calendar,
    /// Diagonals of the panels in inches.
    pub kiosk_panel_inches: f32,
    pub lobby_panel_inches: f32,
    pub lobby_layout: wire::LobbyLayout,
    pub brand: Brand,
    /// The bank's own pictures and videos for the wall, in their order.
    pub media: Vec<Media>,
    /// How loud the wall is by time of day; at any other time it is as loud as it can be.
    pub volumes: Vec<wire::Volume>,
    pub desks: BTreeMap<DeskId, Desk>,
    /// The services that some desk of the branch serves, by id.
    pub services: BTreeMap<ServiceId, queue::Service>,
    /// The rules that a branch may change.
    pub policy: queue::Policy,
    /// Whether who took a ticket from home shows by the code of the minute, on the wall, that they are there.
    pub join_code: bool,
    /// The settings of its book of appointments.
    pub book: records::slots::BookRules,
    /// Where the branch is, and the way in without steps; `None` where the set-up does not say.
    pub address: Option<Text>,
    pub step_free: Option<Text>,
    pub catalogue: Arc<Catalogue>,
    /// The paper of each form, by id.
    pub forms: Arc<BTreeMap<String, Form>>,
    /// The sheets of products that are files of the bank's own, by the product's id.
    pub sheets: Arc<BTreeMap<String, Arc<[u8]>>>,
    /// The services after which nobody is asked to recommend the branch.
    pub no_recommendation: BTreeSet<ServiceId>,
    /// The kinds of requests that take longer than a visit.
    pub case_types: Arc<Vec<CaseType>>,
    /// The network printers, by id. Tickets are sent to no other address.
    pub printers: BTreeMap<String, Printer>,
    /// The id of the kiosk's printer.
    pub kiosk_printer: Option<String>,
    /// Whether the kiosk's browser prints while the kiosk has no network printer.
    pub browser_printing: bool,
}

/// A receipt printer in the branch's network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Host and port. The printer speaks ESC/POS over raw TCP.
    pub address: String,
    pub paper: Paper,
    /// The printable width in dots, at 203 dpi.
    pub dots: u16,
    /// Whether the printer answers questions about its status. A printer that does not is sent the ticket unasked, and its
    /// faults stay unknown.
    pub status: bool,
}

/// The width of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Mm80,
    Mm58,
}

impl Paper {
    pub fn millimetres(self) -> u32 {
        match self {
            Self::Mm80 => 80,
            Self::Mm58 => 58,
        }
    }

    /// The usual printable width in dots, at 203 dpi.
    pub fn dots(self) -> u16 {
        match self {
            Self::Mm80 => 576,
            Self::Mm58 => 384,
        }
    }
}

/// A desk: its label, its name, and the services that it serves.
#[derive(Debug, Clone)]
pub struct Desk {
    pub label: String,
    pub name: Text,
    pub profile: BTreeSet<ServiceId>,
    /// The services of the profile that the desk prefers, most preferred first; empty if it has no preference.
    pub preference: Vec<ServiceId>,
}

/// A kiosk of a demo holds so many numbers of each letter.
const NUMBERS_OF_A_KIOSK: u32 = 10;

/// So many visitors of a demo may have a ticket and be at home.
const TICKETS_FROM_HOME: u32 = 10;
/// So many may wait to be called back.
const CALL_BACKS: u32 = 5;

impl Setup {
    /// Opens every branch at any hour of any day, for a demo.
    #[must_use]
    pub fn always_open(self) -> Self {
        let branches = self.branches.into_iter().map(|(id, branch)| {
            let branch =
                Arc::try_unwrap(branch).unwrap_or_else(|_| unreachable!("the set-up has one owner until it is served"));
            (id, Arc::new(Branch { calendar: branch.calendar.always_open(), ..branch }))
        });
        Self { branches: branches.collect(), ..self }
    }

    /// The set-up as a demo runs it: open at any hour, with tickets from home, call-backs and kiosks that go on without the server
    /// in every branch that says nothing of them.
    #[must_use]
    pub fn as_demo(self) -> Self {
        let open = self.always_open();
        let branches = open.branches.into_iter().map(|(id, branch)| {
            let mut branch =
                Arc::try_unwrap(branch).unwrap_or_else(|_| unreachable!("the set-up has one owner until it is served"));
            if branch.practice {
                return (id, Arc::new(branch));
            }
            if branch.policy.remote_most == 0 {
                branch.policy.remote_most = TICKETS_FROM_HOME;
            }
            if branch.policy.reserve_size == 0 {
                branch.policy.reserve_size = NUMBERS_OF_A_KIOSK;
            }
            if branch.policy.call_backs_most == 0 {
                branch.policy.call_backs_most = CALL_BACKS;
            }
            (id, Arc::new(branch))
        });
        Self { branches: branches.collect(), ..open }
    }
}

impl Branch {
    /// The branch beside this one, in which people learn: the same rules at any hour, no paper, and nobody who is not there.
    pub(crate) fn for_practice(&self) -> Self {
        let real = self.clone();
        Self {
            id: [real.id.as_str(), PRACTICE].concat(),
            practice: true,
            beside: Some(real.id.clone()),
            calendar: real.calendar.always_open(),
            policy: queue::Policy { remote_most: 0, reserve_size: 0, call_backs_most: 0, ..real.policy },
            printers: BTreeMap::new(),
            kiosk_printer: None,
            browser_printing: false,
            ..real
        }
    }

    /// Whether visitors show by the code of the minute that they are there.
    pub fn asks_for_code(&self) -> bool {
        self.join_code && self.policy.remote_most > 0
    }

    /// The business day that `now` belongs to.
    pub fn day(&self, now: queue::Timestamp) -> queue::Day {
        let date = self.calendar.date(now);
        queue::Day::new(date.year(), date.month(), date.day())
    }

    /// The queue's set-up for the business day that `now` belongs to.
    pub fn rules(&self, now: queue::Timestamp) -> queue::Setup {
        let date = self.calendar.date(now);
        let preferring = self.desks.iter().filter(|(_, desk)| !desk.preference.is_empty());
        queue::Setup {
            services: self.services.clone(),
            desks: self.desks.iter().map(|(id, desk)| (id.clone(), desk.profile.clone())).collect(),
            preferences: preferring.map(|(id, desk)| (id.clone(), desk.preference.clone())).collect(),
            hours: self.calendar.openings(date),
            reopens_at: self.calendar.first_opening_after(date),
            policy: self.policy,
        }
    }

    /// The kiosk's printer and its id.
    pub fn kiosk_printer(&self) -> Option<(&str, &Printer)> {
        let id = self.kiosk_printer.as_deref()?;
        Some((id, self.printers.get(id)?))
    }

    /// A kind of request, by its id.
    pub fn case_type(&self, id: &str) -> Option<&CaseType> {
        self.case_types.iter().find(|kind| kind.id == id)
    }

    /// A product that stands by a service of the branch, by its id.
    pub fn product(&self, id: &str) -> Option<&wire::Product> {
        let services = self.catalogue.categories.iter().flat_map(|category| &category.services);
        services.flat_map(|service| &service.products).find(|product| product.id == id)
    }

    /// A service as visitors read it.
    pub fn service(&self, id: &ServiceId) -> Option<&wire::Service> {
        self.catalogue.service(id.as_str()).map(|(_, service)| service)
    }
}
