//! The database's file is taken away, replaced or overwritten while the program serves from it: nothing is acknowledged any
//! more that the next start would not find, and the log says what to do.

use super::program::{BINARY, Server, database, fresh_key, problem, run};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A demo whose database is in a folder `data`, and whose log is kept.
struct Branch {
    server: Server,
    folder: PathBuf,
    log: PathBuf,
}

impl Branch {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("data");
        fs::create_dir(&folder).unwrap();
        Self::on(root, folder)
    }

    fn on(root: tempfile::TempDir, folder: PathBuf) -> Self {
        let log = root.path().join("log");
        let mut command = Command::new(&*BINARY);
        command.args(["demo", "--listen", "127.0.0.1:0", "--database", &database(&folder)]);
        let file = fs::File::options().create(true).append(true).open(&log).unwrap();
        Self { server: Server::spawn_with_log(command, root, file.into()), folder, log }
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("sportello.db{ending}"))
    }

    /// A ticket that was given out.
    async fn number(&self) -> String {
        self.server.issue("cash").await["number"].as_str().unwrap().to_owned()
    }

    async fn ticket(&self, key: &str) -> reqwest::Response {
        self.server.post(&self.server.branch("tickets"), key, &json!({ "service": "cash", "language": "it" })).await
    }

    /// From the next request on nothing is acknowledged; within seconds the server is not ready and the log says why.
    async fn is_stopped(&self, why: &str) {
        for _ in 0..3 {
            assert_eq!(problem(self.ticket(&fresh_key()).await).await, (503, "storage_gone".into()), "{why}");
        }
        assert_eq!(problem(self.server.get("/readyz").await).await, (503, "storage_gone".into()), "{why}");
        assert_eq!(self.server.get("/healthz").await.status(), StatusCode::OK);
        self.logs(why).await;
        self.logs("`sportello restore` writes a backup").await;
    }

    async fn logs(&self, words: &str) {
        let asked = Instant::now();
        while !fs::read_to_string(&self.log).unwrap().contains(words) {
            assert!(asked.elapsed() < Duration::from_secs(10), "{words}: {}", fs::read_to_string(&self.log).unwrap());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The same folder, served again after a SIGKILL.
    fn again(self) -> Self {
        let Self { server, folder, .. } = self;
        Self::on(server.kill(), folder)
    }
}

fn is_sound(folder: &Path) {
    let checked = run(&["verify", "--database", &database(folder)]);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(said.ends_with("nothing is amiss\n"), "{said}");
}

#[tokio::test]
async fn a_database_that_is_removed_gives_out_no_ticket_that_would_be_lost() {
    let branch = Branch::new();
    assert_eq!(branch.number().await, "A001");
    for ending in ["", "-wal", "-shm"] {
        fs::remove_file(branch.file(ending)).unwrap();
    }
    branch.is_stopped("sportello.db is no longer there").await;
    // Whoever was signed in is not told that they are not.
    let session = json!({ "user": "anna", "password": super::program::PASSWORD });
    let answer = branch.server.post(&branch.server.url("/api/v1/session"), "any", &session).await;
    assert_eq!(problem(answer).await, (503, "storage_gone".into()));
}

#[tokio::test]
async fn a_database_that_another_file_replaces_is_not_served_on() {
    let branch = Branch::new();
    branch.number().await;
    let other = branch.folder.join("other.db");
    fs::copy(branch.file(""), &other).unwrap();
    fs::rename(&other, branch.file("")).unwrap();
    branch.is_stopped("sportello.db is another file than the one that is open").await;
}

#[tokio::test]
async fn a_folder_that_was_away_is_served_again_when_it_is_back_and_nothing_is_lost() {
    let branch = Branch::new();
    branch.number().await;
    let away = branch.folder.with_extension("away");
    fs::rename(&branch.folder, &away).unwrap();
    let key = fresh_key();
    assert_eq!(problem(branch.ticket(&key).await).await, (503, "storage_gone".into()));
    branch.is_stopped("sportello.db is no longer there").await;
    // An empty folder of the same name, as a mount point is without its disk.
    fs::create_dir(&branch.folder).unwrap();
    branch.is_stopped("sportello.db is no longer there").await;
    fs::remove_dir(&branch.folder).unwrap();
    fs::rename(&away, &branch.folder).unwrap();
    let answer = branch.ticket(&key).await;
    assert_eq!(answer.status(), StatusCode::CREATED, "the same request again");
    let number = answer.json::<Value>().await.unwrap()["number"].as_str().unwrap().to_owned();
    assert_eq!(branch.server.get("/readyz").await.status(), StatusCode::OK);
    branch.logs("is in its place again").await;
    let branch = branch.again();
    let issued = branch.server.sign_in("gaia").await.view("manager").await["issued"].as_u64().unwrap();
    assert_eq!(branch.number().await, format!("A{:03}", issued + 1));
    assert!(number.as_str() < format!("A{:03}", issued + 1).as_str());
    is_sound(&branch.folder);
}

#[tokio::test]
async fn a_backup_that_is_copied_over_the_open_database_stops_it() {
    let branch = Branch::new();
    branch.number().await;
    let backup = branch.folder.join("backup.db");
    let to = backup.display().to_string();
    assert!(run(&["backup", "--database", &database(&branch.folder), "--to", &to]).status.success());
    branch.number().await;
    // The same file with other content: `cp` writes into it.
    fs::copy(&backup, branch.file("")).unwrap();
    branch.is_stopped("sportello.db was overwritten by another program").await;
}

#[tokio::test]
async fn a_log_that_is_removed_is_saved_into_the_database_and_no_acknowledged_ticket_is_lost() {
    let branch = Branch::new();
    for number in ["A001", "A002", "A003"] {
        assert_eq!(branch.number().await, number);
    }
    fs::remove_file(branch.file("-wal")).unwrap();
    branch.is_stopped("sportello.db-wal is no longer there").await;
    branch.logs("has been copied into the database's file").await;
    let branch = branch.again();
    let issued = branch.server.sign_in("gaia").await.view("manager").await["issued"].as_u64().unwrap();
    assert!(issued >= 3, "{issued} of three acknowledged tickets");
    is_sound(&branch.folder);
}

/// Checkpoints write into the database's file, by the server and by an administrator's own tools.
#[tokio::test]
async fn a_database_that_is_used_as_it_should_be_is_served_on() {
    use sqlx::{Connection, Executor, SqliteConnection};
    let branch = Branch::new();
    for _ in 0..3 {
        branch.number().await;
        let mut shell = SqliteConnection::connect(&database(&branch.folder)).await.unwrap();
        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        shell.close().await.unwrap();
        let backup = branch.folder.join(fresh_key()).display().to_string();
        assert!(run(&["backup", "--database", &database(&branch.folder), "--to", &backup]).status.success());
        is_sound(&branch.folder);
        assert_eq!(branch.server.get("/readyz").await.status(), StatusCode::OK);
    }
    assert_eq!(branch.number().await, "A004");
}
