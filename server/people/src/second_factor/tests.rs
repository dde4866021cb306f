//! A second factor from its set-up to its end, in a SQLite file.

use super::*;
use crate::{Rules, hash, roster};
use store::{NewPerson, Role, Roles, Run, Store, audit, sql};

async fn staff() -> (Staff, Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("staff.db")).await.unwrap();
    let staff = Staff::load(store).await.unwrap();
    let gaia = NewPerson {
        login: "gaia".to_owned(),
        name: "Gaia".to_owned(),
        roles: Roles::default().with("centro", Role::Manager),
        languages: Vec::new(),
        password_hash: hash("correct horse").unwrap(),
        must_change: false,
    };
    staff.put(gaia).await.unwrap();
    let person = again(&staff).await;
    (staff, person, folder)
}

async fn again(staff: &Staff) -> Person {
    store::staff::by_login(&staff.store, "gaia").await.unwrap().unwrap().person
}

fn here() -> Place {
    Place::address("10.0.0.7")
}

/// The code after the one that set the factor up; a clock that is a step behind takes it.
fn next_code(secret: &SharedSecret) -> String {
    secret.code_at(clock::now() + Duration::seconds(30))
}

/// Sets a factor up: its secret and its recovery codes.
async fn set_up(staff: &Staff, gaia: &Person) -> (SharedSecret, Vec<String>) {
    assert!(staff.begin_second_factor(gaia.id, clock::now()).await.unwrap());
    let FactorState::Begun(secret) = staff.factor_state(gaia.id, clock::now()).await.unwrap() else {
        panic!("not begun")
    };
    let session = staff.begin_session(gaia, &here()).await.unwrap();
    let code = secret.code_at(clock::now());
    let codes = staff.confirm_second_factor(gaia, &code, &session, &here()).await.unwrap().expect("the code is right");
    (secret, codes)
}

async fn half(staff: &Staff) -> String {
    match staff.sign_in("gaia", "correct horse", &here()).await.unwrap() {
        SignIn::NeedsCode(token) => token,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_a_code_is_taken_once() {
    let (staff, gaia, _folder) = staff().await;
    let (secret, _) = set_up(&staff, &gaia).await;
    let token = half(&staff).await;
    assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), None, "it is no session");
    let code = next_code(&secret);
    let done = staff.sign_in_by_code(&token, &code, &here()).await.unwrap();
    assert!(matches!(done, Some(SignIn::Done(..))), "{done:?}");
    assert_eq!(staff.sign_in_by_code(&token, &code, &here()).await.unwrap(), None, "it begins one session");
    let token = half(&staff).await;
    assert_eq!(staff.sign_in_by_code(&token, &code, &here()).await.unwrap(), Some(SignIn::Refused), "a replay");
    let elsewhere = Place::address("10.0.0.66");
    assert_eq!(staff.sign_in_by_code(&token, &code, &elsewhere).await.unwrap(), None, "from where the password came");
}

