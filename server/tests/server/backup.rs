//! `sportello backup` and `sportello restore`.

use super::program::{BINARY, PASSWORD, Server, complaint, database, ended, fresh_key, run};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use testing::postgres::fresh_database;

fn backup(folder: &Path, to: &Path) -> Output {
    run(&["backup", "--database", &database(folder), "--to", to.to_str().unwrap()])
}

fn restore(from: &Path, folder: &Path) -> Output {
    run(&["restore", "--from", from.to_str().unwrap(), "--database", &database(folder)])
}

#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub async fn change(file: &Path, sql: &'static str) {
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

/// A backup of a demo with three tickets, in a folder of its own.
async fn small_backup() -> (TempDir, std::path::PathBuf) {
    let server = Server::demo();
    for _ in 0..3 {
        server.issue("cash").await;
    }
    let folder = server.kill();
    let file = folder.path().join("backup.db");
    said(&backup(folder.path(), &file));
    (folder, file)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_server_that_serves_is_whole_and_goes_on_elsewhere() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let mut acknowledged = Vec::new();
    for _ in 0..20 {
        acknowledged.push(server.issue("cash").await);
    }
    let file = server.database().with_file_name("backup.db");
    let done = AtomicBool::new(false);
    let visitors = async {
        let mut given = 0;
        while !done.load(Ordering::Relaxed) {
            server.issue("loan").await;
            given += 1;
        }
        given
    };
    let made = async {
        let (folder, to) = (server.database().parent().unwrap().to_owned(), file.clone());
        let output = tokio::task::spawn_blocking(move || backup(&folder, &to)).await.unwrap();
        done.store(true, Ordering::Relaxed);
        output
    };
    let (meanwhile, output) = tokio::join!(visitors, made);
    assert!(meanwhile > 0, "tickets are given while the backup is made");
    let told = said(&output);
    assert!(told.contains("1 branch, 1 day, ") && told.contains(" rows, 9 people, "), "{told}");
    let bytes = std::fs::metadata(&file).unwrap().len();
    assert!(told.ends_with(&format!(", {bytes} bytes\n")), "{told}");

    let checked = run(&["verify", "--database", &format!("sqlite://{}", file.display())]);
    assert!(said(&checked).ends_with("nothing is amiss\n"), "{}", said(&checked));
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(said(&restore(&file, elsewhere.path())).starts_with("restored 1 branch, 1 day, "));
    let restored = Server::start(elsewhere, |command| command.arg("demo"));
    for ticket in &acknowledged {
        let mine = restored.get(&format!("/api/v1/tickets/{}", ticket["token"].as_str().unwrap())).await;
        assert_eq!(mine.json::<Value>().await.unwrap()["number"], ticket["number"]);
    }
    assert_eq!(restored.issue("cash").await["number"], "A021", "numbering goes on");
    // Who was signed in is not in a backup; who may sign in is.
    let path = restored.url("/api/v1/branches/centro/view/desk/1");
    let stale = restored.request(Method::GET, &path).header("cookie", &anna.cookie).send().await.unwrap();
    assert_eq!(stale.status(), StatusCode::UNAUTHORIZED);
    let again = restored.sign_in("anna").await;
    assert_eq!(again.press("1", "next").await["number"], "A001", "{PASSWORD} is still the password");
}

