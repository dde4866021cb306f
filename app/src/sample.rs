//! A small branch for the tests of the components.

mod forecast;

pub use forecast::{accuracy, plan, suggestion};

use wire::*;

pub fn text(it: &str, en: &str) -> Text {
    Text::from([("it", it), ("en", en)])
}

/// 22 November 2026, 10:30 in Rome.
pub fn head() -> Head {
    Head {
        branch: "centro".to_owned(),
        name: text("Filiale Centro", "Centro branch"),
        languages: vec![Language::new("it"), Language::new("en")],
        at: Time::from_millis(1_795_339_800_000),
        utc_offset_minutes: 60,
        day: "2026-11-22".to_owned(),
        seq: 42,
        evacuating: None,
        practice: false,
    }
}

/// The frame of an office page, for somebody who is signed in.
pub fn office_head(name: &str, manages: bool, section: Section) -> OfficeHead {
    let Head { branch, name: branch_name, languages, .. } = head();
    let staff = StaffMember { id: 7, name: name.to_owned() };
    OfficeHead { branch, name: branch_name, languages, staff, manages, sections: vec![section], due: 0 }
}

fn minutes_ago(minutes: i64) -> Time {
    Time::from_millis(head().at.millis() - minutes * 60_000)
}

pub fn catalogue() -> Catalogue {
    let document = |id: &str, name, need, when| Document { id: id.to_owned(), name, hint: None, need, when };
    let cash = Service {
        id: "cash".to_owned(),
        name: text("Versare o prelevare contanti", "Pay in or withdraw cash"),
        how: text("Alla cassa mostra il documento.", "Show your document at the teller."),
        self_service: Some(text("Per importi piccoli può usare l'ATM.", "For small amounts you can use the ATM.")),
        minutes: 6,
        desk_kind: "teller".to_owned(),
        who: text("Cassa", "Teller"),
        synonyms: vec!["soldi".to_owned(), "prelievo".to_owned(), "withdraw".to_owned()],
        urgent: None,
        documents: vec![
            document("id", text("Documento d'identità valido", "Valid identity document"), Need::Always, None),
            document(
                "card",
                text("Carta di pagamento", "Payment card"),
                Need::Conditional,
                Some(text("se usa la carta", "if you use the card")),
            ),
        ],
        forms: vec![Form { id: "slip".to_owned(), name: text("Distinta", "Slip"), filled: Filled::Branch }],
        products: Vec::new(),
    };
    let cheques = Service {
        id: "cheques".to_owned(),
        name: text("Assegni", "Cheques"),
        documents: Vec::new(),
        forms: Vec::new(),
        synonyms: vec!["assegno".to_owned(), "check".to_owned()],
        urgent: Some("hours".to_owned()),
        ..cash.clone()
    };
    Catalogue {
        version: "1".to_owned(),
        disclaimer: text("Elenco indicativo.", "Indicative list."),
        priority: PriorityOffer {
            label: text("Ho bisogno della precedenza", "I need priority"),
            help: text("Non serve dire il motivo.", "You need not say why."),
        },
        categories: vec![Category {
            id: "counter".to_owned(),
            icon: "banknote".to_owned(),
            name: text("Contanti e pagamenti", "Cash and payments"),
            services: vec![cash, cheques],
        }],
        unsure: Some("cheques".to_owned()),
        questions: vec![Question {
            id: "start".to_owned(),
            text: text("Di che cosa si tratta?", "What is it about?"),
            choices: vec![
                Choice { label: text("Contanti", "Cash"), leads_to: LeadsTo::Service("cash".to_owned()) },
                Choice { label: text("Gli orari", "The hours"), leads_to: LeadsTo::Answer("hours".to_owned()) },
            ],
        }],
        answers: vec![Answer {
            id: "hours".to_owned(),
            icon: "clock".to_owned(),
            title: text("Orari di apertura", "Opening hours"),
            text: text("Ecco gli orari.", "These are the hours."),
            synonyms: vec!["orario".to_owned(), "open".to_owned()],
            service: Some("cash".to_owned()),
            phone: Some("800 822 056".to_owned()),
            shows_hours: true,
        }],
    }
}

