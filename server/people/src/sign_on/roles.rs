//! What the words of a claim allow: `admin`, `manager:centro`, or a group of the bank's own that stands for one of these.

use serde_json::Value;
use std::collections::BTreeMap;
use store::{Role, Roles};

/// The bank's own groups, and what each stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleMap(BTreeMap<String, Vec<(Role, String)>>);

/// Why `GROUP=ROLE` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is none: write a group of the provider and what it stands for, as tellers-north=csr:centro or board=admin"
)]
pub struct RoleMapFault(String);

impl RoleMap {
    /// Reads lines such as `tellers-north=csr:centro`. A group may stand for several roles, one a line.
    pub fn parse<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, RoleMapFault> {
        let mut groups: BTreeMap<String, Vec<(Role, String)>> = BTreeMap::new();
        for line in lines {
            let read = line.rsplit_once('=').and_then(|(group, role)| Some((group.trim(), named(role.trim())?)));
            let (group, role) =
                read.filter(|(group, _)| !group.is_empty()).ok_or_else(|| RoleMapFault(line.to_owned()))?;
            groups.entry(group.to_owned()).or_default().push(role);
        }
        Ok(Self(groups))
    }

    /// Returns what a claim allows: a list of words, or words with spaces between them. What is not known allows nothing.
    pub fn of(&self, claim: Option<&Value>) -> Roles {
        let words: Vec<&str> = match claim {
            Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(words)) => words.split_whitespace().collect(),
            _ => Vec::new(),
        };
        let mut roles = Roles::default();
        for word in words {
            let by_group = self.0.get(word).into_iter().flatten().cloned();
            for (role, branch) in named(word).into_iter().chain(by_group) {
                roles = roles.with(&branch, role);
            }
        }
        roles
    }
}

/// Reads `admin` or `csr:centro`.
fn named(word: &str) -> Option<(Role, String)> {
    let (role, branch) = word.split_once(':').unwrap_or((word, ""));
    let role = Role::parse(role)?;
    ((role == Role::Admin) == branch.is_empty()).then(|| (role, branch.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_claim_allows_what_it_names_and_what_its_groups_stand_for() {
        let map = RoleMap::parse(["tellers=csr:centro", "tellers=csr:porto", "cn=board,ou=bank=admin"]).unwrap();
        let allowed = |claim: Value| map.of(Some(&claim)).to_string();
        assert_eq!(allowed(json!(["manager:porto"])), "manager of porto");
        assert_eq!(allowed(json!(["tellers", "nobody knows", 7])), "csr of centro, csr of porto");
        assert_eq!(allowed(json!("tellers complaints:centro")), "csr of centro, complaints of centro, csr of porto");
        assert_eq!(allowed(json!(["cn=board,ou=bank"])), "admin of the bank");
    }

    #[test]
    fn what_is_not_known_allows_nothing() {
        let map = RoleMap::default();
        for claim in
            [json!(null), json!({"a": 1}), json!([]), json!(["king", "csr", "csr:", "admin:centro", ":centro"])]
        {
            assert!(map.of(Some(&claim)).is_empty(), "{claim}");
        }
        assert!(map.of(None).is_empty());
    }

    #[test]
    fn a_line_that_names_no_role_is_refused() {
        for line in ["", "tellers", "tellers=king", "=admin", "tellers=csr"] {
            assert_eq!(RoleMap::parse([line]), Err(RoleMapFault(line.to_owned())), "{line:?}");
        }
    }
}
