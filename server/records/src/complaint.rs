//! The life of a complaint: received, taken in hand, answered, closed; and what the law wants of each step.
//!
//! A step that may not be made is a [`Refusal`]; it names the field that is meant. The caller keeps what a decision returns.

use crate::feasts::Feasts;
use crate::legal_clock::{ComplaintType, Deadline, deadline};
use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use queue::CsrId;
use serde::{Deserialize, Serialize};

words! {
    /// Where a complaint stands.
    State {
        Received = "received",
        InHand = "in_hand",
        /// An interim answer was sent; the final one is owed.
        Interim = "interim",
        Answered = "answered",
        Closed = "closed",
        Reopened = "reopened",
        /// The client went to the arbiter.
        Referred = "referred",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How a complaint came.
    Channel { Web = "web", Desk = "desk", Letter = "letter", Mail = "mail" }
}

words! {
    /// What the bank answers.
    Outcome { Upheld = "upheld", Partly = "partly", Rejected = "rejected" }
}

impl State {
    /// Whether the bank owes an answer.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::InHand | Self::Interim | Self::Reopened)
    }
}

/// What is known of a complaint before a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub state: State,
    pub kind: ComplaintType,
    pub received: Date,
    /// From when the clock counts: the day of receipt, or that of the letter that reopened the complaint.
    pub clock_from: Date,
    /// An interim answer was sent since then.
    pub interim: bool,
    /// Whom the client complains of.
    pub about: Option<CsrId>,
}

/// What somebody wants to do with a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Take,
    SetType(ComplaintType),
    Interim { reason: String, until: Date },
    Answer(AnswerGiven),
    Close,
    Reopen { on: Date, reason: String },
    Refer,
    Withdraw,
}

/// A final answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerGiven {
    pub on: Date,
    pub outcome: Outcome,
    pub text: String,
    /// What the bank will do.
    pub measures: String,
    /// By when; needed where there are measures.
    pub measures_by: Option<Date>,
    /// Why nothing is done; needed where there are no measures.
    pub reasons: String,
    /// The answer names where the client may turn, by [`ComplaintType::arbiter`].
    pub names_remedy: bool,
}

/// Why a step is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("a complaint that is {} cannot be changed like this", .0.as_str())]
    NotInState(State),
    #[error("whom the client complains of neither takes nor answers the complaint")]
    ComplainedOf,
    #[error("the law has an interim answer for payment services only")]
    NoInterim,
    #[error("an interim answer was sent already")]
    InterimTwice,
    #[error("the {field} must be filled in")]
    Missing { field: &'static str },
    #[error("the {field} must not be before {earliest}")]
    TooEarly { field: &'static str, earliest: Date },
    #[error("the {field} must not be after {latest}")]
    TooLate { field: &'static str, latest: Date },
}

impl Refusal {
    /// Returns the field of the request that is at fault; `None` where the complaint's state is.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing { field } | Self::TooEarly { field, .. } | Self::TooLate { field, .. } => Some(field),
            Self::NotInState(_) | Self::ComplainedOf | Self::NoInterim | Self::InterimTwice => None,
        }
    }
}

impl Complaint {
    /// Returns by when the law wants an answer, and why.
    pub fn deadline(&self, feasts: &Feasts) -> Deadline {
        deadline(self.kind, self.clock_from, self.interim, feasts)
    }

    /// Returns the complaint after the step. `today` is the day in the branch, `who` makes the step.
    pub fn after(&self, step: &Step, who: CsrId, today: Date, feasts: &Feasts) -> Result<Self, Refusal> {
        let mut next = self.clone();
        match step {
            Step::Take => {
                self.must_be(&[State::Received, State::Reopened])?;
                self.not_complained_of(who)?;
                next.state = State::InHand;
            }
            Step::SetType(kind) => {
                self.must_be(&[State::Received, State::InHand, State::Interim, State::Reopened])?;
                next.kind = *kind;
            }
            Step::Interim { reason, until } => {
                self.must_be(&[State::Received, State::InHand, State::Reopened, State::Interim])?;
                self.not_complained_of(who)?;
                self.interim(reason, *until, today, feasts)?;
                next.interim = true;
                next.state = State::Interim;
            }
            Step::Answer(answer) => {
                self.must_be(&[State::Received, State::InHand, State::Interim, State::Reopened])?;
                self.not_complained_of(who)?;
                self.answer(answer, today)?;
                next.state = State::Answered;
            }
            Step::Close => {
                self.must_be(&[State::Answered])?;
                next.state = State::Closed;
            }
            Step::Reopen { on, reason } => {
                self.must_be(&[State::Answered, State::Closed, State::Withdrawn])?;
                filled(reason, "reason")?;
                within("on", *on, self.received, today)?;
                next.state = State::Reopened;
                next.clock_from = *on;
                next.interim = false;
            }
            Step::Refer => {
                self.must_be(&[
                    State::Received,
                    State::InHand,
                    State::Interim,
                    State::Reopened,
                    State::Answered,
                    State::Closed,
                ])?;
                next.state = State::Referred;
            }
            Step::Withdraw => {
                self.must_be(&[State::Received, State::InHand, State::Interim, State::Reopened])?;
                next.state = State::Withdrawn;
            }
        }
        Ok(next)
    }

    fn must_be(&self, states: &[State]) -> Result<(), Refusal> {
        if states.contains(&self.state) { Ok(()) } else { Err(Refusal::NotInState(self.state)) }
    }

    fn not_complained_of(&self, who: CsrId) -> Result<(), Refusal> {
        if self.about == Some(who) { Err(Refusal::ComplainedOf) } else { Ok(()) }
    }

    /// An interim answer says why the final one takes longer and when it comes, and is sent before the first term ends.
    fn interim(&self, reason: &str, until: Date, today: Date, feasts: &Feasts) -> Result<(), Refusal> {
        if self.kind.answer_after_interim_within().is_none() {
            return Err(Refusal::NoInterim);
        }
        if self.interim {
            return Err(Refusal::InterimTwice);
        }
        filled(reason, "reason")?;
        let first = deadline(self.kind, self.clock_from, false, feasts).due;
        if today > first {
            return Err(Refusal::TooLate { field: "interim answer", latest: first });
        }
        let last = deadline(self.kind, self.clock_from, true, feasts).due;
        within("until", until, today, last)
    }

    fn answer(&self, answer: &AnswerGiven, today: Date) -> Result<(), Refusal> {
        within("on", answer.on, self.received, today)?;
        filled(&answer.text, "text")?;
        if answer.measures.is_empty() {
            filled(&answer.reasons, "reasons")?;
            if answer.outcome == Outcome::Upheld {
                return Err(Refusal::Missing { field: "measures" });
            }
        } else {
            let by = answer.measures_by.ok_or(Refusal::Missing { field: "measures_by" })?;
            let latest = today.saturating_add(5.years());
            within("measures_by", by, self.received, latest)?;
        }
        if answer.names_remedy { Ok(()) } else { Err(Refusal::Missing { field: "remedy" }) }
    }
}

/// Checks the day of receipt: letters are entered later than they came, and never before they came.
pub fn received_on(received: Date, today: Date) -> Result<(), Refusal> {
    within("received", received, today.saturating_sub(1.year()), today)
}

fn filled(text: &str, field: &'static str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Missing { field }) } else { Ok(()) }
}

fn within(field: &'static str, day: Date, earliest: Date, latest: Date) -> Result<(), Refusal> {
    match day {
        day if day < earliest => Err(Refusal::TooEarly { field, earliest }),
        day if day > latest => Err(Refusal::TooLate { field, latest }),
        _ => Ok(()),
    }
}
