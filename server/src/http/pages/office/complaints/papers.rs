//! The papers of a complaint: the receipt that the client signs, the answer, the yearly statement. Each look is in the audit.

use super::plain;
use crate::http::AppState;
use crate::http::api::complaints::Record;
use crate::http::api::records::{RecordUnknown, Wish};
use crate::http::authorise::{Colleague, ComplaintsOffice};
use crate::http::extract::{Branch, in_query};
use crate::http::problem::Result;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use branch::{Handle, RequestKey};
use machine::clock;
use office::date;
use setup::{Field, FieldKind, Form};
use store::audit::{self, Entry, What, Who};
use store::complaint::{Complaint, ComplaintWords, by_id, register, words};
use store::{BranchId, Person};
use wire::Text;
use words::{Locale, t};

/// The most complaints of a year's statement.
const MOST: u32 = 100_000;
/// A note on paper is not longer than this, so that it fits on a page.
const NOTE: usize = 600;

/// Notes in the audit that somebody looked at a complaint.
pub async fn looked(state: &AppState, branch: &Handle, person: &Person, complaint: &Complaint) -> Result<()> {
    note(state, branch, person, What::RecordRead, format!("complaint:{}", complaint.id)).await
}

async fn note(state: &AppState, branch: &Handle, person: &Person, what: What, about: String) -> Result<()> {
    let id = BranchId::new(&branch.live().setup().id);
    let mut transaction = state.store.begin().await?;
    let entry = Entry::new(&id, clock::now(), Who::staff(person.id), what).about(about);
    audit::note(&mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// A paper that is being written, in the client's language and in Italian.
struct Paper {
    locale: Locale,
    fields: Vec<Field>,
}

impl Paper {
    fn text(&self, of: impl Fn(Locale) -> String) -> Text {
        [Locale::it, self.locale].into_iter().map(|locale| (locale.code().to_owned(), of(locale))).collect()
    }

    fn put(&mut self, kind: FieldKind, label: Text) {
        self.fields.push(Field { kind, label, lines: 1, options: Vec::new() });
    }

    /// A heading, and below it what somebody wrote; nothing where they wrote nothing.
    fn said(&mut self, heading: impl Fn(Locale) -> &'static str, words: &str) {
        if words.is_empty() {
            return;
        }
        let heading = self.text(|locale| heading(locale).to_owned());
        self.put(FieldKind::Section, heading);
        for part in words.lines().flat_map(parts) {
            let note = self.text(|_| part.clone());
            self.put(FieldKind::Note, note);
        }
    }

    fn note(&mut self, words: impl Fn(Locale) -> String) {
        let note = self.text(words);
        self.put(FieldKind::Note, note);
    }
}

/// A paragraph in parts that each fit on a page.
fn parts(paragraph: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in paragraph.split_whitespace() {
        if parts.last().is_some_and(|part| part.len() + word.len() > NOTE) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
    }
    parts
}

fn remedy(locale: Locale, kind: &str) -> &'static str {
    match kind {
        "investment" => t!(locale, complain.acf),
        "insurance" => t!(locale, complain.aas),
        _ => t!(locale, complain.abf),
    }
}

fn day(locale: Locale, written: &str) -> String {
    let midnight = wire::Time::parse(&[written, "T00:00:00Z"].concat());
    midnight.map_or_else(|| written.to_owned(), |at| format!("{} {}", words::date(locale, at), &written[..4]))
}

fn paper_of(complaint: &Complaint) -> Paper {
    let locale = Locale::known(&complaint.language).unwrap_or(Locale::it);
    let mut paper = Paper { locale, fields: Vec::new() };
    paper.note(|locale| format!("{}: {}", t!(locale, complain.number), complaint.number));
    paper.note(|locale| format!("{}: {}", t!(locale, complain.received_on), day(locale, &complaint.received)));
    paper
}

fn pdf(branch: &Handle, complaint: &Complaint, title: impl Fn(Locale) -> String, paper: Paper, file: &str) -> Response {
    let setup = &branch.live().setup();
    let name = paper.text(title);
    let form = Form { name, fields: paper.fields, own: None, version: String::new() };
    let written = paper::forms::pdf(&form, None, &setup.name, paper.locale.code(), &setup.languages).into_owned();
    let shown = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{file}-{}.pdf\"", complaint.number)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (shown, written).into_response()
}

async fn found(state: &AppState, branch: &Handle, record: i64) -> Result<(Complaint, ComplaintWords)> {
    let id = BranchId::new(&branch.live().setup().id);
    let complaint = by_id(&state.store, &id, record).await?.ok_or(RecordUnknown)?;
    let words = words(&state.store, record).await?.ok_or(RecordUnknown)?;
    Ok((complaint, words))
}

