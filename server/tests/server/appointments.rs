//! The book of appointments from outside: booking, moving, cancelling, checking in, and the pages for visitors.

use super::closed::{Branch, kiosk_of};
use super::join::{code_on_the_wall, wrong_code};
use super::program::{Server, Session, fresh_key, problem};
use reqwest::header::{ETAG, IF_MATCH, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use std::time::Instant;
use testing::postgres::fresh_database;

/// A free time for a mortgage, days ahead.
async fn free(server: &Server, place: usize) -> String {
    let times: Value = server.get("/api/v1/branches/centro/slots?service=mortgage&days=60").await.json().await.unwrap();
    times["times"][place]["start"].as_str().unwrap_or_else(|| panic!("{times}")).to_owned()
}

async fn book(server: &Server, start: &str, more: Value) -> Response {
    let mut body = json!({ "service": "mortgage", "start": start, "language": "it" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    server.post(&server.branch("appointments"), &fresh_key(), &body).await
}

/// Changes an appointment as it was seen at a version.
async fn change(server: &Server, token: &Value, what: &str, version: u64, body: Value) -> Response {
    let url = server.url(&format!("/api/v1/appointments/{}/{what}", token.as_str().unwrap()));
    let request = server.request(reqwest::Method::POST, &url).header("Idempotency-Key", fresh_key());
    request.header(IF_MATCH, format!("\"{version}\"")).json(&body).send().await.unwrap()
}

#[tokio::test]
async fn an_appointment_is_booked_moved_and_cancelled_by_its_link() {
    let server = Server::demo();
    let (one, other) = (free(&server, 0).await, free(&server, 40).await);
    let answer = book(&server, &one, json!({ "name": "Anna Rossi", "email": "anna@example.org" })).await;
    assert_eq!((answer.status(), &answer.headers()[ETAG]), (StatusCode::CREATED, &"\"1\"".parse().unwrap()));
    let booked: Value = answer.json().await.unwrap();
    assert!(!booked.to_string().contains("Anna"), "the link shows nobody's name: {booked}");
    let token = &booked["token"];
    let moved = change(&server, token, "move", 1, json!({ "start": other })).await;
    assert_eq!(moved.status(), StatusCode::OK);
    let moved: Value = moved.json().await.unwrap();
    assert_eq!((&moved["token"], &moved["code"], &moved["version"]), (token, &booked["code"], &json!(2)));
    assert_eq!(moved["start"], json!(other));
    let stale = change(&server, token, "cancel", 1, json!({})).await;
    assert_eq!(problem(stale).await, (412, "version_stale".into()));
    let cancelled: Value = change(&server, token, "cancel", 2, json!({})).await.json().await.unwrap();
    assert_eq!(cancelled["state"], "cancelled");
    let late = change(&server, token, "move", 3, json!({ "start": one })).await;
    assert_eq!(problem(late).await, (409, "appointment_cancelled".into()));
    let file = server.get(&format!("/api/v1/appointments/{}/calendar.ics", token.as_str().unwrap())).await;
    assert!(file.headers()["content-type"].to_str().unwrap().contains("method=CANCEL"));
    let file = file.text().await.unwrap();
    assert!(file.contains("SEQUENCE:3") && file.contains("STATUS:CANCELLED"), "{file}");
    assert!(!file.to_lowercase().contains("mutuo"), "a calendar never names the service: {file}");
}

#[tokio::test]
async fn what_cannot_be_booked_is_refused_for_its_reason_and_nothing_is_half_done() {
    let server = Server::demo();
    let start = free(&server, 0).await;
    let refused = async |start: &str, more: Value| problem(book(&server, start, more).await).await;
    assert_eq!(refused("tomorrow", json!({})).await, (422, "start_invalid".into()));
    assert_eq!(refused("2027-03-28T02:30", json!({})).await, (422, "start_skipped".into()));
    assert_eq!(refused("2020-01-01T09:00:00Z", json!({})).await, (422, "start_past".into()));
    assert_eq!(refused("2090-01-01T09:00:00Z", json!({})).await, (422, "start_too_far".into()));
    assert_eq!(refused(&start.replace(":00Z", ":01Z"), json!({})).await, (422, "start_off_grid".into()));
    assert_eq!(refused(&start, json!({ "service": "haircut" })).await, (422, "service_unknown".into()));
    assert_eq!(refused(&start, json!({ "language": "xx" })).await, (422, "language_unknown".into()));
    for (field, wrong) in [
        ("email", "anna@example.org\r\nBcc: all@example.org"),
        ("name", "<script>alert(1)</script>"),
        ("name", "a".repeat(200).as_str()),
        ("phone", "call me"),
    ] {
        let answer = book(&server, &start, json!({ field: wrong })).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!((&problem["code"], &problem["field"]), (&json!("contact_invalid"), &json!(field)));
    }
    assert_eq!(free(&server, 0).await, start, "the time is still free");
}

#[tokio::test]
async fn of_many_who_want_one_time_the_last_hear_of_the_next_three() {
    let server = Server::demo();
    let start = free(&server, 8).await;
    let mut taken = 0;
    // The demo has two officers.
    for _ in 0..4 {
        let answer = book(&server, &start, json!({})).await;
        if answer.status() == StatusCode::CREATED {
            taken += 1;
            continue;
        }
        let problem: Value = answer.json().await.unwrap();
        assert_eq!((&problem["code"], problem["next"].as_array().unwrap().len()), (&json!("slot_taken"), 3));
    }
    assert_eq!(taken, 2);
}

#[tokio::test]
async fn a_visitor_checks_in_by_the_code_and_time_and_service_come_from_the_book() {
    let server = Server::demo_by_day();
    let anna = server.sign_in("anna").await;
    // The staff may book for right away.
    let from = server.view("kiosk").await["head"]["at"].as_str().unwrap().to_owned();
    let now = next_quarter(&from);
    let answer = anna.post("appointments", &json!({ "service": "mortgage", "start": now, "language": "it" })).await;
    let booked: Value = answer.json().await.unwrap();
    let code = booked["code"].as_str().unwrap_or_else(|| panic!("{booked}"));
    let check_in = async |body: Value, key: &str| server.post(&server.branch("check-in"), key, &body).await;
    let typed = json!({ "code": format!(" {} {} ", &code[..3].to_lowercase(), &code[3..]) });
    let key = fresh_key();
    let first = check_in(typed.clone(), &key).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    let first: Value = first.json().await.unwrap();
    assert_eq!((&first["outcome"], &first["ticket"]["service"]), (&json!("on_time"), &json!("mortgage")));
    let again: Value = check_in(typed.clone(), &key).await.json().await.unwrap();
    assert_eq!(again, first, "a request sent twice has the answer of one");
    let other: Value = check_in(json!({ "token": booked["token"] }), &fresh_key()).await.json().await.unwrap();
    assert_eq!((&other["outcome"], &other["number"]), (&json!("already_there"), &first["ticket"]["number"]));
    assert_eq!(
        problem(check_in(json!({ "code": "BCDFGH" }), &fresh_key()).await).await,
        (404, "appointment_unknown".into())
    );
    assert_eq!(problem(check_in(json!({ "code": "0000" }), &fresh_key()).await).await, (422, "code_invalid".into()));
}

/// The next quarter hour after a moment, so near that its visitor may check in.
fn next_quarter(at: &str) -> String {
    let at: jiff::Timestamp = at.parse().unwrap();
    let quarter = (at.as_second() / 900 + 1) * 900;
    jiff::Timestamp::from_second(quarter).unwrap().to_string()
}

#[tokio::test]
async fn a_visitor_who_is_early_or_comes_on_another_day_is_told_when() {
    let server = Server::demo();
    let start = free(&server, 200).await;
    let booked: Value = book(&server, &start, json!({})).await.json().await.unwrap();
    let answer = server.post(&server.branch("check-in"), &fresh_key(), &json!({ "token": booked["token"] })).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    assert!(["early", "wrong_day"].contains(&answer["outcome"].as_str().unwrap()), "{answer}");
    assert_eq!(answer["booked"], json!(start));
}

/// An appointment for the next quarter hour, which the staff booked.
async fn book_for_now(anna: &Session<'_>) -> Value {
    let from = anna.server.view("kiosk").await["head"]["at"].as_str().unwrap().to_owned();
    let wish = json!({ "service": "mortgage", "start": next_quarter(&from), "language": "it" });
    anna.post("appointments", &wish).await.json().await.unwrap()
}

/// What a visitor says on the page of their appointment.
async fn says_here(server: &Server, token: &Value, code: &str) -> Response {
    let form = [("key", fresh_key()), ("code", code.to_owned())];
    let request = browser().post(server.url(&format!("/a/{}/here?lang=en", token.as_str().unwrap())));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn arrives(server: &Server, token: &Value, code: &str, key: &str) -> Response {
    let url = server.url(&format!("/api/v1/appointments/{}/arrive", token.as_str().unwrap()));
    server.post(&url, key, &json!({ "code": code })).await
}

#[tokio::test]
async fn a_visitor_checks_in_on_their_phone_by_the_code_on_the_wall_and_by_no_other() {
    let server = Server::demo_by_day();
    let anna = server.sign_in("anna").await;
    let booked = book_for_now(&anna).await;
    let token = &booked["token"];
    let own = format!("/a/{}", token.as_str().unwrap());
    assert!(html(&server, &format!("{own}?lang=en")).await.contains(&format!("{own}/here")));
    let asks = html(&server, &format!("{own}/here?lang=en&code=48-21")).await;
    assert!(asks.contains("value=\"4821\"") && asks.contains("I am here"), "{asks}");
    for typed in ["", "12", "abcd", &wrong_code(&server).await] {
        let refused = says_here(&server, token, typed).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text().await.unwrap().contains("not the code on the screen"), "{typed}");
    }
    let (code, key) = (code_on_the_wall(&server).await, fresh_key());
    let there = arrives(&server, token, &code, &key).await;
    assert_eq!(there.status(), StatusCode::CREATED);
    let there: Value = there.json().await.unwrap();
    assert_eq!((&there["outcome"], &there["ticket"]["service"]), (&json!("on_time"), &json!("mortgage")));
    let again: Value = arrives(&server, token, "0", &key).await.json().await.unwrap();
    assert_eq!(again, there, "a request sent twice has the answer of one, whatever the minute");
    let page = says_here(&server, token, "").await;
    assert_eq!(page.status(), StatusCode::OK, "who is there already needs no code");
    let page = page.text().await.unwrap();
    let ticket = format!("/t/{}", there["ticket"]["token"].as_str().unwrap());
    assert!(page.contains(there["ticket"]["number"].as_str().unwrap()) && page.contains(&ticket), "{page}");
    let by_form = book_for_now(&anna).await;
    let there = says_here(&server, &by_form["token"], &code_on_the_wall(&server).await).await;
    assert_eq!(there.status(), StatusCode::SEE_OTHER);
    assert!(there.headers()[LOCATION].to_str().unwrap().starts_with("/t/"), "the ticket has a page of its own");
}

#[tokio::test]
async fn five_wrong_codes_lock_an_appointment_and_no_other() {
    let server = Server::demo_by_day();
    let anna = server.sign_in("anna").await;
    let (one, other) = (book_for_now(&anna).await, book_for_now(&anna).await);
    let wrong = wrong_code(&server).await;
    for expected in [422, 422, 422, 422, 429, 429] {
        assert_eq!(arrives(&server, &one["token"], &wrong, &fresh_key()).await.status().as_u16(), expected);
    }
    let code = code_on_the_wall(&server).await;
    let locked = arrives(&server, &one["token"], &code, &fresh_key()).await;
    assert_eq!(locked.headers()["retry-after"], "900");
    assert_eq!(problem(locked).await, (429, "arrival_code_locked".to_owned()), "the right one is not looked at");
    let page = says_here(&server, &one["token"], &code).await;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(page.text().await.unwrap().contains("Too many wrong codes"));
    assert_eq!(arrives(&server, &other["token"], &code, &fresh_key()).await.status(), StatusCode::CREATED);
    let at_the_kiosk = server.post(&server.branch("check-in"), &fresh_key(), &json!({ "token": one["token"] })).await;
    assert_eq!(at_the_kiosk.status(), StatusCode::CREATED, "the kiosk still receives them");
}

#[tokio::test]
async fn who_is_early_late_or_cancelled_hears_it_on_the_phone_whatever_they_typed() {
    let server = Server::demo_by_day();
    let anna = server.sign_in("anna").await;
    let far: Value = book(&server, &free(&server, 200).await, json!({})).await.json().await.unwrap();
    let early = arrives(&server, &far["token"], "", &fresh_key()).await;
    assert_eq!(early.status(), StatusCode::OK);
    let early: Value = early.json().await.unwrap();
    assert!(["early", "wrong_day"].contains(&early["outcome"].as_str().unwrap()), "{early}");
    let page = says_here(&server, &far["token"], "").await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.unwrap();
    assert!(page.contains("another day") || page.contains("You are early"), "{page}");

    let late = book_for_now(&anna).await;
    // An hour and a half earlier than it was booked for: over its grace, and of today but just after midnight.
    super::backup::change(
        &server.database(),
        "UPDATE appointment SET quarter = quarter - 6 WHERE quarter = (SELECT min(quarter) FROM appointment)",
    )
    .await;
    let code = code_on_the_wall(&server).await;
    let told: Value = arrives(&server, &late["token"], &code, &fresh_key()).await.json().await.unwrap();
    if told["outcome"] == "late" {
        let page = says_here(&server, &late["token"], "").await.text().await.unwrap();
        assert!(page.contains(told["ticket"]["number"].as_str().unwrap()), "{page}");
    } else {
        assert_eq!((&told["outcome"], &told["over"]), (&json!("wrong_day"), &json!(true)), "{told}");
    }

    let gone: Value = book(&server, &free(&server, 100).await, json!({})).await.json().await.unwrap();
    change(&server, &gone["token"], "cancel", 1, json!({})).await;
    let page = says_here(&server, &gone["token"], "").await.text().await.unwrap();
    assert!(page.contains("This appointment was cancelled"), "{page}");
    let unknown = json!("0123456789abcdef0123456789abcdef");
    assert_eq!(problem(arrives(&server, &unknown, &code, &fresh_key()).await).await.0, 404);
    assert_eq!(says_here(&server, &unknown, &code).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_link_alone_does_not_check_in_from_elsewhere_where_the_lobby_has_a_code() {
    let branch = Branch::start_by_day().await;
    let server = &branch.server;
    let anna = server.sign_in("anna").await;
    let from = anna.view("kiosk").await["head"]["at"].as_str().unwrap().to_owned();
    let wish = json!({ "service": "mortgage", "start": next_quarter(&from), "language": "it" });
    let booked: Value = anna.post("appointments", &wish).await.json().await.unwrap();
    let check_in = async |cookie: &str| {
        let request = server.request(reqwest::Method::POST, &server.branch("check-in")).header("cookie", cookie);
        let request = request.header("Idempotency-Key", fresh_key());
        request.json(&json!({ "token": booked["token"] })).send().await.unwrap()
    };
    assert_eq!(problem(check_in("").await).await, (401, "device_unknown".to_owned()));
    assert_eq!(check_in(&kiosk_of(&branch, "centro").await).await.status(), StatusCode::CREATED);
}

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

async fn html(server: &Server, path: &str) -> String {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_visitor_books_moves_and_cancels_on_pages_without_script() {
    let server = Server::demo();
    assert!(html(&server, "/b/centro/book?lang=en").await.contains("service=mortgage"));
    assert!(html(&server, "/b/centro/book?lang=en&service=mortgage").await.contains("start="));
    let start = free(&server, 3).await;
    let form =
        [("key", fresh_key()), ("service", "mortgage".into()), ("start", start.clone()), ("language", "en".into())];
    let post = async |path: &str, form: &[(&str, String)]| {
        let pairs = form.iter().map(|(name, value)| (*name, value.as_str()));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = browser().post(server.url(path)).header("content-type", "application/x-www-form-urlencoded");
        request.body(body).send().await.unwrap()
    };
    let wrong = [&form[..], &[("email", "nobody".to_owned()), ("name", "Anna".to_owned())]].concat();
    let answer = post("/b/centro/book?lang=en", &wrong).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().await.unwrap();
    assert!(page.contains("value=\"nobody\"") && page.contains("href=\"#email\"") && page.contains("value=\"Anna\""));
    let answer = post("/b/centro/book?lang=en", &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let own = answer.headers()[LOCATION].to_str().unwrap().to_owned();
    let path = own.split('?').next().unwrap().to_owned();
    let page = html(&server, &own).await;
    assert!(page.contains("Your appointment") && page.contains("/calendar.ics"), "{page}");
    // Whatever follows every link of the page changes nothing.
    for link in ["", "/cancel", "/move", &format!("/move?start={start}")] {
        html(&server, &format!("{path}{link}")).await;
    }
    let cancel = |version: &str| [("key", fresh_key()), ("version", version.to_owned())];
    let stale = post(&format!("{path}/cancel?lang=en"), &cancel("7")).await;
    assert_eq!(stale.status(), StatusCode::PRECONDITION_FAILED);
    assert!(stale.text().await.unwrap().contains("changed meanwhile"));
    let later = free(&server, 30).await;
    let moved = [&cancel("1")[..], &[("start", later)]].concat();
    assert_eq!(post(&format!("{path}/move?lang=en"), &moved).await.status(), StatusCode::SEE_OTHER);
    let cancelled = post(&format!("{path}/cancel?lang=en"), &cancel("2")).await;
    assert_eq!(cancelled.status(), StatusCode::SEE_OTHER);
    assert!(html(&server, &own).await.contains("cancelled"));
    assert_eq!(server.get("/a/0123456789abcdef0123456789abcdef").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_branch_s_page_says_what_a_visitor_wants_to_know_and_is_light() {
    let server = Server::demo();
    for (language, words) in [("it", "Via Roma 12"), ("de", "Ohne Stufen"), ("ar", "dir=\"rtl\"")] {
        let page = html(&server, &format!("/b/centro?lang={language}")).await;
        for part in [words, "OpeningHoursSpecification", "/b/centro/book", "BankOrCreditUnion"] {
            assert!(page.contains(part), "{language}: {part}");
        }
        assert!(!page.contains(".wasm"), "no program is loaded");
    }
    let request = Client::builder().build().unwrap().get(server.url("/b/centro?lang=it"));
    let answer = request.header("accept-encoding", "br").send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "br");
    let weight = answer.bytes().await.unwrap().len();
    assert!(weight < 20_000, "{weight} bytes of HTML");
}

/// A hundred clients at each of two servers, which share a PostgreSQL, want the same time.
#[tokio::test]
#[ignore = "a figure: cargo test -p sportello --test server -- --ignored --nocapture of_two_hundred_at_two_servers"]
async fn of_two_hundred_at_two_servers_one_has_the_time_and_the_others_are_offered_the_next_three() {
    let url = fresh_database().await;
    let servers = [Server::demo_on(&url), Server::demo_on(&url)];
    let start = free(&servers[0], 60).await;
    let officers: Value =
        servers[0].get("/api/v1/branches/centro/slots?service=mortgage&days=60").await.json().await.unwrap();
    let time = officers["times"].as_array().unwrap().iter().find(|time| time["start"] == json!(start)).unwrap();
    let officer = time["officers"][0].clone();
    let began = Instant::now();
    let tries = (0..200).map(|one| book(&servers[one % 2], &start, json!({ "officer": officer })));
    let answers = futures::future::join_all(tries).await;
    let took = began.elapsed();
    let mut booked = 0;
    for answer in answers {
        if answer.status() == StatusCode::CREATED {
            booked += 1;
            continue;
        }
        assert_eq!(answer.status(), StatusCode::CONFLICT);
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(
            (&problem["code"], problem["next"].as_array().unwrap().len()),
            (&json!("slot_taken"), 3),
            "{problem}"
        );
    }
    assert_eq!(booked, 1);
    println!("200 clients at two servers: one 201, 199 answers with the next three, in {took:?}");
}
