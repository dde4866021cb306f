//! Notices: made by a manager in all languages of the branch, shown from their start to their end.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

/// Words in each language of the demo's branch.
fn words(text: &str) -> Value {
    let languages = ["it", "en", "de", "fr", "es", "ro", "ar", "zh"];
    languages
        .iter()
        .map(|code| ((*code).to_owned(), json!(format!("{text} {code}"))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(machine::clock::now().0).unwrap()
}

/// A moment so many minutes from now, as RFC 3339.
fn minutes(from_now: i64) -> String {
    (now() + jiff::SignedDuration::from_mins(from_now)).to_string()
}

async fn post(session: &Session<'_>, path: &str, version: Option<u32>, key: &str, body: &Value) -> Response {
    let request = session.server.request(Method::POST, &session.server.branch(path)).header("cookie", &session.cookie);
    let request = request.header("Idempotency-Key", key);
    let request = match version {
        Some(version) => request.header("If-Match", format!("\"{version}\"")),
        None => request,
    };
    request.json(body).send().await.unwrap()
}

async fn made(session: &Session<'_>, body: &Value) -> i64 {
    let answer = post(session, "notices", None, &fresh_key(), body).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    answer.json::<Value>().await.unwrap()["id"].as_i64().unwrap()
}

async fn snapshot(session: &Session<'_>, screen: &str) -> Value {
    let url = session.server.branch(&format!("view/{screen}"));
    let answer = session.server.request(Method::GET, &url).header("cookie", &session.cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn every_screen_shows_a_notice_in_its_time_with_its_end_until_it_is_withdrawn() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let until = minutes(60);
    let id = made(&gaia, &json!({ "until": until, "words": words("Closed on Monday") })).await;
    made(&gaia, &json!({ "from": minutes(30), "until": until, "words": words("Planned") })).await;
    let ticket: Value = server.issue("cash").await;
    let token = ticket["token"].as_str().unwrap();
    let phone: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    for shown in [snapshot(&gaia, "kiosk").await, snapshot(&gaia, "lobby").await, phone] {
        let notices = shown["notices"].as_array().unwrap();
        assert_eq!(notices.len(), 1, "the planned one is not shown: {notices:?}");
        assert_eq!(notices[0]["words"]["de"], "Closed on Monday de");
        assert!(until.starts_with(&notices[0]["until"].as_str().unwrap()[..16]), "the screen knows the end");
    }
    let page = server.get("/b/centro?lang=de").await.text().await.unwrap();
    assert!(page.contains("Closed on Monday de") && !page.contains("Planned"), "{page}");
    let path = format!("notices/{id}/withdraw");
    let key = fresh_key();
    assert_eq!(post(&gaia, &path, Some(1), &key, &json!({})).await.status(), StatusCode::OK);
    assert_eq!(post(&gaia, &path, Some(1), &key, &json!({})).await.status(), StatusCode::OK, "the same request again");
    assert_eq!(snapshot(&gaia, "lobby").await.get("notices"), None);
    let again = post(&gaia, &path, Some(2), &fresh_key(), &json!({})).await;
    assert_eq!(problem(again).await, (409, "step_refused".to_owned()));
}

#[tokio::test]
async fn a_restart_shows_the_same_notices() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    made(&gaia, &json!({ "until": minutes(60), "words": words("Still here") })).await;
    let server = server.kill_and_restart();
    let page = server.get("/b/centro?lang=en").await.text().await.unwrap();
    assert!(page.contains("Still here en"), "{page}");
}

#[tokio::test]
async fn two_managers_cannot_undo_each_other_s_change() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let id = made(&gaia, &json!({ "until": minutes(60), "words": words("One") })).await;
    let path = format!("notices/{id}/change");
    let body = json!({ "until": minutes(90), "words": words("Two") });
    assert_eq!(post(&gaia, &path, Some(1), &fresh_key(), &body).await.status(), StatusCode::OK);
    let stale =
        post(&gaia, &path, Some(1), &fresh_key(), &json!({ "until": minutes(90), "words": words("Three") })).await;
    assert_eq!(problem(stale).await, (412, "version_stale".to_owned()));
    let list = server.request(Method::GET, &server.branch("notices")).header("cookie", &gaia.cookie);
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    let row = &list["notices"][0];
    assert_eq!((&row["version"], &row["state"], &row["words"]["it"]), (&json!(2), &json!("live"), &json!("Two it")));
    let unversioned = post(&gaia, &path, None, &fresh_key(), &body).await;
    assert_eq!(unversioned.status(), StatusCode::PRECONDITION_REQUIRED);
    let unknown = post(&gaia, "notices/999/withdraw", Some(1), &fresh_key(), &json!({})).await;
    assert_eq!(problem(unknown).await, (404, "record_unknown".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_a_notice_is_refused_with_its_field() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let later = minutes(60);
    let mut no_german = words("x");
    no_german.as_object_mut().unwrap().remove("de");
    let mut too_long = words("x");
    too_long["it"] = json!("è".repeat(301));
    let mut stranger = words("x");
    stranger["xx"] = json!("?");
    for (body, field) in [
        (json!({ "until": minutes(-1), "words": words("x") }), "until"),
        (json!({ "until": "tomorrow", "words": words("x") }), "until"),
        (json!({ "until": "2027-03-28T02:30", "words": words("x") }), "until"),
        (json!({ "until": "9999-12-31T10:00", "words": words("x") }), "until"),
        (json!({ "from": later, "until": later, "words": words("x") }), "until"),
        (json!({ "from": "25:00", "until": later, "words": words("x") }), "from"),
        (json!({ "until": later, "words": no_german }), "words"),
        (json!({ "until": later, "words": too_long }), "words"),
        (json!({ "until": later, "words": stranger }), "words"),
    ] {
        let answer = post(&gaia, "notices", None, &fresh_key(), &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    for number in 0..20 {
        made(&gaia, &json!({ "until": later, "words": words(&format!("Notice {number}")) })).await;
    }
    let one_more = post(&gaia, "notices", None, &fresh_key(), &json!({ "until": later, "words": words("x") })).await;
    assert_eq!(problem(one_more).await, (409, "step_refused".to_owned()));
    let anna = server.sign_in("anna").await;
    let answer = post(&anna, "notices", None, &fresh_key(), &json!({ "until": later, "words": words("x") })).await;
    assert_eq!(problem(answer).await, (403, "forbidden".to_owned()), "notices are the manager's");
}

async fn form(session: &Session<'_>, path: &str, fields: &[(String, String)]) -> (StatusCode, String) {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client.post(session.server.url(path)).header("cookie", &session.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body(serde_html_form::to_string(fields).unwrap()).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn the_office_makes_changes_and_withdraws_by_the_branch_s_clock() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let rome = |hours| {
        let at = now() + jiff::SignedDuration::from_hours(hours);
        at.to_zoned(jiff::tz::TimeZone::get("Europe/Rome").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
    };
    let fields = |until: String, text: &str, more: &[(&str, &str)]| {
        let mut fields: Vec<(String, String)> = vec![("until".to_owned(), until), ("from".to_owned(), String::new())];
        let words = words(text);
        let words = words.as_object().unwrap();
        fields.extend(words.iter().map(|(code, words)| (code.clone(), words.as_str().unwrap().to_owned())));
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    };
    let path = "/b/centro/office/notices?lang=en";
    let (status, page) = form(&gaia, path, &fields(rome(-2), "Typed <b>", &[("key", "notice.of.this.test")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Typed &lt;b> en") || page.contains("Typed &lt;b&gt; en"), "what was typed stays: {page}");
    let end = rome(2);
    let asked = fields(end.clone(), "Typed <b>", &[("key", "notice.of.this.test")]);
    assert_eq!(form(&gaia, path, &asked).await.0, StatusCode::SEE_OTHER);
    assert_eq!(form(&gaia, path, &asked).await.0, StatusCode::SEE_OTHER, "a form that is sent twice");
    let shown = snapshot(&gaia, "kiosk").await;
    assert_eq!(shown["notices"].as_array().unwrap().len(), 1);
    let list = server.request(Method::GET, &server.branch("notices")).header("cookie", &gaia.cookie);
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    let row = &list["notices"][0];
    assert_eq!(row["until_wall"], end, "the end is meant by the branch's clock");
    let id = row["id"].as_i64().unwrap();
    let one = format!("/b/centro/office/notices/{id}?lang=en");
    let (status, _) = form(&gaia, &one, &fields(rome(3), "Other", &[("version", "1")])).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(snapshot(&gaia, "kiosk").await["notices"][0]["words"]["en"], "Other en");
    let (status, page) = form(&gaia, &one, &fields(rome(3), "Third", &[("version", "1")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("A colleague has changed the notice"), "{page}");
    let withdraw = format!("/b/centro/office/notices/{id}/withdraw?lang=en");
    let (status, _) = form(&gaia, &withdraw, &[("version".to_owned(), "2".to_owned())]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(snapshot(&gaia, "kiosk").await.get("notices"), None);
    let anna = server.sign_in("anna").await;
    assert_eq!(form(&anna, path, &asked).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_notice_made_on_one_server_is_shown_by_the_other_and_goes_there_too() {
    let url = testing::postgres::fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let gaia = one.sign_in("gaia").await;
    let at_the_other = other.sign_in("gaia").await;
    let shows = async |wanted: bool| {
        let looking = async {
            while snapshot(&at_the_other, "lobby").await.get("notices").is_some() != wanted {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_mins(1), looking).await.expect("the other server hears of it");
    };
    shows(false).await;
    let id = made(&gaia, &json!({ "until": minutes(60), "words": words("Both") })).await;
    shows(true).await;
    let withdrawn = post(&gaia, &format!("notices/{id}/withdraw"), Some(1), &fresh_key(), &json!({})).await;
    assert_eq!(withdrawn.status(), StatusCode::OK);
    shows(false).await;
}
