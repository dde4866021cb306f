//! Recorded clips: a call is said by them and all else by the program, and a pack with a fault is not used.

use super::program::{BINARY, Server};
use reqwest::StatusCode;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The samples of a clip: so many of one value.
fn samples(value: u8, count: usize) -> Vec<u8> {
    [value, 0].repeat(count)
}

/// A WAV file with 8,000 samples a second.
fn wav(samples: &[u8]) -> Vec<u8> {
    let length = u32::try_from(samples.len()).unwrap();
    let mut file = b"RIFF".to_vec();
    file.extend((length + 36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

/// A pack of a language in a folder, each clip with samples of its own.
fn pack(folder: &Path, language: &str) {
    let own = folder.join(language);
    fs::create_dir(&own).unwrap();
    let letters = ('0'..='9').chain('a'..='z').map(String::from);
    for (place, name) in ["number", "desk", "end", "42"].into_iter().map(str::to_owned).chain(letters).enumerate() {
        fs::write(own.join(format!("{name}.wav")), wav(&samples(u8::try_from(place).unwrap() + 1, 50))).unwrap();
    }
}

/// A demo with these clips, and what it logs.
fn with_clips(folder: &Path, speech: &str) -> (Server, impl Fn() -> String) {
    let log = folder.join("log");
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--speech", speech, "--clips"]).arg(folder);
    let server = Server::spawn_with_log(command, tempfile::tempdir().unwrap(), fs::File::create(&log).unwrap().into());
    (server, move || fs::read_to_string(&log).unwrap())
}

async fn ask(server: &Server, language: &str, text: &str) -> reqwest::Response {
    let url = server.branch(&format!("speech/{language}"));
    let url = reqwest::Url::parse_with_params(&url, &[("text", text)]).unwrap();
    server.request(reqwest::Method::GET, url.as_str()).send().await.unwrap()
}

/// The samples by which a text is said, without the pauses.
async fn heard(server: &Server, language: &str, text: &str) -> Vec<u8> {
    let answer = ask(server, language, text).await;
    assert_eq!(answer.status(), StatusCode::OK, "{text}");
    assert_eq!(answer.headers()["content-type"], "audio/wav");
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    let mut heard: Vec<u8> = answer.bytes().await.unwrap()[44..].iter().copied().filter(|byte| *byte != 0).collect();
    heard.dedup();
    heard
}

#[tokio::test]
async fn a_call_is_said_by_the_clips_of_its_language_even_without_the_program() {
    let folder = tempfile::tempdir().unwrap();
    pack(folder.path(), "it");
    pack(folder.path(), "zh");
    let (server, _) = with_clips(folder.path(), "none");
    // The clips by their places in the pack: words, 42, figures, letters.
    assert_eq!(heard(&server, "it", "Numero A042, sportello 3").await, [1, 15, 4, 2, 8]);
    assert_eq!(heard(&server, "it", "Numero B001, sportello SP1").await, [1, 16, 6, 2, 33, 30, 6]);
    assert_eq!(heard(&server, "zh", "请A042号到3号窗口").await, [1, 15, 4, 2, 8, 3]);
    // Neither what is no call, nor a call in a language without clips.
    for (language, text) in [("it", "Buongiorno"), ("it", "Numero A042, sportello à"), ("en", "Number A042, desk 3")] {
        assert_eq!(ask(&server, language, text).await.status(), StatusCode::SERVICE_UNAVAILABLE, "{text}");
    }
}

#[tokio::test]
async fn a_pack_with_a_fault_is_named_and_its_language_is_said_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    pack(folder.path(), "it");
    pack(folder.path(), "en");
    fs::remove_file(folder.path().join("en/desk.wav")).unwrap();
    fs::write(folder.path().join("en/7.wav"), "no sound").unwrap();
    let (server, log) = with_clips(folder.path(), "espeak-ng");
    assert_eq!(heard(&server, "it", "Numero A042, sportello 3").await, [1, 15, 4, 2, 8]);
    let by_program = heard(&server, "en", "Number A042, desk 3").await;
    assert!(by_program.len() > 1_000, "a voice is no tone: {}", by_program.len());
    assert!(heard(&server, "it", "Lo sportello 4 chiude tra 10 minuti.").await.len() > 1_000);
    let said = log();
    for part in ["(en)", "lacks desk.wav. Record", "7.wav", "is no WAV file with sound. Save it as WAV"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("(it)"), "{said}");
}
