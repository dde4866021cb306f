//! The life of a complaint: which step may be made when, and by whom.

use jiff::civil::{Date, date};
use queue::CsrId;
use records::Feasts;
use records::complaint::{AnswerGiven, Complaint, Outcome, Refusal, State, Step, received_on};
use records::legal_clock::ComplaintType;

const RECEIVED: Date = date(2026, 12, 18);
const TODAY: Date = date(2026, 12, 22);
const CLERK: CsrId = CsrId(7);

fn complaint(state: State) -> Complaint {
    Complaint {
        state,
        kind: ComplaintType::Payments,
        received: RECEIVED,
        clock_from: RECEIVED,
        interim: false,
        about: Some(CsrId(3)),
    }
}

fn answer() -> AnswerGiven {
    AnswerGiven {
        on: TODAY,
        outcome: Outcome::Upheld,
        text: "We give the fee back.".to_owned(),
        measures: "The fee of 3 EUR is given back.".to_owned(),
        measures_by: Some(date(2027, 1, 15)),
        reasons: String::new(),
        names_remedy: true,
    }
}

fn after(complaint: &Complaint, step: &Step) -> Result<Complaint, Refusal> {
    complaint.after(step, CLERK, TODAY, &Feasts::default())
}

#[test]
fn a_complaint_goes_from_receipt_to_closing() {
    let taken = after(&complaint(State::Received), &Step::Take).unwrap();
    assert_eq!(taken.state, State::InHand);
    let answered = after(&taken, &Step::Answer(answer())).unwrap();
    assert_eq!(answered.state, State::Answered);
    assert_eq!(after(&answered, &Step::Close).unwrap().state, State::Closed);
}

#[test]
fn each_step_is_made_only_from_the_states_that_have_it() {
    use State::{Answered, Closed, InHand, Interim, Received, Referred, Reopened, Withdrawn};
    let reopen = Step::Reopen { on: TODAY, reason: "A new letter.".to_owned() };
    let interim = Step::Interim { reason: "We wait for the shop.".to_owned(), until: date(2027, 2, 1) };
    let table: [(Step, &[State]); 8] = [
        (Step::Take, &[Received, Reopened]),
        (Step::SetType(ComplaintType::Banking), &[Received, InHand, Interim, Reopened]),
        (interim, &[Received, InHand, Interim, Reopened]),
        (Step::Answer(answer()), &[Received, InHand, Interim, Reopened]),
        (Step::Close, &[Answered]),
        (reopen, &[Answered, Closed, Withdrawn]),
        (Step::Refer, &[Received, InHand, Interim, Answered, Closed, Reopened]),
        (Step::Withdraw, &[Received, InHand, Interim, Reopened]),
    ];
    for (step, from) in &table {
        for state in [Received, InHand, Interim, Answered, Closed, Reopened, Referred, Withdrawn] {
            let done = after(&complaint(state), step);
            assert_eq!(done.is_ok(), from.contains(&state), "{step:?} from {state:?}: {done:?}");
            if done.is_err() {
                assert_eq!(done, Err(Refusal::NotInState(state)));
            }
        }
    }
}

#[test]
fn whom_the_client_complains_of_neither_takes_nor_answers() {
    let of_clerk = Complaint { about: Some(CLERK), ..complaint(State::Received) };
    let interim = Step::Interim { reason: "We wait.".to_owned(), until: date(2027, 2, 1) };
    for step in [Step::Take, interim, Step::Answer(answer())] {
        assert_eq!(after(&of_clerk, &step), Err(Refusal::ComplainedOf), "{step:?}");
    }
    assert!(after(&of_clerk, &Step::Withdraw).is_ok(), "they may pass the client's word on");
}

#[test]
fn an_interim_answer_is_for_payments_once_in_time_and_with_reason_and_date() {
    let interim = |reason: &str, until| Step::Interim { reason: reason.to_owned(), until };
    let open = complaint(State::InHand);
    let sent = after(&open, &interim("We wait for the shop.", date(2027, 2, 10))).unwrap();
    assert_eq!((sent.state, sent.deadline(&Feasts::default()).due), (State::Interim, date(2027, 2, 10)));
    assert_eq!(after(&sent, &interim("Still waiting.", date(2027, 2, 10))), Err(Refusal::InterimTwice));
    assert_eq!(after(&open, &interim(" ", date(2027, 2, 1))), Err(Refusal::Missing { field: "reason" }));
    let too_late = Refusal::TooLate { field: "until", latest: date(2027, 2, 10) };
    assert_eq!(after(&open, &interim("Wait.", date(2027, 2, 11))), Err(too_late));
    let banking = Complaint { kind: ComplaintType::Banking, ..open.clone() };
    assert_eq!(after(&banking, &interim("Wait.", date(2027, 2, 1))), Err(Refusal::NoInterim));
    let after_term = open.after(&interim("Wait.", date(2027, 2, 1)), CLERK, date(2027, 1, 14), &Feasts::default());
    assert_eq!(after_term, Err(Refusal::TooLate { field: "interim answer", latest: date(2027, 1, 13) }));
}

#[test]
fn an_answer_needs_outcome_measures_or_reasons_and_remedy() {
    let open = complaint(State::InHand);
    let refused = |answer| after(&open, &Step::Answer(answer)).unwrap_err().field();
    assert_eq!(refused(AnswerGiven { text: String::new(), ..answer() }), Some("text"));
    assert_eq!(refused(AnswerGiven { measures_by: None, ..answer() }), Some("measures_by"));
    assert_eq!(refused(AnswerGiven { measures: String::new(), ..answer() }), Some("reasons"));
    assert_eq!(refused(AnswerGiven { names_remedy: false, ..answer() }), Some("remedy"));
    let nothing_done =
        AnswerGiven { measures: String::new(), reasons: "The fee is in the contract.".to_owned(), ..answer() };
    assert_eq!(refused(nothing_done.clone()), Some("measures"), "what is upheld is put right");
    assert!(after(&open, &Step::Answer(AnswerGiven { outcome: Outcome::Rejected, ..nothing_done })).is_ok());
}

#[test]
fn an_answer_is_dated_between_receipt_and_today() {
    let on = |on| after(&complaint(State::InHand), &Step::Answer(AnswerGiven { on, ..answer() })).unwrap_err();
    assert_eq!(on(date(2026, 12, 17)), Refusal::TooEarly { field: "on", earliest: RECEIVED });
    assert_eq!(on(date(9999, 12, 31)), Refusal::TooLate { field: "on", latest: TODAY });
    assert!(received_on(TODAY, TODAY).is_ok());
    assert!(received_on(date(2026, 12, 23), TODAY).is_err());
    assert!(received_on(date(9999, 1, 1), TODAY).is_err());
    assert!(received_on(date(2024, 1, 1), TODAY).is_err());
}

#[test]
fn a_change_of_type_counts_from_receipt_and_a_reopened_complaint_from_its_new_letter() {
    let banking = after(&complaint(State::InHand), &Step::SetType(ComplaintType::Banking)).unwrap();
    assert_eq!(banking.deadline(&Feasts::default()).due, date(2027, 2, 16));
    let reopen = Step::Reopen { on: TODAY, reason: "A new letter.".to_owned() };
    let again = after(&complaint(State::Closed), &reopen).unwrap();
    assert_eq!((again.state, again.received, again.clock_from), (State::Reopened, RECEIVED, TODAY));
    assert_eq!(again.deadline(&Feasts::default()).due, date(2027, 1, 15));
}
