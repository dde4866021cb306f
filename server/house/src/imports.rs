//! The edges between the files of a crate: every path that begins with `crate::`, `super::` or a child module's name.

use crate::sources::{Source, sources};
use std::collections::{BTreeMap, BTreeSet};

/// One file names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The path of the file, seen from the crate's `src`.
    pub from: String,
    /// The line in which it names the other, from 1.
    pub line: usize,
    /// The path of the file that is named.
    pub to: String,
}

/// The files of a crate.
#[derive(Debug)]
pub struct Crate {
    /// The crate's `src`, seen from the project's folder.
    folder: String,
    /// The files' paths, seen from there.
    pub files: BTreeSet<String>,
    sources: Vec<Source>,
    /// What a file passes on by `use`: the path behind a name.
    passed_on: BTreeMap<(String, String), Vec<String>>,
}

impl Crate {
    /// Reads the files in a crate's `src`.
    pub fn read(folder: &str) -> Self {
        Self::of(folder, sources(folder))
    }

    fn of(folder: &str, sources: Vec<Source>) -> Self {
        let own = |source: &Source| source.path[folder.len()..].trim_start_matches('/').to_owned();
        let files: BTreeSet<String> = sources.iter().map(own).collect();
        let mut passed_on = BTreeMap::new();
        for source in &sources {
            let file = own(source);
            for named in named(&source.code).into_iter().filter(|named| named.is_use && named.inner == 0) {
                if let (Some(path), Some(name)) = (absolute(&named, &module_of(&file), &files), named.path.last()) {
                    passed_on.insert((file.clone(), name.clone()), path);
                }
            }
        }
        Self { folder: folder.to_owned(), files, sources, passed_on }
    }

    /// Every edge between two files of the crate. What a file only passes on (`pub use`) leads to where it comes from.
    pub fn imports(&self) -> Vec<Import> {
        let mut found = Vec::new();
        for source in &self.sources {
            let from = source.path[self.folder.len()..].trim_start_matches('/').to_owned();
            let module = module_of(&from);
            for named in named(&source.code) {
                let Some(to) = absolute(&named, &module, &self.files).and_then(|path| self.file_of(&path, 0)) else {
                    continue;
                };
                let line = 1 + source.code[..named.at].matches('\n').count();
                let import = Import { from: from.clone(), line, to };
                if import.to != from && !found.contains(&import) {
                    found.push(import);
                }
            }
        }
        found
    }

    /// The file in which a path ends: that of the deepest module on it, or where that one has the next name from.
    fn file_of(&self, path: &[String], steps: usize) -> Option<String> {
        let (file, length) = deepest(path, &self.files)?;
        let behind = path.get(length).and_then(|name| self.passed_on.get(&(file.clone(), name.clone())));
        match behind {
            Some(behind) if steps < LONGEST_WAY && behind != path => self.file_of(behind, steps + 1),
            _ => Some(file),
        }
    }
}

/// How often a name is followed from file to file.
const LONGEST_WAY: usize = 8;

/// The path of the module that a file holds; that of the crate is empty.
fn module_of(file: &str) -> Vec<String> {
    let file = file.trim_end_matches(".rs");
    if matches!(file, "lib" | "main") {
        return Vec::new();
    }
    file.trim_end_matches("/mod").split('/').map(str::to_owned).collect()
}

/// The file of the deepest module on a path, and how much of the path that is; the crate's own file where it is none.
fn deepest(path: &[String], files: &BTreeSet<String>) -> Option<(String, usize)> {
    for length in (1..=path.len()).rev() {
        let module = path[..length].join("/");
        for file in [[&module, ".rs"].concat(), [&module, "/mod.rs"].concat()] {
            if files.contains(&file) {
                return Some((file, length));
            }
        }
    }
    ["lib.rs", "main.rs"].into_iter().find(|file| files.contains(*file)).map(|file| (file.to_owned(), 0))
}

/// A path as it stands in the code.
struct Named {
    path: Vec<String>,
    at: usize,
    /// How many modules inside the file are open there.
    inner: usize,
    /// It stands in a `use`, where a path may begin with a child's name.
    is_use: bool,
}

