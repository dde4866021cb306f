//! Passkeys from outside: added on the account's page, used after the password, removed; on any server, and at no other address.

use super::closed::{Branch, form_encoded};
use super::program::{PASSWORD, Server, complaint, database, run};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, StatusCode};
use testing::SoftPasskey;
use testing::postgres::fresh_database;

/// A browser that has the server under a name.
struct Browser<'a> {
    server: &'a Server,
    host: String,
    client: Client,
}

impl<'a> Browser<'a> {
    /// The machine's own browser.
    fn of(server: &'a Server) -> Self {
        let port = server.origin.rsplit(':').next().unwrap();
        Self::at(server, &format!("localhost:{port}"))
    }

    fn at(server: &'a Server, host: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { server, host: host.to_owned(), client }
    }

    /// The same browser, whose requests another server answers.
    fn through<'b>(&self, server: &'b Server) -> Browser<'b> {
        Browser::at(server, &self.host)
    }

    fn key(&self, seed: u8) -> SoftPasskey {
        SoftPasskey::new(seed, &format!("http://{}", self.host))
    }

    async fn page(&self, path: &str, cookie: &str) -> String {
        let request = self.client.get(self.server.url(path)).header("host", &self.host).header("cookie", cookie);
        let answer = request.send().await.unwrap();
        let (status, html) = (answer.status(), answer.text().await.unwrap());
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        html
    }

    async fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.client.post(self.server.url(path)).header("host", &self.host).header("cookie", cookie);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(form_encoded(fields)).send().await.unwrap()
    }

    async fn signed_in(&self, user: &str) -> String {
        let fields = [("user", user), ("password", PASSWORD), ("next", "/b/centro/office")];
        let done = self.form("/sign-in?lang=en", "", &fields).await;
        assert_eq!(location(&done), "/b/centro/office?lang=en");
        session_of(&done)
    }

    /// Begins to add a passkey of this name: what the browser is asked.
    async fn begun(&self, cookie: &str, name: &str) -> String {
        let fields = [("do", "begin"), ("name", name), ("current", PASSWORD), ("next", "/b/centro/office")];
        let begun = self.form("/passkeys?lang=en", cookie, &fields).await;
        assert_eq!(location(&begun), "/passkeys?next=%2Fb%2Fcentro%2Foffice&lang=en");
        asked_in(&self.page("/passkeys?lang=en", cookie).await)
    }

    async fn add(&self, cookie: &str, answer: &str) -> Response {
        self.form("/passkeys?lang=en", cookie, &[("do", "add"), ("answer", answer), ("next", "/b/centro/office")]).await
    }

    /// Adds the first passkey: the recovery codes.
    async fn added(&self, cookie: &str, key: &SoftPasskey) -> Vec<String> {
        let answer = key.make(&self.begun(cookie, "My phone").await);
        let done = self.add(cookie, &answer).await;
        assert_eq!(done.status(), StatusCode::OK);
        let html = done.text().await.unwrap();
        html.split("<code>").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect()
    }

    /// Sends the password: the cookie of a sign-in that waits, and what its browser is asked.
    async fn password(&self, user: &str) -> (String, String) {
        let fields = [("user", user), ("password", PASSWORD), ("next", "/b/centro/office")];
        let asked = self.form("/sign-in?lang=en", "", &fields).await;
        assert_eq!(location(&asked), "/sign-in/code?next=%2Fb%2Fcentro%2Foffice&lang=en");
        let half = set_by(&asked, "sportello-code=");
        let html = self.page("/sign-in/code?lang=en", &half).await;
        (half, if html.contains("data-options") { asked_in(&html) } else { String::new() })
    }

    async fn answer(&self, half: &str, answer: &str) -> Response {
        self.form("/sign-in/passkey?lang=en", half, &[("answer", answer), ("next", "/b/centro/office")]).await
    }
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// The cookie of this name that an answer sets.
fn set_by(answer: &Response, name: &str) -> String {
    let set = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let mut pairs = set.filter_map(|cookie| cookie.split(';').next());
    pairs.find(|pair| pair.contains(name) && !pair.ends_with('=')).expect("a cookie").to_owned()
}

