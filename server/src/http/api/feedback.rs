//! What visitors say of their visit: by the link of their ticket, or at the exit. Each step is kept at once.

use super::records::{Changed, Wish};
use super::tickets::{Link, LinkUnknown};
use crate::http::AppState;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::Problems;
use crate::http::problem::Result;
use axum::extract::State;
use axum::http::StatusCode;
use branch::{Working, alerts};
use machine::clock;
use office::feedback::{Kept, Of, Question};
use queue::{AlertKind, Day, Ticket, TicketId, TicketState, Token};
use records::feedback::Said;
use std::sync::Arc;
use store::{BranchId, RequestKey, visit};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::FeedbackRequest;

/// The place of the alert that a low answer raises.
const PLACE: &str = "feedback";

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(say)).routes(routes!(say_at_exit))
}

/// The visit that a link is about, today or yesterday.
pub struct Visited {
    pub setup: Arc<setup::Branch>,
    pub day: Day,
    pub ticket: TicketId,
    pub number: String,
    pub service: String,
    pub language: String,
    /// Whether the visit is over, served or not.
    pub over: bool,
}

impl Visited {
    /// The question that this visit is asked.
    pub fn question(&self) -> Question<'_> {
        let recommendation = !self.setup.no_recommendation.iter().any(|service| service.as_str() == self.service);
        let of = Of::Ticket { day: &self.day, ticket: self.ticket, label: &self.number };
        Question { of, service: &self.service, language: &self.language, recommendation }
    }
}

/// Finds the visit of a link. The link of feedback lives until the end of the day after the visit.
pub async fn find(state: &AppState, token: &str) -> Result<Visited> {
    let visit = visit::by_token(&state.store, &Token::new(token)).await?.ok_or(LinkUnknown)?;
    let branch = state.branches.get(visit.branch.as_str()).await?.ok_or(LinkUnknown)?;
    let setup = branch.live().setup();
    if setup.practice {
        return Err(LinkUnknown.into());
    }
    let now = clock::now();
    let yesterday = setup.calendar.date(now).yesterday().map_err(|_| LinkUnknown)?;
    if visit.day < office::day(yesterday) {
        return Err(LinkUnknown.into());
    }
    let live = branch
        .live()
        .read(|branch, _| (branch.day() == Some(&visit.day)).then(|| branch.ticket(visit.ticket).cloned()).flatten());
    let ticket = match live {
        Some(ticket) => ticket,
        None => of_journal(state, &visit.branch, &visit.day, visit.ticket).await?.ok_or(LinkUnknown)?,
    };
    let today = visit.day == setup.day(now);
    let over = !today
        || matches!(
            ticket.state,
            TicketState::Done { .. } | TicketState::NoShow { .. } | TicketState::Cancelled { .. }
        );
    let service = ticket.delivered.first().unwrap_or(&ticket.service).to_string();
    Ok(Visited {
        setup,
        day: visit.day,
        ticket: visit.ticket,
        number: ticket.number.to_string(),
        service,
        language: ticket.language.to_string(),
        over,
    })
}

/// A ticket of a day that is not the present one any more.
async fn of_journal(state: &AppState, branch: &BranchId, day: &Day, ticket: TicketId) -> Result<Option<Ticket>> {
    let rows = state.store.read_day(branch, day, 0).await?;
    Ok(Working::replay(day.clone(), &rows)?.branch.ticket(ticket).cloned())
}

/// Keeps a step of an answer, and tells the manager of a low one.
pub async fn keep(
    state: &AppState,
    setup: &setup::Branch,
    key: RequestKey,
    question: &Question<'_>,
    said: &Said,
) -> Result<Kept, office::feedback::FeedbackError> {
    let wish = Wish::new(setup, key);
    let kept = office::feedback::say(wish.asked(state), question, said).await?;
    if kept.low
        && let Ok(Some(branch)) = state.branches.get(&setup.id).await
    {
        alerts::raise(&branch, AlertKind::LowFeedback, PLACE).await;
    }
    Ok(kept)
}

/// The question at the exit, where no ticket is known.
pub fn at_exit(first: Option<RequestKey>, language: &str) -> Question<'_> {
    Question { of: Of::Exit { first }, service: "", language, recommendation: true }
}

fn said(request: FeedbackRequest) -> Said {
    let FeedbackRequest { satisfaction, effort, recommendation, comment } = request;
    Said { satisfaction, effort, recommendation, comment }
}

/// Say how a visit was: satisfaction first, then what the ticket is asked, then a comment. Each once, until the end of the day
/// after the visit.
#[utoipa::path(
    post, path = "/api/v1/feedback/{token}", tag = "feedback", params(Link, Key), request_body = FeedbackRequest,
    responses((status = 204), Problems<(Link, Key, Body<()>, Changed)>)
)]
async fn say(
    State(state): State<AppState>,
    Link(token): Link,
    key: Key,
    Body(request): Body<FeedbackRequest>,
) -> Result<StatusCode> {
    let visited = find(&state, &token).await?;
    if !visited.over {
        return Err(super::records::invalid("satisfaction", "the visit is not over yet: say it afterwards"));
    }
    keep(&state, &visited.setup, key.0, &visited.question(), &said(request)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say at the exit how the visit was, without a ticket. Presses within five seconds are kept and not counted.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/feedback", tag = "feedback", params(Branch, Key), request_body = FeedbackRequest,
    responses((status = 204), Problems<(Branch, Key, Body<()>, Changed)>)
)]
async fn say_at_exit(
    State(state): State<AppState>,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<FeedbackRequest>,
) -> Result<StatusCode> {
    let setup = branch.live().setup();
    let language = setup.languages.first().map_or("it", wire::Language::as_str);
    keep(&state, &setup, key.0, &at_exit(None, language), &said(request)).await?;
    Ok(StatusCode::NO_CONTENT)
}
