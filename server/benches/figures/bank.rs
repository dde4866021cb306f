//! A bank of many branches: the default set-up with its branch repeated under other ids, and CSRs in each.

use super::engine::{Engine, Place};
use super::server::{BINARY, Server};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who sits at the desks: a CSR for each of the six desks of each branch.
pub const CSRS: &str = "anna@{branch},bruno@{branch},carla@{branch},dario@{branch},elena@{branch},fabio@{branch}";

/// The set-up's file.
pub fn setup(branches: usize) -> PathBuf {
    let output = Command::new(BINARY).arg("setup").output().expect("the program is built");
    let mut bank = String::from_utf8(output.stdout).unwrap();
    let (begin, end) = (bank.find("[[branch]]").unwrap(), bank.find("[[desk_kind]]").unwrap());
    let branch = bank[begin..end].to_owned();
    for number in 1..branches {
        let _ = write!(bank, "\n{}", branch.replacen("id = \"centro\"", &format!("id = \"b{number}\""), 1));
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bank-of-{branches}.toml"));
    std::fs::write(&file, bank).unwrap();
    file
}

/// A server of such a bank, with its people.
pub fn open(engine: Engine, place: &Place, branches: usize) -> Server {
    // The first start makes the tables, and the demo's people, whose password the others get.
    Server::start(place, branches).stop();
    engine.run(place, &[people(engine, branches)]);
    Server::start(place, branches)
}

fn people(engine: Engine, branches: usize) -> String {
    let numbers = match engine {
        Engine::Sqlite => format!(
            "WITH RECURSIVE numbers (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < {})",
            branches - 1
        ),
        Engine::Postgres => {
            format!("WITH numbers AS (SELECT number FROM generate_series(0, {}) AS number)", branches - 1)
        }
    };
    format!(
        "{numbers}, branches AS (SELECT CASE number WHEN 0 THEN 'centro' ELSE 'b' || number END AS branch FROM numbers)
         INSERT INTO staff (login, name, role, branch, password_hash)
         SELECT login || '@' || branches.branch, name, 'csr', branches.branch, password_hash FROM branches, staff
         WHERE role = 'csr'"
    )
}
