//! Feedback: each step of a visitor's answer is kept at once, and a low one is put on the staff's list in the same transaction.

use crate::asked::{Asked, ChangeError, day, monday, staff, written};
use crate::versioned::meant;
use jiff::ToSpan;
use queue::{CsrId, Day, TicketId};
use records::Version;
use records::feedback::{BURST, Given, Refusal, Said, Second, Taken, is_burst, is_low, second, take};
use serde::{Deserialize, Serialize};
use store::feedback::{Feedback, Further, NewFeedback};
use store::{Failure, RequestKey, ToDo, Transaction, feedback, record_request, to_do};

/// How long visitors' words are kept, in days.
pub const WORDS_KEPT_DAYS: i64 = 90;

/// Whose answer it is.
#[derive(Debug, Clone)]
pub enum Of<'a> {
    /// A ticket's, by its link.
    Ticket { day: &'a Day, ticket: TicketId, label: &'a str },
    /// Somebody's at the exit; `first` is the key of the request with which the answer began, from the second step on.
    Exit { first: Option<RequestKey> },
}

/// About what a visitor is asked.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    pub of: Of<'a>,
    /// Empty where it is not known.
    pub service: &'a str,
    pub language: &'a str,
    /// Whether the visitor may be asked to recommend the branch.
    pub recommendation: bool,
}

/// A step that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: i64,
    /// Whether this step made it a low answer, of which the manager is told.
    pub low: bool,
}

/// How far an answer has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub second: Second,
    pub given: Option<Feedback>,
}

/// Why a step was not kept.
pub type FeedbackError = ChangeError<Refusal>;

/// Keeps one step of a visitor's answer.
pub async fn say(asked: Asked<'_>, question: &Question<'_>, said: &Said) -> Result<Kept, FeedbackError> {
    let about = match &question.of {
        Of::Ticket { day, ticket, .. } => format!("{day} {}", ticket.0),
        Of::Exit { first } => first.as_ref().map_or_else(String::new, |first| first.as_str().to_owned()),
    };
    let wish = ("feedback", about, said);
    asked.once_of_many(&wish, async |transaction| step(asked, question, said, transaction).await).await
}

/// Returns how far the answer has come.
pub async fn progress(asked: Asked<'_>, question: &Question<'_>) -> Result<Progress, Failure> {
    let mut transaction = asked.store.begin().await?;
    let progress = look(asked, question, &mut transaction).await;
    transaction.rollback().await?;
    progress
}

async fn look(
    asked: Asked<'_>,
    question: &Question<'_>,
    transaction: &mut Transaction<'_>,
) -> Result<Progress, Failure> {
    let given = match &question.of {
        Of::Ticket { day, ticket, .. } => feedback::of_ticket(&mut *transaction, asked.branch, day, *ticket).await?,
        Of::Exit { first: None } => None,
        Of::Exit { first: Some(first) } => begun_at_exit(asked, first, transaction).await?,
    };
    let second = match &question.of {
        Of::Ticket { day, ticket, .. } => second(day.as_str(), *ticket, question.recommendation),
        Of::Exit { .. } => {
            let id = given.as_ref().map_or(0, |given| given.id);
            second("exit", TicketId(u32::try_from(id).unwrap_or_default()), question.recommendation)
        }
    };
    Ok(Progress { second, given })
}

/// The answer that began at the exit with the request of this key. Who has the key began it.
async fn begun_at_exit(
    asked: Asked<'_>,
    first: &RequestKey,
    transaction: &mut Transaction<'_>,
) -> Result<Option<Feedback>, Failure> {
    let answered = record_request::by_key(&mut *transaction, asked.branch, first).await?;
    let kept: Option<Kept> = answered.and_then(|answered| serde_json::from_str(&answered.answer).ok());
    let Some(kept) = kept else { return Ok(None) };
    Ok(feedback::by_id(&mut *transaction, asked.branch, kept.id).await?.filter(|found| found.ticket.is_none()))
}

async fn step(
    asked: Asked<'_>,
    question: &Question<'_>,
    said: &Said,
    transaction: &mut Transaction<'_>,
) -> Result<Kept, FeedbackError> {
    let Progress { second, given } = look(asked, question, transaction).await?;
    let before = given.as_ref().map(|given| Given {
        satisfaction: u8::try_from(given.satisfaction).unwrap_or_default(),
        second: given.effort.is_some() || given.recommendation.is_some(),
        comment: given.commented,
    });
    let taken = take(said, before, second).map_err(FeedbackError::Refused)?;
    let further = match (taken, given) {
        (Taken::Satisfaction(rating), _) => return first_step(asked, question, rating, transaction).await,
        (_, None) => return Err(FeedbackError::Refused(Refusal::NotAsked("satisfaction"))),
        (Taken::Effort(rating), Some(given)) => (given, Further::Effort(rating.into()), None),
        (Taken::Recommendation(rating), Some(given)) => (given, Further::Recommendation(rating.into()), None),
        (Taken::Comment(words), Some(given)) => (given, Further::Commented, Some(words)),
    };
    let (given, further, words) = further;
    let was_added = feedback::add(transaction, given.id, given.version, further, asked.now).await?;
    Version(given.version).made(was_added)?;
    if let Some(words) = words {
        let erase_on = day(asked.today.saturating_add(WORDS_KEPT_DAYS.days()));
        feedback::put_words(&mut *transaction, asked.branch, given.id, &words, &erase_on).await?;
    }
    Ok(Kept { id: given.id, low: false })
}

async fn first_step(
    asked: Asked<'_>,
    question: &Question<'_>,
    rating: u8,
    transaction: &mut Transaction<'_>,
) -> Result<Kept, FeedbackError> {
    let today = day(asked.today);
    let (day, ticket, label, burst) = match &question.of {
        Of::Ticket { day, ticket, label } => (*day, Some(*ticket), *label, false),
        Of::Exit { .. } => {
            let last = feedback::last_at_exit(&mut *transaction, asked.branch, asked.now - BURST).await?;
            (&today, None, "", is_burst(last, asked.now))
        }
    };
    let week = written(monday(asked.today));
    let new = NewFeedback {
        branch: asked.branch,
        day,
        week: &week,
        ticket,
        service: question.service,
        language: question.language,
        at: asked.now,
        satisfaction: rating.into(),
        burst,
    };
    let id = feedback::put(transaction, &new).await?;
    let id = id.ok_or(FeedbackError::Refused(Refusal::Answered("satisfaction")))?;
    let low = is_low(rating) && !burst;
    if low {
        let due = written(asked.today);
        let item = ToDo {
            kind: "feedback".to_owned(),
            record: id,
            label: label.to_owned(),
            detail: question.service.to_owned(),
            shown_from: due.clone(),
            due,
            half_on: None,
            urgent_on: None,
            assigned: None,
            since: asked.now,
        };
        to_do::put(&mut *transaction, asked.branch, &item).await?;
    }
    Ok(Kept { id, low })
}

/// Notes that a low answer was seen (`seen`) or followed up (`followed`); it leaves the list.
pub async fn follow(asked: Asked<'_>, id: i64, seen: Version, who: CsrId, state: &str) -> Result<Kept, FeedbackError> {
    let wish = ("follow", id, seen, state);
    let make = async |transaction: &mut Transaction<'_>| {
        let found = meant(feedback::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
        seen.made(feedback::set_state(transaction, &found, state, &staff(who), asked.now).await?)?;
        to_do::remove(&mut *transaction, asked.branch, "feedback", id).await?;
        Ok(Kept { id, low: false })
    };
    asked.once(&wish, make).await
}