pub fn kiosk() -> KioskSnapshot {
    let wait = Some(WaitRange { low_minutes: 5, high_minutes: 10 });
    KioskSnapshot {
        head: head(),
        opening: Opening::Open { closes_at: None },
        catalogue: "1".to_owned(),
        help_called: false,
        notices: Vec::new(),
        alone_minutes: None,
        services: vec![
            ServiceWait { service: "cash".to_owned(), waiting: 3, wait, later: None, offer: Offer::Open },
            ServiceWait { service: "cheques".to_owned(), waiting: 0, wait: None, later: None, offer: Offer::Open },
        ],
    }
}

pub fn issued() -> Issued {
    Issued {
        id: 7,
        number: "A042".to_owned(),
        token: "0123456789abcdef0123456789abcdef".to_owned(),
        service: "cash".to_owned(),
        language: Language::new("it"),
        ahead: 3,
    }
}

/// The first `count` calls of the day, newest first.
pub fn calls(count: u64) -> Vec<LobbyCall> {
    (1..=count)
        .rev()
        .map(|seq| LobbyCall {
            seq,
            number: format!("A{seq:03}"),
            desk: seq.to_string(),
            language: Some(Language::new("it")),
            answered: false,
            at: Time::from_millis(head().at.millis() - 1_000),
        })
        .collect()
}

pub fn lobby(count: u64) -> LobbySnapshot {
    LobbySnapshot {
        head: head(),
        calls: calls(count),
        waits: Vec::new(),
        desks: Vec::new(),
        announcements: Vec::new(),
        media: Vec::new(),
        notices: Vec::new(),
        code: None,
    }
}

fn reason() -> CallReason {
    CallReason {
        waited_minutes: 12,
        target_minutes: 10,
        priority: false,
        candidates: 9,
        overtaken: 1,
        rule: CallRule::Due,
        by_itself: false,
    }
}

fn csr(id: u32, name: &str) -> StaffMember {
    StaffMember { id, name: name.to_owned() }
}

pub fn desk_choices() -> Vec<DeskChoice> {
    let desk = |id: &str, state, csr| DeskChoice {
        id: id.to_owned(),
        label: id.to_owned(),
        name: text("Cassa", "Teller"),
        state,
        csr,
    };
    vec![
        desk("1", DeskState::Free, Some(csr(1, "Anna Rossi"))),
        desk("2", DeskState::Serving, Some(csr(2, "Bruno Conti"))),
        desk("3", DeskState::Closed, None),
    ]
}

pub fn desk(state: DeskState) -> DeskSnapshot {
    let document =
        |name, at_hand| Checked { id: "id".to_owned(), name, when: None, always: true, at_hand, missing: false };
    let ticket = OpenTicket {
        id: 7,
        number: "C013".to_owned(),
        call_back: None,
        service: text("Aprire un conto", "Open an account"),
        service_id: "account".to_owned(),
        then: Vec::new(),
        appointment: None,
        language: Language::new("it"),
        priority: true,
        stage: if state == DeskState::Serving { Stage::Serving } else { Stage::Called },
        issued_at: minutes_ago(20),
        alone: false,
        called_at: minutes_ago(1),
        calls: 2,
        started_at: (state == DeskState::Serving).then(|| minutes_ago(1)),
        documents: vec![document(text("Documento", "Document"), true), document(text("Carta", "Card"), false)],
        forms: Vec::new(),
        how: None,
        delivered: Vec::new(),
        reason: reason(),
    };
    let entry = |number: &str, minutes| QueueEntry {
        id: 8,
        number: number.to_owned(),
        service: text("Aprire un conto", "Open an account"),
        language: Language::new("en"),
        priority: false,
        issued_at: minutes_ago(minutes),
        target_minutes: 10,
        due: minutes_ago(minutes - 10),
        appointment: None,
        sent: false,
        later: None,
        remote: None,
        alone: false,
        call_back: false,
    };
    DeskSnapshot {
        head: head(),
        id: "3".to_owned(),
        label: "3".to_owned(),
        name: text("Consulente", "Adviser"),
        state,
        csr: Some(csr(1, "Anna Rossi")),
        ticket: matches!(state, DeskState::Calling | DeskState::Serving).then_some(ticket),
        next: Some(NextPick {
            id: 8,
            number: "C014".to_owned(),
            service: text("Aprire un conto", "Open an account"),
            reason: reason(),
        }),
        queue: vec![entry("C014", 12), entry("C015", 3)],
        waiting: 9,
        pause: None,
        no_show: (state == DeskState::Calling).then(|| NoShowRule { calls: 0, from: minutes_ago(1) }),
        parked: Vec::new(),
        absent: Vec::new(),
        services: vec![NamedService { id: "account".to_owned(), name: text("Aprire un conto", "Open an account") }],
        colleagues: Vec::new(),
        alerts: Vec::new(),
        lending: None,
        blind: false,
        auto_call: None,
    }
}

