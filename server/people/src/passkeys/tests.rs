//! Passkeys from the first to the last, on both engines: what is taken, and what is not.

use super::*;
use crate::SignIn;
use crate::{Rules, hash, roster};
use store::{NewPerson, Role, Roles, Run, Store, audit, sql};
use testing::SoftPasskey;
use testing::postgres::fresh_database;

const HERE: &str = "https://sportello.example";

fn at() -> RelyingParty {
    RelyingParty::at(HERE).unwrap()
}

fn here() -> Place {
    Place::address("10.0.0.7")
}

async fn hired(store: Store) -> (Staff, Person) {
    let staff = Staff::load(store).await.unwrap();
    for login in ["gaia", "olga"] {
        let person = NewPerson {
            login: login.to_owned(),
            name: login.to_owned(),
            roles: Roles::default().with("centro", Role::Manager),
            languages: Vec::new(),
            password_hash: hash("correct horse").unwrap(),
            must_change: false,
        };
        staff.put(person).await.unwrap();
    }
    let gaia = person(&staff, "gaia").await;
    (staff, gaia)
}

async fn staff() -> (Staff, Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (staff, gaia) = hired(Store::sqlite(&folder.path().join("staff.db")).await.unwrap()).await;
    (staff, gaia, folder)
}

async fn person(staff: &Staff, login: &str) -> Person {
    store::staff::by_login(&staff.store, login).await.unwrap().unwrap().person
}

/// What the browser of a session is asked for a new passkey.
async fn asked_for_new(staff: &Staff, person: &Person, session: &str) -> String {
    staff.begin_passkey(person, "Phone", session, &at()).await.unwrap();
    staff.passkey_asked(session, &at()).await.unwrap().unwrap()
}

/// Adds a passkey, the person's first: the codes that stand in for it.
async fn added(staff: &Staff, gaia: &Person, key: &SoftPasskey) -> Vec<String> {
    let session = staff.begin_session(gaia, &here()).await.unwrap();
    let answer = key.make(&asked_for_new(staff, gaia, &session).await);
    match staff.add_passkey(gaia, &answer, &session, &at(), &here()).await.unwrap() {
        AddedPasskey::First(codes) => codes,
        other => panic!("{other:?}"),
    }
}

/// A sign-in that waits after the password, and what its browser is asked.
async fn half(staff: &Staff, login: &str) -> (String, String) {
    let SignIn::NeedsCode(token) = staff.sign_in(login, "correct horse", &here()).await.unwrap() else {
        panic!("nothing is waited for")
    };
    staff.ask_for_passkey(&token, &at()).await.unwrap();
    let asked = staff.passkey_asked(&token, &at()).await.unwrap().unwrap_or_default();
    (token, asked)
}

async fn answered(staff: &Staff, token: &str, answer: &str) -> Option<SignIn> {
    staff.sign_in_by_passkey(token, answer, &at(), &here()).await.unwrap()
}

async fn lines(staff: &Staff) -> Vec<(audit::What, String)> {
    let lines = audit::lines(&staff.store, &store::BranchId::new("centro"), 1, 100).await.unwrap();
    lines.into_iter().map(|line| (audit::What::parse(&line.what).unwrap(), line.about)).collect()
}

async fn is_noted(staff: &Staff, what: audit::What, about: &str) -> bool {
    lines(staff).await.iter().any(|line| line.0 == what && line.1 == about)
}

