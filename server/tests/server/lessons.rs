//! Lessons on the practice branch: a step ends by what happened there, they go on after a restart, and a manager sees them where the
//! bank wants it.

use super::program::{BINARY, Server, Session, database, fresh_key, open_devices, problem, run};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use testing::postgres::fresh_database;

const PRACTICE: &str = "centro-practice";
const LEARN: &str = "/b/centro/office/learn?lang=en";

/// A set-up with a practice branch, in which a visitor is taken for absent a second after the first call.
fn set_up(folder: &Path, more: &str) {
    let bank = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let bank = bank.replacen("practice = false", &format!("practice = true\n{more}"), 1);
    let bank = bank.replacen("no_show_after_seconds = 60", "no_show_after_seconds = 1", 1);
    std::fs::write(folder.join("bank.toml"), open_devices(&bank)).unwrap();
}

/// A demo on SQLite whose branch has one beside it.
fn server(more: &str) -> Server {
    let folder = tempfile::tempdir().unwrap();
    set_up(folder.path(), more);
    on_sqlite(folder)
}

fn on_sqlite(folder: TempDir) -> Server {
    let file = folder.path().join("bank.toml");
    Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file))
}

/// The same on a PostgreSQL that other servers may use too.
fn on_postgres(url: &str) -> Server {
    let folder = tempfile::tempdir().unwrap();
    set_up(folder.path(), "");
    let mut command = Command::new(&*BINARY);
    command.args(["demo", "--quiet", "--listen", "127.0.0.1:0", "--database", url]);
    command.arg("--setup").arg(folder.path().join("bank.toml"));
    Server::spawn(command, folder)
}

