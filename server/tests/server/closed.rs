//! A bank of two branches whose devices are enrolled, with people of every role; and how a device gets in.

use super::program::{BINARY, PASSWORD, Server, by_day, database, fresh_key, problem, run};
use super::streams::Events;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The branch `centro` of such a bank.
pub struct Branch {
    pub server: Server,
    browser: Client,
}

impl Branch {
    pub async fn start() -> Self {
        Self::with_security("open_devices = false").await
    }

    /// The same where it is the middle of the day.
    pub async fn start_by_day() -> Self {
        Self::of(by_day(&Self::default_setup()), "open_devices = false").await
    }

    /// The same under other rules of people and devices.
    pub async fn with_security(rules: &str) -> Self {
        Self::of(Self::default_setup(), rules).await
    }

    fn default_setup() -> String {
        String::from_utf8(run(&["setup"]).stdout).unwrap()
    }

    async fn of(mut bank: String, rules: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (begin, end) = (bank.find("[[branch]]").unwrap(), bank.find("[[desk_kind]]").unwrap());
        let porto = bank[begin..end].replacen("id = \"centro\"", "id = \"porto\"", 1);
        bank = format!("{bank}\n{porto}\n[security]\n{rules}\n");
        let file = folder.path().join("bank.toml");
        std::fs::write(&file, bank).unwrap();
        let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file));
        let browser = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { server, browser }
    }

    /// The same bank, killed and started again.
    pub fn kill_and_restart(self) -> Self {
        let folder = self.server.kill();
        let file = folder.path().join("bank.toml");
        let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file));
        Self { server, browser: self.browser }
    }

    /// Somebody with another role, who signs in with the demo's password.
    pub fn hire(&self, login: &str, role: &str, branch: &str) {
        let folder = self.server.database().parent().unwrap().to_owned();
        let mut command = Command::new(&*BINARY);
        command.args(["staff", "add", "--login", login, "--name", login, "--role", role, "--branch", branch]);
        command.arg("--setup").arg(folder.join("bank.toml")).args(["--database", &database(&folder)]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(process.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(process.wait().unwrap().success(), "{login} was not hired");
    }

    pub async fn page(&self, path: &str, cookie: &str) -> Response {
        self.browser.get(self.server.url(path)).header("cookie", cookie).send().await.unwrap()
    }

    pub async fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.browser.post(self.server.url(path)).header("cookie", cookie);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(form_encoded(fields)).send().await.unwrap()
    }

    /// A browser that asks to be enrolled: its cookie, and the letters that it shows.
    pub async fn asking(&self, page: &str) -> (String, String) {
        let first = self.page(page, "").await;
        assert_eq!(first.status(), StatusCode::UNAUTHORIZED);
        let asked = self.form("/enrol", "", &[("next", page)]).await;
        assert_eq!((asked.status(), &asked.headers()["location"]), (StatusCode::SEE_OTHER, &page.parse().unwrap()));
        let cookie = cookie_of(&asked);
        let shows = self.page(page, &cookie).await;
        assert_eq!(shows.headers()["refresh"], "3", "it goes on by itself");
        let html = shows.text().await.unwrap();
        let (_, letters) = html.split_once("device-letters").expect("letters");
        let (letters, _) = letters.split_once("</p>").unwrap();
        let letters: Vec<&str> = letters.split("<span>").skip(1).map(|part| &part[..4]).collect();
        (cookie, letters.join(" "))
    }

    /// Everybody who may ask, each with a cookie.
    pub async fn everybody(&self) -> BTreeMap<&'static str, String> {
        let server = &self.server;
        self.hire("ida", "complaints", "centro");
        self.hire("rita", "admin", "centro");
        self.hire("paolo", "manager", "porto");
        let mut all = BTreeMap::from([("nobody", String::new())]);
        all.insert("a forged cookie", "__Host-sportello=forged; __Host-sportello-device=forged".to_owned());
        for (who, login) in [("csr", "anna"), ("manager", "gaia"), ("complaints", "ida")] {
            all.insert(who, server.sign_in(login).await.cookie);
        }
        all.insert("a manager of another branch", server.sign_in("paolo").await.cookie);
        let ended = server.sign_in("bruno").await.cookie;
        let url = server.url("/api/v1/session");
        server.request(Method::DELETE, &url).header("cookie", &ended).send().await.unwrap();
        all.insert("a session that was ended", ended);
        all.insert("an expired session", server.sign_in("fabio").await.cookie);
        super::backup::change(
            &server.database(),
            "UPDATE session SET expires_ms = 1 WHERE staff = (SELECT id FROM staff WHERE login = 'fabio')",
        )
        .await;
        all.insert("kiosk", kiosk_of(self, "centro").await);
        all.insert("display", enrolled(self, "centro", "/b/centro/lobby", "display").await);
        all.insert("a kiosk of another branch", kiosk_of(self, "porto").await);
        let revoked = kiosk_of(self, "centro").await;
        let id = self.last_device("centro").await;
        self.form(&format!("/b/centro/office/devices/{id}"), &server.sign_in("gaia").await.cookie, &[("do", "revoke")])
            .await;
        all.insert("a revoked kiosk", revoked);
        // Last: who is hired again signs in again.
        all.insert("admin", server.sign_in("rita").await.cookie);
        all
    }

    /// The number of the device that was enrolled last.
    pub async fn last_device(&self, branch: &str) -> u32 {
        let admin = self.server.sign_in("rita").await.cookie;
        let html = self.page(&format!("/b/{branch}/office/devices"), &admin).await.text().await.unwrap();
        let address = format!("/b/{branch}/office/devices/");
        let ids = html.split(&address).skip(1);
        ids.map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap().parse().unwrap())
            .max()
            .unwrap()
    }
}

