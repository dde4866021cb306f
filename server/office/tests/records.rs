//! Feedback, complaints and cases through the office, on both engines.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

use jiff::civil::date;
use office::cases::{Known, LookUp, NewCase, look_up};
use office::complaint::NewComplaint;
use office::feedback::{Of, Question, progress, say};
use office::{Asked, ChangeError, OfficeError, cases, complaint};
use queue::{CsrId, Day, TicketId, Timestamp};
use records::case::Step as CaseStep;
use records::complaint::{AnswerGiven, Channel, Outcome, Refusal, Step};
use records::feedback::{Refusal as SayRefusal, Said};
use records::legal_clock::ComplaintType;
use records::look_up::Place;
use records::{Feasts, TextFault, Version};
use std::net::{IpAddr, Ipv4Addr};
use store::to_do::Filter;
use store::{BranchId, RequestKey, Store, to_do};
use testing::postgres;

async fn stores() -> (Vec<Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
    let postgres = Store::postgres(&postgres::fresh_database().await).await.unwrap();
    (vec![sqlite, postgres], folder)
}

fn asked<'a>(store: &'a Store, branch: &'a BranchId, key: &'a RequestKey, now: i64) -> Asked<'a> {
    Asked { store, branch, key, now: Timestamp(now), today: date(2026, 12, 18) }
}

/// Where the state of a request is asked for.
const HERE: Place = Place::Address(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7)));

async fn listed(store: &Store, branch: &BranchId, kind: &str, day: &str) -> Vec<(i64, String)> {
    let list = to_do::list(store, branch, day, Filter::Kind(kind), 0, 50).await.unwrap();
    list.into_iter().map(|item| (item.record, item.due)).collect()
}

fn satisfaction(rating: u8) -> Said {
    Said { satisfaction: Some(rating), ..Said::default() }
}

#[tokio::test]
async fn a_low_answer_is_on_the_list_at_once_and_a_repeated_request_has_one_effect() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let (branch, day) = (BranchId::new("a"), Day::new(2026, 12, 18));
        let of = Of::Ticket { day: &day, ticket: TicketId(7), label: "A007" };
        let question = Question { of, service: "cash", language: "it", recommendation: false };
        let key = RequestKey::fresh();
        let low = say(asked(store, &branch, &key, 10), &question, &satisfaction(1)).await.unwrap();
        assert!(low.low);
        assert_eq!(say(asked(store, &branch, &key, 11), &question, &satisfaction(1)).await.unwrap(), low);
        let reused = say(asked(store, &branch, &key, 11), &question, &satisfaction(2)).await;
        assert_eq!(reused, Err(ChangeError::Office(OfficeError::KeyReused)));
        let second = RequestKey::fresh();
        let twice = say(asked(store, &branch, &second, 12), &question, &satisfaction(5)).await;
        assert_eq!(twice, Err(ChangeError::Refused(SayRefusal::Answered("satisfaction"))));
        assert_eq!(listed(store, &branch, "feedback", "2026-12-18").await, [(low.id, "2026-12-18".to_owned())]);
        let effort = Said { effort: Some(7), ..Said::default() };
        say(asked(store, &branch, &second, 13), &question, &effort).await.unwrap();
        let comment = Said { comment: Some("\u{1F600} ok".to_owned()), ..Said::default() };
        say(asked(store, &branch, &RequestKey::fresh(), 14), &question, &comment).await.unwrap();
        let now = progress(asked(store, &branch, &key, 15), &question).await.unwrap().given.unwrap();
        assert_eq!((now.effort, now.commented, now.version), (Some(7), true, 3));
        let seen = Version(now.version);
        office::feedback::follow(asked(store, &branch, &RequestKey::fresh(), 16), now.id, seen, CsrId(2), "seen")
            .await
            .unwrap();
        assert!(listed(store, &branch, "feedback", "2026-12-18").await.is_empty());
    }
}

