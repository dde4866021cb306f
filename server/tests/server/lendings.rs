//! A desk that helps other services at peak, as a program sees it: the manager asks, the desk answers, either gives it back.

use super::program::{Server, problem};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// A time some minutes from now.
fn later(minutes: i64) -> Value {
    json!(wire::Time::from_millis(machine::clock::now().0 + minutes * 60_000))
}

#[tokio::test]
async fn a_desk_is_asked_accepts_serves_and_is_given_back_with_its_gain_shown() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    anna.press("1", "open").await;
    server.issue("mortgage").await;
    assert!(anna.press("1", "next").await.is_null(), "desk 1 has cash and cheques");
    let asked = gaia.post("desks/1/lend", &json!({ "services": ["mortgage"], "until": later(60) })).await;
    assert_eq!(asked.status(), StatusCode::NO_CONTENT);
    let lending = anna.view("desk/1").await["lending"].clone();
    assert_eq!((&lending["lent"], &lending["served"]), (&json!(false), &json!(0)));
    assert!(lending["services"][0]["it"].is_string(), "{lending}");
    anna.press("1", "accept").await;
    assert!(anna.press("1", "next").await["number"].is_string());
    anna.press("1", "start").await;
    anna.press("1", "finish").await;
    let row = gaia.view("manager").await["lendings"][0].clone();
    assert_eq!((&row["state"], &row["served"], &row["desk"]), (&json!("lent"), &json!(1), &json!("1")));
    let returned = gaia.post("desks/1/return", &json!({})).await;
    assert_eq!(returned.status(), StatusCode::NO_CONTENT);
    let row = gaia.view("manager").await["lendings"][0].clone();
    assert_eq!((&row["state"], &row["served"]), (&json!("returned"), &json!(1)), "the gain stays to be seen");
    server.issue("mortgage").await;
    assert!(anna.press("1", "next").await.is_null());
    assert!(anna.view("desk/1").await.get("lending").is_none());
}

#[tokio::test]
async fn a_csr_declines_and_nobody_else_answers_for_them() {
    let server = Server::demo();
    let (anna, bruno, gaia) =
        (server.sign_in("anna").await, server.sign_in("bruno").await, server.sign_in("gaia").await);
    anna.press("1", "open").await;
    let body = json!({ "services": ["mortgage"], "until": later(60) });
    assert_eq!(anna.post("desks/1/lend", &body).await.status(), StatusCode::FORBIDDEN, "a manager asks");
    gaia.does("desks/1/lend", &body).await;
    assert_eq!(problem(bruno.desk("1", "accept").await).await, (409, "not_your_desk".to_owned()));
    assert_eq!(problem(bruno.desk("1", "return").await).await, (409, "not_your_desk".to_owned()));
    assert_eq!(anna.desk("1", "return").await.status(), StatusCode::NO_CONTENT);
    assert_eq!(gaia.view("manager").await["lendings"][0]["state"], "not_lent");
    assert_eq!(problem(anna.desk("1", "accept").await).await, (409, "no_lending".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_lent_is_refused_with_its_code() {
    let server = Server::demo();
    let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
    let ask = async |desk: &str, body: Value| problem(gaia.post(&format!("desks/{desk}/lend"), &body).await).await;
    let wish = |services: &[&str], minutes| json!({ "services": services, "until": later(minutes) });
    assert_eq!(ask("1", wish(&["mortgage"], 60)).await, (409, "desk_closed".to_owned()));
    anna.press("1", "open").await;
    assert_eq!(ask("1", wish(&["moon"], 60)).await, (409, "service_unknown".to_owned()));
    assert_eq!(ask("1", wish(&["cash"], 60)).await, (409, "served_anyway".to_owned()));
    assert_eq!(ask("1", wish(&[], 60)).await, (409, "served_anyway".to_owned()));
    assert_eq!(ask("1", wish(&["mortgage"], -1)).await, (409, "return_in_the_past".to_owned()));
    assert_eq!(ask("1", json!({ "services": ["mortgage"] })).await, (422, "body_invalid".to_owned()));
    assert_eq!(ask("99", wish(&["mortgage"], 60)).await, (404, "desk_unknown".to_owned()));
    gaia.does("desks/1/lend", &wish(&["mortgage"], 60)).await;
    assert_eq!(ask("1", wish(&["safe_box"], 60)).await, (409, "lending_open".to_owned()));
}