#[tokio::test]
async fn a_passkey_signs_in_after_the_password_and_each_answer_counts_once() {
    let database = fresh_database().await;
    let folder = tempfile::tempdir().unwrap();
    let both =
        [Store::sqlite(&folder.path().join("staff.db")).await.unwrap(), Store::postgres(&database).await.unwrap()];
    for store in both {
        let (staff, gaia) = hired(store).await;
        let mut key = SoftPasskey::new(7, HERE);
        let other = staff.begin_session(&gaia, &here()).await.unwrap();
        assert_eq!(added(&staff, &gaia, &key).await.len(), 10);
        assert_eq!(staff.signed_in(&other, clock::now()).await.unwrap(), None, "the first factor ends other sessions");
        let kept = &staff.passkeys(gaia.id).await.unwrap()[0];
        assert_eq!((kept.name.as_str(), kept.rp_id.as_str(), kept.used), ("Phone", "sportello.example", None));

        let (token, asked) = half(&staff, "gaia").await;
        assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), None, "it is no session");
        let answer = key.sign(&asked);
        // Another server on the same store takes it.
        let beside = Staff::load(staff.store.clone()).await.unwrap();
        let done = answered(&beside, &token, &answer).await;
        assert!(matches!(done, Some(SignIn::Done(..))), "{done:?}");
        assert_eq!(answered(&staff, &token, &answer).await, None, "it begins one session");
        assert!(staff.passkeys(gaia.id).await.unwrap()[0].used.is_some());
        let (token, _) = half(&staff, "gaia").await;
        assert_eq!(answered(&staff, &token, &answer).await, Some(SignIn::Refused), "a replay");

        let id = kept.id;
        let who = format!("staff:{}", gaia.id.0);
        assert!(is_noted(&staff, audit::What::PasskeyAdded, &format!("{who} passkey:{id}")).await);
        assert!(is_noted(&staff, audit::What::PasskeyUsed, &format!("{who} passkey:{id}")).await);
        assert!(is_noted(&staff, audit::What::PasskeyRefused, &format!("{who} wrong answer")).await);
        assert!(lines(&staff).await.iter().all(|(_, about)| !about.contains("Phone")), "no name is in the audit");
    }
}

#[tokio::test]
async fn an_answer_is_to_the_question_of_its_own_browser_page_and_time() {
    let (staff, gaia, _folder) = staff().await;
    let mut key = SoftPasskey::new(7, HERE);
    let codes = added(&staff, &gaia, &key).await;
    let (one, asked_one) = half(&staff, "gaia").await;
    let (two, asked_two) = half(&staff, "gaia").await;
    assert_eq!(
        answered(&staff, &two, &key.sign(&asked_one)).await,
        Some(SignIn::Refused),
        "another browser's question"
    );
    let (_, answer) = (asked_two, key.sign(&asked_one));
    let elsewhere = Place::address("10.0.0.66");
    let from_elsewhere = staff.sign_in_by_passkey(&one, &answer, &at(), &elsewhere).await.unwrap();
    assert_eq!(from_elsewhere, None, "from where the password came");
    let foreign = RelyingParty::at("https://other.example").unwrap();
    let there = staff.sign_in_by_passkey(&one, &answer, &foreign, &here()).await.unwrap();
    assert_eq!(there, Some(SignIn::Refused), "another address");
    assert_eq!(staff.passkey_asked(&one, &foreign).await.unwrap(), None, "it has no passkey there");
    assert_eq!(answered(&staff, &one, &answer).await, Some(SignIn::Refused), "the question was used up by that");

    let (token, asked) = half(&staff, "gaia").await;
    key.origin = "https://sportello.example.attacker.example".to_owned();
    assert_eq!(
        answered(&staff, &token, &key.sign(&asked)).await,
        Some(SignIn::Refused),
        "a page that looks like this one"
    );
    for failures in ["DELETE FROM sign_in_failure", "UPDATE passkey_challenge SET expires_ms = 1"] {
        let mut transaction = staff.store.begin().await.unwrap();
        transaction.execute(sql(failures)).await.unwrap();
        transaction.commit().await.unwrap();
    }
    key.origin = HERE.to_owned();
    assert_eq!(answered(&staff, &token, &key.sign(&asked)).await, Some(SignIn::Refused), "too late");
    // Each refusal is followed by another question, and a recovery code is taken in place of an answer.
    let asked = staff.passkey_asked(&token, &at()).await.unwrap().unwrap();
    assert_eq!(answered(&staff, &token, "{}").await, Some(SignIn::Refused), "no answer at all");
    assert_ne!(staff.passkey_asked(&token, &at()).await.unwrap().unwrap(), asked);
    let done = staff.sign_in_by_code(&token, &codes[0], &here()).await.unwrap();
    assert!(matches!(done, Some(SignIn::Done(..))), "{done:?}");
    assert_eq!(answered(&staff, "forged", &key.sign(&asked)).await, None, "nobody's");
}

