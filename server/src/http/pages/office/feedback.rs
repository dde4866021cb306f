//! What visitors said, for the manager.

use super::{saved, shown};
use crate::http::AppState;
use crate::http::api::records::{RecordUnknown, Wish};
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields, in_query};
use crate::http::pages::form::{key_of, new_form};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Result;
use axum::http::HeaderMap;
use branch::RequestKey;
use jiff::ToSpan;
use office::{monday, written};
use queue::{ServiceId, Timestamp};
use records::Version;
use records::kpi::{ces, csat, mean_and_median, nps, share};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::feedback::{Tally, bursts, comments, tallies};
use wire::{ContactFigures, FeedbackComment, FeedbackOffice, FeedbackRow, Figure, OfficeBody, RowOf, Text};

/// How many weeks the figures are of.
const WEEKS: i64 = 13;
/// How many comments are looked through, and how many are shown.
const SEARCHED: u32 = 2_000;
const SHOWN: usize = 100;

/// `GET /b/{branch}/office/feedback`; `?q=` searches the comments.
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let setup = branch.live().setup();
    let wish = Wish::of(&branch, RequestKey::fresh());
    let search = in_query(visit.parts.uri.query(), "q");
    let first = monday(wish.today).saturating_sub((WEEKS - 1).weeks());
    let since = written(first);
    let said = tallies(&visit.state.store, &wish.branch, &since).await?;
    let page = FeedbackOffice {
        total: row(RowOf::All, said.iter()),
        by_service: by(&said, |tally| tally.service.clone(), |service| of_service(&setup, service)),
        by_week: by(&said, |tally| tally.week.clone(), |week| RowOf::Week(week.to_owned())),
        bursts: bursts(&visit.state.store, &wish.branch, &since).await?,
        contact: contact(&visit.state, &setup, &wish, first).await?,
        comments: wall(&visit.state, &setup, &wish, &search).await?,
        search,
        form: new_form(),
    };
    Ok(shown(visit, &branch, person, OfficeBody::Feedback(Box::new(page))).await)
}

fn of_service(setup: &setup::Branch, service: &str) -> RowOf {
    if service.is_empty() { RowOf::Exit } else { RowOf::Service(name(setup, service)) }
}

fn name(setup: &setup::Branch, service: &str) -> Text {
    let known = setup.service(&ServiceId::new(service)).map(|service| service.name.clone());
    known.unwrap_or_else(|| [("en".to_owned(), service.to_owned())].into_iter().collect())
}

/// Rows by what the tallies have in common.
fn by(said: &[Tally], key: impl Fn(&Tally) -> String, of: impl Fn(&str) -> RowOf) -> Vec<FeedbackRow> {
    let mut groups: BTreeMap<String, Vec<&Tally>> = BTreeMap::new();
    for tally in said {
        groups.entry(key(tally)).or_default().push(tally);
    }
    groups.into_iter().map(|(key, tallies)| row(of(&key), tallies.into_iter())).collect()
}

/// The figures of some tallies: counts are added before they are divided.
fn row<'a>(of: RowOf, said: impl Iterator<Item = &'a Tally>) -> FeedbackRow {
    let (mut satisfaction, mut effort, mut recommendation) = ([0; 5], [0; 7], [0; 11]);
    for tally in said {
        add(&mut satisfaction, Some(tally.satisfaction), 1, tally.count);
        add(&mut effort, tally.effort, 1, tally.count);
        add(&mut recommendation, tally.recommendation, 0, tally.count);
    }
    let ease = ces(effort);
    let ease = records::kpi::Figure { n: ease.n, value: ease.mean, interval: ease.interval };
    FeedbackRow {
        of,
        csat: shown_figure(csat(satisfaction)),
        nps: shown_figure(nps(recommendation)),
        effort: shown_figure(ease),
    }
}

fn add(counts: &mut [u32], rating: Option<u32>, lowest: u32, count: u32) {
    let place = rating.and_then(|rating| usize::try_from(rating.checked_sub(lowest)?).ok());
    if let Some(counted) = place.and_then(|place| counts.get_mut(place)) {
        *counted += count;
    }
}

/// A figure as it is shown: of few answers the count alone.
fn shown_figure(figure: records::kpi::Figure) -> Figure {
    let records::kpi::Figure { n, value, interval } = figure.shown();
    Figure { n, value, interval }
}

/// How requests that were opened in these weeks were resolved.
async fn contact(
    state: &AppState,
    setup: &setup::Branch,
    wish: &Wish,
    first: jiff::civil::Date,
) -> Result<ContactFigures> {
    let days = i64::from(first.until(wish.today).map_or(0, |span| span.get_days()));
    let since = Timestamp(wish.now.0 - (days + 1) * 86_400_000);
    let same_day = |day: &queue::Day, closed: Timestamp| *day == setup.day(closed);
    let figures = office::cases::figures(&state.store, &wish.branch, since..Timestamp(i64::MAX), same_day).await?;
    let at_first = share(figures.at_first_contact, figures.closed);
    let minutes = |ms: i64| u32::try_from(ms / 60_000).unwrap_or(u32::MAX);
    Ok(ContactFigures {
        first_contact: Figure { n: at_first.n, value: at_first.value, interval: at_first.interval },
        resolution: mean_and_median(figures.took).map(|(mean, median)| (minutes(mean), minutes(median))),
        open: figures.open,
    })
}

/// The newest comments that hold the words.
async fn wall(state: &AppState, setup: &setup::Branch, wish: &Wish, search: &str) -> Result<Vec<FeedbackComment>> {
    let sought = search.trim().to_lowercase();
    let found = comments(&state.store, &wish.branch, i64::MAX, SEARCHED).await?;
    let found = found.into_iter().filter(|found| found.words.to_lowercase().contains(&sought)).take(SHOWN);
    let shown = found.map(|found| FeedbackComment {
        id: found.feedback.id,
        version: found.feedback.version,
        day: found.feedback.day.to_string(),
        service: name(setup, &found.feedback.service),
        satisfaction: found.feedback.satisfaction,
        open: found.feedback.satisfaction <= 2 && found.feedback.state == "answered",
        words: found.words,
    });
    Ok(shown.collect())
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeenForm {
    key: String,
    id: String,
    version: String,
    state: String,
}

/// `POST /b/{branch}/office/feedback`: a low answer was seen, or is taken up.
pub async fn seen(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Fields(form): Fields<SeenForm>,
) -> Page {
    same_origin(&headers)?;
    let wish = Wish::of(&branch, key_of(&form.key));
    let (Ok(id), Ok(version)) = (form.id.parse(), form.version.parse()) else { return Err(RecordUnknown.into()) };
    let state = if form.state == "followed" { "followed" } else { "seen" };
    let asked = wish.asked(&visit.state);
    office::feedback::follow(asked, id, Version(version), person.id, state).await?;
    Ok(saved(&visit, &branch, "feedback"))
}
