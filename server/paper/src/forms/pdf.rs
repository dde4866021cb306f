//! Pages as a PDF file, with the letters that they use embedded, tagged by the rules of PDF/UA-1; what is to be filled in is a field. It
//! holds no date: the same pages give the same bytes.

mod letters;
mod metadata;
mod structure;
mod widget;

use super::font::{BOLD, REGULAR};
use super::layout::{Fill, HEIGHT, Ink, Mark, Page, Part, Role, WIDTH};
use letters::Used;
use pdf_writer::types::TabOrder;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use structure::Tree;
use widget::Stand;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
const METADATA: Ref = Ref::new(4);
/// Which element each content belongs to.
const PARENTS: Ref = Ref::new(5);
const ROOT: Ref = Ref::new(6);
/// Each font has five objects from here.
const FONTS: i32 = 10;
/// All others are numbered from here on.
const OTHERS: i32 = 20;

/// The colour of what is written.
const INK: (f32, f32, f32) = (0.09, 0.13, 0.12);

/// Gives out the numbers of objects.
pub struct Refs(i32);

impl Refs {
    pub fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0 - 1)
    }
}

/// A file that is being written.
struct File {
    pdf: Pdf,
    refs: Refs,
    fonts: [Used; 2],
    tree: Tree,
    /// The pages, and what is filled in on each.
    pages: Vec<Ref>,
    fills: Vec<(Fill, Stand)>,
}

/// The file.
pub fn write(title: &str, language: &str, pages: &[Page]) -> Vec<u8> {
    let mut refs = Refs(OTHERS);
    let tree = Tree::new(&mut refs);
    let fonts = [Used::new(&REGULAR, "Regular"), Used::new(&BOLD, "Bold")];
    let mut file = File { pdf: Pdf::new(), refs, fonts, tree, pages: Vec::new(), fills: Vec::new() };
    if pages.iter().flat_map(|page| &page.parts).any(|part| part.fill.is_some()) {
        file.fonts[0].whole();
    }
    for page in pages {
        file.page(page);
    }
    file.finish(title, language)
}

impl File {
    fn page(&mut self, page: &Page) {
        let (id, content) = (self.refs.next(), self.refs.next());
        let key = self.tree.begin_page();
        let before = self.fills.len();
        let mut drawing = Content::new();
        for part in &page.parts {
            self.part(part, id, &mut drawing);
        }
        self.pdf.stream(content, &letters::small(&drawing.finish())).filter(Filter::FlateDecode);
        let mut written = self.pdf.page(id);
        written.parent(PAGES).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(content);
        written.struct_parents(key).tab_order(TabOrder::StructureOrder);
        if self.fills.len() > before {
            written.annotations(self.fills[before..].iter().map(|(_, stand)| stand.id));
        }
        let mut resources = written.resources();
        resources.fonts().pair(self.fonts[0].name, Ref::new(FONTS)).pair(self.fonts[1].name, Ref::new(FONTS + 5));
        resources.finish();
        written.finish();
        self.pages.push(id);
    }

    /// A part of a page: its words belong to an element of the tree, its lines are beside.
    fn part(&mut self, part: &Part, page: Ref, drawing: &mut Content) {
        let element = self.tree.element(&part.role, &mut self.refs);
        if let Some(fill) = &part.fill {
            let id = self.refs.next();
            let parent = self.tree.widget(element, page, id, &mut self.refs);
            self.fills.push((fill.clone(), Stand { page, parent, id }));
        }
        let is_picture = matches!(part.role, Role::Picture(_));
        let is_read = |mark: &&Mark| is_picture || matches!(mark, Mark::Words { .. });
        let (read, beside): (Vec<&Mark>, Vec<&Mark>) =
            part.marks.iter().partition(|mark| element.is_some() && is_read(mark));
        if let (Some(element), false) = (element, read.is_empty()) {
            let place = self.tree.content(element, page);
            drawing.begin_marked_content_with_properties(tag(&part.role)).properties().identify(place);
            for (place, mark) in read.iter().enumerate() {
                draw(mark, place + 1 < read.len(), &mut self.fonts, drawing);
            }
            drawing.end_marked_content();
        }
        if !beside.is_empty() {
            drawing.begin_marked_content(Name(b"Artifact"));
            for mark in beside {
                draw(mark, false, &mut self.fonts, drawing);
            }
            drawing.end_marked_content();
        }
    }

