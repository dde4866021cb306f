//! Text messages against a gateway of the tests' own: what arrives, and what each answer means.

use super::*;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

const KEY: &str = "a secret of the bank's own, and long enough";

/// What the gateway answers; `None`: nothing, ever.
async fn gateway(status: Option<u16>) -> (SmsGateway, mpsc::UnboundedReceiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/sms", listener.local_addr().unwrap());
    let (sender, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                let (mut head, mut line) = (String::new(), String::new());
                while stream.read_line(&mut line).await.unwrap() > 0 && !line.trim().is_empty() {
                    head.push_str(&line.to_lowercase());
                    line.clear();
                }
                let length = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().trim();
                let mut body = vec![0; length.parse().unwrap()];
                stream.read_exact(&mut body).await.unwrap();
                sender.send((head, String::from_utf8(body).unwrap())).unwrap();
                match status {
                    Some(status) => {
                        let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                        stream.write_all(answer.as_bytes()).await.unwrap();
                    }
                    None => std::future::pending::<()>().await,
                }
            });
        }
    });
    let gateway = SmsGateway::new(&address, KEY, Reach::Inside, &Proxy::default()).unwrap();
    (SmsGateway { patience: Duration::from_millis(500), ..gateway }, received)
}

fn message() -> TextMessage {
    TextMessage { id: "one.1.booked".to_owned(), to: "+39021234567".to_owned(), text: "Giovedì 10:15".to_owned() }
}

async fn sent(status: Option<u16>) -> Result<(), SendFault> {
    let (gateway, _received) = gateway(status).await;
    gateway.send(&message()).await
}

#[tokio::test]
async fn a_message_is_signed_and_names_its_reader_and_its_words() {
    let (gateway, mut received) = gateway(Some(202)).await;
    gateway.send(&message()).await.unwrap();
    let (head, body) = received.recv().await.unwrap();
    assert_eq!(body, r#"{"id":"one.1.booked","to":"+39021234567","text":"Giovedì 10:15"}"#);
    let said = head.split("sportello-signature: ").nth(1).unwrap().lines().next().unwrap().trim().to_owned();
    let second: i64 = said.split(['=', ',']).nth(1).unwrap().parse().unwrap();
    assert_eq!(said, signature(&key(KEY).unwrap(), second, &body));
    assert!(head.contains("sportello-delivery: one.1.booked"), "{head}");
}

#[tokio::test]
async fn what_the_gateway_answers_says_whether_to_try_again() {
    assert!(sent(Some(200)).await.is_ok());
    for later in [500, 503, 429, 401, 302] {
        assert!(matches!(sent(Some(later)).await, Err(SendFault::Later(_))), "{later}");
    }
    for refused in [400, 404, 422] {
        assert!(matches!(sent(Some(refused)).await, Err(SendFault::Refused(_))), "{refused}");
    }
}

#[tokio::test]
async fn a_gateway_that_hangs_with_a_message_is_not_asked_again_and_one_that_is_not_there_is() {
    assert!(matches!(sent(None).await, Err(SendFault::InDoubt(_))));
    let nowhere = SmsGateway::new("http://127.0.0.1:1/", KEY, Reach::Inside, &Proxy::default()).unwrap();
    assert!(matches!(nowhere.send(&message()).await, Err(SendFault::Later(_))));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let new = |address, key| SmsGateway::new(address, key, Reach::Public, &Proxy::default());
    assert!(matches!(new("https://sms.example/", "short"), Err(SmsFault::Key)));
    assert!(matches!(new("http://sms.example/", KEY), Err(SmsFault::Address(_))));
}