fn session_of(answer: &Response) -> String {
    set_by(answer, "sportello=")
}

/// What a page gives its script to ask.
fn asked_in(html: &str) -> String {
    let (_, rest) = html.split_once("data-options=\"").expect("the browser is asked");
    rest.split('"').next().unwrap().replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
}

/// The number of the only passkey on a page.
fn number_in(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"passkey\" value=\"").expect("a passkey");
    rest.split('"').next().unwrap().to_owned()
}

fn audit(server: &Server) -> String {
    let database = database(server.database().parent().unwrap());
    String::from_utf8(run(&["audit", "list", "--branch", "centro", "--database", &database]).stdout).unwrap()
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_is_refused_once_it_is_removed() {
    let branch = Branch::start().await;
    let browser = Browser::of(&branch.server);
    let gaia = browser.signed_in("gaia").await;
    let wrong = [("do", "begin"), ("name", "My phone"), ("current", "wrong"), ("next", "/")];
    let refused = browser.form("/passkeys?lang=en", &gaia, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "a tablet that was left open adds nothing");
    let nameless = [("do", "begin"), ("name", " "), ("current", PASSWORD)];
    assert_eq!(browser.form("/passkeys", &gaia, &nameless).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let mut key = browser.key(7);
    assert_eq!(browser.added(&gaia, &key).await.len(), 10);
    let page = browser.page("/passkeys?lang=en", &gaia).await;
    for words in ["My phone", "Not used yet", "10 recovery codes left"] {
        assert!(page.contains(words), "{words}: {page}");
    }

    let (half, asked) = browser.password("gaia").await;
    let nowhere = branch.page("/b/centro/office", &half).await;
    assert!(location(&nowhere).starts_with("/sign-in?"), "nothing is open before the passkey");
    let answer = key.sign(&asked);
    let done = browser.answer(&half, &answer).await;
    assert_eq!(location(&done), "/b/centro/office?lang=en");
    let session = session_of(&done);
    assert_eq!(branch.page("/b/centro/office", &session).await.status(), StatusCode::OK);
    assert!(browser.page("/passkeys?lang=en", &session).await.contains("Last used on"));
    assert!(location(&browser.answer(&half, &answer).await).starts_with("/sign-in?late=1"), "it is used up");
    let (half, _) = browser.password("gaia").await;
    let replayed = browser.answer(&half, &answer).await;
    assert_eq!(location(&replayed), "/sign-in/code?refused=passkey&next=%2Fb%2Fcentro%2Foffice&lang=en");
    let said = browser.page("/sign-in/code?refused=passkey&lang=en", &half).await;
    assert!(said.contains("This passkey was not accepted"), "{said}");

    let id = number_in(&page);
    let remove = async |current: &str| {
        let fields = [("do", "remove"), ("passkey", id.as_str()), ("current", current)];
        browser.form("/passkeys?lang=en", &session, &fields).await.status()
    };
    let (half, asked) = browser.password("gaia").await;
    assert_eq!(remove("wrong").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove(PASSWORD).await, StatusCode::SEE_OTHER);
    assert_eq!(remove(PASSWORD).await, StatusCode::NOT_FOUND);
    let removed = browser.answer(&half, &key.sign(&asked)).await;
    assert!(location(&removed).starts_with("/sign-in/code?refused=passkey"), "one that was removed");
    browser.signed_in("gaia").await;
    let listed = audit(&branch.server);
    for what in ["passkey_added", "passkey_used", "passkey_refused", "passkey_removed"] {
        assert!(listed.contains(what), "{what}: {listed}");
    }
    let noted = listed.lines().find(|line| line.contains("sign_in_refused") && line.contains("staff:7"));
    assert!(noted.is_some() && !listed.contains("My phone"), "{listed}");
}

#[tokio::test]
async fn what_begins_on_one_server_ends_on_another() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let first = Browser::of(&one);
    let second = first.through(&other);
    let gaia = first.signed_in("gaia").await;
    let mut key = first.key(7);
    let answer = key.make(&first.begun(&gaia, "My phone").await);
    assert_eq!(second.add(&gaia, &answer).await.status(), StatusCode::OK);
    let (half, asked) = second.password("gaia").await;
    let answer = key.sign(&asked);
    let done = first.answer(&half, &answer).await;
    assert_eq!(location(&done), "/b/centro/office?lang=en");
    assert!(location(&second.answer(&half, &answer).await).starts_with("/sign-in?late=1"), "once on both");
}

#[tokio::test]
async fn where_browsers_use_no_passkey_the_page_says_so_and_a_code_is_taken() {
    let branch = Branch::start().await;
    let own = Browser::of(&branch.server);
    let gaia = own.signed_in("gaia").await;
    let mut key = own.key(7);
    let codes = own.added(&gaia, &key).await;
    for host in ["192.168.1.10:3000", "127.0.0.1:3000", "lobby.example"] {
        let there = Browser::at(&branch.server, host);
        let page = there.page("/passkeys?lang=en", &gaia).await;
        assert!(page.contains("Passkeys do not work at this address"), "{host}: {page}");
        assert!(page.contains("It holds at localhost only."), "{host}");
        let fields = [("do", "begin"), ("name", "My phone"), ("current", PASSWORD)];
        let begun = there.form("/passkeys?lang=en", &gaia, &fields).await;
        assert_eq!(begun.status(), StatusCode::SEE_OTHER, "{host}");
        assert!(!there.page("/passkeys?lang=en", &gaia).await.contains("data-options"), "{host}");
    }
    let there = Browser::at(&branch.server, "192.168.1.10:3000");
    let (half, asked) = there.password("gaia").await;
    assert_eq!(asked, "", "nothing is asked where nothing could answer");
    let page = there.page("/sign-in/code?lang=en", &half).await;
    assert!(page.contains("Your passkeys are of another address"), "{page}");
    let (_, elsewhere) = own.password("gaia").await;
    let forwarded = there.answer(&half, &key.sign(&elsewhere)).await;
    assert!(location(&forwarded).starts_with("/sign-in?late=1"), "an answer of another address");
    let (half, _) = there.password("gaia").await;
    let fields = [("code", codes[0].as_str()), ("next", "/b/centro/office")];
    assert_eq!(location(&there.form("/sign-in/code?lang=en", &half, &fields).await), "/b/centro/office?lang=en");
}

#[tokio::test]
async fn the_public_address_is_the_one_at_which_they_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder, |command| command.args(["demo", "--public-url", "https://sportello.example"]));
    let browser = Browser::at(&server, "sportello.example");
    let fields = [("user", "gaia"), ("password", PASSWORD), ("next", "/b/centro/office")];
    let gaia = session_of(&browser.form("/sign-in?lang=en", "", &fields).await);
    let asked = browser.begun(&gaia, "My phone").await;
    assert!(
        asked.contains("\"id\":\"sportello.example\"") && asked.contains("\"userVerification\":\"required\""),
        "{asked}"
    );
    let plain = browser.add(&gaia, &browser.key(7).make(&asked)).await;
    assert_eq!(plain.status(), StatusCode::UNPROCESSABLE_ENTITY, "a page without TLS is another origin");
    let asked = browser.begun(&gaia, "My phone").await;
    let key = SoftPasskey::new(7, "https://sportello.example");
    assert_eq!(browser.add(&gaia, &key.make(&asked)).await.status(), StatusCode::OK);
    let beside = Browser::at(&server, "192.168.1.10:3000").page("/passkeys?lang=en", &gaia).await;
    assert!(beside.contains("Passkeys do not work at this address"), "a desk that comes by plain HTTP: {beside}");
}

