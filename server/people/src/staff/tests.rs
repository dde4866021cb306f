//! Signing in and out, and what ends with it.

use super::*;
use crate::attempts::{FREE, MOST};
use crate::{Place, SignIn, hash, may, roster};
use store::{Role, Roles, sign_in_failure};

/// The staff in a SQLite file, which is gone with the folder.
async fn staff() -> (Staff, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("staff.db")).await.unwrap();
    let staff = Staff::load(store).await.unwrap();
    staff.put(anna()).await.unwrap();
    (staff, folder)
}

fn anna() -> NewPerson {
    NewPerson {
        login: "anna".to_owned(),
        name: "Anna".to_owned(),
        roles: Roles::default().with("centro", Role::Csr),
        languages: Vec::new(),
        password_hash: hash("correct horse").unwrap(),
        must_change: false,
    }
}

fn here() -> Place {
    Place::address("10.0.0.7")
}

async fn signed_in(staff: &Staff) -> (Person, String) {
    match staff.sign_in("anna", "correct horse", &here()).await.unwrap() {
        SignIn::Done(person, token) => (person, token),
        other => panic!("{other:?}"),
    }
}

async fn ends(right: tokio::task::JoinHandle<()>) {
    tokio::time::timeout(std::time::Duration::from_secs(1), right).await.expect("within a second").unwrap();
}

#[tokio::test]
async fn the_right_password_signs_in_until_sign_out() {
    let (staff, _folder) = staff().await;
    let (person, token) = signed_in(&staff).await;
    assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), Some(person.clone()));
    staff.sign_out(&token).await.unwrap();
    assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), None);
}

#[tokio::test]
async fn each_sign_in_has_a_token_of_its_own_that_ends_when_nobody_acts_and_at_last_in_any_case() {
    let (staff, _folder) = staff().await;
    let ((_, one), (_, other)) = (signed_in(&staff).await, signed_in(&staff).await);
    assert_ne!(one, other);
    let (now, limits) = (clock::now(), Limits::default());
    let tablet = Place { is_tablet: true, ..here() };
    let (person, _) = signed_in(&staff).await;
    let on_tablet = staff.begin_session(&person, &tablet).await.unwrap();
    let soon = now + limits.idle_on_tablet + Duration::minutes(1);
    assert_eq!(staff.signed_in(&on_tablet, soon).await.unwrap(), None);
    assert!(staff.signed_in(&one, soon).await.unwrap().is_some(), "a desk's session lasts longer");
    // Acting every half hour, it ends all the same.
    let mut at = now;
    while at < now + limits.longest {
        at = at + Duration::minutes(30);
        session::seen(&staff.store, &fingerprint(&one), at).await.unwrap();
    }
    assert_eq!(staff.signed_in(&one, at + Duration::minutes(1)).await.unwrap(), None);
    assert_eq!(staff.signed_in(&other, now + limits.idle_at_desk + Duration::minutes(1)).await.unwrap(), None);
}

