//! The staff tell the waiting room something: chosen, or in words of their own, on the walls and aloud.

use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result, Ruled};
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use branch::{Actor, CommandError, Handle, RequestKey};
use queue::{AnnouncementId, Command, CsrId, DeskId, Said};
use store::{BranchId, announcement};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{AnnounceRequest, Announced, Code, DeskCommand, Text};

/// How long words of the staff's own are, in characters.
pub const WORDS_MOST: usize = 200;
/// For how long something is shown, and in how many minutes it is to happen.
pub const MINUTES: std::ops::RangeInclusive<u32> = 1..=240;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(announce)).routes(routes!(withdraw))
}

/// Why something is not announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnounceError {
    Minutes,
    /// The branch's first language has no words.
    WordsMissing,
    WordsTooLong,
    /// Words in a language that the branch does not speak, or with a control character.
    WordsMalformed,
}

impl From<AnnounceError> for Error {
    fn from(error: AnnounceError) -> Self {
        let detail = match error {
            AnnounceError::Minutes => "minutes: write 1 to 240.".to_owned(),
            AnnounceError::WordsMissing => "words: write them in the branch's first language at least.".to_owned(),
            AnnounceError::WordsTooLong => format!("words: at most {WORDS_MOST} characters in each language."),
            AnnounceError::WordsMalformed => "words: plain text on one line, in languages of the branch.".to_owned(),
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::BodyInvalid, "This cannot be announced", detail)
    }
}

/// An announcement by its id in the path; the rules see whether it is shown.
struct Id(AnnouncementId);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Self::Rejection> {
        Ok(Self(AnnouncementId::new(&path_parameter(parts, "announcement").await)))
    }
}

impl IntoParams for Id {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let shape = openapi::text("^[A-Za-z0-9._-]{8,128}$");
        vec![openapi::path_parameter("announcement", "The announcement, as the lobby's snapshot names it.", shape)]
    }
}

impl Refuses for Id {
    const PROBLEMS: &'static [&'static [Row]] = &[];
}

/// Tell the waiting room something: every wall shows it, and it is said aloud in the languages that it has words in.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/announcements", tag = "screens", params(Branch, Key),
    request_body = AnnounceRequest, responses((status = 204), Problems<(Csr, Branch, Key, Body<()>, Ruled)>),
    security(("session" = []))
)]
async fn announce(
    Csr(person): Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Key(key): Key,
    Body(request): Body<AnnounceRequest>,
) -> Result<StatusCode> {
    tell(&state, &branch, key, person.id, request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was announced does not hold any more: every wall takes it down.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/announcements/{announcement}/withdraw", tag = "screens",
    params(Branch, Id, Key), request_body = DeskCommand,
    responses((status = 204), Problems<(Csr, Branch, Id, Key, Body<()>, Ruled)>), security(("session" = []))
)]
async fn withdraw(
    Csr(person): Csr,
    Branch(branch): Branch,
    Id(announcement): Id,
    Key(key): Key,
    Body(_): Body<DeskCommand>,
) -> Result<StatusCode> {
    branch.command(key, Actor::Staff(person.id), Command::WithdrawAnnouncement { announcement }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Checks and makes an announcement. Its id is the key of its request, so that a request that is sent twice is one.
pub async fn tell(
    state: &AppState,
    branch: &Handle,
    key: RequestKey,
    person: CsrId,
    request: AnnounceRequest,
) -> Result<()> {
    let AnnounceRequest { what, minutes } = request;
    if !MINUTES.contains(&minutes) {
        return Err(AnnounceError::Minutes.into());
    }
    let id = key.as_str().to_owned();
    let said = match what {
        Announced::DeskCloses { minutes, .. } | Announced::BranchCloses { minutes } if !MINUTES.contains(&minutes) => {
            return Err(AnnounceError::Minutes.into());
        }
        Announced::DeskCloses { desk, minutes } => Said::DeskCloses { desk: DeskId::new(&desk), minutes },
        Announced::DeskOpens { desk } => Said::DeskOpens { desk: DeskId::new(&desk) },
        Announced::BranchCloses { minutes } => Said::BranchCloses { minutes },
        Announced::Typed { words } => {
            keep(state, branch, &id, words).await?;
            Said::Typed
        }
    };
    let command = Command::Announce { announcement: AnnouncementId::new(&id), said, minutes };
    branch.command(key, Actor::Staff(person), command).await?;
    Ok(())
}

/// Keeps the words beside the journal, before the journal speaks of them.
async fn keep(state: &AppState, branch: &Handle, id: &str, words: Text) -> Result<()> {
    let setup = &branch.live().setup();
    check(&words, &setup.languages)?;
    let Some(day) = branch.live().read(|branch, _| branch.day().cloned()) else {
        return Err(CommandError::Refused(queue::Refusal::NoDay).into());
    };
    let json = serde_json::to_string(&words).map_err(Error::internal)?;
    let kept = announcement::put(&state.store, &BranchId::new(&setup.id), id, &day, &json).await?;
    if kept != json {
        return Err(CommandError::KeyReused.into());
    }
    branch.live().put_announced(id, words);
    Ok(())
}

/// Words on one line in languages of the branch, its first one among them.
fn check(words: &Text, languages: &[wire::Language]) -> std::result::Result<(), AnnounceError> {
    let first = languages.first().map_or("", wire::Language::as_str);
    if words.all().any(|words| words.chars().count() > WORDS_MOST) {
        return Err(AnnounceError::WordsTooLong);
    }
    let mut own = words.clone();
    own.keep(&languages.iter().map(wire::Language::as_str).collect::<Vec<_>>());
    if own != *words || words.all().any(|words| words.chars().any(char::is_control)) {
        return Err(AnnounceError::WordsMalformed);
    }
    let is_blank = |words: &str| words.trim().is_empty();
    if !words.has(first) || is_blank(words.get(first)) || words.all().any(is_blank) {
        return Err(AnnounceError::WordsMissing);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Language;

    #[test]
    fn words_are_in_the_first_language_at_least_short_and_plain() {
        let languages = [Language::new("it"), Language::new("en")];
        let of = |pairs: [(&str, &str); 2]| check(&Text::from(pairs), &languages);
        assert_eq!(of([("it", "Prego"), ("en", "Please")]), Ok(()));
        assert_eq!(check(&Text::from([("it", "Prego")]), &languages), Ok(()));
        assert_eq!(check(&Text::from([("en", "Please")]), &languages), Err(AnnounceError::WordsMissing));
        assert_eq!(of([("it", " "), ("en", "Please")]), Err(AnnounceError::WordsMissing));
        assert_eq!(of([("it", "Prego"), ("xx", "?")]), Err(AnnounceError::WordsMalformed));
        assert_eq!(of([("it", "Prego\n"), ("en", "Please")]), Err(AnnounceError::WordsMalformed));
        assert_eq!(of([("it", &"a".repeat(201)), ("en", "Please")]), Err(AnnounceError::WordsTooLong));
    }
}
