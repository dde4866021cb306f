//! The outbox against a mail server of the tests' own: each message once, and none that no longer fits.

mod phone;

use super::*;
use crate::push::{Proxy, Reach};
use queue::{CsrId, Language, ServiceId, Token};
use records::contact_check::{CODE, RECORD, WORD};
use std::sync::atomic::{AtomicUsize, Ordering};
use store::contact_check::{ContactChange, ContactCheck};
use store::{AppointmentContact, BranchId, MessageKey, contact_check};
use testing::postgres;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const NOW: Timestamp = Timestamp(1_796_112_000_000);

/// A mail server that takes everything and counts it.
async fn server() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = taken.clone();
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let counted = counted.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let _ = write.write_all(b"220 test\r\n").await;
                let mut in_letter = false;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match (in_letter, line.as_str()) {
                        (true, ".") => {
                            in_letter = false;
                            counted.fetch_add(1, Ordering::SeqCst);
                            b"250 taken\r\n"
                        }
                        (true, _) => continue,
                        (false, "DATA") => {
                            in_letter = true;
                            b"354 go on\r\n"
                        }
                        (false, _) => b"250 yes\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, taken)
}

async fn put(store: &Store, state: &str, version: u32) {
    let booked = BookedAppointment {
        id: AppointmentId::new("one"),
        branch: BranchId::new("centro"),
        token: Token::new("t"),
        code: "BCD234".to_owned(),
        officer: CsrId(1),
        service: ServiceId::new("mortgage"),
        language: Language::new("it"),
        quarter: NOW.0 / records::grid::QUARTER_MS + 200,
        quarters: 5,
        wall: "2026-12-03T10:15".to_owned(),
        state: state.to_owned(),
        version,
    };
    assert!(appointment::insert(store, &booked).await.unwrap());
    let contact = AppointmentContact {
        appointment: booked.id.clone(),
        name: None,
        email: Some("anna@example.org".to_owned()),
        phone: None,
        contact: None,
        erase_on: queue::Day::from_written("2026-12-04"),
    };
    appointment::put_contact(store, &booked.branch, &contact).await.unwrap();
}

async fn wish(store: &Store, kind: MessageKind, version: u32, last: Timestamp) {
    let key =
        MessageKey { record: "one".to_owned(), version, kind: kind.as_str().to_owned(), channel: "mail".to_owned() };
    let waiting = OutboxMessage { key, branch: BranchId::new("centro"), due: NOW, last, tries: 0 };
    message::put(store, &waiting, NOW).await.unwrap();
}

fn worker(store: &Store, port: u16) -> OutboxWorker {
    let branches = setup::Setup::load(None).unwrap().branches.into_values().collect();
    let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), "noreply@example.org").unwrap();
    OutboxWorker::new(store.clone(), branches, Channel::Mail(mailer), Some("https://bank.example".to_owned()))
}

async fn stores() -> (Vec<Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Store::sqlite(&folder.path().join("mail.db")).await.unwrap();
    let postgres = Store::postgres(&postgres::fresh_database().await).await.unwrap();
    (vec![sqlite, postgres], folder)
}

#[tokio::test]
async fn of_several_servers_one_sends_a_message_and_it_is_sent_once() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (port, taken) = server().await;
        put(&store, "booked", 1).await;
        wish(&store, MessageKind::Booked, 1, NOW + Duration::minutes(60)).await;
        wish(&store, MessageKind::DayBefore, 1, NOW + Duration::minutes(60)).await;
        let rounds = (0..4).map(|_| {
            let worker = worker(&store, port);
            tokio::spawn(async move { worker.round(NOW).await.unwrap() })
        });
        let mut sent = 0;
        for round in rounds.collect::<Vec<_>>() {
            sent += round.await.unwrap();
        }
        assert_eq!((sent, taken.load(Ordering::SeqCst)), (2, 2));
        assert_eq!(worker(&store, port).round(NOW).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_no_longer_fits_is_dropped() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (port, taken) = server().await;
        put(&store, "cancelled", 3).await;
        let later = NOW + Duration::minutes(60);
        wish(&store, MessageKind::DayBefore, 3, later).await;
        wish(&store, MessageKind::Moved, 2, later).await;
        wish(&store, MessageKind::Cancelled, 3, NOW - Duration::minutes(1)).await;
        assert_eq!(worker(&store, port).round(NOW).await.unwrap(), 0);
        assert_eq!(taken.load(Ordering::SeqCst), 0);
        assert_eq!(message::states(&store).await.unwrap(), [("dropped".to_owned(), 3)]);
    }
}