/// Fields as a browser sends them.
pub fn form_encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The cookie that an answer sets.
pub fn cookie_of(answer: &Response) -> String {
    answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// A device that an admin has enrolled: its cookie.
pub async fn enrolled(branch: &Branch, id: &str, page: &str, role: &str) -> String {
    branch.hire("rita", "admin", "centro");
    let admin = branch.server.sign_in("rita").await.cookie;
    let (cookie, letters) = branch.asking(page).await;
    let fields = [("letters", letters.as_str()), ("role", role), ("name", "By the door")];
    let done = branch.form(&format!("/b/{id}/office/devices"), &admin, &fields).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", done.text().await.unwrap());
    cookie
}

pub async fn kiosk_of(branch: &Branch, id: &str) -> String {
    enrolled(branch, id, &format!("/b/{id}/kiosk"), "kiosk").await
}

async fn issue(branch: &Branch, cookie: &str) -> Response {
    let request = branch.server.request(Method::POST, &branch.server.branch("tickets")).header("cookie", cookie);
    let body = json!({ "service": "cash", "language": "it" });
    request.header("Idempotency-Key", fresh_key()).json(&body).send().await.unwrap()
}

#[tokio::test]
async fn a_device_that_is_not_enrolled_gives_no_ticket_and_one_that_is_does() {
    let branch = Branch::start().await;
    assert_eq!(problem(issue(&branch, "").await).await, (401, "device_unknown".into()));
    let (asking, _) = branch.asking("/b/centro/kiosk").await;
    assert_eq!(problem(issue(&branch, &asking).await).await, (401, "device_unknown".into()));
    let kiosk = kiosk_of(&branch, "centro").await;
    assert_eq!(issue(&branch, &kiosk).await.status(), StatusCode::CREATED);
    let page = branch.page("/b/centro/kiosk", &kiosk).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.headers()["set-cookie"].to_str().unwrap().contains("Max-Age"), "its key is given anew");
    assert!(page.text().await.unwrap().contains("/device.js"));
    let anna = branch.server.sign_in("anna").await.cookie;
    assert_eq!(issue(&branch, &anna).await.status(), StatusCode::CREATED, "a colleague gives out tickets too");
}