/// The path from the crate's root; nothing where it leads out of the crate.
fn absolute(named: &Named, module: &[String], files: &BTreeSet<String>) -> Option<Vec<String>> {
    let Named { path, inner, is_use, .. } = named;
    let first = path.first()?.as_str();
    if first == "crate" {
        return Some(path[1..].to_vec());
    }
    let up = path.iter().take_while(|part| *part == "super").count();
    let (base, rest) = if up > 0 {
        // What is inside the file first leads to the file's own module.
        let out = up.saturating_sub(*inner);
        (&module[..module.len().checked_sub(out)?], &path[up..])
    } else if first == "self" {
        (module, &path[1..])
    } else {
        let child = [module, &path[..1]].concat().join("/");
        let is_child = files.contains(&[&child, ".rs"].concat()) || files.contains(&[&child, "/mod.rs"].concat());
        if !is_child || (!is_use && path.len() < 2) {
            return None;
        }
        (module, &path[..])
    };
    Some([base, rest].concat())
}

/// The paths in a file's code.
fn named(code: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut reader = Reader { code, at: 0 };
    // Where modules inside the file end, by the depth of braces.
    let (mut depth, mut open) = (0_usize, Vec::new());
    let mut before = String::new();
    let mut of_module = false;
    let mut in_use = false;
    while let Some(token) = reader.next() {
        match token {
            Token::Name(at, name) => {
                let joined = reader.joins();
                let begins = before != "::" && before != "$" && before != ".";
                if begins && before == "mod" {
                    of_module = true;
                }
                in_use |= name == "use" && begins;
                if begins && (joined || in_use) && !matches!(name, "use" | "mod" | "pub" | "as") && before != "as" {
                    let start = vec![name.to_owned()];
                    let mut paths = Vec::new();
                    reader.path(start, at, &mut paths);
                    let inner = open.len();
                    found.extend(paths.into_iter().map(|(path, at)| Named { path, at, inner, is_use: in_use }));
                }
                name.clone_into(&mut before);
            }
            Token::Sign(sign) => {
                match sign {
                    '{' => {
                        depth += 1;
                        if of_module {
                            open.push(depth);
                        }
                        of_module = false;
                    }
                    '}' => {
                        if open.last() == Some(&depth) {
                            open.pop();
                        }
                        depth = depth.saturating_sub(1);
                    }
                    ';' => (of_module, in_use) = (false, false),
                    _ => {}
                }
                before = if sign == ':' && reader.takes_colon() { "::".to_owned() } else { sign.to_string() };
            }
        }
    }
    found
}

enum Token<'a> {
    Name(usize, &'a str),
    Sign(char),
}

