//! `sportello simulate`.

use super::program::{complaint, run};
use std::path::Path;

/// Runs `sportello simulate` for some days; the visits.
fn simulate(folder: &Path, more: &[&str]) -> String {
    let file = folder.join("visits.csv");
    let mut arguments = vec!["simulate", "--days", "5", "--visits", file.to_str().unwrap()];
    arguments.extend(more);
    let output = run(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(&file).unwrap()
}

#[test]
fn a_seed_gives_the_same_visits_on_the_days_on_which_the_branch_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let visits = simulate(folder.path(), &["--seed", "7", "--from", "2026-03-06"]);
    assert_eq!(visits, simulate(folder.path(), &["--seed", "7", "--from", "2026-03-06"]));
    assert_ne!(visits, simulate(folder.path(), &["--seed", "8", "--from", "2026-03-06"]));
    let issued = |line: &str| line.split(',').nth(4).and_then(|time| time.split('T').next()).map(str::to_owned);
    let days: std::collections::BTreeSet<String> = visits.lines().skip(1).filter_map(issued).collect();
    // From a Friday to the Thursday after it.
    let expected = ["2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"];
    assert_eq!(days.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn another_number_of_desks_comes_with_its_set_up_and_their_spans() {
    let folder = tempfile::tempdir().unwrap();
    let spans = folder.path().join("spans.csv");
    simulate(
        folder.path(),
        &["--desks", "8", "--spans", spans.to_str().unwrap(), "--override", "0.15", "--slow", "1.2"],
    );
    let setup = folder.path().join("visits.setup.toml");
    let checked = run(&["setup", "--check", setup.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let spans = std::fs::read_to_string(spans).unwrap();
    let desks: std::collections::BTreeSet<&str> =
        spans.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(desks.len(), 8);
    assert!(spans.lines().any(|line| line.ends_with(",break")));
}

#[test]
fn what_cannot_be_simulated_is_said_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("visits.csv");
    let file = file.to_str().unwrap();
    for (arguments, parts) in [
        (vec!["--visits", file, "--branch", "nowhere"], ["nowhere", "centro"]),
        (vec!["--visits", file, "--spans", file], ["--spans", "of its own"]),
        (vec!["--visits", "no/such/folder/visits.csv"], ["no/such/folder", "give a file"]),
        (vec!["--visits", file, "--override", "15"], ["--override", "from 0 to 1"]),
        (vec!["--visits", file, "--from", "5.1.2026"], ["--from", "5.1.2026"]),
    ] {
        let said = complaint(&run(&[&["simulate"], &arguments[..]].concat()));
        assert!(parts.iter().all(|part| said.contains(part)), "{arguments:?}: {said}");
    }
}
