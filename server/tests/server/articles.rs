//! What the bank knows about serving somebody: written by one, published by another, read and searched at the desk.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(at: &Session<'_>, page: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(at.server.url(&format!("/b/centro/office/articles{page}"))).header("cookie", &at.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

/// A change of an article that was read at `version`.
async fn change(at: &Session<'_>, path: &str, version: u32, body: &Value) -> Response {
    let request = at.server.request(Method::POST, &at.server.branch(&format!("articles/{path}")));
    let request = request.header("cookie", &at.cookie).header("Idempotency-Key", fresh_key());
    request.header("If-Match", format!("\"{version}\"")).json(body).send().await.unwrap()
}

async fn read(at: &Session<'_>, query: &str) -> Vec<Value> {
    let answer = at.get(&format!("/api/v1/branches/centro/articles?{query}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json::<Value>().await.unwrap()["articles"].as_array().unwrap().clone()
}

fn titles(articles: &[Value], language: &str) -> Vec<String> {
    articles.iter().filter_map(|article| article["title"][language].as_str().map(str::to_owned)).collect()
}

fn words(title: &str, services: &[&str]) -> Value {
    let text = "# First\n\n- block it\n- <b>then</b> order";
    json!({ "title": title, "text": text, "searched": "rubata, persa", "language": "it", "services": services })
}

/// Writes an article and asks for a reader.
async fn submitted(at: &Session<'_>, title: &str, services: &[&str]) -> i64 {
    let written = at.does("articles", &words(title, services)).await;
    assert_eq!((&written["state"], &written["version"]), (&json!("draft"), &json!(1)));
    let id = written["id"].as_i64().unwrap();
    let asked = change(at, &format!("{id}/step"), 1, &json!({ "to": "submitted" })).await;
    assert_eq!(asked.status(), StatusCode::OK);
    id
}

fn today() -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(machine::clock::now().0).unwrap();
    now.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// A day half a year from today.
fn in_time() -> String {
    today().saturating_add(jiff::ToSpan::months(6)).to_string()
}

#[tokio::test]
async fn one_writes_another_publishes_and_the_desk_reads_it() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    let id = submitted(&anna, "Contanti contati due volte", &["cash"]).await;
    let publish = json!({ "to": "published", "review_by": in_time() });
    assert!(!titles(&read(&bruno, "service=cash").await, "it").contains(&"Contanti contati due volte".to_owned()));
    let step = format!("{id}/step");
    let own = change(&anna, &step, 2, &publish).await;
    assert_eq!(problem(own).await, (409, "step_refused".to_owned()), "nobody publishes their own words");
    assert_eq!(change(&bruno, &step, 2, &publish).await.status(), StatusCode::OK);
    let shown = read(&anna, "service=cash").await;
    assert_eq!(shown[0]["title"]["it"], "Contanti contati due volte", "what is about the service comes first");
    assert_eq!(shown[0]["blocks"][0], json!({ "block": "heading", "text": "First" }));
    assert_eq!(shown[0]["blocks"][1]["items"][1][0]["text"], "<b>then</b> order", "no HTML");
    assert!(!titles(&read(&anna, "service=mortgage").await, "it").contains(&"Contanti contati due volte".to_owned()));

    // New words are a draft; the desk reads the published ones until somebody publishes them.
    assert_eq!(change(&anna, &id.to_string(), 3, &words("Contanti contati tre volte", &["cash"])).await.status(), 200);
    assert_eq!(read(&anna, "service=cash").await[0]["title"]["it"], "Contanti contati due volte");
    assert_eq!(change(&bruno, &step, 4, &json!({ "to": "retired" })).await.status(), StatusCode::OK);
    assert!(!titles(&read(&anna, "service=cash").await, "it").contains(&"Contanti contati due volte".to_owned()));
}

#[tokio::test]
async fn articles_and_quick_answers_are_found_as_the_kiosk_finds_services() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    let id = submitted(&anna, "Zaino dimenticato in sala", &[]).await;
    let published = json!({ "to": "published", "review_by": in_time() });
    assert_eq!(change(&bruno, &format!("{id}/step"), 2, &published).await.status(), StatusCode::OK);
    for typed in ["zaino", "ziano dimenticato", "rubata"] {
        let found = read(&anna, &format!("q={}", typed.replace(' ', "%20"))).await;
        assert_eq!(titles(&found, "it").first().map(String::as_str), Some("Zaino dimenticato in sala"), "{typed}");
    }
    let answers = read(&anna, "q=orari").await;
    assert!(answers.iter().any(|answer| answer["answer"].is_object()), "quick answers too: {answers:?}");
    assert!(read(&anna, "q=xyzzy").await.is_empty());
    let nobody = server.get("/api/v1/branches/centro/articles?q=zaino").await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED, "visitors do not read what is for the desk");
}

