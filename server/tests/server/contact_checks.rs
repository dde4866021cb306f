//! Contact data: that they were checked is kept and nothing more; a change wants a mail server, a document, a consent and a code.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(at: &Session<'_>, page: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let url = at.server.url(&format!("/b/centro/office/contact-checks/{page}"));
    let request = client.post(url).header("cookie", &at.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn step(at: &Session<'_>, version: u32, body: &Value) -> Response {
    let request = at.server.request(Method::POST, &at.server.branch("contact-checks/1/step"));
    let request = request.header("cookie", &at.cookie).header("Idempotency-Key", fresh_key());
    request.header("If-Match", format!("\"{version}\"")).json(body).send().await.unwrap()
}

async fn change(at: &Session<'_>, changed: &[(&str, Value)]) -> Value {
    let words = "/api/v1/branches/centro/contact-checks/wording?lang=it";
    let words: Value = at.get(words).await.json().await.unwrap();
    let mut change = json!({
        "language": "it", "client": "Rosa Bianchi", "before": "old@example.org", "after": "new@example.org", "seen": true,
        "consent": true, "wording": words["wording"],
    });
    for (field, value) in changed {
        change[*field] = value.clone();
    }
    json!({ "change": change })
}

/// A demo with a mail server at which nobody answers.
fn with_mail() -> Server {
    Server::start(tempfile::tempdir().unwrap(), |command| {
        command.args(["demo", "--mail-server", "smtp://127.0.0.1:9", "--mail-from", "noreply@bank.example"])
    })
}

#[tokio::test]
async fn a_check_keeps_that_when_and_by_whom_and_a_change_wants_a_mail_server() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let ticket = server.issue("cards").await;
    let id = ticket["id"].to_string();
    let page =
        anna.get(&format!("/b/centro/office/contact-checks/new?lang=en&ticket={id}")).await.text().await.unwrap();
    assert!(page.contains("no mail server") && !page.contains("name=\"after\""), "{page}");
    let form = [("key", "a-check-of-this-test"), ("ticket", &*id), ("do", "checked")];
    for time in ["first", "second"] {
        let kept = send(&anna, "new?lang=en", &form).await;
        assert_eq!(kept.status(), StatusCode::SEE_OTHER, "{time}");
        assert!(kept.headers()["location"].to_str().unwrap().contains("/contact-checks/1?said=saved"), "{time}");
    }
    let kept: Value = anna.get("/api/v1/branches/centro/contact-checks/1").await.json().await.unwrap();
    assert_eq!((&kept["state"], &kept["label"], &kept["after"]), (&json!("checked"), &ticket["number"], &json!("")));
    let refused = anna.post("contact-checks", &change(&anna, &[]).await).await;
    assert_eq!(problem(refused).await, (409, "step_refused".to_owned()));
    assert_eq!(problem(step(&anna, 1, &json!({ "to": "delivered" })).await).await, (409, "step_refused".to_owned()));
}

#[tokio::test]
async fn a_change_is_on_the_list_and_a_wrong_code_confirms_nothing() {
    let server = with_mail();
    let anna = server.sign_in("anna").await;
    for (changed, field) in [
        (vec![("seen", json!(false))], "seen"),
        (vec![("consent", json!(false))], "consent"),
        (vec![("wording", json!("other"))], "wording"),
        (vec![("after", json!("new"))], "after"),
        (vec![("after", json!("a@example.org\r\nBcc: b@example.org"))], "after"),
        (vec![("after", json!("OLD@example.org"))], "after"),
        (vec![("client", json!(" "))], "client"),
        (vec![("language", json!("xx"))], "language"),
    ] {
        let answer = anna.post("contact-checks", &change(&anna, &changed).await).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let kept = anna.does("contact-checks", &change(&anna, &[]).await).await;
    assert_eq!(kept, json!({ "id": 1, "state": "changed", "version": 1 }));
    let list: Value = anna.get("/api/v1/branches/centro/to-do?kind=contact_check").await.json().await.unwrap();
    assert_eq!(list["entries"].as_array().unwrap().len(), 1);
    assert!(!list.to_string().contains("example.org"), "the list names nobody");
    for _ in 0..5 {
        let wrong = step(&anna, 1, &json!({ "to": "confirmed", "code": "none" })).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let over: Value = step(&anna, 1, &json!({ "to": "confirmed", "code": "none" })).await.json().await.unwrap();
    assert!(over["detail"].as_str().unwrap().contains("over"), "five wrong ones: {over}");
    let early = step(&anna, 1, &json!({ "to": "delivered" })).await;
    assert_eq!(problem(early).await, (409, "step_refused".to_owned()), "not before it is confirmed");
    assert_eq!(step(&anna, 1, &json!({ "to": "new_code" })).await.status(), StatusCode::OK);
    assert_eq!(problem(step(&anna, 1, &json!({ "to": "new_code" })).await).await, (412, "version_stale".to_owned()));
    let page = anna.get("/b/centro/office/contact-checks/1?lang=en").await.text().await.unwrap();
    assert!(page.contains("new@example.org") && page.contains("name=\"code\""), "{page}");
}
