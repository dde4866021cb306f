//! One list of what the staff have to see to.

use super::program::{Server, fresh_key};
use reqwest::{Client, StatusCode, redirect::Policy};
use serde_json::{Value, json};

#[tokio::test]
async fn the_list_has_what_is_open_and_who_sees_to_it() {
    let server = Server::demo();
    let body = json!({ "kind": "payments", "name": "Rosa", "contact": "x", "words": "La carta." });
    assert_eq!(server.post(&server.branch("complaints"), &fresh_key(), &body).await.status(), StatusCode::CREATED);
    let gaia = server.sign_in("gaia").await;
    let list: Value = gaia.get("/api/v1/branches/centro/to-do").await.json().await.unwrap();
    let entry = &list["entries"][0];
    assert_eq!(
        (&entry["kind"], &entry["pressure"], &entry["assigned"]),
        (&json!("complaint"), &json!("calm"), &json!(null))
    );
    assert_eq!(list["counts"], json!([{ "kind": "complaint", "open": 1, "due": 0 }]));
    assert!(!list.to_string().contains("Rosa"), "the list names nobody");

    let page = gaia.get("/b/centro/office/to-do?lang=en").await.text().await.unwrap();
    assert!(page.contains("-0001") && page.contains("name=\"person\""), "{page}");
    let gaia_id = page
        .split("<option value=\"")
        .skip(1)
        .find(|option| option.contains("Gaia"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let send = async |form: &[(&str, &str)]| {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let request = client.post(server.url("/b/centro/office/to-do")).header("cookie", &gaia.cookie);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap().status()
    };
    let assigned = send(&[("kind", "complaint"), ("record", "1"), ("person", gaia_id)]).await;
    assert_eq!(assigned, StatusCode::SEE_OTHER);
    let mine: Value = gaia.get("/api/v1/branches/centro/to-do?mine=1").await.json().await.unwrap();
    assert_eq!(mine["entries"][0]["assigned"].to_string(), gaia_id);
    let unknown = send(&[("kind", "complaint"), ("record", "99"), ("person", "")]).await;
    assert_eq!(unknown, StatusCode::NOT_FOUND);
}