#[tokio::test]
async fn wrong_codes_are_counted_with_wrong_passwords_and_a_right_password_forgets_none() {
    let (staff, gaia, _folder) = staff().await;
    let (secret, _) = set_up(&staff, &gaia).await;
    staff.sign_in("gaia", "wrong", &here()).await.unwrap();
    for _ in 0..4 {
        let token = half(&staff).await;
        assert_eq!(staff.sign_in_by_code(&token, "000000", &here()).await.unwrap(), Some(SignIn::Refused));
    }
    let sixth = staff.sign_in("gaia", "correct horse", &here()).await.unwrap();
    assert!(matches!(sixth, SignIn::Later(_)), "{sixth:?}");
    let code = next_code(&secret);
    assert!(matches!(staff.check_code(&gaia, &code, &here()).await.unwrap(), CodeCheck::Later(_)));
    let there = Place::address("10.0.0.8");
    assert_eq!(
        staff.check_code(&gaia, &code, &there).await.unwrap(),
        CodeCheck::Right,
        "nobody is locked out from elsewhere"
    );
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_the_audit_has_it() {
    let (staff, gaia, _folder) = staff().await;
    let (_, codes) = set_up(&staff, &gaia).await;
    let typed = codes[3].to_uppercase();
    let token = half(&staff).await;
    let done = staff.sign_in_by_code(&token, &typed, &here()).await.unwrap();
    assert!(matches!(done, Some(SignIn::Done(..))), "{done:?}");
    assert_eq!(staff.factor_state(gaia.id, clock::now()).await.unwrap(), FactorState::On { codes_left: 9 });
    let token = half(&staff).await;
    assert_eq!(staff.sign_in_by_code(&token, &typed, &here()).await.unwrap(), Some(SignIn::Refused), "once");
    let renewed = staff.renew_recovery_codes(&gaia, &here()).await.unwrap();
    assert_eq!(staff.check_code(&gaia, &codes[4], &here()).await.unwrap(), CodeCheck::Wrong, "those before are void");
    assert_eq!(staff.check_code(&gaia, &renewed[0], &here()).await.unwrap(), CodeCheck::Right);
    let lines = audit::lines(&staff.store, &store::BranchId::new("centro"), 1, 100).await.unwrap();
    let said: Vec<&str> = lines.iter().map(|line| line.about.as_str()).collect();
    let of = |how: &str| format!("staff:{} {how}", gaia.id.0);
    for how in ["set up", "recovery code used", "new recovery codes"] {
        assert!(said.contains(&of(how).as_str()), "{how}: {said:?}");
    }
}

#[tokio::test]
async fn what_was_set_up_ends_other_sessions_and_a_reset_ends_all() {
    let (staff, gaia, _folder) = staff().await;
    let other = staff.begin_session(&gaia, &here()).await.unwrap();
    set_up(&staff, &gaia).await;
    assert_eq!(staff.signed_in(&other, clock::now()).await.unwrap(), None);
    let token = half(&staff).await;
    assert!(roster::reset_second_factor(&staff.store, "gaia", clock::now()).await.unwrap());
    assert!(staff.awaited(&token, &here()).await.unwrap().is_none());
    assert!(!again(&staff).await.second_factor);
    assert!(matches!(staff.sign_in("gaia", "correct horse", &here()).await.unwrap(), SignIn::Done(..)));
    assert!(!roster::reset_second_factor(&staff.store, "gaia", clock::now()).await.unwrap());
}

#[tokio::test]
async fn a_new_password_ends_a_sign_in_that_waits() {
    let (staff, gaia, _folder) = staff().await;
    set_up(&staff, &gaia).await;
    let token = half(&staff).await;
    assert!(staff.awaited(&token, &here()).await.unwrap().is_some());
    roster::set_password(&staff.store, "gaia", &hash("another horse").unwrap(), false, &crate::By::command_line())
        .await
        .unwrap();
    assert!(staff.awaited(&token, &here()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_secret_that_was_sealed_with_a_lost_key_is_no_way_in_and_a_recovery_code_still_is() {
    let (staff, gaia, _folder) = staff().await;
    let (secret, codes) = set_up(&staff, &gaia).await;
    // A backup has no key: a server on what was restored makes another one.
    let mut transaction = staff.store.begin().await.unwrap();
    transaction.execute(sql("DELETE FROM server_secret")).await.unwrap();
    transaction.commit().await.unwrap();
    let restored = Staff::load(staff.store.clone()).await.unwrap();
    let code = next_code(&secret);
    assert_eq!(restored.check_code(&gaia, &code, &here()).await.unwrap(), CodeCheck::Wrong);
    assert_eq!(restored.check_code(&gaia, &codes[0], &here()).await.unwrap(), CodeCheck::Right);
}

#[tokio::test]
async fn who_manages_may_nothing_before_the_factor_that_the_bank_demands() {
    let (staff, gaia, _folder) = staff().await;
    let demanding = staff.clone();
    demanding.take_up(Rules { second_factor: true, ..Rules::default() });
    let token = demanding.begin_session(&gaia, &here()).await.unwrap();
    let person = demanding.signed_in(&token, clock::now()).await.unwrap().unwrap();
    assert!(person.must_set_up && !crate::may(&person, "centro", Role::Manager));
    set_up(&demanding, &gaia).await;
    let token = demanding.begin_session(&again(&demanding).await, &here()).await.unwrap();
    let person = demanding.signed_in(&token, clock::now()).await.unwrap().unwrap();
    assert!(!person.must_set_up && crate::may(&person, "centro", Role::Manager));
}
