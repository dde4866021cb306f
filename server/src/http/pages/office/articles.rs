//! Articles: the staff's list, writing one, and one with its way to being published.

use super::super::public::complain::services;
use super::complaints::name;
use super::{refused, saved, shown};
use crate::http::AppState;
use crate::http::api::articles::{step_of, words_of};
use crate::http::api::complaints::Record;
use crate::http::api::records::{RecordUnknown, Wish};
use crate::http::authorise::Csr;
use crate::http::extract::Branch;
use crate::http::pages::form::{Sent, key_of, new_form, seen, text_fault};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use branch::{Handle, RequestKey};
use jiff::civil::Date;
use office::articles::{ArticleWords, MOST, advance, words, write};
use office::{ChangeError, date};
use queue::CsrId;
use records::article::{State, Step, is_overdue, latest_review};
use store::article::{Article, by_id, of_branch, steps};
use wire::{
    ArticleChange, ArticleForm, ArticleOffice, ArticleRequest, ArticleRow, ArticleStepRequest, ArticlesOffice,
    FieldFault, FilledForm, OfficeBody, Time,
};

/// What stands before the id of a service in the name of its box.
const SERVICE: &str = "service.";

fn row(branch: &Handle, article: &Article, today: Date) -> Result<ArticleRow> {
    let overdue = !article.review_by.is_empty() && is_overdue(date(&article.review_by)?, today);
    Ok(ArticleRow {
        id: article.id,
        title: words(&article.draft)?.title,
        state: article.state.clone(),
        writer: name(branch, Some(article.writer)),
        review_by: article.review_by.clone(),
        overdue,
    })
}

/// `GET /b/{branch}/office/articles`
pub async fn list(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let wish = Wish::of(&branch, RequestKey::fresh());
    let found = of_branch(&visit.state.store, &wish.branch, MOST).await?;
    let mut rows = found.iter().map(|article| row(&branch, article, wish.today)).collect::<Result<Vec<_>>>()?;
    // What waits for a reader, then what should have been looked at again; what is over comes last.
    let place = |row: &ArticleRow| match State::parse(&row.state) {
        Some(State::Review) => 0,
        Some(State::Retired) | None => 4,
        Some(_) if row.overdue => 1,
        Some(State::Draft) => 2,
        Some(State::Published) => 3,
    };
    rows.sort_by_key(place);
    Ok(shown(visit, &branch, person, OfficeBody::Articles(Box::new(ArticlesOffice { rows }))).await)
}

fn form_of(setup: &setup::Branch, form: FilledForm) -> ArticleForm {
    ArticleForm { form, languages: setup.languages.clone(), services: services(setup) }
}

/// `GET /b/{branch}/office/articles/new`
pub async fn new(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let page = form_of(&branch.live().setup(), new_form());
    Ok(shown(visit, &branch, person, OfficeBody::NewArticle(Box::new(page))).await)
}

/// The words that were typed; what the branch does not offer is noted beside its field.
fn typed_words(setup: &setup::Branch, form: &mut FilledForm) -> Option<ArticleWords> {
    let ticked = form.values.iter().filter(|(_, value)| *value == "on");
    let services = ticked.filter_map(|(name, _)| name.strip_prefix(SERVICE)).map(str::to_owned).collect();
    let value = |name: &str| form.value(name).to_owned();
    let request = ArticleRequest {
        title: value("title"),
        searched: value("searched"),
        text: value("text"),
        language: value("language"),
        services,
        visitors: form.value("visitors") == "on",
    };
    match words_of(setup, request) {
        Ok(words) => Some(words),
        Err(field) => {
            form.fault(field, FieldFault::NotOffered);
            None
        }
    }
}

/// `POST /b/{branch}/office/articles/new`
pub async fn begin(visit: Visit, Branch(branch): Branch, Csr(person): Csr, Sent(mut form): Sent) -> Page {
    let setup = branch.live().setup();
    let wish = Wish::of(&branch, key_of(&form.key));
    if let Some(words) = typed_words(&setup, &mut form) {
        match write(wish.asked(&visit.state), &words, person.id).await {
            Ok(written) => {
                return Ok(saved(&visit, &branch, &format!("articles/{}", written.id)));
            }
            Err(ChangeError::Text { field, fault }) => form.fault(field, text_fault(fault)),
            Err(error) => return Err(error.into()),
        }
    }
    let page = form_of(&setup, form);
    Ok(refused(visit, &branch, person, OfficeBody::NewArticle(Box::new(page))).await)
}

