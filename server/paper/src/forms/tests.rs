//! The papers of every form, read back by another library.

use super::*;
use lopdf::Document;
use setup::{Field, FieldKind, Setup};
use std::sync::Arc;

mod access;

/// The words of a PDF, with single spaces.
fn read(bytes: &[u8]) -> (Document, String) {
    let document = Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let words = document.extract_text(&pages).unwrap();
    (document, words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn holds(whole: &str, words: &str) {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    assert!(plain(whole).contains(&plain(words)), "no {words} in {whole}");
}

#[test]
fn every_form_of_the_catalogue_says_its_title_and_labels_in_each_language_that_it_has() {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    assert_eq!(branch.forms.len(), 25);
    let mut longest = 0;
    for (id, form) in branch.forms.iter() {
        for language in ["it", "en"] {
            assert!(form.fields.len() >= 5 && is_written_in(form, language), "{id} in {language}");
            let (document, words) = read(&pdf(form, Some(id), &branch.name, language, &branch.languages));
            holds(&words, branch.name.get(language));
            holds(&words, form.name.get(language));
            for field in &form.fields {
                holds(&words, field.label.get(language));
                field.options.iter().for_each(|option| holds(&words, option.get(language)));
            }
            let count = document.get_pages().len();
            longest = longest.max(count);
            holds(&words, &words::paper::form::page(language, count, count));
            assert_eq!(
                words.matches(words::paper::form::made_here(language)).count(),
                count,
                "{id}: at the foot of each page"
            );
        }
    }
    assert!((2..=3).contains(&longest), "{longest} pages");
}

#[test]
fn everything_stands_on_the_sheet_and_within_its_margins() {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    for (id, form) in branch.forms.iter() {
        for language in ["it", "en"] {
            for page in layout::pages(form, None, "Filiale Centro", language) {
                for mark in page.parts.iter().flat_map(|part| &part.marks) {
                    let (left, right, top, bottom) = match mark {
                        layout::Mark::Words { x, y, size, bold, words, .. } => {
                            let font: &font::Font = if *bold { &font::BOLD } else { &font::REGULAR };
                            (*x, x + font.width(words, *size), y - size, *y)
                        }
                        layout::Mark::Line { x, y, to_x, to_y, .. } => (*x, *to_x, *y, *to_y),
                        layout::Mark::Square { x, y, width, height } | layout::Mark::Block { x, y, width, height } => {
                            (*x, x + width, *y, y + height)
                        }
                    };
                    assert!(left >= 56.0 && right <= layout::WIDTH - 56.0, "{id} {language}: {mark:?}");
                    assert!(top >= 36.0 && bottom <= layout::HEIGHT - 30.0, "{id} {language}: {mark:?}");
                }
            }
            let (document, _) = read(&pdf(form, Some(id), &branch.name, language, &branch.languages));
            for page in document.get_pages().values() {
                let sheet = document.get_dictionary(*page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
                let size: Vec<f32> = sheet.iter().map(|length| length.as_float().unwrap()).collect();
                assert_eq!(size, [0.0, 0.0, layout::WIDTH, layout::HEIGHT]);
            }
        }
    }
}

#[test]
fn no_row_lies_upon_another() {
    let setup = Setup::load(None).unwrap();
    for (id, form) in setup.branches["centro"].forms.iter() {
        for page in layout::pages(form, None, "Filiale Centro", "it") {
            let mut words: Vec<(f32, f32, f32, f32)> = Vec::new();
            for mark in page.parts.iter().flat_map(|part| &part.marks) {
                let layout::Mark::Words { x, y, size, words: text, .. } = mark else { continue };
                let own = (*x, x + font::REGULAR.width(text, *size), y - 0.7 * size, *y);
                let over = words.iter().find(|(left, right, top, bottom)| {
                    own.0 < *right && own.1 > *left && own.2 < *bottom && own.3 > *top
                });
                assert!(over.is_none(), "{id}: {text} lies upon another");
                words.push(own);
            }
        }
    }
}

#[test]
fn a_form_without_fields_is_a_plain_sheet() {
    let name = Text::from([("it", "Richiesta"), ("en", "Request")]);
    let form = Form { name: name.clone(), fields: Vec::new(), own: None, version: String::new() };
    let (document, words) = read(&pdf(&form, None, &name, "en", &[wire::Language::new("it")]));
    assert_eq!(document.get_pages().len(), 1);
    for label in ["Request", "Surname and first name", "Signature"] {
        holds(&words, label);
    }
}

#[test]
fn a_language_that_the_form_or_the_font_has_not_gives_way_to_the_first_one() {
    let texts = |it: &str, other: &str| Text::from([("it", it), ("ar", other)]);
    let field = Field { kind: FieldKind::Text, label: texts("Nome", "الاسم"), lines: 1, options: Vec::new() };
    let form = Form { name: texts("Modulo", "نموذج"), fields: vec![field], own: None, version: String::new() };
    let languages = [wire::Language::new("it"), wire::Language::new("ar")];
    for language in ["ar", "de"] {
        let (_, words) = read(&pdf(&form, None, &texts("Filiale", "فرع"), language, &languages));
        holds(&words, "Modulo");
        holds(&words, "Nome");
        holds(&words, "Pagina 1 di 1");
    }
}

#[test]
fn the_same_form_gives_the_same_bytes_and_the_bank_s_own_goes_first() {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    let form = &branch.forms["slip"];
    let paper = || pdf(form, Some("slip"), &branch.name, "it", &branch.languages).into_owned();
    assert_eq!(paper(), paper());
    let own: Arc<[u8]> = Arc::from(b"%PDF-1.7 the bank's".as_slice());
    let form = Form { own: Some(own.clone()), ..form.clone() };
    assert_eq!(pdf(&form, None, &branch.name, "it", &branch.languages), own.as_ref());
}

/// A sheet with a long table.
fn figures(rows: usize) -> Sheet {
    let row = |place: usize| vec![format!("Row {place}"), "4:12 of 143".to_owned(), "5:00 of 90".to_owned()];
    let table = Table {
        heading: "Key figures".to_owned(),
        columns: vec!["Figure".to_owned(), "Now".to_owned(), "Before".to_owned()],
        rows: (0..rows).map(row).collect(),
    };
    let bars = Bars {
        heading: "Arrivals".to_owned(),
        says: "Most came from 10:00 to 10:15.".to_owned(),
        bars: (0..32).map(|place| (format!("{:02}:00", place / 4), place % 7)).collect(),
    };
    Sheet {
        branch: "City Centre Branch".to_owned(),
        title: "Figures of Monday 23 November".to_owned(),
        language: "en".to_owned(),
        lead: vec!["Times are those of Europe/Rome.".to_owned()],
        bars: Some(bars),
        tables: vec![table],
    }
}

#[test]
fn figures_are_read_back_and_each_page_of_a_table_has_its_heads() {
    let (document, words) = read(&sheet(&figures(120)));
    let count = document.get_pages().len();
    assert!(count > 1, "{count} pages");
    for part in ["City Centre Branch", "Most came from 10:00", "Row 0", "Row 119", "4:12 of 143", "Page 1 of"] {
        holds(&words, part);
    }
    assert_eq!(words.matches("Before").count(), count, "{words}");
    let nothing = Sheet { bars: None, tables: vec![], lead: vec![], ..figures(0) };
    assert_eq!(read(&sheet(&nothing)).0.get_pages().len(), 1);
    assert_eq!(sheet(&figures(3)), sheet(&figures(3)), "the same figures give the same bytes");
}

#[test]
fn every_mark_of_figures_stands_on_the_page() {
    for page in layout::sheet::pages(&figures(120)) {
        for mark in page.parts.iter().flat_map(|part| &part.marks) {
            let (right, bottom) = match mark {
                layout::Mark::Words { x, y, size, bold, words, .. } => {
                    let font = if *bold { &font::BOLD } else { &font::REGULAR };
                    (x + font.width(words, *size), *y)
                }
                layout::Mark::Line { to_x, y, to_y, .. } => (*to_x, y.max(*to_y)),
                layout::Mark::Square { x, y, width, height } | layout::Mark::Block { x, y, width, height } => {
                    (x + width, y + height)
                }
            };
            assert!(right <= layout::WIDTH && bottom <= layout::HEIGHT, "{mark:?}");
        }
    }
}

#[test]
fn the_code_of_a_form_is_read_by_a_scanner_and_by_a_person() {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    for (id, form) in branch.forms.iter() {
        let code = wire::FormCode::new("it", id, &form.version);
        let page = &layout::pages(form, Some(&code), "Filiale Centro", "it")[0];
        let mut blocks = Vec::new();
        for mark in page.parts.iter().flat_map(|part| &part.marks) {
            if let layout::Mark::Block { x, y, width, height } = mark {
                assert!(
                    *x >= 56.0 && x + width <= layout::WIDTH - 56.0 && *y >= 17.0 && y + height < 58.0,
                    "{id}: {mark:?}"
                );
                blocks.push((*x, *y, width, height));
            }
        }
        // The upper right corner of the sheet, three dots a point.
        let dot = |at: usize| f32::from(u16::try_from(at).unwrap()) / 3.0;
        let is_dark = |x: f32, y: f32| {
            blocks
                .iter()
                .any(|(left, top, width, height)| x >= *left && x < left + *width && y >= *top && y < top + *height)
        };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(225, 180, |x, y| {
            if is_dark(layout::WIDTH - 120.0 + dot(x), dot(y)) { 0 } else { 255 }
        });
        let found = picture.detect_grids();
        assert_eq!(found.len(), 1, "{id}");
        assert_eq!(found[0].decode().unwrap().1, code.code(), "{id}");
        let (_, words) = read(&pdf(form, Some(id), &branch.name, "it", &branch.languages));
        holds(&words, &code.short());
        assert_eq!(wire::FormCode::read(&code.short()), Some(code));
    }
    let form = &branch.forms["slip"];
    let (_, words) = read(&pdf(form, None, &branch.name, "it", &branch.languages));
    assert!(!words.contains("IT.SLIP"), "a paper that is no form of the catalogue has no code");
}
