//! A key: what words are asked for by. The code names it as a path (`kiosk.welcome`); what is left of it in the program
//! is a number, so that the browser carries neither names nor words.

/// A key of the words, made by `build.rs` from the locale files.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    hash: u32,
    names: &'static [&'static str],
    plural: bool,
}

impl Key {
    /// `names` are the placeholders of its words; `plural`: they have a form for each kind of number.
    pub const fn new(path: &str, names: &'static [&'static str], plural: bool) -> Self {
        Self { hash: hash(START, path), names, plural }
    }

    /// The words that need nothing put in. Does not compile for others.
    pub const fn plain(self) -> u32 {
        assert!(self.names.is_empty(), "these words have placeholders: give each by its name");
        self.hash
    }

    /// The words that need these put in, in any order. Does not compile where one is missing, misspelt or too many.
    pub const fn filled(self, given: &[&str]) -> u32 {
        assert!(!self.names.is_empty(), "these words have no placeholder");
        assert!(given.len() == self.names.len(), "a placeholder of these words is missing, or one is too many");
        let mut at = 0;
        while at < given.len() {
            assert!(contains(self.names, given[at]), "these words have no placeholder of this name");
            at += 1;
        }
        self.hash
    }

    /// Whether the words have a form for each kind of number.
    pub const fn is_plural(self) -> bool {
        self.plural
    }
}

const START: u32 = 0x811c_9dc5;

/// The number of a key, by its dotted path.
pub const fn of_path(path: &str) -> u32 {
    hash(START, path)
}

/// FNV-1a, 32 bits, carried on from `hash`: a form's number follows from its key's.
pub const fn hash(hash: u32, text: &str) -> u32 {
    let (bytes, mut hash, mut at) = (text.as_bytes(), hash, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same(names[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
