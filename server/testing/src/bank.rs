//! A bank whose branches are all alike.

use setup::{DEFAULT, Setup};
use std::fmt::Write as _;

/// The default set-up with so many branches, `b0`, `b1`, ..., open at any hour.
pub fn bank_of(branches: usize) -> Setup {
    let (begin, end) = (DEFAULT.find("[[branch]]").unwrap(), DEFAULT.find("[[desk_kind]]").unwrap());
    let mut bank = format!("{}{}", &DEFAULT[..begin], &DEFAULT[end..]);
    for number in 0..branches {
        let id = format!("id = \"b{number}\"");
        write!(bank, "\n{}", DEFAULT[begin..end].replacen("id = \"centro\"", &id, 1)).unwrap();
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bank).unwrap();
    Setup::load(Some(file.path())).unwrap().always_open()
}
