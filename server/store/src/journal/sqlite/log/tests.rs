//! The write-ahead log begins anew while commits go on.

use crate::journal::Row;
use crate::store::Store;
use crate::{BranchId, RequestKey};
use queue::{Day, Timestamp};
use std::path::Path;
use std::time::Duration;

fn rows(from: u64, count: u64) -> Vec<Row> {
    let row = |seq| Row {
        branch: BranchId::new("centro"),
        day: Day::new(2026, 11, 23),
        seq,
        request_key: RequestKey::from_written(&format!("key-{seq:08}")),
        at: Timestamp(0),
        actor: "kiosk".to_owned(),
        command: "{}".to_owned(),
        events: "[]".to_owned(),
        visit: None,
    };
    (from..from + count).map(row).collect()
}

/// How often the log has begun anew: the checkpoint sequence number in its head
/// (<https://sqlite.org/fileformat2.html#walformat>).
fn beginnings(database: &Path) -> u32 {
    let log = std::fs::read(database.with_extension("db-wal")).unwrap();
    u32::from_be_bytes(log[12..16].try_into().unwrap())
}

#[tokio::test]
async fn a_log_that_has_grown_begins_anew_while_commits_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sportello.db");
    let store = Store::sqlite(&database).await.unwrap();
    let many = super::ROWS as u64;
    store.append(rows(1, many)).await.unwrap();
    let before = beginnings(&database);
    let mut seq = many + 1;
    while beginnings(&database) == before {
        assert!(seq < many + 200, "the log only grows");
        store.append(rows(seq, 1)).await.unwrap();
        seq += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(
        store.read_day(&BranchId::new("centro"), &Day::new(2026, 11, 23), 1).await.unwrap().len() as u64,
        seq - 1
    );
}
