//! A machine with faults: the library of `tests/faults/faults.c`, compiled here and preloaded into the real program, or into
//! its PostgreSQL.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// The faults of one machine; none to begin with.
pub struct Faults {
    folder: TempDir,
}

impl Faults {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // PostgreSQL runs as another user.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/faults.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).arg(library(&folder)).arg(source);
        let status = compiler.status().expect("a C compiler, cc");
        assert!(status.success(), "faults.c does not compile");
        Self { folder }
    }

    /// Has a program suffer these faults.
    pub fn on<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.environment())
    }

    /// What a program that is to suffer them has in its environment.
    pub fn environment(&self) -> [(&'static str, PathBuf); 2] {
        [("LD_PRELOAD", library(&self.folder)), ("FAULTS", self.folder.path().to_owned())]
    }

    /// From now on every sync takes so much longer.
    pub fn syncs_take(&self, ms: u64) {
        self.set("sync_ms", &ms.to_string());
    }

    /// How many syncs there were.
    pub fn syncs(&self) -> u64 {
        std::fs::metadata(self.folder.path().join("syncs")).map_or(0, |file| file.len())
    }

    /// Sets the clock to a moment, as `2026-10-25T00:59:50Z`; it goes on from there.
    pub fn clock_is(&self, moment: &str) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the machine's own clock, which the program under test is kept from"
        )]
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let wanted = moment.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        self.set("clock_ms", &(wanted - i64::try_from(now).unwrap()).to_string());
    }

    /// The program reads a setting at any time: it finds the old one or the new one.
    fn set(&self, name: &str, value: &str) {
        let new = self.folder.path().join(format!("{name}.new"));
        std::fs::write(&new, value).unwrap();
        std::fs::rename(new, self.folder.path().join(name)).unwrap();
    }
}

fn library(folder: &TempDir) -> PathBuf {
    folder.path().join("faults.so")
}
