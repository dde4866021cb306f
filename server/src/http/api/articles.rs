//! What the bank knows about serving somebody: read at the desk, written and published by the staff.

use super::complaints::Record;
use super::forms::Service;
use super::records::{Changed, Wish, invalid};
use crate::http::AppState;
use crate::http::authorise::Csr;
use crate::http::extract::{Body, Branch, Key, Seen, in_query};
use crate::http::openapi::Problems;
use crate::http::problem::{Error, Result};
use app::search::Index;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use branch::Handle;
use jiff::civil::Date;
use office::Kept;
use office::articles::{ArticleWords, Published, advance, for_visitors, published, write};
use queue::ServiceId;
use records::article::{Step, is_overdue};
use store::BranchId;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ArticleAnswer, ArticleRequest, ArticleShown, ArticleStepRequest, Articles, Language, Text};

/// The most articles of an answer.
const MOST: usize = 12;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read, begin))
        .routes(routes!(rewrite))
        .routes(routes!(step))
        .routes(routes!(of_service))
}

/// The query of the route.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes the query, which is read by hand: what it leaves out has a default")]
pub struct ArticlesQuery {
    /// The service that is being given, by its id: what is about it, then what is about all.
    #[param(pattern = "^[a-z0-9_-]{1,40}$")]
    service: Option<String>,
    /// Words to look for among all articles, as they are typed; then the service says nothing.
    #[param(pattern = "^.{0,200}$")]
    q: Option<String>,
}

/// What is at hand for a service, or what is found by words: published articles, the quick answers of the set-up, and the products that stand by the service.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/articles", tag = "articles", params(Branch, ArticlesQuery),
    responses((status = 200, body = Articles), Problems<(Csr, Branch)>), security(("session" = []))
)]
async fn read(
    _: Csr,
    State(state): State<AppState>,
    Branch(branch): Branch,
    RawQuery(query): RawQuery,
) -> Result<Json<Articles>> {
    let text = |name: &str| Some(in_query(query.as_deref(), name)).filter(|value| !value.trim().is_empty());
    let (service, words) = (text("service"), text("q"));
    let articles = at_hand(&state, &branch, service.as_deref(), words.as_deref()).await?;
    let setup = branch.live().setup();
    let about = service.as_deref().filter(|_| words.is_none());
    // The service alone says which: nothing is chosen by what anybody said or typed.
    let products = about.and_then(|id| setup.service(&ServiceId::new(id))).map(|service| service.products.clone());
    Ok(Json(Articles { articles, products: products.unwrap_or_default() }))
}

/// What is found by words, or is at hand for a service.
pub async fn at_hand(
    state: &AppState,
    branch: &Handle,
    service: Option<&str>,
    words: Option<&str>,
) -> Result<Vec<ArticleShown>> {
    let setup = branch.live().setup();
    let about = service.filter(|_| words.is_none());
    let kept = published(&state.store, &BranchId::new(&setup.id), about).await?;
    let answers = setup.catalogue.answers.iter();
    let answers: Vec<_> =
        answers.filter(|answer| about.is_none_or(|id| answer.service.as_deref() == Some(id))).collect();
    let found: Vec<usize> = match words {
        None => (0..kept.len() + answers.len()).collect(),
        Some(words) => {
            let of_article = |article: &Published| {
                let searched = article.words.searched.split(',').map(str::to_owned);
                [article.words.title.clone()].into_iter().chain(searched).collect::<Vec<_>>()
            };
            let of_answer = |answer: &&wire::Answer| {
                answer.title.all().map(str::to_owned).chain(answer.synonyms.iter().cloned()).collect::<Vec<_>>()
            };
            let known = kept.iter().map(of_article).chain(answers.iter().map(of_answer));
            Index::of_phrases(known.enumerate()).find(words, MOST)
        }
    };
    let today = Wish::of(branch, branch::RequestKey::fresh()).today;
    let shown = |place: usize| match kept.get(place) {
        Some(article) => Some(article_shown(article, today)),
        None => answers.get(place - kept.len()).map(|answer| answer_shown(answer)),
    };
    Ok(found.into_iter().take(MOST).filter_map(shown).collect())
}

/// What visitors read about a service, in all its languages: marked for them, and hidden when nobody looked at it in time.
pub async fn visitors_read(state: &AppState, branch: &Handle, service: &str) -> Result<Vec<ArticleShown>> {
    let wish = Wish::of(branch, branch::RequestKey::fresh());
    let kept = for_visitors(&state.store, &wish.branch, service, wish.today).await?;
    let shown = kept.iter().take(MOST).map(|article| article_shown(article, wish.today));
    // When somebody looks at it again is the staff's matter.
    Ok(shown.map(|article| ArticleShown { review_by: None, overdue: false, ..article }).collect())
}