#[tokio::test]
async fn a_copy_of_a_passkey_and_one_that_asks_for_nobody_are_refused() {
    let (staff, gaia, _folder) = staff().await;
    let mut key = SoftPasskey::new(7, HERE);
    added(&staff, &gaia, &key).await;
    let mut copy = key.clone();
    for _ in 0..2 {
        let (token, asked) = half(&staff, "gaia").await;
        assert!(matches!(answered(&staff, &token, &key.sign(&asked)).await, Some(SignIn::Done(..))));
    }
    let (token, asked) = half(&staff, "gaia").await;
    assert_eq!(answered(&staff, &token, &copy.sign(&asked)).await, Some(SignIn::Refused), "its count is behind");
    assert!(is_noted(&staff, audit::What::PasskeyRefused, &format!("staff:{} signature counter", gaia.id.0)).await);
    // Two questions before either answer: the count is compared with the present one, not with that of the question.
    let ((first, asked_first), (second, asked_second)) = (half(&staff, "gaia").await, half(&staff, "gaia").await);
    copy.counter = key.counter;
    assert!(matches!(answered(&staff, &first, &key.sign(&asked_first)).await, Some(SignIn::Done(..))));
    assert_eq!(answered(&staff, &second, &copy.sign(&asked_second)).await, Some(SignIn::Refused));
    let (token, asked) = half(&staff, "gaia").await;
    key.verifies = false;
    assert_eq!(answered(&staff, &token, &key.sign(&asked)).await, Some(SignIn::Refused), "anybody may have touched it");
    let mut unknown = SoftPasskey::new(9, HERE);
    let (token, asked) = half(&staff, "gaia").await;
    assert_eq!(answered(&staff, &token, &unknown.sign(&asked)).await, Some(SignIn::Refused), "another's");
}

#[tokio::test]
async fn wrong_answers_are_counted_like_wrong_codes() {
    let (staff, gaia, _folder) = staff().await;
    let mut key = SoftPasskey::new(7, HERE);
    added(&staff, &gaia, &key).await;
    let (token, _) = half(&staff, "gaia").await;
    for _ in 0..5 {
        assert_eq!(answered(&staff, &token, "{}").await, Some(SignIn::Refused));
    }
    let asked = staff.passkey_asked(&token, &at()).await.unwrap().unwrap();
    let sixth = answered(&staff, &token, &key.sign(&asked)).await;
    assert!(matches!(sixth, Some(SignIn::Later(_))), "{sixth:?}");
}

