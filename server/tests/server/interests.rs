//! Interest in products: with a consent that was read, on the list, passed on, withdrawn by one touch. Products stand by their services.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(server: &Server, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url(path)).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn step(at: &Session<'_>, record: i64, version: u32, to: &str) -> Response {
    let request = at.server.request(Method::POST, &at.server.branch(&format!("interests/{record}/step")));
    let request = request.header("cookie", &at.cookie).header("Idempotency-Key", fresh_key());
    request.header("If-Match", format!("\"{version}\"")).json(&json!({ "to": to })).send().await.unwrap()
}

async fn read(at: &Session<'_>, record: i64) -> Value {
    at.get(&format!("/api/v1/branches/centro/interests/{record}")).await.json().await.unwrap()
}

async fn listed(at: &Session<'_>) -> usize {
    let list: Value = at.get("/api/v1/branches/centro/to-do?kind=interest").await.json().await.unwrap();
    list["entries"].as_array().unwrap().len()
}

/// What a form's hidden field holds.
fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn a_consent_is_read_ticked_and_withdrawn_by_one_touch() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let choice = anna.get("/b/centro/office/interests/new?lang=en").await.text().await.unwrap();
    assert!(choice.contains("product=personal_loan") && !choice.contains("name=\"consent\""), "{choice}");
    let page = "/b/centro/office/interests/new?lang=en&product=personal_loan&language=de";
    let page = anna.get(page).await.text().await.unwrap();
    assert!(page.contains("lang=\"de\"") && page.contains("Ich bin einverstanden"), "{page}");
    assert!(!page.contains("checked"), "nothing is ticked beforehand: {page}");
    let (wording, key) = (field(&page, "wording").to_owned(), field(&page, "key").to_owned());
    let form = |consent: &'static str, wording: &str| {
        let fields = [("key", &*key), ("product", "personal_loan"), ("language", "de"), ("name", "Rosa Bianchi")];
        let more = [("phone", "06 1234567"), ("consent", consent), ("wording", wording)];
        fields.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    for (consent, words) in [("", wording.as_str()), ("on", "other words")] {
        let form = form(consent, words);
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = send(&server, "/b/centro/office/interests/new?lang=en", &anna.cookie, &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{consent} {words}");
        assert!(refused.text().await.unwrap().contains("Rosa Bianchi"), "what was typed stays");
    }
    let form = form("on", &wording);
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let kept = send(&server, "/b/centro/office/interests/new?lang=en", &anna.cookie, &form).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let interest = read(&anna, 1).await;
    assert_eq!(
        (&interest["state"], &interest["phone"], &interest["wording"], &interest["language"]),
        (&json!("given"), &json!("061234567"), &json!(wording), &json!("de"))
    );
    assert_eq!(listed(&anna).await, 1);
    assert_eq!(step(&anna, 1, 1, "passed").await.status(), StatusCode::OK);
    assert_eq!(problem(step(&anna, 1, 1, "done").await).await, (412, "version_stale".to_owned()));
    assert_eq!(listed(&anna).await, 1, "it is on the list until it is done");

    let page = anna.get("/b/centro/office/interests/1?lang=en").await.text().await.unwrap();
    let token = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>();
    let link = page.split("/i/").skip(1).map(token).find(|token| token.len() == 32).unwrap();
    let own = format!("/i/{link}");
    let looked = server.get(&own).await;
    assert_eq!(looked.status(), StatusCode::OK);
    let looked = looked.text().await.unwrap();
    assert!(!looked.contains("Rosa") && !looked.contains("061234567"), "a link shows no personal data: {looked}");
    assert_eq!(read(&anna, 1).await["state"], "passed", "to look changes nothing");
    for time in ["first", "second"] {
        let withdrawn = send(&server, &own, "", &[]).await;
        assert_eq!(withdrawn.status(), StatusCode::SEE_OTHER, "{time}");
    }
    let interest = read(&anna, 1).await;
    assert_eq!(
        (&interest["state"], &interest["phone"], &interest["name"]),
        (&json!("withdrawn"), &json!(""), &json!(""))
    );
    assert_eq!(listed(&anna).await, 0);
    assert_eq!(problem(step(&anna, 1, 3, "done").await).await, (409, "step_refused".to_owned()));
    assert_eq!(server.get("/i/00000000000000000000000000000000").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_visitor_asks_on_the_branch_s_page_with_a_consent_and_withdraws_it() {
    let server = Server::demo();
    let ready = server.get("/b/centro/ready/loan?lang=de").await.text().await.unwrap();
    assert!(ready.contains("/b/centro/interest?lang=de&amp;product=personal_loan"), "{ready}");
    let page = server.get("/b/centro/interest?lang=de&product=personal_loan").await.text().await.unwrap();
    assert!(page.contains("Ich bin einverstanden") && !page.contains("checked"), "{page}");
    let (wording, key) = (field(&page, "wording").to_owned(), field(&page, "key").to_owned());
    let form = |consent: &'static str, email: &'static str| {
        [
            ("key", key.clone()),
            ("lang", "de".to_owned()),
            ("product", "personal_loan".to_owned()),
            ("name", "Rosa Bianchi".to_owned()),
            ("email", email.to_owned()),
            ("consent", consent.to_owned()),
            ("wording", wording.clone()),
        ]
    };
    let post = async |form: &[(&'static str, String)]| {
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        send(&server, "/b/centro/interest", "", &form).await
    };
    for form in [form("", "rosa@example.org"), form("on", "rosa@"), form("on", "")] {
        let refused = post(&form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(refused.text().await.unwrap().contains("Rosa Bianchi"), "what was typed stays");
    }
    let mut own = Vec::new();
    for _ in 0..2 {
        let sent = post(&form("on", "rosa@example.org")).await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
        own.push(sent.headers()["location"].to_str().unwrap().to_owned());
    }
    assert_eq!(own[0], own[1], "a form that is sent twice is one interest");
    let anna = server.sign_in("anna").await;
    assert_eq!(listed(&anna).await, 1);
    let page = anna.get("/b/centro/office/interests/1?lang=en").await.text().await.unwrap();
    assert!(page.contains("rosa@example.org") && page.contains("The client, on the branch"), "{page}");
    let looked = server.get(&own[0]).await.text().await.unwrap();
    assert!(!looked.contains("rosa@example.org"), "a link shows no personal data: {looked}");
    let link = own[0].split('?').next().unwrap();
    assert_eq!(send(&server, link, "", &[]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(read(&anna, 1).await["state"], "withdrawn");
    assert_eq!(listed(&anna).await, 0);
    for page in ["/b/centro/interest", "/b/centro/interest?product=gold"] {
        assert_eq!(server.get(page).await.status(), StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn a_program_reads_the_words_and_sends_their_hash() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let words = "/api/v1/branches/centro/interests/wording?product=mortgage_fixed&lang=en";
    let words: Value = anna.get(words).await.json().await.unwrap();
    assert!(words["words"].as_str().unwrap().contains("Fixed-rate mortgage"), "{words}");
    let request = |product: &str, phone: &str, consent: bool, wording: &Value| json!({ "product": product, "language": "en", "phone": phone, "consent": consent, "wording": wording });
    for (body, field) in [
        (request("moon", "06 1234567", true, &words["wording"]), "product"),
        (request("mortgage_fixed", "", true, &words["wording"]), "phone"),
        (request("mortgage_fixed", "six", true, &words["wording"]), "phone"),
        (request("mortgage_fixed", "06 1234567", false, &words["wording"]), "consent"),
        (request("mortgage_variable", "06 1234567", true, &words["wording"]), "wording"),
    ] {
        let answer = anna.post("interests", &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let kept = anna.does("interests", &request("mortgage_fixed", "06 1234567", true, &words["wording"])).await;
    assert_eq!(kept, json!({ "id": 1, "state": "given", "version": 1 }));
    assert_eq!(step(&anna, 1, 1, "withdrawn").await.status(), StatusCode::OK);
    assert_eq!(read(&anna, 1).await["phone"], "");
}

#[tokio::test]
async fn products_stand_by_their_service_whatever_is_searched() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let products = async |query: &str| -> Vec<String> {
        let answer = anna.get(&format!("/api/v1/branches/centro/articles?{query}")).await;
        let answer: Value = answer.json().await.unwrap();
        let products = answer["products"].as_array().unwrap();
        products.iter().map(|product| product["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(products("service=mortgage").await, ["mortgage_fixed", "mortgage_variable"]);
    assert!(products("service=mortgage&q=casa").await.is_empty());
    let page = server.get("/b/centro/ready/mortgage?lang=en").await.text().await.unwrap();
    let (fixed, variable) = (page.find("Fixed-rate mortgage").unwrap(), page.find("Variable-rate mortgage").unwrap());
    assert!(fixed < variable && page.contains("mutuo-tasso-fisso.pdf"), "in the set-up's order: {page}");
    let none = server.get(&format!("{}?lang=en", "/b/centro/ready/cash")).await.text().await.unwrap();
    assert!(!none.contains("class=\"products\""), "{none}");
    let url = server.branch("products/mortgage_fixed.pdf");
    let sheet = server.request(Method::GET, &url).send().await.unwrap();
    assert_eq!(problem(sheet).await, (404, "product_unknown".to_owned()), "this one is not the branch's own file");
}
