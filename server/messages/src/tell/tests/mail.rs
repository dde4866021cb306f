//! News by mail: what a letter says, where it leads, and that it waits for its server.

use super::*;

/// A mail server that takes everything and keeps the letters.
async fn mail_server() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let letters = Arc::new(Mutex::new(Vec::new()));
    let kept = letters.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let _ = write.write_all(b"220 test\r\n").await;
                let mut letter: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match (&mut letter, line.as_str()) {
                        (Some(text), ".") => {
                            kept.lock().unwrap().push(std::mem::take(text));
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

/// A rule by which head office has letters.
fn by_mail(id: &str, when: When) -> Alerts {
    let way = AlertWay::Mail("direzione@bank.example".to_owned());
    let rule = AlertRule {
        id: id.to_owned(),
        when,
        branches: BTreeSet::new(),
        to: vec!["head-office".to_owned()],
        pause: Duration::minutes(30),
        quiet: None,
    };
    let to = vec![setup::AlertTo { id: "head-office".to_owned(), way }];
    Alerts { rules: vec![rule], to, ..Alerts::default() }
}

#[tokio::test]
async fn a_letter_to_head_office_names_the_complaint_or_the_rating_and_leads_to_where_it_is_seen_to() {
    let (engines, _folder) = engines().await;
    for ([store, _], number) in engines.iter().zip(1..) {
        let (port, letters) = mail_server().await;
        let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), "noreply@bank.example").unwrap();
        for (when, place, value, says, page) in [
            (When::ComplaintDue { percent: 80 }, "2026-0012", 80, "80 %", "complaints"),
            (When::ComplaintDue { percent: 100 }, "2026-0012", 100, "manca la risposta", "complaints"),
            (When::LowRating, "feedback", 1, "soddisfatto", "feedback"),
        ] {
            let worker = told_by(store, by_mail("rule", when)).await.with_mail(Some(mailer.clone()));
            let of = TroubleKey { branch: "b0".to_owned(), rule: "rule".to_owned(), place: place.to_owned() };
            let id = format!("n{number}-{value}");
            trouble::put(store, &News { of, value, ..news(&id, "head-office") }).await.unwrap();
            assert_eq!(worker.round(NOW).await.unwrap(), 1);
            let letter = letters.lock().unwrap().remove(0);
            assert!(letter.contains(says), "{says}: {letter}");
            assert!(letter.contains(&format!("https://bank.example/b/b0/office/{page}")), "{letter}");
            assert!(letter.contains("2026-0012") == (page == "complaints"), "{letter}");
        }
    }
}

#[tokio::test]
async fn a_mailbox_is_written_to_in_the_branch_s_words_and_waits_for_a_mail_server() {
    let (engines, _folder) = engines().await;
    let store = &engines[0][0];
    let worker = told_by(store, by_mail("long-wait", When::Wait { minutes: 20 })).await;
    let of = TroubleKey { branch: "b0".to_owned(), ..of() };
    trouble::put(store, &News { of, ..news("n1", "head-office") }).await.unwrap();
    assert_eq!(worker.round(NOW).await.unwrap(), 0, "there is no mail server");
    let (port, letters) = mail_server().await;
    let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), "noreply@bank.example").unwrap();
    assert_eq!(worker.with_mail(Some(mailer)).round(NOW + Duration::minutes(1)).await.unwrap(), 1);
    let letter = letters.lock().unwrap().remove(0);
    for part in ["To: direzione@bank.example", "<n1@sportello>", "23 minuti", "https://bank.example/b/b0/office/alerts"]
    {
        assert!(letter.contains(part), "{part}: {letter}");
    }
}
