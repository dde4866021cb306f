//! The notices of a branch, read from their table: when its task begins, after each change here, and now and then where other
//! servers may change them.

use crate::live::Live;
use machine::clock;
use store::{BranchId, Failure, Store, notice};
use view::Posted;

/// Reads the notices that are not over, and shows them.
pub async fn read_notices(store: &Store, live: &Live) -> Result<(), Failure> {
    let reading = live.begin_reading();
    let rows = notice::open(store, &BranchId::new(&live.setup().id), clock::now()).await?;
    let posted = rows.into_iter().filter_map(|row| posted(&row, &live.setup())).collect();
    live.put_notices(reading, posted);
    Ok(())
}

/// A notice with its words in the branch's order of languages.
fn posted(row: &notice::Notice, setup: &setup::Branch) -> Option<Posted> {
    let words = words(row, &setup.languages);
    if words.is_none() {
        tracing::error!(branch = setup.id, notice = row.id, "a notice cannot be read");
    }
    Some(Posted { from: row.from, until: row.until, id: row.id, words: words? })
}

/// The words of a notice in the languages of a branch and in their order; none where they cannot be read.
pub fn words(row: &notice::Notice, languages: &[wire::Language]) -> Option<wire::Text> {
    let words: std::collections::BTreeMap<String, String> = serde_json::from_str(&row.words).ok()?;
    let in_order = languages.iter().filter_map(|language| Some((language.to_string(), words.get(language.as_str())?)));
    let text: wire::Text = in_order.map(|(language, words)| (language, words.clone())).collect();
    // The branch may have changed its languages since.
    Some(if text.all().next().is_none() { words.into() } else { text })
}
