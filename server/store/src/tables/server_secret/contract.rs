//! What the table promises on every engine.

use super::{SecretName, get_or_put};
use crate::contract::{Trial, trials};
use std::collections::BTreeSet;

#[tokio::test]
async fn servers_that_start_at_once_have_one_secret() {
    for Trial { store, place: _place } in trials().await {
        let mut starts = tokio::task::JoinSet::new();
        for server in 0..8 {
            let store = store.clone();
            let fresh = format!("of server {server}");
            starts.spawn(async move { get_or_put(&store, SecretName("vapid"), &fresh).await.unwrap() });
        }
        let kept: BTreeSet<String> = starts.join_all().await.into_iter().collect();
        assert_eq!(kept.len(), 1);
        assert!(kept.contains(&get_or_put(&store, SecretName("vapid"), "too late").await.unwrap()));
        assert_eq!(get_or_put(&store, SecretName("another"), "value").await.unwrap(), "value");
    }
}
