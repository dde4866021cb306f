//! A set-up that is looked at before it is saved: its preview, and a file that is imported.

use super::closed::Branch;
use reqwest::{Client, Response, StatusCode};

const IMPORT: &str = "/b/centro/office/setup/import?lang=en";
const BOUNDARY: &str = "----sportello-test";

async fn bank() -> (Branch, String) {
    let bank = Branch::start().await;
    bank.hire("rita", "admin", "centro");
    let rita = bank.server.sign_in("rita").await.cookie;
    (bank, rita)
}

/// Sends a file as the form of the import does.
async fn send(bank: &Branch, cookie: &str, file: Vec<u8>) -> Response {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"seen\"\r\n\r\n1\r\n--{BOUNDARY}\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"bank.toml\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let request = Client::new().post(bank.server.url(IMPORT)).header("cookie", cookie);
    let request = request.header("sec-fetch-site", "same-origin");
    request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}")).body(body).send().await.unwrap()
}

async fn html(answer: Response, status: StatusCode) -> String {
    let found = answer.status();
    let html = answer.text().await.unwrap();
    assert_eq!(found, status, "{html}");
    html
}

async fn export(bank: &Branch, cookie: &str) -> String {
    html(bank.page("/b/centro/office/setup/export", cookie).await, StatusCode::OK).await
}

#[tokio::test]
async fn a_file_shows_first_what_it_changes_and_is_saved_by_the_same_form_as_a_text() {
    let (bank, rita) = bank().await;
    let before = export(&bank, &rita).await;
    let page = html(bank.page(IMPORT, &rita).await, StatusCode::OK).await;
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("type=\"file\""), "{page}");
    let file = before.replacen("no_show_calls = 2", "no_show_calls = 4", 1);
    // As Windows writes it.
    let windows = format!("\u{feff}{}", file.replace('\n', "\r\n"));
    let review = html(send(&bank, &rita, windows.into_bytes()).await, StatusCode::OK).await;
    assert!(review.contains("Calls before a visitor counts as not there: 2 → 4"), "{review}");
    assert_eq!(export(&bank, &rita).await, before, "nothing is saved yet");
    let fields = [("seen", "1"), ("text", file.as_str()), ("do", "save")];
    assert_eq!(bank.form(IMPORT, &rita, &fields).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(export(&bank, &rita).await, file);
}

#[tokio::test]
async fn a_file_that_is_no_set_up_is_refused_with_what_it_is() {
    let (bank, rita) = bank().await;
    let before = export(&bank, &rita).await;
    let picture = [b"\x89PNG\r\n\x1a\n".to_vec(), vec![7; 40 * 1024 * 1024]].concat();
    let broken = b"format = 1\nbranch = \"centro\n".to_vec();
    for (file, status, says) in [
        (picture, 422, "this file is a picture"),
        (b"<!doctype html><title>Bank</title>".to_vec(), 422, "this file is a page (HTML)"),
        (vec![b'#'; 2 * 1024 * 1024], 413, "longer than 1 MB"),
        (b"na\xefve = 1".to_vec(), 422, "no text in UTF-8"),
        (Vec::new(), 422, "no file was chosen"),
        (broken, 422, "the check of the set-up names mistakes"),
        (
            before.replacen("sportello-setup/1", "sportello-setup/9", 1).into_bytes(),
            422,
            "the check of the set-up names mistakes",
        ),
        (before.clone().into_bytes(), 422, "all is as it was"),
    ] {
        let answer = send(&bank, &rita, file).await;
        let page = html(answer, StatusCode::from_u16(status).unwrap()).await;
        assert!(page.contains(says), "{says}: {page}");
        assert!(page.contains("type=\"file\""), "another file may be chosen: {page}");
    }
    assert_eq!(export(&bank, &rita).await, before);
}

#[tokio::test]
async fn nobody_but_an_admin_and_no_foreign_page_sends_a_file() {
    let (bank, rita) = bank().await;
    let gaia = bank.server.sign_in("gaia").await.cookie;
    assert_eq!(send(&bank, &gaia, b"format = 1".to_vec()).await.status(), StatusCode::FORBIDDEN);
    assert!(!send(&bank, "", b"format = 1".to_vec()).await.status().is_success());
    let request = Client::new().post(bank.server.url(IMPORT)).header("cookie", &rita);
    let request = request.header("sec-fetch-site", "cross-site");
    let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    assert_eq!(request.body("").send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_preview_shows_tiles_list_and_paper_with_what_was_typed_and_saves_nothing() {
    let (bank, rita) = bank().await;
    let before = export(&bank, &rita).await;
    let part = "/b/centro/office/setup/services/cash?lang=en";
    let typed =
        [("seen", "1"), ("name.it", "Banconote e monete"), ("name.en", "Notes and coins"), ("p80_minutes", "99")];
    let with = |more: &[(&'static str, &'static str)]| [&typed[..], more].concat();
    let page = html(bank.form(part, &rita, &with(&[("do", "preview"), ("in", "en")])).await, StatusCode::OK).await;
    let (kiosk, rest) = page.split_once("id=\"preview-list\"").unwrap();
    let (list, paper) = rest.split_once("id=\"preview-paper\"").unwrap();
    for part in [kiosk, list, paper] {
        assert!(part.contains("Notes and coins"), "{part}");
    }
    assert!(paper.contains("A042") && list.contains("Documents"), "{page}");
    assert!(page.contains("name=\"name.en\" value=\"Notes and coins\""), "it goes on from what was typed: {page}");
    let first = html(bank.form(part, &rita, &with(&[("do", "preview"), ("in", "xx")])).await, StatusCode::OK).await;
    assert!(first.split("preview-paper").last().unwrap().contains("Banconote e monete"), "{first}");
    // Back to the form, with everything in it.
    let form = html(bank.form(part, &rita, &with(&[("do", "edit")])).await, StatusCode::OK).await;
    assert!(form.contains("id=\"name.en\"") && form.contains("value=\"Notes and coins\""), "{form}");
    let faulty = [("seen", "1"), ("name.en", "Notes"), ("p80_minutes", "0"), ("do", "preview")];
    let page = html(bank.form(part, &rita, &faulty).await, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(page.contains("id=\"p80_minutes-fault\""), "the file's own check reads it first: {page}");
    assert_eq!(export(&bank, &rita).await, before);
}
