//! A kiosk holds numbers, gives them out while it is without the server, and hands them in.

use crate::given::{
    ANNA, CLOSE_DAY, Scene, cancel, check_in, desk_id, hand_in, issue, minute, open_day, open_desk, reserve, setup,
    stop, today, visit,
};
use queue::{Alone, Command, Day, Event, Issue, KIOSKS_MOST, KioskId, Letter, Policy, Refusal, Setup, TicketState};

fn setup_with_a_reserve() -> Setup {
    Setup { policy: Policy { reserve_size: 3, ..setup().policy }, ..setup() }
}

/// A kiosk holds A501 to A503, B501 to B503 and S501 to S503 since minute 0; Anna is at desk 1.
fn scene() -> Scene {
    let mut scene = Scene::with(setup_with_a_reserve());
    scene.does(&reserve("door"));
    scene.does(&open_desk("1", ANNA));
    scene
}

fn held(scene: &Scene, kiosk: &str) -> Vec<String> {
    let reserve = scene.branch.reserve_of(&KioskId::new(kiosk)).unwrap();
    reserve.numbers.iter().map(|reserved| reserved.number.to_string()).collect()
}

fn is_not_reserved(scene: &Scene, command: &Command) -> bool {
    matches!(scene.refuses(command), Refusal::NotReserved { .. })
}

#[test]
fn what_a_kiosk_holds_nobody_else_gives_out() {
    let mut scene = scene();
    assert_eq!(held(&scene, "door"), ["A501", "A502", "A503", "B501", "B502", "B503", "S501", "S502", "S503"]);
    let ticket = scene.takes("cash");
    assert_eq!(scene.number(ticket), "A001", "nobody sees a gap");
    scene.does(&reserve("side"));
    assert_eq!(held(&scene, "side")[..3], ["A504", "A505", "A506"]);
    let ticket = scene.takes("card");
    assert_eq!(scene.number(ticket), "A002");
}

#[test]
fn a_kiosk_holds_as_many_as_the_branch_says_and_no_more() {
    let mut scene = scene();
    assert!(scene.does(&reserve("door")).is_empty(), "it has them all");
    scene.does(&hand_in("door", ('A', 502), 0, issue("cash")));
    let kiosk = KioskId::new("door");
    let letter = Letter::new('A').unwrap();
    let refilled = Event::NumbersReserved { kiosk, letter, from: 504, to: 504, at: minute(5) };
    assert_eq!(scene.at(5).does(&reserve("door")), [refilled]);
    assert_eq!(held(&scene, "door")[..2], ["A501", "A503"]);
    assert_eq!(Scene::opened().refuses(&reserve("door")), Refusal::NoReserve, "off where the branch says nothing");
    for n in 1..KIOSKS_MOST {
        scene.does(&reserve(&n.to_string()));
    }
    assert_eq!(scene.refuses(&reserve("one more")), Refusal::ReservesFull { most: KIOSKS_MOST });
    assert!(scene.does(&reserve("door")).is_empty(), "who holds some may ask again");
}

#[test]
fn its_tickets_enter_the_queue_at_their_own_time_and_in_order() {
    let mut scene = scene();
    let before = scene.takes("cash");
    scene.at(1);
    let after = scene.at(10).takes("cash");
    let events = scene.at(12).does(&hand_in("door", ('A', 501), 2, issue("card")));
    let [Event::TicketIssued { ticket: first, at, alone, ahead, .. }] = &events[..] else { panic!("{events:?}") };
    let alone_at_twelve = Alone { kiosk: KioskId::new("door"), handed_in: minute(12) };
    assert_eq!((*at, alone.as_ref(), *ahead), (minute(2), Some(&alone_at_twelve), 1));
    assert_eq!(events[0].at(), minute(12), "the branch heard of it then");
    scene.does(&hand_in("door", ('A', 502), 3, issue("cash")));
    let second = scene.branch.tickets().last().unwrap().id;
    assert_eq!(scene.order("1"), [before, *first, second, after]);
    let of = scene.ticket(*first);
    assert_eq!((of.issued_at, of.due, of.alone), (minute(2), minute(14), Some(minute(12))));
    assert_eq!((scene.number(*first), scene.number(second)), ("A501".to_owned(), "A502".to_owned()));
    // Who came first overtakes nobody, though the branch heard of them last.
    assert_eq!(scene.serves("1", ANNA), Some(before));
    let pick = scene.branch.pick(&desk_id("1"), scene.now).unwrap();
    assert_eq!((pick.ticket, pick.reason.overtaken, pick.reason.candidates), (*first, 0, 3));
    assert_eq!(scene.calls("1", ANNA), Some(*first));
}

