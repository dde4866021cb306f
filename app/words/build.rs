//! Turns the files of `app/locales/`, one a language, into code: a constant for each key, so that a misspelt key does not
//! compile; the list of languages; and, for the server, the text of the files.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the locale files, seen from this crate.
const LOCALES: &str = "../locales";
/// The language whose file says which keys there are, and the one that stands in where another lacks words.
const FIRST: [&str; 2] = ["it", "en"];
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// A language: its code and its words by dotted key.
type Language = (String, BTreeMap<String, String>);

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LOCALES}");
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let locales = crate_folder.join(LOCALES);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let languages = languages(&locales)?;
    let keys = keys(&languages[0].1);
    fs::write(out.join("keys.rs"), constants(&keys)?)?;
    fs::write(out.join("languages.rs"), listed(&languages, &keys)?)?;
    fs::write(out.join("files.rs"), files(&locales, &languages, &keys)?)?;
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
            let kind = format!("crate::Key::new({key:?}, &{:?}, {plural})", names.iter().collect::<Vec<_>>());
            writeln!(code, "pub const r#{name}: crate::Key = {kind};")?;
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

/// The text of the files and the paths of the keys, for the server.
fn files(locales: &Path, languages: &[Language], keys: &BTreeMap<String, Needs>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("const FILES: &[&str] = &[\n");
    for (language, _) in languages {
        let path = locales.join([language, ".json"].concat()).display().to_string();
        writeln!(code, "include_str!({path:?}),")?;
    }
    let paths: Vec<&String> = keys.keys().collect();
    writeln!(code, "];\n/// The paths of all keys, in ascending order.\npub const KEYS: &[&str] = &{paths:?};")?;
    Ok(code)
}