/// The page of an article. `typed` is the form as it was filled in, where it was refused.
async fn page_of(
    state: &AppState,
    branch: &Handle,
    record: i64,
    viewer: CsrId,
    typed: Option<FilledForm>,
    refused: bool,
) -> Result<OfficeBody> {
    let wish = Wish::of(branch, RequestKey::fresh());
    let article = by_id(&state.store, &wish.branch, record).await?.ok_or(RecordUnknown)?;
    let written = words(&article.draft)?;
    let setup = &branch.live().setup();
    let form = typed.unwrap_or_else(|| {
        let form = new_form().with("title", &written.title).with("text", &written.text);
        let form = form.with("searched", &written.searched).with("language", &written.language);
        let form = if written.visitors { form.with("visitors", "on") } else { form };
        // What is offered for a review is the latest day that is allowed.
        let form = form.with("review_by", latest_review(wish.today).to_string());
        written.services.iter().fold(form, |form, service| form.with(&format!("{SERVICE}{service}"), "on"))
    });
    let made = steps(&state.store, record).await?.into_iter().map(|step| {
        let who = step.actor.strip_prefix("staff:").and_then(|id| id.parse().ok()).map(CsrId);
        let day = setup.calendar.date(step.at).to_string();
        ArticleChange { day, at: Time::from_millis(step.at.0), by: name(branch, who), to: step.to }
    });
    Ok(OfficeBody::Article(Box::new(ArticleOffice {
        row: row(branch, &article, wish.today)?,
        version: article.version,
        blocks: view::blocks(&written.text),
        published: !article.shown.is_empty(),
        own: article.writer == viewer,
        changes: made.collect(),
        form: form_of(setup, form),
        refused,
        utc_offset_minutes: setup.calendar.utc_offset_minutes(wish.now),
    })))
}

/// `GET /b/{branch}/office/articles/{record}`
pub async fn one(visit: Visit, Branch(branch): Branch, Record(record): Record, Csr(person): Csr) -> Page {
    let body = page_of(&visit.state, &branch, record, person.id, None, false).await?;
    Ok(shown(visit, &branch, person, body).await)
}

/// `POST /b/{branch}/office/articles/{record}`
pub async fn change(
    visit: Visit,
    Branch(branch): Branch,
    Record(record): Record,
    Csr(person): Csr,
    Sent(mut form): Sent,
) -> Page {
    let setup = branch.live().setup();
    let wish = Wish::of(&branch, key_of(&form.key));
    let seen = seen(&form);
    let rewritten = form.value("to") == "written";
    let asked = if rewritten {
        typed_words(&setup, &mut form).map(|words| (Step::Written, Some(words)))
    } else {
        let day = Some(form.value("review_by").to_owned());
        let step = step_of(&ArticleStepRequest { to: form.value("to").to_owned(), review_by: day });
        if step.is_err() {
            form.fault("review_by", FieldFault::Malformed);
        }
        step.ok().map(|step| (step, None))
    };
    let Some((step, words)) = asked else {
        let body =
            page_of(&visit.state, &branch, record, person.id, Some(form).filter(|_| rewritten), !rewritten).await?;
        return Ok(refused(visit, &branch, person, body).await);
    };
    match advance(wish.asked(&visit.state), record, seen, person.id, &step, words.as_ref()).await {
        Ok(_) => Ok(saved(&visit, &branch, &format!("articles/{record}"))),
        Err(ChangeError::Text { field, fault }) => {
            form.fault(field, text_fault(fault));
            let body = page_of(&visit.state, &branch, record, person.id, Some(form), false).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        // A record that changed meanwhile does not lose what was typed.
        Err(ChangeError::Refused(_) | ChangeError::Stale(_)) => {
            let kept = Some(form).filter(|_| rewritten);
            let body = page_of(&visit.state, &branch, record, person.id, kept, true).await?;
            Ok(refused(visit, &branch, person, body).await)
        }
        Err(error) => Err(error.into()),
    }
}
