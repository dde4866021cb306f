//! The waits that visitors are told, where desks open and close.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use forecast::{Conformal, Learned, Today, predict};
use queue::{Branch, Command, CsrId, DeskId, Duration, ServiceId, Timestamp};
use setup::Setup;
use std::collections::HashMap;
use view::{Foresight, Scene};

/// Monday 2026-11-23, 09:00 in Rome.
const NINE: Timestamp = Timestamp(1_795_420_800_000);

fn does(branch: &mut Branch, command: &Command) {
    for event in branch.decide(command, NINE).unwrap() {
        branch.apply(&event);
    }
}

#[test]
fn nobody_is_told_a_wait_for_a_service_that_no_open_desk_serves() {
    let setup = Setup::load(None).unwrap().branches.into_values().next().unwrap();
    let rules = setup.rules(NINE);
    let learned = Learned::from_setup(&rules);
    let mut branch = Branch::new();
    does(&mut branch, &Command::OpenDay { day: setup.day(NINE), setup: Box::new(rules) });
    let (desk, csr) = (DeskId::new("1"), CsrId(1));
    does(&mut branch, &Command::OpenDesk { desk: desk.clone(), csr });
    let today = Today::new(NINE - Duration::minutes(9 * 60), 0);
    let forecast = predict(&branch, &learned, &Conformal::default(), &today, NINE, 1);
    assert!(forecast.of_next(&ServiceId::new("cash")).is_some());
    assert!(forecast.of_next(&ServiceId::new("mortgage")).is_none(), "no desk that advises is open, or ever was");
    // The forecast expects a desk to serve the service, as it does where one opened at this hour on other days.
    let foresight = Foresight { forecast, at: Some(NINE), ..Foresight::default() };
    let told = |branch: &Branch| {
        let scene = Scene {
            setup: &setup,
            branch,
            seq: 2,
            foresight: &foresight,
            names: &HashMap::new(),
            announced: &HashMap::new(),
            notices: &[],
            troubles: &[],
            code: None,
            now: NINE,
        };
        let of_kiosk = view::kiosk(&scene).services.into_iter().find(|row| row.service == "cash").unwrap().wait;
        let letter = setup.services[&ServiceId::new("cash")].letter.to_string();
        let of_lobby = view::lobby_detail(&scene).waits.into_iter().find(|row| row.letter == letter).unwrap().wait;
        (of_kiosk, of_lobby)
    };
    let (of_kiosk, of_lobby) = told(&branch);
    assert!(of_kiosk.is_some() && of_lobby.is_some());
    does(&mut branch, &Command::CloseDesk { desk, csr });
    assert_eq!(told(&branch), (None, None));
}