#[tokio::test]
async fn nothing_of_a_session_or_a_secret_is_left_in_a_backup() {
    let server = Server::demo();
    server.sign_in("anna").await;
    let folder = server.kill();
    change(&folder.path().join("sportello.db"), "UPDATE session SET token_hash = 'the-hash-of-a-session'").await;
    change(&folder.path().join("sportello.db"), "UPDATE server_secret SET value = 'the-secret-of-servers'").await;
    let contains = |file: &Path| {
        let bytes = std::fs::read(file).unwrap();
        let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        has(b"the-hash-of-a-session") || has(b"the-secret-of-servers")
    };
    assert!(contains(&folder.path().join("sportello.db")));
    let file = folder.path().join("backup.db");
    said(&backup(folder.path(), &file));
    assert!(!contains(&file));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "it has password hashes");
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_takes_over_what_a_killed_one_left() {
    let (folder, file) = small_backup().await;
    let before = std::fs::read(&file).unwrap();
    let refused = complaint(&backup(folder.path(), &file));
    assert!(refused.contains("is there already, and a backup overwrites nothing"), "{refused}");
    assert_eq!(std::fs::read(&file).unwrap(), before);

    let second = folder.path().join("second.db");
    let left = folder.path().join("second.db.partial");
    std::fs::write(&left, "half a backup ".repeat(10_000)).unwrap();
    let other = std::fs::File::open(&left).unwrap();
    other.lock().unwrap();
    let refused = complaint(&backup(folder.path(), &second));
    assert!(refused.contains("another backup is being written"), "{refused}");
    drop(other);
    said(&backup(folder.path(), &second));
    assert_eq!(std::fs::read(&second).unwrap(), before, "the same day gives the same backup");
    assert!(!left.exists());
    let nowhere = complaint(&backup(folder.path(), &folder.path().join("no/such/folder/b.db")));
    assert!(nowhere.contains("in a folder that exists"), "{nowhere}");
}