async fn send(person: &Session<'_>, path: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(person.server.url(path)).header("cookie", &person.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

/// Turns to a lesson; returns where it leads.
async fn turn_to(person: &Session<'_>, lesson: &str, act: &str) -> String {
    let answer = send(person, LEARN, &[("act", act), ("lesson", lesson)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{lesson}");
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// The lesson under way as the screens of the practice branch ask for it: its name, the steps that are over, and what is asked for.
async fn now(person: &Session<'_>) -> (Value, Value, Value) {
    let answer = person.get(&format!("/api/v1/branches/{PRACTICE}/view/lesson")).await;
    let lesson = answer.json::<Value>().await.unwrap()["lesson"].take();
    (lesson["lesson"].clone(), lesson["over"].clone(), lesson["step"].clone())
}

async fn post(person: &Session<'_>, branch: &str, path: &str, body: &Value) -> Response {
    let url = person.server.url(&format!("/api/v1/branches/{branch}/{path}"));
    let request = person.server.request(Method::POST, &url).header("cookie", &person.cookie);
    request.header("Idempotency-Key", fresh_key()).json(body).send().await.unwrap()
}

async fn press(person: &Session<'_>, branch: &str, command: &str) {
    let answer = post(person, branch, &format!("desks/1/{command}"), &json!({})).await;
    assert_eq!(answer.status(), StatusCode::OK, "{command}");
}

/// Takes the visitor for absent as soon as the rules allow it.
async fn no_show(person: &Session<'_>) {
    loop {
        let answer = post(person, PRACTICE, "desks/1/no-show", &json!({})).await;
        if answer.status() == StatusCode::OK {
            return;
        }
        assert_eq!(problem(answer).await, (409, "too_soon".to_owned()));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn at(lesson: &str, over: u32, step: &str) -> (Value, Value, Value) {
    (json!(lesson), json!(over), if step.is_empty() { Value::Null } else { json!(step) })
}

/// "Call, recall, no-show", up to the third step.
async fn half(anna: &Session<'_>) {
    assert_eq!(now(anna).await, (Value::Null, Value::Null, Value::Null), "nothing is begun");
    assert_eq!(turn_to(anna, "no_show", "begin").await, format!("/b/{PRACTICE}/desk?lang=en"));
    assert_eq!(now(anna).await, at("no_show", 0, "open_desk"));
    // What is done in the real branch is work, and ends no step.
    press(anna, "centro", "open").await;
    assert_eq!(now(anna).await, at("no_show", 0, "open_desk"));
    press(anna, "centro", "close").await;
    press(anna, PRACTICE, "open").await;
    assert_eq!(now(anna).await, at("no_show", 1, "visitor"));
    press(anna, PRACTICE, "visitor").await;
    assert_eq!(now(anna).await, at("no_show", 2, "call"));
    press(anna, PRACTICE, "next").await;
    assert_eq!(now(anna).await, at("no_show", 3, "recall"));
}

async fn rest(anna: &Session<'_>) {
    press(anna, PRACTICE, "recall").await;
    assert_eq!(now(anna).await, at("no_show", 4, "no_show"));
    no_show(anna).await;
    assert_eq!(now(anna).await, at("no_show", 5, ""), "it is over");
    let page = anna.get(LEARN).await.text().await.unwrap();
    assert!(page.contains("Done on"), "{page}");
}

#[tokio::test]
async fn each_step_ends_by_its_event_and_a_lesson_goes_on_after_a_restart() {
    let server = server("");
    let anna = server.sign_in("anna").await;
    half(&anna).await;
    let server = on_sqlite(server.kill());
    let anna = server.sign_in("anna").await;
    assert_eq!(now(&anna).await, at("no_show", 3, "recall"));
    rest(&anna).await;
    // Somebody else's practice ends none of hers, and hers none of theirs.
    let bruno = server.sign_in("bruno").await;
    assert_eq!(now(&bruno).await, (Value::Null, Value::Null, Value::Null));
    // Another lesson goes on from what is there already: the desk is open.
    turn_to(&anna, "serve", "begin").await;
    assert_eq!(now(&anna).await, at("serve", 1, "visitor"));
    press(&anna, PRACTICE, "visitor").await;
    press(&anna, PRACTICE, "next").await;
    assert_eq!(now(&anna).await, at("serve", 3, "start"));
    // One that was begun waits where it was; one that is over begins anew.
    turn_to(&anna, "pass_on", "begin").await;
    turn_to(&anna, "serve", "begin").await;
    assert_eq!(now(&anna).await, at("serve", 3, "start"));
    turn_to(&anna, "serve", "anew").await;
    assert_eq!(now(&anna).await, at("serve", 1, "visitor"));
    turn_to(&anna, "no_show", "begin").await;
    assert_eq!(now(&anna).await, at("no_show", 1, "visitor"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_agree_how_far_a_lesson_is() {
    let url = fresh_database().await;
    let (one, other) = (on_postgres(&url), on_postgres(&url));
    let (here, there) = (one.sign_in("anna").await, other.sign_in("anna").await);
    half(&here).await;
    assert_eq!(now(&there).await, at("no_show", 3, "recall"));
    rest(&there).await;
    assert_eq!(now(&here).await, at("no_show", 5, ""));
}

#[tokio::test]
async fn how_far_a_lesson_is_is_kept_and_goes_with_the_account() {
    let server = server("");
    let anna = server.sign_in("anna").await;
    half(&anna).await;
    let database = database(server.database().parent().unwrap());
    let mut connection = SqliteConnection::connect(&database).await.unwrap();
    loop {
        let kept = "SELECT steps FROM lesson WHERE lesson = 'no_show' AND branch = 'centro-practice'";
        let steps: i64 = sqlx::query_scalar(kept).fetch_one(&mut connection).await.unwrap();
        if steps == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    connection.close().await.unwrap();
    let found = run(&["privacy", "export", "--by", "login", "anna", "--database", &database]);
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["lesson"][0]["lesson"], "no_show", "{found}");
    let removed = run(&["staff", "remove", "--login", "anna", "--database", &database]);
    assert!(removed.status.success(), "{}", String::from_utf8_lossy(&removed.stderr));
    let mut connection = SqliteConnection::connect(&database).await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM lesson").fetch_one(&mut connection).await.unwrap();
    assert_eq!(left, 0);
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_manager_sees_what_people_have_done_only_where_the_bank_wants_it_and_people_are_told() {
    for (more, seen) in [("", false), ("manager_sees_lessons = true", true)] {
        let server = server(more);
        let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
        half(&anna).await;
        let own = anna.get(LEARN).await.text().await.unwrap();
        assert_eq!(own.contains("managers see which lessons"), seen, "{own}");
        assert!(own.contains("Step 4 of 5") && !own.contains("Close the day"), "{own}");
        let page = gaia.get(LEARN).await.text().await.unwrap();
        assert_eq!(page.contains("3 of 5 steps"), seen, "{page}");
        assert!(page.contains("Close the day"), "a manager's own lessons");
    }
}

#[tokio::test]
async fn a_manager_learns_to_close_the_day_which_then_goes_on_for_the_next_one() {
    let server = server("");
    let gaia = server.sign_in("gaia").await;
    let day = async |path: &str| post(&gaia, PRACTICE, path, &json!({})).await.status();
    assert_eq!(turn_to(&gaia, "close_day", "begin").await, format!("/b/{PRACTICE}/manager?lang=en"));
    assert_eq!(day("day/stop").await, StatusCode::NO_CONTENT);
    assert_eq!(now(&gaia).await, at("close_day", 1, "close_day"));
    assert_eq!(day("day/close").await, StatusCode::NO_CONTENT);
    assert_eq!(now(&gaia).await, at("close_day", 2, ""));
    loop {
        let view = gaia.get(&format!("/api/v1/branches/{PRACTICE}/view/manager")).await;
        let view: Value = view.json().await.unwrap();
        if view["day"]["closed"] == false && view["day"]["stopped"] == false {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    turn_to(&gaia, "evacuate", "begin").await;
    for (path, then) in [("evacuation/begin", at("evacuate", 1, "lift")), ("evacuation/lift", at("evacuate", 2, ""))] {
        assert_eq!(day(path).await, StatusCode::NO_CONTENT);
        assert_eq!(now(&gaia).await, then);
    }
    // A CSR has no lesson of a screen that they may not open.
    let anna = server.sign_in("anna").await;
    assert_eq!(send(&anna, LEARN, &[("act", "begin"), ("lesson", "evacuate")]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(anna.get("/b/centro/office/help/manager").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_complaint_that_is_practice_is_checked_like_any_other_and_nothing_of_it_is_kept() {
    let server = server("");
    let anna = server.sign_in("anna").await;
    let form = turn_to(&anna, "complaint", "begin").await;
    assert_eq!(form, format!("/b/{PRACTICE}/office/complaints/new?lang=en"));
    let page = anna.get(&form).await.text().await.unwrap();
    assert!(page.contains("practice-bar") && page.contains("Nothing of it is kept here"), "{page}");
    assert!(!page.contains("/office/staff") && !page.contains("/office/learn"), "no other page is found there");
    let today = page.split("value=\"20").nth(1).unwrap().split('"').next().unwrap();
    let today = format!("20{today}");
    let empty = send(&anna, &form, &[("received", &today)]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(now(&anna).await, at("complaint", 0, "enter_complaint"));
    let whole = [("key", "a-form-of-this-test"), ("received", &today), ("name", "Zoraide Quint")];
    let whole =
        [&whole[..], &[("contact", "zoraide@example.org"), ("words", "The card."), ("kind", "payments")]].concat();
    let entered = send(&anna, &form, &whole).await;
    let location = entered.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(location, "/b/centro/office/learn?said=practised&lang=en");
    assert!(anna.get(&location).await.text().await.unwrap().contains("Nothing was kept"));
    assert_eq!(now(&anna).await, at("complaint", 1, ""));
    let folder = server.kill();
    let mut connection = SqliteConnection::connect(&database(folder.path())).await.unwrap();
    for of_it in ["complaint", "complaint_private", "to_do", "message", "record_request"] {
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {of_it}")))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(rows, 0, "{of_it}");
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_first_sign_in_offers_the_tour_of_the_person_s_own_screen_until_it_is_taken_or_declined() {
    let server = server("");
    let (anna, bruno, gaia) =
        (server.sign_in("anna").await, server.sign_in("bruno").await, server.sign_in("gaia").await);
    let offers = async |person: &Session<'_>, page: &str| {
        person.get(&format!("/b/{page}?lang=en")).await.text().await.unwrap().contains("class=\"tour-offer\"")
    };
    assert!(offers(&anna, "centro/desk").await && offers(&gaia, "centro/manager").await);
    assert!(!offers(&anna, "centro-practice/desk").await, "who is there has found it");
    let next = "/b/centro/desk?lang=en";
    let declined = send(&anna, LEARN, &[("act", "decline"), ("next", next)]).await;
    assert_eq!(declined.headers()["location"], next);
    assert!(!offers(&anna, "centro/desk").await);
    turn_to(&bruno, "serve", "begin").await;
    assert!(!offers(&bruno, "centro/desk").await);
    assert!(offers(&gaia, "centro/manager").await, "each for themselves");
    let foreign = send(&gaia, LEARN, &[("act", "decline"), ("next", "https://example.org/")]).await;
    assert_eq!(foreign.headers()["location"], "/");
}

#[tokio::test]
async fn help_is_there_without_a_practice_branch_and_lessons_are_not() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let help = anna.get("/b/centro/office/help/desk?lang=en").await.text().await.unwrap();
    assert!(help.contains("Call, recall, no-show") && help.contains("Press “Recall”"), "{help}");
    let complaint = anna.get("/b/centro/office/help/complaint?lang=it").await.text().await.unwrap();
    assert!(complaint.contains("Un reclamo in un minuto"), "{complaint}");
    assert_eq!(anna.get("/b/centro/office/help/kiosk").await.status(), StatusCode::NOT_FOUND);
    let page = anna.get(LEARN).await.text().await.unwrap();
    assert!(page.contains("has no practice branch") && !page.contains("value=\"begin\""), "{page}");
    assert_eq!(send(&anna, LEARN, &[("act", "begin"), ("lesson", "serve")]).await.status(), StatusCode::NOT_FOUND);
    assert!(!anna.get("/b/centro/desk").await.text().await.unwrap().contains("class=\"tour-offer\""));
    let lesson = anna.get("/api/v1/branches/centro/view/lesson").await.json::<Value>().await.unwrap();
    assert_eq!(lesson, json!({ "lesson": null }));
}

/// The sections of the office that have a guide, by who may open them.
const OF_CSR: [&str; 8] = ["to-do", "book", "phone", "announcements", "cases", "articles", "forms", "learn"];
const OF_MANAGER: [&str; 9] =
    ["officers", "notices", "reports", "alerts", "feedback", "staff", "setup", "devices", "audit"];

#[tokio::test]
async fn the_guide_to_a_section_is_read_by_who_may_open_the_section_and_by_nobody_else() {
    let server = server("");
    let all = [&OF_CSR[..], &OF_MANAGER, &["complaints", "keys"]].concat();
    let anna = OF_CSR.to_vec();
    let gaia = [&OF_CSR[..], &OF_MANAGER, &["complaints"]].concat();
    let irene = [&OF_CSR[..], &OF_MANAGER, &["keys"]].concat();
    for (login, own) in [("anna", anna), ("gaia", gaia), ("irene", irene), ("olga", vec!["complaints"])] {
        let person = server.sign_in(login).await;
        let learn = person.get(LEARN).await.text().await.unwrap();
        for section in &all {
            let path = format!("/b/centro/office/help/{section}?lang=en");
            let answer = person.get(&path).await;
            if !own.contains(section) {
                assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{login}: {section}");
                assert!(!learn.contains(&path), "{login}: {section}");
                continue;
            }
            assert_eq!(answer.status(), StatusCode::OK, "{login}: {section}");
            let guide = answer.text().await.unwrap();
            assert!(guide.contains("<h1>Guide: ") && guide.contains("class=\"help-lesson\""), "{login}: {guide}");
            assert_eq!(guide.contains("/office/learn?"), login != "olga", "{login}: {guide}");
            assert_eq!(learn.contains(&path), login != "olga", "{login}: {section}");
            let page = person.get(&format!("/b/centro/office/{section}?lang=en")).await.text().await.unwrap();
            assert!(page.contains(&path), "{login}: the page of {section} leads to its guide");
        }
    }
    // Who answers complaints reads how one is entered, and of no screen that is not theirs.
    let olga = server.sign_in("olga").await;
    assert_eq!(olga.get("/b/centro/office/help/complaint").await.status(), StatusCode::OK);
    assert_eq!(olga.get("/b/centro/office/help/desk").await.status(), StatusCode::NOT_FOUND);
    let anna = server.sign_in("anna").await;
    let italian = anna.get("/b/centro/office/help/forms?lang=it").await.text().await.unwrap();
    assert!(italian.contains("Guida: Moduli: il codice") && italian.contains("«Codice del modulo»"), "{italian}");
    let form = anna.get("/b/centro/office/complaints/new?lang=en").await.text().await.unwrap();
    assert!(form.contains("/b/centro/office/help/complaint?lang=en"), "{form}");
    assert_eq!(anna.get("/b/centro-practice/office/help/forms").await.status(), StatusCode::NOT_FOUND);
    let stranger = Client::builder().redirect(Policy::none()).build().unwrap();
    let answer = stranger.get(server.url("/b/centro/office/help/forms")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}
