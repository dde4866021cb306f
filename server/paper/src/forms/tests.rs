//! The papers of every form, read back by another library.

use super::*;
use lopdf::Document;
use setup::{Field, FieldKind, Setup};
use std::sync::Arc;

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
            let (document, words) = read(&pdf(form, &branch.name, language, &branch.languages));
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
            for page in layout::pages(form, "Filiale Centro", language) {
                for mark in &page.marks {
                    let (left, right, top, bottom) = match mark {
                        layout::Mark::Words { x, y, size, bold, words, .. } => {
                            let font: &font::Font = if *bold { &font::BOLD } else { &font::REGULAR };
                            (*x, x + font.width(words, *size), y - size, *y)
                        }
                        layout::Mark::Line { x, y, to_x, to_y, .. } => (*x, *to_x, *y, *to_y),
                        layout::Mark::Square { x, y, width, height } => (*x, x + width, *y, y + height),
                    };
                    assert!(left >= 56.0 && right <= layout::WIDTH - 56.0, "{id} {language}: {mark:?}");
                    assert!(top >= 36.0 && bottom <= layout::HEIGHT - 30.0, "{id} {language}: {mark:?}");
                }
            }
            let (document, _) = read(&pdf(form, &branch.name, language, &branch.languages));
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
        for page in layout::pages(form, "Filiale Centro", "it") {
            let mut words: Vec<(f32, f32, f32, f32)> = Vec::new();
            for mark in &page.marks {
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
    let (document, words) = read(&pdf(&form, &name, "en", &[wire::Language::new("it")]));
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
        let (_, words) = read(&pdf(&form, &texts("Filiale", "فرع"), language, &languages));
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
    let paper = || pdf(form, &branch.name, "it", &branch.languages).into_owned();
    assert_eq!(paper(), paper());
    let own: Arc<[u8]> = Arc::from(b"%PDF-1.7 the bank's".as_slice());
    let form = Form { own: Some(own.clone()), ..form.clone() };
    assert_eq!(pdf(&form, &branch.name, "it", &branch.languages), own.as_ref());
}
