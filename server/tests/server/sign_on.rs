//! Single sign-on from outside: a browser goes to a provider, comes back and is signed in, or reads why not.

mod provider;

use super::program::{PASSWORD, Server, database, problem, run};
use provider::{CLIENT, Provider, SECRET};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use serde_json::json;
use std::time::{Duration, Instant};

/// The server, by the address that the provider sends browsers back to.
const PUBLIC: &str = "http://lobby.example";

struct Bank {
    server: Server,
    provider: Provider,
    browser: Client,
}

impl Bank {
    async fn start() -> Self {
        Self::start_with(&[]).await
    }

    async fn start_with(more: &[&str]) -> Self {
        let provider = Provider::start().await;
        let issuer = provider.issuer.clone();
        let server = Server::start(tempfile::tempdir().unwrap(), |command| {
            command.args(["demo", "--quiet", "--sign-on-client", CLIENT, "--sign-on-issuer", &issuer]).args(more);
            command.env("SPORTELLO_SIGN_ON_SECRET", SECRET)
        });
        Self { server, provider, browser: Client::builder().redirect(Policy::none()).build().unwrap() }
    }

    async fn get(&self, url: &str, cookie: &str) -> Response {
        self.browser.get(url).header("cookie", cookie).send().await.unwrap()
    }