/// Runs the program in a folder with so little room that it must fail, lists what it left, then runs it again with room
/// enough: a small file system in memory, in a name space of the test's own.
fn twice_on_a_small_disk(size: &str, arguments: &[&str]) -> (String, String) {
    let script = "mount -t tmpfs -o size=$1 tmpfs \"$2\" && cd \"$2\" && shift 2 && \"$@\" && exit 9
                  ls -A; mount -o remount,size=16m . && exec \"$@\"";
    let root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let flags: &[&str] = if root { &["-m"] } else { &["-r", "-m"] };
    let disk = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    command.args(flags).args(["sh", "-c", script, "sh", size]).arg(disk.path()).arg(&*BINARY).args(arguments);
    let output = ended(&mut command);
    (said(&output), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test]
async fn on_a_full_disk_there_is_no_half_backup_and_no_half_restore() {
    let (folder, _) = small_backup().await;
    let many_rows = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
        INSERT INTO journal SELECT 'porto', '2026-01-01', n, 'key-' || n, 0, 'kiosk', '{}', hex(randomblob(250)) FROM n";
    change(&folder.path().join("sportello.db"), many_rows).await;
    let source = database(folder.path());
    // Wherever it ends: in the tables, in the rows, at the end.
    for size in ["300k", "1500k", "2500k"] {
        let (told, complained) = twice_on_a_small_disk(size, &["backup", "--database", &source, "--to", "backup.db"]);
        assert!(complained.contains("there is no room for the backup backup.db: the disk is full"), "{complained}");
        assert!(
            told.starts_with("backup.db: 2 branches, 2 days, 4004 rows, "),
            "{size}, nothing was left before: {told}"
        );
    }

    let file = folder.path().join("large.db");
    said(&backup(folder.path(), &file));
    let arguments = ["restore", "--from", file.to_str().unwrap(), "--database", "sqlite://small.db"];
    let (told, complained) = twice_on_a_small_disk("3500k", &arguments);
    assert!(complained.contains("there is no room to restore the backup: the disk is full"), "{complained}");
    assert!(told.contains("restored 2 branches, 2 days, 4004 rows, 9 people"), "{told}");
}

#[tokio::test]
async fn a_restore_writes_into_an_empty_database_only() {
    let (folder, file) = small_backup().await;
    let refused = complaint(&restore(&file, folder.path()));
    assert!(refused.contains("the database is not empty (4 journal rows, 9 people)"), "{refused}");
    assert!(refused.contains("Give --database a new one"), "{refused}");
    let server = Server::demo();
    let refused = complaint(&restore(&file, server.database().parent().unwrap()));
    assert!(refused.contains("in use by another sportello"), "{refused}");
    // Made by a server, with nothing in it: that is empty.
    let empty = tempfile::tempdir().unwrap();
    let mut made = Server::start(empty, |command| command.arg("serve"));
    assert!(made.stop().success());
    let made = made.kill();
    assert!(said(&restore(&file, made.path())).contains("4 rows, 9 people"));
    let refused = complaint(&restore(&file, made.path()));
    assert!(refused.contains("not empty"), "{refused}");
}

#[tokio::test]
async fn a_backup_that_cannot_be_used_is_said_so_and_nothing_is_made() {
    let (folder, file) = small_backup().await;
    let copy = |name: &str| {
        let copy = folder.path().join(name);
        std::fs::copy(&file, &copy).unwrap();
        copy
    };
    let newer = copy("newer.db");
    change(&newer, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'future', 1, x'00', 0)").await;
    let letter = folder.path().join("letter.db");
    std::fs::write(&letter, "Dear bank, please find enclosed ... ".repeat(200)).unwrap();
    let cut = copy("cut.db");
    std::fs::File::options().write(true).open(&cut).unwrap().set_len(8 * 4096).unwrap();
    let torn = copy("torn.db");
    let mut bytes = std::fs::read(&torn).unwrap();
    bytes[4 * 4096..].fill(0xA5);
    std::fs::write(&torn, bytes).unwrap();
    for (from, expected) in [
        (newer, "made by a newer sportello (its version is 9999"),
        (letter, "is not a backup of sportello. Give --from"),
        (cut, "is damaged: "),
        (torn, "is damaged: "),
        (folder.path().join("nowhere.db"), "cannot open the backup"),
    ] {
        let target = tempfile::tempdir().unwrap();
        let refused = complaint(&restore(&from, target.path()));
        assert!(refused.contains(expected), "{}: {refused}", from.display());
        assert_eq!(std::fs::read_dir(target.path()).unwrap().count(), 0, "{}", from.display());
    }
}

/// A file as the first version of sportello made it, whatever this one's version is.
#[tokio::test]
async fn a_backup_of_the_first_version_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("first.db");
    std::fs::File::create(&file).unwrap();
    let mut migrations = sqlx::migrate!("store/migrations/sqlite").migrations.to_vec();
    migrations.retain(|migration| migration.version == 1);
    let first = sqlx::migrate::Migrator { migrations: migrations.into(), ..sqlx::migrate::Migrator::DEFAULT };
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    first.run(&mut connection).await.unwrap();
    connection
        .execute(
            "INSERT INTO staff (login, name, role, branch, password_hash) VALUES ('zoe', 'Zoe', 'csr', 'centro', 'x')",
        )
        .await
        .unwrap();
    connection.close().await.unwrap();
    let target = tempfile::tempdir().unwrap();
    assert_eq!(
        said(&restore(&file, target.path())),
        "restored 0 branches, 0 days, 0 rows, 1 person; everybody signs in again\n"
    );
    let server = Server::start(target, |command| command.arg("demo"));
    assert_eq!(server.issue("cash").await["number"], "A001");
    let folder = server.kill();
    assert!(said(&run(&["verify", "--database", &database(folder.path())])).ends_with("nothing is amiss\n"));
}

/// The journal knows people by number: the number of one who was erased is nobody else's, after a restore neither.
#[tokio::test]
async fn the_number_of_an_erased_person_is_not_given_to_another() {
    let (folder, _) = small_backup().await;
    change(&folder.path().join("sportello.db"), "DELETE FROM staff WHERE id = 9").await;
    let file = folder.path().join("after.db");
    said(&backup(folder.path(), &file));
    let target = tempfile::tempdir().unwrap();
    said(&restore(&file, target.path()));
    // The demo hires the one who is missing.
    let mut server = Server::start(target, |command| command.arg("demo"));
    let _: StatusCode = server
        .post(&server.branch("tickets"), &fresh_key(), &json!({ "service": "cash", "language": "it" }))
        .await
        .status();
    assert!(server.stop().success());
    let folder = server.kill();
    let mut connection = SqliteConnection::connect(&database(folder.path())).await.unwrap();
    let id: i64 =
        sqlx::query_scalar("SELECT id FROM staff WHERE login = 'olga'").fetch_one(&mut connection).await.unwrap();
    assert_eq!(id, 10);
}