    fn finish(mut self, title: &str, language: &str) -> Vec<u8> {
        let pdf = &mut self.pdf;
        for (place, used) in self.fonts.iter().enumerate() {
            used.embed(pdf, FONTS + 5 * i32::try_from(place).unwrap_or(0));
        }
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        for (fill, stand) in &mut self.fills {
            stand.parent += count;
            widget::write(pdf, fill, stand, &mut self.refs);
        }
        self.tree.write(pdf, ROOT, PARENTS, &mut self.refs);
        let mut root = pdf.indirect(ROOT).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        root.child(self.tree.document()).pair(Name(b"ParentTree"), PARENTS);
        root.parent_tree_next_key(count + i32::try_from(self.fills.len()).unwrap_or(0));
        root.finish();
        pdf.metadata(METADATA, metadata::packet(title, language).as_bytes());
        pdf.pages(PAGES).kids(self.pages).count(count);
        let mut catalog = pdf.catalog(CATALOG);
        catalog.pages(PAGES).lang(TextStr(language)).metadata(METADATA).pair(Name(b"StructTreeRoot"), ROOT);
        catalog.mark_info().marked(true);
        catalog.viewer_preferences().display_doc_title(true);
        if !self.fills.is_empty() {
            let mut form = catalog.form();
            form.fields(self.fills.iter().map(|(_, stand)| stand.id)).default_appearance(Str(widget::BOXES));
            form.default_resources().fonts().pair(self.fonts[0].name, Ref::new(FONTS));
        }
        catalog.finish();
        pdf.document_info(INFO).title(TextStr(title)).producer(TextStr("Sportello"));
        self.pdf.finish()
    }
}

/// How marked content is named: as the element that it belongs to.
fn tag(role: &Role) -> Name<'static> {
    Name(match role {
        Role::Beside => b"Artifact",
        Role::Title => b"H1",
        Role::Heading => b"H2",
        Role::Words => b"P",
        Role::Item => b"LBody",
        Role::Picture(_) => b"Figure",
        Role::Cell(..) => b"TD",
    })
}

/// A mark. PDF counts from below, the layout from above. A space parts words from those of the next line.
fn draw(mark: &Mark, more: bool, fonts: &mut [Used; 2], content: &mut Content) {
    match mark {
        Mark::Words { x, y, size, bold, ink, words } => {
            let used = &mut fonts[usize::from(*bold)];
            let (red, green, blue) = colour(*ink);
            content.set_fill_rgb(red, green, blue);
            content.begin_text().set_font(used.name, *size).next_line(*x, HEIGHT - y);
            let space = if more { " " } else { "" };
            content.show(Str(&used.encode(&[words, space].concat()))).end_text();
        }
        Mark::Line { x, y, to_x, to_y, weight, ink } => {
            let (red, green, blue) = colour(*ink);
            content.set_stroke_rgb(red, green, blue).set_line_width(*weight);
            content.move_to(*x, HEIGHT - y).line_to(*to_x, HEIGHT - to_y).stroke();
        }
        Mark::Block { x, y, width, height } => {
            content.set_fill_rgb(0.0, 0.0, 0.0).rect(*x, HEIGHT - y - height, *width, *height).fill_nonzero();
        }
        Mark::Square { x, y, width, height } => {
            let (red, green, blue) = colour(Ink::Rule);
            content.set_stroke_rgb(red, green, blue).set_line_width(0.7);
            content.rect(*x, HEIGHT - y - height, *width, *height).stroke();
        }
    }
}

/// The colours of the screens, on paper.
fn colour(ink: Ink) -> (f32, f32, f32) {
    match ink {
        Ink::Black => INK,
        Ink::Soft => (0.29, 0.35, 0.34),
        Ink::Rule => (0.48, 0.54, 0.53),
        Ink::Accent => (0.04, 0.36, 0.34),
    }
}
