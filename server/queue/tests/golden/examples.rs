//! The examples: one of each event and command, named as its file.

use queue::{
    AlertId, AlertKind, AlertPlace, Alone, AnnouncementId, AnswerId, Appointment, AppointmentId, Bound, Command, CsrId,
    Day, DeskId, Destination, DocumentId, Duration, Event, HandIn, Issue, KioskId, Language, Leg, Letter, ManualPicks,
    Number, Opening, ParkReason, PauseReason, Policy, PrinterFault, QueuePlace, Reason, Rule, Said, Service, ServiceId,
    Setup, TicketId, Timestamp, Token, VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};

pub const AT: Timestamp = Timestamp(1_763_884_800_000);
pub const TICKET: TicketId = TicketId(42);
const CSR: CsrId = CsrId(7);

fn desk() -> DeskId {
    DeskId::new("3")
}

fn cash() -> ServiceId {
    ServiceId::new("cash")
}

fn loan() -> ServiceId {
    ServiceId::new("loan")
}

fn later(minutes: i64) -> Timestamp {
    AT + Duration::minutes(minutes)
}

fn setup() -> Setup {
    let service = Service {
        letter: Letter::new('A').unwrap(),
        target: Duration::minutes(10),
        expected: Duration::minutes(4),
        p80: Duration::minutes(6),
    };
    Setup {
        services: BTreeMap::from([(cash(), service)]),
        desks: BTreeMap::from([(desk(), BTreeSet::from([cash()]))]),
        preferences: BTreeMap::new(),
        hours: vec![Opening { from: AT, to: later(270) }],
        reopens_at: Some(later(1440)),
        policy: Policy::default(),
    }
}

/// Where nobody is chosen and desks call by themselves.
fn blind() -> Setup {
    let policy = Policy { auto_call_after: Duration::seconds(10), manual_picks: ManualPicks::Off, ..Policy::default() };
    Setup { policy, ..setup() }
}

fn setup_with_a_preference() -> Setup {
    Setup { preferences: BTreeMap::from([(desk(), vec![cash()])]), ..setup() }
}

pub fn issue() -> Issue {
    Issue {
        service: cash(),
        then: vec![],
        language: Language::new("it"),
        priority: true,
        documents: vec![DocumentId::new("id")],
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new("5f1d7a84db00d2fce00b31a7fc73224f"),
    }
}

fn issue_for_several_by_appointment() -> Issue {
    let appointment = Appointment { id: AppointmentId::new("7c2e"), booked: later(15), officer: None };
    Issue { then: vec![loan()], appointment: Some(appointment), ..issue() }
}

/// With the officer who was booked.
fn issue_with_an_officer() -> Issue {
    let appointment = Appointment { id: AppointmentId::new("7c2e"), booked: later(15), officer: Some(CsrId(7)) };
    Issue { appointment: Some(appointment), priority: false, ..issue() }
}

/// A ticket that waits for the officer of its appointment.
fn issued_for_an_officer() -> Event {
    let Event::TicketIssued {
        ticket,
        number,
        service,
        then,
        language,
        priority,
        documents,
        missing,
        appointment,
        token,
        due,
        ahead,
        at,
        ..
    } = issued(issue_with_an_officer())
    else {
        unreachable!("an issue")
    };
    let bound = Some(Bound::Csr(CsrId(7)));
    Event::TicketIssued {
        ticket,
        number,
        service,
        then,
        language,
        priority,
        documents,
        missing,
        appointment,
        bound,
        travel: None,
        alone: None,
        call_back: false,
        token,
        due,
        ahead,
        at,
    }
}

/// From elsewhere, twenty minutes away.
fn issue_from_elsewhere() -> Issue {
    Issue { travel: Some(Duration::minutes(20)), ..issue() }
}

fn kiosk() -> KioskId {
    KioskId::new("5f1d7a84db00d2fce00b31a7fc73224f")
}

