//! `/api/v1/tickets/{token}/print`, `/printers/{id}/preview.png`: tickets on paper, against a printer of the tests' own.

mod emulator;
mod faults;
mod paper;
mod widths;

use super::program::{Server, complaint, fresh_key, problem, run};
use emulator::Printer;
use paper::{Paper, codes};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where phones reach the servers of these tests.
const PHONES: &str = "http://lobby.example";

/// A demo whose kiosk prints at `address`, on a set-up changed by `change`.
fn server_printing_at(address: &str, paper_mm: u32, change: impl FnOnce(String) -> String) -> Server {
    let (folder, file) = set_up_printing_at(address, &format!("paper_mm = {paper_mm}"), change);
    Server::start(folder, |command| command.args(["demo", "--public-url", PHONES, "--setup"]).arg(file))
}

/// A set-up, changed by `change`, whose kiosk prints at `address`; `fields` are those of the printer.
fn set_up_printing_at(address: &str, fields: &str, change: impl FnOnce(String) -> String) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let text = change(text).replacen("[[branch.hours]]", "kiosk_printer = \"lobby\"\n\n[[branch.hours]]", 1).replacen(
        "[[branch.desk]]",
        &format!("[[branch.printer]]\nid = \"lobby\"\naddress = \"{address}\"\n{fields}\n\n[[branch.desk]]"),
        1,
    );
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

/// Puts a further language beside a set-up.
fn add_language(file: &Path, language: &str) {
    let text = run(&["setup", "--language", language]).stdout;
    std::fs::write(file.with_extension(format!("{language}.toml")), text).unwrap();
}

fn server_with(printer: &Printer, paper_mm: u32) -> Server {
    server_printing_at(&printer.address, paper_mm, |text| text)
}

async fn issue(server: &Server, service: &str, language: &str, documents: &[&str]) -> String {
    let body = json!({ "service": service, "language": language, "documents": documents });
    let answer = server.post(&server.branch("tickets"), &fresh_key(), &body).await;
    let (status, body): (StatusCode, Value) = (answer.status(), answer.json().await.unwrap());
    assert_eq!(status, StatusCode::CREATED, "{body}");
    body["token"].as_str().unwrap().to_owned()
}

async fn print_with_key(server: &Server, token: &str, key: &str) -> Response {
    server.post(&server.url(&format!("/api/v1/tickets/{token}/print")), key, &json!({})).await
}

async fn print(server: &Server, token: &str) -> Response {
    print_with_key(server, token, &fresh_key()).await
}

async fn printed(server: &Server, printer: &Printer, token: &str) -> Paper {
    let before = printer.printed(0).len();
    let answer = print(server, token).await;
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!((status, text.as_str()), (StatusCode::OK, r#"{"printed":true}"#));
    printer.printed(before + 1).pop().unwrap()
}

#[tokio::test]
async fn a_printed_ticket_has_all_that_its_visitor_needs_on_both_papers() {
    for (paper_mm, dots, columns) in [(80, 576, 48), (58, 384, 32)] {
        let printer = Printer::start(dots);
        let server = server_with(&printer, paper_mm);
        issue(&server, "account_open", "it", &[]).await;
        let token = issue(&server, "account_open", "it", &["cf"]).await;
        let paper = printed(&server, &printer, &token).await;
        paper.save(&format!("ticket-{paper_mm}.png"));
        assert!(paper.was_cut && paper.stray.is_empty(), "{:?}", paper.stray);

        let text = paper.text();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() <= columns));
        assert_eq!(lines[..2], ["Filiale Centro", "Aprire un conto"]);
        assert!(paper.texts[1].tall && paper.texts[1].bold && paper.texts[1].centred);
        let whole = text.replace('\n', " ");
        assert!(whole.contains("1 persona prima di Lei"), "{whole}");
        let order =
            ["1. [ ] ", "2. [x] ", "3. [ ] ", "4. [ ] ", "5. [ ] ", "6. [ ] ", "[x] Ha detto", "Moduli", "1. ", "5. "];
        let mut rest = whole.as_str();
        for part in order {
            let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not in {rest:?}"));
            rest = &rest[at + part.len()..];
        }
        assert!(whole.contains("cittadini non UE") || whole.contains("Cittadini non UE"), "{whole}");
        assert!(whole.contains("Questo numero non contiene dati personali."), "{whole}");
        assert!(!whole.contains('\u{fffd}'));

        let number = paper.blocks(8)[0];
        let millimetres = (number.1 - number.0 + 1) / 8;
        assert!((15..=18).contains(&millimetres), "the number is {millimetres} mm high");
        assert_eq!(paper.codes(), [format!("{PHONES}/t/{token}")]);
    }
}

