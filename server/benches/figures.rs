//! The figures of the README: the real program, driven by its own `load` command on the same machine.
//!
//! `make bench` builds the release and runs this against it. It prints what it measured and holds no opinion: the aims
//! stand beside the figures in the README.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The release, as `make build` leaves it: this program itself need not be fast.
const BINARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/sportello");
const STARTS: usize = 9;

fn main() {
    println!("machine: {}", machine());
    start_and_memory();
    tickets(200);
    tickets(1);
    calls(1000);
}

/// A demo on a free port, with its database in a folder of the project's target, which is on a real disk.
struct Server {
    process: Child,
    origin: String,
    folder: PathBuf,
}

impl Server {
    fn start(name: &str, setup: Option<&Path>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("figures-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the target folder can be written to");
        let mut command = Command::new(BINARY);
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--database"])
            .arg(format!("sqlite://{}/figures.db", folder.display()));
        if let Some(setup) = setup {
            command.arg("--setup").arg(setup);
        }
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program is built");
        let mut ready = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut ready).expect("it says that it is ready");
        let origin = ready.trim().trim_end_matches('/').rsplit(' ').next().expect("an address").to_owned();
        Self { process, origin, folder }
    }

    /// Resident memory in megabytes, now.
    fn resident_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("Linux");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).expect("a number") / 1024.0
    }

    /// Runs `sportello load` against it and prints what that says.
    fn load(&self, arguments: &[&str]) {
        let status = Command::new(BINARY).args(["load", "--target", &self.origin]).args(arguments).status();
        assert!(status.expect("the program is built").success(), "the load failed");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// From the start of the process to the first answer of /readyz, on a database that is there; and memory then.
fn start_and_memory() {
    let mut times = Vec::new();
    let mut resident = 0.0;
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = Server::start("start", None);
        get(&server.origin, "/readyz");
        times.push(began.elapsed());
        get(&server.origin, "/b/centro/kiosk");
        std::thread::sleep(Duration::from_millis(200));
        resident = server.resident_mb();
    }
    times.sort();
    println!(
        "start to ready: median {:.0} ms, max {:.0} ms of {STARTS} starts on an empty database",
        ms(times[STARTS / 2]),
        ms(times[STARTS - 1])
    );
    println!("resident memory: {resident:.1} MB with one branch, after its first page");
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn tickets(branches: usize) {
    let setup = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bank-of-{branches}.toml"));
    std::fs::write(&setup, bank_of(branches)).expect("the target folder can be written to");
    let server = Server::start("tickets", Some(&setup));
    server.load(&["tickets", "--connections", "64", "--seconds", "10"]);
    println!("  resident afterwards: {:.1} MB", server.resident_mb());
}

fn calls(subscribers: usize) {
    let server = Server::start("calls", None);
    let before = server.resident_mb();
    server.load(&["calls", "--subscribers", &subscribers.to_string(), "--calls", "100", "--pause-ms", "100"]);
    println!("  resident: {before:.1} MB before, {:.1} MB with the displays", server.resident_mb());
}

/// The default set-up with its branch repeated under other ids.
fn bank_of(branches: usize) -> String {
    let output = Command::new(BINARY).arg("setup").output().expect("the program is built");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let begin = text.find("[[branch]]").expect("a branch");
    let end = text.find("[[desk_kind]]").expect("a kind of desk");
    let branch = &text[begin..end];
    let mut bank = text.clone();
    for number in 1..branches {
        let _ = write!(bank, "\n{}", branch.replacen("id = \"centro\"", &format!("id = \"b{number}\""), 1));
    }
    bank
}

/// A GET by the plainest means there is.
fn get(origin: &str, path: &str) {
    use std::io::Write;
    let address = origin.trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kb: f64 = memory.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0.0);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("", |line| line.trim_start_matches([' ', '\t', ':']));
    format!("{cores} cores ({model}), {:.0} GB", kb / 1024.0 / 1024.0)
}
