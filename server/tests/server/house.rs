//! Who may not import what. Cargo holds the lines between crates; this test holds those between modules
//! (ARCHITECTURE.md, "Who may not import what").

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file at or below a path.
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut found: Vec<PathBuf> = fs::read_dir(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .flat_map(|entry| sources(&entry.unwrap().path()))
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    found.sort();
    found
}

/// The code of a file without its comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Whether a word stands in a text as a word of its own: `api::` in `crate::api::` and not in `my_api::`.
fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|before| before.is_alphanumeric() || before == '_')
    })
}

/// No file of a part mentions any of the words.
fn absent(part: &str, words: &[&str]) {
    let files = sources(&root().join(part));
    assert!(!files.is_empty(), "{part} has no file");
    // What a screen's own file has no room for is wired in its folder `wires`.
    for file in files.into_iter().filter(|file| !file.components().any(|part| part.as_os_str() == "wires")) {
        let code = code(&file);
        for word in words {
            assert!(!mentions(&code, word), "{} mentions {word}, which {part} may not", file.display());
        }
    }
}

/// The names of a crate's dependencies, tests apart.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table
        .get("dependencies")
        .and_then(|table| table.as_table())
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

fn depends_only_on(manifest: &str, allowed: &[&str]) {
    for dependency in dependencies(manifest) {
        assert!(allowed.contains(&dependency.as_str()), "{manifest} depends on {dependency}");
    }
}

#[test]
fn the_rules_know_nothing_of_the_outside() {
    depends_only_on("server/queue/Cargo.toml", &["serde", "thiserror"]);
    absent("server/queue/src", &["std::fs", "std::io", "std::net", "std::env", "std::time", "f32", "f64", "HashMap"]);
}

#[test]
fn the_forecast_knows_the_rules_and_nothing_else() {
    depends_only_on("server/forecast/Cargo.toml", &["queue"]);
    absent("server/forecast/src", &["std::fs", "std::io", "std::net", "std::env", "std::time"]);
}

#[test]
fn what_crosses_the_network_is_types_only() {
    depends_only_on("app/wire/Cargo.toml", &["serde", "utoipa"]);
}

#[test]
fn the_screens_run_no_state_machine_and_touch_no_database() {
    for dependency in dependencies("app/Cargo.toml") {
        assert!(
            !["queue", "forecast", "axum", "tokio", "sqlx", "sportello"].contains(&dependency.as_str()),
            "app depends on {dependency}"
        );
    }
}

/// Each screen of the app: its page file and its folder of components.
const SCREENS: [&str; 6] = ["desk", "desk_choice", "kiosk", "lobby", "manager", "ticket"];

#[test]
fn a_screen_imports_no_other_screen() {
    for screen in SCREENS {
        let others: Vec<String> = SCREENS
            .iter()
            .filter(|other| **other != screen)
            .map(|other| format!("crate::screens::{other}::"))
            .collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        absent(&format!("app/src/screens/{screen}.rs"), &others);
        if root().join(format!("app/src/screens/{screen}")).is_dir() {
            absent(&format!("app/src/screens/{screen}"), &others);
        }
    }
}

#[test]
fn components_are_functions_of_data() {
    for screen in SCREENS {
        if root().join(format!("app/src/screens/{screen}")).is_dir() {
            absent(
                &format!("app/src/screens/{screen}"),
                &[
                    "api::",
                    "live::",
                    "outbox::",
                    "web_sys",
                    "js_sys",
                    "gloo_timers",
                    "gloo_net",
                    "set_interval",
                    "set_timeout",
                ],
            );
        }
    }
    absent("app/src/ui", &["api::", "live::", "outbox::", "web_sys", "js_sys", "gloo_timers", "gloo_net"]);
}

#[test]
fn only_one_file_of_the_app_looks_at_cargo_features() {
    for file in sources(&root().join("app/src")) {
        if !file.ends_with("app/src/lib.rs") {
            assert!(!code(&file).contains("cfg(feature"), "{}", file.display());
        }
    }
}

#[test]
fn handlers_hold_no_sql_and_the_store_knows_no_screen() {
    absent("server/src/http", &["sqlx", "SELECT", "INSERT", "DELETE FROM"]);
    absent("server/store/src", &["axum", "wire::", "leptos"]);
    absent("server/view/src", &["axum", "sqlx", "store::", "clock::"]);
}

#[test]
fn one_file_reads_the_clock_and_one_the_environment() {
    const CRATES: [&str; 12] = [
        "branch", "load", "machine", "messages", "paper", "people", "queue", "setup", "speech", "store", "view",
        "forecast",
    ];
    let crates = CRATES.map(|name| format!("server/{name}/src"));
    let parts = crates.iter().map(String::as_str).chain(["server/src"]);
    for file in parts.flat_map(|part| sources(&root().join(part))) {
        let code = code(&file);
        if !file.ends_with("clock.rs") {
            assert!(!code.contains("SystemTime::now") && !code.contains("Timestamp::now"), "{}", file.display());
        }
        if !file.ends_with("settings.rs") {
            assert!(!code.contains("env::var"), "{}", file.display());
        }
    }
}
