//! Articles: the words that are being written, those that are published, and who changed what. They are about services and name
//! nobody but, by number, the staff who wrote them.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step::{self, StateStep, insert_state_step};
use queue::{CsrId, Timestamp};

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: i64,
    pub branch: BranchId,
    pub state: String,
    /// The words as they were written last, as JSON.
    pub draft: String,
    /// Those that are published, as JSON; empty where none are.
    pub shown: String,
    /// Who wrote the words last.
    pub writer: CsrId,
    /// The day by which what is published is looked at again; empty where nothing is.
    pub review_by: String,
    pub changed: Timestamp,
    pub version: u32,
}

impl FromRow for Article {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            state: row.get("state")?,
            draft: row.get("draft")?,
            shown: row.get("shown")?,
            writer: row.get("writer")?,
            review_by: row.get("review_by")?,
            changed: row.get("changed_ms")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, state, draft, shown, writer, review_by, changed_ms, version"
    };
}

const INSERT_STEP: &str = insert_state_step!("article");

/// Keeps a new article; its `id` and `version` are given here. Returns its id.
pub async fn put(transaction: &mut Transaction<'_>, new: &Article, actor: &str) -> Result<i64, Failure> {
    let insert = sql("INSERT INTO article (branch, state, draft, shown, writer, review_by, changed_ms, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, 1) RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.state).bind(&new.draft).bind(&new.shown).bind(new.writer);
    let (id,): (i64,) = transaction.fetch_one(insert.bind(&new.review_by).bind(new.changed)).await?;
    let step = StateStep { record: id, version: 1, at: new.changed, actor, from: "", to: &new.state };
    transaction.execute(step.insert(INSERT_STEP)).await?;
    Ok(id)
}

/// Writes an article as it is after a change, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &Article,
    after: &Article,
    actor: &str,
) -> Result<bool, Failure> {
    let update =
        sql("UPDATE article SET state = $3, draft = $4, shown = $5, writer = $6, review_by = $7, changed_ms = $8,
                          version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(&after.state).bind(&after.draft).bind(&after.shown);
    let update = update.bind(after.writer).bind(&after.review_by).bind(after.changed);
    let (version, from, to) = (before.version + 1, &before.state, &after.state);
    let step = StateStep { record: before.id, version, at: after.changed, actor, from, to };
    step::change(transaction, update, step.insert(INSERT_STEP)).await
}

/// Returns a branch's article.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Article>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM article WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns a branch's articles, the newest first: at most `most`.
pub async fn of_branch(on: impl Run, branch: &BranchId, most: u32) -> Result<Vec<Article>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM article WHERE branch = $1 ORDER BY id DESC LIMIT $2"));
    on.fetch_all(select.bind(branch).bind(most)).await
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleStep {
    pub at: Timestamp,
    pub actor: String,
    pub to: String,
}

impl FromRow for ArticleStep {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { at: row.get("at_ms")?, actor: row.get("actor")?, to: row.get("to_state")? })
    }
}

/// Returns the changes of an article in their order.
pub async fn steps(on: impl Run, id: i64) -> Result<Vec<ArticleStep>, Failure> {
    let select = sql("SELECT at_ms, actor, to_state FROM article_step WHERE article = $1 ORDER BY version");
    on.fetch_all(select.bind(id)).await
}