#[tokio::test]
async fn the_time_is_that_of_the_branch() {
    let printer = Printer::start(576);
    let server = server_printing_at(&printer.address, 80, |text| text.replace("Europe/Rome", "Pacific/Kiritimati"));
    let token = issue(&server, "cash", "it", &[]).await;
    let at = server.view("kiosk").await["head"]["at"].as_str().unwrap().to_owned();
    let paper = printed(&server, &printer, &token).await;
    let there = jiff::fmt::strtime::format(
        "%d.%m.%Y %H:",
        &at.parse::<jiff::Timestamp>().unwrap().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(14))),
    )
    .unwrap();
    // At the turn of an hour the ticket may be of the one before.
    assert!(paper.text().contains(&there) || at[14..].starts_with("00:0"), "{there}: {}", paper.text());
}

#[tokio::test]
async fn other_letters_come_out_as_letters_or_as_dots_and_never_as_boxes() {
    let printer = Printer::start(576);
    let server = server_printing_at(&printer.address, 80, |text| {
        text.replace("name.en = \"City Centre Branch\"", "name.en = \"Città – 5 €\"")
            .replace("name.en = \"Open an account\"", "name.en = \"Łódź\"")
            .replace("name.en = \"Pay in or withdraw cash\"", "name.en = \"Deschideți un cont\"")
            .replace("name.en = \"Change, switch or close an account\"", "name.en = \"\u{1fffd}\u{e000}\"")
            .replace("name.en = \"Cheque to pay in or cash\"", "name.en = \"وثيقة هوية صالحة\"")
    });
    let paper = async |service: &str| {
        let before = printer.printed(0).len();
        let token = issue(&server, service, "en", &[]).await;
        assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
        printer.printed(before + 1).pop().unwrap()
    };
    let letters = paper("account_open").await;
    assert_eq!(letters.texts[0].text, "Città – 5 €");
    assert_eq!(letters.texts[1].text, "Łódź");
    assert_eq!(letters.pictures.len(), number_and_code(&letters));
    // The comma below stands on no code page: the whole line is drawn.
    let romanian = paper("cash").await;
    romanian.save("ticket-romanian.png");
    assert_eq!(romanian.pictures.len(), number_and_code(&romanian) + 1);
    assert_eq!(romanian.texts[1].text, "You are next");
    // Where no font has it, the branch's own language stands there.
    let unknown = paper("account_manage").await;
    assert!(unknown.text().contains("Modificare, trasferire o chiudere il conto"), "{}", unknown.text());
    assert_eq!(unknown.pictures.len(), number_and_code(&unknown));
    // What is read from the right begins there, where the system has a font for it.
    let arabic = paper("cheques").await;
    arabic.save("ticket-arabic.png");
    match arabic.pictures.iter().find(|(_, height)| *height < 60) {
        Some((top, height)) => {
            let rows = &arabic.dots[*top..top + height];
            let left = rows.iter().filter_map(|row| row.iter().position(|black| *black)).min().unwrap();
            let right = rows.iter().filter_map(|row| row.iter().rev().position(|black| *black)).min().unwrap();
            assert!(right < 16 && right < left, "{left} dots of white at the left, {right} at the right");
        }
        None => assert!(arabic.text().contains("Assegno"), "{}", arabic.text()),
    }
}

