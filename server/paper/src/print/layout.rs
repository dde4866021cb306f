//! The lines of a printed ticket, in their order. Pure: no dots, no bytes, no visitor's name.

use jiff::tz::Offset;
use queue::{Ticket, Timestamp};
use setup::Branch;
use wire::{Document, Form, Text};
use words::paper::ticket::Words;

/// A ticket on paper, from the top.
pub type Slip = Vec<Line>;

/// One part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Text(Bilingual, Look),
    /// The ticket's number, at least 15 mm high.
    Number(String),
    /// An address as a QR code.
    Code(String),
    /// A line across the paper.
    Rule,
    /// White space.
    Gap,
}

/// A text in two languages: the visitor's and, for letters that the paper cannot show, the branch's first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    pub own: String,
    pub first: String,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub tall: bool,
    pub bold: bool,
    pub centred: bool,
}

const PLAIN: Look = Look { tall: false, bold: false, centred: false };
const CENTRED: Look = Look { centred: true, ..PLAIN };
const HEADING: Look = Look { bold: true, ..PLAIN };

/// The words of the visitor's language and of the branch's first one.
struct Languages {
    own: Words,
    first: Words,
}

impl Languages {
    fn say(&self, words: impl Fn(&Words) -> String) -> Bilingual {
        Bilingual { own: words(&self.own), first: words(&self.first) }
    }

    fn name(&self, text: &Text) -> Bilingual {
        self.say(|words| text.get(words.language()).to_owned())
    }
}

/// Lays out a visitor's ticket; `address` is its own page, where phones reach it. The layout depends on the moment of issue only, so
/// that a reprint is identical.
pub fn slip(branch: &Branch, ticket: &Ticket, address: Option<&str>) -> Slip {
    let first = branch.languages.first().map_or("en", |language| language.as_str());
    let languages = Languages { own: Words::of(ticket.language.as_str()), first: Words::of(first) };
    let service = branch.service(&ticket.service);
    let mut slip = vec![
        Line::Text(languages.name(&branch.name), Look { bold: true, ..CENTRED }),
        Line::Gap,
        Line::Number(ticket.number.to_string()),
        Line::Gap,
    ];
    if let Some(service) = service {
        slip.push(Line::Text(languages.name(&service.name), Look { tall: true, bold: true, centred: true }));
    }
    for other in ticket.then.iter().filter_map(|id| branch.service(id)) {
        slip.push(Line::Text(languages.name(&other.name), CENTRED));
    }
    slip.push(Line::Text(languages.say(|words| words.ahead(ticket.ahead_at_issue)), CENTRED));
    slip.push(Line::Text(alike(time(branch, ticket.issued_at)), CENTRED));
    slip.push(Line::Gap);
    if let Some(address) = address {
        slip.push(Line::Code(address.to_owned()));
        slip.push(Line::Text(languages.say(Words::follow), CENTRED));
    } else {
        slip.push(Line::Text(languages.say(Words::no_code), CENTRED));
    }
    if let Some(service) = service {
        let has = |document: &Document| ticket.documents.iter().any(|id| id.as_str() == document.id);
        documents(&mut slip, &languages, &service.documents, has);
        forms(&mut slip, &languages, &service.forms);
        slip.extend([Line::Gap, Line::Text(languages.name(&branch.catalogue.disclaimer), PLAIN)]);
    }
    slip.extend([Line::Rule, Line::Text(languages.say(Words::privacy), PLAIN)]);
    slip
}

fn alike(text: String) -> Bilingual {
    Bilingual { own: text.clone(), first: text }
}

/// Day and time on the branch's wall clock.
fn time(branch: &Branch, at: Timestamp) -> String {
    let seconds = branch.calendar.utc_offset_minutes(at) * 60;
    let offset = Offset::from_seconds(seconds).unwrap_or(Offset::UTC);
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    offset.to_datetime(moment).strftime("%d.%m.%Y %H:%M").to_string()
}

/// In the order in which the desk needs them, with what the visitor said that they have.
fn documents(slip: &mut Slip, languages: &Languages, documents: &[Document], has: impl Fn(&Document) -> bool) {
    if documents.is_empty() {
        return;
    }
    slip.extend([Line::Rule, Line::Text(languages.say(Words::documents), HEADING)]);
    for (place, document) in (1..).zip(documents) {
        let mark = if has(document) { "[x]" } else { "[ ]" };
        let line = |words: &Words| {
            let name = document.name.get(words.language());
            format!("{place}. {mark} {name} ({})", words.need(document))
        };
        slip.push(Line::Text(languages.say(line), PLAIN));
    }
    if documents.iter().any(has) {
        slip.push(Line::Text(languages.say(|words| format!("[x] {}", words.have_it())), PLAIN));
    }
}

fn forms(slip: &mut Slip, languages: &Languages, forms: &[Form]) {
    if forms.is_empty() {
        return;
    }
    slip.extend([Line::Gap, Line::Text(languages.say(Words::forms), HEADING)]);
    for (place, form) in (1..).zip(forms) {
        let line = |words: &Words| format!("{place}. {} ({})", form.name.get(words.language()), words.filled(form));
        slip.push(Line::Text(languages.say(line), PLAIN));
    }
}
