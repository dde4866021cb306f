//! News against receivers of the tests' own: what arrives, how it is signed, and what becomes of what does not.

mod mail;
mod phone;

use super::*;
use crate::push::{Key, Proxy, Reach, client};
use crate::webhook::{DELIVERY, SIGNATURE, WebhookFault};
use records::alert_rule::{AlertRule, When};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Mutex;
use store::trouble::TroubleKey;
use testing::postgres::fresh_database;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const KEY: &str = "a secret of the bank's own, and long enough";
const NOW: Timestamp = Timestamp(1_796_112_000_000);

/// What a receiver answers to one request after the other; the last answer stays.
#[derive(Debug, Clone, Copy)]
enum Answers {
    Status(u16),
    /// It takes the request and never answers.
    Hangs,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
struct Received {
    headers: BTreeMap<String, String>,
    body: String,
}

struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    async fn start(answers: &'static [Answers]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                tokio::spawn(async move {
                    let mut stream = BufReader::new(stream);
                    let mut headers = BTreeMap::new();
                    let mut line = String::new();
                    while stream.read_line(&mut line).await.unwrap() > 0 && !line.trim().is_empty() {
                        if let Some((name, value)) = line.trim().split_once(": ") {
                            headers.insert(name.to_lowercase(), value.to_owned());
                        }
                        line.clear();
                    }
                    let mut body = vec![0; headers["content-length"].parse().unwrap()];
                    stream.read_exact(&mut body).await.unwrap();
                    let at = {
                        let mut kept = kept.lock().unwrap();
                        kept.push(Received { headers, body: String::from_utf8_lossy(&body).into_owned() });
                        kept.len() - 1
                    };
                    match answers[at.min(answers.len() - 1)] {
                        Answers::Status(status) => {
                            let head = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n");
                            let place = if status == 302 { "location: http://127.0.0.1:1/\r\n" } else { "" };
                            stream.write_all(format!("{head}{place}\r\n").as_bytes()).await.unwrap();
                        }
                        Answers::Hangs => std::future::pending::<()>().await,
                    }
                });
            }
        });
        Self { url, received }
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// HMAC-SHA256 as RFC 2104 writes it.
fn hmac_sha256(key: &[u8], text: &[u8]) -> String {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let with = |pad: u8| block.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(with(0x36)).chain_update(text).finalize();
    let outer = Sha256::new().chain_update(with(0x5c)).chain_update(inner).finalize();
    outer.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn of() -> TroubleKey {
    TroubleKey { branch: "centro".to_owned(), rule: "long-wait".to_owned(), place: String::new() }
}

fn news(id: &str, recipient: &str) -> News {
    News {
        id: id.to_owned(),
        of: of(),
        since: NOW,
        value: 23,
        kind: "opened".to_owned(),
        recipient: recipient.to_owned(),
        phone: String::new(),
        state: "waiting".to_owned(),
        due: NOW,
        tries: 0,
        changed: NOW,
        fault: String::new(),
    }
}

fn alerts(to: &[(&str, &str)]) -> Alerts {
    let way = |webhook: &str| AlertWay::Webhook(webhook.to_owned());
    let to = to.iter().map(|(id, webhook)| setup::AlertTo { id: (*id).to_owned(), way: way(webhook) });
    Alerts { to: to.collect(), ..Alerts::default() }
}

async fn told_by(store: &Store, alerts: Alerts) -> NewsWorker {
    let key = Key::load(store, None).await.unwrap();
    let (push, _) = Push::start(store.clone(), key, Reach::ThisMachine, &Proxy::default()).unwrap();
    let branch = testing::bank_of(1).branches.into_values().next().unwrap();
    let of_the_branch = |_: &Person, branch: &str| branch == "b0";
    NewsWorker::new(store.clone(), vec![branch], alerts, push, of_the_branch, Some("https://bank.example".to_owned()))
}

async fn worker(store: &Store, to: &[(&str, &str)]) -> NewsWorker {
    let webhooks = Webhooks::new(&alerts(to), KEY, Reach::Inside, &Proxy::default()).unwrap();
    told_by(store, alerts(to)).await.with_webhooks(Some(webhooks))
}

/// Two servers on each engine.
async fn engines() -> (Vec<[Store; 2]>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = Store::sqlite(&folder.path().join("hooks.db")).await.unwrap();
    let url = fresh_database().await;
    let servers = [Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap()];
    (vec![[file.clone(), file], servers], folder)
}

async fn states(store: &Store) -> Vec<(String, u32, String)> {
    let mut all = trouble::latest(store, &store::BranchId::new("centro"), 10).await.unwrap();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all.into_iter().map(|news| (news.state, news.tries, news.fault)).collect()
}

#[tokio::test]
async fn news_are_signed_so_that_another_program_can_verify_them() {
    let (engines, _folder) = engines().await;
    let receiver = Receiver::start(&[Answers::Status(204)]).await;
    let store = &engines[0][0];
    trouble::put(store, &news("n1", "operations")).await.unwrap();
    assert_eq!(worker(store, &[("operations", &receiver.url)]).await.round(NOW).await.unwrap(), 1);
    let [arrived] = &receiver.received()[..] else { panic!("one request, not {:?}", receiver.received()) };
    assert_eq!((&*arrived.headers["content-type"], &*arrived.headers[DELIVERY]), ("application/json", "n1"));
    let (time, signature) = arrived.headers[SIGNATURE].split_once(",v1=").unwrap();
    let second = time.strip_prefix("t=").unwrap();
    assert_eq!(second, "1796112000");
    assert_eq!(signature, hmac_sha256(KEY.as_bytes(), format!("{second}.{}", arrived.body).as_bytes()));
    let told: serde_json::Value = serde_json::from_str(&arrived.body).unwrap();
    assert_eq!(
        (&told["kind"], &told["rule"], &told["branch"]),
        (&"opened".into(), &"long-wait".into(), &"centro".into())
    );
    assert_eq!((&told["value"], &told["id"]), (&23.into(), &"n1".into()));
    assert!(told["since"].as_str().unwrap().starts_with("2026-12-01T08:00:00"), "{told}");
    assert_eq!(states(store).await, [("sent".to_owned(), 1, String::new())]);
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_with_growing_pauses_by_the_same_id_and_given_up_in_the_end() {
    let (engines, _folder) = engines().await;
    for [store, _] in engines {
        let receiver = Receiver::start(&[Answers::Status(500), Answers::Status(302), Answers::Status(200)]).await;
        let worker = worker(&store, &[("operations", &receiver.url)]).await;
        trouble::put(&store, &news("n1", "operations")).await.unwrap();
        assert_eq!(worker.round(NOW).await.unwrap(), 0);
        assert_eq!(states(&store).await, [("waiting".to_owned(), 1, "it answered 500".to_owned())]);
        assert_eq!(worker.round(NOW + Duration(9_999)).await.unwrap(), 0, "too soon");
        assert_eq!(receiver.received().len(), 1);
        assert_eq!(worker.round(NOW + Duration(10_000)).await.unwrap(), 0, "a redirect is not followed");
        assert_eq!(worker.round(NOW + Duration(70_000)).await.unwrap(), 1);
        let ids: Vec<_> = receiver.received().iter().map(|one| one.headers[DELIVERY].clone()).collect();
        assert_eq!(ids, ["n1", "n1", "n1"]);
        let times: Vec<_> = receiver.received().iter().map(|one| one.headers[SIGNATURE].clone()).collect();
        assert!(times[0].starts_with("t=1796112000,") && times[2].starts_with("t=1796112070,"), "{times:?}");

        let refusing = Receiver::start(&[Answers::Status(410)]).await;
        let worker = self::worker(&store, &[("operations", &refusing.url)]).await;
        trouble::put(&store, &news("n2", "operations")).await.unwrap();
        let mut now = NOW;
        for _ in 0..20 {
            worker.round(now).await.unwrap();
            now = now + Duration::minutes(7 * 60);
        }
        assert_eq!(states(&store).await[1], ("dead".to_owned(), 7, "it answered 410".to_owned()));
        assert_eq!(refusing.received().len(), 7);
        trouble::put(&store, &News { due: now, ..news("n3", "nobody") }).await.unwrap();
        worker.round(now).await.unwrap();
        assert_eq!(states(&store).await[2].0, "dead", "the set-up has no such recipient");
    }
}

#[tokio::test]
async fn a_receiver_that_hangs_holds_no_other_up() {
    let (engines, _folder) = engines().await;
    let store = &engines[0][0];
    let (hangs, takes) = (Receiver::start(&[Answers::Hangs]).await, Receiver::start(&[Answers::Status(200)]).await);
    let worker = worker(store, &[("hangs", &hangs.url), ("takes", &takes.url)]).await;
    trouble::put(store, &news("n1", "hangs")).await.unwrap();
    trouble::put(store, &news("n2", "takes")).await.unwrap();
    let working = tokio::spawn(async move { worker.round(NOW).await.unwrap() });
    while takes.received().is_empty() || states(store).await[1].0 != "sent" {
        assert!(!working.is_finished(), "the other waited for the one that hangs");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(working.await.unwrap(), 1);
    assert_eq!(states(store).await[0], ("waiting".to_owned(), 1, "it did not answer in 10 seconds".to_owned()));
}

#[tokio::test]
async fn of_two_servers_one_sends_and_what_a_killed_one_had_is_sent_again_unless_it_was_called_off() {
    let (engines, _folder) = engines().await;
    for [store, other] in engines {
        let receiver = Receiver::start(&[Answers::Status(200)]).await;
        let to = [("operations", &*receiver.url)];
        for id in ["n1", "n2"] {
            trouble::put(&store, &news(id, "operations")).await.unwrap();
        }
        let workers = [worker(&store, &to).await, worker(&other, &to).await];
        let rounds = [0, 1, 0, 1]
            .map(|at: usize| workers[at].clone())
            .map(|worker| tokio::spawn(async move { worker.round(NOW).await.unwrap() }));
        let mut sent = 0;
        for round in rounds {
            sent += round.await.unwrap();
        }
        assert_eq!((sent, receiver.received().len()), (2, 2));

        // A server claims two and is killed; one of them is called off meanwhile.
        let place = TroubleKey { place: "kiosk".to_owned(), ..of() };
        trouble::put(&store, &news("n3", "operations")).await.unwrap();
        trouble::put(&store, &News { of: place.clone(), ..news("n4", "operations") }).await.unwrap();
        for news in trouble::due(&store, NOW, 10).await.unwrap() {
            assert!(trouble::claim(&store, &news, NOW).await.unwrap());
        }
        trouble::call_off(&other, &place, NOW).await.unwrap();
        let worker = worker(&other, &to).await;
        assert_eq!(worker.round(NOW + Duration(90_000)).await.unwrap(), 0, "the server may still be at it");
        assert_eq!(worker.round(NOW + Duration(121_000)).await.unwrap(), 1);
        let ids: Vec<_> = receiver.received().iter().skip(2).map(|one| one.headers[DELIVERY].clone()).collect();
        assert_eq!(ids, ["n3"]);
    }
}

#[tokio::test]
async fn who_was_told_of_a_trouble_that_was_called_off_meanwhile_hears_that_it_is_over() {
    let (engines, _folder) = engines().await;
    let store = &engines[0][0];
    let receiver = Receiver::start(&[Answers::Status(200)]).await;
    let worker = worker(store, &[("operations", &receiver.url)]).await;
    trouble::put(store, &news("n1", "operations")).await.unwrap();
    let claimed = trouble::due(store, NOW, 1).await.unwrap().remove(0);
    trouble::claim(store, &claimed, NOW).await.unwrap();
    trouble::call_off(store, &of(), NOW).await.unwrap();
    assert!(worker.deliver(&claimed, NOW).await.unwrap());
    assert_eq!(worker.round(NOW).await.unwrap(), 1);
    let last: serde_json::Value = serde_json::from_str(&receiver.received()[1].body).unwrap();
    assert_eq!((&last["kind"], &last["rule"]), (&"over".into(), &"long-wait".into()));
}

#[test]
fn addresses_that_lead_inside_are_refused_unless_the_bank_says_so() {
    let new =
        |url: &str, key: &str, reach| Webhooks::new(&alerts(&[("operations", url)]), key, reach, &Proxy::default());
    for inside in
        ["http://hooks.bank.example/x", "https://127.0.0.1/x", "https://10.0.0.1/x", "https://169.254.169.254/x"]
    {
        let fault = new(inside, KEY, Reach::Public).unwrap_err();
        assert!(fault.to_string().contains("operations") && fault.to_string().contains("--webhook-private-network"));
        assert!(new(inside, KEY, Reach::Inside).is_ok(), "{inside}");
    }
    assert!(matches!(new("https://hooks.bank.example/x", "short", Reach::Public), Err(WebhookFault::Key)));
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_followed_when_news_are_sent() {
    let (engines, _folder) = engines().await;
    let store = &engines[0][0];
    let receiver = Receiver::start(&[Answers::Status(200)]).await;
    let url = receiver.url.replace("127.0.0.1", "localhost");
    trouble::put(store, &news("n1", "operations")).await.unwrap();
    // The address was taken; then its owner has its name lead here.
    let public = client(Reach::Public, &Proxy::default()).unwrap();
    let mut worker = worker(store, &[("operations", &url)]).await;
    worker.webhooks.as_mut().unwrap().client = public;
    assert_eq!(worker.round(NOW).await.unwrap(), 0);
    assert_eq!(states(store).await, [("waiting".to_owned(), 1, "it could not be reached".to_owned())]);
    assert!(receiver.received().is_empty());
}
