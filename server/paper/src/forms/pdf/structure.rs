//! What the parts of a file are to those who hear it: a tree of elements, and for each mark the element to which it belongs.

use super::Refs;
use crate::forms::layout::{Role, Sort};
use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::{Finish, Pdf, Ref, TextStr};

/// The element that holds all others.
const DOCUMENT: usize = 0;

struct Element {
    id: Ref,
    kind: StructRole,
    parent: usize,
    kids: Vec<Kid>,
    /// What a picture shows.
    shows: Option<String>,
    scope: Option<TableHeaderScope>,
}

enum Kid {
    Element(usize),
    /// Marked content of a page, by its number there.
    Content(Ref, i32),
    Widget(Ref, Ref),
}

/// The elements of a file, in the order in which they are read.
pub struct Tree {
    elements: Vec<Element>,
    /// The list or table that the last part belongs to.
    group: Option<usize>,
    /// The row of a table that the last cell belongs to.
    row: Option<(usize, usize)>,
    /// For each page the elements of its content, by number.
    pages: Vec<Vec<usize>>,
    /// The elements of the widgets.
    widgets: Vec<usize>,
}

impl Tree {
    pub fn new(refs: &mut Refs) -> Self {
        let document = Element {
            id: refs.next(),
            kind: StructRole::Document,
            parent: DOCUMENT,
            kids: Vec::new(),
            shows: None,
            scope: None,
        };
        Self { elements: vec![document], group: None, row: None, pages: Vec::new(), widgets: Vec::new() }
    }

    /// A new page; returns its number.
    pub fn begin_page(&mut self) -> i32 {
        self.pages.push(Vec::new());
        number(self.pages.len() - 1)
    }

    /// The element of a part; none for what is not read.
    pub fn element(&mut self, role: &Role, refs: &mut Refs) -> Option<usize> {
        let (kind, shows) = match role {
            Role::Beside => return None,
            Role::Item => return Some(self.item(refs)),
            Role::Cell(row, sort) => return Some(self.cell(*row, *sort, refs)),
            Role::Title => (StructRole::H1, None),
            Role::Heading => (StructRole::H2, None),
            Role::Words => (StructRole::P, None),
            Role::Picture(shows) => (StructRole::Figure, Some(shows.clone())),
        };
        (self.group, self.row) = (None, None);
        let element = self.add(kind, DOCUMENT, refs);
        self.elements[element].shows = shows;
        Some(element)
    }

    fn item(&mut self, refs: &mut Refs) -> usize {
        let list = self.grouped(StructRole::L, refs);
        let item = self.add(StructRole::LI, list, refs);
        self.add(StructRole::LBody, item, refs)
    }

    fn cell(&mut self, number: usize, sort: Sort, refs: &mut Refs) -> usize {
        let table = self.grouped(StructRole::Table, refs);
        let row = match self.row {
            Some((last, row)) if last == number => row,
            _ => self.add(StructRole::TR, table, refs),
        };
        self.row = Some((number, row));
        let (kind, scope) = match sort {
            Sort::NamesColumn => (StructRole::TH, Some(TableHeaderScope::Column)),
            Sort::NamesRow => (StructRole::TH, Some(TableHeaderScope::Row)),
            Sort::Value => (StructRole::TD, None),
        };
        let cell = self.add(kind, row, refs);
        self.elements[cell].scope = scope;
        cell
    }

    fn grouped(&mut self, kind: StructRole, refs: &mut Refs) -> usize {
        let open = self.group.filter(|group| self.elements[*group].kind == kind);
        let group = open.unwrap_or_else(|| self.add(kind, DOCUMENT, refs));
        self.group = Some(group);
        group
    }

    fn add(&mut self, kind: StructRole, parent: usize, refs: &mut Refs) -> usize {
        let element = self.elements.len();
        self.elements.push(Element { id: refs.next(), kind, parent, kids: Vec::new(), shows: None, scope: None });
        self.elements[parent].kids.push(Kid::Element(element));
        element
    }

    /// Marked content of an element on the last page; returns its number there.
    pub fn content(&mut self, element: usize, page: Ref) -> i32 {
        let Some(marked) = self.pages.last_mut() else { return 0 };
        let place = number(marked.len());
        marked.push(element);
        self.elements[element].kids.push(Kid::Content(page, place));
        place
    }

    /// A widget, in an element of its own below the one of its words; returns its number among widgets.
    pub fn widget(&mut self, within: Option<usize>, page: Ref, widget: Ref, refs: &mut Refs) -> i32 {
        let within = within.filter(|element| self.elements[*element].kind == StructRole::LBody);
        let form = self.add(StructRole::Form, within.unwrap_or(DOCUMENT), refs);
        self.elements[form].kids.push(Kid::Widget(page, widget));
        self.widgets.push(form);
        number(self.widgets.len() - 1)
    }

    /// Writes the elements and, in `parents`, which of them each content and each widget belongs to. Pages have the first keys there, the
    /// widgets those after.
    pub fn write(&self, pdf: &mut Pdf, root: Ref, parents: Ref, refs: &mut Refs) {
        let mut entries: Vec<(i32, Ref)> = Vec::new();
        for (place, page) in self.pages.iter().enumerate() {
            let id = refs.next();
            pdf.indirect(id).array().items(page.iter().map(|element| self.elements[*element].id));
            entries.push((number(place), id));
        }
        for (place, element) in self.widgets.iter().enumerate() {
            entries.push((number(self.pages.len() + place), self.elements[*element].id));
        }
        let mut tree = pdf.indirect(parents).start::<pdf_writer::writers::NumberTree<'_, Ref>>();
        let mut written = tree.nums();
        for (key, id) in entries {
            written.insert(key, id);
        }
        written.finish();
        tree.finish();
        for element in &self.elements {
            self.write_element(pdf, root, element);
        }
    }

    fn write_element(&self, pdf: &mut Pdf, root: Ref, element: &Element) {
        let mut written = pdf.struct_element(element.id);
        let parent = if element.kind == StructRole::Document { root } else { self.elements[element.parent].id };
        written.kind(element.kind).parent(parent);
        if let Some(shows) = &element.shows {
            written.alt(TextStr(shows));
        }
        if let Some(scope) = element.scope {
            written.attributes().push().table().scope(scope);
        }
        let mut kids = written.children();
        for kid in &element.kids {
            match kid {
                Kid::Element(element) => drop(kids.struct_element(self.elements[*element].id)),
                Kid::Content(page, place) => drop(kids.marked_content_ref().page(*page).marked_content_id(*place)),
                Kid::Widget(page, widget) => drop(kids.object_ref().page(*page).object(*widget)),
            }
        }
    }

    /// The element that holds all others.
    pub fn document(&self) -> Ref {
        self.elements[DOCUMENT].id
    }
}

fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
