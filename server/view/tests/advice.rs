//! What is suggested about the waiting, on the branch of the set-up that the program carries: desks 1 and 2 are tellers, 4
//! and 5 advisers.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use forecast::{Conformal, Learned, Today};
use queue::{Branch, Command, CsrId, DeskId, Duration, Issue, Language, ServiceId, Timestamp, Token};
use setup::Setup;
use std::sync::Arc;
use view::{Case, Quiet, advice};
use wire::{Advice, Step, Suggestion};

/// Monday 2026-11-23, 09:00 in Rome.
const NINE: Timestamp = Timestamp(1_795_420_800_000);

struct Scene {
    setup: Arc<setup::Branch>,
    branch: Branch,
    learned: Learned,
    quiet: Quiet,
    now: Timestamp,
}

impl Scene {
    /// A branch that is known, with these desks open.
    fn open(desks: &[&str]) -> Self {
        let setup = Setup::load(None).unwrap().branches.into_values().next().unwrap();
        let rules = setup.rules(NINE);
        let learned = Learned { days: 20, ..Learned::from_setup(&rules) };
        let mut scene = Self { setup, branch: Branch::new(), learned, quiet: Quiet::default(), now: NINE };
        scene.does(&Command::OpenDay { day: scene.setup.day(NINE), setup: Box::new(rules) });
        for (number, desk) in (1..).zip(desks) {
            scene.does(&Command::OpenDesk { desk: DeskId::new(desk), csr: CsrId(number) });
        }
        scene
    }

    fn does(&mut self, command: &Command) {
        let events = self.branch.decide(command, self.now).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in &events {
            self.branch.apply(event);
        }
    }

    /// So many visitors come for a service.
    fn come(mut self, count: u32, service: &str) -> Self {
        for number in 0..count {
            self.does(&Command::Issue(Issue {
                service: ServiceId::new(service),
                then: Vec::new(),
                language: Language::new("it"),
                priority: false,
                documents: Vec::new(),
                missing: Vec::new(),
                appointment: None,
                travel: None,
                call_back: false,
                token: Token::new(&format!("{service}-{number}")),
            }));
        }
        self
    }

    fn advice(&mut self) -> Advice {
        let today = Today::new(self.now - Duration::minutes(9 * 60), 0);
        let conformal = Conformal::default();
        let case = Case {
            setup: &self.setup,
            branch: &self.branch,
            learned: &self.learned,
            conformal: &conformal,
            today: &today,
            now: self.now,
            seed: 1,
        };
        advice(&case, &mut self.quiet)
    }

    fn suggestions(&mut self) -> Vec<Suggestion> {
        let Advice::Known { suggestions } = self.advice() else { panic!("nothing is known") };
        suggestions
    }
}

fn opens(label: &str) -> Step {
    Step::Open { desk: label.to_owned() }
}

#[test]
fn a_desk_is_opened_for_the_service_that_people_wait_for() {
    let suggestions = Scene::open(&["1"]).come(9, "cash").suggestions();
    let first = &suggestions[0];
    assert_eq!(first.step, opens("2"), "{suggestions:?}");
    assert!(first.serves.iter().any(|name| name.get("en").contains("cash")), "{first:?}");
    assert!(first.people >= 4 && first.minutes >= 5, "{first:?}");
    let (with, without) = (first.in_target, first.in_target_without);
    assert!(with.is_some() && (without.is_none() || with < without), "{first:?}");
}

#[test]
fn a_desk_that_does_not_serve_them_is_not_opened() {
    let suggestions = Scene::open(&["1"]).come(9, "cash").suggestions();
    assert!(!suggestions.iter().any(|one| one.step == opens("4") || one.step == opens("5")), "{suggestions:?}");
}

#[test]
fn an_idle_csr_may_move_to_where_people_wait() {
    let suggestions = Scene::open(&["1", "4"]).come(9, "cash").suggestions();
    let moves = Step::Move { from: "4".to_owned(), to: "2".to_owned() };
    assert!(suggestions.iter().any(|one| one.step == moves), "{suggestions:?}");
}

#[test]
fn a_branch_whose_desks_fit_the_work_is_left_alone() {
    assert_eq!(Scene::open(&["1", "2"]).come(1, "cash").suggestions(), []);
    assert_eq!(Scene::open(&["1"]).suggestions(), []);
}

#[test]
fn a_desk_may_close_after_half_an_hour_with_nothing_to_do() {
    let mut scene = Scene::open(&["1", "2"]);
    assert_eq!(scene.suggestions(), []);
    scene.now = scene.now + Duration::minutes(29);
    assert_eq!(scene.suggestions(), []);
    scene.now = scene.now + Duration::minutes(1);
    let suggestions = scene.suggestions();
    assert!(matches!(&suggestions[..], [Suggestion { step: Step::Close { .. }, people: 0, .. }]), "{suggestions:?}");
}

#[test]
fn a_branch_that_is_hardly_known_is_advised_nothing() {
    let mut scene = Scene::open(&["1"]).come(9, "cash");
    scene.learned.days = 4;
    assert_eq!(scene.advice(), Advice::Unknown { days: 4, needed: 5 });
}

#[test]
fn the_same_branch_is_advised_the_same() {
    let suggestions = || Scene::open(&["1"]).come(9, "cash").suggestions();
    assert_eq!(suggestions(), suggestions());
}