#[tokio::test]
async fn a_device_does_its_own_part_in_its_own_branch_whatever_is_opened_on_it() {
    let branch = Branch::start().await;
    let display = enrolled(&branch, "centro", "/b/centro/lobby", "display").await;
    assert_eq!(branch.page("/b/centro/lobby", &display).await.status(), StatusCode::OK);
    assert_eq!(problem(issue(&branch, &display).await).await, (403, "forbidden".into()));
    for path in ["/b/porto/lobby", "/b/centro/kiosk", "/b/centro/desk", "/b/centro/office/devices"] {
        assert_ne!(branch.page(path, &display).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_device_works_on_after_the_server_was_killed() {
    let branch = Branch::start().await;
    let kiosk = kiosk_of(&branch, "centro").await;
    let Branch { server, browser } = branch;
    let folder = server.kill();
    let file = folder.path().join("bank.toml");
    let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file));
    let branch = Branch { server, browser };
    assert_eq!(issue(&branch, &kiosk).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_revoked_device_stops_within_a_second_an_open_stream_included() {
    let branch = Branch::start().await;
    let display = enrolled(&branch, "centro", "/b/centro/lobby", "display").await;
    let id = branch.last_device("centro").await;
    let stream = branch.page("/api/v1/branches/centro/stream/lobby", &display).await;
    let mut stream = Events::of(stream);
    stream.view().await;
    let gaia = branch.server.sign_in("gaia").await.cookie;
    let asked = Instant::now();
    let path = format!("/b/centro/office/devices/{id}");
    assert_eq!(branch.form(&path, &gaia, &[("do", "revoke")]).await.status(), StatusCode::SEE_OTHER);
    tokio::time::timeout(Duration::from_secs(1), stream.until_ended()).await.expect("the stream ends");
    println!("the stream ended after {:?}", asked.elapsed());
    assert_eq!(branch.page("/b/centro/lobby", &display).await.status(), StatusCode::UNAUTHORIZED);
    let contact = branch.server.request(Method::POST, &branch.server.url("/api/v1/device/contact"));
    let answer = contact.header("cookie", &display).json(&json!({ "version": "1" })).send().await.unwrap();
    assert_eq!(problem(answer).await, (401, "device_unknown".into()));
}

#[tokio::test]
async fn a_device_is_heard_of_and_shows_its_name_when_a_manager_asks_which_one_it_is() {
    let branch = Branch::start().await;
    let kiosk = kiosk_of(&branch, "centro").await;
    let id = branch.last_device("centro").await;
    let gaia = branch.server.sign_in("gaia").await.cookie;
    let contact = async || {
        let request = branch.server.request(Method::POST, &branch.server.url("/api/v1/device/contact"));
        let answer = request.header("cookie", &kiosk).json(&json!({ "version": "7.8.9" })).send().await.unwrap();
        answer.json::<serde_json::Value>().await.unwrap()
    };
    assert_eq!(contact().await["shows_name"], false);
    let listed = branch.page("/b/centro/office/devices", &gaia).await.text().await.unwrap();
    assert!(listed.contains("7.8.9") && listed.contains("127.0.0.1"), "{listed}");
    branch.form(&format!("/b/centro/office/devices/{id}"), &gaia, &[("do", "show")]).await;
    let told = contact().await;
    assert_eq!((&told["shows_name"], &told["name"]), (&json!(true), &json!("By the door")));
    branch.form(&format!("/b/centro/office/devices/{id}"), &gaia, &[("do", "rename"), ("name", "Entrance")]).await;
    assert_eq!(contact().await["name"], "Entrance");
}

#[tokio::test]
async fn letters_that_no_device_shows_enrol_nothing_and_the_form_keeps_what_was_typed() {
    let branch = Branch::start().await;
    let gaia = branch.server.sign_in("gaia").await.cookie;
    let fields = [("letters", "BCDF GHJK"), ("role", "kiosk"), ("name", "By the door")];
    let refused = branch.form("/b/centro/office/devices", &gaia, &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("BCDF GHJK"));
    let anna = branch.server.sign_in("anna").await.cookie;
    let forbidden = branch.form("/b/centro/office/devices", &anna, &fields).await;
    assert_eq!(forbidden.status(), StatusCode::FORBIDDEN, "a CSR enrols nothing");
}
