//! A ticket is taken from elsewhere: it stands in the line, its visitor is told to come, and nobody calls them before they are
//! there.

use crate::given::{
    ANNA, Scene, by_default, call_ticket, check_in, desk_id, issue, minute, open_desk, reinstate, setup,
};
use queue::{Command, Duration, Event, Issue, Policy, Presence, QueuePlace, Refusal, Setup, TicketId, TicketState};

/// A branch that allows two tickets from elsewhere, with Anna at desk 1.
fn scene() -> Scene {
    let policy = Policy { remote_most: 2, ..by_default().policy };
    let mut scene = Scene::with(Setup { policy, ..by_default() });
    scene.does(&open_desk("1", ANNA));
    scene
}

fn from_elsewhere(service: &str, minutes: i64) -> Issue {
    Issue { travel: Some(Duration::minutes(minutes)), ..issue(service) }
}

fn presence(scene: &Scene, ticket: TicketId) -> Presence {
    scene.ticket(ticket).remote.as_ref().unwrap().presence
}

fn missed(scene: &mut Scene) -> Vec<TicketId> {
    let missed = |event| match event {
        Event::TicketMissed { ticket, .. } => ticket,
        other => panic!("nothing else: {other:?}"),
    };
    scene.does(&Command::EndMissed).into_iter().map(missed).collect()
}

#[test]
fn who_is_away_keeps_the_place_and_is_called_by_nobody() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 20));
    let walk_in = scene.at(1).takes("cash");
    assert_eq!(scene.order("1"), [away, walk_in]);
    assert_eq!(scene.branch.ahead_of(walk_in), 1);
    let refusal = Refusal::StillAway { number: scene.ticket(away).number };
    assert_eq!(scene.refuses(&call_ticket("1", ANNA, away)), refusal);
    let pick = scene.branch.pick(&desk_id("1"), scene.now).unwrap();
    assert_eq!((pick.ticket, pick.reason.overtaken, pick.reason.candidates), (walk_in, 0, 1));
    assert!(!scene.branch.fits(&Event::TicketCalled {
        ticket: away,
        desk: desk_id("1"),
        csr: ANNA,
        reason: pick.reason,
        at: scene.now
    }));
}

#[test]
fn who_comes_in_time_is_called_as_if_they_had_sat_there() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 5));
    let walk_in = scene.at(1).takes("cash");
    scene.does(&Command::CallIn { ticket: away });
    scene.at(2).does(&Command::SetOff { ticket: away });
    assert_eq!(presence(&scene, away), Presence::OnTheWay { since: minute(2) });
    let due = scene.ticket(away).due;
    let events = scene.at(7).does(&Command::Arrive { ticket: away });
    assert_eq!(events, [Event::VisitorArrived { ticket: away, due, at: minute(7) }]);
    assert_eq!(scene.order("1"), [away, walk_in]);
    assert_eq!(scene.calls("1", ANNA), Some(away));
}

#[test]
fn who_comes_after_the_ticket_was_due_goes_behind_those_who_were_due_before() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 5));
    let (overdue, fresh) = (scene.at(1).takes("cash"), scene.at(19).takes("cash"));
    scene.at(20).does(&Command::Arrive { ticket: away });
    assert_eq!(scene.ticket(away).due, minute(20));
    assert_eq!(scene.order("1"), [overdue, away, fresh]);
}

#[test]
fn nobody_is_told_twice_and_what_is_known_is_no_news() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 20));
    assert_eq!(scene.does(&Command::CallIn { ticket: away }).len(), 1);
    assert!(scene.does(&Command::CallIn { ticket: away }).is_empty());
    scene.does(&Command::SetOff { ticket: away });
    assert!(scene.does(&Command::SetOff { ticket: away }).is_empty());
    scene.does(&Command::Arrive { ticket: away });
    for command in
        [Command::CallIn { ticket: away }, Command::SetOff { ticket: away }, Command::Arrive { ticket: away }]
    {
        assert!(scene.does(&command).is_empty(), "{command:?}");
    }
    let early = scene.issues(from_elsewhere("cash", 20));
    scene.does(&Command::SetOff { ticket: early });
    assert!(scene.does(&Command::CallIn { ticket: early }).is_empty(), "who left needs no telling");
}

