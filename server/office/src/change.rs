//! A change with a request key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use machine::clock;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::record_request::{self, Answered};
use store::{BranchId, Failure, RequestKey, Store, Transaction};

/// Why a change was not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficeError {
    /// The key belongs to another wish.
    #[error("the request's key was used for another request")]
    KeyReused,
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What a request finds.
#[derive(Debug)]
pub enum Begun<'a> {
    /// It was carried out before. This is the answer that it was given, as JSON.
    Again(String),
    New(Change<'a>),
}

/// A change that was begun. Dropped before [`done`](Self::done), it has no effect, and its key is free.
#[derive(Debug)]
pub struct Change<'a> {
    transaction: Transaction<'a>,
    branch: BranchId,
    key: RequestKey,
}

/// Begins a change, or returns what the same request was answered before. Two requests of one key wait for each other; of the
/// wish only a hash is kept.
pub async fn begin<'a>(
    store: &'a Store,
    branch: &BranchId,
    key: &RequestKey,
    wish: &impl Serialize,
) -> Result<Begun<'a>, OfficeError> {
    begin_in(store.begin().await?, branch, key, wish).await
}

async fn begin_in<'a>(
    mut transaction: Transaction<'a>,
    branch: &BranchId,
    key: &RequestKey,
    wish: &impl Serialize,
) -> Result<Begun<'a>, OfficeError> {
    let wish_hash = fingerprint(wish)?;
    if record_request::put(&mut transaction, branch, key, &wish_hash, clock::now()).await? {
        return Ok(Begun::New(Change { transaction, branch: branch.clone(), key: key.clone() }));
    }
    let known = record_request::by_key(&mut transaction, branch, key).await?;
    transaction.rollback().await?;
    match known {
        Some(Answered { wish_hash: of_known, answer }) if of_known == wish_hash => Ok(Begun::Again(answer)),
        Some(_) => Err(OfficeError::KeyReused),
        None => Err(Failure::Other("a request's key was there and is not".to_owned()).into()),
    }
}

/// Carries a wish out in one transaction and returns its answer, or the answer that the same request was given before. A wish that is
/// refused has no effect, and its key is free.
pub(crate) async fn once<T, E>(
    transaction: Transaction<'_>,
    branch: &BranchId,
    key: &RequestKey,
    wish: &impl Serialize,
    carry_out: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    E: From<OfficeError> + From<Failure>,
{
    let mut change = match begin_in(transaction, branch, key, wish).await? {
        Begun::Again(answer) => return Ok(read(&answer)?),
        Begun::New(change) => change,
    };
    let made = carry_out(change.transaction()).await;
    change.settle(made).await
}

impl<'a> Change<'a> {
    /// Where the change's statements run.
    pub fn transaction(&mut self) -> &mut Transaction<'a> {
        &mut self.transaction
    }

    /// Keeps the answer beside the key and makes everything last. Returns the answer as JSON.
    pub async fn done(mut self, answer: &impl Serialize) -> Result<String, Failure> {
        let answer = json(answer)?;
        record_request::answer(&mut self.transaction, &self.branch, &self.key, &answer).await?;
        self.transaction.commit().await?;
        Ok(answer)
    }

    /// Makes a change last that was made, and undoes one that was refused.
    async fn settle<T: Serialize, E: From<Failure>>(self, made: Result<T, E>) -> Result<T, E> {
        match &made {
            Ok(answer) => self.done(answer).await.map(drop)?,
            Err(_) => self.undo().await?,
        }
        made
    }

    /// Undoes everything, as after a rule has refused; the key is free again.
    pub async fn undo(self) -> Result<(), Failure> {
        self.transaction.rollback().await
    }
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))
}

fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Failure> {
    serde_json::from_str(answer)
        .map_err(|error| Failure::Other(format!("an answer that was kept cannot be read: {error}")))
}

fn fingerprint(wish: &impl Serialize) -> Result<String, Failure> {
    Ok(URL_SAFE_NO_PAD.encode(Sha256::digest(json(wish)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::postgres;

    async fn stores() -> (Vec<Store>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
        let postgres = Store::postgres(&postgres::fresh_database().await).await.unwrap();
        (vec![sqlite, postgres], folder)
    }

    /// Carries a wish out; `None` where the answer is that of an earlier request.
    async fn carry_out(store: &Store, key: &RequestKey, wish: &str) -> Result<Option<String>, OfficeError> {
        match begin(store, &BranchId::new("a"), key, &wish).await? {
            Begun::New(change) => Ok(Some(change.done(&[wish, "done"]).await?)),
            Begun::Again(answer) => {
                assert_eq!(answer, format!("[\"{wish}\",\"done\"]"));
                Ok(None)
            }
        }
    }

    #[tokio::test]
    async fn a_request_sent_twice_has_the_effect_and_the_answer_of_one() {
        let (stores, _folder) = stores().await;
        for store in stores {
            let key = RequestKey::fresh();
            assert!(carry_out(&store, &key, "book").await.unwrap().is_some());
            assert!(carry_out(&store, &key, "book").await.unwrap().is_none());
            assert_eq!(carry_out(&store, &key, "cancel").await, Err(OfficeError::KeyReused));
        }
    }

    #[tokio::test]
    async fn of_many_that_send_one_key_at_once_one_is_carried_out() {
        let (stores, _folder) = stores().await;
        for store in stores {
            let key = RequestKey::fresh();
            let tries = (0..8).map(|_| {
                let (store, key) = (store.clone(), key.clone());
                tokio::spawn(async move { carry_out(&store, &key, "book").await.unwrap().is_some() })
            });
            let mut carried_out = 0;
            for one in tries.collect::<Vec<_>>() {
                carried_out += usize::from(one.await.unwrap());
            }
            assert_eq!(carried_out, 1);
        }
    }

    #[tokio::test]
    async fn a_change_that_was_not_finished_leaves_its_key_free() {
        let (stores, _folder) = stores().await;
        for store in stores {
            let key = RequestKey::fresh();
            let Begun::New(change) = begin(&store, &BranchId::new("a"), &key, &"book").await.unwrap() else {
                panic!("the key is new")
            };
            change.undo().await.unwrap();
            assert!(carry_out(&store, &key, "another").await.unwrap().is_some());
        }
    }

    #[tokio::test]
    async fn a_wish_is_carried_out_once_and_one_that_is_refused_leaves_its_key_free() {
        let (stores, _folder) = stores().await;
        for store in stores {
            let (branch, key) = (BranchId::new("a"), RequestKey::fresh());
            let refused = OfficeError::Failed(Failure::Other("refused".to_owned()));
            let made: Result<String, _> =
                once(store.begin().await.unwrap(), &branch, &key, &"book", async |_| Err(refused.clone())).await;
            assert_eq!(made, Err(refused));
            for answer in ["first", "second"] {
                let made: Result<String, OfficeError> =
                    once(store.begin().await.unwrap(), &branch, &key, &"another", async |_| Ok(answer.to_owned()))
                        .await;
                assert_eq!(made.as_deref(), Ok("first"));
            }
        }
    }
}