    /// Goes to the provider: the cookie that the browser keeps, and where the provider sends it back to.
    async fn on_the_way(&self) -> (String, String) {
        let begun = self.get(&self.server.url("/sign-in/sso?next=/b/centro/desk&lang=en"), "").await;
        let at = location(&begun);
        assert!(at.starts_with(&format!("{}/authorize?", self.provider.issuer)), "{at}");
        let cookie = cookies(&begun).into_iter().find(|cookie| cookie.starts_with("__Host-sportello-way=")).unwrap();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"),
            "{cookie}"
        );
        let back = location(&self.get(&at, "").await);
        let path = back.strip_prefix(PUBLIC).unwrap_or_else(|| panic!("{back}"));
        (cookie.split(';').next().unwrap().to_owned(), self.server.url(path))
    }

    /// Goes there and comes back.
    async fn signs_in(&self) -> Response {
        let (cookie, back) = self.on_the_way().await;
        self.get(&back, &cookie).await
    }

    /// Reads on the sign-in page why nobody is let in.
    async fn is_refused(&self, words: &str) {
        let refused = self.signs_in().await;
        assert!(session(&refused).is_none());
        self.says(&refused, words).await;
    }

    /// An answer leads back to the sign-in page, which says why, in the language of before and with the way to go on.
    async fn says(&self, answer: &Response, words: &str) {
        let to = location(answer);
        assert!(to.starts_with("/sign-in?refused=") && to.ends_with("&lang=en"), "{to}");
        let html = self.server.get(&to).await.text().await.unwrap();
        assert!(html.contains(words), "{html}");
    }

    fn audit(&self, branch: &str) -> String {
        let database = database(self.server.database().parent().unwrap());
        String::from_utf8(run(&["audit", "list", "--branch", branch, "--database", &database]).stdout).unwrap()
    }
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn cookies(answer: &Response) -> Vec<String> {
    answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

/// The session that an answer begins.
fn session(answer: &Response) -> Option<String> {
    let pairs = cookies(answer).into_iter().map(|cookie| cookie.split(';').next().unwrap().to_owned());
    pairs.into_iter().find(|pair| pair.strip_prefix("__Host-sportello=").is_some_and(|token| !token.is_empty()))
}

#[tokio::test]
async fn whom_the_provider_vouches_for_is_signed_in_with_the_roles_that_it_names() {
    let bank = Bank::start().await;
    let page = bank.server.get("/sign-in?lang=en").await.text().await.unwrap();
    assert!(page.contains("/sign-in/sso?lang=en") && page.contains("type=\"password\""), "beside passwords");
    let done = bank.signs_in().await;
    assert_eq!(location(&done), "/b/centro/desk?lang=en");
    let cookie = session(&done).expect("a session");
    let desk = bank.get(&bank.server.url("/b/centro/desk?lang=en"), &cookie).await;
    assert_eq!(desk.status(), StatusCode::OK);
    assert!(desk.text().await.unwrap().contains("Marta Rossi"));
    let manager = bank.get(&bank.server.branch("view/manager"), &cookie).await;
    assert_eq!(problem(manager).await.0, 403, "a CSR manages nothing");

    // Another name and another role the next day, and the same person.
    bank.provider.manner(|manner| {
        "Marta Bianchi".clone_into(&mut manner.name);
        manner.roles = json!("manager:centro something:else");
    });
    let cookie = session(&bank.signs_in().await).expect("a session");
    let manager = bank.get(&bank.server.branch("view/manager"), &cookie).await;
    assert_eq!(manager.status(), StatusCode::OK);
    let staff = bank.get(&bank.server.url("/b/centro/office/staff?lang=en"), &cookie).await.text().await.unwrap();
    assert!(staff.contains("Marta Bianchi") && !staff.contains("Marta Rossi"), "one account");
    let noted = bank.audit("centro");
    for what in ["person_added", "person_changed", "signed_in"] {
        assert!(noted.contains(what), "{noted}");
    }
}

#[tokio::test]
async fn who_has_no_role_any_more_is_refused_and_signed_out_everywhere() {
    let bank = Bank::start().await;
    let before = session(&bank.signs_in().await).expect("a session");
    bank.provider.manner(|manner| manner.roles = json!(["somebody else's"]));
    bank.is_refused("Your account has no role here").await;
    let desk = bank.get(&bank.server.branch("view/desk/1"), &before).await;
    assert_eq!(desk.status(), StatusCode::UNAUTHORIZED);
    // Somebody whom nobody knew leaves nothing behind.
    bank.provider.manner(|manner| "8".clone_into(&mut manner.subject));
    bank.is_refused("Your account has no role here").await;
}

#[tokio::test]
async fn an_answer_of_the_provider_that_is_not_right_signs_nobody_in() {
    let bank = Bank::start().await;
    let refused = "did not let you in";
    bank.provider.manner(|manner| manner.nonce = Some("another sign-in's".to_owned()));
    bank.is_refused(refused).await;
    bank.provider.manner(|manner| (manner.nonce, manner.codes_are_late) = (None, true));
    bank.is_refused(refused).await;
    bank.provider.manner(|manner| {
        manner.codes_are_late = false;
        "another client".clone_into(&mut manner.audience);
    });
    bank.is_refused(refused).await;
    bank.provider.manner(|manner| CLIENT.clone_into(&mut manner.audience));
    // A code is good once, and for the browser that began alone.
    let (cookie, back) = bank.on_the_way().await;
    let (other, _) = bank.on_the_way().await;
    for stranger in ["", other.as_str()] {
        assert_eq!(location(&bank.get(&back, stranger).await), "/sign-in?late=1");
    }
    assert!(session(&bank.get(&back, &cookie).await).is_some());
    assert!(session(&bank.get(&back, &cookie).await).is_none(), "the code is used up");
    // Who gives up at the provider comes back too.
    let (cookie, back) = bank.on_the_way().await;
    let (path, query) = back.split_once('?').unwrap();
    let state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
    let gave_up = bank.get(&format!("{path}?error=access_denied&{state}"), &cookie).await;
    bank.says(&gave_up, refused).await;
}

#[tokio::test]
async fn a_provider_that_changes_its_key_is_asked_for_the_new_one_at_once() {
    let bank = Bank::start().await;
    assert!(session(&bank.signs_in().await).is_some());
    bank.provider.manner(|manner| manner.key = 2);
    assert!(session(&bank.signs_in().await).is_some());
}

#[tokio::test]
async fn a_provider_that_hangs_or_is_away_is_said_and_passwords_go_on() {
    let bank = Bank::start().await;
    bank.provider.manner(|manner| manner.hangs = true);
    let asked = Instant::now();
    bank.is_refused("cannot be reached").await;
    assert!(asked.elapsed() >= Duration::from_secs(8), "it has its time");
    bank.server.sign_in("anna").await;

    let away = Bank::start().await;
    away.provider.stop().await;
    let begun = away.get(&away.server.url("/sign-in/sso?next=/&lang=en"), "").await;
    away.says(&begun, "cannot be reached").await;
    away.server.sign_in("anna").await;
}

#[tokio::test]
async fn an_account_of_this_server_is_not_taken_over_by_the_same_name_at_the_provider() {
    let bank = Bank::start_with(&["--sign-on-role", "cn=tellers=csr:centro"]).await;
    bank.provider.manner(|manner| {
        "gaia".clone_into(&mut manner.login);
        manner.roles = json!(["cn=tellers"]);
    });
    let cookie = session(&bank.signs_in().await).expect("a session");
    let manager = bank.get(&bank.server.branch("view/manager"), &cookie).await;
    assert_eq!(problem(manager).await.0, 403, "this is another Gaia");
    let gaia = bank.server.sign_in("gaia").await;
    let staff = bank.get(&bank.server.url("/b/centro/office/staff"), &gaia.cookie).await.text().await.unwrap();
    assert!(staff.contains("gaia-"), "{staff}");
    // Whom the provider knows signs in there alone.
    let body = json!({ "user": "gaia", "password": PASSWORD });
    let by_password = bank.browser.post(bank.server.url("/api/v1/session")).json(&body).send().await.unwrap();
    assert_eq!(by_password.status(), StatusCode::OK, "the Gaia of this server");
}

#[tokio::test]
async fn who_signs_out_here_is_led_to_sign_out_at_the_provider() {
    let bank = Bank::start().await;
    let cookie = session(&bank.signs_in().await).expect("a session");
    let out = bank.browser.post(bank.server.url("/sign-out?lang=en")).header("cookie", &cookie);
    let out = out.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(location(&out), "/sign-in?out=1&lang=en");
    let page = bank.get(&bank.server.url("/sign-in?out=1&lang=en"), "").await;
    let refresh = page.headers()["refresh"].to_str().unwrap().to_owned();
    assert!(refresh.starts_with(&format!("0;url={}/end?", bank.provider.issuer)), "{refresh}");
    assert!(refresh.contains("post_logout_redirect_uri=http%3A%2F%2Flobby.example%2Fsign-in"), "{refresh}");
    let desk = bank.get(&bank.server.branch("view/desk/1"), &cookie).await;
    assert_eq!(desk.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_bank_may_take_no_passwords_at_all() {
    let bank = Bank::start_with(&["--sign-on-only"]).await;
    let page = bank.server.get("/sign-in?lang=en").await.text().await.unwrap();
    assert!(page.contains("/sign-in/sso") && !page.contains("type=\"password\""));
    let body = json!({ "user": "anna", "password": PASSWORD });
    let by_password = bank.browser.post(bank.server.url("/api/v1/session")).json(&body).send().await.unwrap();
    assert_eq!(problem(by_password).await, (401, "sign_in_refused".to_owned()));
    assert!(session(&bank.signs_in().await).is_some());
}

#[test]
fn options_that_cannot_be_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let start = |more: &[&str]| {
        let database = database(folder.path());
        let common = ["demo", "--quiet", "--listen", "127.0.0.1:0", "--database", &database, "--public-url", PUBLIC];
        let refused = run(&[&common, more].concat());
        assert!(!refused.status.success());
        String::from_utf8(refused.stderr).unwrap()
    };
    let said = start(&["--sign-on-issuer", "http://id.bank.example", "--sign-on-client", CLIENT]);
    assert!(said.contains("must begin with https://"), "{said}");
    let with = ["--sign-on-issuer", "https://id.bank.example", "--sign-on-client", CLIENT, "--sign-on-role"];
    let said = start(&[&with[..], &["tellers=king"]].concat());
    assert!(said.contains("\"tellers=king\"") && said.contains("csr:centro"), "{said}");
    let said = start(&["--sign-on-issuer", "https://id.bank.example"]);
    assert!(said.contains("--sign-on-client"), "{said}");
}
