//! The building is evacuated, and the waiting room is told things.

use crate::given::{ANNA, Scene, call_next, call_ticket, finish, issue, minute, recall, start};
use queue::{ANNOUNCEMENTS_MOST, Announcement, AnnouncementId, Command, DeskId, Event, Refusal, Said, TicketId};

fn announce(id: &str, said: Said, minutes: u32) -> Command {
    Command::Announce { announcement: AnnouncementId::new(id), said, minutes }
}

fn withdraw(id: &str) -> Command {
    Command::WithdrawAnnouncement { announcement: AnnouncementId::new(id) }
}

fn shown(scene: &Scene, at: i64) -> Vec<Announcement> {
    scene.branch.announcements(minute(at)).cloned().collect()
}

#[test]
fn while_the_building_is_evacuated_nobody_gets_a_ticket_and_nobody_is_called() {
    let mut scene = Scene::with_anna();
    scene.takes("cash");
    scene.takes("cash");
    scene.calls("1", ANNA);
    scene.at(5).does(&Command::BeginEvacuation);
    assert_eq!(scene.branch.evacuating(), Some(minute(5)));
    assert_eq!(scene.refuses(&Command::Issue(issue("cash"))), Refusal::Evacuating);
    assert_eq!(scene.refuses(&recall("1", ANNA)), Refusal::Evacuating);
    scene.does(&start("1", ANNA));
    scene.does(&finish("1", ANNA));
    assert_eq!(scene.refuses(&call_next("1", ANNA)), Refusal::Evacuating);
    assert_eq!(scene.refuses(&call_ticket("1", ANNA, TicketId(2))), Refusal::Evacuating);
    scene.at(25).does(&Command::LiftEvacuation);
    assert_eq!(scene.branch.evacuating(), None);
    assert_eq!(scene.calls("1", ANNA), Some(TicketId(2)), "who waited still waits");
    scene.takes("cash");
}

#[test]
fn two_who_press_at_once_begin_and_end_one_evacuation() {
    let mut scene = Scene::opened();
    scene.does(&Command::BeginEvacuation);
    assert_eq!(scene.at(1).does(&Command::BeginEvacuation), []);
    scene.does(&Command::LiftEvacuation);
    assert_eq!(scene.does(&Command::LiftEvacuation), []);
    let (begun, lifted) = (Event::EvacuationBegun { at: minute(2) }, Event::EvacuationLifted { at: minute(2) });
    assert!(scene.branch.fits(&begun) && !scene.branch.fits(&lifted));
}

#[test]
fn an_announcement_is_shown_until_its_time_is_over_or_it_is_withdrawn() {
    let mut scene = Scene::opened();
    let closes = Said::DeskCloses { desk: DeskId::new("2"), minutes: 10 };
    scene.at(3).does(&announce("a", closes.clone(), 10));
    scene.at(4).does(&announce("b", Said::Typed, 60));
    let first = Announcement { id: AnnouncementId::new("a"), seq: 1, said: closes, at: minute(3), until: minute(13) };
    assert_eq!(shown(&scene, 12)[0], first);
    assert_eq!(shown(&scene, 13).len(), 1, "the first is over");
    scene.at(14).does(&withdraw("b"));
    assert_eq!(shown(&scene, 14), []);
    assert_eq!(scene.refuses(&withdraw("b")), Refusal::UnknownAnnouncement(AnnouncementId::new("b")));
}

#[test]
fn no_more_is_announced_at_one_time_than_can_be_read() {
    let mut scene = Scene::opened();
    for id in 0..ANNOUNCEMENTS_MOST {
        scene.does(&announce(&id.to_string(), Said::BranchCloses { minutes: 15 }, 10));
    }
    assert_eq!(scene.refuses(&announce("more", Said::Typed, 10)), Refusal::AnnouncementsFull);
    scene.at(10).does(&announce("more", Said::Typed, 10));
}

#[test]
fn a_desk_that_there_is_not_is_not_spoken_of() {
    let scene = Scene::opened();
    let nine = DeskId::new("9");
    let refused = scene.refuses(&announce("a", Said::DeskOpens { desk: nine.clone() }, 10));
    assert_eq!(refused, Refusal::UnknownDesk(nine.clone()));
    let stray = Event::AnnouncementMade {
        announcement: AnnouncementId::new("a"),
        said: Said::DeskOpens { desk: nine },
        until: minute(9),
        at: minute(1),
    };
    assert!(!scene.branch.fits(&stray));
}

#[test]
fn the_end_of_the_day_ends_what_was_announced() {
    let mut scene = Scene::opened();
    scene.does(&announce("a", Said::Typed, 60));
    scene.does(&Command::CloseDay { overdue: true });
    assert_eq!(shown(&scene, 1), []);
    assert_eq!(scene.refuses(&announce("b", Said::Typed, 60)), Refusal::DayClosed);
}

#[test]
fn a_building_is_evacuated_after_the_day_was_closed_too() {
    let mut scene = Scene::opened();
    scene.does(&Command::CloseDay { overdue: true });
    scene.at(9).does(&Command::BeginEvacuation);
    assert_eq!(scene.branch.evacuating(), Some(minute(9)));
    scene.at(10).does(&Command::LiftEvacuation);
    assert_eq!(scene.branch.evacuating(), None);
    assert_eq!(queue::Branch::new().decide(&Command::BeginEvacuation, minute(0)), Err(Refusal::NoDay));
}
