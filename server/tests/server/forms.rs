//! What visitors take away: forms as papers, and the list for a service.

use super::program::{Server, problem, run};
use reqwest::{Method, StatusCode};
use std::collections::BTreeSet;
use std::process::Command;

/// A server whose bank has a paper of its own for one form.
fn with_own_paper(paper: &[u8]) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let setup = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let setup = setup.replacen("id = \"slip\"\n", "id = \"slip\"\npdf = \"papers/own slip.pdf\"\n", 1);
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, setup).unwrap();
    std::fs::create_dir(folder.path().join("papers")).unwrap();
    std::fs::write(folder.path().join("papers/own slip.pdf"), paper).unwrap();
    Server::start(folder, |command: &mut Command| command.arg("demo").arg("--setup").arg(file))
}

#[tokio::test]
async fn a_form_is_a_pdf_to_look_at_with_its_name() {
    let server = Server::demo();
    let answer = server.get("/api/v1/branches/centro/forms/complaint.pdf?lang=en").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    assert_eq!(answer.headers()["content-disposition"], "inline; filename=\"complaint.pdf\"");
    let bytes = answer.bytes().await.unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let words = document.extract_text(&[1]).unwrap();
    assert!(words.contains("Complaint form") && words.contains("City Centre Branch"), "{words}");
}

#[tokio::test]
async fn a_form_that_is_known_is_not_sent_again_and_languages_are_told_apart() {
    let server = Server::demo();
    let italian = server.get("/api/v1/branches/centro/forms/slip.pdf").await;
    let english = server.get("/api/v1/branches/centro/forms/slip.pdf?lang=en").await;
    let tag = italian.headers()["etag"].clone();
    assert_ne!(tag, english.headers()["etag"]);
    let url = server.branch("forms/slip.pdf");
    let again = server.request(Method::GET, &url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let other = server.request(Method::GET, &url).header("if-none-match", "\"else\"").send().await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_bank_s_own_paper_comes_back_byte_for_byte() {
    let own = [b"%PDF-1.4\n".as_slice(), &[0, 255, 13, 10, 7], b"%%EOF"].concat();
    let server = with_own_paper(&own);
    let answer = server.get("/api/v1/branches/centro/forms/slip.pdf?lang=en").await;
    assert_eq!(answer.bytes().await.unwrap(), own);
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let server = Server::demo();
    for (path, code) in [
        ("forms/slop.pdf", "form_unknown"),
        ("forms/slip", "form_unknown"),
        ("forms/..%2F..%2Fbank.pdf", "form_unknown"),
        ("ready/gold/qr.svg", "service_unknown"),
        ("ready/gold/usual.svg", "service_unknown"),
    ] {
        let answer = server.get(&format!("/api/v1/branches/centro/{path}")).await;
        assert_eq!(problem(answer).await, (404, code.to_owned()), "{path}");
    }
    let answer = server.get("/api/v1/branches/luna/forms/slip.pdf").await;
    assert_eq!(problem(answer).await, (404, "branch_unknown".to_owned()));
}

#[tokio::test]
async fn the_list_to_take_away_is_a_page_without_script() {
    let server = Server::demo();
    for (path, words) in [
        (
            "/b/centro/ready/mortgage",
            vec!["Mutuo casa", "lang=\"it\"", "circa 60 minuti", "Mutui e prestiti", "forms/mortgage_app.pdf?lang=it"],
        ),
        (
            "/b/centro/ready/mortgage?lang=en",
            vec!["Home mortgage", "lang=\"en\"", "If separated or divorced", "forms/crif.pdf?lang=en"],
        ),
        ("/b/centro/ready/investments?lang=en", vec!["MiFID questionnaire", "forms/kyc.pdf"]),
        ("/b/centro/ready/cash?lang=fr", vec!["lang=\"fr\"", "Pièce d"]),
        ("/b/centro/ready/cash?lang=xx", vec!["Versare o prelevare contanti", "lang=\"it\""]),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let html = answer.text().await.unwrap();
        for words in words {
            assert!(html.contains(words), "{path} has no {words}: {html}");
        }
        assert!(!html.contains("<script type=\"module\"") && !html.contains(".wasm"), "{path} needs no script");
        assert!(!html.contains("forms/mifid.pdf"), "{path}: what the adviser has is not offered");
    }
    let answer = server.get("/b/centro/ready/gold?lang=en").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.text().await.unwrap().contains("<h1"));
}

#[tokio::test]
async fn the_code_of_a_list_is_a_picture() {
    let server = Server::demo();
    let code = async |query: &str| {
        let url = server.url(&format!("/api/v1/branches/centro/ready/cash/qr.svg{query}"));
        server.request(Method::GET, &url).header("host", "lobby.example").send().await.unwrap()
    };
    let answer = code("?lang=en").await;
    assert_eq!(answer.headers()["content-type"], "image/svg+xml");
    let (english, italian) = (answer.text().await.unwrap(), code("").await);
    assert!(english.starts_with("<svg") && english != italian.text().await.unwrap());
}

#[tokio::test]
async fn a_visitor_s_usual_service_is_a_picture_in_a_language_of_the_branch() {
    let server = Server::demo();
    let code = async |path: &str| {
        let answer = server.get(&format!("/api/v1/branches/centro/ready/{path}")).await;
        assert_eq!(
            (answer.status(), answer.headers()["cache-control"].to_str().unwrap()),
            (StatusCode::OK, "no-store")
        );
        assert_eq!(answer.headers()["content-type"], "image/svg+xml");
        answer.text().await.unwrap()
    };
    let english = code("cash/usual.svg?lang=en").await;
    assert!(english.starts_with("<svg") && english != code("cards/usual.svg?lang=en").await);
    let italian = code("cash/usual.svg?lang=it").await;
    assert!(english != italian && code("cash/usual.svg?lang=xx").await == italian);
}

#[tokio::test]
async fn a_ticket_s_page_offers_to_keep_its_service_on_the_phone_and_the_branch_s_page_knows_its_services() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let ticket = server.get(&format!("/t/{token}?lang=en")).await.text().await.unwrap();
    for part in ["data-service=\"cash\"", "data-language=\"it\"", "Keep this service and language", "/usual.js"] {
        assert!(ticket.contains(part), "{part}: {ticket}");
    }
    let branch = server.get("/b/centro?lang=en").await.text().await.unwrap();
    for part in ["data-service=\"cash\"", "data-codes=\"/api/v1/branches/centro/ready/\"", "/usual.js"] {
        assert!(branch.contains(part), "{part}: {branch}");
    }
}

