//! What can be wrong with a database file: each is said clearly and leaves the file, or the branch, as it was.

use super::program::{BINARY, Server, complaint, database, ended, fresh_key, problem, run};
use reqwest::StatusCode;
use serde_json::json;
use sqlx::{Connection, Executor, SqliteConnection};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use testing::postgres::fresh_database;

fn serve(folder: &Path) -> std::process::Output {
    run(&["serve", "--listen", "127.0.0.1:0", "--database", &database(folder)])
}

/// A folder with a database that a server has made.
fn made_database() -> TempDir {
    let mut server = Server::demo();
    assert!(server.stop().success());
    server.kill()
}

async fn open(folder: &Path) -> SqliteConnection {
    SqliteConnection::connect(&database(folder)).await.unwrap()
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let letter = "Dear bank, please find enclosed ... ".repeat(200);
    std::fs::write(folder.path().join("sportello.db"), &letter).unwrap();
    let said = complaint(&serve(folder.path()));
    assert!(said.contains("is not a database") && said.contains("--database"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.path().join("sportello.db")).unwrap(), letter);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let folder = made_database();
    let mut connection = open(folder.path()).await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'future', 1, x'00', 0)";
    connection.execute(newer).await.unwrap();
    connection.close().await.unwrap();
    let said = complaint(&serve(folder.path()));
    assert!(said.contains("newer sportello") && said.contains("9999"), "{said}");
}

#[tokio::test]
async fn a_database_that_another_program_has_locked_is_said_so() {
    let folder = made_database();
    let mut connection = open(folder.path()).await;
    connection.execute("BEGIN IMMEDIATE; DELETE FROM session").await.unwrap();
    let said = complaint(&serve(folder.path()));
    assert!(said.contains("locked by another program"), "{said}");
}

#[test]
fn a_second_sportello_on_the_same_database_is_refused() {
    let server = Server::demo();
    let said = complaint(&serve(server.database().parent().unwrap()));
    assert!(said.contains("in use by another sportello"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let said = complaint(&serve(&folder.path().join("no/such/folder")));
    assert!(said.contains("in a folder that exists"), "{said}");
}

/// As root nothing is read-only: then the program runs as nobody.
#[test]
fn a_database_that_may_not_be_written_to_is_said_so() {
    let folder = made_database();
    let binary = folder.path().join("sportello");
    std::fs::copy(&*BINARY, &binary).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let mode = if path.ends_with("sportello") { 0o755 } else { 0o444 };
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).unwrap();
    let root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut command = if root { Command::new("setpriv") } else { Command::new(&binary) };
    if root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary);
    }
    let output = ended(command.args(["serve", "--listen", "127.0.0.1:0", "--database", &database(folder.path())]));
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = complaint(&output);
    assert!(said.contains("read and write") || said.contains("read-only"), "{said}");
}

/// A real file system that is full: a small one in memory, in a name space of the test's own.
#[tokio::test]
async fn on_a_full_disk_a_ticket_is_refused_and_given_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=3200k tmpfs \"$1\" && shift && exec \"$@\"";
    let mut command = Command::new("unshare");
    let flags: &[&str] = if std::fs::metadata("/proc/self").unwrap().uid() == 0 { &["-m"] } else { &["-r", "-m"] };
    command.args(flags).args(["sh", "-c", mount, "sh"]).arg(folder.path()).arg(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0", "--database", &database(folder.path())]);
    let server = Server::spawn(command, folder);
    let inside = format!("/proc/{}/root{}", server.id(), server.database().parent().unwrap().display());
    let first = server.issue("cash").await;
    let ballast = Path::new(&inside).join("ballast");
    fill(&ballast);

    let key = fresh_key();
    let body = json!({ "service": "cash", "language": "it" });
    let url = server.branch("tickets");
    // What fits into a page that is there already is not refused.
    let mut given = 0;
    let refused = loop {
        let answer = server.post(&url, &format!("{key}-{given}"), &body).await;
        if answer.status() != StatusCode::CREATED {
            break answer;
        }
        given += 1;
        assert!(given < 500, "the disk is never full");
    };
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(problem(refused).await, (503, "storage_full".into()));
    assert_eq!(waiting(&server).await, given + 1, "what was refused is not shown");
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);

    std::fs::remove_file(&ballast).unwrap();
    let answer = server.post(&url, &format!("{key}-{given}"), &body).await;
    let (status, said) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, StatusCode::CREATED, "the same request, once there is room: {said}");
    assert_eq!(waiting(&server).await, given + 2);
    assert_eq!(first["number"], "A001");
}

async fn waiting(server: &Server) -> u64 {
    let services = server.view("kiosk").await["services"].as_array().unwrap().clone();
    services.iter().map(|service| service["waiting"].as_u64().unwrap()).sum()
}

/// Writes until nothing more fits.
pub fn fill(ballast: &Path) {
    use std::io::Write;
    let mut file = std::fs::File::create(ballast).unwrap();
    for block in [4096, 512, 1] {
        while file.write_all(&vec![0; block]).is_ok() {}
    }
}

/// The database locked by another program while the server runs: an error, and nothing lost.
#[tokio::test]
async fn a_lock_that_comes_later_is_a_failure_that_passes() {
    let server = Server::demo();
    server.issue("cash").await;
    let mut connection = open(server.database().parent().unwrap()).await;
    connection.execute("BEGIN IMMEDIATE").await.unwrap();
    let body = json!({ "service": "cash", "language": "it" });
    let answer = server.post(&server.branch("tickets"), "while-it-is-locked", &body).await;
    assert_eq!(problem(answer).await, (503, "storage_locked".into()));
    connection.execute("ROLLBACK").await.unwrap();
    let answer = server.post(&server.branch("tickets"), "while-it-is-locked", &body).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(waiting(&server).await, 2);
}

