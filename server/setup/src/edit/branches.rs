//! Edits of many branches at once, and to which branch a line belongs.

use super::{NoSuchField, Set, put};
use crate::load::Written;
use std::collections::BTreeMap;
use toml_edit::{Document, DocumentMut, Item};

impl Written {
    /// Sets fields of many branches, each by its path below the branch. The text is read and written once for all of them.
    ///
    /// # Errors
    /// A branch is not there, or a path leads into an entry that is not there.
    pub fn set_in_branches(&self, edits: &BTreeMap<&str, Vec<(&[String], &Set)>>) -> Result<Self, NoSuchField> {
        let mut document: DocumentMut = self.text.parse().map_err(|_| NoSuchField)?;
        let list = document.get_mut("branch").and_then(Item::as_array_of_tables_mut).ok_or(NoSuchField)?;
        let mut found = 0;
        for branch in list.iter_mut() {
            let own = branch.get("id").and_then(Item::as_str).and_then(|id| edits.get(id));
            let Some(own) = own else { continue };
            found += 1;
            for (path, set) in own {
                let parts: Vec<&str> = path.iter().map(String::as_str).collect();
                put(branch, &parts, set)?;
            }
        }
        if found == edits.len() {
            Ok(Self { text: document.to_string(), languages: self.languages.clone() })
        } else {
            Err(NoSuchField)
        }
    }

    /// Returns the branch in which each of these lines stands, from 1; none for a line of the bank.
    pub fn branches_at(&self, lines: &[usize]) -> Vec<Option<String>> {
        let Ok(document) = Document::parse(self.text.as_str()) else { return vec![None; lines.len()] };
        let mut headings: Vec<(usize, Option<&str>)> = Vec::new();
        for (key, item) in document.as_table() {
            let branch = |id| (key == "branch").then_some(id).flatten();
            match item {
                Item::ArrayOfTables(list) => {
                    let of_branch = list.iter().map(|entry| (entry.span(), entry.get("id").and_then(Item::as_str)));
                    headings.extend(of_branch.filter_map(|(span, id)| Some((span?.start, branch(id)))));
                }
                other => headings.extend(other.span().map(|span| (span.start, None))),
            }
        }
        headings.sort_unstable();
        let mut ends: Vec<usize> = self.text.match_indices('\n').map(|(at, _)| at).collect();
        ends.push(self.text.len());
        let of_line = |line: &usize| {
            let end = *ends.get(line.checked_sub(1)?)?;
            let before = headings.partition_point(|(start, _)| *start <= end);
            headings.get(before.checked_sub(1)?)?.1.map(str::to_owned)
        };
        lines.iter().map(of_line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, NoSuchField, Set, Written};

    const BANK: &str = "\
format = \"x\"
[[branch]] # the first
id = \"a\"
policy.no_show_calls = 2 # twice
[[branch.desk]]
id = \"1\"
[[desk_kind]]
id = \"teller\"
[[branch]]
id = \"b\"
[setup]
editor = true
";

    fn bank() -> Written {
        Written { text: BANK.to_owned(), languages: BTreeMap::new() }
    }

    #[test]
    fn fields_of_many_branches_are_set_at_once_and_comments_stay() {
        let (path, label) = (["policy", "no_show_calls"].map(str::to_owned), ["desk", "1", "label"].map(str::to_owned));
        let (three, one) = (Set::Number(3), Set::Text("One".to_owned()));
        let edits =
            BTreeMap::from([("a", vec![(&path[..], &three), (&label[..], &one)]), ("b", vec![(&path[..], &three)])]);
        let text = bank().set_in_branches(&edits).unwrap().text;
        assert!(text.contains("policy.no_show_calls = 3 # twice") && text.contains("[[branch]] # the first"), "{text}");
        let fields = Written { text, languages: BTreeMap::new() }.fields();
        assert_eq!(fields.text(&["branch", "b", "policy", "no_show_calls"]), "3");
        assert_eq!(fields.text(&["branch", "a", "desk", "1", "label"]), "One");
        let nowhere = BTreeMap::from([("c", vec![(&path[..], &three)])]);
        assert_eq!(bank().set_in_branches(&nowhere), Err(NoSuchField));
    }

    #[test]
    fn a_line_belongs_to_the_branch_below_whose_heading_it_stands() {
        let found = bank().branches_at(&[1, 2, 4, 6, 7, 9, 10, 11, 12, 99]);
        let found: Vec<&str> = found.iter().map(|branch| branch.as_deref().unwrap_or("-")).collect();
        assert_eq!(found, ["-", "a", "a", "a", "-", "b", "b", "-", "-", "-"]);
    }
}