#[tokio::test]
async fn an_act_begins_the_idle_time_anew_and_a_look_does_not() {
    let (staff, _folder) = staff().await;
    let (_, token) = signed_in(&staff).await;
    let later = clock::now() + Duration::minutes(59);
    staff.signed_in(&token, later).await.unwrap().unwrap();
    assert_eq!(staff.signed_in(&token, later + Duration::minutes(2)).await.unwrap(), None);
    staff.acting(&token, later).await.unwrap().unwrap();
    while staff.signed_in(&token, later + Duration::minutes(2)).await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_right_ends_with_its_own_session_and_with_no_other() {
    let (staff, _folder) = staff().await;
    let ((_, token), (_, other)) = (signed_in(&staff).await, signed_in(&staff).await);
    let right = tokio::spawn(staff.right(token.clone(), "centro", Role::Csr).until_ended());
    staff.sign_out(&other).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(!right.is_finished(), "another session of the same person has ended");
    staff.sign_out(&token).await.unwrap();
    ends(right).await;
}

#[tokio::test]
async fn a_new_password_a_lost_role_and_a_lock_end_what_is_open() {
    let (staff, _folder) = staff().await;
    let open = async || signed_in(&staff).await.1;
    let watched = |token: String| tokio::spawn(staff.right(token, "centro", Role::Csr).until_ended());
    let right = watched(open().await);
    staff.put(anna()).await.unwrap();
    ends(right).await;
    let (right, (person, _)) = (watched(open().await), signed_in(&staff).await);
    let elsewhere = store::Description {
        name: "Anna".to_owned(),
        roles: Roles::default().with("porto", Role::Csr),
        languages: Vec::new(),
    };
    roster::change(&staff.store, person.id, &elsewhere, false, &By::command_line()).await.unwrap();
    staff.tell_of_change();
    ends(right).await;
    staff.put(anna()).await.unwrap();
    let right = watched(open().await);
    roster::lock(&staff.store, "anna", clock::now(), &By::command_line()).await.unwrap();
    staff.tell_of_change();
    ends(right).await;
    assert_eq!(staff.sign_in("anna", "correct horse", &here()).await.unwrap(), SignIn::Refused);
    roster::unlock(&staff.store, "anna", &By::command_line()).await.unwrap();
    signed_in(&staff).await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_refused_and_counted_alike() {
    let (staff, _folder) = staff().await;
    for login in ["anna", "bruno"] {
        for _ in 0..FREE {
            assert_eq!(staff.sign_in(login, "wrong horse", &here()).await.unwrap(), SignIn::Refused, "{login}");
        }
        let sixth = staff.sign_in(login, "correct horse", &here()).await.unwrap();
        assert!(matches!(sixth, SignIn::Later(wait) if wait > Duration(0)), "{login}: {sixth:?}");
    }
    assert_eq!(staff.sign_in("", &"x".repeat(1_000), &here()).await.unwrap(), SignIn::Refused);
}

#[tokio::test]
async fn after_ten_failures_at_one_place_a_manager_unlocks_and_no_other_place_feels_it() {
    let (staff, _folder) = staff().await;
    let attempt = store::Attempt { login: "anna".to_owned(), place: here().key };
    for _ in 0..MOST {
        sign_in_failure::count(&staff.store, &attempt, Timestamp(0)).await.unwrap();
    }
    assert_eq!(staff.sign_in("anna", "correct horse", &here()).await.unwrap(), SignIn::Locked);
    let elsewhere = staff.sign_in("anna", "correct horse", &Place::address("10.0.0.8")).await.unwrap();
    assert!(matches!(elsewhere, SignIn::Done(..)), "{elsewhere:?}");
    assert_eq!(staff.sign_in("anna", "correct horse", &here()).await.unwrap(), SignIn::Locked);
    roster::unlock(&staff.store, "anna", &By::command_line()).await.unwrap();
    signed_in(&staff).await;
}

#[tokio::test]
async fn many_wrong_passwords_at_once_are_no_more_tries_than_one_after_the_other() {
    let (staff, _folder) = staff().await;
    let place = here();
    let tries = (0..60).map(|_| staff.sign_in("anna", "wrong horse", &place));
    let refused =
        futures::future::join_all(tries).await.into_iter().filter(|done| *done == Ok(SignIn::Refused)).count();
    assert!(refused <= FREE as usize, "{refused} were checked");
}

#[tokio::test]
async fn a_success_forgets_the_failures_before_it() {
    let (staff, _folder) = staff().await;
    for _ in 0..3 {
        for _ in 0..FREE - 1 {
            staff.sign_in("anna", "wrong horse", &here()).await.unwrap();
        }
        signed_in(&staff).await;
    }
}

#[tokio::test]
async fn a_password_that_somebody_else_knows_is_changed_before_anything_else() {
    let (staff, _folder) = staff().await;
    staff.put(NewPerson { must_change: true, ..anna() }).await.unwrap();
    let (anna, token) = signed_in(&staff).await;
    assert!(anna.must_change && !may(&anna, "centro", Role::Csr));
    let anew = staff.choose_password(&anna, &hash("another horse").unwrap(), &here()).await.unwrap();
    assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), None, "the session from before has ended");
    let anna = staff.signed_in(&anew, clock::now()).await.unwrap().unwrap();
    assert!(may(&anna, "centro", Role::Csr));
    assert_eq!(staff.sign_in("anna", "correct horse", &here()).await.unwrap(), SignIn::Refused);
}

#[tokio::test]
async fn the_first_admin_is_made_once_by_who_has_the_link_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let staff = Staff::load(Store::sqlite(&folder.path().join("staff.db")).await.unwrap()).await.unwrap();
    let now = clock::now();
    let token = staff.invite_first_admin(now).await.unwrap().unwrap();
    let hash = || hash("correct horse").unwrap();
    let late = now + Duration::minutes(61);
    assert!(
        staff.make_first_admin(&token, "rita", "Rita", hash(), late, &By::nobody(&here())).await.unwrap().is_none()
    );
    assert!(
        staff.make_first_admin("forged", "rita", "Rita", hash(), now, &By::nobody(&here())).await.unwrap().is_none()
    );
    let rita =
        staff.make_first_admin(&token, "rita", "Rita", hash(), now, &By::nobody(&here())).await.unwrap().unwrap();
    assert!(rita.roles.is_admin() && may(&rita, "centro", Role::Manager));
    assert!(staff.make_first_admin(&token, "eve", "Eve", hash(), now, &By::nobody(&here())).await.unwrap().is_none());
    assert!(staff.invite_first_admin(now).await.unwrap().is_none());
}
