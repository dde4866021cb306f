//! The outbox against a mail server of the tests' own: each message once, and none that no longer fits.

use super::*;
use queue::{CsrId, Language, ServiceId, Token};
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{AppointmentContact, BranchId, MessageKey};
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
    OutboxWorker::new(store.clone(), branches, mailer, Some("https://bank.example".to_owned()))
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
async fn what_a_killed_server_had_is_not_sent_again() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (port, taken) = server().await;
        put(&store, "booked", 1).await;
        wish(&store, MessageKind::DayBefore, 1, NOW + Duration::minutes(60)).await;
        let waiting = message::due(&store, NOW, 1).await.unwrap().remove(0);
        assert!(message::claim(&store, &waiting, NOW).await.unwrap(), "the server that is killed now");
        for minutes in [1, 11, 30] {
            worker(&store, port).round(NOW + Duration::minutes(minutes)).await.unwrap();
        }
        assert_eq!(taken.load(Ordering::SeqCst), 0);
        assert_eq!(message::states(&store).await.unwrap(), [("in_doubt".to_owned(), 1)]);
    }
}
