//! The second factor from outside: set up on the account's page, asked for after the password, reset by an admin.

use super::closed::{Branch, cookie_of};
use super::program::{PASSWORD, Server, complaint, database, problem, run};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use totp_rs::{Builder, Secret};

/// The code of the app at this step, or of some steps later.
fn code(letters: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
    let now = u64::try_from(machine::clock::now().0 / 1_000).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate(now + 30 * later).to_string()
}

/// The texts of the page's `code` elements.
fn codes_in(html: &str) -> Vec<String> {
    html.split("<code>").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

async fn text(answer: Response, status: StatusCode) -> String {
    let (got, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(got, status, "{text}");
    text
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// Begins to set a factor up: the secret in letters.
async fn begun(branch: &Branch, cookie: &str) -> String {
    let fields = [("do", "begin"), ("current", PASSWORD), ("next", "/b/centro/office")];
    let begun = branch.form("/second-factor?lang=en", cookie, &fields).await;
    assert_eq!(location(&begun), "/second-factor?next=%2Fb%2Fcentro%2Foffice&lang=en");
    let page = text(branch.page("/second-factor?lang=en", cookie).await, StatusCode::OK).await;
    codes_in(&page).remove(0)
}

/// Sets a factor up: the secret in letters, and the recovery codes.
async fn set_up(branch: &Branch, cookie: &str) -> (String, Vec<String>) {
    let letters = begun(branch, cookie).await;
    let fields = [("do", "confirm"), ("code", &code(&letters, 0)), ("next", "/b/centro/office")];
    let done = branch.form("/second-factor?lang=en", cookie, &fields).await;
    (letters, codes_in(&text(done, StatusCode::OK).await))
}

/// Sends the password: the cookie of a sign-in that waits for its code.
async fn password(branch: &Branch, user: &str) -> String {
    let fields = [("user", user), ("password", PASSWORD), ("next", "/b/centro/office")];
    let asked = branch.form("/sign-in?lang=en", "", &fields).await;
    assert_eq!(location(&asked), "/sign-in/code?next=%2Fb%2Fcentro%2Foffice&lang=en");
    let set: Vec<&str> = asked.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let half = set.iter().find(|cookie| cookie.contains("sportello-code=")).expect("what waits has a cookie");
    assert!(half.contains("HttpOnly") && half.contains("SameSite=Lax"), "{half}");
    half.split(';').next().unwrap().to_owned()
}

async fn send_code(branch: &Branch, half: &str, code: &str) -> Response {
    branch.form("/sign-in/code?lang=en", half, &[("code", code), ("next", "/b/centro/office")]).await
}

/// The session that an answer begins.
fn session_of(answer: &Response) -> String {
    let set = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let session = set.filter_map(|cookie| cookie.split(';').next()).find(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        matches!(name, "__Host-sportello" | "sportello") && !value.is_empty()
    });
    session.expect("a session").to_owned()
}

async fn by_api(server: &Server, body: serde_json::Value) -> Response {
    server.request(Method::POST, &server.url("/api/v1/session")).json(&body).send().await.unwrap()
}

fn audit(server: &Server, branch: &str) -> String {
    let database = database(server.database().parent().unwrap());
    String::from_utf8(run(&["audit", "list", "--branch", branch, "--database", &database]).stdout).unwrap()
}

#[tokio::test]
async fn a_second_factor_is_set_up_by_the_password_and_a_code_and_then_asked_for() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let gaia = server.sign_in("gaia").await.cookie;
    let wrong =
        branch.form("/second-factor?lang=en", &gaia, &[("do", "begin"), ("current", "wrong"), ("next", "/")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY, "a tablet that was left open sets nothing up");
    assert_eq!(branch.page("/second-factor/qr.svg", &gaia).await.status(), StatusCode::NOT_FOUND);
    let letters = begun(&branch, &gaia).await;
    assert_eq!(letters.replace(' ', "").len(), 32, "160 bits in letters: {letters}");
    let picture = branch.page("/second-factor/qr.svg", &gaia).await;
    assert_eq!(picture.headers()["cache-control"], "no-store");
    assert!(picture.text().await.unwrap().starts_with("<svg"));
    let mistyped = branch.form("/second-factor?lang=en", &gaia, &[("do", "confirm"), ("code", "000000")]).await;
    assert_eq!(mistyped.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        by_api(server, json!({ "user": "gaia", "password": PASSWORD })).await.status(),
        StatusCode::OK,
        "not yet"
    );
    let (letters, recovery) = set_up(&branch, &gaia).await;
    assert_eq!(recovery.len(), 10);
    let page = text(branch.page("/second-factor?lang=en", &gaia).await, StatusCode::OK).await;
    assert!(page.contains("10 recovery codes left") && !page.contains(&recovery[0]), "they are shown once");
    assert_eq!(branch.page("/second-factor/qr.svg", &gaia).await.status(), StatusCode::NOT_FOUND, "nor the secret");

    let half = password(&branch, "gaia").await;
    let nowhere = branch.page("/b/centro/office", &half).await;
    assert!(location(&nowhere).starts_with("/sign-in?"), "nothing is open before the code");
    let asked = text(branch.page("/sign-in/code?lang=en", &half).await, StatusCode::OK).await;
    assert!(asked.contains("one-time-code"), "{asked}");
    let next = code(&letters, 1);
    let done = send_code(&branch, &half, &next).await;
    assert_eq!(location(&done), "/b/centro/office?lang=en");
    let session = session_of(&done);
    assert_eq!(branch.page("/b/centro/office", &session).await.status(), StatusCode::OK);
    assert!(location(&send_code(&branch, &half, &next).await).starts_with("/sign-in?late=1"), "it is used up");
    // The same code again, after another password: a replay.
    let half = password(&branch, "gaia").await;
    let replayed = send_code(&branch, &half, &next).await;
    assert_eq!(location(&replayed), "/sign-in/code?refused=1&next=%2Fb%2Fcentro%2Foffice&lang=en");
    let said = text(branch.page("/sign-in/code?refused=1&lang=en", &half).await, StatusCode::OK).await;
    assert!(said.contains("used already"), "{said}");
    let recovered = send_code(&branch, &half, &recovery[0]).await;
    assert_eq!(location(&recovered), "/b/centro/office?lang=en");
    let listed = audit(server, "centro");
    for words in ["set up", "recovery code used"] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let refused = listed.lines().find(|line| line.contains("sign_in_refused") && line.contains("staff:7"));
    assert!(refused.is_some(), "a code that was refused is noted: {listed}");
}

#[tokio::test]
async fn a_program_sends_the_code_with_the_password_and_is_told_where_one_is_missing() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let gaia = server.sign_in("gaia").await.cookie;
    let (letters, _) = set_up(&branch, &gaia).await;
    let without = by_api(server, json!({ "user": "gaia", "password": PASSWORD })).await;
    assert!(without.headers().get("set-cookie").is_none());
    assert_eq!(problem(without).await, (401, "second_factor_required".into()));
    let unknown = by_api(server, json!({ "user": "gaia", "password": "wrong", "code": "000000" })).await;
    assert_eq!(problem(unknown).await, (401, "sign_in_refused".into()), "a wrong password learns of no factor");
    let wrong = by_api(server, json!({ "user": "gaia", "password": PASSWORD, "code": "000000" })).await;
    assert_eq!(problem(wrong).await, (401, "sign_in_refused".into()));
    let right = by_api(server, json!({ "user": "gaia", "password": PASSWORD, "code": code(&letters, 1) })).await;
    assert_eq!(right.status(), StatusCode::OK);
    let cookie = cookie_of(&right);
    assert_eq!(branch.page("/b/centro/office", &cookie).await.status(), StatusCode::OK);
    // Who has no factor is asked for none, and a code does no harm.
    let anna = by_api(server, json!({ "user": "anna", "password": PASSWORD, "code": "000000" })).await;
    assert_eq!(anna.status(), StatusCode::OK);
}

#[tokio::test]
async fn wrong_codes_are_counted_like_wrong_passwords_until_a_manager_unlocks() {
    let branch = Branch::start().await;
    branch.hire("rita", "admin", "centro");
    let server = &branch.server;
    let gaia = server.sign_in("gaia").await.cookie;
    let (letters, _) = set_up(&branch, &gaia).await;
    let half = password(&branch, "gaia").await;
    for _ in 0..5 {
        assert!(location(&send_code(&branch, &half, "000000").await).contains("refused=1"));
    }
    let delayed = send_code(&branch, &half, &code(&letters, 1)).await;
    assert_eq!(delayed.status(), StatusCode::TOO_MANY_REQUESTS, "the right code is not tried meanwhile");
    assert!(delayed.headers().contains_key("retry-after"));
    let right_password = by_api(server, json!({ "user": "gaia", "password": PASSWORD })).await;
    assert_eq!(problem(right_password).await, (429, "sign_in_later".into()), "the password forgets none of them");
    super::backup::change(&server.database(), "UPDATE sign_in_failure SET failures = 10").await;
    assert_eq!(send_code(&branch, &half, &code(&letters, 1)).await.status(), StatusCode::FORBIDDEN);
    let rita = server.sign_in("rita").await.cookie;
    assert_eq!(
        branch.form("/b/centro/office/staff/7", &rita, &[("do", "unlock")]).await.status(),
        StatusCode::SEE_OTHER
    );
    assert_eq!(location(&send_code(&branch, &half, &code(&letters, 1)).await), "/b/centro/office?lang=en");
}

#[tokio::test]
async fn an_admin_resets_the_factor_of_a_colleague_and_a_manager_does_not() {
    let branch = Branch::start().await;
    branch.hire("rita", "admin", "centro");
    branch.hire("olga", "manager", "centro");
    let server = &branch.server;
    let gaia = server.sign_in("gaia").await.cookie;
    set_up(&branch, &gaia).await;
    let reset = [("do", "second-factor")];
    let olga = server.sign_in("olga").await.cookie;
    assert_eq!(branch.form("/b/centro/office/staff/7", &olga, &reset).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(branch.form("/b/centro/office/staff/7", &gaia, &reset).await.status(), StatusCode::FORBIDDEN);
    let rita = server.sign_in("rita").await.cookie;
    let page = text(branch.page("/b/centro/office/staff/7?lang=en", &rita).await, StatusCode::OK).await;
    assert!(page.contains("Reset the second factor"), "{page}");
    assert_eq!(branch.form("/b/centro/office/staff/7", &rita, &reset).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(branch.page("/b/centro/office", &gaia).await.status(), StatusCode::SEE_OTHER, "they are signed out");
    assert_eq!(by_api(server, json!({ "user": "gaia", "password": PASSWORD })).await.status(), StatusCode::OK);
    assert!(audit(server, "centro").contains("staff:7 reset"), "{}", audit(server, "centro"));
    // On the machine a command does the same.
    let gaia = server.sign_in("gaia").await.cookie;
    set_up(&branch, &gaia).await;
    let database = database(server.database().parent().unwrap());
    let by_command = run(&["staff", "second-factor", "reset", "gaia", "--database", &database]);
    assert!(by_command.status.success() && String::from_utf8_lossy(&by_command.stdout).contains("password alone"));
    assert_eq!(by_api(server, json!({ "user": "gaia", "password": PASSWORD })).await.status(), StatusCode::OK);
    let unknown = run(&["staff", "second-factor", "reset", "hana", "--database", &database]);
    assert!(complaint(&unknown).contains("nobody signs in as \"hana\""));
}

#[tokio::test]
async fn where_the_bank_demands_it_who_manages_sets_it_up_before_anything_else_and_keeps_it() {
    let branch = Branch::with_security("second_factor = true").await;
    let server = &branch.server;
    let anna = server.sign_in("anna").await.cookie;
    assert_eq!(branch.page("/b/centro/desk", &anna).await.status(), StatusCode::OK, "a CSR is asked for none");
    let gaia = server.sign_in("gaia").await.cookie;
    let sent = branch.page("/b/centro/office/staff?lang=en", &gaia).await;
    assert_eq!(location(&sent), "/second-factor?next=%2Fb%2Fcentro%2Foffice%2Fstaff%3Flang%3Den&lang=en");
    let view = branch.page("/api/v1/branches/centro/view/manager", &gaia).await;
    assert_eq!(problem(view).await, (403, "second_factor_missing".into()));
    let (letters, _) = set_up(&branch, &gaia).await;
    assert_eq!(branch.page("/b/centro/office/staff", &gaia).await.status(), StatusCode::OK);
    let fields = [("do", "off"), ("code", &code(&letters, 1)), ("next", "/")];
    assert_eq!(branch.form("/second-factor", &gaia, &fields).await.status(), StatusCode::FORBIDDEN, "it stays on");
}

#[tokio::test]
async fn who_is_not_obliged_turns_it_off_by_a_code() {
    let branch = Branch::start().await;
    let anna = branch.server.sign_in("anna").await.cookie;
    let (letters, recovery) = set_up(&branch, &anna).await;
    let off = async |code: &str| branch.form("/second-factor?lang=en", &anna, &[("do", "off"), ("code", code)]).await;
    assert_eq!(off("000000").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let renewed = branch.form("/second-factor", &anna, &[("do", "codes"), ("code", &recovery[0])]).await;
    assert_eq!(codes_in(&text(renewed, StatusCode::OK).await).len(), 10);
    assert_eq!(off(&recovery[1]).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "those before are void");
    assert_eq!(off(&code(&letters, 1)).await.status(), StatusCode::SEE_OTHER);
    branch.server.sign_in("anna").await;
}

#[tokio::test]
async fn a_form_of_a_foreign_page_and_what_is_no_form_change_nothing() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let anna = server.sign_in("anna").await.cookie;
    for path in ["/second-factor", "/sign-in/code"] {
        let request = server.request(Method::POST, &server.url(path)).header("cookie", &anna);
        let request = request.header("sec-fetch-site", "cross-site");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let foreign = request.body("do=begin&current=x&code=000000").send().await.unwrap();
        assert_eq!(foreign.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let unknown = branch.form("/second-factor", &anna, &[("do", "fly")]).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        location(&branch.page("/second-factor?lang=en", "").await),
        "/sign-in?next=%2Fsecond-factor%3Flang%3Den&lang=en"
    );
    assert!(location(&send_code(&branch, "", "000000").await).starts_with("/sign-in?late=1"), "nobody's code");
    assert!(location(&branch.page("/sign-in/code", "__Host-sportello-code=forged").await).starts_with("/sign-in?"));
}
