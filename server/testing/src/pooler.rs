//! A real `PgBouncer` in front of a test's database. Without its program a test fails and says what to do.

use crate::postgres::{as_other_user, give_away};
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const HOW_TO_GET_IT: &str =
    "these tests need PgBouncer: install it (apt-get install pgbouncer; it is looked for in PATH and in /usr/sbin)";

/// A pooler, which ends with this.
#[derive(Debug)]
pub struct Pooler {
    process: Child,
    folder: TempDir,
    /// The database's URL by way of the pooler.
    pub url: String,
}

impl Pooler {
    /// Starts one in front of the database at `url`; `mode` is `session`, `transaction` or `statement`.
    pub fn start(url: &str, mode: &str) -> Self {
        let (credentials, place) = url.strip_prefix("postgres://").unwrap().rsplit_once('@').unwrap();
        let (user, password) = credentials.split_once(':').unwrap();
        let (address, database) = place.split_once('/').unwrap();
        let (host, port) = address.split_once(':').unwrap_or((address, "5432"));
        let folder = tempfile::Builder::new().prefix("sportello-pooler-").tempdir().unwrap();
        give_away(folder.path());
        let own_port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        write(folder.path(), "users", &format!("\"{user}\" \"{password}\"\n"));
        // As Debian's package has it, but for the place, the users and the mode.
        let settings = format!(
            "[databases]\n* = host={host} port={port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {own_port}\n\
             unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = users\nlogfile = log\npool_mode = {mode}\n"
        );
        write(folder.path(), "pgbouncer.ini", &settings);
        let programs = ["/usr/bin/pgbouncer", "/usr/sbin/pgbouncer", "/usr/local/bin/pgbouncer"];
        let program = programs.iter().map(Path::new).find(|program| program.is_file());
        let program = program.unwrap_or_else(|| panic!("{HOW_TO_GET_IT}"));
        let process = as_other_user(program, folder.path()).args(["-q", "pgbouncer.ini"]).spawn().unwrap();
        let pooler = Self { process, folder, url: format!("postgres://{credentials}@127.0.0.1:{own_port}/{database}") };
        pooler.listens(own_port);
        pooler
    }

    fn listens(&self, port: u16) {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(started.elapsed() < Duration::from_secs(10), "PgBouncer does not listen: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    give_away(&file);
}
