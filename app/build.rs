//! Turns the files of `locales/`, one a language, into what the words are asked for by (`src/words.rs`): a constant a
//! key, so that a misspelt one does not compile; the list of languages; and, for the server, the files themselves with
//! the keys that each screen uses, which are read off its sources.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The language whose file says which keys there are, and the one that stands in where another lacks words.
const FIRST: [&str; 2] = ["it", "en"];
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// The screens that run in the browser: a page file and a folder each.
const SCREENS: [&str; 6] = ["kiosk", "lobby", "ticket", "desk", "desk_choice", "manager"];
const OF_STAFF: [&str; 3] = ["desk", "desk_choice", "manager"];
/// What the screens of the staff share; any other file of no screen is shared by all.
const SHARED_BY_STAFF: [&str; 4] = ["console.rs", "ui/alerts.rs", "ui/staff_bar.rs", "words/staff.rs"];
/// What only the server renders: no browser needs its words.
const SERVER_ONLY: [&str; 7] =
    ["front_door.rs", "paper/form.rs", "paper/ticket.rs", "problem.rs", "ready.rs", "sign_in.rs", "words/title.rs"];

/// A language: its code and its words by dotted key.
type Language = (String, BTreeMap<String, String>);

fn main() -> Result<(), Box<dyn Error>> {
    for watched in ["build.rs", "locales", "src"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let languages = languages(&root.join("locales"))?;
    let keys = keys(&languages[0].1);
    fs::write(out.join("keys.rs"), constants(&keys)?)?;
    fs::write(out.join("languages.rs"), listed(&languages, &keys)?)?;
    fs::write(out.join("files.rs"), files(&root, &languages, &keys)?)?;
    Ok(())
}

/// All languages, the first ones first.
fn languages(folder: &Path) -> Result<Vec<Language>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let mut words = BTreeMap::new();
        let text = fs::read_to_string(&path)?;
        let tree = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        flatten(&tree, "", &mut words).map_err(|error| format!("{}: {error}", path.display()))?;
        found.push((code, words));
    }
    found.sort_by_key(|(code, _)| (FIRST.iter().position(|first| first == code).unwrap_or(FIRST.len()), code.clone()));
    let first: Vec<&str> = found.iter().take(FIRST.len()).map(|(code, _)| code.as_str()).collect();
    if first == FIRST { Ok(found) } else { Err(format!("locales/ must hold {FIRST:?}").into()) }
}

fn flatten(tree: &Value, path: &str, words: &mut BTreeMap<String, String>) -> Result<(), String> {
    match tree {
        Value::String(text) => drop(words.insert(path.to_owned(), text.clone())),
        Value::Object(group) => {
            for (key, inner) in group {
                let path = if path.is_empty() { key.clone() } else { [path, key].join(".") };
                flatten(inner, &path, words)?;
            }
        }
        _ => return Err(format!("{path} is neither words nor a group of words")),
    }
    Ok(())
}

/// What a key needs: the names of its placeholders, and whether it has a form for each number.
#[derive(Default)]
struct Needs {
    names: BTreeSet<String>,
    plural: bool,
}

/// The keys as the code names them: the forms of a plural (`ahead.count_one`, `ahead.count_other`) are one.
fn keys(words: &BTreeMap<String, String>) -> BTreeMap<String, Needs> {
    let mut keys: BTreeMap<String, Needs> = BTreeMap::new();
    for (key, text) in words {
        let plural = plural_of(key).filter(|name| {
            words.contains_key(&[name, "_other"].concat()) && words.contains_key(&[name, "_one"].concat())
        });
        let needs = keys.entry(plural.unwrap_or(key).to_owned()).or_default();
        needs.plural = plural.is_some();
        needs
            .names
            .extend(text.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim().to_owned())));
        if needs.plural {
            needs.names.insert("count".to_owned());
        }
    }
    keys
}

