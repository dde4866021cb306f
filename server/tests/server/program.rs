//! A running sportello, and a client that speaks to it.

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// The program that is tried: the one that was built with the tests, or the one that a variable names, for the figures of a
/// release.
pub static BINARY: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::var_os(PROGRAM).map_or_else(|| env!("CARGO_BIN_EXE_sportello").into(), PathBuf::from));
/// Names the program to try, by its whole path.
pub const PROGRAM: &str = "SPORTELLO_TEST_PROGRAM";
/// Where phones reach a server; a test of servers that they do not reach removes it.
pub const PUBLIC_URL: &str = "SPORTELLO_PUBLIC_URL";
pub const PASSWORD: &str = "sportello-demo";

/// A server on a free port, with its database in a folder that is gone with it.
pub struct Server {
    process: Child,
    pub origin: String,
    folder: TempDir,
    client: Client,
}

impl Server {
    /// A demo: open at any hour.
    pub fn demo() -> Self {
        Self::start(tempfile::tempdir().unwrap(), |command| command.arg("demo"))
    }

    /// A demo in which it is the middle of the day: see [`by_day`].
    pub fn demo_by_day() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("by_day.toml");
        std::fs::write(&file, by_day(&String::from_utf8(run(&["setup"]).stdout).unwrap())).unwrap();
        Self::start(folder, |command| command.args(["demo", "--setup"]).arg(&file))
    }

    /// A demo on a database that other servers may use too.
    pub fn demo_on(url: &str) -> Self {
        let mut command = Command::new(&*BINARY);
        command.args(["demo", "--listen", "127.0.0.1:0", "--database", url]);
        Self::spawn(command, tempfile::tempdir().unwrap())
    }

    /// Any server whose database is `sportello.db` in `folder`; `arguments` begin with the command.
    pub fn start(folder: TempDir, arguments: impl FnOnce(&mut Command) -> &mut Command) -> Self {
        let mut command = Command::new(&*BINARY);
        arguments(&mut command);
        command.args(["--listen", "127.0.0.1:0", "--database"]).arg(database(folder.path()));
        Self::spawn(command, folder)
    }

    /// A server by a command that is complete.
    pub fn spawn(command: Command, folder: TempDir) -> Self {
        Self::spawn_with_log(command, folder, Stdio::null())
    }

    /// The same, with its log kept.
    pub fn spawn_with_log(mut command: Command, folder: TempDir, log: Stdio) -> Self {
        // A client of these tests takes its cryptography from the process; a second one to name it changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // On loopback alone tickets would have no code, and the manager would be told: a row more in the journal.
        if !command.get_envs().any(|(name, _)| name == PUBLIC_URL) {
            command.env(PUBLIC_URL, "http://lobby.example");
        }
        // Outside a demo devices are enrolled; tests that are not about that speak as any kiosk.
        let arguments: Vec<&OsStr> = command.get_args().collect();
        if arguments.contains(&OsStr::new("serve")) && !arguments.contains(&OsStr::new("--setup")) {
            let file = folder.path().join("open-devices.toml");
            std::fs::write(&file, open_devices(&String::from_utf8(run(&["setup"]).stdout).unwrap())).unwrap();
            command.env("SPORTELLO_SETUP", file);
        }
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let (_, origin) =
            first.trim().trim_end_matches('/').rsplit_once(' ').unwrap_or_else(|| panic!("not ready: {first:?}"));
        Self { origin: origin.to_owned(), process, folder, client: Client::new() }
    }

    /// The same server again, after a SIGKILL.
    pub fn kill_and_restart(self) -> Self {
        let folder = self.kill();
        Self::start(folder, |command| command.arg("demo"))
    }

    /// Ends it at once, with no chance to tidy up, and gives back its folder.
    pub fn kill(mut self) -> TempDir {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub fn stop(&mut self) -> std::process::ExitStatus {
        let stopped = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(stopped.success());
        self.process.wait().unwrap()
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Resident memory, as Linux tells it.
    pub fn resident_kb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("sportello.db")
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    pub fn branch(&self, path: &str) -> String {
        self.url(&format!("/api/v1/branches/centro/{path}"))
    }

    pub fn request(&self, method: Method, url: &str) -> reqwest::RequestBuilder {
        self.client.request(method, url)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    /// A view of a screen that anybody may see.
    pub async fn view(&self, screen: &str) -> Value {
        self.client.get(self.branch(&format!("view/{screen}"))).send().await.unwrap().json().await.unwrap()
    }

    pub async fn post(&self, url: &str, key: &str, body: &Value) -> Response {
        self.client.post(url).header("Idempotency-Key", key).json(body).send().await.unwrap()
    }

    /// A ticket for a service, which must be given.
    pub async fn issue(&self, service: &str) -> Value {
        let body = json!({ "service": service, "language": "it" });
        let answer = self.post(&self.branch("tickets"), &fresh_key(), &body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    pub async fn sign_in(&self, user: &str) -> Session<'_> {
        let body = json!({ "user": user, "password": PASSWORD });
        let answer = self.client.post(self.url("/api/v1/session")).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Session { server: self, cookie }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A member of staff who is signed in.
pub struct Session<'a> {
    pub server: &'a Server,
    pub cookie: String,
}

impl Session<'_> {
    /// A command to a desk.
    pub async fn desk(&self, desk: &str, command: &str) -> Response {
        self.desk_with_key(desk, command, &fresh_key()).await
    }

    pub async fn desk_with_key(&self, desk: &str, command: &str, key: &str) -> Response {
        let url = self.server.branch(&format!("desks/{desk}/{command}"));
        let request = self.server.client.post(url).header("cookie", &self.cookie).header("Idempotency-Key", key);
        request.json(&json!({})).send().await.unwrap()
    }

    /// A command with a body, below the branch.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.server.client.post(self.server.branch(path)).header("cookie", &self.cookie);
        request.header("Idempotency-Key", fresh_key()).json(body).send().await.unwrap()
    }

    /// The same, which must succeed: its answer, null where it has none.
    pub async fn does(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// The same, which must succeed: the ticket that it called.
    pub async fn press(&self, desk: &str, command: &str) -> Value {
        let answer = self.desk(desk, command).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{command} at desk {desk}: {body}");
        body["ticket"].clone()
    }

    /// What happened to a ticket that was issued here.
    pub async fn story(&self, ticket: &Value) -> Vec<Value> {
        let path = format!("/api/v1/branches/centro/tickets/{}/history", ticket["id"]);
        let story: Value = self.get(&path).await.json().await.unwrap();
        story["happenings"].as_array().unwrap().clone()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.server.client.get(self.server.url(path)).header("cookie", &self.cookie).send().await.unwrap()
    }

    pub async fn view(&self, screen: &str) -> Value {
        self.get(&format!("/api/v1/branches/centro/view/{screen}")).await.json().await.unwrap()
    }
}

/// The set-up in a time zone in which it is about eleven o'clock, for what would not be over before midnight late in the evening.
pub fn by_day(setup: &str) -> String {
    let ahead = 11 - jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).hour();
    // In these names the sign says how far UTC is ahead.
    setup.replace("time_zone = \"Europe/Rome\"", &format!("time_zone = \"Etc/GMT{:+}\"", -ahead))
}

/// A set-up in which kiosks and displays work without being enrolled.
pub fn open_devices(setup: &str) -> String {
    format!("{setup}\n[security]\nopen_devices = true\n")
}

/// A problem's status and code.
pub async fn problem(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["status"], status);
    assert!(!problem["detail"].as_str().unwrap().is_empty());
    (status, problem["code"].as_str().unwrap().to_owned())
}

/// A key that no other request has.
pub fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

pub fn database(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("sportello.db").display())
}

/// Runs the program until it ends; it must, within a minute.
pub fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(&*BINARY);
    ended(command.args(arguments))
}

pub fn ended(command: &mut Command) -> Output {
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (drained(process.stdout.take().unwrap()), drained(process.stderr.take().unwrap()));
    for _ in 0..1_200 {
        if let Some(status) = process.try_wait().unwrap() {
            return Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() };
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    process.kill().unwrap();
    let said = stderr.join().unwrap();
    panic!("the program did not end; it said {}", String::from_utf8_lossy(&said));
}

/// What comes through a pipe, read meanwhile: a full one would hold the program up.
fn drained(mut pipe: impl Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut said = Vec::new();
        pipe.read_to_end(&mut said).unwrap();
        said
    })
}

/// What a program that failed said.
#[track_caller]
pub fn complaint(output: &Output) -> String {
    assert!(!output.status.success(), "it should have failed");
    String::from_utf8_lossy(&output.stderr).into_owned()
}
