//! A PostgreSQL whose disk is full. SQLite's is in `database.rs`.

use super::database::fill;
use super::program::{Server, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::os::unix::fs::MetadataExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testing::postgres::{Cluster, other_path};

/// A small file system in memory, for PostgreSQL's user. It goes when this process ends, however it ends.
struct SmallDisk {
    folder: std::path::PathBuf,
    _watchdog: Child,
}

impl SmallDisk {
    fn new(size: &str, owner: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("sportello-disk-").tempdir().unwrap().keep();
        let script = "mount -t tmpfs -o \"size=$2,mode=700,uid=$3\" tmpfs \"$1\" || exit 1
                      echo mounted; read _; umount -l \"$1\"; rmdir \"$1\"";
        let mut watchdog = Command::new("sh")
            .args(["-c", script, "sh"])
            .arg(&folder)
            .args([size, owner])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut output = std::io::BufReader::new(watchdog.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut output, &mut said).unwrap();
        assert_eq!(said, "mounted\n", "a file system cannot be mounted");
        Self { folder, _watchdog: watchdog }
    }
}

/// The tables stand on a small disk of their own, as a bank's database server may have it.
#[tokio::test]
async fn on_a_full_disk_of_postgresql_tickets_are_refused_and_given_once_there_is_room() {
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        // PostgreSQL is another process, which a mount in a name space of our own would not reach.
        eprintln!("NOT RUN: on_a_full_disk_of_postgresql needs root, to mount a small file system");
        return;
    }
    let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
    let admin = cluster.url("postgres");
    let disk = SmallDisk::new("24m", &cluster.user().to_string());
    let mut connection = PgConnection::connect(&admin).await.unwrap();
    let place = format!("CREATE TABLESPACE small LOCATION '{}'", disk.folder.display());
    connection.execute(AssertSqlSafe(place)).await.unwrap();
    connection.execute("CREATE DATABASE bank TABLESPACE small").await.unwrap();
    let server = Server::demo_on(&other_path(&admin, "bank"));
    server.issue("cash").await;
    let ballast = disk.folder.join("ballast");
    fill(&ballast);
    let url = server.branch("tickets");
    let body = json!({ "service": "cash", "language": "it" });
    let mut given = 1;
    let (key, refused) = loop {
        let key = fresh_key();
        let answer = server.post(&url, &key, &body).await;
        if answer.status() != StatusCode::CREATED {
            break (key, answer);
        }
        given += 1;
        assert!(given < 2_000, "the disk is never full");
    };
    assert_eq!(problem(refused).await, (503, "storage_full".into()));
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    std::fs::remove_file(&ballast).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answer = server.post(&url, &key, &body).await;
    assert_eq!(answer.status(), StatusCode::CREATED, "the same request, once there is room");
    let number = answer.json::<serde_json::Value>().await.unwrap()["number"].clone();
    assert_eq!(number, format!("A{:03}", given + 1), "no number is lost and none given twice");
    drop(server);
    // The disk goes after the cluster has let go of it.
    connection.close().await.unwrap();
    drop(cluster);
}