#[tokio::test]
async fn what_cannot_be_an_article_is_refused_with_its_field() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    for (body, field) in [
        (json!({ "title": " ", "text": "x", "language": "it" }), "title"),
        (json!({ "title": "x".repeat(121), "text": "x", "language": "it" }), "title"),
        (json!({ "title": "x", "text": "x".repeat(10_001), "language": "it" }), "text"),
        (json!({ "title": "x", "text": "x", "language": "xx" }), "language"),
        (json!({ "title": "x", "text": "x", "language": "it", "services": ["moon"] }), "services"),
    ] {
        let answer = anna.post("articles", &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let id = submitted(&anna, "Carta", &[]).await;
    let step = format!("{id}/step");
    let too_late = today().saturating_add(jiff::ToSpan::months(14)).to_string();
    for (body, field) in [
        (json!({ "to": "moon" }), "to"),
        (json!({ "to": "published" }), "review_by"),
        (json!({ "to": "published", "review_by": "soon" }), "review_by"),
        (json!({ "to": "published", "review_by": "2020-01-01" }), "review_by"),
        (json!({ "to": "published", "review_by": too_late }), "review_by"),
    ] {
        let answer = change(&bruno, &step, 2, &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let stale = change(&bruno, &step, 1, &json!({ "to": "returned" })).await;
    assert_eq!(problem(stale).await, (412, "version_stale".to_owned()));
    let unknown = change(&bruno, "999/step", 1, &json!({ "to": "returned" })).await;
    assert_eq!(problem(unknown).await, (404, "record_unknown".to_owned()));
}

#[tokio::test]
async fn the_office_writes_and_publishes_an_article_without_script() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    let form = [("key", "an-article-of-a-test"), ("title", "Carta persa"), ("language", "it"), ("service.cash", "on")];
    let empty = send(&anna, "/new?lang=en", &form).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = empty.text().await.unwrap();
    assert!(page.contains("href=\"#text\"") && page.contains("Carta persa"), "what was typed stays: {page}");
    let form: Vec<_> = form.into_iter().chain([("text", "Prima il **blocco**.")]).collect();
    for _ in 0..2 {
        let written = send(&anna, "/new?lang=en", &form).await;
        assert_eq!(written.status(), StatusCode::SEE_OTHER, "a form that is sent twice writes one");
        assert!(written.headers()["location"].to_str().unwrap().starts_with("/b/centro/office/articles/1?"));
    }
    let step = |to: &'static str, version: &'static str| vec![("to", to), ("version", version)];
    assert_eq!(send(&anna, "/1?lang=en", &step("submitted", "1")).await.status(), StatusCode::SEE_OTHER);
    let list = bruno.get("/b/centro/office/articles?lang=en").await.text().await.unwrap();
    assert!(list.contains("Carta persa") && list.contains("Waits for a reader") && list.contains("Anna"), "{list}");
    let day = in_time();
    let publish: Vec<_> = step("published", "2").into_iter().chain([("review_by", day.as_str())]).collect();
    let own = send(&anna, "/1?lang=en", &publish).await;
    assert_eq!(own.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().await.unwrap().contains("does not allow it now"));
    assert_eq!(send(&bruno, "/1?lang=en", &publish).await.status(), StatusCode::SEE_OTHER);
    let page = anna.get("/b/centro/office/articles/1?lang=en").await.text().await.unwrap();
    assert!(page.contains("<strong>blocco</strong>") && page.contains("Published"), "{page}");
    assert!(read(&anna, "service=cash").await[0]["review_by"].as_str() == Some(&day));
}

#[tokio::test]
async fn visitors_read_what_is_marked_for_them_and_was_looked_at_in_time() {
    let server = Server::demo();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    for (title, visitors) in [("Solo per noi", false), ("Quanto dura il mutuo", true)] {
        let mut article = words(title, &["mortgage"]);
        article["visitors"] = json!(visitors);
        let id = anna.does("articles", &article).await["id"].as_i64().unwrap();
        let step = format!("{id}/step");
        let publish = json!({ "to": "published", "review_by": in_time() });
        assert_eq!(change(&anna, &step, 1, &json!({ "to": "submitted" })).await.status(), StatusCode::OK);
        let page = server.get("/b/centro/ready/mortgage?lang=it").await.text().await.unwrap();
        assert!(!page.contains(title), "nobody published it");
        assert_eq!(change(&bruno, &step, 2, &publish).await.status(), StatusCode::OK);
    }
    let about = async |service: &str| {
        let answer = server.get(&format!("/api/v1/branches/centro/ready/{service}/articles")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<Value>().await.unwrap()["articles"].as_array().unwrap().clone()
    };
    assert_eq!(titles(&about("mortgage").await, "it"), ["Quanto dura il mutuo"]);
    assert!(about("mortgage").await[0]["review_by"].is_null(), "that is the staff's matter");
    assert!(about("cash").await.is_empty());
    assert_eq!(server.get("/api/v1/branches/centro/ready/moon/articles").await.status(), StatusCode::NOT_FOUND);
    let page = async |language: &str| {
        let page = server.get(&format!("/b/centro/ready/mortgage?lang={language}")).await;
        page.text().await.unwrap()
    };
    let shown = page("it").await;
    assert!(shown.contains("Quanto dura il mutuo") && shown.contains("&lt;b&gt;then"), "no HTML: {shown}");
    assert!(!shown.contains("Solo per noi"), "{shown}");
    assert!(!page("en").await.contains(">Quanto dura"), "it is in another language");

    // Nobody looked at it for more than a month: the desk still reads it, marked as overdue, and visitors do not.
    super::backup::change(&server.database(), "UPDATE article SET review_by = date('now', '-32 days')").await;
    assert!(about("mortgage").await.is_empty());
    let at_desk = titles(&read(&anna, "service=mortgage").await, "it");
    assert!(at_desk.contains(&"Quanto dura il mutuo".to_owned()), "{at_desk:?}");
}