/// By a kiosk that was without the server.
fn issued_alone() -> Event {
    let mut event = issued(issue());
    let Event::TicketIssued { alone, .. } = &mut event else { unreachable!("an issue") };
    *alone = Some(Alone { kiosk: kiosk(), handed_in: later(12) });
    event
}

fn handed_in() -> Command {
    let number = Number { letter: Letter::new('A').unwrap(), count: 17 };
    Command::HandIn(HandIn { kiosk: kiosk(), number, came: AT, wish: issue() })
}

fn setup_with_a_reserve() -> Setup {
    let policy = Policy { reserve_size: 10, alone_most: Duration::minutes(30), ..Policy::default() };
    Setup { policy, ..setup() }
}

fn setup_with_tickets_from_elsewhere() -> Setup {
    let policy = Policy { remote_most: 10, remote_grace: Duration::minutes(20), ..Policy::default() };
    Setup { policy, ..setup() }
}

/// By telephone.
fn issue_for_a_call_back() -> Issue {
    Issue { call_back: true, ..issue() }
}

fn setup_with_call_backs() -> Setup {
    let policy =
        Policy { call_backs_most: 5, call_back_pause: Duration::minutes(20), call_back_dials: 2, ..Policy::default() };
    Setup { policy, ..setup() }
}

/// With a document that the visitor does not have.
fn issue_with_a_document_missing() -> Issue {
    Issue { missing: vec![DocumentId::new("card")], ..issue() }
}

pub fn issued(wish: Issue) -> Event {
    let Issue { service, then, language, priority, documents, missing, appointment, travel, call_back, token } = wish;
    let number = Number { letter: Letter::new('A').unwrap(), count: 17 };
    let (ticket, due, ahead, at) = (TICKET, later(6), 2, AT);
    Event::TicketIssued {
        ticket,
        number,
        service,
        then,
        language,
        priority,
        documents,
        missing,
        appointment,
        bound: None,
        travel,
        alone: None,
        call_back,
        token,
        due,
        ahead,
        at,
    }
}

fn reason() -> Reason {
    Reason {
        waited: Duration::minutes(5),
        target: Duration::minutes(10),
        priority: true,
        candidates: 3,
        overtaken: 1,
        rule: Rule::Due,
        contested: false,
        by_itself: false,
    }
}

fn finished() -> Event {
    let (outcome, delivered) = (VisitOutcome::Resolved, vec![]);
    Event::ServiceFinished { ticket: TICKET, desk: desk(), outcome, delivered, follow_up: false, next: None, at: AT }
}

fn finished_in_part() -> Event {
    let (outcome, delivered) = (VisitOutcome::Partly, vec![cash()]);
    let next = Some(Leg { service: loan(), due: later(20) });
    Event::ServiceFinished { ticket: TICKET, desk: desk(), outcome, delivered, follow_up: true, next, at: AT }
}

fn transferred(bound: Option<Bound>) -> Event {
    Event::TicketTransferred { ticket: TICKET, desk: desk(), service: loan(), bound, due: later(20), at: AT }
}

fn raised(kind: AlertKind, place: &str) -> Event {
    Event::AlertRaised { alert: AlertId(5), kind, place: AlertPlace::new(place), at: AT }
}

fn called(reason: Reason) -> Event {
    Event::TicketCalled { ticket: TICKET, desk: desk(), csr: CSR, reason, at: AT }
}

