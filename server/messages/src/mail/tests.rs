//! Letters against a mail server of the tests' own, on loopback: one that takes them, and ones that do not.

use super::*;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// How the server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Takes,
    /// It knows no such user or password.
    WrongPassword,
    /// It wants the letter again later, as greylisting does.
    Greylists,
    /// It knows no such reader.
    Refuses,
    /// It closes the line in the midst of the letter.
    HangsUp,
    /// It takes the whole letter and then says nothing more.
    HangsAfter,
    /// It takes the call and says nothing at all.
    Mute,
    /// Its disk is full.
    Full,
}

/// Starts a server, and returns its port and what letters it takes.
async fn server(manner: Manner) -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, letters) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let sender = sender.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                if manner == Manner::Mute {
                    while let Ok(Some(_)) = lines.next_line().await {}
                    return;
                }
                let _ = write.write_all(b"220 test ESMTP\r\n").await;
                let mut letter: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    if let Some(text) = &mut letter {
                        if line != "." {
                            text.push_str(&line);
                            text.push('\n');
                            continue;
                        }
                        if manner == Manner::HangsUp {
                            return;
                        }
                        let _ = sender.send(letter.take().unwrap_or_default());
                        if manner == Manner::HangsAfter {
                            while let Ok(Some(_)) = lines.next_line().await {}
                            return;
                        }
                        let _ = write.write_all(b"250 taken\r\n").await;
                        continue;
                    }
                    let word = line.split(' ').next().unwrap_or_default().to_uppercase();
                    let answer = match (word.as_str(), manner) {
                        ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n",
                        ("AUTH", Manner::WrongPassword) => "535 5.7.8 no\r\n",
                        ("AUTH", _) => "235 welcome\r\n",
                        ("RCPT", Manner::Greylists) => "451 4.7.1 try again later\r\n",
                        ("MAIL", Manner::Full) => "452 4.3.1 insufficient system storage\r\n",
                        ("RCPT", Manner::Refuses) => "550 5.1.1 nobody of that name\r\n",
                        ("DATA", _) => {
                            letter = Some(String::new());
                            "354 go on\r\n"
                        }
                        ("QUIT", _) => "221 bye\r\n",
                        _ => "250 yes\r\n",
                    };
                    if write.write_all(answer.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, letters)
}

fn letter() -> Letter {
    Letter {
        to: "anna@example.org".to_owned(),
        subject: "Il Suo appuntamento è spostato".to_owned(),
        text: "Giovedì 3 dicembre, 10:15\n".to_owned(),
        calendar: Some((Method::Request, "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned())),
        attachment: None,
        id: "a.1.booked@sportello".to_owned(),
    }
}

async fn sent(manner: Manner) -> Result<String, SendFault> {
    let (port, mut letters) = server(manner).await;
    let server = format!("smtp://user:secret@127.0.0.1:{port}");
    let patience = Duration::from_millis(500);
    let mailer = Mailer::with_patience(&server, "Banca <noreply@example.org>", patience).unwrap();
    mailer.send(&letter()).await?;
    Ok(letters.recv().await.unwrap())
}

#[tokio::test]
async fn a_letter_arrives_with_the_method_of_its_calendar_last() {
    let taken = sent(Manner::Takes).await.unwrap();
    for part in ["From: Banca <noreply@example.org>", "To: anna@example.org", "Message-ID: <a.1.booked@sportello>"] {
        assert!(taken.contains(part), "{part}: {taken}");
    }
    let lower = taken.to_lowercase();
    let (text, calendar) = (lower.find("content-type: text/plain"), lower.find("content-type: text/calendar"));
    assert!(text.is_some() && text < calendar, "{taken}");
    assert!(lower.contains("method=request"), "{taken}");
}

#[tokio::test]
async fn a_report_is_attached_as_a_file_with_its_name() {
    let (port, mut letters) = server(Manner::Takes).await;
    let mailer = Mailer::new(&format!("smtp://user:secret@127.0.0.1:{port}"), "noreply@example.org").unwrap();
    let attachment = Some(("centro-2026-11-23.pdf".to_owned(), b"%PDF-1.7 figures".to_vec()));
    mailer.send(&Letter { calendar: None, attachment, ..letter() }).await.unwrap();
    let taken = letters.recv().await.unwrap();
    for part in ["multipart/mixed", "application/pdf", "centro-2026-11-23.pdf", "attachment"] {
        assert!(taken.contains(part), "{part}: {taken}");
    }
}

#[tokio::test]
async fn what_the_server_answers_says_whether_to_try_again() {
    assert!(matches!(sent(Manner::Greylists).await, Err(SendFault::Later(_))));
    assert!(matches!(sent(Manner::WrongPassword).await, Err(SendFault::Later(_))));
    assert!(matches!(sent(Manner::Full).await, Err(SendFault::Later(_))));
    assert!(matches!(sent(Manner::Refuses).await, Err(SendFault::Refused(_))));
}

#[tokio::test]
async fn a_server_that_hangs_is_in_doubt_only_once_it_has_the_letter() {
    assert!(matches!(sent(Manner::HangsAfter).await, Err(SendFault::InDoubt(_))));
    assert!(matches!(sent(Manner::Mute).await, Err(SendFault::Later(_))));
}

#[tokio::test]
async fn a_server_that_hangs_up_or_is_not_there_loses_no_letter() {
    assert!(sent(Manner::HangsUp).await.is_err());
    let mailer = Mailer::new("smtp://127.0.0.1:1", "noreply@example.org").unwrap();
    assert!(matches!(mailer.send(&letter()).await, Err(SendFault::Later(_))));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    assert!(matches!(Mailer::new("http://host", "a@example.org"), Err(MailSettingFault::Server(_))));
    assert!(matches!(Mailer::new("smtp://host", "nobody"), Err(MailSettingFault::Sender)));
}
