//! What the visitors would see of a set-up that was checked and is not saved.

use super::parts::Part;
use ::setup::Branch;
use paper::print::{self, Line};
use wire::{Language, PaperLine, SetupLabel, SetupPreview};

/// The branch in one of its languages: the one that is wanted, or its first. The list and the ticket are those of the service that is
/// edited, or of the one that asks for most.
pub fn preview(branch: &Branch, part: &Part, wanted: &str) -> SetupPreview {
    let first = branch.languages.first().cloned().unwrap_or_else(|| Language::new("en"));
    let language = branch.languages.iter().find(|known| known.as_str() == wanted).cloned().unwrap_or(first);
    let edited = match part {
        Part::Service(id) => branch.catalogue.service(id).map(|(_, service)| service),
        _ => None,
    };
    let service = edited.or_else(|| print::sample_service(branch));
    let lines = service.and_then(|service| print::sample_lines(branch, service, language.as_str()));
    SetupPreview {
        part: String::new(),
        label: SetupLabel::new("", ""),
        seen: 0,
        typed: Vec::new(),
        languages: branch.languages.clone(),
        language,
        categories: branch.catalogue.categories.clone(),
        service: service.cloned(),
        paper: lines.unwrap_or_default().into_iter().map(on_paper).collect(),
    }
}

fn on_paper(line: Line) -> PaperLine {
    match line {
        Line::Text(text, look) => {
            PaperLine::Text { text: text.own, bold: look.bold, tall: look.tall, centred: look.centred }
        }
        Line::Number(number) => PaperLine::Number(number),
        Line::Code(_) => PaperLine::Code,
        Line::Rule => PaperLine::Rule,
        Line::Gap => PaperLine::Gap,
    }
}
