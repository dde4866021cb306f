//! Articles: their words, their way to being published, and those that are.

use crate::asked::{Asked, ChangeError, Kept, date, staff, written};
use crate::versioned::{meant, stored_state};
use jiff::civil::Date;
use queue::CsrId;
use records::article::{Refusal, State, Step, after, is_hidden};
use records::{Version, text};
use serde::{Deserialize, Serialize};
use store::article::{self, Article};
use store::{BranchId, Failure, Store, Transaction};

/// The most characters of a title, of the search words, and of the text.
pub const TITLE_MAX: usize = 120;
pub const SEARCHED_MAX: usize = 300;
pub const TEXT_MAX: usize = 10_000;
/// The most articles of a branch that are read.
pub const MOST: u32 = 500;

/// Why an article was not written or changed.
pub type ArticleError = ChangeError<Refusal>;

/// The words of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleWords {
    pub title: String,
    /// Words by which it is looked for beside its title, with commas between them.
    pub searched: String,
    /// Markdown.
    pub text: String,
    /// The language that it is written in.
    pub language: String,
    /// The services that it is about, by their ids; none stands for all.
    pub services: Vec<String>,
    /// Visitors read it, too.
    #[serde(default)]
    pub visitors: bool,
}

/// An article that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub id: i64,
    pub words: ArticleWords,
    pub review_by: Date,
}

/// Returns the words as they are kept.
fn checked(typed: &ArticleWords) -> Result<ArticleWords, ArticleError> {
    let words = |field, typed: &str, most, required| {
        text(typed, most, required).map_err(|fault| ArticleError::Text { field, fault })
    };
    Ok(ArticleWords {
        // A title and a search word stand on one line.
        title: words("title", &typed.title.replace(['\n', '\r'], " "), TITLE_MAX, true)?,
        searched: words("searched", &typed.searched.replace(['\n', '\r'], " "), SEARCHED_MAX, false)?,
        text: words("text", &typed.text, TEXT_MAX, true)?,
        ..typed.clone()
    })
}

/// Returns the words that were stored.
pub fn words(stored: &str) -> Result<ArticleWords, Failure> {
    serde_json::from_str(stored).map_err(|error| Failure::Other(format!("an article cannot be read: {error}")))
}

fn stored(words: &ArticleWords) -> Result<String, Failure> {
    serde_json::to_string(words).map_err(|error| Failure::Other(error.to_string()))
}

/// Begins an article.
pub async fn write(asked: Asked<'_>, typed: &ArticleWords, who: CsrId) -> Result<Kept, ArticleError> {
    let draft = stored(&checked(typed)?)?;
    let row = Article {
        id: 0,
        branch: asked.branch.clone(),
        state: State::Draft.as_str().to_owned(),
        draft,
        shown: String::new(),
        writer: who,
        review_by: String::new(),
        changed: asked.now,
        version: 1,
    };
    let wish = ("article", &row.draft);
    let keep = async |transaction: &mut Transaction<'_>| {
        let id = article::put(transaction, &row, &staff(who)).await?;
        Ok(Kept { id, state: row.state.clone(), version: 1 })
    };
    asked.once(&wish, keep).await
}

/// Changes an article: with words where they are written anew, and without for every other step.
pub async fn advance(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: CsrId,
    step: &Step,
    typed: Option<&ArticleWords>,
) -> Result<Kept, ArticleError> {
    let draft = match typed {
        Some(typed) => Some(stored(&checked(typed)?)?),
        None => None,
    };
    let wish = ("article", id, seen, step, &draft);
    let make = async |transaction: &mut Transaction<'_>| {
        let before = meant(article::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
        let next = after(state(&before)?, step, before.writer, who, asked.today).map_err(ArticleError::Refused)?;
        let mut row = Article { state: next.as_str().to_owned(), changed: asked.now, ..before.clone() };
        match step {
            Step::Written => {
                row.writer = who;
                row.draft = draft.clone().unwrap_or_else(|| before.draft.clone());
            }
            Step::Published { review_by } => {
                row.shown.clone_from(&before.draft);
                row.review_by = written(*review_by);
            }
            Step::Kept { review_by } => row.review_by = written(*review_by),
            Step::Retired => {
                row.shown.clear();
                row.review_by.clear();
            }
            Step::Submitted | Step::Returned => {}
        }
        let version = seen.made(article::change(transaction, &before, &row, &staff(who)).await?)?.0;
        Ok(Kept { id, state: row.state, version })
    };
    asked.once(&wish, make).await
}

/// Returns the state that was stored.
pub fn state(article: &Article) -> Result<State, Failure> {
    stored_state(&article.state, State::parse)
}

/// Returns what is published in a branch for a service: what is about it first, then what is about all. Without a service,
/// everything.
pub async fn published(store: &Store, branch: &BranchId, service: Option<&str>) -> Result<Vec<Published>, Failure> {
    let mut found = Vec::new();
    for article in article::of_branch(store, branch, MOST).await? {
        if article.shown.is_empty() {
            continue;
        }
        let (words, review_by) = (words(&article.shown)?, date(&article.review_by)?);
        let meant = |service: &str| words.services.is_empty() || words.services.iter().any(|own| own == service);
        if service.is_none_or(meant) {
            found.push(Published { id: article.id, words, review_by });
        }
    }
    // What names its services is nearer than what is about all.
    found.sort_by_key(|article| (article.words.services.is_empty(), article.id));
    Ok(found)
}

/// Returns what visitors read about a service: what is marked for them, and was looked at in time.
pub async fn for_visitors(
    store: &Store,
    branch: &BranchId,
    service: &str,
    today: Date,
) -> Result<Vec<Published>, Failure> {
    let mut found = published(store, branch, Some(service)).await?;
    found.retain(|article| article.words.visitors && !is_hidden(article.review_by, today));
    Ok(found)
}
