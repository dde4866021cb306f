//! Contact data: that they were checked, and changes that are handed over. The list of changes is part of what is to be done.

use super::complaints::Record;
use super::records::{Changed, RecordUnknown, Wish, feasts, invalid};
use super::visited::named;
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key, Seen, Wanted};
use crate::http::openapi::{self, Problems};
use crate::http::problem::Result;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use branch::{Handle, RequestKey};
use office::contact_checks::{Kept, NewChange, advance, check, take};
use office::interests::wording_hash;
use records::contact_check::Step;
use store::contact_check;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ConsentWording, ContactCheck, ContactCheckAnswer, ContactCheckRequest, ContactStepRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(wording)).routes(routes!(begin)).routes(routes!(read)).routes(routes!(step))
}

/// The consent to a change in a language, as the client reads it.
pub fn consent(setup: &setup::Branch, language: &str) -> String {
    words::consent::contact(language, setup.name.get(language))
}

/// The language of the words.
struct InLanguage;

impl IntoParams for InLanguage {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![openapi::language_query()]
    }
}

/// The words of the consent that a client reads before a change of contact data is taken, and their hash.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/contact-checks/wording", tag = "office", params(Branch, InLanguage),
    responses((status = 200, body = ConsentWording), Problems<(Csr, Branch)>), security(("session" = []))
)]
async fn wording(_: Csr, Branch(branch): Branch, RawQuery(query): RawQuery) -> Json<ConsentWording> {
    let setup = branch.live().setup();
    let language = Wanted::asked(query.as_deref(), &setup.languages).to_owned();
    let words = consent(&setup, &language);
    Json(ConsentWording { wording: wording_hash(&words), words, language })
}

fn answer(kept: Kept) -> ContactCheckAnswer {
    ContactCheckAnswer { id: kept.id, state: kept.state, version: kept.version }
}

/// A check with the addresses of a change, and who checked.
pub async fn shown(state: &AppState, branch: &Handle, record: i64) -> Result<(ContactCheck, queue::CsrId)> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let kept = contact_check::by_id(&state.store, &wish.branch, record).await?.ok_or(RecordUnknown)?;
    let change = contact_check::addresses(&state.store, record).await?.unwrap_or_default();
    let shown = ContactCheck {
        id: kept.id,
        label: kept.label,
        state: kept.state,
        on: kept.day.to_string(),
        client: change.client,
        before: change.before,
        after: change.after,
        erased_on: kept.erase_on,
        version: kept.version,
    };
    Ok((shown, kept.owner))
}

/// Note that a client's contact data were checked; or take a change of the e-mail address, to which a code is sent at once.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/contact-checks", tag = "office", params(Branch, Key),
    request_body = ContactCheckRequest,
    responses((status = 201, body = ContactCheckAnswer), Problems<(Csr, Branch, Key, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn begin(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<ContactCheckRequest>,
) -> Result<(StatusCode, Json<ContactCheckAnswer>)> {
    let visited = named(&branch, request.ticket)?;
    let wish = Wish::of(&branch, key.0);
    let kept = match request.change {
        None => check(wish.asked(&state), visited.as_ref(), person.id).await?,
        Some(change) => {
            let setup = branch.live().setup();
            if !setup.languages.iter().any(|known| known.as_str() == change.language) {
                return Err(invalid("language", "this branch has no such one"));
            }
            let words = consent(&setup, &change.language);
            let wire::ContactChangeRequest { language, client, before, after, seen, consent, wording } = change;
            let new = NewChange { visited, language, client, before, after, seen, consent, wording };
            take(wish.asked(&state), &new, &words, state.site.mail, person.id, &feasts()).await?
        }
    };
    Ok((StatusCode::CREATED, Json(answer(kept))))
}

/// Read a check, or a change with its addresses.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/contact-checks/{record}", tag = "office", params(Branch, Record),
    responses((status = 200, body = ContactCheck), Problems<(Csr, Branch, Record)>), security(("session" = []))
)]
async fn read(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(record): Record,
) -> Result<Json<ContactCheck>> {
    Ok(Json(shown(&state, &branch, record).await?.0))
}

/// The step of a word, with the code that was read back.
pub fn step_of(to: &str, code: &str) -> Option<Step> {
    Some(match to {
        "new_code" => Step::NewCode,
        "confirmed" => Step::Confirmed { code: code.to_owned() },
        "delivered" => Step::Delivered,
        _ => return None,
    })
}

/// Send another code, confirm the new address by the code that was read back, or say that the bank's register has it: then the
/// addresses are erased.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/contact-checks/{record}/step", tag = "office",
    params(Branch, Record, Key, Seen), request_body = ContactStepRequest,
    responses((status = 200, body = ContactCheckAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn step(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<ContactStepRequest>,
) -> Result<Json<ContactCheckAnswer>> {
    let step = step_of(&request.to, request.code.as_deref().unwrap_or_default());
    let step = step.ok_or_else(|| invalid("to", "write new_code, confirmed or delivered"))?;
    let kept = advance(Wish::of(&branch, key.0).asked(&state), record, seen, person.id, &step).await?;
    if kept.wrong {
        return Err(invalid("code", "this is another one than was sent"));
    }
    Ok(Json(answer(kept)))
}