/// The articles about a service that are marked for visitors.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/ready/{service}/articles", tag = "articles", params(Branch, Service),
    responses((status = 200, body = Articles), Problems<(Branch, Service)>)
)]
async fn of_service(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Service(service): Service,
) -> Result<Json<Articles>> {
    let articles = visitors_read(&state, &branch, &service).await?;
    Ok(Json(Articles { articles, products: Vec::new() }))
}

fn article_shown(article: &Published, today: Date) -> ArticleShown {
    let Published { id, words, review_by } = article;
    ArticleShown {
        id: id.to_string(),
        title: Text::from([(words.language.as_str(), words.title.as_str())]),
        language: Some(Language::new(&words.language)),
        answer: None,
        blocks: view::blocks(&words.text),
        review_by: Some(review_by.to_string()),
        overdue: is_overdue(*review_by, today),
    }
}

fn answer_shown(answer: &wire::Answer) -> ArticleShown {
    ArticleShown {
        id: answer.id.clone(),
        title: answer.title.clone(),
        language: None,
        answer: Some(answer.text.clone()),
        blocks: Vec::new(),
        review_by: None,
        overdue: false,
    }
}

/// The words of a request, in a language and about services that the branch has.
pub fn words_of(setup: &setup::Branch, request: ArticleRequest) -> std::result::Result<ArticleWords, &'static str> {
    let ArticleRequest { title, searched, text, language, services, visitors } = request;
    if !setup.languages.iter().any(|known| known.as_str() == language) {
        return Err("language");
    }
    if services.iter().any(|service| setup.service(&ServiceId::new(service)).is_none()) {
        return Err("services");
    }
    Ok(ArticleWords { title, searched, text, language, services, visitors })
}

fn unoffered(field: &'static str) -> Error {
    invalid(field, "this branch has no such one")
}

fn answer(written: Kept) -> Json<ArticleAnswer> {
    let Kept { id, state, version } = written;
    Json(ArticleAnswer { id, state, version })
}

/// The step that a request asks for.
pub fn step_of(request: &ArticleStepRequest) -> Result<Step> {
    let review_by = || {
        let written = request.review_by.as_deref().unwrap_or_default();
        written.parse().map_err(|_| invalid("review_by", "write a day, such as 2027-05-01"))
    };
    Ok(match request.to.as_str() {
        "submitted" => Step::Submitted,
        "returned" => Step::Returned,
        "published" => Step::Published { review_by: review_by()? },
        "kept" => Step::Kept { review_by: review_by()? },
        "retired" => Step::Retired,
        _ => return Err(invalid("to", "write submitted, returned, published, kept or retired")),
    })
}

/// Write an article. Nobody reads it at a desk before somebody else has published it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/articles", tag = "articles", params(Branch, Key),
    request_body = ArticleRequest,
    responses((status = 201, body = ArticleAnswer), Problems<(Csr, Branch, Key, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn begin(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    key: Key,
    Body(request): Body<ArticleRequest>,
) -> Result<(StatusCode, Json<ArticleAnswer>)> {
    let words = words_of(&branch.live().setup(), request).map_err(unoffered)?;
    let wish = Wish::of(&branch, key.0);
    let written = write(wish.asked(&state), &words, person.id).await?;
    Ok((StatusCode::CREATED, answer(written)))
}

/// Write an article anew: it is a draft again, and what was published stays readable until somebody publishes the new words.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/articles/{record}", tag = "articles", params(Branch, Record, Key, Seen),
    request_body = ArticleRequest,
    responses((status = 200, body = ArticleAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn rewrite(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<ArticleRequest>,
) -> Result<Json<ArticleAnswer>> {
    let words = words_of(&branch.live().setup(), request).map_err(unoffered)?;
    let wish = Wish::of(&branch, key.0);
    let written = advance(wish.asked(&state), record, seen, person.id, &Step::Written, Some(&words)).await?;
    Ok(answer(written))
}

/// Ask for a reader, give it back, publish it, say that it is still right, or retire it. Its writer does not publish it.
#[utoipa::path(
    post, path = "/api/v1/branches/{branch}/articles/{record}/step", tag = "articles",
    params(Branch, Record, Key, Seen), request_body = ArticleStepRequest,
    responses((status = 200, body = ArticleAnswer), Problems<(Csr, Branch, Record, Key, Seen, Body<()>, Changed)>),
    security(("session" = []))
)]
async fn step(
    State(state): State<AppState>,
    Csr(person): Csr,
    Branch(branch): Branch,
    Record(record): Record,
    key: Key,
    Seen(seen): Seen,
    Body(request): Body<ArticleStepRequest>,
) -> Result<Json<ArticleAnswer>> {
    let wish = Wish::of(&branch, key.0);
    let written = advance(wish.asked(&state), record, seen, person.id, &step_of(&request)?, None).await?;
    Ok(answer(written))
}
