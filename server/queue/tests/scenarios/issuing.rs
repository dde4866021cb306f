//! Taking a ticket: numbers, due times, how many are ahead, when it is refused.

use crate::given::{ANNA, Scene, desk_id, issue, minute, open_desk, service, service_id, setup};
use queue::{Command, DocumentId, Duration, Event, Issue, Language, Opening, Policy, Refusal, Setup};
use queue::{TicketId, TicketState, Timestamp, Token};

fn due(scene: &Scene, ticket: TicketId) -> Timestamp {
    scene.branch.ticket(ticket).unwrap().due
}

#[test]
fn numbers_count_up_from_one_for_each_letter() {
    let mut scene = Scene::opened();
    let numbers = ["cash", "account", "card", "account", "cash", "safe"].map(|service| {
        let ticket = scene.takes(service);
        (ticket.0, scene.number(ticket))
    });
    let expected = [(1, "A001"), (2, "B001"), (3, "A002"), (4, "B002"), (5, "A003"), (6, "S001")];
    assert_eq!(numbers, expected.map(|(id, number)| (id, number.to_owned())));
}

#[test]
fn after_999_comes_1000() {
    // Long enough for all of them.
    let mut scene = Scene::with(Setup { hours: vec![Opening { from: minute(0), to: minute(10_000) }], ..setup() });
    let last = (0..1_001).map(|_| scene.takes("cash")).collect::<Vec<_>>();
    let numbers = last[998..].iter().map(|ticket| scene.number(*ticket)).collect::<Vec<_>>();
    assert_eq!(numbers, ["A999", "A1000", "A1001"]);
}

#[test]
fn a_ticket_keeps_what_was_asked_for() {
    let mut scene = Scene::opened();
    scene.at(7);
    let wish = Issue {
        service: service_id("account"),
        language: Language::new("en"),
        priority: true,
        documents: vec![DocumentId::new("id"), DocumentId::new("tax-code")],
        missing: vec![DocumentId::new("card")],
        token: Token::new("secret"),
        ..issue("account")
    };
    let id = scene.issues(wish.clone());
    let ticket = scene.branch.by_token(&Token::new("secret")).expect("found by its token");
    assert_eq!((ticket.id, ticket.issued_at, &ticket.state), (id, minute(7), &TicketState::Waiting));
    assert_eq!((&ticket.service, &ticket.language, ticket.priority), (&wish.service, &wish.language, true));
    assert_eq!((&ticket.documents, &ticket.missing), (&wish.documents, &wish.missing));
    assert_eq!(scene.branch.by_token(&Token::new("other")), None);
}

#[test]
fn a_token_given_out_twice_stays_with_the_first_visitor() {
    let mut scene = Scene::opened();
    let first = scene.takes("cash");
    scene.takes("cash");
    assert_eq!(scene.branch.by_token(&Token::new("token")).map(|ticket| ticket.id), Some(first));
}

#[test]
fn a_walk_in_is_due_after_the_target_and_half_the_mean_service_time() {
    let mut scene = Scene::opened();
    scene.at(3);
    let (cash, account) = (scene.takes("cash"), scene.takes("account"));
    assert_eq!(due(&scene, cash), minute(3 + 10 + 2));
    assert_eq!(due(&scene, account), minute(3 + 20 + 10));
}

#[test]
fn priority_halves_the_time_until_due() {
    let mut scene = Scene::opened();
    let ticket = scene.takes_with_priority("account");
    assert_eq!(due(&scene, ticket), minute(15));
}

#[test]
fn the_weight_of_the_service_time_is_the_branchs_choice() {
    for (alpha_milli, minutes) in [(0, 20), (250, 25), (1_000, 40)] {
        let mut scene = Scene::with(Setup { policy: Policy { alpha_milli, ..Policy::default() }, ..setup() });
        let ticket = scene.takes("account");
        assert_eq!(due(&scene, ticket), minute(minutes));
    }
}

#[test]
fn due_times_are_whole_milliseconds_rounded_down() {
    let odd = queue::Service { target: Duration(10), expected: Duration(5), ..service('A', 1, 1) };
    assert_eq!(Policy::default().due(&odd, false, Timestamp(100)), Timestamp(112));
    let odder = queue::Service { target: Duration(11), ..odd };
    assert_eq!(Policy::default().due(&odder, true, Timestamp(100)), Timestamp(106));
}