#[tokio::test]
async fn an_answer_at_the_exit_goes_on_with_the_key_that_began_it() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let branch = BranchId::new("a");
        let at_exit = |first| Question { of: Of::Exit { first }, service: "", language: "it", recommendation: false };
        let first = RequestKey::fresh();
        let kept = say(asked(store, &branch, &first, 10_000), &at_exit(None), &satisfaction(4)).await.unwrap();
        let effort = Said { effort: Some(2), ..Said::default() };
        let key = RequestKey::fresh();
        let of_nobody = at_exit(Some(RequestKey::fresh()));
        assert!(say(asked(store, &branch, &key, 10_500), &of_nobody, &effort).await.is_err());
        let more = say(asked(store, &branch, &key, 11_000), &at_exit(Some(first)), &effort).await.unwrap();
        assert_eq!(more.id, kept.id);
        let burst = RequestKey::fresh();
        let pressed = say(asked(store, &branch, &burst, 12_000), &at_exit(None), &satisfaction(1)).await.unwrap();
        assert!(!pressed.low, "a burst is kept and raises no alarm");
    }
}

fn new(kind: ComplaintType) -> NewComplaint {
    NewComplaint {
        kind,
        channel: Channel::Desk,
        service: "cards".to_owned(),
        language: "it".to_owned(),
        about: Some(3),
        received: date(2026, 12, 18),
        name: "Rosa Bianchi".to_owned(),
        contact: "rosa@example.org".to_owned(),
        words: "La carta non è arrivata.".to_owned(),
        wish: String::new(),
    }
}

#[tokio::test]
async fn a_complaint_is_numbered_due_by_law_and_off_the_list_once_answered() {
    let (stores, _folder) = stores().await;
    let feasts = Feasts::default();
    for store in &stores {
        let branch = BranchId::new("a");
        let receive = |key, new| {
            let branch = branch.clone();
            let feasts = &feasts;
            async move {
                let key: RequestKey = key;
                let new: NewComplaint = new;
                complaint::receive(asked(store, &branch, &key, 5), &new, None, feasts).await
            }
        };
        let key = RequestKey::fresh();
        let entered = receive(key.clone(), new(ComplaintType::Payments)).await.unwrap();
        assert_eq!((entered.number.as_str(), entered.due.as_str()), ("2026-0001", "2027-01-13"));
        assert_eq!(receive(key, new(ComplaintType::Payments)).await.unwrap(), entered, "one effect");
        let next = receive(RequestKey::fresh(), new(ComplaintType::Banking)).await.unwrap();
        assert_eq!(next.number, "2026-0002");
        let anonymous = NewComplaint { name: " ".to_owned(), ..new(ComplaintType::Banking) };
        let refused = receive(RequestKey::fresh(), anonymous).await;
        assert_eq!(refused, Err(ChangeError::Text { field: "name", fault: TextFault::Missing }));
        let later = NewComplaint { received: date(9999, 12, 31), ..new(ComplaintType::Banking) };
        let refused = receive(RequestKey::fresh(), later).await.unwrap_err();
        assert!(matches!(refused, ChangeError::Refused(Refusal::TooLate { field: "received", .. })));

        let step = |who, seen, step: Step| {
            let branch = branch.clone();
            let feasts = &feasts;
            async move {
                let key = RequestKey::fresh();
                let asked = asked(store, &branch, &key, 6);
                complaint::advance(asked, entered.id, Version(seen), CsrId(who), &step, feasts).await
            }
        };
        assert_eq!(step(3, 1, Step::Take).await, Err(ChangeError::Refused(Refusal::ComplainedOf)));
        assert_eq!(step(7, 1, Step::Take).await.unwrap().version, 2);
        assert!(matches!(step(8, 1, Step::Take).await, Err(ChangeError::Stale(_))), "two people");
        assert_eq!(step(7, 2, Step::SetType(ComplaintType::Banking)).await.unwrap().due, "2027-02-16");
        assert_eq!(listed(store, &branch, "complaint", "2026-12-18").await.len(), 2);
        let answer = AnswerGiven {
            on: date(2026, 12, 18),
            outcome: Outcome::Rejected,
            text: "La carta è partita il 10.".to_owned(),
            measures: String::new(),
            measures_by: None,
            reasons: "La spedizione è nei tempi.".to_owned(),
            names_remedy: true,
        };
        step(7, 3, Step::Answer(answer)).await.unwrap();
        assert_eq!(listed(store, &branch, "complaint", "2026-12-18").await.len(), 1);
        let kept = store::complaint::by_id(store, &branch, entered.id).await.unwrap().unwrap();
        assert_eq!((kept.state.as_str(), kept.outcome.as_deref()), ("answered", Some("rejected")));
        assert_eq!(
            store::complaint::words(store, entered.id).await.unwrap().unwrap().answer,
            "La carta è partita il 10."
        );
    }
}

