//! Speech: the sound is that of the text, and neither a missing nor a hanging program nor a flood harms the rest.

use super::program::{BINARY, Server, problem};
use reqwest::StatusCode;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A demo whose speech is made by this program.
fn with_speech(program: &str) -> Server {
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--speech", program]);
    Server::spawn(command, tempfile::tempdir().unwrap())
}

/// A program of the tests' own, which notes each run in `runs` beside it.
fn script(folder: &Path, lines: &str) -> PathBuf {
    let file = folder.join("speaker");
    let note = format!("#!/bin/sh\ntext=$(cat)\necho \"$2 $text\" >> '{}'\n{lines}\n", folder.join("runs").display());
    fs::write(&file, note).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file
}

/// What the script was asked to say, without the check at the start.
fn runs(folder: &Path) -> Vec<String> {
    let noted = fs::read_to_string(folder.join("runs")).unwrap_or_default();
    noted.lines().filter(|line| !line.ends_with(" 1")).map(str::to_owned).collect()
}

/// The samples that espeak-ng itself makes of a text.
fn espeak(voice: &str, text: &str) -> Vec<u8> {
    let mut process = Command::new("espeak-ng")
        .args(["-v", voice, "-s", "150", "-b", "1", "--stdin", "--stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("these tests need espeak-ng");
    process.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    process.wait_with_output().unwrap().stdout[44..].to_vec()
}

async fn ask(server: &Server, language: &str, text: &str) -> reqwest::Response {
    let url = server.branch(&format!("speech/{language}"));
    let url = reqwest::Url::parse_with_params(&url, &[("text", text)]).unwrap();
    server.request(reqwest::Method::GET, url.as_str()).send().await.unwrap()
}

async fn sound(server: &Server, language: &str, text: &str) -> Vec<u8> {
    let answer = ask(server, language, text).await;
    assert_eq!(answer.status(), StatusCode::OK, "{text}");
    assert_eq!(answer.headers()["content-type"], "audio/wav");
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    answer.bytes().await.unwrap().to_vec()
}

/// The flag of a page's data.
async fn page_speaks(server: &Server, screen: &str) -> bool {
    let html = server.get(&format!("/b/centro/{screen}")).await.text().await.unwrap();
    let (_, data) = html.split_once("id=\"page-data\"").unwrap();
    let json = data.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str::<Value>(json).unwrap()["speech"].as_bool().unwrap()
}

#[tokio::test]
async fn the_sound_is_that_of_the_text_in_its_language() {
    let server = Server::demo();
    for (language, voice, text, said) in [
        ("en", "en-gb", "Number A042, desk 3", "Number A, 42, desk 3"),
        ("it", "it", "Numero A042, sportello 3", "Numero A, 42, sportello 3"),
        ("it", "it", "Perché no? È così.", "Perché no? È così."),
        ("en", "en-gb", "-v it; $(reboot) `ls` \"'", "-v it; $(reboot) `ls` \"'"),
    ] {
        let file = sound(&server, language, text).await;
        assert!(file[44..] == espeak(voice, said), "{text}");
        assert_eq!((&file[..4], &file[8..16], &file[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
        let told = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((told(4), told(40)), (file.len() - 8, file.len() - 44), "the lengths in the header");
    }
    let three = sound(&server, "it", "Numero A042, sportello 3").await;
    assert_ne!(three, sound(&server, "it", "Numero A042, sportello 4").await);
    assert_ne!(three, sound(&server, "en", "Numero A042, sportello 3").await);
    assert!(page_speaks(&server, "lobby").await && page_speaks(&server, "kiosk").await);
}

#[tokio::test]
async fn a_text_that_cannot_be_said_is_refused_with_a_reason() {
    let server = Server::demo();
    assert_eq!(problem(ask(&server, "it", &"a".repeat(401)).await).await, (422, "text_too_long".to_owned()));
    for nothing in ["", "  ", "…?!"] {
        assert_eq!(problem(ask(&server, "it", nothing).await).await, (422, "text_empty".to_owned()));
    }
    let without = server.get("/api/v1/branches/centro/speech/it").await;
    assert_eq!(problem(without).await, (422, "text_empty".to_owned()));
    assert_eq!(problem(ask(&server, "xx", "a").await).await, (422, "language_unknown".to_owned()));
    let elsewhere = server.get("/api/v1/branches/nowhere/speech/it?text=a").await;
    assert_eq!(problem(elsewhere).await, (404, "branch_unknown".to_owned()));
}

#[tokio::test]
async fn without_the_program_the_screens_are_silent_and_all_else_goes_on() {
    for program in ["", "/nowhere/espeak-ng", "/etc/passwd"] {
        let server = with_speech(program);
        let answer = ask(&server, "it", "Numero A001").await;
        assert_eq!(answer.headers()["retry-after"], "1");
        assert_eq!(problem(answer).await, (503, "speech_unavailable".to_owned()), "{program:?}");
        assert!(!page_speaks(&server, "lobby").await && !page_speaks(&server, "kiosk").await);
        assert_eq!(server.issue("cash").await["number"], "A001");
    }
}

#[tokio::test]
async fn the_staff_is_told_once_that_speech_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--speech", "/nowhere/espeak-ng"]);
    let server = Server::spawn_with_log(command, tempfile::tempdir().unwrap(), fs::File::create(&log).unwrap().into());
    for _ in 0..3 {
        assert_eq!(ask(&server, "it", "Buongiorno").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
    let said = fs::read_to_string(&log).unwrap();
    assert_eq!(said.matches("no speech").count(), 1, "{said}");
    assert!(said.contains("/nowhere/espeak-ng") && said.contains("--speech"), "{said}");
}

#[tokio::test]
async fn two_who_ask_for_the_same_run_one_process_and_a_third_none() {
    let folder = tempfile::tempdir().unwrap();
    let speaker = script(folder.path(), "sleep 0.3; echo \"$text\" | exec espeak-ng \"$@\"");
    let server = with_speech(speaker.to_str().unwrap());
    let (one, other) = tokio::join!(sound(&server, "it", "Buongiorno"), sound(&server, "it", "Buongiorno"));
    assert_eq!(one, other);
    assert_eq!(sound(&server, "it", "Buongiorno").await, one);
    assert_eq!(runs(folder.path()), ["it Buongiorno"]);
    sound(&server, "en", "Good morning").await;
    assert_eq!(runs(folder.path()).len(), 2);
}

#[tokio::test]
async fn a_program_that_hangs_is_ended_and_the_next_text_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let speaker =
        script(folder.path(), "[ \"$text\" = hang ] && exec sleep 1000; echo \"$text\" | exec espeak-ng \"$@\"");
    let server = with_speech(speaker.to_str().unwrap());
    let started = Instant::now();
    assert_eq!(problem(ask(&server, "en", "hang").await).await, (503, "speech_unavailable".to_owned()));
    assert!((4..20).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    assert_eq!(children(&server), Vec::<String>::new(), "what hung is gone");
    sound(&server, "en", "go on").await;
    assert!(page_speaks(&server, "lobby").await, "one text that fails is not the end of speech");
}

#[tokio::test]
async fn a_program_that_makes_no_sound_is_no_program_for_speech() {
    let folder = tempfile::tempdir().unwrap();
    for lines in ["echo hello", "exit 0", "echo \"$text\" | espeak-ng \"$@\"; exit 3"] {
        let speaker = script(folder.path(), lines);
        let server = with_speech(speaker.to_str().unwrap());
        assert!(!page_speaks(&server, "lobby").await, "{lines}");
        assert_eq!(ask(&server, "en", "hello").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_texts_runs_two_processes_at_a_time_and_the_rest_is_sent_away() {
    let folder = tempfile::tempdir().unwrap();
    let speaker = script(folder.path(), "sleep 0.2; echo \"$text\" | exec espeak-ng \"$@\"");
    let server = with_speech(speaker.to_str().unwrap());
    assert!(page_speaks(&server, "lobby").await);
    let texts: Vec<String> = (0..100).map(|text| format!("flood {text}")).collect();
    let all = futures::future::join_all(texts.iter().map(|text| ask(&server, "en", text)));
    let most = async {
        let mut most = 0;
        for _ in 0..40 {
            most = most.max(children(&server).len());
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        most
    };
    let (answers, most) = tokio::join!(all, most);
    assert!((1..=2).contains(&most), "{most} processes at a time");
    let said = answers.iter().filter(|answer| answer.status() == StatusCode::OK).count();
    assert!((1..=16).contains(&said), "{said} texts were said");
    for answer in answers.into_iter().filter(|answer| answer.status() != StatusCode::OK) {
        assert_eq!(answer.headers()["retry-after"], "1");
        assert_eq!(problem(answer).await, (503, "speech_busy".to_owned()));
    }
    // Afterwards all is well, and nothing of the flood goes on.
    sound(&server, "en", "after the flood").await;
    assert!(runs(folder.path()).len() <= 17);
}

async fn spoken(server: &Server) -> Vec<String> {
    let answer: Value = server.get("/api/v1/branches/centro/speech").await.json().await.unwrap();
    serde_json::from_value(answer["languages"].clone()).unwrap()
}

#[tokio::test]
async fn a_voice_that_is_missing_silences_its_own_language_alone() {
    let folder = tempfile::tempdir().unwrap();
    let speaker = script(folder.path(), "[ \"$2\" = cmn ] && exit 1; echo \"$text\" | exec espeak-ng \"$@\"");
    let log = folder.path().join("log");
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--listen", "127.0.0.1:0", "--speech", speaker.to_str().unwrap()]);
    let server = Server::spawn_with_log(command, tempfile::tempdir().unwrap(), fs::File::create(&log).unwrap().into());
    for language in ["it", "en", "ar"] {
        sound(&server, language, "1, 2").await;
    }
    assert_eq!(problem(ask(&server, "zh", "1, 2").await).await, (503, "speech_unavailable".to_owned()));
    assert_eq!(spoken(&server).await, ["it", "en", "ar", "de", "es", "fr", "ro"]);
    assert!(page_speaks(&server, "lobby").await && page_speaks(&server, "kiosk").await);
    let said = fs::read_to_string(&log).unwrap();
    assert!(said.contains("not every language is spoken") && said.contains("the voice \"cmn\""), "{said}");
    let gaia = server.sign_in("gaia").await;
    assert_eq!(gaia.view("manager").await["alerts"], serde_json::json!([]), "calls are said");
}

/// A machine that starts is slow: what failed then is tried again, and used without another start.
#[tokio::test]
async fn speech_that_comes_after_the_start_is_used_within_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there");
    let lines = format!("[ -e '{}' ] || exit 1; echo \"$text\" | exec espeak-ng \"$@\"", there.display());
    let speaker = script(folder.path(), &lines);
    let server = with_speech(speaker.to_str().unwrap());
    assert_eq!(spoken(&server).await, Vec::<String>::new());
    assert!(!page_speaks(&server, "kiosk").await);
    fs::write(&there, "").unwrap();
    let asked = Instant::now();
    while spoken(&server).await.len() < 8 {
        assert!(asked.elapsed() < Duration::from_secs(15), "{:?}", spoken(&server).await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    sound(&server, "it", "Buongiorno").await;
    assert!(page_speaks(&server, "kiosk").await);
}

/// Processes that the server has started and that run.
fn children(server: &Server) -> Vec<String> {
    let all = Command::new("ps").args(["-o", "stat=,args=", "--ppid", &server.id().to_string()]).output().unwrap();
    let all = String::from_utf8_lossy(&all.stdout).into_owned();
    all.lines().filter(|line| !line.starts_with('Z')).map(str::to_owned).collect()
}