#[test]
fn ahead_are_those_called_before_at_a_desk_that_serves_both() {
    let mut scene = Scene::opened();
    scene.takes("account");
    scene.takes("safe");
    scene.takes("cash");
    let card = scene.takes("card");
    // The account is due later, the safe has a desk of its own: only the cash ticket is ahead, by arrival.
    assert_eq!(scene.branch.ticket(card).unwrap().ahead_at_issue, 1);
    assert_eq!(scene.branch.ahead_of(card), 1);
    let account = scene.takes("account");
    assert_eq!(scene.branch.ahead_of(account), 3);
    assert_eq!(scene.branch.ticket(account).unwrap().ahead_at_issue, 3);
}

#[test]
fn ahead_counts_down_as_others_are_called_and_up_as_others_go_first() {
    let mut scene = Scene::with_anna();
    let (_, second) = (scene.takes("cash"), scene.takes("cash"));
    scene.calls("1", ANNA);
    assert_eq!(scene.branch.ahead_of(second), 0);
    scene.takes_with_priority("cash");
    assert_eq!(scene.branch.ahead_of(second), 1);
    assert_eq!(scene.branch.ticket(second).unwrap().ahead_at_issue, 1);
}

#[test]
fn nobody_is_ahead_of_a_ticket_that_does_not_wait() {
    let mut scene = Scene::with_anna();
    let first = scene.takes("cash");
    scene.calls("1", ANNA);
    scene.takes_with_priority("cash");
    assert_eq!(scene.branch.ahead_of(first), 0);
    assert_eq!(scene.branch.ahead_of(TicketId(99)), 0);
}

#[test]
fn a_service_that_the_branch_does_not_have_is_refused() {
    let scene = Scene::opened();
    assert_eq!(scene.refuses(&Command::Issue(issue("gold"))), Refusal::UnknownService(service_id("gold")));
}

#[test]
fn no_ticket_is_given_out_outside_the_hours() {
    let mut scene = Scene::opened();
    for (now, opens_at) in [(-10, Some(0)), (270, Some(360)), (450, Some(1440)), (2000, None)] {
        let refusal = scene.at(now).refuses(&Command::Issue(issue("cash")));
        assert_eq!(refusal, Refusal::Closed { opens_at: opens_at.map(minute) });
    }
}

#[test]
fn a_clock_that_steps_back_gives_later_numbers_all_the_same() {
    let mut scene = Scene::opened();
    let first = scene.at(60).takes("cash");
    let second = scene.at(30).takes("cash");
    assert_eq!((scene.number(first).as_str(), scene.number(second).as_str()), ("A001", "A002"));
    assert_eq!(due(&scene, second), minute(30 + 12));
}

#[test]
fn the_ends_of_time_overflow_nothing() {
    let always = Opening { from: Timestamp(i64::MIN), to: Timestamp(i64::MAX) };
    let mut setup =
        Setup { hours: vec![always], policy: Policy { alpha_milli: i64::MAX, ..Policy::default() }, ..setup() };
    setup.services.get_mut(&service_id("safe")).unwrap().target = Duration(i64::MAX);
    let mut scene = Scene::with(setup);
    scene.does(&open_desk("3", ANNA));
    for now in [i64::MAX - 1, i64::MIN, 0] {
        scene.now = Timestamp(now);
        for service in ["cash", "account", "safe"] {
            scene.takes(service);
            scene.takes_with_priority(service);
        }
    }
    for now in [i64::MAX, i64::MIN] {
        scene.now = Timestamp(now);
        assert!(scene.branch.pick(&desk_id("3"), scene.now).unwrap().reason.waited >= Duration(0));
        scene.serves("3", ANNA).unwrap();
    }
}

#[test]
fn a_wish_is_the_same_whatever_token_the_server_put_in() {
    let wish = Command::Issue(issue("cash"));
    let but = |change: fn(&mut Issue)| {
        let mut other = issue("cash");
        change(&mut other);
        Command::Issue(other)
    };
    assert!(wish.is_same_request(&but(|other| other.token = Token::new("another"))));
    assert!(!wish.is_same_request(&but(|other| other.service = service_id("card"))));
    assert!(!wish.is_same_request(&but(|other| other.language = Language::new("en"))));
    assert!(!wish.is_same_request(&but(|other| other.priority = true)));
    assert!(!wish.is_same_request(&but(|other| other.documents.clear())));
    assert!(!wish.is_same_request(&open_desk("1", ANNA)));
    assert!(open_desk("1", ANNA).is_same_request(&open_desk("1", ANNA)));
    assert!(!open_desk("1", ANNA).is_same_request(&open_desk("2", ANNA)));
}

#[test]
fn an_issue_is_one_event() {
    let scene = Scene::opened();
    let events = scene.branch.decide(&Command::Issue(issue("cash")), scene.now).unwrap();
    assert!(matches!(events.as_slice(), [Event::TicketIssued { ahead: 0, .. }]));
}
