//! One error type for HTTP, and the one table from it to status and `code`. Refusals (a rule said no) and failures
//! (the machinery could not) come in as different types and leave with different statuses. No text tells the inside.

use ::speech::{SpeechError, TEXT_MAX};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use branch::CommandError;
use messages::push::Unusable;
use paper::print::Fault;
use queue::Refusal;
use store::Failure;
use wire::Problem;

/// Seconds after which a program may try again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// Why a request was not done.
#[derive(Debug, Clone)]
pub enum Error {
    NotFound,
    MethodNotAllowed,
    BranchUnknown(String),
    DeskUnknown(String),
    ScreenUnknown(String),
    /// A visitor's link that leads nowhere: wrong, or of a day that is over.
    LinkUnknown,
    ServiceUnknown(String),
    /// The same, where the service is part of the address.
    ServiceNotFound(String),
    FormUnknown(String),
    LanguageUnknown(String),
    DocumentUnknown(String),
    AlertUnknown(String),
    AnswerUnknown(String),
    AlertKind,
    PrinterUnknown(String),
    /// The branch has no printer for its kiosk.
    NoPrinter,
    PrintedOften,
    Printer(Fault),
    BodyNotJson(String),
    BodyInvalid(String),
    BodyTooLarge,
    MediaType,
    PushUnusable(Unusable),
    PushFull,
    KeyMissing,
    KeyMalformed,
    Unauthenticated,
    SignInRefused,
    Forbidden,
    Command(CommandError),
    Failed(Failure),
    Speech(SpeechError),
}

pub type Result<T> = std::result::Result<T, Error>;

