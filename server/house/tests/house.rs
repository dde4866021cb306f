//! Who may import what. ARCHITECTURE.md lists the crates and docs/layers.md the files of each, for people and for this test; a failure
//! names file and line.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use house::{Crate, Layers, Source, layers, manifest, members, root, sources};
use std::collections::BTreeMap;
use std::fs;

fn architecture() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

/// The order of the files of each listed crate.
fn listed() -> Vec<Layers> {
    layers(&fs::read_to_string(root().join("docs/layers.md")).unwrap())
}

/// Fails with all that is wrong, a line each.
fn none(wrong: &[String], rule: &str) {
    assert!(
        wrong.is_empty(),
        "{rule} (ARCHITECTURE.md, \"Who may import what\"; docs/layers.md):\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_module_imports_only_what_stands_below_it() {
    let lists = listed();
    assert!(!lists.is_empty(), "docs/layers.md lists no layers");
    let mut wrong = Vec::new();
    for layers in &lists {
        for import in Crate::read(&layers.folder).imports() {
            if let Some(why) = layers.refusal(&import.from, &import.to) {
                wrong.push(format!("{}/{}:{} imports {}: {why}", layers.folder, import.from, import.line, import.to));
            }
        }
    }
    none(&wrong, "a module imports only what stands in a lower layer");
}

#[test]
fn every_module_of_a_listed_crate_has_its_layer() {
    let mut wrong = Vec::new();
    for layers in listed() {
        let files = Crate::read(&layers.folder).files;
        let strays = layers.unlisted(&files);
        wrong.extend(strays.iter().map(|file| format!("{}/{file} stands in no layer", layers.folder)));
        wrong.extend(layers.empty(&files).iter().map(|entry| format!("{}: no file is {entry}", layers.folder)));
    }
    none(&wrong, "every file has a layer, and every entry a file");
}

/// The crates of the project that a crate may depend on, as the block `crates` lists them.
fn allowed() -> BTreeMap<String, Vec<String>> {
    let text = architecture();
    let block = text.lines().skip_while(|line| *line != "```crates").skip(1).take_while(|line| *line != "```");
    let words = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    block.map(|line| line.split_once(':').unwrap()).map(|(name, rest)| (name.trim().to_owned(), words(rest))).collect()
}

/// The names of a crate's dependencies, tests apart.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = manifest(&format!("{folder}/Cargo.toml"));
    let table = manifest.get("dependencies").and_then(|table| table.as_table());
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

/// The name of the crate in a folder.
fn name(folder: &str) -> String {
    manifest(&format!("{folder}/Cargo.toml"))["package"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_crate_depends_on_the_crates_that_it_may() {
    let allowed = allowed();
    let own: Vec<String> = members().iter().map(|folder| name(folder)).collect();
    let mut wrong = Vec::new();
    for folder in members() {
        let name = name(&folder);
        let Some(allowed) = allowed.get(&name) else {
            wrong.push(format!("{folder}: the block `crates` does not list {name}"));
            continue;
        };
        let ours = dependencies(&folder).into_iter().filter(|dependency| own.contains(dependency));
        let forbidden = ours.filter(|dependency| !allowed.contains(dependency));
        wrong.extend(forbidden.map(|dependency| format!("{folder}/Cargo.toml: {name} depends on {dependency}")));
    }
    none(&wrong, "a crate depends on the crates that it may");
}

fn depends_only_on(folder: &str, allowed: &[&str]) {
    for dependency in dependencies(folder) {
        assert!(allowed.contains(&dependency.as_str()), "{folder}/Cargo.toml depends on {dependency}");
    }
}

fn depends_on_none(folder: &str, forbidden: &[&str]) {
    for dependency in dependencies(folder) {
        assert!(!forbidden.contains(&dependency.as_str()), "{folder}/Cargo.toml depends on {dependency}");
    }
}

/// The places at which a word stands as a word of its own in the text of a file: `api::` in `crate::api::`, not in `my_api::`.
fn places(source: &Source, text: &str, word: &str) -> Vec<String> {
    let stands_alone = |at: &usize| !text[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
    let found = text.match_indices(word).map(|(at, _)| at).filter(stands_alone);
    found.map(|at| format!("{}:{} has {word}", source.path, 1 + text[..at].matches('\n').count())).collect()
}

/// The code of no file has any of the words.
fn absent(path: &str, words: &[&str]) {
    let wrong: Vec<String> = sources(path)
        .iter()
        .flat_map(|source| words.iter().flat_map(|word| places(source, &source.code, word)))
        .collect();
    none(&wrong, &format!("{path} has none of {words:?}"));
}

const OUTSIDE: [&str; 5] = ["std::fs", "std::io", "std::net", "std::env", "std::time"];

#[test]
fn the_rules_know_nothing_of_the_outside() {
    depends_only_on("server/queue", &["serde", "thiserror"]);
    absent("server/queue/src", &OUTSIDE);
    absent("server/queue/src", &["f32", "f64", "HashMap"]);
}

#[test]
fn the_forecast_knows_the_rules_and_nothing_else() {
    depends_only_on("server/forecast", &["queue", "serde", "visits"]);
    absent("server/forecast/src", &OUTSIDE);
}

#[test]
fn what_crosses_the_network_is_types_only() {
    depends_only_on("app/wire", &["serde", "utoipa"]);
}

#[test]
fn the_screens_run_no_state_machine_and_touch_no_database() {
    depends_on_none("app", &["queue", "forecast", "axum", "tokio", "sqlx", "sportello"]);
}

#[test]
fn what_is_printed_and_sent_needs_no_screens() {
    for folder in ["app/words", "server/paper", "server/messages"] {
        depends_on_none(folder, &["app", "leptos", "web-sys"]);
    }
}

/// The folder of components of each screen.
fn folders_of_components() -> Vec<String> {
    let screens = fs::read_dir(root().join("app/src/screens")).unwrap().map(|entry| entry.unwrap());
    let folders = screens.filter(|entry| entry.file_type().unwrap().is_dir());
    folders.map(|entry| format!("app/src/screens/{}", entry.file_name().to_string_lossy())).collect()
}

#[test]
fn components_are_functions_of_data() {
    let folders = folders_of_components();
    assert!(folders.len() >= 6, "{folders:?}");
    for folder in folders.iter().map(String::as_str).chain(["app/src/ui", "app/src/ui.rs"]) {
        absent(folder, &["browser", "web_sys", "js_sys", "wasm_bindgen", "gloo_timers"]);
        absent(folder, &["set_interval", "set_timeout", "spawn_local"]);
    }
    // A dialog of `ui` opens itself; what belongs to one screen starts nothing.
    for folder in &folders {
        absent(folder, &["Effect::new", "Effect::watch"]);
    }
}

#[test]
fn only_one_file_of_the_app_looks_at_cargo_features() {
    for source in sources("app/src").iter().filter(|source| source.path != "app/src/lib.rs") {
        none(&places(source, &source.code, "cfg(feature"), "only lib.rs looks at cargo features");
    }
}

#[test]
fn handlers_hold_no_sql() {
    for source in sources("server/src/http") {
        for word in ["sqlx", "SELECT", "INSERT", "DELETE FROM"] {
            none(&places(&source, &source.text, word), "handlers hold no SQL");
        }
    }
}

#[test]
fn the_store_and_the_view_know_no_screen() {
    absent("server/store/src", &["axum", "wire::", "leptos"]);
    absent("server/view/src", &["axum", "sqlx", "store::", "clock::"]);
}

#[test]
fn one_file_reads_the_clock_and_one_the_environment() {
    let folders = members().into_iter().filter(|folder| folder.starts_with("server") && folder != "server/testing");
    for source in folders.flat_map(|folder| sources(&format!("{folder}/src"))) {
        if !source.path.ends_with("/clock.rs") {
            for word in ["SystemTime::now", "Timestamp::now"] {
                none(&places(&source, &source.code, word), "only clock.rs reads the clock");
            }
        }
        if !source.path.ends_with("/settings.rs") {
            none(&places(&source, &source.code, "env::var"), "only settings.rs reads the environment");
        }
    }
}