#[test]
fn a_number_is_handed_in_once_and_by_who_holds_it() {
    let mut scene = scene();
    scene.does(&reserve("side"));
    scene.does(&hand_in("door", ('A', 501), 0, issue("cash")));
    assert!(is_not_reserved(&scene, &hand_in("door", ('A', 501), 0, issue("cash"))), "twice");
    assert!(is_not_reserved(&scene, &hand_in("side", ('A', 502), 0, issue("cash"))), "another's");
    assert!(is_not_reserved(&scene, &hand_in("nobody", ('A', 502), 0, issue("cash"))), "no kiosk's");
    assert!(is_not_reserved(&scene, &hand_in("door", ('A', 509), 0, issue("cash"))), "never held");
    assert!(is_not_reserved(&scene, &hand_in("door", ('B', 501), 0, issue("cash"))), "of another letter");
    let unknown = hand_in("door", ('A', 502), 0, issue("gold"));
    assert_eq!(scene.refuses(&unknown), Refusal::UnknownService(issue("gold").service));
    let twice = hand_in("door", ('A', 502), 0, visit(&["cash", "cash"]));
    assert_eq!(scene.refuses(&twice), Refusal::ServiceTwice(issue("cash").service));
    assert_eq!(held(&scene, "door")[..2], ["A502", "A503"], "what was refused was not given out");
}

#[test]
fn two_kiosks_that_were_alone_are_put_in_the_order_in_which_their_visitors_came() {
    let mut scene = scene();
    scene.does(&reserve("side"));
    scene.at(10).does(&hand_in("side", ('A', 504), 2, issue("cash")));
    scene.does(&hand_in("side", ('A', 505), 4, issue("cash")));
    scene.does(&hand_in("door", ('A', 501), 1, issue("cash")));
    scene.does(&hand_in("door", ('A', 502), 3, issue("cash")));
    let order: Vec<String> = scene.order("1").into_iter().map(|ticket| scene.number(ticket)).collect();
    assert_eq!(order, ["A501", "A504", "A502", "A505"]);
}

#[test]
fn a_clock_that_is_off_is_bounded_by_what_the_branch_knows() {
    let mut scene = Scene::with(setup_with_a_reserve());
    scene.at(5).does(&reserve("door"));
    let came = |scene: &mut Scene, number: u32, told: i64| {
        scene.does(&hand_in("door", ('A', 500 + number), told, issue("cash")));
        scene.branch.tickets().last().unwrap().issued_at
    };
    scene.at(20);
    assert_eq!(came(&mut scene, 1, -900), minute(5), "not before the kiosk had the number");
    assert_eq!(came(&mut scene, 2, 12), minute(12));
    assert_eq!(came(&mut scene, 3, 9), minute(12), "not before who came before them");
    scene.does(&reserve("door"));
    assert_eq!(came(&mut scene, 4, 5_000), minute(20), "not after now");
    // The server's own clock was put back: nobody comes later than now.
    scene.at(8);
    assert_eq!(came(&mut scene, 5, 12), minute(8));
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
}

#[test]
fn a_visitor_counts_from_when_the_doors_opened() {
    let mut scene = scene();
    // Lunch is from minute 270 to 360.
    scene.at(400).does(&hand_in("door", ('A', 501), 269, issue("cash")));
    assert_eq!(scene.branch.tickets().last().unwrap().issued_at, minute(269));
    scene.does(&hand_in("door", ('A', 502), 300, issue("cash")));
    assert_eq!(scene.branch.tickets().last().unwrap().issued_at, minute(360));
    scene.at(460);
    let late = hand_in("door", ('A', 503), 455, issue("cash"));
    assert_eq!(scene.refuses(&late), Refusal::Closed { opens_at: Some(minute(1440)) });
    scene.does(&hand_in("door", ('A', 503), 449, issue("cash")));
}

#[test]
fn what_the_kiosk_could_not_know_takes_nobodys_number_away() {
    let mut scene = scene();
    scene.does(&stop(None));
    scene.does(&Command::BeginEvacuation);
    scene.at(2).does(&hand_in("door", ('A', 501), 1, issue("cash")));
    scene.does(&Command::LiftEvacuation);
    // Too late for a walk-in: the branch closes at minute 450.
    scene.at(449).does(&hand_in("door", ('B', 501), 448, issue("account")));
    assert_eq!(scene.branch.counts().issued, 2);
}