impl From<CommandError> for Error {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl From<Unusable> for Error {
    fn from(unusable: Unusable) -> Self {
        Self::PushUnusable(unusable)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<SpeechError> for Error {
    fn from(error: SpeechError) -> Self {
        Self::Speech(error)
    }
}

/// For paths that exist with another method.
pub async fn method_not_allowed() -> Error {
    Error::MethodNotAllowed
}

impl Error {
    /// The problem as it is sent.
    pub fn problem(&self) -> Problem {
        let (status, code, title, detail) = self.row();
        Problem {
            r#type: format!("urn:sportello:problem:{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
        }
    }

    /// The table: status, code, title, detail.
    fn row(&self) -> (StatusCode, &'static str, &'static str, String) {
        use StatusCode as S;
        let text = str::to_owned;
        match self {
            Self::NotFound => (S::NOT_FOUND, "not_found", "Not found", text("There is nothing at this address.")),
            Self::MethodNotAllowed => (
                S::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Method not allowed",
                text("This address exists, but not for this method."),
            ),
            Self::BranchUnknown(id) => (
                S::NOT_FOUND,
                "branch_unknown",
                "Unknown branch",
                format!("There is no branch \"{id}\". The front door, /, lists those that there are."),
            ),
            Self::DeskUnknown(id) => {
                (S::NOT_FOUND, "desk_unknown", "Unknown desk", format!("The branch has no desk \"{id}\"."))
            }
            Self::ScreenUnknown(id) => (
                S::NOT_FOUND,
                "screen_unknown",
                "Unknown screen",
                format!("There is no screen \"{id}\". Use kiosk, lobby, manager, desk or desk/{{desk}}."),
            ),
            Self::LinkUnknown => (
                S::NOT_FOUND,
                "ticket_unknown",
                "Unknown ticket",
                text("This ticket is not known. A ticket's link ends with its day."),
            ),
            Self::ServiceUnknown(id) => (
                S::UNPROCESSABLE_ENTITY,
                "service_unknown",
                "Unknown service",
                format!("The branch has no service \"{id}\". Its catalogue lists those that there are."),
            ),
            Self::ServiceNotFound(id) => (
                S::NOT_FOUND,
                "service_unknown",
                "Unknown service",
                format!("The branch has no service \"{id}\". Its catalogue lists those that there are."),
            ),
            Self::FormUnknown(file) => (
                S::NOT_FOUND,
                "form_unknown",
                "Unknown form",
                format!("There is no form \"{file}\". Use the id of a form of the catalogue and \".pdf\"."),
            ),
            Self::LanguageUnknown(id) => (
                S::UNPROCESSABLE_ENTITY,
                "language_unknown",
                "Unknown language",
                format!("The branch does not speak \"{id}\". The snapshots' head lists its languages."),
            ),
            Self::DocumentUnknown(id) => (
                S::UNPROCESSABLE_ENTITY,
                "document_unknown",
                "Unknown document",
                format!("The service does not ask for a document \"{id}\"."),
            ),
            Self::AlertUnknown(id) => {
                (S::NOT_FOUND, "alert_unknown", "Unknown alert", format!("There is no alert \"{id}\"."))
            }
            Self::AnswerUnknown(id) => {
                (S::NOT_FOUND, "answer_unknown", "Unknown answer", format!("There is no quick answer \"{id}\"."))
            }
            Self::AlertKind => (
                S::UNPROCESSABLE_ENTITY,
                "alert_kind",
                "Not called for here",
                text("The kiosk asks for \"help\" only. The server raises the others by itself."),
            ),
            Self::PrinterUnknown(id) => {
                (S::NOT_FOUND, "printer_unknown", "Unknown printer", format!("The branch has no printer \"{id}\"."))
            }
            Self::NoPrinter => (
                S::CONFLICT,
                "no_printer",
                "No printer",
                text("The kiosk of this branch has no printer. Photograph the screen or follow the ticket's link."),
            ),
            Self::PrintedOften => (
                S::CONFLICT,
                "printed_often",
                "Printed often enough",
                text("This ticket has been printed several times. Follow its link, or ask the staff."),
            ),
            Self::Printer(fault) => not_printed(*fault),
            Self::BodyNotJson(why) => {
                (S::BAD_REQUEST, "body_not_json", "The body is not JSON", format!("Send a JSON object: {why}."))
            }
            Self::BodyInvalid(why) => {
                (S::UNPROCESSABLE_ENTITY, "body_invalid", "The body is not what is expected", format!("{why}."))
            }
            Self::BodyTooLarge => (
                S::PAYLOAD_TOO_LARGE,
                "body_too_large",
                "The body is too large",
                format!("At most {} bytes are read.", super::BODY_MAX),
            ),
            Self::MediaType => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                "The body's type is not JSON",
                text("Send the header Content-Type: application/json."),
            ),
            Self::PushUnusable(why) => (
                S::UNPROCESSABLE_ENTITY,
                "push_unusable",
                "The subscription is of no use",
                format!("Nothing can be sent there: {why}. Send what the browser's PushSubscription is as JSON."),
            ),
            Self::PushFull => (
                S::CONFLICT,
                "push_full",
                "Enough browsers are told already",
                text("Have another browser be told no more first, or look at the lobby."),
            ),
            Self::KeyMissing => (
                S::BAD_REQUEST,
                "idempotency_key_missing",
                "The Idempotency-Key is missing",
                text("Send a header Idempotency-Key with a value that is new for each wish and the same for each try."),
            ),
            Self::KeyMalformed => (
                S::BAD_REQUEST,
                "idempotency_key_malformed",
                "The Idempotency-Key is malformed",
                text("Use 8 to 128 letters, digits, \"-\", \"_\" or \".\"."),
            ),
            Self::Unauthenticated => (
                S::UNAUTHORIZED,
                "unauthenticated",
                "Not signed in",
                text("Sign in first, at /sign-in or with POST /api/v1/session."),
            ),
            Self::SignInRefused => {
                (S::UNAUTHORIZED, "sign_in_refused", "Sign-in refused", text("The user or the password is not right."))
            }
            Self::Forbidden => {
                (S::FORBIDDEN, "forbidden", "Not allowed", text("This user may not do that in this branch."))
            }
            Self::Command(CommandError::Refused(refusal)) => refused(refusal),
            Self::Command(CommandError::KeyReused) => (
                S::CONFLICT,
                "idempotency_key_reused",
                "The Idempotency-Key was used before",
                text("This key belongs to another request. Use a new key for a new wish."),
            ),
            Self::Command(CommandError::Busy) => (
                S::SERVICE_UNAVAILABLE,
                "busy",
                "The branch is busy",
                text("Too much is being asked at once. Try again with the same key."),
            ),
            Self::Speech(error) => speech(error),
            Self::Failed(failure) | Self::Command(CommandError::Failed(failure)) => failed(failure),
        }
    }
}

fn refused(refusal: &Refusal) -> (StatusCode, &'static str, &'static str, String) {
    let (code, title, what_to_do) = match refusal {
        Refusal::NoDay | Refusal::DayOpen(_) | Refusal::Setup(_) => {
            ("day", "The business day is not open", "Try again in a moment")
        }
        Refusal::DayClosed => ("day_closed", "The business day is closed", "The next one opens by itself"),
        Refusal::Closed { .. } => ("closed", "The branch is closed", "Come back when it opens"),
        Refusal::IssuingStopped { .. } => ("issuing_stopped", "No more tickets for now", "Ask the staff"),
        Refusal::TooLate { .. } => ("too_late", "Too late for today", "Come back on another day, or ask the staff"),
        Refusal::StillIssuing => ("still_issuing", "Tickets are still given out", "Stop giving out tickets first"),
        Refusal::StillServing { .. } => ("still_serving", "A visitor is still at a desk", "Have them served first"),
        Refusal::ExtensionOutOfRange { .. } => (
            "extension_out_of_range",
            "The day cannot be extended to then",
            "Choose a later time, within the branch's limit",
        ),
        Refusal::UnknownService(_) => ("service_unknown", "Unknown service", "It was not offered when the day began"),
        Refusal::ServiceTwice(_) => ("service_twice", "A service is asked for twice", "Name each service once"),
        Refusal::UnknownDesk(_) => ("desk_unknown", "Unknown desk", "It was not there when the day began"),
        Refusal::UnknownTicket(_) => ("ticket_unknown", "Unknown ticket", "A ticket ends with its day"),
        Refusal::UnknownAlert(_) => ("alert_unknown", "Unknown alert", "An alert ends with its day"),
        Refusal::CheckedIn { .. } => ("checked_in", "Checked in already", "Use the ticket that was given out"),
        Refusal::AppointmentNotToday { .. } => (
            "appointment_not_today",
            "The appointment is not today",
            "Come back on its day, or take a ticket without it",
        ),
        Refusal::DeskClosed(_) => ("desk_closed", "The desk is closed", "Open it first"),
        Refusal::DeskPaused(_) => ("desk_paused", "The desk is paused", "Open it again first"),
        Refusal::DeskTaken { .. } => ("desk_taken", "The desk is taken", "Choose another desk, or take it over"),
        Refusal::CsrElsewhere(_) => ("csr_elsewhere", "You are at another desk", "Close that desk first"),
        Refusal::CsrAbsent(_) => ("csr_absent", "That person is at no desk", "Send the visitor to a service or a desk"),
        Refusal::NotYourDesk { .. } => ("not_your_desk", "This is another person's desk", "Go to your own desk"),
        Refusal::TicketOpen { .. } => {
            ("ticket_open", "A ticket is still open", "Finish it, or mark it as a no-show, first")
        }
        Refusal::NoTicketOpen(_) => ("no_ticket_open", "No ticket is open", "Call the next visitor first"),
        Refusal::AlreadyServing { .. } => ("already_serving", "The visitor is being served", "Finish the ticket"),
        Refusal::NotStarted { .. } => {
            ("not_started", "The visitor has not been received", "Start the ticket, or mark it as a no-show")
        }
        Refusal::TicketOver { .. } => ("ticket_over", "The ticket is over", "Take a new ticket"),
        Refusal::NotWaiting { .. } => ("not_waiting", "The ticket does not wait", "Look where it is now"),
        Refusal::NotParked { .. } => ("not_parked", "The ticket is not parked", "Look where it is now"),
        Refusal::NotAbsent { .. } => ("not_absent", "The ticket is no no-show", "Look where it is now"),
        Refusal::NotServedHere { .. } => {
            ("not_served_here", "Not for this desk", "Have it transferred, or called elsewhere")
        }
        Refusal::SentNowhere { .. } => ("sent_nowhere", "It is there already", "Choose another desk or person"),
        Refusal::TooSoon { .. } => ("too_soon", "Too soon for a no-show", "Call again, and give them time to come"),
        Refusal::DelayOutOfRange { .. } => ("delay_out_of_range", "Not so much later", "Ask for less"),
        Refusal::ReturnInThePast => {
            ("return_in_the_past", "The time of return is over", "Choose a later time, or none")
        }
    };
    let said = refusal.to_string();
    let mut letters = said.chars();
    let sentence: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    (StatusCode::CONFLICT, code, title, format!("{sentence}. {what_to_do}."))
}

fn speech(error: &SpeechError) -> (StatusCode, &'static str, &'static str, String) {
    use StatusCode as S;
    match error {
        SpeechError::TextEmpty => (
            S::UNPROCESSABLE_ENTITY,
            "text_empty",
            "There is nothing to say",
            format!("Give ?text= with 1 to {TEXT_MAX} characters, letters or digits among them."),
        ),
        SpeechError::TextTooLong(count) => (
            S::UNPROCESSABLE_ENTITY,
            "text_too_long",
            "The text is too long",
            format!("It has {count} characters; at most {TEXT_MAX} are said at once. Send it in parts."),
        ),
        SpeechError::NoVoice(language) => (
            S::UNPROCESSABLE_ENTITY,
            "speech_language",
            "No voice for this language",
            format!("Nobody here speaks \"{language}\". Show the text instead."),
        ),
        SpeechError::Busy => {
            (S::SERVICE_UNAVAILABLE, "speech_busy", "Too much is said at once", "Try again in a moment.".to_owned())
        }
        SpeechError::Unavailable => (
            S::SERVICE_UNAVAILABLE,
            "speech_unavailable",
            "There is no speech",
            "Show the text instead; the staff has to see to the server.".to_owned(),
        ),
    }
}

fn not_printed(fault: Fault) -> (StatusCode, &'static str, &'static str, String) {
    let (code, title) = match fault {
        Fault::OutOfPaper => ("printer_out_of_paper", "The printer is out of paper"),
        Fault::CoverOpen => ("printer_cover_open", "The printer's cover is open"),
        Fault::Unreachable | Fault::Silent => ("printer_unreachable", "The printer does not answer"),
        Fault::Busy => ("printer_busy", "The printer is busy"),
    };
    let detail =
        "The ticket is good without paper: photograph the screen or follow its link. Try again with the same key.";
    (StatusCode::SERVICE_UNAVAILABLE, code, title, detail.to_owned())
}

fn failed(failure: &Failure) -> (StatusCode, &'static str, &'static str, String) {
    let (code, title) = match failure {
        Failure::Full => ("storage_full", "The disk is full"),
        Failure::Locked => ("storage_locked", "The database is locked"),
        Failure::ReadOnly => ("storage_read_only", "The database is read-only"),
        Failure::Damaged(_) => ("storage_damaged", "The database is damaged"),
        Failure::Other(_) => ("storage_failed", "The database failed"),
    };
    let detail =
        "Nothing was changed, as far as is known. Try again with the same key; the staff has to see to the server.";
    (StatusCode::SERVICE_UNAVAILABLE, code, title, detail.to_owned())
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Failed(failure) | Self::Command(CommandError::Failed(failure)) = &self {
            tracing::error!(%failure, "a request failed");
        }
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}
