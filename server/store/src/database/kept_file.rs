//! Finds out that the files of an open SQLite database are no longer those that stand under its name: removed, replaced,
//! moved away with their folder, on a disk that is gone, or overwritten by a copy. SQLite itself goes on writing to the
//! files that it has open, and what it acknowledges would be lost with the program.

use crate::failure::Failure;
use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The files that SQLite keeps beside the database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];
/// A look that falls into a checkpoint's write of the first page may see half of it; so often it looks again.
const LOOKS: u32 = 4;
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// The files of one open database.
#[derive(Debug)]
pub struct KeptFile {
    path: PathBuf,
    /// Kept open until the store ends: closing any handle of a file ends the locks that SQLite has on it.
    handle: File,
    /// The database, and the files beside it.
    files: Vec<(PathBuf, Identity)>,
    content: Mutex<Content>,
    overwritten: AtomicBool,
    /// A look has found them gone, and nobody has said yet that they are back.
    missed: AtomicBool,
    closed: AtomicBool,
}

/// Device and inode.
type Identity = (u64, u64);

/// What the database file held at the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Content {
    /// When the file was last written, in seconds and nanoseconds, and its length.
    written: (i64, i64, u64),
    header: Header,
}

/// Fields of the first page: <https://sqlite.org/fileformat2.html#the_database_header>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    change_counter: u32,
    pages: u32,
    /// The mark by which a copy that is not this file is known; see [`KeptFile::open`].
    mark: u32,
}

impl Header {
    fn read(file: &File) -> Option<Self> {
        let mut bytes = [0; 100];
        file.read_exact_at(&mut bytes, 0).ok()?;
        let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
        bytes.starts_with(b"SQLite format 3\0").then_some(())?;
        Some(Self { change_counter: number(24)?, pages: number(28)?, mark: number(60)? })
    }

    /// Whether a checkpoint can have made this header of an earlier one. A database never shrinks while it is served.
    fn can_follow(self, before: Self) -> bool {
        self.mark == before.mark && self.change_counter >= before.change_counter && self.pages >= before.pages
    }
}

impl KeptFile {
    /// Notes the files of the database at `path`, which is open. Its first page carries a mark of this database alone
    /// (SQLite's `user_version`), which no backup has.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let handle = File::open(path)?;
        let header = Header::read(&handle).ok_or(ErrorKind::InvalidData)?;
        let beside = BESIDE.iter().map(|ending| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        });
        let files = std::iter::once(path.to_owned()).chain(beside);
        let files =
            files.map(|file| Ok((file.clone(), identity(&file.metadata()?)))).collect::<std::io::Result<_>>()?;
        let content = Content { written: written(&handle.metadata()?), header };
        let [overwritten, missed, closed] = [(); 3].map(|()| AtomicBool::new(false));
        Ok(Self { path: path.to_owned(), handle, files, content: Mutex::new(content), overwritten, missed, closed })
    }

    /// Where the database file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fails where the files are no longer those that are open. This takes some microseconds: a look at the names of
    /// three files.
    pub fn check(&self) -> Result<(), Failure> {
        if self.closed.load(Ordering::Relaxed) {
            return Ok(());
        }
        let looked = self.look();
        if looked.is_err() {
            self.missed.store(true, Ordering::Relaxed);
        }
        looked
    }

    /// Whether a look has found the files gone since this was asked last.
    pub fn were_missed(&self) -> bool {
        self.missed.swap(false, Ordering::Relaxed)
    }

    fn look(&self) -> Result<(), Failure> {
        for (place, known) in &self.files {
            match place.metadata() {
                Ok(found) if identity(&found) == *known => self.same_content(place, &found)?,
                Ok(_) => return Err(gone(place, "is another file than the one that is open")),
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(gone(place, "is no longer there")),
                Err(error) => return Err(gone(place, &format!("cannot be reached ({error})"))),
            }
        }
        Ok(())
    }

    /// Whether the database file itself is in its place and whole, so that what only the log beside it holds can be
    /// copied into it.
    pub fn is_in_place(&self) -> bool {
        let named = self.path.metadata();
        let known = self.files.first().map(|(_, known)| *known);
        named.is_ok_and(|found| Some(identity(&found)) == known) && !self.overwritten.load(Ordering::Relaxed)
    }

    /// The files are about to be closed, and one of them removed by SQLite.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// A database file that was written since the last look was written by a checkpoint, or a copy was put over it.
    fn same_content(&self, place: &Path, found: &Metadata) -> Result<(), Failure> {
        if place != self.path {
            return Ok(());
        }
        let overwritten = || gone(place, "was overwritten by another program");
        if self.overwritten.load(Ordering::Relaxed) {
            return Err(overwritten());
        }
        let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
        let written = written(found);
        if content.written == written {
            return Ok(());
        }
        for look in 0..LOOKS {
            if let Some(header) = Header::read(&self.handle).filter(|header| header.can_follow(content.header)) {
                *content = Content { written, header };
                return Ok(());
            }
            if look + 1 < LOOKS {
                std::thread::sleep(BETWEEN_LOOKS);
            }
        }
        self.overwritten.store(true, Ordering::Relaxed);
        Err(overwritten())
    }
}

fn identity(file: &Metadata) -> Identity {
    (file.dev(), file.ino())
}

fn written(file: &Metadata) -> (i64, i64, u64) {
    (file.mtime(), file.mtime_nsec(), file.len())
}

fn gone(place: &Path, how: &str) -> Failure {
    Failure::Gone(format!("{} {how}", place.display()))
}