pub fn events() -> Vec<(&'static str, Event)> {
    let day = Day::new(2025, 11, 23);
    let opened = |setup| Event::DayOpened { day: day.clone(), setup: Box::new(setup), at: AT };
    let (ticket, desk, csr, at) = (TICKET, desk(), CSR, AT);
    let d = || desk.clone();
    vec![
        ("day_opened", opened(setup())),
        ("day_opened.preference", opened(setup_with_a_preference())),
        ("day_opened.tickets_from_elsewhere", opened(setup_with_tickets_from_elsewhere())),
        ("day_opened.reserve", opened(setup_with_a_reserve())),
        ("day_opened.call_backs", opened(setup_with_call_backs())),
        ("day_closed", Event::DayClosed { at }),
        ("day_reopened", Event::DayReopened { at }),
        ("day_extended", Event::DayExtended { from: later(270), until: later(300), at }),
        ("issuing_stopped", Event::IssuingStopped { service: None, at }),
        ("issuing_stopped.service", Event::IssuingStopped { service: Some(loan()), at }),
        ("issuing_resumed", Event::IssuingResumed { service: None, at }),
        ("ticket_issued", issued(issue())),
        ("ticket_issued.missing", issued(issue_with_a_document_missing())),
        ("ticket_issued.officer", issued_for_an_officer()),
        ("ticket_issued.from_elsewhere", issued(issue_from_elsewhere())),
        ("ticket_issued.call_back", issued(issue_for_a_call_back())),
        ("ticket_issued.several_by_appointment", issued(issue_for_several_by_appointment())),
        ("ticket_issued.alone", issued_alone()),
        (
            "numbers_reserved",
            Event::NumbersReserved { kiosk: kiosk(), letter: Letter::new('A').unwrap(), from: 501, to: 510, at },
        ),
        ("ticket_cancelled", Event::TicketCancelled { ticket, desk: Some(d()), at }),
        ("ticket_delayed", Event::TicketDelayed { ticket, by: Duration::minutes(10), until: later(10), at }),
        ("ticket_reinstated", Event::TicketReinstated { ticket, due: later(6), at }),
        ("ticket_resumed", Event::TicketResumed { ticket, due: later(6), at }),
        ("ticket_released", Event::TicketReleased { ticket, at }),
        ("ticket_called_in", Event::TicketCalledIn { ticket, at }),
        ("visitor_set_off", Event::VisitorSetOff { ticket, at }),
        ("visitor_arrived", Event::VisitorArrived { ticket, due: later(6), at }),
        ("ticket_missed", Event::TicketMissed { ticket, at }),
        ("priority_changed", Event::PriorityChanged { ticket, priority: true, due: later(6), at }),
        ("service_changed", Event::ServiceChanged { ticket, service: loan(), due: later(20), at }),
        ("document_checked", Event::DocumentChecked { ticket, document: DocumentId::new("id"), at_hand: true, at }),
        ("desk_opened", Event::DeskOpened { desk: d(), csr, at }),
        ("desk_closed", Event::DeskClosed { desk: d(), at }),
        ("desk_paused", Event::DeskPaused { desk: d(), reason: PauseReason::BackOffice, at }),
        ("desk_resumed", Event::DeskResumed { desk: d(), at }),
        ("desk_taken_over", Event::DeskTakenOver { desk: d(), csr, from: CsrId(8), at }),
        ("lending_asked", Event::LendingAsked { desk: d(), services: vec![loan()], until: later(60), at }),
        ("desk_not_lent", Event::DeskNotLent { desk: d(), at }),
        ("desk_lent", Event::DeskLent { desk: d(), at }),
        ("desk_returned", Event::DeskReturned { desk: d(), at }),
        ("ticket_called", called(reason())),
        ("ticket_called.manual", called(Reason { rule: Rule::Manual, contested: true, ..reason() })),
        ("ticket_called.by_itself", called(Reason { by_itself: true, ..reason() })),
        ("ticket_recalled", Event::TicketRecalled { ticket, desk: d(), at }),
        ("service_started", Event::ServiceStarted { ticket, desk: d(), at }),
        ("service_finished", finished()),
        ("service_finished.in_part", finished_in_part()),
        ("ticket_no_show", Event::TicketNoShow { ticket, desk: d(), at }),
        (
            "ticket_parked",
            Event::TicketParked { ticket, desk: d(), reason: ParkReason::FetchDocument, until: Some(later(30)), at },
        ),
        (
            "ticket_parked.no_answer",
            Event::TicketParked { ticket, desk: d(), reason: ParkReason::NoAnswer, until: Some(later(30)), at },
        ),
        ("ticket_transferred", transferred(None)),
        ("ticket_transferred.desk", transferred(Some(Bound::Desk(DeskId::new("4"))))),
        ("ticket_transferred.csr", transferred(Some(Bound::Csr(CsrId(8))))),
        ("alert_raised", raised(AlertKind::Help, "kiosk")),
        ("alert_raised.desk", raised(AlertKind::DeskHelp, "3")),
        ("alert_raised.danger", raised(AlertKind::Danger, "3")),
        ("alert_raised.printer", raised(AlertKind::Printer(PrinterFault::OutOfPaper), "lobby")),
        ("alert_raised.printer_roll_low", raised(AlertKind::Printer(PrinterFault::RollLow), "lobby")),
        ("alert_raised.printer_silent", raised(AlertKind::Printer(PrinterFault::Silent), "lobby")),
        ("alert_raised.speech", raised(AlertKind::Speech, "server")),
        ("alert_raised.low_feedback", raised(AlertKind::LowFeedback, "feedback")),
        ("alert_raised.clock", raised(AlertKind::Clock, "2045-01-01")),
        ("alert_raised.phones", raised(AlertKind::Phones, "kiosk")),
        ("alert_raised.device", raised(AlertKind::Device, "By the door")),
        ("solved_without_ticket", Event::SolvedWithoutTicket { answer: AnswerId::new("hours"), at }),
        ("alert_cleared", Event::AlertCleared { alert: AlertId(5), at }),
        ("evacuation_begun", Event::EvacuationBegun { at }),
        ("evacuation_lifted", Event::EvacuationLifted { at }),
        ("announcement_made", announced(Said::DeskCloses { desk: d(), minutes: 10 })),
        ("announcement_made.desk_opens", announced(Said::DeskOpens { desk: d() })),
        ("announcement_made.branch_closes", announced(Said::BranchCloses { minutes: 15 })),
        ("announcement_made.typed", announced(Said::Typed)),
        ("announcement_withdrawn", Event::AnnouncementWithdrawn { announcement: announcement(), at }),
    ]
}

