//! Reports that are sent by themselves: from the set-up to a mailbox, once, whichever of two servers sends them.

use super::closed::form_encoded;
use super::program::{BINARY, Server, ended};
use reqwest::Method;
use std::process::Command;
use std::time::Duration;
use testing::postgres::fresh_database;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A mail server that takes letters, and the letters. It refuses whoever is not at the bank.
async fn mail_server() -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, letters) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let tell = tell.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let _ = write.write_all(b"220 test\r\n").await;
                let mut letter: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match (&mut letter, line.as_str()) {
                        (Some(text), ".") => {
                            let _ = tell.send(std::mem::take(text));
                            letter = None;
                            b"250 taken\r\n"
                        }
                        (Some(text), line) => {
                            text.push_str(line);
                            text.push('\n');
                            continue;
                        }
                        (None, "DATA") => {
                            letter = Some(String::new());
                            b"354 go on\r\n"
                        }
                        (None, line) if line.starts_with("RCPT") && !line.contains("@bank.example") => {
                            b"550 nobody\r\n"
                        }
                        (None, _) => b"250 yes\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, letters)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_report_of_yesterday_is_sent_once_by_two_servers_and_one_that_was_refused_can_be_sent_again() {
    let (port, mut letters) = mail_server().await;
    let url = fresh_database().await;
    let folder = tempfile::tempdir().unwrap();
    let setup = String::from_utf8(ended(Command::new(&*BINARY).arg("setup")).stdout).unwrap();
    let file = folder.path().join("reports.toml");
    let to = |id: &str, mail: &str| {
        format!(
            "\n[[report_to]]\nid = \"{id}\"\nmail = \"{mail}\"\nevery = \"day\"\nat = \"00:00\"\nlanguage = \"en\"\n"
        )
    };
    let reports = [to("management", "management@bank.example"), to("gone", "gone@elsewhere.example")].concat();
    std::fs::write(&file, format!("{setup}{reports}")).unwrap();
    let start = || {
        let mut command = Command::new(&*BINARY);
        command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--database", &url, "--setup"]).arg(&file);
        command.args(["--mail-server", &format!("smtp://127.0.0.1:{port}"), "--mail-from", "noreply@bank.example"]);
        Server::spawn(command, tempfile::tempdir().unwrap())
    };
    let (one, other) = (start(), start());
    let letter = timeout(Duration::from_mins(1), letters.recv()).await.unwrap().unwrap();
    for part in ["To: management@bank.example", "application/pdf", "Message-ID: <report.management.centro."] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    // Each server looks every 20 seconds.
    assert!(timeout(Duration::from_secs(25), letters.recv()).await.is_err(), "it was sent twice");

    let gaia = other.sign_in("gaia").await;
    let page = async || gaia.get("/b/centro/office/reports?lang=en").await.text().await.unwrap();
    let html = page().await;
    assert!(html.contains("Reports sent by themselves") && html.contains("550"), "{html}");
    let period = html.split("name=\"period\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let again = one.request(Method::POST, &other.url("/b/centro/office/reports"));
    let again = again.header("cookie", &gaia.cookie).header("sec-fetch-site", "same-origin");
    let again = again.header("content-type", "application/x-www-form-urlencoded");
    let sent = again.body(form_encoded(&[("recipient", "gone"), ("period", period.as_str())])).send().await.unwrap();
    assert!(sent.status().is_success());
    let anna = other.sign_in("anna").await;
    assert!(!anna.get("/b/centro/office/reports?lang=en").await.text().await.unwrap().contains("by themselves"));
}
