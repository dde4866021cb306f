//! Keys of the bank's programs: made and revoked by an admin, each with its line in the audit, shown once, and kept as a hash.

use crate::token::{fingerprint, random_token};
use machine::clock;
use queue::{CsrId, Timestamp};
use store::audit::{self, BANK, Entry, Origin, What, Who};
use store::system_key::{self, SystemKey};
use store::{BranchId, Failure, Store};

/// What a key begins with, so that one that was lost is known for what it is.
const BEGINS: &str = "spk_";

/// Makes a key. Returns its number and the key itself, which nobody can read again.
pub async fn make(store: &Store, name: &str, by: CsrId, from: Origin) -> Result<(i64, String), Failure> {
    let key = [BEGINS, &random_token()].concat();
    let now = clock::now();
    let mut transaction = store.begin().await?;
    let id = system_key::put(&mut transaction, name, &fingerprint(&key), by, now).await?;
    let entry = Entry::new(&BranchId::new(BANK), now, Who::staff(by), What::KeyMade);
    audit::note(&mut transaction, &[entry.about(format!("system_key:{id}")).from(from)]).await?;
    transaction.commit().await?;
    Ok((id, key))
}

/// Revokes a key. Returns whether it was there and in use.
pub async fn revoke(store: &Store, id: i64, by: CsrId, from: Origin) -> Result<bool, Failure> {
    let now = clock::now();
    let mut transaction = store.begin().await?;
    let is_revoked = system_key::revoke(&mut transaction, id, by, now).await?;
    if is_revoked {
        let entry = Entry::new(&BranchId::new(BANK), now, Who::staff(by), What::KeyRevoked);
        audit::note(&mut transaction, &[entry.about(format!("system_key:{id}")).from(from)]).await?;
    }
    transaction.commit().await?;
    Ok(is_revoked)
}

/// Returns the key that a program sent, unless there is none or it was revoked.
pub async fn standing(store: &Store, key: &str, now: Timestamp) -> Result<Option<SystemKey>, Failure> {
    if !key.starts_with(BEGINS) {
        return Ok(None);
    }
    let Some(found) = system_key::by_hash(store, &fingerprint(key)).await? else { return Ok(None) };
    system_key::used(store, &found, now).await?;
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_key_is_kept_as_a_hash_and_is_over_when_it_is_revoked() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("people.db")).await.unwrap();
        let (id, key) = make(&store, "core banking", CsrId(1), Origin::default()).await.unwrap();
        assert!(key.len() > 40);
        assert_eq!(standing(&store, &key, Timestamp(5)).await.unwrap().map(|key| key.id), Some(id));
        for other in ["", "spk_", &key[..key.len() - 1], &key[4..]] {
            assert_eq!(standing(&store, other, Timestamp(5)).await.unwrap(), None, "{other}");
        }
        assert!(revoke(&store, id, CsrId(1), Origin::default()).await.unwrap());
        assert_eq!(standing(&store, &key, Timestamp(6)).await.unwrap(), None);
        let lines = audit::lines(&store, &BranchId::new(BANK), 1, 10).await.unwrap();
        let lines: Vec<_> = lines.iter().map(|line| (line.what.as_str(), line.about.as_str())).collect();
        assert_eq!(lines, [("key_made", "system_key:1"), ("key_revoked", "system_key:1")]);
        store.close().await;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(key.len()).any(|part| part == key.as_bytes()), "the key itself is nowhere");
        }
    }
}
