//! A set-up with another number of desks, for simulations of the same bank at another size.

use toml::{Table, Value};

/// The text of a set-up whose branches each have so many desks; at least one.
///
/// With fewer desks, the kinds of those that go are given to those that stay, one after the other. With more, the desks
/// are repeated in their order, under new ids. Comments are not kept.
///
/// # Errors
/// The text is not TOML.
pub fn with_desks(text: &str, desks: usize) -> Result<String, toml::de::Error> {
    let mut file: Table = toml::from_str(text)?;
    let branches = file.get_mut("branch").and_then(Value::as_array_mut);
    for branch in branches.into_iter().flatten() {
        if let Some(Value::Array(list)) = branch.get_mut("desk") {
            resize(list, desks.max(1));
        }
    }
    Ok(file.to_string())
}

fn resize(list: &mut Vec<Value>, wanted: usize) {
    let had = list.len();
    for (place, desk) in list.split_off(wanted.min(had)).into_iter().enumerate() {
        let heir = list[place % wanted].get_mut("kinds").and_then(Value::as_array_mut);
        let kinds = desk.get("kinds").and_then(Value::as_array).cloned().unwrap_or_default();
        if let Some(heir) = heir {
            heir.extend(kinds.into_iter().filter(|kind| !heir.contains(kind)).collect::<Vec<_>>());
        }
    }
    for place in had..wanted {
        let Some(mut desk) = list.get(place % had.max(1)).cloned() else { return };
        // Each desk takes two names at most.
        let mut names = (1..=2 * list.len() + 1).map(|number| number.to_string());
        let id = names.find(|id| list.iter().all(|desk| is_free(desk, id)));
        if let (Some(desk), Some(id)) = (desk.as_table_mut(), id) {
            desk.insert("id".into(), Value::String(id.clone()));
            desk.insert("label".into(), Value::String(id));
        }
        list.push(desk);
    }
}

/// Whether a desk has another id and another label than this.
fn is_free(desk: &Value, id: &str) -> bool {
    ["id", "label"].iter().all(|field| desk.get(field).and_then(Value::as_str) != Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::DEFAULT;
    use crate::{Branch, Setup};
    use std::sync::Arc;

    fn branch(desks: usize) -> Arc<Branch> {
        let setup = Setup::parse(&with_desks(DEFAULT, desks).unwrap()).unwrap();
        setup.branches["centro"].clone()
    }

    #[test]
    fn every_number_of_desks_serves_every_service() {
        for desks in [1, 2, 4, 6, 8, 13] {
            let branch = branch(desks);
            assert_eq!(branch.desks.len(), desks);
            assert_eq!(branch.services.len(), 19);
        }
    }

    #[test]
    fn further_desks_repeat_the_first_ones() {
        let branch = branch(8);
        let profile = |desk: &str| &branch.desks[&queue::DeskId::new(desk)].profile;
        assert_eq!((profile("7"), profile("8")), (profile("1"), profile("2")));
    }

    #[test]
    fn the_desks_that_stay_do_what_the_others_did() {
        let (small, usual) = (branch(4), branch(6));
        let id = queue::DeskId::new("1");
        let both: std::collections::BTreeSet<_> =
            usual.desks[&id].profile.union(&usual.desks[&queue::DeskId::new("5")].profile).cloned().collect();
        assert_eq!(small.desks[&id].profile, both);
    }
}
