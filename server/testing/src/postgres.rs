//! A real PostgreSQL for tests: one private cluster for the whole test process, started when first asked for, with a
//! fresh database for each test; or the server that `SPORTELLO_TEST_POSTGRES` names. Without either a test fails and
//! says what to do. Used by the tests of the program and by the contract suite of the store.
//!
//! A cluster is stopped and removed by a shell that waits for this process to end, however it ends.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

const PASSWORD: &str = "for-tests-only";
const HOW_TO_GET_IT: &str = "these tests need PostgreSQL: install it (apt-get install postgresql; its programs are \
    looked for in PATH and in /usr/lib/postgresql/*/bin), or let SPORTELLO_TEST_POSTGRES hold the URL of a superuser's \
    database, as postgres://postgres:password@127.0.0.1:5432/postgres";

/// The URL of an empty database that no other test has.
pub async fn fresh_database() -> String {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    // A start that failed is not tried again by each test.
    let start = || CLUSTER.get_or_init(|| catch_unwind(Cluster::start).ok()).as_ref().map(|own| own.url("postgres"));
    let server = tokio::task::spawn_blocking(move || named().or_else(start)).await.unwrap();
    make_database(&server.unwrap_or_else(|| panic!("{HOW_TO_GET_IT}"))).await
}

/// The server that the environment names.
#[expect(clippy::disallowed_methods, reason = "tests have no settings; this is their one variable")]
fn named() -> Option<String> {
    std::env::var("SPORTELLO_TEST_POSTGRES").ok()
}

/// A new database beside the superuser's one at `url`.
pub async fn make_database(url: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut connection = PgConnection::connect(url).await.unwrap_or_else(|error| panic!("{error}; {HOW_TO_GET_IT}"));
    let moment: i64 = sqlx::query_scalar("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let name = format!("test_{moment}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    connection.close().await.unwrap();
    other_path(url, &name)
}

/// The same server's URL with another database.
pub fn other_path(url: &str, database: &str) -> String {
    let (address, parameters) = url.split_at(url.find('?').unwrap_or(url.len()));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{database}{parameters}")
}

/// A PostgreSQL of the test's own, on a free port of this machine, in a temporary folder.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    pub port: u16,
    /// Besides what is in the environment anyway.
    environment: Vec<(&'static str, PathBuf)>,
    /// Stops and removes it when its standard input is closed, as it is when this process ends.
    _watchdog: Child,
}

impl Cluster {
    /// Makes and starts one, as durable as PostgreSQL is by default; takes a second or two.
    pub fn start() -> Self {
        Self::start_in(&[])
    }

    /// The same with something in its environment.
    pub fn start_in(environment: &[(&'static str, PathBuf)]) -> Self {
        let programs = programs().unwrap_or_else(|| panic!("{HOW_TO_GET_IT}"));
        let folder = tempfile::Builder::new().prefix("sportello-postgres-").tempdir().unwrap().keep();
        give_away(&folder);
        let watchdog = watch(&programs, &folder);
        let password = folder.join("password");
        fs::write(&password, PASSWORD).unwrap();
        give_away(&password);
        let mut initdb = as_other_user(&programs.join("initdb"), &folder);
        initdb.args(["--username=postgres", "--pwfile=password", "--auth=scram-sha-256", "--encoding=UTF8"]);
        let made = initdb.args(["--locale=C", "--no-sync", "--pgdata=data"]).output().unwrap();
        assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
        let mut cluster = Self { folder, programs, port: 0, environment: environment.to_vec(), _watchdog: watchdog };
        // Another program may take the port between our look and PostgreSQL's.
        for _ in 0..5 {
            cluster.port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            cluster.configure();
            if cluster.control(&["start"]) {
                return cluster;
            }
        }
        panic!("PostgreSQL does not start: {}", fs::read_to_string(cluster.folder.join("log")).unwrap_or_default());
    }

    fn configure(&self) {
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = ''\nmax_connections = 300\n",
            self.port
        );
        let file = self.folder.join("data/postgresql.auto.conf");
        fs::write(&file, settings).unwrap();
        give_away(&file);
    }

    /// A superuser's URL of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }

    /// Has it speak TLS with this certificate and key (PEM), and refuse whoever does not.
    pub fn require_tls(&self, certificate: &str, key: &str) {
        let data = self.folder.join("data");
        let settings = fs::read_to_string(data.join("postgresql.auto.conf")).unwrap();
        for (name, text, mode) in [
            ("server.crt", certificate, 0o644),
            ("server.key", key, 0o600),
            ("postgresql.auto.conf", &format!("{settings}ssl = on\n"), 0o600),
            ("pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256\n", 0o600),
        ] {
            let file = data.join(name);
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            give_away(&file);
        }
        self.restart("fast");
    }

    /// Who it runs as: its files are theirs.
    pub fn user(&self) -> u32 {
        fs::metadata(&self.folder).unwrap().uid()
    }

    /// Stops it and starts it again; `mode` is `fast` (connections are ended) or `immediate` (as a crash).
    pub fn restart(&self, mode: &str) {
        assert!(self.control(&["restart", "-m", mode]), "PostgreSQL does not start again");
    }

    fn control(&self, arguments: &[&str]) -> bool {
        let mut control = as_other_user(&self.programs.join("pg_ctl"), &self.folder);
        control.envs(self.environment.iter().cloned());
        control.args(arguments).args(["-w", "-D", "data", "-l", "log"]).status().unwrap().success()
    }
}

/// The folder with PostgreSQL's programs; the newest where there are several.
fn programs() -> Option<PathBuf> {
    let on_path = Command::new("sh").args(["-c", "command -v initdb"]).output().unwrap().stdout;
    let on_path = fs::canonicalize(String::from_utf8(on_path).unwrap().trim()).ok();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = versions.map(|version| version.path().join("bin/initdb")).collect();
    debian.sort_by_key(|path| path.iter().nth(4).and_then(|version| version.to_str()?.parse::<u32>().ok()));
    on_path.or(debian.into_iter().rfind(|program| program.is_file()))?.parent().map(Path::to_owned)
}

/// PostgreSQL refuses to run as root: then it runs as Debian's `postgres`, or as nobody.
fn other_user() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = users.lines().find_map(|line| {
        let mut fields = line.strip_prefix("postgres:")?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    Some(ids.unwrap_or((65534, 65534)))
}

pub(crate) fn give_away(path: &Path) {
    if let Some((user, group)) = other_user() {
        chown(path, Some(user), Some(group)).unwrap();
    }
}

/// A program in the cluster's folder, as the user who owns it, with nothing of ours held open.
pub(crate) fn as_other_user(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((user, group)) = other_user() {
        command.uid(user).gid(group);
    }
    command
}

/// In a process group of its own, so that Ctrl-C leaves it the time to tidy up.
fn watch(programs: &Path, folder: &Path) -> Child {
    let tidy_up = "read _; \"$1/pg_ctl\" stop -m immediate -D data; cd / && rm -rf \"$2\"";
    let mut shell = as_other_user(Path::new("/bin/sh"), folder);
    shell.args(["-c", tidy_up, "sh"]).args([programs, folder]).stdin(Stdio::piped()).process_group(0).spawn().unwrap()
}
