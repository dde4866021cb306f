//! What PDF/UA-1 asks of the papers, as far as a reader of files can tell, and what can be filled in. The files are read by another library.

use super::*;
use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

type Named<'a> = BTreeMap<String, &'a Dictionary>;

fn forms(check: impl Fn(&str, &Form, &Document)) {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    for (id, form) in branch.forms.iter() {
        for language in ["it", "en"] {
            let bytes = pdf(form, Some(id), &branch.name, language, &branch.languages);
            check(&format!("{id} {language}"), form, &Document::load_mem(&bytes).unwrap());
        }
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

fn words(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

/// The fields of the form, in the order of the file.
fn fields(document: &Document) -> Vec<(ObjectId, &Dictionary)> {
    let catalog = document.catalog().unwrap();
    let Ok(form) = catalog.get(b"AcroForm") else { return Vec::new() };
    let fields = dictionary(document, form).get(b"Fields").unwrap().as_array().unwrap();
    let field = |field: &Object| {
        (field.as_reference().unwrap(), document.get_dictionary(field.as_reference().unwrap()).unwrap())
    };
    fields.iter().map(field).collect()
}

/// The elements of the tree in reading order: their names, and what each holds of pages and widgets.
fn read_aloud(document: &Document, element: &Dictionary, depth: usize, heard: &mut Vec<(usize, String, Vec<Object>)>) {
    let kind = String::from_utf8(element.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
    let kids = element.get(b"K").unwrap().as_array().unwrap();
    let place = heard.len();
    heard.push((depth, kind, Vec::new()));
    for kid in kids {
        match kid {
            Object::Reference(id) => read_aloud(document, document.get_dictionary(*id).unwrap(), depth + 1, heard),
            held => heard[place].2.push(held.clone()),
        }
    }
}

fn heard(document: &Document) -> Vec<(usize, String, Vec<Object>)> {
    let root = dictionary(document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let whole = dictionary(document, root.get(b"K").unwrap());
    let mut heard = Vec::new();
    read_aloud(document, whole, 0, &mut heard);
    heard
}

#[test]
fn a_paper_says_its_language_its_title_and_the_rules_that_it_keeps() {
    forms(|id, form, document| {
        let catalog = document.catalog().unwrap();
        let language = words(catalog.get(b"Lang").unwrap());
        assert!(id.ends_with(&language), "{id}");
        assert!(dictionary(document, catalog.get(b"MarkInfo").unwrap()).get(b"Marked").unwrap().as_bool().unwrap());
        let shown = dictionary(document, catalog.get(b"ViewerPreferences").unwrap());
        assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap(), "{id}");
        let metadata = document.dereference(catalog.get(b"Metadata").unwrap()).unwrap().1.as_stream().unwrap();
        let packet = String::from_utf8(metadata.content.clone()).unwrap();
        let title = form.name.get(&language).replace('&', "&amp;");
        assert!(packet.contains("<pdfuaid:part>1</pdfuaid:part>") && packet.contains(&title), "{id}: {packet}");
    });
}

#[test]
fn all_that_is_drawn_is_read_once_or_lies_beside() {
    forms(|id, _, document| {
        let mut held: BTreeMap<(ObjectId, i64), usize> = BTreeMap::new();
        for (_, _, objects) in heard(document) {
            for object in objects.iter().filter_map(|object| object.as_dict().ok()).filter(|held| held.has(b"MCID")) {
                let page = object.get(b"Pg").unwrap().as_reference().unwrap();
                *held.entry((page, object.get(b"MCID").unwrap().as_i64().unwrap())).or_default() += 1;
            }
        }
        let mut drawn = 0;
        for page in document.get_pages().values() {
            let mut open: Option<String> = None;
            for operation in Content::decode(&document.get_page_content(*page)).unwrap().operations {
                match operation.operator.as_str() {
                    "BDC" => {
                        let place = operation.operands[1].as_dict().unwrap().get(b"MCID").unwrap().as_i64().unwrap();
                        assert_eq!(held.get(&(*page, place)), Some(&1), "{id}: content {place} is read once");
                        assert!(open.replace("read".to_owned()).is_none(), "{id}: content within content");
                        drawn += 1;
                    }
                    "BMC" => {
                        assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                        assert!(open.replace("beside".to_owned()).is_none(), "{id}: content within content");
                    }
                    "EMC" => assert!(open.take().is_some(), "{id}"),
                    "Tj" | "S" | "f" => assert!(open.is_some(), "{id}: {operation:?} is neither read nor beside"),
                    _ => {}
                }
            }
            assert!(open.is_none(), "{id}");
            assert_eq!(document.get_dictionary(*page).unwrap().get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        }
        assert_eq!(drawn, held.len(), "{id}: all that the tree holds is drawn");
    });
}

#[test]
fn headings_come_in_order_and_lists_hold_items() {
    forms(|id, form, document| {
        let heard = heard(document);
        let kinds: Vec<&str> = heard.iter().map(|(_, kind, _)| kind.as_str()).collect();
        assert_eq!((kinds[0], kinds.iter().filter(|kind| **kind == "H1").count()), ("Document", 1), "{id}");
        let title = kinds.iter().position(|kind| *kind == "H1").unwrap();
        assert!(kinds.iter().position(|kind| *kind == "H2").is_none_or(|first| first > title), "{id}");
        let headings = form.fields.iter().filter(|field| field.kind == FieldKind::Section).count();
        assert_eq!(kinds.iter().filter(|kind| **kind == "H2").count(), headings, "{id}");
        let lists = form.fields.iter().filter(|field| field.kind == FieldKind::Choice).count();
        assert_eq!(kinds.iter().filter(|kind| **kind == "L").count(), lists, "{id}: {kinds:?}");
        for (place, kind) in kinds.iter().enumerate() {
            let next = kinds.get(place + 1).copied().unwrap_or_default();
            match *kind {
                "L" => assert_eq!(next, "LI"),
                "LI" => assert_eq!(next, "LBody"),
                "LBody" => assert_eq!(next, "Form"),
                _ => {}
            }
        }
    });
}

#[test]
fn each_letter_that_is_drawn_is_in_the_file_and_says_which_one_it_is() {
    forms(|id, _, document| {
        let fonts: Vec<&Dictionary> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|font| font.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Type0")))
            .collect();
        assert_eq!(fonts.len(), 2, "{id}");
        for font in fonts {
            let unicode = document.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1.as_stream().unwrap();
            assert!(String::from_utf8_lossy(&unicode.content).contains("beginbfchar"), "{id}");
            let below = font.get(b"DescendantFonts").unwrap().as_array().unwrap();
            let below = dictionary(document, &below[0]);
            let described = dictionary(document, below.get(b"FontDescriptor").unwrap());
            let file = document.dereference(described.get(b"FontFile2").unwrap()).unwrap().1.as_stream().unwrap();
            let length = file.dict.get(b"Length1").unwrap().as_i64().unwrap();
            assert_eq!(file.decompressed_content().unwrap().len(), usize::try_from(length).unwrap(), "{id}");
        }
        for page in document.get_pages().values() {
            for operation in Content::decode(&document.get_page_content(*page)).unwrap().operations {
                let Some(Object::String(letters, _)) = operation.operands.first() else { continue };
                assert!(letters.chunks(2).all(|letter| letter != [0, 0]), "{id}: a letter that the font has not");
            }
        }
    });
}

#[test]
fn each_line_and_box_to_fill_in_is_a_field_with_words_of_its_own() {
    forms(|id, form, document| {
        let found = fields(document);
        let mut named = Named::new();
        for (_, field) in &found {
            assert!(named.insert(words(field.get(b"T").unwrap()), field).is_none(), "{id}: a name twice");
        }
        let language = words(document.catalog().unwrap().get(b"Lang").unwrap());
        let mut expected = 0;
        for (place, field) in form.fields.iter().enumerate() {
            let name = format!("field_{:02}", place + 1);
            let says = |name: &str| words(named[name].get(b"TU").unwrap());
            match field.kind {
                FieldKind::Section | FieldKind::Note | FieldKind::Signature => {
                    assert!(!named.contains_key(&name), "{id}: {name} stays paper");
                    continue;
                }
                FieldKind::Choice => {
                    for (place, option) in field.options.iter().enumerate() {
                        let says = says(&format!("{name}_{}", place + 1));
                        assert!(
                            says.ends_with(option.get(&language)) && says.contains(field.label.get(&language)),
                            "{says}"
                        );
                        expected += 1;
                    }
                    continue;
                }
                FieldKind::Date => {
                    assert!(says(&name).ends_with(&format!("({})", words::paper::form::day_as(&language))), "{id}");
                    assert_eq!(named[&name].get(b"MaxLen").unwrap().as_i64().unwrap(), 10);
                }
                FieldKind::Iban => assert_eq!(named[&name].get(b"MaxLen").unwrap().as_i64().unwrap(), 27),
                FieldKind::Text | FieldKind::Short | FieldKind::Amount => {
                    let flags = named[&name].get(b"Ff").and_then(Object::as_i64).unwrap_or(0);
                    assert_eq!(flags & (1 << 12) != 0, field.lines > 1, "{id}: {name}");
                }
            }
            assert!(says(&name).contains(field.label.get(&language)), "{id}");
            expected += 1;
        }
        assert_eq!(found.len(), expected, "{id}");
    });
}

#[test]
fn each_field_is_an_element_in_the_order_in_which_it_is_read_and_shows_nothing_while_it_is_empty() {
    forms(|id, _, document| {
        let root = dictionary(document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
        let parents = dictionary(document, root.get(b"ParentTree").unwrap()).get(b"Nums").unwrap().as_array().unwrap();
        let parents: BTreeMap<i64, &Object> =
            parents.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), &pair[1])).collect();
        let mut order = Vec::new();
        for (_, kind, held) in heard(document) {
            if kind == "Form" {
                let object = held[0].as_dict().unwrap();
                assert_eq!(object.get(b"Type").unwrap().as_name().unwrap(), b"OBJR");
                order.push(object.get(b"Obj").unwrap().as_reference().unwrap());
            }
        }
        let found = fields(document);
        assert_eq!(order, found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{id}");
        for (field_id, field) in found {
            let key = field.get(b"StructParent").unwrap().as_i64().unwrap();
            let form = dictionary(document, parents[&key]);
            let held = form.get(b"K").unwrap().as_array().unwrap()[0].as_dict().unwrap();
            assert_eq!(held.get(b"Obj").unwrap().as_reference().unwrap(), field_id, "{id}");
            assert_eq!(field.get(b"F").unwrap().as_i64().unwrap(), 4, "{id}: it is printed");
            let page = document.get_dictionary(field.get(b"P").unwrap().as_reference().unwrap()).unwrap();
            let annotations = page.get(b"Annots").unwrap().as_array().unwrap();
            assert!(annotations.contains(&Object::Reference(field_id)), "{id}");
            let shown = dictionary(document, field.get(b"AP").unwrap()).get(b"N").unwrap();
            let shown = match document.dereference(shown).unwrap().1 {
                Object::Dictionary(states) => states.get(b"Off").unwrap(),
                _ => shown,
            };
            let content = &document.dereference(shown).unwrap().1.as_stream().unwrap().content;
            assert!(
                Content::decode(content).unwrap().operations.iter().all(|one| matches!(&*one.operator, "BMC" | "EMC"))
            );
        }
    });
}

#[test]
fn figures_are_tables_with_heads_and_a_picture_in_words() {
    let document = Document::load_mem(&sheet(&figures(120))).unwrap();
    let heard = heard(&document);
    let count = |wanted: &str| heard.iter().filter(|(_, kind, _)| kind == wanted).count();
    assert_eq!((count("Table"), count("TR"), count("TH"), count("TD")), (1, 121, 3 + 120, 240));
    assert_eq!((count("H1"), count("Figure"), fields(&document).len()), (1, 1, 0));
    let shown: Vec<String> =
        document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok()).map(words).collect();
    assert_eq!(shown, ["Most came from 10:00 to 10:15."]);
}

#[test]
fn what_is_typed_stays_in_its_box() {
    // A reader divides the place into equal parts; the boxes stand in groups.
    let setup = Setup::load(None).unwrap();
    for page in layout::pages(&setup.branches["centro"].forms["slip"], None, "Filiale", "it") {
        for part in page.parts.iter().filter(|part| part.fill.is_some()) {
            let fill = part.fill.as_ref().unwrap();
            let most: u8 = match fill.kind {
                layout::Kind::Iban => 27,
                layout::Kind::Date => 10,
                _ => continue,
            };
            let boxes: Vec<(f32, f32)> = part
                .marks
                .iter()
                .filter_map(|mark| match mark {
                    layout::Mark::Square { x, width, .. } => Some((*x, x + width)),
                    _ => None,
                })
                .collect();
            let digits = (0..most).filter(|place| most == 27 || !matches!(place, 2 | 5));
            for (place, (left, right)) in digits.zip(&boxes) {
                let middle = fill.x + fill.width / f32::from(most) * (f32::from(place) + 0.5);
                let half = font::REGULAR.width("0", 11.0) / 2.0;
                assert!(middle - half > *left && middle + half < *right, "{:?}: {place}", fill.kind);
            }
        }
    }
}

#[test]
fn a_form_is_not_larger_than_a_page_of_the_site() {
    let setup = Setup::load(None).unwrap();
    let branch = &setup.branches["centro"];
    for (id, form) in branch.forms.iter() {
        let size = pdf(form, Some(id), &branch.name, "it", &branch.languages).len();
        assert!(size < 110_000, "{id}: {size} bytes");
    }
}