#[tokio::test]
async fn a_new_feast_moves_open_complaints() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let (branch, key) = (BranchId::new("a"), RequestKey::fresh());
        let payments = new(ComplaintType::Payments);
        complaint::receive(asked(store, &branch, &key, 5), &payments, None, &Feasts::default()).await.unwrap();
        assert_eq!(complaint::recount(store, &Feasts::default(), Timestamp(6)).await.unwrap(), 0);
        let feasts = Feasts::with(vec![date(2027, 1, 11)]);
        assert_eq!(complaint::recount(store, &feasts, Timestamp(6)).await.unwrap(), 1);
        assert_eq!(listed(store, &branch, "complaint", "2026-12-18").await[0].1, "2027-01-14");
    }
}

#[tokio::test]
async fn a_case_is_found_by_code_and_pin_and_locked_after_five_wrong_ones() {
    let (stores, _folder) = stores().await;
    let feasts = Feasts::default();
    for store in &stores {
        let (branch, key) = (BranchId::new("a"), RequestKey::fresh());
        let new = NewCase {
            kind: "card".to_owned(),
            step: "received".to_owned(),
            ticket: Some(7),
            language: "it".to_owned(),
            name: String::new(),
            note: String::new(),
            pin: "004217".to_owned(),
        };
        let opened = cases::open(asked(store, &branch, &key, 5), &new, CsrId(3), &feasts, &[]).await.unwrap();
        assert_eq!(cases::open(asked(store, &branch, &key, 5), &new, CsrId(3), &feasts, &[]).await.unwrap(), opened);
        let now = Timestamp(10);
        assert!(matches!(look_up(store, HERE, &opened.code, "00 42 17", now).await.unwrap(), LookUp::Found(_)));
        for _ in 0..4 {
            assert_eq!(look_up(store, HERE, &opened.code, "000000", now).await.unwrap(), LookUp::Wrong);
            assert_eq!(look_up(store, HERE, "BCDFGHJK", "000000", now).await.unwrap(), LookUp::Wrong);
        }
        for code in [opened.code.as_str(), "BCDFGHJK"] {
            assert_eq!(look_up(store, HERE, code, "000000", now).await.unwrap(), LookUp::Locked, "the fifth");
            assert_eq!(
                look_up(store, HERE, code, "004217", now).await.unwrap(),
                LookUp::Locked,
                "also for the right one"
            );
        }
        let later = now + records::case::LOCKED_FOR;
        assert!(matches!(look_up(store, HERE, &opened.code, "004217", later).await.unwrap(), LookUp::Found(_)));

        let tell = ["core".to_owned()];
        let known =
            Known { has_step: &|_, step| step == "check", has_document: &|document| document == "id", tell: &tell };
        let step = |seen, step: CaseStep| {
            let (branch, feasts) = (branch.clone(), &feasts);
            async move {
                let key = RequestKey::fresh();
                let asked = asked(store, &branch, &key, 20);
                cases::advance(asked, opened.id, Version(seen), Some(CsrId(3)), &step, feasts, known).await
            }
        };
        let unknown = step(1, CaseStep::Step { step: "moon".to_owned() }).await;
        assert!(matches!(unknown, Err(ChangeError::Refused(_))));
        assert_eq!(step(1, CaseStep::Step { step: "check".to_owned() }).await.unwrap().version, 2);
        assert!(matches!(step(1, CaseStep::Ready).await, Err(ChangeError::Stale(_))), "two people");
        assert!(listed(store, &branch, "case", "2026-12-18").await.is_empty(), "it was touched today");
        assert_eq!(listed(store, &branch, "case", "2026-12-28").await.len(), 1);
        step(2, CaseStep::Closed { resolved: true }).await.unwrap();
        assert!(listed(store, &branch, "case", "2026-12-28").await.is_empty());
        let figures = cases::figures(store, &branch, Timestamp(0)..Timestamp(i64::MAX), |_, _| true).await.unwrap();
        assert_eq!((figures.closed, figures.at_first_contact, figures.took), (1, 1, vec![15]));
    }
}