#[test]
fn who_never_comes_is_a_no_show_half_an_hour_after_they_were_due_and_expected() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 20));
    // Due at minute 12.
    assert!(missed(scene.at(100)).is_empty(), "nobody told them to come");
    scene.does(&Command::CallIn { ticket: away });
    assert_eq!(scene.branch.awaited_until(scene.ticket(away)), Some(minute(150)));
    scene.now = minute(150) - Duration(1);
    assert!(!scene.branch.awaits_in_vain(scene.now) && missed(&mut scene).is_empty());
    assert!(scene.at(150).branch.awaits_in_vain(minute(150)));
    assert_eq!(missed(&mut scene), [away]);
    assert_eq!(scene.ticket(away).state, TicketState::NoShow { at: minute(150) });
    assert_eq!((scene.branch.counts().no_shows, scene.branch.never_came()), (1, 1));
    let walk_in = scene.takes("cash");
    scene.at(155).does(&reinstate(away, QueuePlace::ByDue));
    assert_eq!((scene.ticket(away).due, scene.order("1")), (minute(155), vec![away, walk_in]));
    assert_eq!((scene.branch.never_came(), scene.calls("1", ANNA)), (0, Some(away)));
}

#[test]
fn a_late_queue_is_no_fault_of_who_was_told_late() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("account", 5));
    // Due at minute 30.
    scene.at(1).does(&Command::SetOff { ticket: away });
    assert_eq!(scene.branch.awaited_until(scene.ticket(away)), Some(minute(60)));
    scene.does(&Command::Arrive { ticket: away });
    assert_eq!(scene.branch.awaited_until(scene.ticket(away)), None);
    assert!(missed(scene.at(200)).is_empty());
}

#[test]
fn as_many_visitors_are_away_as_the_branch_allows() {
    let mut scene = scene();
    let first = scene.issues(from_elsewhere("cash", 20));
    scene.issues(from_elsewhere("card", 20));
    let third = Command::Issue(from_elsewhere("account", 20));
    assert_eq!(scene.refuses(&third), Refusal::RemoteFull { most: 2 });
    scene.does(&Command::Arrive { ticket: first });
    scene.does(&third);
    assert_eq!(Scene::with(setup()).refuses(&third), Refusal::NoRemote, "off where the branch says nothing");
}

#[test]
fn nobody_is_given_a_ticket_who_would_come_too_late_or_from_too_far() {
    let mut scene = scene();
    let ask = |minutes| Command::Issue(from_elsewhere("cash", minutes));
    let most = Duration::minutes(120);
    for minutes in [-1, 121] {
        assert_eq!(scene.refuses(&ask(minutes)), Refusal::TravelOutOfRange { most });
    }
    // The branch closes for lunch at minute 270.
    scene.at(240);
    let service = issue("cash").service;
    assert_eq!(scene.refuses(&ask(30)), Refusal::TooLate { service, closes_at: minute(270) });
    scene.does(&ask(29));
    scene.at(271);
    assert_eq!(scene.refuses(&ask(10)), Refusal::Closed { opens_at: Some(minute(360)) });
}

#[test]
fn a_ticket_of_the_kiosk_is_no_ticket_from_elsewhere() {
    let mut scene = scene();
    let walk_in = scene.takes("cash");
    let number = scene.ticket(walk_in).number;
    for command in
        [Command::CallIn { ticket: walk_in }, Command::SetOff { ticket: walk_in }, Command::Arrive { ticket: walk_in }]
    {
        assert_eq!(scene.refuses(&command), Refusal::NotRemote { number });
    }
    let booked = scene.issues(Issue { travel: Some(Duration::minutes(5)), ..check_in("cash", 10) });
    assert_eq!(scene.ticket(booked).remote, None, "who checks in is there");
}

#[test]
fn who_is_sent_on_is_due_no_earlier_than_they_came() {
    let mut scene = scene();
    let away = scene.issues(from_elsewhere("cash", 20));
    scene.at(40).does(&Command::Arrive { ticket: away });
    assert_eq!(scene.calls("1", ANNA), Some(away));
    let (desk, to) = (desk_id("1"), queue::Destination::Service(issue("card").service));
    scene.does(&Command::Transfer { desk, csr: ANNA, to, place: QueuePlace::ByDue });
    assert_eq!(scene.ticket(away).due, minute(40));
}
