//! Notices: made, changed and withdrawn by a manager. What is shown where is read from the rows by the branch.

use crate::asked::{Asked, ChangeError, staff};
use crate::versioned::meant;
use queue::CsrId;
use records::Version;
use records::notice::{self, Draft, NOTICES_MOST, Refusal, check, state};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::notice::{By, Notice, by_id, change, open, put};
use store::{Failure, Transaction};

/// Why a notice was not made or changed.
pub type NoticeError = ChangeError<Refusal>;

/// What is to become of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Wanted {
    /// A new one.
    Made(Draft),
    Changed {
        id: i64,
        seen: Version,
        draft: Draft,
    },
    Withdrawn {
        id: i64,
        seen: Version,
    },
}

/// A notice that was made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: i64,
    pub version: u32,
}

/// Makes, changes or withdraws a notice. `languages` are those of the branch, in its order.
pub async fn carry_out(asked: Asked<'_>, wanted: &Wanted, languages: &[&str], who: CsrId) -> Result<Kept, NoticeError> {
    let wish = ("notice", wanted);
    asked.once(&wish, async |transaction| done(asked, wanted, languages, who, transaction).await).await
}

async fn done(
    asked: Asked<'_>,
    wanted: &Wanted,
    languages: &[&str],
    who: CsrId,
    transaction: &mut Transaction<'_>,
) -> Result<Kept, NoticeError> {
    let actor = staff(who);
    let by = |step| By { actor: &actor, at: asked.now, step };
    match wanted {
        Wanted::Made(draft) => {
            let new = row(draft, languages, asked)?;
            let opened = open(&mut *transaction, asked.branch, asked.now).await?.len();
            if u32::try_from(opened).unwrap_or(u32::MAX) >= NOTICES_MOST {
                return Err(NoticeError::Refused(Refusal::TooMany));
            }
            Ok(Kept { id: put(transaction, asked.branch, &new, by("made")).await?, version: 1 })
        }
        Wanted::Changed { id, seen, draft } => {
            let before = found(asked, *id, *seen, transaction).await?;
            // One that is shown already goes on as it began, where no other start is asked for.
            let draft = Draft { from: draft.from.or(Some(before.from.min(asked.now))), ..draft.clone() };
            let after = row(&draft, languages, asked)?;
            let version = seen.made(change(transaction, &before, &after, by("changed")).await?)?.0;
            Ok(Kept { id: *id, version })
        }
        Wanted::Withdrawn { id, seen } => {
            let before = found(asked, *id, *seen, transaction).await?;
            let after = Notice { withdrawn: true, ..before.clone() };
            let version = seen.made(change(transaction, &before, &after, by("withdrawn")).await?)?.0;
            Ok(Kept { id: *id, version })
        }
    }
}

/// The notice that is meant, in the version that was seen, while it may be changed.
async fn found(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    transaction: &mut Transaction<'_>,
) -> Result<Notice, NoticeError> {
    let before = meant(by_id(&mut *transaction, asked.branch, id).await?, seen)?;
    let state = state(before.from, before.until, before.withdrawn, asked.now);
    notice::open(state).map_err(NoticeError::Refused)?;
    Ok(before)
}

fn row(draft: &Draft, languages: &[&str], asked: Asked<'_>) -> Result<Notice, NoticeError> {
    let checked = check(draft, languages, asked.now).map_err(NoticeError::Refused)?;
    let words: BTreeMap<_, _> = checked.words.into_iter().collect();
    let words = serde_json::to_string(&words).map_err(|error| Failure::Other(error.to_string()))?;
    Ok(Notice { id: 0, from: checked.from, until: checked.until, words, withdrawn: false, version: 0 })
}