#[tokio::test]
async fn a_new_passkey_is_an_answer_to_this_session_s_question_and_kept_once() {
    let (staff, gaia, _folder) = staff().await;
    let key = SoftPasskey::new(7, HERE);
    let olga = person(&staff, "olga").await;
    let (session, other) =
        (staff.begin_session(&gaia, &here()).await.unwrap(), staff.begin_session(&olga, &here()).await.unwrap());
    let add = async |whose: &Person, answer: &str, session: &str| {
        staff.add_passkey(whose, answer, session, &at(), &here()).await.unwrap()
    };
    let answer = key.make(&asked_for_new(&staff, &gaia, &session).await);
    assert_eq!(add(&olga, &answer, &other).await, AddedPasskey::Refused, "nobody asked that session");
    asked_for_new(&staff, &olga, &other).await;
    assert_eq!(add(&olga, &answer, &other).await, AddedPasskey::Refused, "another session's question");
    assert!(matches!(add(&gaia, &answer, &session).await, AddedPasskey::First(_)));
    assert_eq!(add(&gaia, &answer, &session).await, AddedPasskey::Refused, "a replay");
    let asked = asked_for_new(&staff, &gaia, &session).await;
    assert!(asked.contains("excludeCredentials") && asked.contains("BwcHBwcHBwcHBwcHBwcHBw"), "it is known: {asked}");
    assert_eq!(add(&gaia, &key.make(&asked), &session).await, AddedPasskey::Refused, "it is kept already");
    let mut unverified = SoftPasskey::new(8, HERE);
    unverified.verifies = false;
    let asked = asked_for_new(&staff, &gaia, &session).await;
    assert_eq!(add(&gaia, &unverified.make(&asked), &session).await, AddedPasskey::Refused);
    let asked = asked_for_new(&staff, &gaia, &session).await;
    assert_eq!(add(&gaia, &SoftPasskey::new(8, HERE).make(&asked), &session).await, AddedPasskey::Added);
    assert_eq!(staff.passkeys(gaia.id).await.unwrap().len(), 2);
    assert!(staff.passkeys(olga.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn one_that_is_removed_is_refused_and_the_last_that_is_demanded_stays() {
    let (staff, gaia, _folder) = staff().await;
    staff.take_up(Rules { second_factor: true, ..Rules::default() });
    let mut key = SoftPasskey::new(7, HERE);
    assert!(staff.demands_factor_of(&gaia));
    let codes = added(&staff, &gaia, &key).await;
    let session = staff.begin_session(&person(&staff, "gaia").await, &here()).await.unwrap();
    assert!(
        !staff.signed_in(&session, clock::now()).await.unwrap().unwrap().must_set_up,
        "a passkey is a second factor"
    );
    let first = staff.passkeys(gaia.id).await.unwrap()[0].id;
    let remove = async |id: i64| staff.remove_passkey(&gaia, id, &here()).await.unwrap();
    assert_eq!(remove(first).await, RemovedPasskey::Demanded);
    assert_eq!(remove(first + 99).await, RemovedPasskey::Unknown);
    let asked = asked_for_new(&staff, &gaia, &session).await;
    let answer = SoftPasskey::new(8, HERE).make(&asked);
    staff.add_passkey(&gaia, &answer, &session, &at(), &here()).await.unwrap();
    let (token, asked) = half(&staff, "gaia").await;
    assert_eq!(remove(first).await, RemovedPasskey::Removed);
    assert_eq!(answered(&staff, &token, &key.sign(&asked)).await, Some(SignIn::Refused), "it was asked for before");
    assert!(is_noted(&staff, audit::What::PasskeyRemoved, &format!("staff:{} passkey:{first}", gaia.id.0)).await);
    assert!(is_noted(&staff, audit::What::PasskeyRefused, &format!("staff:{} removed", gaia.id.0)).await);
    let code = staff.check_code(&gaia, &codes[0], &here()).await.unwrap();
    assert_eq!(code, crate::CodeCheck::Right, "the codes stand in for the other one");
}

#[tokio::test]
async fn the_app_is_turned_off_beside_a_passkey_and_a_reset_takes_both() {
    let (staff, gaia, _folder) = staff().await;
    let codes = added(&staff, &gaia, &SoftPasskey::new(7, HERE)).await;
    assert!(staff.begin_second_factor(gaia.id, clock::now()).await.unwrap());
    assert!(staff.remove_second_factor(&gaia, gaia.id, &here()).await.unwrap());
    assert!(person(&staff, "gaia").await.second_factor, "the passkey is still asked for");
    assert_eq!(staff.check_code(&gaia, &codes[0], &here()).await.unwrap(), crate::CodeCheck::Right, "the codes stay");
    assert!(roster::reset_second_factor(&staff.store, "gaia", clock::now()).await.unwrap());
    assert!(!person(&staff, "gaia").await.second_factor && staff.passkeys(gaia.id).await.unwrap().is_empty());
    assert_eq!(staff.check_code(&gaia, &codes[1], &here()).await.unwrap(), crate::CodeCheck::Wrong, "none is left");
    added(&staff, &gaia, &SoftPasskey::new(8, HERE)).await;
    let olga = person(&staff, "olga").await;
    assert!(staff.remove_second_factor(&gaia, olga.id, &here()).await.unwrap(), "an admin does the same");
    assert!(!person(&staff, "gaia").await.second_factor);
}
