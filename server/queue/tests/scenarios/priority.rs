//! Priority: its share of the calls, and giving or taking it afterwards.

use crate::given::{ANNA, Scene, call_ticket, cancel, minute, no_show, open_desk, reinstate, set_priority, setup};
use queue::{Duration, Event, QueuePlace, Refusal, Rule, Setup, SetupError, TicketId};

fn with_share(priority_share_milli: i64) -> Scene {
    let mut setup = setup();
    setup.policy.priority_share_milli = priority_share_milli;
    let mut scene = Scene::with(setup);
    scene.does(&open_desk("1", ANNA));
    scene
}

/// Four with priority and four without wait; which of them were called, in order, and by which rule.
fn calls(scene: &mut Scene) -> Vec<(bool, Rule)> {
    for _ in 0..4 {
        scene.takes("cash");
        scene.takes_with_priority("cash");
    }
    (0..8).map(|_| call(scene)).collect()
}

fn call(scene: &mut Scene) -> (bool, Rule) {
    let events = scene.does(&crate::given::call_next("1", ANNA));
    let [Event::TicketCalled { reason, .. }] = &events[..] else { panic!("a call: {events:?}") };
    scene.does(&crate::given::start("1", ANNA));
    scene.does(&crate::given::finish("1", ANNA));
    (reason.priority, reason.rule)
}

const PRIORITY: (bool, Rule) = (true, Rule::Due);
const PLAIN: (bool, Rule) = (false, Rule::Due);
const SHARED: (bool, Rule) = (false, Rule::PriorityShare);

#[test]
fn without_a_limit_priority_goes_first_throughout() {
    let expected = [[PRIORITY; 4], [PLAIN; 4]].concat();
    assert_eq!(calls(&mut with_share(1_000)), expected);
}

#[test]
fn priority_has_at_most_its_share_of_the_calls_for_which_both_wait() {
    let half = [SHARED, PRIORITY, SHARED, PRIORITY, SHARED, PRIORITY, SHARED, PRIORITY];
    assert_eq!(calls(&mut with_share(500)), half);
    let quarter = [SHARED, SHARED, SHARED, PRIORITY, SHARED, PRIORITY, PRIORITY, PRIORITY];
    assert_eq!(calls(&mut with_share(250)), quarter);
}

#[test]
fn priority_without_a_share_waits_for_all_others_and_is_then_called() {
    let expected = [[SHARED; 4], [PRIORITY; 4]].concat();
    assert_eq!(calls(&mut with_share(0)), expected);
}

#[test]
fn a_call_for_which_nobody_else_waits_uses_up_no_share() {
    let mut scene = with_share(500);
    for _ in 0..3 {
        scene.takes_with_priority("cash");
        assert_eq!(call(&mut scene), PRIORITY);
    }
    scene.takes_with_priority("cash");
    scene.takes("cash");
    // The first for which both wait: half of one call is none.
    assert_eq!(call(&mut scene), SHARED);
}

#[test]
fn a_call_of_somebody_without_priority_who_is_due_first_counts_towards_the_share() {
    let mut scene = with_share(500);
    scene.takes("cash");
    scene.at(10).takes_with_priority("cash");
    scene.takes("cash");
    // Due at 12, 16 and 22.
    assert_eq!([call(&mut scene), call(&mut scene), call(&mut scene)], [PLAIN, PRIORITY, PLAIN]);
}

#[test]
fn a_choice_uses_up_no_share() {
    let mut scene = with_share(500);
    let (chosen, _) = (scene.takes_with_priority("cash"), scene.takes("cash"));
    scene.does(&call_ticket("1", ANNA, chosen));
    scene.does(&no_show("1", ANNA));
    scene.takes_with_priority("cash");
    assert_eq!(call(&mut scene), SHARED);
}

#[test]
fn only_those_whom_the_desk_could_call_now_are_weighed() {
    let mut scene = with_share(0);
    scene.takes("account");
    let delayed = scene.takes("cash");
    scene.does(&crate::given::delay(delayed, 10));
    scene.takes_with_priority("cash");
    assert_eq!(call(&mut scene), PRIORITY);
}

#[test]
fn a_share_lies_between_none_and_all() {
    let check = |priority_share_milli| {
        let policy = queue::Policy { priority_share_milli, ..queue::Policy::default() };
        Setup { policy, ..setup() }.check()
    };
    assert_eq!([-1, 1_001].map(check), [Err(SetupError::Policy), Err(SetupError::Policy)]);
    assert_eq!([0, 1_000].map(check), [Ok(()), Ok(())]);
}

#[test]
fn a_span_of_the_policy_lies_between_none_and_a_day() {
    let check = |change: fn(&mut queue::Policy, Duration), span: i64| {
        let mut setup = setup();
        change(&mut setup.policy, Duration(span));
        setup.check()
    };
    let changes: [fn(&mut queue::Policy, Duration); 7] = [
        |policy, span| policy.appointment_lead = span,
        |policy, span| policy.appointment_grace = span,
        |policy, span| policy.preference_step = span,
        |policy, span| policy.no_show_after = span,
        |policy, span| policy.delay_most = span,
        |policy, span| policy.overtime = span,
        |policy, span| policy.extension_most = span,
    ];
    let day = Duration::minutes(24 * 60).0;
    for change in changes {
        assert_eq!([-1, day + 1].map(|span| check(change, span)), [Err(SetupError::Policy), Err(SetupError::Policy)]);
        assert_eq!([0, day].map(|span| check(change, span)), [Ok(()), Ok(())]);
    }
}

#[test]
fn priority_given_or_taken_moves_the_ticket_to_where_it_then_belongs() {
    let mut scene = Scene::with_anna();
    let (first, second) = (scene.takes("cash"), scene.at(4).takes("cash"));
    let events = scene.at(5).does(&set_priority(second, true));
    assert_eq!(events, [Event::PriorityChanged { ticket: second, priority: true, due: minute(10), at: minute(5) }]);
    assert_eq!(scene.order("1"), [second, first]);
    scene.does(&set_priority(second, false));
    assert_eq!((scene.order("1"), scene.ticket(second).due), (vec![first, second], minute(16)));
}

#[test]
fn priority_that_is_so_already_changes_nothing() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    assert_eq!(scene.does(&set_priority(ticket, false)), []);
}

#[test]
fn priority_never_moves_back_a_ticket_that_a_person_put_first() {
    let mut scene = Scene::with_anna();
    let ticket = scene.at(20).takes("cash");
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    let other = scene.at(0).takes("cash");
    scene.does(&reinstate(ticket, QueuePlace::First));
    assert_eq!(scene.order("1"), [ticket, other]);
    scene.does(&set_priority(ticket, true));
    assert_eq!(scene.order("1"), [ticket, other]);
}

#[test]
fn priority_of_a_ticket_that_is_over_or_was_never_issued_is_not_changed() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.does(&cancel(ticket));
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&set_priority(ticket, true)), Refusal::TicketOver { number });
    assert_eq!(scene.refuses(&set_priority(TicketId(9), true)), Refusal::UnknownTicket(TicketId(9)));
}
