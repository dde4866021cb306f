//! Notes about a visit, from one desk to the next: kept apart from the journal, and erased on their day.

use super::{LinkUnknown, Ticket};
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key};
use crate::http::openapi::{Problems, Refuses, Row};
use crate::http::problem::{Error, KeyReused, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use branch::Handle;
use machine::clock;
use office::Begun;
use queue::{Day, Duration, TicketId};
use store::{BranchId, Noted, TicketNote, call_back, ticket_note};
use wire::{Code, NOTE_LENGTH, Note, NoteRequest, TicketNotes};

/// The days after which a note is erased.
const KEPT_DAYS: i64 = 30;
/// The most notes of one ticket.
const MOST: u32 = 20;

/// Why a note is not kept.
pub enum NoteError {
    Empty,
    TooLong(usize),
    Many,
}

impl From<NoteError> for Error {
    fn from(error: NoteError) -> Self {
        let (code, title, detail) = match error {
            NoteError::Empty => {
                (Code::TextEmpty, "The note is empty", format!("Send a note of 1 to {NOTE_LENGTH} characters."))
            }
            NoteError::TooLong(count) => (
                Code::TextTooLong,
                "The note is too long",
                format!("It has {count} characters, and at most {NOTE_LENGTH} are kept. Shorten it."),
            ),
            NoteError::Many => (
                Code::NotesFull,
                "The ticket has too many notes",
                format!("At most {MOST} notes of a ticket are kept. Read those that there are."),
            ),
        };
        let status = if code == Code::NotesFull { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        Self::new(status, code, title, detail)
    }
}

impl Refuses for NoteError {
    const PROBLEMS: &'static [&'static [Row]] =
        &[&[(422, Code::TextEmpty), (422, Code::TextTooLong), (409, Code::NotesFull)]];
}

/// A note as it is kept: line ends are one sign, other control characters are gone.
fn parse(note: &str) -> Result<String, NoteError> {
    let note = note.replace("\r\n", "\n").replace('\r', "\n");
    let note: String = note.chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect();
    let note = note.trim();
    match note.chars().count() {
        0 => Err(NoteError::Empty),
        count if count > NOTE_LENGTH => Err(NoteError::TooLong(count)),
        _ => Ok(note.to_owned()),
    }
}

/// The present day of a branch, in which it must have the ticket.
fn day(branch: &Handle, ticket: TicketId) -> Result<Day, LinkUnknown> {
    let day = branch.live().read(|state, _| state.ticket(ticket).and_then(|_| state.day().cloned()));
    day.ok_or(LinkUnknown)
}

/// The notes about a ticket, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/tickets/{ticket}/notes", tag = "tickets", params(Branch, Ticket),
    responses((status = 200, body = TicketNotes), Problems<(Csr, Branch, Ticket)>), security(("session" = []))
)]
pub async fn notes(
    _: Csr,
    Branch(branch): Branch,
    Ticket(ticket): Ticket,
    State(state): State<AppState>,
) -> Result<Json<TicketNotes>> {
    let (id, day) = (BranchId::new(&branch.live().setup().id), day(&branch, ticket)?);
    let kept = ticket_note::of_ticket(&state.store, Noted { branch: &id, day: &day, ticket }).await?;
    let called_back = branch.live().read(|state, _| {
        state.ticket(ticket).filter(|ticket| ticket.call_back.is_some()).map(|ticket| ticket.token.clone())
    });
    let dial = match called_back {
        Some(token) => call_back::of_token(&state.store, &token).await?,
        None => None,
    };
    let names = branch.live().names.read();
    let by = |csr: queue::CsrId| wire::StaffMember { id: csr.0, name: names.get(&csr).cloned().unwrap_or_default() };
    let notes =
        kept.into_iter().map(|kept| Note { at: wire::Time::from_millis(kept.at.0), by: by(kept.csr), note: kept.note });
    Ok(Json(TicketNotes { notes: notes.collect(), dial }))
}

/// Note something about a visit for the desks that come after. It is erased after 30 days.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/tickets/{ticket}/notes", tag = "tickets", params(Branch, Ticket, Key),
    request_body = NoteRequest,
    responses((status = 204), Problems<(Csr, Branch, Ticket, Key, Body<()>, NoteError, KeyReused)>),
    security(("session" = []))
)]
pub async fn note(
    Csr(person): Csr,
    Branch(branch): Branch,
    Ticket(ticket): Ticket,
    Key(key): Key,
    State(state): State<AppState>,
    Body(request): Body<NoteRequest>,
) -> Result<StatusCode> {
    let (id, day) = (BranchId::new(&branch.live().setup().id), day(&branch, ticket)?);
    let note = parse(&request.note)?;
    let now = clock::now();
    let erase_on = branch.live().setup().day(now + Duration::minutes(KEPT_DAYS * 24 * 60));
    if let Begun::New(mut change) = office::begin(&state.store, &id, &key, &("note", ticket.0, &note)).await? {
        let kept = TicketNote { csr: person.id, note, at: now };
        let about = Noted { branch: &id, day: &day, ticket };
        if !ticket_note::add(change.transaction(), about, &kept, &erase_on, MOST).await? {
            change.undo().await?;
            return Err(NoteError::Many.into());
        }
        change.done(&()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_one_to_five_hundred_characters_and_no_control_signs() {
        assert_eq!(parse(" due\r\nrighe\u{7} ").ok().as_deref(), Some("due\nrighe"));
        assert!(matches!(parse(" \n "), Err(NoteError::Empty)));
        assert!(parse(&"è".repeat(NOTE_LENGTH)).is_ok());
        assert!(matches!(parse(&"è".repeat(NOTE_LENGTH + 1)), Err(NoteError::TooLong(501))));
    }
}
