//! `sportello setup`, `--setup`, and a branch that is closed.

use super::program::{Server, complaint, open_devices, problem, run};
use serde_json::json;
use std::process::Command;

fn default_setup() -> String {
    String::from_utf8(run(&["setup"]).stdout).unwrap()
}

#[test]
fn a_broken_set_up_names_line_field_and_remedy_and_nothing_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    let text = default_setup().replacen("forms = [\"slip\"]", "forms = [\"slop\"]", 1);
    let line = text.lines().position(|line| line.contains("slop")).unwrap() + 1;
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let database = super::program::database(folder.path());
    for arguments in [
        vec!["setup", "--check", file],
        vec!["serve", "--setup", file, "--listen", "127.0.0.1:0", "--database", &database],
    ] {
        let said = complaint(&run(&arguments));
        assert!(
            said.contains(&format!(
                "line {line}: service \"cash\", forms: there is no form \"slop\"; write one of slip, "
            )),
            "{said}"
        );
    }
    assert!(!folder.path().join("sportello.db").exists());
}

#[test]
fn a_set_up_that_is_not_there_is_said_with_a_remedy() {
    let said = complaint(&run(&["setup", "--check", "no/such/file.toml"]));
    assert!(said.contains("no/such/file.toml") && said.contains("--setup"), "{said}");
}

#[test]
fn the_set_up_that_is_printed_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, default_setup()).unwrap();
    let output = run(&["setup", "--check", file.to_str().unwrap()]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 branch, nothing to mend"));
}

#[test]
fn a_language_that_the_program_does_not_carry_is_said_with_those_that_it_does() {
    let said = complaint(&run(&["setup", "--language", "tlh"]));
    assert!(said.contains("no file of a language \"tlh\"; there is "), "{said}");
}

#[test]
fn a_mistake_in_a_language_names_its_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, default_setup()).unwrap();
    std::fs::write(folder.path().join("bank.tlh.toml"), "format = \"sportello-language/1\"\nlanguage = \"kli\"\n")
        .unwrap();
    let said = complaint(&run(&["setup", "--check", file.to_str().unwrap()]));
    assert!(said.contains("bank.tlh.toml, line 2: language: \"kli\" is not right"), "{said}");
    assert!(said.contains("service.cash.how: is missing; add how = \"...\" under [service.cash]"), "{said}");
}

/// A branch whose only opening was over before the test began, and begins again next week.
fn closed_server() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let now = std::process::Command::new("date").args(["-u", "+%u"]).output().unwrap();
    let today: usize = String::from_utf8(now.stdout).unwrap().trim().parse().unwrap();
    let three_days_on = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][(today - 1 + 3) % 7];
    let text = default_setup()
        .replace("[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]", &format!("[\"{three_days_on}\"]"))
        .replace("[\"12-24\", \"12-31\"]", "[\"2000-12-24\"]");
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, open_devices(&text)).unwrap();
    Server::start(folder, |command: &mut Command| command.arg("serve").arg("--setup").arg(file))
}

#[tokio::test]
async fn a_closed_branch_gives_no_ticket_and_says_when_it_opens() {
    let server = closed_server();
    let opening = server.view("kiosk").await["opening"].clone();
    assert_eq!(opening["state"], "closed");
    assert!(opening["opens_at"].as_str().unwrap().ends_with('Z'), "{opening}");
    let answer =
        server.post(&server.branch("tickets"), "while-closed", &json!({ "service": "cash", "language": "it" })).await;
    assert_eq!(problem(answer).await, (409, "closed".into()));
    assert_eq!(server.view("kiosk").await["head"]["seq"], 1, "only the day was opened");
}
