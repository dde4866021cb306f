//! The files of the project, and their code without comments and texts.

use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;

/// A Rust file: where it is, and its code.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path seen from the project's folder, with `/` between its parts.
    pub path: String,
    /// The code, with blanks in place of comments and of what stands between quotes; lines keep their numbers.
    pub code: String,
    /// The file as it is.
    pub text: String,
}

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(PathBuf::new, Path::to_owned)
}

/// Every Rust file in a folder of the project, or the one file that the path names, in the order of their paths.
///
/// # Panics
/// Where the path does not exist: a rule about nothing holds nothing.
pub fn sources(path: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(path), &mut found);
    assert!(!found.is_empty(), "{path} holds no Rust file");
    found.sort();
    found.into_iter().map(|file| source(&file)).collect()
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())) {
            collect(&entry.unwrap_or_else(|error| panic!("{}: {error}", path.display())).path(), found);
        }
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        found.push(path.to_owned());
    }
}

fn source(file: &Path) -> Source {
    let text = read(file);
    let path = file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/");
    Source { path, code: code(&text), text }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The folders of the crates of the workspace.
///
/// # Panics
/// Where the workspace's manifest lists none.
pub fn members() -> Vec<String> {
    let manifest = manifest("Cargo.toml");
    let members = manifest["workspace"]["members"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(!members.is_empty(), "Cargo.toml lists no members");
    members.iter().filter_map(|member| Some(member.as_str()?.to_owned())).collect()
}

/// A manifest of the project.
///
/// # Panics
/// Where it is not there, or not TOML.
pub fn manifest(path: &str) -> Table {
    read(&root().join(path)).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Code with blanks in place of comments and of what stands between quotes.
pub fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = length_of_no_code(rest, code.chars().next_back());
        let (part, after) = rest.split_at(if blank > 0 { blank } else { first.len_utf8() });
        if blank > 0 {
            code.extend(part.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(part);
        }
        rest = after;
    }
    code
}

/// How many bytes at the start are a comment or a text; `before` is the letter before them.
fn length_of_no_code(rest: &str, before: Option<char>) -> usize {
    let in_a_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else if let Some(text) = rest.strip_prefix('"') {
        1 + length_of_text(text)
    } else if rest.starts_with('\'') {
        length_of_letter(rest)
    } else if !in_a_name && rest.starts_with('r') {
        length_of_raw_text(rest)
    } else {
        0
    }
}

/// How many bytes a text has after its first quote, with its last one.
fn length_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// How many bytes a letter between quotes has; 0 where the quote begins a lifetime.
fn length_of_letter(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            let end = rest.char_indices().skip(3).find(|(_, letter)| *letter == '\'');
            end.map_or(0, |(at, _)| at + 1)
        }
        Some(_) => letters.next().filter(|(_, letter)| *letter == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// How many bytes a raw text has (`r"..."`, `r#"..."#`); 0 where the `r` begins a name.
fn length_of_raw_text(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let Some(inner) = rest[1 + hashes..].strip_prefix('"') else { return 0 };
    let end = ["\"", &"#".repeat(hashes)].concat();
    let start = rest.len() - inner.len();
    inner.find(&end).map_or(rest.len(), |at| start + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::code;

    /// What is left, word by word; every line and column is where it was.
    fn left(text: &str) -> String {
        let code = code(text);
        assert_eq!(code.len(), text.len());
        assert_eq!(code.matches('\n').count(), text.matches('\n').count());
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_texts_are_not_code() {
        assert_eq!(left("a // use crate::x\nb"), "a b");
        assert_eq!(left("a /* x\n */ b"), "a b");
        assert_eq!(left(r#"f("crate::x \" y", z)"#), "f( , z)");
        assert_eq!(left("r#\"crate::\"x\"#; r#type"), "; r#type");
    }

    #[test]
    fn a_quote_may_be_a_letter_or_a_lifetime() {
        assert_eq!(left(r#"'"' x '"'"#), "x");
        assert_eq!(left(r"'\'' x"), "x");
        assert_eq!(left("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
    }
}
