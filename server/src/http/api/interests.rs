//! Interest in products: the consent's words, taking one, its steps. The list of them is part of what is to be done.

use super::complaints::Record;
use super::records::{Changed, RecordUnknown, Wish, feasts, invalid};
use super::visited::named;
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key, Seen, Wanted, in_query};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::Result;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use branch::{Handle, RequestKey};
use office::Kept;
use office::interests::{NewInterest, advance, take, wording_hash};
use records::interest::Step;
use store::interest;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, ConsentWording, Interest, InterestAnswer, InterestRequest, InterestStepRequest};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(wording)).routes(routes!(begin)).routes(routes!(read)).routes(routes!(step))
}

/// The consent about a product in a language, as the client reads it.
pub fn consent(setup: &setup::Branch, product: &wire::Product, language: &str) -> String {
    words::consent::interest(language, setup.name.get(language), product.name.get(language))
}

/// What the words are about: `product` and `lang`.
struct About;

impl IntoParams for About {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let product = openapi::text_query("product", "The product, by its id.", "^[a-z0-9_-]{1,40}$");
        vec![product, openapi::language_query()]
    }
}

impl Refuses for About {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::FieldInvalid)]];
}

/// The words of the consent that a client reads before an interest in a product is kept, and their hash.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/interests/wording", tag = "office", params(Branch, About),
    responses((status = 200, body = ConsentWording), Problems<(Csr, Branch, About)>), security(("session" = []))
)]
async fn wording(_: Csr, Branch(branch): Branch, RawQuery(query): RawQuery) -> Result<Json<ConsentWording>> {
    let setup = branch.live().setup();
    let product = setup.product(&in_query(query.as_deref(), "product"));
    let product = product.ok_or_else(|| invalid("product", "this branch has no such one"))?;
    let language = Wanted::asked(query.as_deref(), &setup.languages).to_owned();
    let words = consent(&setup, product, &language);
    Ok(Json(ConsentWording { wording: wording_hash(&words), words, language }))
}

fn answer(kept: Kept) -> InterestAnswer {
    InterestAnswer { id: kept.id, state: kept.state, version: kept.version }
}

/// An interest with the client's contact, who took it, and the token of the client's link.
pub async fn shown(
    state: &AppState,
    branch: &Handle,
    record: i64,
) -> Result<(Interest, Option<queue::CsrId>, queue::Token)> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let kept = interest::by_id(&state.store, &wish.branch, record).await?.ok_or(RecordUnknown)?;
    let contact = interest::contact(&state.store, record).await?.unwrap_or_default();
    let shown = Interest {
        id: kept.id,
        product: kept.product,
        label: kept.label,
        state: kept.state,
        language: kept.language,
        wording: kept.wording,
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        erased_on: kept.erase_on,
        version: kept.version,
    };
    Ok((shown, kept.owner, kept.token))
}

/// Keep a client's interest in a product, with the consent that the client has read. Name and contact are erased after 90 days.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/interests", tag = "office", params(Branch, Key),
    request_body = InterestRequest,
    responses((status = 201, body = InterestAnswer), Problems<(Csr, Branch, Key, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn begin(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<InterestRequest>,
) -> Result<(StatusCode, Json<InterestAnswer>)> {
    let setup = branch.live().setup();
    let product = setup.product(&request.product);
    let product = product.ok_or_else(|| invalid("product", "this branch has no such one"))?;
    if !setup.languages.iter().any(|known| known.as_str() == request.language) {
        return Err(invalid("language", "this branch has no such one"));
    }
    let visited = named(&branch, request.ticket)?;
    let words = consent(&setup, product, &request.language);
    let InterestRequest { product, language, name, email, phone, consent, wording, .. } = request;
    let new = NewInterest { product, visited, language, name, email, phone, consent, wording };
    let kept = take(Wish::of(&branch, key.0).asked(&state), &new, &words, Some(person.id), &feasts()).await?;
    Ok((StatusCode::CREATED, Json(answer(kept))))
}

/// Read an interest.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/interests/{record}", tag = "office", params(Branch, Record),
    responses((status = 200, body = Interest), Problems<(Csr, Branch, Record)>), security(("session" = []))
)]
async fn read(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(record): Record,
) -> Result<Json<Interest>> {
    Ok(Json(shown(&state, &branch, record).await?.0))
}

/// Pass an interest on, say that it is done, or withdraw the consent: then name and contact are erased at once.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/interests/{record}/step", tag = "office",
    params(Branch, Record, Key, Seen), request_body = InterestStepRequest,
    responses((status = 200, body = InterestAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn step(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<InterestStepRequest>,
) -> Result<Json<InterestAnswer>> {
    let step = Step::parse(&request.to).ok_or_else(|| invalid("to", "write passed, done or withdrawn"))?;
    let kept = advance(Wish::of(&branch, key.0).asked(&state), record, seen, Some(person.id), step).await?;
    Ok(Json(answer(kept)))
}