#[test]
fn nobody_checks_in_or_joins_from_home_at_a_kiosk_that_is_alone() {
    let mut scene = scene();
    let wish = Issue { travel: Some(queue::Duration::minutes(5)), ..check_in("cash", 10) };
    let events = scene.does(&hand_in("door", ('A', 501), 0, wish));
    let [Event::TicketIssued { appointment: None, travel: None, bound: None, .. }] = &events[..] else {
        panic!("a walk-in: {events:?}")
    };
}

#[test]
fn a_kiosk_that_comes_back_after_the_day_was_closed_is_told_so() {
    let mut scene = scene();
    scene.at(460).does(&CLOSE_DAY);
    let late = hand_in("door", ('A', 501), 100, issue("cash"));
    assert_eq!(scene.refuses(&late), Refusal::DayClosed);
    // The day had ended too early: whoever has the number is served after all.
    scene.does(&Command::ReopenDay);
    scene.does(&late);
    assert_eq!(scene.branch.tickets().last().unwrap().state, TicketState::Waiting);
}

#[test]
fn a_kiosk_that_never_comes_back_leaves_its_numbers_void_with_the_day() {
    let mut scene = scene();
    let ticket = scene.takes("cash");
    scene.does(&cancel(ticket));
    scene.at(460).does(&CLOSE_DAY);
    let tomorrow = Day::new(2026, 11, 24);
    assert!(tomorrow > today());
    scene.at(1440).does(&open_day(tomorrow, setup_with_a_reserve()));
    assert!(scene.branch.reserve_of(&KioskId::new("door")).is_none());
    assert!(is_not_reserved(&scene, &hand_in("door", ('A', 501), 100, issue("cash"))), "yesterday's");
}

#[test]
fn an_event_that_gives_out_what_nobody_holds_does_not_fit() {
    let scene = scene();
    let event = |command: &Command| scene.branch.decide(command, scene.now).unwrap().remove(0);
    let given = event(&hand_in("door", ('A', 501), 0, issue("cash")));
    assert!(scene.branch.fits(&given));
    let with = |change: &dyn Fn(&mut Event)| {
        let mut event = given.clone();
        change(&mut event);
        scene.branch.fits(&event)
    };
    assert!(!with(&|event| {
        if let Event::TicketIssued { number, .. } = event {
            number.count = 504;
        }
    }));
    assert!(!with(&|event| {
        if let Event::TicketIssued { alone, .. } = event {
            *alone = None;
        }
    }));
    let reserved = |from, to| {
        let (kiosk, letter) = (KioskId::new("door"), Letter::new('A').unwrap());
        scene.branch.fits(&Event::NumbersReserved { kiosk, letter, from, to, at: scene.now })
    };
    assert!(reserved(504, 504) && reserved(504, 603));
    assert!(!reserved(503, 504) && !reserved(505, 504) && !reserved(504, 604));
    assert!(!reserved(4, 4), "the server gives those out");
}

#[test]
fn a_request_that_comes_twice_is_one_whatever_the_clock_says_the_second_time() {
    let first = hand_in("door", ('A', 501), 0, issue("cash"));
    assert!(first.is_same_request(&hand_in("door", ('A', 501), 3, issue("cash"))));
    assert!(!first.is_same_request(&hand_in("door", ('A', 502), 0, issue("cash"))));
    assert!(!first.is_same_request(&hand_in("door", ('A', 501), 0, issue("card"))));
}

#[test]
fn a_day_of_so_many_tickets_that_their_numbers_meet_the_reserve_goes_on_after_it() {
    let mut scene = scene();
    for _ in 0..500 {
        let ticket = scene.takes("cash");
        scene.does(&cancel(ticket));
    }
    let ticket = scene.takes("cash");
    assert_eq!(scene.number(ticket), "A504");
    scene.does(&hand_in("door", ('A', 501), 0, issue("cash")));
    let reserved = scene.does(&reserve("door"));
    assert!(matches!(reserved[..], [Event::NumbersReserved { from: 505, to: 505, .. }]), "{reserved:?}");
    let ticket = scene.takes("cash");
    assert_eq!(scene.number(ticket), "A506");
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
}