#[tokio::test]
async fn a_passkey_does_where_the_bank_demands_a_second_factor_and_the_last_one_stays() {
    let branch = Branch::with_security("second_factor = true").await;
    branch.hire("rita", "admin", "centro");
    let browser = Browser::of(&branch.server);
    let gaia = browser.signed_in("gaia").await;
    let sent = branch.page("/b/centro/office/staff?lang=en", &gaia).await;
    assert!(location(&sent).starts_with("/second-factor?"));
    let offered = browser.page("/second-factor?lang=en&next=/b/centro/office", &gaia).await;
    assert!(offered.contains("/passkeys?lang=en&amp;next=/b/centro/office"), "{offered}");
    browser.added(&gaia, &browser.key(7)).await;
    assert_eq!(branch.page("/b/centro/office/staff", &gaia).await.status(), StatusCode::OK);
    let page = browser.page("/passkeys?lang=en", &gaia).await;
    assert!(!page.contains("value=\"remove\""), "{page}");
    let asked = browser.begun(&gaia, "My key").await;
    assert_eq!(browser.add(&gaia, &browser.key(8).make(&asked)).await.status(), StatusCode::SEE_OTHER);
    let id = number_in(&browser.page("/passkeys?lang=en", &gaia).await);
    let remove = async |id: &str| {
        let fields = [("do", "remove"), ("passkey", id), ("current", PASSWORD)];
        browser.form("/passkeys?lang=en", &gaia, &fields).await.status()
    };
    assert_eq!(remove(&id).await, StatusCode::SEE_OTHER);
    let last = (id.parse::<i64>().unwrap() + 1).to_string();
    assert_eq!(remove(&last).await, StatusCode::FORBIDDEN, "one is demanded");
    // Renewed codes are shown once; those before are void.
    let renewed = browser.form("/passkeys?lang=en", &gaia, &[("do", "codes"), ("current", PASSWORD)]).await;
    assert_eq!(renewed.text().await.unwrap().matches("<code>").count(), 10);
    // An admin takes all of it away.
    let admin = browser.signed_in("rita").await;
    browser.added(&admin, &browser.key(9)).await;
    let reset = branch.form("/b/centro/office/staff/7", &admin, &[("do", "second-factor")]).await;
    assert_eq!(reset.status(), StatusCode::SEE_OTHER);
    let signed_in = browser.signed_in("gaia").await;
    assert!(browser.page("/passkeys?lang=en", &signed_in).await.contains("You have no passkey yet"));
}