/// `ahead.count` for `ahead.count_few`.
fn plural_of(key: &str) -> Option<&str> {
    let (name, form) = key.rsplit_once('_')?;
    PLURALS.contains(&form).then_some(name)
}

/// A module for each group and a constant for each key.
fn constants(keys: &BTreeMap<String, Needs>) -> Result<String, Box<dyn Error>> {
    let mut groups: BTreeMap<&str, Vec<(&str, &str, &Needs)>> = BTreeMap::new();
    for (key, needs) in keys {
        let (group, name) = key.rsplit_once('.').unwrap_or(("", key));
        groups.entry(group).or_default().push((name, key, needs));
    }
    let mut code = String::new();
    for (group, members) in groups {
        let modules = group.split('.').filter(|module| !module.is_empty());
        let depth = modules.clone().count();
        modules.for_each(|module| code.extend(["pub mod r#", module, " {\n"]));
        for (name, key, Needs { names, plural }) in members {
            let kind = format!("crate::words::Key::new({key:?}, &{:?}, {plural})", names.iter().collect::<Vec<_>>());
            writeln!(code, "pub const r#{name}: crate::words::Key = {kind};")?;
        }
        code.push_str(&"}\n".repeat(depth));
    }
    Ok(code)
}

/// The languages that there are, without their words.
fn listed(languages: &[Language], keys: &BTreeMap<String, Needs>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("&[\n");
    for (language, words) in languages {
        let own_name = words.get("language.name").ok_or_else(|| format!("{language}.json lacks language.name"))?;
        let complete = keys.iter().all(|(key, needs)| words.contains_key(&form_of(key, needs)));
        let right_to_left = RIGHT_TO_LEFT.contains(&language.as_str());
        writeln!(
            code,
            "Known {{ code: {language:?}, own_name: {own_name:?}, complete: {complete}, right_to_left: {right_to_left} }},"
        )?;
    }
    code.push(']');
    Ok(code)
}

/// The key as it stands in every language's file.
fn form_of(key: &str, needs: &Needs) -> String {
    if needs.plural { [key, "_other"].concat() } else { key.to_owned() }
}

/// The files, the keys of each screen, and a version that changes with any of them.
fn files(root: &Path, languages: &[Language], keys: &BTreeMap<String, Needs>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("pub const FILES: &[&str] = &[\n");
    for (language, _) in languages {
        let path = root.join("locales").join([language, ".json"].concat()).display().to_string();
        writeln!(code, "include_str!({path:?}),")?;
    }
    code.push_str("];\npub const SCREENS: &[(&str, &[&str])] = &[\n");
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let sources = root.join("src");
    for file in rust_files(&sources)? {
        let name = file.strip_prefix(&sources)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        let named: Vec<String> = named(&text).into_iter().filter(|key| keys.contains_key(key)).collect();
        for screen in screens_of(&name) {
            used.entry(screen).or_default().extend(named.iter().cloned());
        }
    }
    for (screen, keys) in &used {
        writeln!(code, "({screen:?}, &{:?}),", keys.iter().collect::<Vec<_>>())?;
    }
    let version = fingerprint(&format!("{languages:?}{used:?}"));
    writeln!(code, "];\npub const VERSION: &str = \"{version:016x}\";")?;
    Ok(code)
}

/// The screens that run the code of a file. `problem` stands for the page that explains why there is no other.
fn screens_of(file: &str) -> Vec<&'static str> {
    let own = file.split(['/', '.']).next().unwrap_or_default();
    if let Some(screen) = SCREENS.into_iter().find(|screen| *screen == own) {
        vec![screen]
    } else if SERVER_ONLY.contains(&file) {
        if file == "problem.rs" { vec!["problem"] } else { Vec::new() }
    } else if SHARED_BY_STAFF.contains(&file) {
        OF_STAFF.to_vec()
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

/// The keys that a source names outside of comments and tests: the second argument of each `td_string!`.
fn named(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    code.join("\n").split("td_string!(").skip(1).filter_map(second_argument).collect()
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
