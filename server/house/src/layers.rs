//! The order of a crate's files, as docs/layers.md lists it: what stands in one line imports only what stands below.
//!
//! A list is a fenced block whose first line is `layers` and the crate's `src`; a new line, or `>`, begins a lower layer. `x.rs` is a file; `x/` a folder with the
//! file of its module; `*` stands for any one name, and each name is a part of its own. The most exact place counts.

use std::collections::BTreeSet;

/// The layers of one crate, the highest first.
#[derive(Debug, Clone)]
pub struct Layers {
    /// The crate's `src`, seen from the project's folder.
    pub folder: String,
    layers: Vec<Vec<String>>,
}

/// The place of a file: its layer, and the part of it that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    layer: usize,
    part: String,
}

/// All lists of a text.
pub fn layers(text: &str) -> Vec<Layers> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(folder) = line.trim().strip_prefix("```layers ") else { continue };
        let listed = lines.by_ref().take_while(|line| !line.trim().starts_with("```"));
        let layers: Vec<Vec<String>> = listed
            .flat_map(|line| line.split('#').next().unwrap_or_default().split('>'))
            .map(|layer| layer.split_whitespace().map(str::to_owned).collect())
            .filter(|layer: &Vec<String>| !layer.is_empty())
            .collect();
        found.push(Layers { folder: folder.trim().to_owned(), layers });
    }
    found
}

impl Layers {
    /// Why a file may not name another; nothing where it may.
    pub fn refusal(&self, from: &str, to: &str) -> Option<String> {
        let (Some(from), Some(to)) = (self.place(from), self.place(to)) else { return None };
        if from.layer < to.layer || from == to {
            return None;
        }
        Some(if from.layer == to.layer {
            format!("{} and {} stand in one layer", from.part, to.part)
        } else {
            format!("{} stands below {}", from.part, to.part)
        })
    }

    /// The files that no line names.
    pub fn unlisted<'a>(&self, files: &'a BTreeSet<String>) -> Vec<&'a str> {
        files.iter().filter(|file| self.place(file).is_none()).map(String::as_str).collect()
    }

    /// The entries that no file is placed by.
    pub fn empty(&self, files: &BTreeSet<String>) -> Vec<&str> {
        let used: BTreeSet<&str> =
            files.iter().filter_map(|file| self.entry(file)).map(|(_, entry, _)| entry).collect();
        self.layers.iter().flatten().map(String::as_str).filter(|entry| !used.contains(entry)).collect()
    }

    fn place(&self, file: &str) -> Option<Place> {
        self.entry(file).map(|(layer, _, part)| Place { layer, part })
    }

    /// The most exact entry for a file: its layer, the entry, and the part that it stands for.
    fn entry(&self, file: &str) -> Option<(usize, &str, String)> {
        let entries = self
            .layers
            .iter()
            .enumerate()
            .flat_map(|(layer, entries)| entries.iter().map(move |entry| (layer, entry.as_str())));
        let placed = entries.filter_map(|(layer, entry)| part(entry, file).map(|part| (layer, entry, part)));
        placed.max_by_key(|(_, entry, _)| exactness(entry))
    }
}

/// A file before a folder, a deep one before a shallow one, a name before a star.
fn exactness(entry: &str) -> (usize, bool, usize) {
    let depth = entry.trim_end_matches('/').matches('/').count();
    (depth, !entry.ends_with('/'), usize::MAX - entry.matches('*').count())
}

/// The part that a file belongs to by an entry: the entry with its stars filled in.
fn part(entry: &str, file: &str) -> Option<String> {
    let stem = entry.strip_suffix('/').or_else(|| entry.strip_suffix(".rs"))?;
    let names: Vec<&str> = stem.split('/').collect();
    let of_file: Vec<&str> = file.strip_suffix(".rs")?.split('/').collect();
    let fits = names.len() <= of_file.len()
        && names.iter().zip(&of_file).all(|(name, of_file)| *name == "*" || name == of_file);
    // `x/*/` is what lies in the folders, not the files beside them.
    let deep = of_file.len() > names.len();
    let right = if entry.ends_with('/') { deep || !entry.ends_with("*/") } else { !deep };
    (fits && right).then(|| of_file[..names.len()].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> Layers {
        let text =
            "```layers app/src\nlib.rs\nscreens/*.rs  # pages\nscreens/console.rs\nbrowser/  screens/*/\nui/\n```\n";
        layers(text).remove(0)
    }

    #[test]
    fn a_file_imports_what_stands_below_it_and_nothing_above() {
        let app = app();
        assert_eq!(app.refusal("screens/desk.rs", "browser/api.rs"), None);
        assert_eq!(app.refusal("screens/desk/queue.rs", "ui/icon.rs"), None);
        assert_eq!(app.refusal("screens/desk.rs", "screens/console.rs"), None);
        let refusal = app.refusal("ui/icon.rs", "screens/desk.rs");
        assert_eq!(refusal.as_deref(), Some("ui stands below screens/desk"));
        assert!(app.refusal("screens/console.rs", "screens/desk.rs").is_some());
    }

    #[test]
    fn parts_of_one_layer_do_not_import_each_other() {
        let app = app();
        let refusal = app.refusal("screens/desk.rs", "screens/kiosk.rs");
        assert_eq!(refusal.as_deref(), Some("screens/desk and screens/kiosk stand in one layer"));
        assert!(app.refusal("screens/desk/queue.rs", "browser/api.rs").is_some());
        assert!(app.refusal("screens/desk/queue.rs", "screens/kiosk/search.rs").is_some());
        assert_eq!(app.refusal("screens/desk/queue.rs", "screens/desk/order.rs"), None);
        assert_eq!(app.refusal("browser/live.rs", "browser.rs"), None);
    }

    #[test]
    fn a_file_that_no_line_names_and_a_line_that_names_no_file_are_found() {
        let files: BTreeSet<String> = ["lib.rs", "stray.rs", "ui.rs"].into_iter().map(str::to_owned).collect();
        assert_eq!(app().unlisted(&files), ["stray.rs"]);
        assert_eq!(app().empty(&files), ["screens/*.rs", "screens/console.rs", "browser/", "screens/*/"]);
    }
}