/// A demo of two branches, `centro` and `porto`, with its log in the folder.
fn two_branches(folder: TempDir) -> Server {
    let url = database(folder.path());
    two_branches_on(&url, folder)
}

fn two_branches_on(url: &str, folder: TempDir) -> Server {
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let mut setup: toml::Table = text.parse().unwrap();
    let branches = setup["branch"].as_array_mut().unwrap();
    let mut porto = branches[0].clone();
    porto["id"] = "porto".into();
    branches.push(porto);
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, toml::to_string(&setup).unwrap()).unwrap();
    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0", "--database", url, "--setup"]).arg(file);
    Server::spawn_with_log(command, folder, log.into())
}

async fn ticket_of(server: &Server, branch: &str) -> reqwest::Response {
    let url = server.url(&format!("/api/v1/branches/{branch}/tickets"));
    server.post(&url, &fresh_key(), &json!({ "service": "cash", "language": "it" })).await
}

/// Nobody is served where the damage is, at any address; next door everybody is.
async fn only_porto_is_served(server: &Server, expected: &str) {
    for path in ["view/kiosk", "view/lobby", "stream/lobby"] {
        let answer = server.get(&format!("/api/v1/branches/centro/{path}")).await;
        assert_eq!(problem(answer).await, (503, "storage_damaged".into()), "{path}");
    }
    assert_eq!(problem(ticket_of(server, "centro").await).await, (503, "storage_damaged".into()));
    let answer = ticket_of(server, "porto").await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(answer.json::<serde_json::Value>().await.unwrap()["number"], expected);
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
}

const TEAR: &str =
    "UPDATE journal SET events = substr(events, 1, length(events) / 2) WHERE branch = 'centro' AND seq = 2";

/// The server's log and `verify` name the row; nobody else is told.
async fn the_torn_row_is_named(server: Server, url: &str) {
    only_porto_is_served(&server, "A003").await;
    let log = std::fs::read_to_string(server.database().with_file_name("log")).unwrap();
    assert!(log.contains("branch centro, day ") && log.contains(", row 2 cannot be read"), "{log}");
    drop(server);
    let checked = run(&["verify", "--database", url]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1));
    assert!(said.contains("branch centro, day ") && said.contains(", row 2: cannot be read"), "{said}");
    assert!(!said.contains("branch porto") && said.ends_with("1 finding\n"), "{said}");
}

async fn two_tickets_each(server: &Server) {
    for branch in ["centro", "porto", "centro", "porto"] {
        assert_eq!(ticket_of(server, branch).await.status(), StatusCode::CREATED);
    }
}

#[tokio::test]
async fn a_torn_row_is_refused_with_its_place_and_other_branches_go_on() {
    let server = two_branches(tempfile::tempdir().unwrap());
    two_tickets_each(&server).await;
    let folder = server.kill();
    let mut connection = open(folder.path()).await;
    connection.execute(TEAR).await.unwrap();
    connection.close().await.unwrap();
    // The server takes the folder with it when it ends: the check has a copy.
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(folder.path().join("sportello.db"), copy.path().join("sportello.db")).unwrap();
    the_torn_row_is_named(two_branches(folder), &database(copy.path())).await;
}

#[tokio::test]
async fn a_torn_row_in_postgresql_is_refused_with_its_place_and_other_branches_go_on() {
    let url = fresh_database().await;
    let server = two_branches_on(&url, tempfile::tempdir().unwrap());
    two_tickets_each(&server).await;
    let folder = server.kill();
    let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
    connection.execute(TEAR).await.unwrap();
    the_torn_row_is_named(two_branches_on(&url, folder), &url).await;
}

/// A page of the file overwritten with something else, as a broken disk does.
#[tokio::test]
async fn a_damaged_page_stops_the_branch_whose_rows_it_held_and_verify_finds_it() {
    let mut server = two_branches(tempfile::tempdir().unwrap());
    for branch in ["centro"; 40].iter().chain(&["porto"; 40]) {
        assert_eq!(ticket_of(&server, branch).await.status(), StatusCode::CREATED);
    }
    assert!(server.stop().success());
    let folder = server.kill();
    let file = folder.path().join("sportello.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let has = |page: &[u8], word: &str| page.windows(word.len()).any(|window| window == word.as_bytes());
    let of_centro = |page: &[u8]| has(page, "ticket_issued") && has(page, "centro") && !has(page, "porto");
    let page = bytes.chunks_mut(4096).filter(|page| of_centro(page)).nth(2).expect("centro's rows fill pages");
    page.fill(0xA5);
    std::fs::write(&file, bytes).unwrap();

    let checked = run(&["verify", "--database", &database(folder.path())]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{said}");
    assert!(said.contains("the database's files: ") && !said.contains("files: sound"), "{said}");
    assert!(said.contains("branch centro, day ") && said.contains("malformed"), "{said}");
    assert!(!said.contains("branch porto"), "{said}");
    let refused = complaint(&run(&["backup", "--database", &database(folder.path()), "--to", "no-backup.db"]));
    assert!(refused.contains("`sportello verify`") && !Path::new("no-backup.db").exists(), "{refused}");
    only_porto_is_served(&two_branches(folder), "A041").await;
}

#[tokio::test]
async fn a_file_whose_first_page_is_damaged_is_said_so() {
    let folder = made_database();
    let file = folder.path().join("sportello.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[100..4096].fill(0xA5);
    std::fs::write(&file, &bytes).unwrap();
    let said = complaint(&serve(folder.path()));
    assert!(said.contains("is damaged: ") && said.contains("sportello restore"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "nothing was changed");
}