#[tokio::test]
async fn a_code_goes_to_the_new_address_as_long_as_it_is_the_latest() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (port, taken) = server().await;
        let branch = BranchId::new("centro");
        let check = ContactCheck {
            id: 0,
            branch: branch.clone(),
            day: queue::Day::from_written("2026-12-01"),
            ticket: None,
            label: "2026-12-01".to_owned(),
            language: "it".to_owned(),
            wording: "hash".to_owned(),
            state: "changed".to_owned(),
            owner: CsrId(1),
            at: NOW,
            code_until: NOW,
            wrong: 0,
            erase_on: "2026-12-31".to_owned(),
            version: 1,
        };
        let text = str::to_owned;
        let change = ContactChange {
            client: text("Rosa"),
            before: text("old@example.org"),
            after: text("new@example.org"),
            code: text("123456"),
        };
        let mut transaction = store.begin().await.unwrap();
        let id = contact_check::put(&mut transaction, &check, "staff:1").await.unwrap();
        contact_check::put_addresses(&mut transaction, &branch, id, &change, "2026-12-31").await.unwrap();
        transaction.commit().await.unwrap();
        let wish = async |version, kind: &str| {
            let (record, channel) = (format!("{RECORD}{id}"), "mail".to_owned());
            let key = MessageKey { record, version, kind: kind.to_owned(), channel };
            let last = NOW + Duration::minutes(60);
            let waiting = OutboxMessage { key, branch: branch.clone(), due: NOW, last, tries: 0 };
            message::put(&store, &waiting, NOW).await.unwrap();
        };
        wish(1, CODE).await;
        wish(2, CODE).await;
        wish(1, WORD).await;
        assert_eq!(
            worker(&store, port).round(NOW).await.unwrap(),
            1,
            "no other code, and no word before it was read back"
        );
        let before = contact_check::by_id(&store, &branch, id).await.unwrap().unwrap();
        let after = ContactCheck { state: "confirmed".to_owned(), ..before.clone() };
        let mut transaction = store.begin().await.unwrap();
        assert!(contact_check::change(&mut transaction, &before, &after, NOW, "staff:1").await.unwrap());
        transaction.commit().await.unwrap();
        wish(2, WORD).await;
        assert_eq!(worker(&store, port).round(NOW).await.unwrap(), 1);
        assert_eq!(taken.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test]
async fn what_a_killed_server_had_is_not_sent_again() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (port, taken) = server().await;
        put(&store, "booked", 1).await;
        wish(&store, MessageKind::DayBefore, 1, NOW + Duration::minutes(60)).await;
        let waiting = message::due(&store, "mail", NOW, 1).await.unwrap().remove(0);
        assert!(message::claim(&store, &waiting, NOW).await.unwrap(), "the server that is killed now");
        for minutes in [1, 11, 30] {
            worker(&store, port).round(NOW + Duration::minutes(minutes)).await.unwrap();
        }
        assert_eq!(taken.load(Ordering::SeqCst), 0);
        assert_eq!(message::states(&store).await.unwrap(), [("in_doubt".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn a_text_message_says_when_and_never_why_and_is_not_sent_twice() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let bodies = Arc::new(std::sync::Mutex::new(Vec::new()));
        let kept = bodies.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut stream = BufReader::new(stream);
                let (mut head, mut line) = (String::new(), String::new());
                while stream.read_line(&mut line).await.unwrap() > 0 && !line.trim().is_empty() {
                    head.push_str(&line.to_lowercase());
                    line.clear();
                }
                let length = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().trim();
                let mut body = vec![0; length.parse().unwrap()];
                tokio::io::AsyncReadExt::read_exact(&mut stream, &mut body).await.unwrap();
                kept.lock().unwrap().push(String::from_utf8(body).unwrap());
                // The first answer of all is that of a gateway that is not well.
                let status = if kept.lock().unwrap().len() == 1 { 500 } else { 202 };
                let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        put(&store, "booked", 1).await;
        let contact = AppointmentContact {
            appointment: AppointmentId::new("one"),
            name: None,
            email: None,
            phone: Some("+39021234567".to_owned()),
            contact: None,
            erase_on: queue::Day::from_written("2026-12-04"),
        };
        appointment::put_contact(&store, &BranchId::new("centro"), &contact).await.unwrap();
        let key =
            MessageKey { record: "one".to_owned(), version: 1, kind: "booked".to_owned(), channel: "sms".to_owned() };
        let waiting = OutboxMessage {
            key,
            branch: BranchId::new("centro"),
            due: NOW,
            last: NOW + Duration::minutes(60),
            tries: 0,
        };
        message::put(&store, &waiting, NOW).await.unwrap();
        let branches = setup::Setup::load(None).unwrap().branches.into_values().collect();
        let secret = "a secret of the bank's own, and long enough";
        let gateway = SmsGateway::new(&address, secret, Reach::Inside, &Proxy::default()).unwrap();
        let origin = Some("https://bank.example".to_owned());
        let worker = OutboxWorker::new(store.clone(), branches, Channel::Sms(gateway), origin);
        assert_eq!(worker.round(NOW).await.unwrap(), 0, "it answers 500");
        assert_eq!(worker.round(NOW).await.unwrap(), 0, "not at once");
        assert_eq!(worker.round(NOW + Duration::minutes(2)).await.unwrap(), 1);
        assert_eq!(worker.round(NOW + Duration::minutes(9)).await.unwrap(), 0);
        let bodies = bodies.lock().unwrap().clone();
        assert_eq!(bodies.len(), 2);
        assert_eq!(bodies[0], bodies[1], "the same message by the same id");
        for part in ["+39021234567", "3 dicembre", "10:15", "https://bank.example/a/t"] {
            assert!(bodies[1].contains(part), "{part}: {}", bodies[1]);
        }
        assert!(!bodies[1].to_lowercase().contains("mutuo"), "{}", bodies[1]);
        assert_eq!(message::states(&store).await.unwrap(), [("sent".to_owned(), 1)]);
    }
}