fn announcement() -> AnnouncementId {
    AnnouncementId::new("a1")
}

fn announced(said: Said) -> Event {
    Event::AnnouncementMade { announcement: announcement(), said, until: later(10), at: AT }
}

fn announce(said: Said) -> Command {
    Command::Announce { announcement: announcement(), said, minutes: 10 }
}

pub fn commands() -> Vec<(&'static str, Command)> {
    let (ticket, desk, csr, place) = (TICKET, desk(), CSR, QueuePlace::First);
    let d = || desk.clone();
    let transfer = |to| Command::Transfer { desk: d(), csr, to, place };
    let finish = |outcome, delivered, follow_up| Command::Finish { desk: d(), csr, outcome, delivered, follow_up };
    vec![
        ("open_day", Command::OpenDay { day: Day::new(2025, 11, 23), setup: Box::new(setup()) }),
        (
            "open_day.desks_call_by_themselves",
            Command::OpenDay { day: Day::new(2025, 11, 23), setup: Box::new(blind()) },
        ),
        ("close_day", Command::CloseDay { overdue: false }),
        ("close_day.overdue", Command::CloseDay { overdue: true }),
        ("reopen_day", Command::ReopenDay),
        ("extend_day", Command::ExtendDay { until: later(300) }),
        ("stop_issuing", Command::StopIssuing { service: None }),
        ("resume_issuing", Command::ResumeIssuing { service: Some(loan()) }),
        ("issue", Command::Issue(issue())),
        ("issue.missing", Command::Issue(issue_with_a_document_missing())),
        ("issue.officer", Command::Issue(issue_with_an_officer())),
        ("issue.from_elsewhere", Command::Issue(issue_from_elsewhere())),
        ("issue.call_back", Command::Issue(issue_for_a_call_back())),
        ("call_in", Command::CallIn { ticket }),
        ("set_off", Command::SetOff { ticket }),
        ("arrive", Command::Arrive { ticket }),
        ("end_missed", Command::EndMissed),
        ("dial_again", Command::DialAgain),
        ("release_held", Command::ReleaseHeld),
        ("issue.several_by_appointment", Command::Issue(issue_for_several_by_appointment())),
        ("reserve_numbers", Command::ReserveNumbers { kiosk: kiosk() }),
        ("hand_in", handed_in()),
        ("cancel", Command::Cancel { ticket }),
        ("delay", Command::Delay { ticket, by: Duration::minutes(10) }),
        ("reinstate", Command::Reinstate { ticket, place }),
        ("resume", Command::Resume { ticket }),
        ("set_priority", Command::SetPriority { ticket, priority: true }),
        ("set_service", Command::SetService { ticket, service: loan() }),
        ("check_document", Command::CheckDocument { ticket, document: DocumentId::new("id"), at_hand: false }),
        ("open_desk", Command::OpenDesk { desk: d(), csr }),
        ("close_desk", Command::CloseDesk { desk: d(), csr }),
        ("pause_desk", Command::PauseDesk { desk: d(), csr, reason: PauseReason::Break }),
        ("take_over_desk", Command::TakeOverDesk { desk: d(), csr }),
        ("lend_desk", Command::LendDesk { desk: d(), services: vec![loan()], until: later(60) }),
        ("accept_lending", Command::AcceptLending { desk: d(), csr }),
        ("return_desk", Command::ReturnDesk { desk: d(), csr: None }),
        ("return_desk.by_its_csr", Command::ReturnDesk { desk: d(), csr: Some(csr) }),
        ("call_next", Command::CallNext { desk: d(), csr }),
        ("auto_call", Command::AutoCall { desk: d(), csr, since: later(3) }),
        ("call_ticket", Command::CallTicket { desk: d(), csr, ticket }),
        ("recall", Command::Recall { desk: d(), csr }),
        ("start", Command::Start { desk: d(), csr }),
        ("finish", finish(VisitOutcome::Resolved, vec![], false)),
        ("finish.in_part", finish(VisitOutcome::Partly, vec![cash()], true)),
        ("no_show", Command::NoShow { desk: d(), csr }),
        ("park", Command::Park { desk: d(), csr, reason: ParkReason::WaitForBank, until: Some(later(30)) }),
        ("transfer", transfer(Destination::Service(loan()))),
        ("transfer.desk", transfer(Destination::Desk(DeskId::new("4")))),
        ("transfer.csr", transfer(Destination::Csr(CsrId(8)))),
        ("raise_alert", Command::RaiseAlert { kind: AlertKind::Help, place: AlertPlace::new("kiosk") }),
        (
            "raise_alert.printer",
            Command::RaiseAlert { kind: AlertKind::Printer(PrinterFault::CoverOpen), place: AlertPlace::new("lobby") },
        ),
        ("count_solved", Command::CountSolved { answer: AnswerId::new("hours") }),
        ("clear_alert", Command::ClearAlert { alert: AlertId(5) }),
        ("begin_evacuation", Command::BeginEvacuation),
        ("lift_evacuation", Command::LiftEvacuation),
        ("announce", announce(Said::DeskCloses { desk: d(), minutes: 10 })),
        ("announce.typed", announce(Said::Typed)),
        ("withdraw_announcement", Command::WithdrawAnnouncement { announcement: announcement() }),
    ]
}

/// Shapes that are no longer written: what they are read as today.
pub fn events_of_old() -> Vec<(&'static str, Event)> {
    let day = Day::new(2025, 11, 23);
    vec![("day_opened.before_policies", Event::DayOpened { day, setup: Box::new(setup()), at: AT })]
}

pub fn commands_of_old() -> Vec<(&'static str, Command)> {
    let day = Day::new(2025, 11, 23);
    vec![("open_day.before_policies", Command::OpenDay { day, setup: Box::new(setup()) })]
}
