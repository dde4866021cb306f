//! The page that asks a visitor how the visit was: by the ticket's link, or on the screen at the exit. It needs no script.

use super::{shown, with_status};
use crate::http::api::feedback::{Visited, at_exit, find, keep};
use crate::http::api::records::Wish;
use crate::http::authorise::same_origin;
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::new_form;
use crate::http::pages::sign_in::form_encoded;
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use branch::RequestKey;
use office::feedback::{Progress, Question, progress};
use office::{ChangeError, OfficeError};
use records::feedback::{Refusal, Said, Second, is_low};
use serde::Deserialize;
use wire::{FeedbackAsk, FeedbackPage, FieldFault, FilledForm, PublicBody};

/// The exit's screen goes back to the first question after this many seconds.
const BACK_AFTER_S: u32 = 20;

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SayForm {
    key: String,
    lang: String,
    of: String,
    satisfaction: String,
    effort: String,
    recommendation: String,
    comment: String,
}

impl SayForm {
    /// What the visitor says; a rating that is no number is out of range.
    fn said(&self) -> Said {
        let rating = |typed: &String| (!typed.is_empty()).then(|| typed.parse().unwrap_or(u8::MAX));
        Said {
            satisfaction: rating(&self.satisfaction),
            effort: rating(&self.effort),
            recommendation: rating(&self.recommendation),
            comment: (!self.comment.is_empty()).then(|| self.comment.clone()),
        }
    }

    fn key(&self) -> RequestKey {
        RequestKey::parse(&self.key).unwrap_or_else(RequestKey::fresh)
    }
}

/// `GET /f/{token}`
pub async fn page(visit: Visit, Path(token): Path<String>) -> Page {
    let visited = match find(&visit.state, &token).await {
        Ok(visited) => visited,
        Err(error) => return over(visit, error).await,
    };
    let page = Asking { action: format!("/f/{token}"), of: String::new(), number: visited.number.clone() };
    if !visited.over {
        let body = body(&visited.setup, page, FeedbackAsk::Early, new_form());
        return Ok(shown(visit, &visited.setup, body).await);
    }
    let skip = in_query(visit.parts.uri.query(), "skip");
    let progress = look(&visit, &visited.setup, &visited.question()).await?;
    let body = body(&visited.setup, page, ask(&progress, &skip), new_form());
    Ok(shown(visit, &visited.setup, body).await)
}

/// A link that leads nowhere any more is told in words.
async fn over(visit: Visit, error: Error) -> Page {
    if error.status() != StatusCode::NOT_FOUND {
        return Err(error);
    }
    let Some(setup) = visit.state.branches.setups().first().cloned() else { return Err(error) };
    Ok(with_status(visit, &setup, PublicBody::LinkOver, StatusCode::NOT_FOUND).await)
}

/// `POST /f/{token}`
pub async fn say(visit: Visit, headers: HeaderMap, Path(token): Path<String>, Fields(form): Fields<SayForm>) -> Page {
    same_origin(&headers)?;
    let visited = match find(&visit.state, &token).await {
        Ok(visited) => visited,
        Err(error) => return over(visit, error).await,
    };
    let action = format!("/f/{token}");
    if !visited.over {
        return Ok(Redirect::to(&action).into_response());
    }
    let Visited { setup, number, .. } = &visited;
    let asking = Asking { action, of: String::new(), number: number.clone() };
    answered(visit, setup, asking, &visited.question(), form).await
}

/// `GET /b/{branch}/feedback`: the screen at the exit.
pub async fn exit(visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let query = visit.parts.uri.query();
    let (of, skip) = (in_query(query, "of"), in_query(query, "skip"));
    let language = visit.wanted(&setup.languages).await;
    let progress = look(&visit, &setup, &at_exit(RequestKey::parse(&of), &language)).await?;
    let asking = Asking { action: format!("/b/{}/feedback", setup.id), of, number: String::new() };
    let first = asking.action.clone();
    let ask = ask(&progress, &skip);
    let body = body(&setup, asking, ask, new_form());
    let mut response = shown(visit, &setup, body).await;
    if ask != FeedbackAsk::Satisfaction
        && let Ok(back) = HeaderValue::from_str(&format!("{BACK_AFTER_S}; url={first}"))
    {
        response.headers_mut().insert("refresh", back);
    }
    Ok(response)
}

/// `POST /b/{branch}/feedback`
pub async fn say_at_exit(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Fields(form): Fields<SayForm>,
) -> Page {
    same_origin(&headers)?;
    let setup = branch.live().setup();
    let language = visit.wanted(&setup.languages).await;
    let first = RequestKey::parse(&form.of);
    let question = at_exit(first, &language);
    // The answer goes on with the key that began it.
    let of = if form.of.is_empty() { form.key.clone() } else { form.of.clone() };
    let asking = Asking { action: format!("/b/{}/feedback", setup.id), of, number: String::new() };
    answered(visit, &setup, asking, &question, form).await
}

struct Asking {
    action: String,
    of: String,
    number: String,
}

async fn look(visit: &Visit, setup: &setup::Branch, question: &Question<'_>) -> Result<Progress, Error> {
    let wish = Wish::new(setup, RequestKey::fresh());
    Ok(progress(wish.asked(&visit.state), question).await?)
}

/// The question that comes next. `skip` names the one that the visitor goes on to.
fn ask(progress: &Progress, skip: &str) -> FeedbackAsk {
    let Some(given) = &progress.given else { return FeedbackAsk::Satisfaction };
    let low = is_low(u8::try_from(given.satisfaction).unwrap_or(u8::MAX));
    let second = given.effort.is_some() || given.recommendation.is_some();
    if given.commented || skip == "thanks" {
        FeedbackAsk::Thanks { low }
    } else if second || skip == "comment" {
        FeedbackAsk::Comment
    } else if progress.second == Second::Effort {
        FeedbackAsk::Effort
    } else {
        FeedbackAsk::Recommendation
    }
}

fn body(setup: &setup::Branch, asking: Asking, ask: FeedbackAsk, form: FilledForm) -> PublicBody {
    let Asking { action, of, number } = asking;
    let complain = format!("/b/{}/complain", setup.id);
    PublicBody::Feedback(Box::new(FeedbackPage { ask, action, of, number, form, complain }))
}

/// Keeps a step, and leads to the next question. What was answered already leads there too; a comment that is too long comes
/// back as it was typed.
async fn answered(visit: Visit, setup: &setup::Branch, asking: Asking, question: &Question<'_>, form: SayForm) -> Page {
    let next = |asking: &Asking| -> Response {
        let pairs = [("of", asking.of.as_str()), ("lang", form.lang.as_str())];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Redirect::to(&format!("{}?{}", asking.action, form_encoded(&pairs))).into_response()
    };
    match keep(&visit.state, setup, form.key(), question, &form.said()).await {
        Ok(_) | Err(ChangeError::Refused(Refusal::Answered(_) | Refusal::NotAsked(_) | Refusal::Nothing)) => {
            Ok(next(&asking))
        }
        Err(ChangeError::Office(OfficeError::KeyReused) | ChangeError::Stale(_)) => Ok(next(&asking)),
        Err(ChangeError::Refused(Refusal::Comment(_))) => {
            let mut again = new_form().with("comment", form.comment.clone());
            again.fault("comment", FieldFault::TooLong { most: 1_000 });
            let body = body(setup, asking, FeedbackAsk::Comment, again);
            Ok(super::refused(visit, setup, body).await)
        }
        Err(error) => Err(error.into()),
    }
}
