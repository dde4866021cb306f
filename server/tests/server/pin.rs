//! A PIN on an enrolled tablet, and how colleagues take turns there.

use super::closed::{Branch, cookie_of, enrolled};
use super::program::{PASSWORD, problem};
use reqwest::{Method, StatusCode};
use serde_json::json;

const PIN: &str = "290583";

async fn choose(branch: &Branch, cookie: &str, password: &str, pin: &str) -> StatusCode {
    let fields = [("do", "save"), ("current", password), ("pin", pin), ("next", "/b/centro/office")];
    branch.form("/pin?lang=en", cookie, &fields).await.status()
}

async fn sign_in(branch: &Branch, device: &str, user: &str, secret: &str) -> reqwest::Response {
    let server = &branch.server;
    let body = json!({ "user": user, "password": secret });
    let request = server.request(Method::POST, &server.url("/api/v1/session")).header("cookie", device);
    request.json(&body).send().await.unwrap()
}

#[tokio::test]
async fn a_pin_signs_in_on_a_tablet_of_the_branch_and_nowhere_else() {
    let branch = Branch::start().await;
    let tablet = enrolled(&branch, "centro", "/b/centro/kiosk", "tablet").await;
    let elsewhere = enrolled(&branch, "porto", "/b/porto/kiosk", "tablet").await;
    let kiosk = enrolled(&branch, "centro", "/b/centro/kiosk", "kiosk").await;
    let anna = branch.server.sign_in("anna").await.cookie;
    assert_eq!(choose(&branch, &anna, PASSWORD, PIN).await, StatusCode::SEE_OTHER);
    let done = sign_in(&branch, &tablet, "anna", PIN).await;
    assert_eq!(done.status(), StatusCode::OK);
    let session = format!("{tablet}; {}", cookie_of(&done));
    assert_eq!(branch.page("/b/centro/desk", &session).await.status(), StatusCode::OK);
    for (device, name) in [("", "no device"), (kiosk.as_str(), "a kiosk"), (elsewhere.as_str(), "another branch's")] {
        let refused = sign_in(&branch, device, "anna", PIN).await;
        assert_eq!(problem(refused).await, (401, "sign_in_refused".into()), "{name}");
    }
    assert_eq!(sign_in(&branch, &tablet, "bruno", PIN).await.status(), StatusCode::UNAUTHORIZED, "a colleague's");
    // The next colleague signs in over it, and the one before is signed out.
    let page = branch.page("/sign-in?lang=en", &tablet).await.text().await.unwrap();
    assert!(page.contains("your PIN will do"), "{page}");
    let fields = [("user", "bruno"), ("password", PASSWORD), ("next", "/b/centro/desk")];
    assert_eq!(branch.form("/sign-in", &session, &fields).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(branch.page("/b/centro/desk", &session).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn wrong_pins_are_counted_on_the_tablet_and_lock_nobody_out_elsewhere() {
    let branch = Branch::start().await;
    let tablet = enrolled(&branch, "centro", "/b/centro/kiosk", "tablet").await;
    let anna = branch.server.sign_in("anna").await.cookie;
    choose(&branch, &anna, PASSWORD, PIN).await;
    for _ in 0..5 {
        assert_eq!(sign_in(&branch, &tablet, "anna", "290584").await.status(), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(problem(sign_in(&branch, &tablet, "anna", PIN).await).await, (429, "sign_in_later".into()));
    assert_eq!(sign_in(&branch, "", "anna", PASSWORD).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_pin_is_chosen_by_the_password_and_ends_with_a_new_one_that_a_manager_gives() {
    let branch = Branch::start().await;
    let tablet = enrolled(&branch, "centro", "/b/centro/kiosk", "tablet").await;
    let anna = branch.server.sign_in("anna").await.cookie;
    for wrong in ["", "12345", "123456", "999999", "29o583", "1234567890123"] {
        assert_eq!(choose(&branch, &anna, PASSWORD, wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    assert_eq!(choose(&branch, &anna, "wrong", PIN).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(choose(&branch, &anna, PASSWORD, PIN).await, StatusCode::SEE_OTHER);
    assert_eq!(choose(&branch, &anna, PIN, "390583").await, StatusCode::UNPROCESSABLE_ENTITY, "a PIN changes nothing");
    let gaia = branch.server.sign_in("gaia").await.cookie;
    branch.form("/b/centro/office/staff/1", &gaia, &[("do", "password")]).await;
    assert_eq!(sign_in(&branch, &tablet, "anna", PIN).await.status(), StatusCode::UNAUTHORIZED);
}
