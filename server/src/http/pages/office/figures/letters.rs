//! The reports that are sent by themselves: what became of them, and the way to send one again.

use super::super::{done, language};
use crate::http::AppState;
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use axum::http::HeaderMap;
use machine::clock;
use queue::Day;
use serde::Deserialize;
use store::{BranchId, ReportLetter, report_letter};
use wire::{LetterRow, NewsState, Said};

/// Reports on the page.
const SHOWN: u32 = 20;

/// The latest reports of a branch.
pub async fn letters(state: &AppState, setup: &setup::Branch) -> Result<Vec<LetterRow>, Error> {
    let row = |letter: ReportLetter| LetterRow {
        recipient: letter.recipient,
        period: letter.period.to_string(),
        state: match letter.state.as_str() {
            "sent" => NewsState::Sent,
            "dead" => NewsState::Dead,
            _ => NewsState::Waiting,
        },
        tries: letter.tries,
        at: setup.calendar.clock(letter.changed),
        fault: letter.fault,
    };
    let latest = report_letter::latest(&state.store, &BranchId::new(&setup.id), SHOWN).await?;
    Ok(latest.into_iter().map(row).collect())
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AgainForm {
    recipient: String,
    period: String,
}

/// `POST`: a report that was given up is sent again. One that waits or was sent stays as it is.
pub async fn again(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    _: Manager,
    Fields(form): Fields<AgainForm>,
) -> Page {
    same_origin(&headers)?;
    let id = BranchId::new(&branch.live().setup().id);
    let AgainForm { recipient, period } = form;
    let period = Day::from_written(&period);
    report_letter::again(&visit.state.store, &recipient, &id, &period, clock::now()).await?;
    Ok(done(&branch, "reports", Said::Saved, &language(&visit)))
}
