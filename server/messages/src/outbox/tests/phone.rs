//! Messages to the phone of an appointment, against a push service of the tests' own.

use super::*;
use crate::push::{Key, Push};
use std::sync::Mutex;
use store::{AppointmentPhone, appointment_phone};

/// A push service that answers these in turn, the last one for good; it counts what it has had.
async fn push_service(answers: &'static [u16]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/phone", listener.local_addr().unwrap());
    let had: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = had.clone();
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
            let count = {
                let mut kept = kept.lock().unwrap();
                kept.push(head);
                kept.len()
            };
            let status = answers[answers.len().min(count) - 1];
            // No answer at all: the service has the message, and nobody knows what it did with it.
            if status != 0 {
                let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    (url, had)
}

async fn phone(store: &Store, endpoint: &str) {
    let phone = AppointmentPhone {
        appointment: AppointmentId::new("one"),
        branch: BranchId::new("centro"),
        endpoint: endpoint.to_owned(),
        // The receiver of RFC 8291, appendix A.
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        erase_on: queue::Day::from_written("2026-12-04"),
    };
    appointment_phone::put(store, &phone).await.unwrap();
}

async fn wish_on_phone(store: &Store, kind: MessageKind, version: u32) {
    let key =
        MessageKey { record: "one".to_owned(), version, kind: kind.as_str().to_owned(), channel: "push".to_owned() };
    let (branch, last) = (BranchId::new("centro"), NOW + Duration::minutes(600));
    message::put(store, &OutboxMessage { key, branch, due: NOW, last, tries: 0 }, NOW).await.unwrap();
}

async fn to_phones(store: &Store) -> OutboxWorker {
    let branches = setup::Setup::load(None).unwrap().branches.into_values().collect();
    let key = Key::load(store, None).await.unwrap();
    let (push, _) = Push::start(store.clone(), key, Reach::ThisMachine, &Proxy::default()).unwrap();
    OutboxWorker::new(store.clone(), branches, Channel::Push(push), None)
}

#[tokio::test]
async fn of_several_servers_one_reminds_a_phone_and_once() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (url, had) = push_service(&[201]).await;
        put(&store, "booked", 1).await;
        phone(&store, &url).await;
        wish_on_phone(&store, MessageKind::DayBefore, 1).await;
        let mut rounds = Vec::new();
        for _ in 0..4 {
            let worker = to_phones(&store).await;
            rounds.push(tokio::spawn(async move { worker.round(NOW).await.unwrap() }));
        }
        let mut sent = 0;
        for round in rounds {
            sent += round.await.unwrap();
        }
        assert_eq!((sent, had.lock().unwrap().len()), (1, 1));
        assert!(had.lock().unwrap()[0].contains("content-encoding: aes128gcm"), "it is sealed");
        wish_on_phone(&store, MessageKind::DayBefore, 1).await;
        assert_eq!(to_phones(&store).await.round(NOW).await.unwrap(), 0, "who asks again is not told again");
    }
}

#[tokio::test]
async fn a_phone_hears_nothing_of_what_was_cancelled_but_that_it_was() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (url, had) = push_service(&[201]).await;
        put(&store, "cancelled", 3).await;
        phone(&store, &url).await;
        wish_on_phone(&store, MessageKind::HoursBefore, 3).await;
        wish_on_phone(&store, MessageKind::Moved, 2).await;
        wish_on_phone(&store, MessageKind::Cancelled, 3).await;
        assert_eq!(to_phones(&store).await.round(NOW).await.unwrap(), 1);
        assert_eq!(had.lock().unwrap().len(), 1);
        assert_eq!(message::states(&store).await.unwrap(), [("dropped".to_owned(), 2), ("sent".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn one_that_takes_no_more_is_forgotten_and_what_may_have_arrived_is_not_sent_again() {
    let (stores, _folder) = stores().await;
    for store in stores {
        let (url, had) = push_service(&[503, 0, 410]).await;
        put(&store, "booked", 1).await;
        phone(&store, &url).await;
        wish_on_phone(&store, MessageKind::DayBefore, 1).await;
        let worker = to_phones(&store).await;
        assert_eq!(worker.round(NOW).await.unwrap(), 0, "its push service is not well");
        assert_eq!(worker.round(NOW + Duration::minutes(2)).await.unwrap(), 0, "it does not answer");
        for minutes in [3, 30, 60] {
            assert_eq!(worker.round(NOW + Duration::minutes(minutes)).await.unwrap(), 0);
        }
        assert_eq!(had.lock().unwrap().len(), 2);
        wish_on_phone(&store, MessageKind::HoursBefore, 1).await;
        assert_eq!(worker.round(NOW + Duration::minutes(60)).await.unwrap(), 0, "it is gone");
        assert_eq!(appointment_phone::of(&store, &AppointmentId::new("one")).await.unwrap(), None);
        wish_on_phone(&store, MessageKind::Moved, 1).await;
        assert_eq!(worker.round(NOW + Duration::minutes(61)).await.unwrap(), 0);
        assert_eq!(had.lock().unwrap().len(), 3, "without a phone nothing is sent");
    }
}