/// `GET /b/{branch}/office/complaints/{record}/receipt.pdf`: what the client said, for their signature.
pub async fn receipt(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(record): Record,
    Colleague(person): Colleague,
) -> Result<Response> {
    let (complaint, words) = found(&state, &branch, record).await?;
    looked(&state, &branch, &person, &complaint).await?;
    let mut paper = paper_of(&complaint);
    paper.note(|locale| format!("{}: {}", t!(locale, complain.due), day(locale, &complaint.due)));
    paper.note(|locale| t!(locale, complain.due_detail).to_owned());
    paper.said(|locale| t!(locale, complain.name), &[&words.name, "\n", &words.contact].concat());
    paper.said(|locale| t!(locale, complain.words), &words.words);
    paper.said(|locale| t!(locale, complain.wish), &words.wish);
    paper.note(|locale| remedy(locale, &complaint.kind).to_owned());
    paper.note(|locale| t!(locale, complain.privacy).to_owned());
    let plain = words::paper::form::plain(paper.locale.code());
    paper.put(FieldKind::Date, super::plain(plain.date));
    paper.put(FieldKind::Signature, super::plain(plain.signature));
    let title = |locale| t!(locale, complain.entered).to_owned();
    Ok(pdf(&branch, &complaint, title, paper, "receipt"))
}

/// `GET /b/{branch}/office/complaints/{record}/answer.pdf`: the letter to the client.
pub async fn answer(
    State(state): State<AppState>,
    Branch(branch): Branch,
    Record(record): Record,
    ComplaintsOffice(person): ComplaintsOffice,
) -> Result<Response> {
    let (complaint, words) = found(&state, &branch, record).await?;
    let answered = complaint.answered_on.clone().ok_or(RecordUnknown)?;
    looked(&state, &branch, &person, &complaint).await?;
    let mut paper = paper_of(&complaint);
    paper.put(FieldKind::Note, plain(&words.name));
    paper.put(FieldKind::Note, plain(&words.contact));
    paper.said(|locale| t!(locale, complaints.send_answer), &words.answer);
    paper.said(|locale| t!(locale, complaints.measures), &words.measures);
    if let Some(by) = &complaint.measures_by {
        paper.note(|locale| format!("{}: {}", t!(locale, complaints.measures_by), day(locale, by)));
    }
    paper.said(|locale| t!(locale, complaints.reasons), &words.reasons);
    paper.note(|locale| remedy(locale, &complaint.kind).to_owned());
    paper.note(|locale| day(locale, &answered));
    let title = |locale| t!(locale, complaints.one, number = complaint.number.as_str());
    Ok(pdf(&branch, &complaint, title, paper, "answer"))
}

/// `GET /b/{branch}/office/complaints/statement.csv?year=2026`: the complaints that were received in a year, without names.
pub async fn statement(
    State(state): State<AppState>,
    Branch(branch): Branch,
    ComplaintsOffice(person): ComplaintsOffice,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let wish = Wish::of(&branch, RequestKey::fresh());
    let year: i16 = in_query(query.as_deref(), "year").parse().unwrap_or(wish.today.year());
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let found = register(&state.store, &wish.branch, &from, &to, MOST).await?;
    note(&state, &branch, &person, What::DataExported, format!("complaints:{year}")).await?;
    let mut csv =
        String::from("number,type,channel,service,received,due,state,outcome,answered_on,days,in_time,measures_by\r\n");
    for complaint in &found {
        csv.push_str(&line(complaint)?);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"complaints-{year}.csv\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, csv).into_response())
}

/// A line of the statement: words of the program and days alone, so nothing needs quotes.
fn line(complaint: &Complaint) -> Result<String> {
    let answered = complaint.answered_on.as_deref();
    let days = match answered {
        Some(answered) => {
            let span = date(&complaint.clock_from)?.until(date(answered)?);
            span.map_or_else(|_| String::new(), |span| span.get_days().to_string())
        }
        None => String::new(),
    };
    let in_time = answered.map_or("", |answered| if *answered <= *complaint.due { "yes" } else { "no" });
    let columns = [
        complaint.number.as_str(),
        &complaint.kind,
        &complaint.channel,
        &complaint.service,
        &complaint.received,
        &complaint.due,
        &complaint.state,
        complaint.outcome.as_deref().unwrap_or_default(),
        answered.unwrap_or_default(),
        &days,
        in_time,
        complaint.measures_by.as_deref().unwrap_or_default(),
    ];
    Ok([&columns.join(","), "\r\n"].concat())
}
