//! Appending to a SQLite file. One task writes, and what all branches appended meanwhile shares one commit.

mod log;
mod writer;

pub use writer::Writer;