#[tokio::test]
async fn words_are_erased_in_time_and_the_audit_says_how_many() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let (branch, key) = (BranchId::new("a"), RequestKey::fresh());
        let banking = new(ComplaintType::Banking);
        let entered =
            complaint::receive(asked(store, &branch, &key, 5), &banking, None, &Feasts::default()).await.unwrap();
        let ten_years =
            Timestamp(date(2036, 12, 18).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond());
        office::care::once(store, &Feasts::default(), ten_years).await.unwrap();
        assert!(
            store::complaint::words(store, entered.id).await.unwrap().is_some(),
            "the day has to be over everywhere"
        );
        let next = ten_years + queue::Duration::minutes(24 * 60);
        office::care::once(store, &Feasts::default(), next).await.unwrap();
        assert!(store::complaint::words(store, entered.id).await.unwrap().is_none());
        assert!(store::complaint::by_id(store, &branch, entered.id).await.unwrap().is_some());
    }
}

/// A moment in the middle of a day.
fn noon(day: jiff::civil::Date) -> Timestamp {
    Timestamp(day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond())
}

#[tokio::test]
async fn what_nobody_did_is_off_the_list_when_its_words_are_erased() {
    use office::follow_ups::{KIND, NewFollowUp, advance, open};
    use records::follow_up::Step;
    let (stores, _folder) = stores().await;
    for store in &stores {
        let branch = BranchId::new("a");
        let new = NewFollowUp { visited: None, due: date(2026, 12, 20), note: "Call Rosa".to_owned() };
        let kept = open(asked(store, &branch, &RequestKey::fresh(), 5), &new, CsrId(2)).await.unwrap();
        let other = open(asked(store, &branch, &RequestKey::fresh(), 6), &new, CsrId(2)).await.unwrap();
        let seen = Version(1);
        advance(asked(store, &branch, &RequestKey::fresh(), 7), other.id, seen, CsrId(2), &Step::Done).await.unwrap();
        assert_eq!(listed(store, &branch, KIND, "2026-12-18").await, [(kept.id, "2026-12-20".to_owned())]);
        // The one that is done goes 30 days after that, the other 30 days after its day; each day has to be over everywhere.
        let words = async |id| store::follow_up::note(store, id).await.unwrap();
        office::care::once(store, &Feasts::default(), noon(date(2027, 1, 18))).await.unwrap();
        assert_eq!((words(kept.id).await.is_some(), words(other.id).await), (true, None));
        assert_eq!(listed(store, &branch, KIND, "2027-01-18").await.len(), 1);
        office::care::once(store, &Feasts::default(), noon(date(2027, 1, 20))).await.unwrap();
        assert_eq!(words(kept.id).await, None);
        assert!(listed(store, &branch, KIND, "2027-01-20").await.is_empty());
        let row = store::follow_up::by_id(store, &branch, kept.id).await.unwrap().unwrap();
        assert_eq!((row.state.as_str(), row.version), ("gone", 2));
    }
}