#[tokio::test]
async fn a_person_s_passkeys_are_printed_and_erased_and_a_backup_has_no_question() {
    let branch = Branch::start().await;
    let browser = Browser::of(&branch.server);
    let anna = browser.signed_in("anna").await;
    browser.added(&anna, &browser.key(7)).await;
    browser.begun(&anna, "My other phone").await;
    let folder = branch.server.database().parent().unwrap().to_owned();
    let copy = folder.join("copy.db");
    let backed_up = run(&["backup", "--database", &database(&folder), "--to", copy.to_str().unwrap()]);
    assert!(backed_up.status.success(), "{}", complaint(&backed_up));
    let bytes = std::fs::read(&copy).unwrap();
    let has = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(has("My phone") && !has("My other phone"), "what a browser is asked now is in no backup");
    let of = |action: &str| run(&["privacy", action, "--by", "login", "anna", "--database", &database(&folder)]);
    let printed = String::from_utf8(of("export").stdout).unwrap();
    assert!(printed.contains("My phone") && printed.contains("localhost"), "{printed}");
    assert!(of("erase").status.success());
    let printed = String::from_utf8(of("export").stdout).unwrap();
    assert!(!printed.contains("My phone"), "{printed}");
}

#[tokio::test]
async fn a_foreign_page_changes_nothing_and_nobody_is_sent_to_sign_in() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let anna = server.sign_in("anna").await.cookie;
    for path in ["/passkeys", "/sign-in/passkey"] {
        let request = server.request(Method::POST, &server.url(path)).header("cookie", &anna);
        let request = request.header("sec-fetch-site", "cross-site");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let foreign = request.body("do=begin&current=x&answer=x").send().await.unwrap();
        assert_eq!(foreign.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(branch.form("/passkeys", &anna, &[("do", "fly")]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(branch.form("/passkeys", &anna, &[("do", "codes")]).await.status(), StatusCode::NOT_FOUND);
    assert!(location(&branch.page("/passkeys?lang=en", "").await).starts_with("/sign-in?next=%2Fpasskeys"));
    let browser = Browser::of(server);
    assert!(location(&browser.answer("", "{}").await).starts_with("/sign-in?late=1"), "nobody's");
    let nothing = browser.add(&browser.signed_in("anna").await, "{}").await;
    assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY, "nothing was asked");
}