pub fn manager() -> ManagerSnapshot {
    let row = |letter: &str, waiting, oldest: Option<i64>, open_desks| ServiceRow {
        id: letter.to_lowercase(),
        letter: letter.to_owned(),
        name: text("Contanti", "Cash"),
        waiting,
        oldest_issued_at: oldest.map(minutes_ago),
        target_minutes: 10,
        wait: (open_desks > 0).then_some(WaitRange { low_minutes: 5, high_minutes: 10 }),
        open_desks,
        offer: Offer::Open,
    };
    let desk = |id: &str, state, csr, ticket| DeskRow {
        id: id.to_owned(),
        label: id.to_owned(),
        name: text("Cassa", "Teller"),
        state,
        csr,
        ticket,
        pause: None,
        letters: Vec::new(),
        choices: None,
    };
    let ticket = DeskTicket { number: "A012".to_owned(), stage: Stage::Serving, since: minutes_ago(4) };
    ManagerSnapshot {
        head: head(),
        opening: Opening::Open { closes_at: None },
        waiting: 4,
        oldest_issued_at: Some(minutes_ago(12)),
        issued: 30,
        served: 22,
        no_shows: 2,
        away: 0,
        never_came: 0,
        cancelled: 1,
        day_ended: 0,
        solved: 4,
        day: DayControl { closed: false, stopped: false, extension: None },
        parked: Vec::new(),
        absent: Vec::new(),
        alerts: Vec::new(),
        troubles: Vec::new(),
        lendings: Vec::new(),
        advice: None,
        accuracy: None,
        plan: None,
        services: vec![row("A", 3, Some(12), 2), row("B", 1, Some(3), 1), row("C", 0, None, 0)],
        desks: vec![
            desk("1", DeskState::Serving, Some(csr(2, "Bruno Conti")), Some(ticket)),
            desk("2", DeskState::Closed, None, None),
        ],
    }
}

pub fn ticket(status: TicketStatus) -> TicketSnapshot {
    let service = catalogue().service("cash").expect("a sample service").1.clone();
    TicketSnapshot {
        head: head(),
        number: "A042".to_owned(),
        service: service.name,
        then: Vec::new(),
        appointment: None,
        language: Language::new("it"),
        issued_at: minutes_ago(4),
        word: None,
        call_back: false,
        status,
        documents: service.documents,
        forms: service.forms,
        at_hand: vec!["id".to_owned()],
        notices: Vec::new(),
    }
}

/// A ticket that was put aside, and was expected back so many minutes ago.
pub fn parked(minutes: i64) -> ParkedTicket {
    ParkedTicket {
        id: 5,
        number: "C011".to_owned(),
        service: text("Aprire un conto", "Open an account"),
        reason: ParkReason::FetchDocument,
        desk: "3".to_owned(),
        since: minutes_ago(15),
        until: Some(minutes_ago(minutes)),
    }
}

pub fn absent() -> AbsentTicket {
    AbsentTicket {
        id: 6,
        number: "C012".to_owned(),
        service: text("Aprire un conto", "Open an account"),
        since: minutes_ago(6),
    }
}

pub fn colleague() -> Colleague {
    Colleague { id: "2".to_owned(), label: "2".to_owned(), name: text("Cassa", "Teller"), csr: csr(2, "Bruno Conti") }
}