/// Everything that a backup holds, with the types of its values.
async fn dump(file: &Path) -> Vec<String> {
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let sql = "SELECT json_array('journal', branch, day, seq, typeof(seq), request_key, at_ms, typeof(at_ms), actor, command, events) FROM journal
        UNION ALL SELECT json_array('visit', token, branch, day, ticket, typeof(ticket)) FROM visit
        UNION ALL SELECT json_array('staff', id, typeof(id), login, name, languages, locked_ms, must_change, password_hash) FROM staff
        UNION ALL SELECT json_array('staff_role', staff, branch, role) FROM staff_role
        UNION ALL SELECT json_array('numbers', name, seq, typeof(seq)) FROM sqlite_sequence WHERE seq > 0 ORDER BY 1";
    sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
}

#[tokio::test]
async fn a_backup_leads_from_one_engine_to_the_other_and_back() {
    let (folder, _) = small_backup().await;
    // What a format between the two could trip over; and a person who was erased, the last.
    let awkward = "UPDATE staff SET name = 'Zoë \\N \\.' || char(9, 10, 13) || '\"quoted\" {} €' WHERE login = 'anna'; DELETE FROM staff WHERE id = 9";
    change(&folder.path().join("sportello.db"), awkward).await;
    let first = folder.path().join("first.db");
    said(&backup(folder.path(), &first));
    let before = dump(&first).await;
    assert!(
        before.iter().any(|row| row.contains("Zoë"))
            && before.contains(&r#"["numbers","staff",9,"integer"]"#.to_owned())
    );

    let url = fresh_database().await;
    let into = |url: &str, file: &Path| run(&["restore", "--from", file.to_str().unwrap(), "--database", url]);
    assert!(said(&into(&url, &first)).starts_with("restored 1 branch, 1 day, 4 rows, 8 people"));
    let refused = complaint(&into(&url, &first));
    assert!(refused.contains("not empty (4 journal rows, 8 people)"), "{refused}");
    let second = folder.path().join("second.db");
    said(&run(&["backup", "--database", &url, "--to", second.to_str().unwrap()]));
    assert_eq!(dump(&second).await, before);
    let back = tempfile::tempdir().unwrap();
    said(&restore(&second, back.path()));
    let third = folder.path().join("third.db");
    said(&backup(back.path(), &third));
    assert_eq!(dump(&third).await, before);

    // The other engine goes on where the first one was; the ninth person's number stays theirs.
    let server = Server::demo_on(&url);
    assert_eq!(server.issue("cash").await["number"], "A004");
    server.sign_in("gaia").await;
    said(&run(&["backup", "--database", &url, "--to", folder.path().join("fourth.db").to_str().unwrap()]));
    let fourth = dump(&folder.path().join("fourth.db")).await;
    assert!(fourth.iter().any(|row| row.starts_with(r#"["staff",10,"integer","olga""#)), "{fourth:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_postgresql_that_is_written_to_is_of_one_moment() {
    let url = fresh_database().await;
    let server = Server::demo_on(&url);
    let file = server.database().with_file_name("backup.db");
    let done = AtomicBool::new(false);
    let kiosk = async || {
        while !done.load(Ordering::Relaxed) {
            server.issue("cash").await;
        }
    };
    let visitors = futures::future::join_all((0..4).map(|_| kiosk()));
    let made = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let (url, to) = (url.clone(), file.to_str().unwrap().to_owned());
        let output = tokio::task::spawn_blocking(move || run(&["backup", "--database", &url, "--to", &to])).await;
        done.store(true, Ordering::Relaxed);
        output.unwrap()
    };
    let (_, output) = tokio::join!(visitors, made);
    said(&output);
    // Every ticket of that moment has its link, and every link its ticket: rows of both tables belong together.
    let checked = run(&["verify", "--database", &format!("sqlite://{}", file.display())]);
    assert!(said(&checked).ends_with("nothing is amiss\n"), "{}", said(&checked));
}