#[tokio::test]
async fn an_interest_s_contact_is_erased_after_ninety_days_and_it_is_off_the_list() {
    use office::interests::{KIND, NewInterest, take, wording_hash};
    use records::interest::Refusal;
    let (stores, _folder) = stores().await;
    for store in &stores {
        let branch = BranchId::new("a");
        let new = NewInterest {
            product: "loan".to_owned(),
            visited: None,
            language: "it".to_owned(),
            name: "Rosa".to_owned(),
            email: "Rosa@example.org".to_owned(),
            phone: String::new(),
            consent: true,
            wording: wording_hash("I agree"),
        };
        let (key, feasts) = (RequestKey::fresh(), Feasts::default());
        let other = take(asked(store, &branch, &key, 5), &new, "I do agree", Some(CsrId(2)), &feasts).await;
        assert_eq!(other, Err(ChangeError::Refused(Refusal::OtherWords)));
        let kept = take(asked(store, &branch, &key, 5), &new, "I agree", Some(CsrId(2)), &feasts).await.unwrap();
        assert_eq!(take(asked(store, &branch, &key, 6), &new, "I agree", Some(CsrId(2)), &feasts).await.unwrap(), kept);
        assert_eq!(listed(store, &branch, KIND, "2026-12-18").await, [(kept.id, "2026-12-28".to_owned())]);
        office::care::once(store, &feasts, noon(date(2027, 3, 18))).await.unwrap();
        assert!(store::interest::contact(store, kept.id).await.unwrap().is_some(), "the day has to be over everywhere");
        office::care::once(store, &feasts, noon(date(2027, 3, 19))).await.unwrap();
        assert_eq!(store::interest::contact(store, kept.id).await.unwrap(), None);
        assert!(listed(store, &branch, KIND, "2027-03-19").await.is_empty());
    }
}

#[tokio::test]
async fn a_new_address_is_confirmed_by_its_code_and_erased_when_it_is_delivered() {
    use office::contact_checks::{KIND, NewChange, advance, take};
    use office::interests::wording_hash;
    use records::contact_check::Step;
    let (stores, _folder) = stores().await;
    for store in &stores {
        let branch = BranchId::new("a");
        let change = NewChange {
            visited: None,
            language: "it".to_owned(),
            client: "Rosa".to_owned(),
            before: "old@example.org".to_owned(),
            after: "new@example.org".to_owned(),
            seen: true,
            consent: true,
            wording: wording_hash("I ask"),
        };
        let (key, feasts) = (RequestKey::fresh(), Feasts::default());
        let kept = take(asked(store, &branch, &key, 5), &change, "I ask", true, CsrId(2), &feasts).await.unwrap();
        let code = store::contact_check::addresses(store, kept.id).await.unwrap().unwrap().code;
        let step = async |version, step: &Step| {
            let key = RequestKey::fresh();
            advance(asked(store, &branch, &key, 6), kept.id, Version(version), CsrId(2), step).await
        };
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let read_back = |code: &str| Step::Confirmed { code: code.to_owned() };
        assert!(step(1, &read_back(wrong)).await.unwrap().wrong);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(step(1, &read_back(&spaced)).await.unwrap().state, "confirmed");
        assert_eq!(store::contact_check::addresses(store, kept.id).await.unwrap().unwrap().code, "");
        assert_eq!(store::message::states(store).await.unwrap(), [("waiting".to_owned(), 2)], "the code, and the word");
        assert_eq!(step(2, &Step::Delivered).await.unwrap().state, "delivered");
        let left = store::contact_check::addresses(store, kept.id).await.unwrap().unwrap();
        assert_eq!((left.client.as_str(), left.before.as_str(), left.after.as_str()), ("", "old@example.org", ""));
        assert!(listed(store, &branch, KIND, "2026-12-18").await.is_empty());
        office::care::once(store, &feasts, noon(date(2026, 12, 20))).await.unwrap();
        assert_eq!(store::contact_check::addresses(store, kept.id).await.unwrap(), None);
    }
}
