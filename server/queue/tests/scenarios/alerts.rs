//! Calling the staff, and being seen to.

use crate::given::{Scene, minute, today};
use queue::{Alert, AlertId, AlertKind, AlertPlace, Branch, Command, Event, PrinterFault, Refusal};

const EMPTY: AlertKind = AlertKind::Printer(PrinterFault::OutOfPaper);
const OPEN: AlertKind = AlertKind::Printer(PrinterFault::CoverOpen);

fn raise(kind: AlertKind, place: &str) -> Command {
    Command::RaiseAlert { kind, place: AlertPlace::new(place) }
}

fn clear(alert: u32) -> Command {
    Command::ClearAlert { alert: AlertId(alert) }
}

fn alert(id: u32, kind: AlertKind, place: &str, since: i64) -> Alert {
    Alert { id: AlertId(id), kind, place: AlertPlace::new(place), since: minute(since) }
}

fn open(scene: &Scene) -> Vec<Alert> {
    scene.branch.alerts().cloned().collect()
}

#[test]
fn a_call_for_the_staff_is_open_until_somebody_goes() {
    let mut scene = Scene::opened();
    scene.at(3).does(&raise(AlertKind::Help, "kiosk"));
    scene.at(4).does(&raise(AlertKind::DeskHelp, "2"));
    let desk = alert(2, AlertKind::DeskHelp, "2", 4);
    assert_eq!(open(&scene), [alert(1, AlertKind::Help, "kiosk", 3), desk.clone()]);
    scene.at(5).does(&clear(1));
    assert_eq!(open(&scene), [desk]);
}

#[test]
fn danger_at_a_desk_is_a_call_of_its_own_beside_that_for_a_colleague() {
    let mut scene = Scene::opened();
    scene.does(&raise(AlertKind::DeskHelp, "2"));
    scene.does(&raise(AlertKind::Danger, "2"));
    assert_eq!(scene.does(&raise(AlertKind::Danger, "2")), [], "one call, however often it is made");
    assert_eq!(open(&scene), [alert(1, AlertKind::DeskHelp, "2", 0), alert(2, AlertKind::Danger, "2", 0)]);
    let nine = queue::DeskId::new("9");
    assert_eq!(scene.refuses(&raise(AlertKind::Danger, "9")), Refusal::UnknownDesk(nine));
}

#[test]
fn the_same_call_twice_is_one_and_a_later_one_is_new() {
    let mut scene = Scene::opened();
    scene.does(&raise(AlertKind::Help, "kiosk"));
    assert_eq!(scene.at(1).does(&raise(AlertKind::Help, "kiosk")), []);
    scene.does(&clear(1));
    assert_eq!(scene.does(&clear(1)), [], "two who go at once");
    scene.at(9).does(&raise(AlertKind::Help, "kiosk"));
    assert_eq!(open(&scene), [alert(2, AlertKind::Help, "kiosk", 9)]);
}

#[test]
fn what_is_wrong_with_a_printer_changes_in_its_one_alert() {
    let mut scene = Scene::opened();
    scene.does(&raise(EMPTY, "lobby"));
    scene.does(&raise(EMPTY, "desks"));
    assert_eq!(scene.does(&raise(EMPTY, "lobby")), []);
    let at = minute(2);
    let (kind, place) = (OPEN, AlertPlace::new("lobby"));
    let changed =
        [Event::AlertCleared { alert: AlertId(1), at }, Event::AlertRaised { alert: AlertId(3), kind, place, at }];
    assert_eq!(scene.at(2).does(&raise(OPEN, "lobby")), changed);
    assert_eq!(open(&scene), [alert(2, EMPTY, "desks", 0), alert(3, OPEN, "lobby", 2)]);
}

#[test]
fn an_open_alert_is_found_by_what_it_is_about_and_where() {
    let mut scene = Scene::opened();
    scene.does(&raise(EMPTY, "lobby"));
    let found = |kind, place| scene.branch.alert_at(kind, &AlertPlace::new(place)).map(|alert| alert.id);
    assert_eq!(found(OPEN, "lobby"), Some(AlertId(1)), "whatever is wrong");
    assert_eq!((found(EMPTY, "desks"), found(AlertKind::Speech, "lobby")), (None, None));
}

#[test]
fn only_what_there_is_calls_and_is_seen_to() {
    let mut scene = Scene::opened();
    let nine = queue::DeskId::new("9");
    assert_eq!(scene.refuses(&raise(AlertKind::DeskHelp, "9")), Refusal::UnknownDesk(nine));
    scene.does(&raise(AlertKind::Help, "kiosk"));
    for stray in [0, 2] {
        assert_eq!(scene.refuses(&clear(stray)), Refusal::UnknownAlert(AlertId(stray)));
    }
}

#[test]
fn the_end_of_the_day_ends_its_alerts() {
    let mut scene = Scene::opened();
    scene.does(&raise(AlertKind::Help, "kiosk"));
    scene.does(&Command::CloseDay { overdue: true });
    assert_eq!(open(&scene), []);
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
    assert_eq!(scene.refuses(&raise(AlertKind::Help, "kiosk")), Refusal::DayClosed);
    assert_eq!(scene.refuses(&clear(1)), Refusal::DayClosed);
    let none = Branch::new().decide(&raise(AlertKind::Help, "kiosk"), minute(0));
    assert_eq!(none, Err(Refusal::NoDay));
}

#[test]
fn an_alert_is_raised_in_turn_once_and_cleared_while_it_is_open() {
    let mut scene = Scene::opened();
    scene.does(&raise(AlertKind::Help, "kiosk"));
    let at = minute(1);
    let raised = |alert, kind, place| {
        let event = Event::AlertRaised { alert: AlertId(alert), kind, place: AlertPlace::new(place), at };
        scene.branch.fits(&event)
    };
    assert!(raised(2, AlertKind::Speech, "server") && raised(2, AlertKind::DeskHelp, "1"));
    assert!(!raised(1, AlertKind::Speech, "server") && !raised(3, AlertKind::Speech, "server"));
    assert!(!raised(2, AlertKind::Help, "kiosk") && !raised(2, AlertKind::DeskHelp, "9"));
    let cleared = |alert| scene.branch.fits(&Event::AlertCleared { alert: AlertId(alert), at });
    assert!(cleared(1) && !cleared(2));
    assert_eq!(scene.branch.day(), Some(&today()));
}
