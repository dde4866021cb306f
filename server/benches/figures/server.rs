//! The release, running as a demo on a free port, and its own `load` command against it.

use super::bank;
use super::engine::Place;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The release, as `make build` leaves it: this program itself need not be fast.
pub const BINARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/sportello");

pub struct Server {
    process: Child,
    pub origin: String,
}

impl Server {
    /// A demo of a bank of so many branches.
    pub fn start(place: &Place, branches: usize) -> Self {
        let mut command = Command::new(BINARY);
        command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--database", &place.url]);
        if branches > 1 {
            command.arg("--setup").arg(bank::setup(branches));
        }
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program is built");
        let mut ready = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let origin = ready.trim().trim_end_matches('/').rsplit(' ').next().filter(|origin| origin.starts_with("http"));
        Self { origin: origin.expect("it says that it is ready").to_owned(), process }
    }

    /// Resident memory in megabytes, now.
    pub fn resident_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Runs `sportello load` against it for ten seconds, and gives its report, errors included.
    pub fn load(&self, arguments: &[&str]) -> Value {
        let mut command = Command::new(BINARY);
        command.args(["load", "--json", "--seconds", "10", "--target", &self.origin]).args(arguments);
        let output = command.stderr(Stdio::inherit()).output().expect("the program is built");
        let told = String::from_utf8(output.stdout).unwrap();
        let report: Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("the load failed: {arguments:?}"));
        println!("{}: {}, {}", arguments.join(" "), report["kinds"], report["server"]);
        report
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(asked.success() && self.process.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A GET by the plainest means there is.
pub fn get(origin: &str, path: &str) {
    let address = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
}