#[test]
fn a_paper_that_cannot_be_used_is_said_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let setup = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let file = folder.path().join("bank.toml");
    std::fs::write(folder.path().join("no.pdf"), "no PDF at all").unwrap();
    std::fs::write(folder.path().join("large.pdf"), [b"%PDF".as_slice(), &vec![0; 5 << 20]].concat()).unwrap();
    for (fields, remedy) in [
        ("pdf = \"gone.pdf\"", "write the path of a PDF beside the set-up"),
        ("pdf = \"no.pdf\"", "is no PDF; save it as a PDF"),
        ("pdf = \"large.pdf\"", "is larger than 5 MB"),
    ] {
        std::fs::write(&file, setup.replacen("id = \"slip\"\n", &format!("id = \"slip\"\n{fields}\n"), 1)).unwrap();
        let said = super::program::complaint(&run(&["setup", "--check", file.to_str().unwrap()]));
        assert!(said.contains("form \"slip\", pdf: ") && said.contains(remedy), "{said}");
    }
}

/// What follows `before` each time, up to `after`.
fn each<'a>(text: &'a str, before: &str, after: char) -> BTreeSet<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[tokio::test]
async fn a_form_to_fill_in_on_a_phone_has_the_fields_of_its_pdf_and_nothing_that_could_be_sent() {
    let server = Server::demo();
    for (form, language) in [("slip", "it"), ("kyc", "en"), ("transfer", "fr")] {
        let answer = server.get(&format!("/b/centro/fill/{form}?lang={language}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let html = answer.text().await.unwrap();
        let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        assert!(!main.contains("<form") && !main.contains(" name=") && !main.contains("method="), "{main}");
        let paper = server.get(&format!("/api/v1/branches/centro/forms/{form}.pdf?lang={language}")).await;
        let document = lopdf::Document::load_mem(&paper.bytes().await.unwrap()).unwrap();
        let fields =
            document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"T").ok()?.as_str().ok());
        let fields: BTreeSet<String> = fields.map(|name| String::from_utf8(name.to_vec()).unwrap()).collect();
        let labels = each(main, " for=\"", '"');
        assert!(
            fields.len() > 5 && fields.iter().map(String::as_str).collect::<BTreeSet<_>>() == labels,
            "{form}: {labels:?}"
        );
    }
    let answer = server.get("/b/centro/ready/cash?lang=de").await;
    assert!(answer.text().await.unwrap().contains("/b/centro/fill/slip?lang=de"));
    let answer = server.get("/b/centro/fill/slop?lang=en").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_paper_of_the_bank_s_own_is_opened_and_not_filled_in_on_a_page() {
    let server = with_own_paper(b"%PDF-1.4\n%%EOF");
    let html = server.get("/b/centro/fill/slip?lang=en").await.text().await.unwrap();
    assert!(html.contains("a paper of the bank") && html.contains("forms/slip.pdf?lang=en"), "{html}");
    assert!(!html.contains("/fill.js") && !html.contains("<input"), "{html}");
}

#[tokio::test]
async fn the_code_of_a_form_says_at_the_desk_which_form_it_is_and_whether_it_is_today_s() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let paper = server.get("/api/v1/branches/centro/forms/slip.pdf?lang=en").await.bytes().await.unwrap();
    let words = lopdf::Document::load_mem(&paper).unwrap().extract_text(&[1]).unwrap();
    let code = words.split_whitespace().find(|word| word.starts_with("EN.SLIP.")).unwrap().to_owned();
    let page = async |code: &str| {
        let path = format!("/b/centro/office/forms?lang=en&code={code}");
        anna.get(&path).await.text().await.unwrap()
    };
    for typed in [code.clone(), format!("SPORTELLO.FORM.{code}"), code.to_lowercase()] {
        let html = page(&typed).await;
        assert!(html.contains("Deposit or withdrawal slip") && html.contains("It is today"), "{typed}: {html}");
    }
    let other = page("IT.SLIP.00000000").await;
    assert!(other.contains("It is not today") && other.contains("forms/slip.pdf?lang=it"), "{other}");
    assert!(page("IT.SLOP.00000000").await.contains("The branch has no form"));
    assert!(page("%3Cb%3E").await.contains("This is not the code of a form"));
    let nobody = server.get("/b/centro/office/forms?lang=en").await;
    assert!(!nobody.text().await.unwrap().contains("Code of the form"), "the staff alone");
}