/// Reads code word by word.
struct Reader<'a> {
    code: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = self.code[self.at..].chars().next()?;
        if is_of_name(first) {
            let (at, name) = self.name();
            return Some(Token::Name(at, name));
        }
        self.at += first.len_utf8();
        Some(Token::Sign(first))
    }

    fn name(&mut self) -> (usize, &'a str) {
        let rest = &self.code[self.at..];
        let end = rest.find(|letter| !is_of_name(letter)).unwrap_or(rest.len());
        let at = self.at;
        self.at += end;
        (at, &rest[..end])
    }

    fn skip_blanks(&mut self) {
        let rest = &self.code[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Whether `::` follows.
    fn joins(&self) -> bool {
        self.code[self.at..].trim_start().starts_with("::")
    }

    /// Takes the second colon of a `::`.
    fn takes_colon(&mut self) -> bool {
        let double = self.code[self.at..].starts_with(':');
        self.at += usize::from(double);
        double
    }

    /// Reads on from the first name of a path: `::name`, `::{...}`, `::*`, and gives every whole path.
    fn path(&mut self, mut path: Vec<String>, at: usize, found: &mut Vec<(Vec<String>, usize)>) {
        while self.joins() {
            self.skip_blanks();
            self.at += 2;
            self.skip_blanks();
            match self.code[self.at..].chars().next() {
                Some('{') => return self.group(&path, found),
                Some(letter) if is_of_name(letter) => path.push(self.name().1.to_owned()),
                _ => break,
            }
        }
        found.push((path, at));
    }

    /// Reads `{a, b::c, d::{e}}`, each after the same start.
    fn group(&mut self, start: &[String], found: &mut Vec<(Vec<String>, usize)>) {
        self.at += 1;
        loop {
            self.skip_blanks();
            match self.code[self.at..].chars().next() {
                Some(letter) if is_of_name(letter) => {
                    let (at, name) = self.name();
                    // What follows `as` is a new name.
                    if name == "as" {
                        self.skip_blanks();
                        self.name();
                        continue;
                    }
                    let own = if name == "self" { Vec::new() } else { vec![name.to_owned()] };
                    self.path([start, &own].concat(), at, found);
                }
                Some('{') => self.group(start, found),
                Some('}') => {
                    self.at += 1;
                    return;
                }
                Some(other) => {
                    if other == '*' {
                        found.push((start.to_vec(), self.at));
                    }
                    self.at += other.len_utf8();
                }
                None => return,
            }
        }
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::code;

    fn found(path: &str, text: &str) -> Vec<(String, usize)> {
        let files =
            ["lib.rs", "ui.rs", "ui/icon.rs", "screens.rs", "screens/desk.rs", "screens/desk/queue.rs", "api.rs"];
        let source = |file: &str| {
            let text = if file == path {
                text
            } else if file == "lib.rs" {
                "pub use ui::icon::Icon;"
            } else {
                ""
            };
            Source { path: ["app/src/", file].concat(), code: code(text), text: text.to_owned() }
        };
        let found = Crate::of("app/src", files.map(source).to_vec()).imports();
        found.into_iter().filter(|import| import.from == path).map(|import| (import.to, import.line)).collect()
    }

    fn only(path: &str, text: &str) -> Vec<String> {
        found(path, text).into_iter().map(|(target, _)| target).collect()
    }

    #[test]
    fn a_path_is_found_in_a_use_in_a_group_and_in_the_code_with_its_line() {
        assert_eq!(found("screens/desk.rs", "use x;\nuse crate::api::get;"), [("api.rs".to_owned(), 2)]);
        assert_eq!(
            only("screens/desk.rs", "use crate::{api, ui::{self, icon::Icon}};"),
            ["api.rs", "ui.rs", "ui/icon.rs"]
        );
        assert_eq!(only("screens/desk.rs", "fn f() { crate::api::get() }"), ["api.rs"]);
        assert_eq!(only("screens/desk.rs", "pub(in crate::ui) fn f() {}"), ["ui.rs"]);
    }

    #[test]
    fn a_path_that_leads_up_is_followed_out_of_the_module() {
        assert_eq!(only("screens/desk/queue.rs", "use super::super::super::api;"), ["api.rs"]);
        assert_eq!(only("screens/desk/queue.rs", "use super::Order;"), ["screens/desk.rs"]);
        assert_eq!(only("screens/desk/queue.rs", "mod tests { use super::*; }"), Vec::<String>::new());
        assert_eq!(only("screens/desk/queue.rs", "mod tests { use super::super::x; }"), ["screens/desk.rs"]);
    }

    #[test]
    fn a_child_is_found_by_its_name() {
        assert_eq!(only("screens/desk.rs", "mod queue; use queue::Queue;"), ["screens/desk/queue.rs"]);
        assert_eq!(only("screens/desk.rs", "mod queue; fn f() { queue::g() }"), ["screens/desk/queue.rs"]);
    }

    #[test]
    fn a_name_that_a_file_passes_on_leads_to_where_it_comes_from() {
        assert_eq!(only("screens/desk.rs", "use crate::Icon;"), ["ui/icon.rs"]);
        assert_eq!(only("screens/desk.rs", "use crate::Other;"), ["lib.rs"]);
    }

    #[test]
    fn what_is_no_path_of_the_crate_is_no_import() {
        let text = "// crate::api\nuse std::api; let x = \"crate::api\"; fn f(api: u8) { y.api(); $crate::api::z!() }";
        assert_eq!(only("screens/desk.rs", text), Vec::<String>::new());
    }
}