/// The pictures of a ticket that has no other: the number's, and those of the code.
fn number_and_code(paper: &Paper) -> usize {
    let tallest = paper.pictures.iter().filter(|(_, height)| *height >= 100).count();
    assert!((2..=3).contains(&tallest), "{:?}", paper.pictures);
    paper.pictures.iter().filter(|(_, height)| *height >= 60).count()
}

#[tokio::test]
async fn a_request_prints_once_and_a_ticket_not_without_end() {
    let printer = Printer::start(576);
    let server = server_with(&printer, 80);
    let (token, other) = (issue(&server, "cash", "it", &[]).await, issue(&server, "cash", "it", &[]).await);
    let (first, second) =
        tokio::join!(print_with_key(&server, &token, "one-print"), print_with_key(&server, &token, "one-print"));
    assert_eq!((first.status(), second.status()), (StatusCode::OK, StatusCode::OK));
    assert_eq!(print_with_key(&server, &token, "one-print").await.status(), StatusCode::OK);
    assert_eq!(
        problem(print_with_key(&server, &other, "one-print").await).await,
        (409, "idempotency_key_reused".into())
    );
    assert_eq!(printer.printed(1).len(), 1);
    for _ in 0..2 {
        assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    }
    assert_eq!(printer.printed(3).len(), 3);
    let bytes = printer.bytes(3);
    assert!(bytes.windows(2).all(|pair| pair[0] == pair[1]), "a reprint is the same ticket");
    assert_eq!(problem(print(&server, &token).await).await, (409, "printed_often".into()));
    assert_eq!(print(&server, &other).await.status(), StatusCode::OK);
    assert_eq!(problem(print(&server, &"0".repeat(32)).await).await, (404, "ticket_unknown".into()));
}

#[tokio::test]
async fn a_branch_without_a_printer_says_so() {
    let server = Server::demo();
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(problem(print(&server, &token).await).await, (409, "no_printer".into()));
    let gaia = server.sign_in("gaia").await;
    let preview = gaia.get("/api/v1/branches/centro/printers/lobby/preview.png").await;
    assert_eq!(problem(preview).await, (404, "printer_unknown".into()));
}

#[tokio::test]
async fn the_manager_sees_the_ticket_as_the_printer_would_print_it() {
    let printer = Printer::start(384);
    let server = server_with(&printer, 58);
    let gaia = server.sign_in("gaia").await;
    let answer = gaia.get("/api/v1/branches/centro/printers/lobby/preview.png?lang=en").await;
    assert_eq!(answer.headers()["content-type"], "image/png");
    let bytes = answer.bytes().await.unwrap();
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("preview-58.png"), &bytes).unwrap();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut light = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut light).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    assert_eq!(width, 384);
    let black = |x: usize, y: usize| light[y * width + x] == 0;
    assert_eq!(codes(width, height, black), ["https://sportello.example/t/0123456789abcdef0123456789abcdef"]);
    let letters = (0..30).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| black(*x, *y)).count();
    assert!(letters > 200, "the branch's name stands at the top: {letters} dots");
    assert_eq!(printer.printed(0).len(), 0, "a preview prints nothing");
}

#[test]
fn a_printer_that_cannot_be_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let printer = "[[branch.printer]]\nid = \"lobby\"\naddress = \"http://printer\"\npaper_mm = 76\n\n[[branch.desk]]";
    let text = text.replacen("[[branch.hours]]", "kiosk_printer = \"hall\"\n\n[[branch.hours]]", 1).replacen(
        "[[branch.desk]]",
        printer,
        1,
    );
    let line = |of: &str| text.lines().position(|line| line.contains(of)).unwrap() + 1;
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, &text).unwrap();
    let said = complaint(&run(&["setup", "--check", file.to_str().unwrap()]));
    assert!(
        said.contains(&format!(
            "line {}: branch \"centro\", kiosk_printer: there is no branch.printer \"hall\"; write one of lobby",
            line("\"hall\"")
        )),
        "{said}"
    );
    assert!(said.contains(&format!("line {}: printer \"lobby\", paper_mm: 76 mm", line("paper_mm = 76"))), "{said}");
}
