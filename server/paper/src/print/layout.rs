//! What stands on a printed ticket, line by line, and in what order. Pure: it knows neither dots nor bytes, and no name.

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
    Text(Said, Look),
    /// The ticket's number, at least 15 mm high.
    Number(String),
    /// An address as a QR code.
    Code(String),
    /// A line across the paper.
    Rule,
    /// Some white.
    Gap,
}

/// The same in two languages: what the visitor reads and, where the paper cannot show that, what the branch speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub own: String,
    pub first: String,
}

/// How a text stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub tall: bool,
    pub bold: bool,
    pub centred: bool,
}

const PLAIN: Look = Look { tall: false, bold: false, centred: false };
const CENTRED: Look = Look { centred: true, ..PLAIN };
const HEADING: Look = Look { bold: true, ..PLAIN };

/// What both languages say of one thing.
struct Tongues {
    own: Words,
    first: Words,
}

impl Tongues {
    fn say(&self, words: impl Fn(&Words) -> String) -> Said {
        Said { own: words(&self.own), first: words(&self.first) }
    }

    fn name(&self, text: &Text) -> Said {
        self.say(|words| text.get(words.language()).to_owned())
    }
}

/// The ticket of a visitor, whose own page is at `address`. It says what was so when the ticket was given out: printed
/// again it is the same.
pub fn slip(branch: &Branch, ticket: &Ticket, address: &str) -> Slip {
    let first = branch.languages.first().map_or("en", |language| language.as_str());
    let tongues = Tongues { own: Words::of(ticket.language.as_str()), first: Words::of(first) };
    let service = branch.service(&ticket.service);
    let mut slip = vec![
        Line::Text(tongues.name(&branch.name), Look { bold: true, ..CENTRED }),
        Line::Gap,
        Line::Number(ticket.number.to_string()),
        Line::Gap,
    ];
    if let Some(service) = service {
        slip.push(Line::Text(tongues.name(&service.name), Look { tall: true, bold: true, centred: true }));
    }
    for other in ticket.then.iter().filter_map(|id| branch.service(id)) {
        slip.push(Line::Text(tongues.name(&other.name), CENTRED));
    }
    slip.push(Line::Text(tongues.say(|words| words.ahead(ticket.ahead_at_issue)), CENTRED));
    slip.push(Line::Text(alike(time(branch, ticket.issued_at)), CENTRED));
    slip.extend([Line::Gap, Line::Code(address.to_owned())]);
    slip.push(Line::Text(tongues.say(Words::follow), CENTRED));
    if let Some(service) = service {
        let has = |document: &Document| ticket.documents.iter().any(|id| id.as_str() == document.id);
        documents(&mut slip, &tongues, &service.documents, has);
        forms(&mut slip, &tongues, &service.forms);
        slip.extend([Line::Gap, Line::Text(tongues.name(&branch.catalogue.disclaimer), PLAIN)]);
    }
    slip.extend([Line::Rule, Line::Text(tongues.say(Words::privacy), PLAIN)]);
    slip
}

fn alike(text: String) -> Said {
    Said { own: text.clone(), first: text }
}

/// Day and time on the branch's wall clock.
fn time(branch: &Branch, at: Timestamp) -> String {
    let seconds = branch.calendar.utc_offset_minutes(at) * 60;
    let offset = Offset::from_seconds(seconds).unwrap_or(Offset::UTC);
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    offset.to_datetime(moment).strftime("%d.%m.%Y %H:%M").to_string()
}

/// In the order in which the desk needs them, with what the visitor said that they have.
fn documents(slip: &mut Slip, tongues: &Tongues, documents: &[Document], has: impl Fn(&Document) -> bool) {
    if documents.is_empty() {
        return;
    }
    slip.extend([Line::Rule, Line::Text(tongues.say(Words::documents), HEADING)]);
    for (place, document) in (1..).zip(documents) {
        let mark = if has(document) { "[x]" } else { "[ ]" };
        let line = |words: &Words| {
            let name = document.name.get(words.language());
            format!("{place}. {mark} {name} ({})", words.need(document))
        };
        slip.push(Line::Text(tongues.say(line), PLAIN));
    }
    if documents.iter().any(has) {
        slip.push(Line::Text(tongues.say(|words| format!("[x] {}", words.have_it())), PLAIN));
    }
}

fn forms(slip: &mut Slip, tongues: &Tongues, forms: &[Form]) {
    if forms.is_empty() {
        return;
    }
    slip.extend([Line::Gap, Line::Text(tongues.say(Words::forms), HEADING)]);
    for (place, form) in (1..).zip(forms) {
        let line = |words: &Words| format!("{place}. {} ({})", form.name.get(words.language()), words.filled(form));
        slip.push(Line::Text(tongues.say(line), PLAIN));
    }
}
