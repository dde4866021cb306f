//! Finds out which words each screen uses, by reading the sources: a page carries those and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};
use words::Locale;

/// The sources that name words: the screens' and those of the sentences that screens share.
const SOURCES: [&str; 2] = ["src", "words/src"];
/// The screens that run in the browser: a page file and a folder each.
const SCREENS: [&str; 6] = ["kiosk", "lobby", "ticket", "desk", "desk_choice", "manager"];
const OF_STAFF: &[&str] = &["desk", "desk_choice", "manager"];
/// What some screens share; any other file of no screen is shared by all.
const SHARED_BY_SOME: [(&str, &[&str]); 16] = [
    ("lesson.rs", OF_STAFF),
    ("screens/console.rs", OF_STAFF),
    ("screens/lesson_bar.rs", OF_STAFF),
    ("screens/live_page.rs", OF_STAFF),
    ("screens/wall_voice.rs", &["lobby"]),
    ("ui/alerts.rs", OF_STAFF),
    ("ui/checked_in.rs", &["kiosk"]),
    ("ui/opening_hours.rs", &["kiosk"]),
    ("ui/posted.rs", &["kiosk", "ticket"]),
    ("ui/products.rs", &["desk"]),
    ("ui/put_aside.rs", &["desk", "manager"]),
    ("ui/staff_bar.rs", OF_STAFF),
    ("ui/tour_offer.rs", &["desk_choice", "manager"]),
    ("staff.rs", OF_STAFF),
    ("trouble.rs", &["manager"]),
    ("date.rs", &["kiosk", "manager"]),
];
/// What only the server renders, but for the page that explains why there is no other: no browser needs its words.
const SERVER_ONLY: [&str; 7] =
    ["consent.rs", "mail.rs", "pages/", "paper/", "set_up.rs", "ui/demo_users.rs", "ui/role_words.rs"];
const PROBLEM: &str = "pages/problem.rs";
/// The pages for visitors, and the forms: rendered by the server in every language.
const PUBLIC: [&str; 6] =
    ["pages/public.rs", "pages/public/", "pages/usual.rs", "ui/complaint.rs", "ui/form.rs", "ui/times.rs"];

fn main() -> Result<(), Box<dyn Error>> {
    for watched in ["build.rs"].iter().chain(&SOURCES) {
        println!("cargo::rerun-if-changed={watched}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("screens.rs"), screens(&root)?)?;
    Ok(())
}

/// The keys of each screen, and a version that changes with any of them and with any word.
fn screens(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for sources in SOURCES.map(|folder| root.join(folder)) {
        for file in rust_files(&sources)? {
            let name = file.strip_prefix(&sources)?.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file)?;
            let named: Vec<String> = named(&text).into_iter().filter(|key| is_key(key)).collect();
            for screen in screens_of(&name) {
                used.entry(screen).or_default().extend(named.iter().cloned());
            }
        }
    }
    let mut code = String::from("pub const SCREENS: &[(&str, &[&str])] = &[\n");
    for (screen, keys) in &used {
        writeln!(code, "({screen:?}, &{:?}),", keys.iter().collect::<Vec<_>>())?;
    }
    let languages: Vec<_> =
        Locale::every().into_iter().map(|locale| (locale.code(), words::files::own(locale))).collect();
    let version = fingerprint(&format!("{languages:?}{used:?}"));
    writeln!(code, "];\npub const VERSION: &str = \"{version:016x}\";")?;
    Ok(code)
}

fn is_key(path: &str) -> bool {
    words::files::KEYS.binary_search(&path).is_ok()
}

/// The screens that run the code of a file. `problem` stands for the page that explains why there is no other.
fn screens_of(file: &str) -> Vec<&'static str> {
    let own = file.strip_prefix("screens/").and_then(|file| file.split(['/', '.']).next());
    if let Some(screen) = SCREENS.into_iter().find(|screen| own == Some(screen)) {
        vec![screen]
    } else if file == PROBLEM {
        vec!["problem"]
    } else if PUBLIC.iter().any(|pages| file.starts_with(pages)) {
        vec!["public"]
    } else if SERVER_ONLY.iter().any(|folder| file.starts_with(folder)) {
        Vec::new()
    } else if let Some((_, screens)) = SHARED_BY_SOME.iter().find(|(shared, _)| *shared == file) {
        screens.to_vec()
    } else {
        [&SCREENS[..], &["problem"]].concat()
    }
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The keys that a source names outside of comments and tests: the second argument of each `t!`.
fn named(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    // Other macros end in the same letter: `assert!`.
    let is_own = |at: usize| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
    let uses = code.match_indices("t!(").filter(|(at, _)| is_own(*at));
    uses.filter_map(|(at, start)| second_argument(&code[at + start.len()..])).collect()
}

fn second_argument(arguments: &str) -> Option<String> {
    let mut depth = 0;
    let comma = arguments.find(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        depth == 0 && letter == ','
    })?;
    let rest = &arguments[comma + 1..];
    let end = rest.find([',', ')'])?;
    Some(rest[..end].split_whitespace().collect::<String>().replace("r#", ""))
}

/// FNV-1a, 64 bits: the same on every machine.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
